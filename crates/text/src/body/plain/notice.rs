//! The page's own words between an article's lines: its path, address, application, newsletter,
//! copyright; and what closes a text: contact lines, disclaimers, an agency's end mark.

use super::date::is_date;
use super::fold::{is_word, words_only};
use super::line::Class;
use super::phrases::{
    ASKS, CONTACTS, COOKIES, DISCLAIMED, FOLLOWS, HOMES, OURS, PERMALINKS, PRESSES, RIGHTS, STAMPS,
    TAG_CUES, TELLS, strip_cue,
};
use crate::body::PartKind;

/// Such lines are shorter than paragraphs, in characters.
const SHORT: usize = 200;
/// Words of the page that stand between the article's own.
pub(super) fn notice(folded: &str, chars: usize) -> Option<Class> {
    if chars > SHORT {
        return None;
    }
    let goes = |kind| Some(Class::Goes(kind));
    let bare = folded.trim_start_matches(|c: char| !is_word(c) && c != '©');
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
    if address || CONTACTS.iter().any(|w| folded.starts_with(w)) && chars <= 120 {
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
    strip_cue(STAMPS, bare).is_some_and(|rest| is_date(rest.trim_start_matches([':', ' '])))
}

fn is_permalink(bare: &str) -> bool {
    strip_cue(PERMALINKS, bare).is_some_and(|rest| rest.contains(':'))
}

/// Follow us, subscribe, load our application, press here.
fn is_invitation(bare: &str) -> bool {
    let asked = strip_cue(ASKS, bare).is_some() && OURS.iter().any(|o| bare.contains(o));
    let told = strip_cue(TELLS, bare).is_some()
        && ["اشعارات", "تنبيهات"].iter().any(|w| bare.contains(w))
        && bare.contains("تطبيق");
    let words = bare.trim_end_matches(|c: char| !is_word(c));
    let press = strip_cue(PRESSES, bare).is_some()
        && ["اضغط هنا", "انقر هنا", "اضغطوا هنا", "انقروا هنا"].iter().any(|w| words.ends_with(w));
    asked || told || press || strip_cue(FOLLOWS, bare).is_some()
}

fn is_cookie(bare: &str) -> bool {
    strip_cue(COOKIES, bare).is_some()
        && ["ملفات تعريف الارتباط", "الكوكيز", "cookies"].iter().any(|w| bare.contains(w))
}

fn is_copyright(bare: &str, chars: usize) -> bool {
    chars <= 120
        && (bare.starts_with('©')
            || strip_cue(RIGHTS, bare).is_some_and(|rest| {
                bare.is_ascii() || rest.contains("محفوظ") || rest.contains('©')
            }))
}

/// Whose opinion the article is, or is not: a subject, an opinion, and whose it is.
fn is_disclaimer(bare: &str) -> bool {
    strip_cue(DISCLAIMED, bare).is_some()
        && ["راي", "اراء", "وجهه نظر", "وجهات نظر"].iter().any(|o| bare.contains(o))
        && ["بالضروره", "كتابها", "كاتبها", "كاتبه ", "اصحابها", "صاحبها"]
            .iter()
            .any(|w| bare.contains(w))
}
