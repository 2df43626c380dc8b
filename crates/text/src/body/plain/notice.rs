//! The page's own words between an article's lines: its path, address, application, newsletter,
//! copyright; and what closes a text: contact lines, disclaimers, an agency's end mark.

use super::date::is_date;
use super::fold::words_only;
use super::line::Class;
use super::phrases::{HOMES, TAG_CUES, strip_cue};
use crate::body::PartKind;

/// Such lines are shorter than paragraphs, in characters.
const SHORT: usize = 200;
/// What asks the reader to do something.
const ASKS: &[&str] = &[
    "احصل",
    "احصلوا",
    "اشترك",
    "اشتركوا",
    "اشتركي",
    "انضم",
    "انضموا",
    "تابع",
    "تابعنا",
    "تابعوا",
    "تابعونا",
    "حمل",
    "حملوا",
    "سجل",
    "سجلوا",
    "نزل",
    "download",
    "follow",
    "join",
    "subscribe",
];
/// What only the page's owner says of its channels.
const OURS: &[&str] = &[
    "نشرتنا",
    "قناتنا",
    "قنواتنا",
    "صفحتنا",
    "صفحاتنا",
    "حسابنا",
    "حساباتنا",
    "تطبيقنا",
    "مجموعتنا",
    "النشره البريديه",
    "our newsletter",
    "our channel",
    "our app",
    "us on",
];

/// Words of the page that stand between the article's own.
pub(super) fn notice(folded: &str, chars: usize) -> Option<Class> {
    if chars > SHORT {
        return None;
    }
    let goes = |kind| Some(Class::Goes(kind));
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    if strip_cue(TAG_CUES, bare).is_some_and(|r| r.trim_start().starts_with(':')) {
        return goes(PartKind::Tags);
    }
    if is_stamp(bare) {
        return goes(PartKind::Date);
    }
    if is_path(folded, chars)
        || is_permalink(bare)
        || is_invitation(bare)
        || is_cookie(bare)
        || is_copyright(bare, chars)
    {
        return goes(PartKind::Notice);
    }
    is_disclaimer(bare).then_some(Class::Goes(PartKind::Disclaimer))
}

/// What goes where nothing of the article follows.
pub(super) fn closing(folded: &str, chars: usize) -> Option<Class> {
    if matches!(words_only(folded).as_str(), "انتهي" | "يتبع") {
        return Some(Class::GoesLast(PartKind::EndMark));
    }
    let address = !folded.contains(' ') && chars <= 60 && folded.contains('@');
    let writes = ["لمراسله الكاتب", "للتواصل مع الكاتب", "للتواصل ارسل"];
    if address || writes.iter().any(|w| folded.starts_with(w)) && chars <= 120 {
        return Some(Class::GoesLast(PartKind::Contact));
    }
    None
}

/// The path to the page: الرئيسية > أخبار > عنوان, Home » News.
fn is_path(folded: &str, chars: usize) -> bool {
    let Some(rest) = strip_cue(HOMES, folded) else { return false };
    let rest = rest.trim_start();
    let rest = rest.strip_prefix(':').map_or(rest, str::trim_start);
    let rest = strip_cue(HOMES, rest).map_or(rest, str::trim_start);
    chars <= 160
        && rest.len() > 2
        && rest.starts_with(['>', '»', '«', '›', '‹', '→', '←', '/', '\\'])
}

/// A date that says of itself that it is the page's: نشر في: …, آخر تحديث: ….
fn is_stamp(bare: &str) -> bool {
    const CUES: &[&str] = &[
        "last updated",
        "published",
        "updated",
        "اخر تحديث",
        "تاريخ النشر",
        "تم التحديث",
        "تم النشر",
        "نشر",
        "نشر بتاريخ",
        "نشر في",
        "نشرت في",
    ];
    strip_cue(CUES, bare).is_some_and(|rest| is_date(rest.trim_start_matches([':', ' '])))
}

fn is_permalink(bare: &str) -> bool {
    ["رابط الخبر", "رابط المقال", "رابط الماده", "رابط مختصر", "الرابط المختصر", "short link"]
        .iter()
        .any(|cue| bare.strip_prefix(cue).is_some_and(|rest| rest.contains(':')))
}

/// Follow us, subscribe, load our application, press here.
fn is_invitation(bare: &str) -> bool {
    let first = bare.split(' ').next().unwrap_or_default();
    let asked = ASKS.contains(&first) && OURS.iter().any(|o| bare.contains(o));
    let follow = ["تابعونا علي", "تابعونا عبر", "تابعنا علي", "تابعنا عبر"];
    let told = first.starts_with("يمكنك")
        && (bare.contains("اشعارات") || bare.contains("تنبيهات"))
        && bare.contains("تطبيق");
    let words = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
    let press = ["لقراءه", "لمتابعه", "لمشاهده", "للاطلاع", "للمزيد", "للاشتراك", "لتحميل"]
        .iter()
        .any(|w| bare.starts_with(w))
        && ["اضغط هنا", "انقر هنا", "اضغطوا هنا", "انقروا هنا"].iter().any(|w| words.ends_with(w));
    asked || told || press || follow.iter().any(|f| bare.starts_with(f))
}

fn is_cookie(bare: &str) -> bool {
    let about = ["ملفات تعريف الارتباط", "الكوكيز", "cookies"].iter().any(|w| bare.contains(w));
    let says = ["نستخدم", "باستخدامك", "باستمرارك", "هذا الموقع يستخدم", "يستخدم هذا الموقع"];
    let english = ["we use", "this site uses", "this website uses", "by continuing"];
    about && says.iter().chain(&english).any(|w| bare.starts_with(w))
}

fn is_copyright(bare: &str, chars: usize) -> bool {
    let right = ["حقوق النشر", "حقوق الطبع", "كافه الحقوق", "جميع الحقوق", "بعض الحقوق"];
    chars <= 120
        && (bare.starts_with('©')
            || bare.starts_with("copyright ")
            || bare.starts_with("all rights reserved")
            || right.iter().any(|r| bare.starts_with(r)) && bare.contains("محفوظ"))
}

/// Whose opinion the article is: المقالات المنشورة لا تعبر بالضرورة عن رأي الموقع.
fn is_disclaimer(bare: &str) -> bool {
    let subject = [
        "المقال ",
        "المقالات",
        "جميع المقالات",
        "كل المقالات",
        "هذا المقال",
        "الاراء",
        "ما ينشر",
        "ما ورد في هذا المقال",
        "مقالات الراي",
        "المواد المنشوره",
    ];
    let opinion = ["راي", "اراء", "وجهه نظر", "وجهات نظر"];
    let whose = ["بالضروره", "كتابها", "كاتبها", "كاتبه ", "اصحابها", "صاحبها"];
    subject.iter().any(|s| bare.starts_with(s))
        && opinion.iter().any(|o| bare.contains(o))
        && whose.iter().any(|w| bare.contains(w))
}
