//! Where the article stands in a scraped page.

use std::ops::Range;

use super::fold::ends_sentence;
use super::line::{Class, Line};
use super::structure::is_signature;
use crate::body::PartKind;

/// This many lines of page furniture make a text a scraped page; a list's bullets alone do not.
const PAGE_LINES: usize = 4;
const PAGE_WORDS: usize = 2;
/// In a page, a line weighs its characters less this; the body is the heaviest run of lines.
const LINE_COST: i64 = 60;
/// A comments section ends an article of at least this many characters.
const ARTICLE: usize = 300;

/// Whether there is a page around the text. A line that looks like furniture is furniture only there.
pub(super) fn is_page(lines: &[Line]) -> bool {
    let worded = lines.iter().filter(|l| is_worded(l.class)).count();
    let bullets = lines.iter().filter(|l| l.class == Class::Bullet).count();
    worded >= PAGE_WORDS && worded + bullets >= PAGE_LINES
}

fn is_worded(class: Class) -> bool {
    matches!(
        class,
        Class::Furniture
            | Class::Comments
            | Class::TeaserHead
            | Class::Button
            | Class::Goes(PartKind::Notice)
    )
}

/// The lines of a page that hold its article.
pub(super) fn article(source: &str, lines: &[Line]) -> Option<Range<usize>> {
    let run = before_comments(lines, heaviest(lines)?);
    Some(extended(source, lines, run))
}

/// The run of lines with the largest sum of weights (Kadane), first one on ties; none where no line is
/// longer than it costs.
fn heaviest(lines: &[Line]) -> Option<Range<usize>> {
    let mut best = (0, 0..0);
    let mut sum = 0;
    let mut from = 0;
    for (i, line) in lines.iter().enumerate() {
        if sum <= 0 {
            sum = 0;
            from = i;
        }
        sum += match line.class {
            Class::Blank => 0,
            Class::Text | Class::Stays(_) => line.chars as i64 - LINE_COST,
            _ => -LINE_COST,
        };
        if sum > best.0 {
            best = (sum, from..i + 1);
        }
    }
    (best.0 > 0).then_some(best.1)
}

/// Cuts off comments, where the article before them is the larger part.
fn before_comments(lines: &[Line], run: Range<usize>) -> Range<usize> {
    let weigh = |range: Range<usize>| -> usize {
        lines[range].iter().filter(|l| l.is_text()).map(|l| l.chars).sum()
    };
    let Some(at) = lines[run.clone()].iter().position(|l| l.class == Class::Comments) else {
        return run;
    };
    let head = run.start..run.start + at;
    let before = weigh(head.clone());
    if before >= ARTICLE && before > weigh(head.end..run.end) { head } else { run }
}

/// A short first or last line costs more than it weighs; it belongs to the article where it is known
/// to, or ends as a sentence does.
fn extended(source: &str, lines: &[Line], run: Range<usize>) -> Range<usize> {
    let sentence = |line: &Line| {
        let text = &source[line.inner.clone()];
        line.class == Class::Text
            && ends_sentence(text)
            && !text.ends_with(['…', '،', '؛'])
            && !text.ends_with("...")
    };
    let ends = |line: &Line| match line.class {
        Class::Stays(kind) => kind != PartKind::Date,
        Class::GoesLast(_) | Class::Goes(PartKind::SourceCredit | PartKind::ImageCredit) => true,
        Class::Text => sentence(line) || is_signature(&source[line.inner.clone()]),
        _ => false,
    };
    let begins = |line: &Line| match line.class {
        Class::Stays(kind) => kind != PartKind::Date,
        _ => sentence(line),
    };
    let after = lines[run.end..].iter().take_while(|l| l.is_blank() || ends(l)).count();
    let before = lines[..run.start].iter().rev().take_while(|l| l.is_blank() || begins(l)).count();
    let (mut start, mut end) = (run.start - before, run.end + after);
    while start < run.start && lines[start].is_blank() {
        start += 1;
    }
    while end > run.end && lines[end - 1].is_blank() {
        end -= 1;
    }
    start..end
}
