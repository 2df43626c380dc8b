//! Body of plain text, by rules over lines.

use std::ops::Range;

use super::{Body, Note, Pieces};

/// This many lines of page furniture make a text a scraped page.
const PAGE_LINES: usize = 4;
/// In a page, a line weighs its characters less this; the body is the heaviest run of lines.
const LINE_COST: i64 = 60;
/// Furniture and credits are short, in characters.
const SHORT: usize = 80;

/// Lines that are furniture as a whole, in lower case.
const WHOLE: &[&str] = &[
    "no result",
    "view all result",
    "login",
    "log in",
    "read more",
    "shares",
    "views",
    "sharetweet",
    "previous post",
    "next post",
    "add new playlist",
    "welcome back!",
    "forgotten password?",
    "retrieve your password",
    "home",
    "menu",
    "search",
    "share",
    "tweet",
    "facebook",
    "twitter",
    "whatsapp",
    "telegram",
    "related posts",
    "leave a comment",
    "اقرأ المزيد",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "اقرأ أيضًا",
    "المزيد",
    "من نحن",
    "اتصل بنا",
    "الرئيسية",
    "شارك",
    "مشاركة",
    "طباعة",
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
    "الأكثر قراءة",
    "الأكثر مشاهدة",
    "تابعنا على",
    "تسجيل الدخول",
    "أضف تعليقا",
    "أضف تعليقاً",
    "اترك تعليقاً",
    "اترك تعليقا",
    "البحث",
    "بحث",
    "ابحث …",
    "القائمة",
    "المقال السابق",
    "المقال التالي",
    "السابق",
    "التالي",
];
/// Short lines that start so are furniture, in lower case.
const STARTS: &[&str] = &[
    "share on",
    "reading time",
    "login to",
    "please enter",
    "share 0",
    "0 shares",
    "by ",
    "in ",
    "home ",
    "جميع الحقوق محفوظة",
    "حقوق النشر",
    "©",
    "شارك على",
    "شارك عبر",
    "مشاركة عبر",
    "وقت القراءة",
    "copyright",
    "all rights reserved",
];
/// What a line that credits a source starts with.
const CREDITS: &[&str] = &["المصدر:", "المصدر :", "المصدر/", "source:"];

struct Line {
    /// With its line end.
    range: Range<usize>,
    chars: usize,
    furniture: bool,
    /// Digits only: furniture within a page, but no sign of one.
    counter: bool,
    credit: Option<Range<usize>>,
}

pub(super) fn extract(source: &str) -> Body<'_> {
    let lines = lines(source);
    // A line that looks like furniture is furniture only where there is a page around the text.
    let page = lines.iter().filter(|l| l.furniture && !l.counter).count() >= PAGE_LINES;
    let run = if page { heaviest_run(&lines) } else { None }.unwrap_or(0..lines.len());
    let credit = lines[run.start..].iter().find_map(|l| l.credit.clone());
    if !page && credit.is_none() {
        return Body::whole(source);
    }
    let mut pieces = Pieces::new(source);
    let mut end = 0;
    for line in lines[run].iter().filter(|l| !(page && l.furniture) && l.credit.is_none()) {
        pieces.keep(line.range.clone());
        end = line.range.end;
    }
    pieces.finish(end, credit, if page { vec![Note::PageAround] } else { vec![] })
}

fn lines(source: &str) -> Vec<Line> {
    let mut start = 0;
    source
        .split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            let trimmed = line.trim();
            let chars = trimmed.chars().count();
            let short = chars <= SHORT;
            let credit = if short { credit(source, range.start, line) } else { None };
            Line {
                range,
                chars,
                furniture: short && (is_furniture(trimmed) || is_counter(trimmed)),
                counter: is_counter(trimmed),
                credit,
            }
        })
        .collect()
}

fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    // A bulleted menu entry: a bullet and a few words without a full stop.
    let bulleted = lower.strip_prefix(['•', '◦', '▪', '»', '|']).is_some_and(|rest| {
        rest.split_whitespace().count() <= 4 && !rest.ends_with(['.', '؟', '!', '،', '؛', ':'])
    });
    bulleted
        || WHOLE.contains(&lower.as_str())
        // English openers such as "by" and "in" need a line that is shorter still.
        || STARTS.iter().any(|s| lower.starts_with(s) && (s.len() > 5 || !s.is_ascii() || lower.chars().count() <= 40))
}

fn is_counter(line: &str) -> bool {
    !line.is_empty() && line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit())
}

fn credit(source: &str, start: usize, line: &str) -> Option<Range<usize>> {
    let trimmed = line.trim_start();
    let lower = trimmed.to_lowercase();
    let prefix = CREDITS.iter().find(|p| lower.starts_with(*p))?;
    let from = start + (line.len() - trimmed.len()) + prefix.len();
    let rest = &source[from..start + line.len()];
    let name = rest.trim();
    let at = from + (rest.len() - rest.trim_start().len());
    (!name.is_empty()).then(|| at..at + name.len())
}

/// The run of lines with the largest sum of weights (Kadane), first one on ties; none where no line is
/// longer than it costs.
fn heaviest_run(lines: &[Line]) -> Option<Range<usize>> {
    let mut best = (0, 0..0);
    let mut sum = 0;
    let mut from = 0;
    for (i, line) in lines.iter().enumerate() {
        if sum <= 0 {
            sum = 0;
            from = i;
        }
        sum += match line {
            l if l.furniture => -LINE_COST,
            l if l.chars == 0 => 0,
            l => l.chars as i64 - LINE_COST,
        };
        if sum > best.0 {
            best = (sum, from..i + 1);
        }
    }
    (best.0 > 0).then_some(best.1)
}
