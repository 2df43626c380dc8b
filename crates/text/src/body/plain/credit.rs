//! Lines that credit a source or the maker of a picture.

use std::ops::Range;

use super::fold::{ends_with_stop, fold, is_letter, is_word};
use super::line::Class;
use super::phrases::{IMAGE_CREDITS, strip_cue};
use crate::body::PartKind;
use crate::facts::{CREDITS, agency_line};

/// Credits are short, in characters.
const SHORT: usize = 80;
const DASHES: [char; 3] = ['-', '–', '—'];
const MARKS: [char; 5] = [':', '/', '|', '：', '﹕'];

/// The class of a credit line, and where in `line` the credited name stands.
pub(super) fn credit(
    line: &str,
    folded: &str,
    chars: usize,
) -> Option<(Class, Option<Range<usize>>)> {
    if chars > SHORT {
        return None;
    }
    let bare = folded.trim_start_matches(['(', '[', '*', '-', '–', '•', ' ']);
    let brief = !ends_with_stop(folded) && chars <= 60;
    let last = |words| Some((Class::GoesLast(PartKind::SourceCredit), after_words(line, words)));
    for (cue, signed) in CREDITS {
        let Some(rest) = bare.strip_prefix(cue).filter(|rest| !rest.starts_with(is_word)) else {
            continue;
        };
        let rest = rest.trim_start();
        if *signed && rest.starts_with(MARKS) {
            let name = after_mark(line)?;
            return Some((Class::Goes(PartKind::SourceCredit), Some(name)));
        }
        if brief && rest.contains(is_word) && (!signed || rest.starts_with(DASHES)) {
            return last(cue.split(' ').count());
        }
    }
    let image = strip_cue(IMAGE_CREDITS, bare)
        .is_some_and(|rest| rest.trim_start().starts_with(MARKS) && !ends_with_stop(folded));
    if image {
        return Some((Class::Goes(PartKind::ImageCredit), None));
    }
    if brief && (bare.starts_with("خدمه «") || bare.starts_with("خاص ب«")) {
        return last(1);
    }
    agencies(line)
}

/// A line of agencies' names: (رويترز), أ ف ب, رويترز - وكالات. Without brackets it takes the end of the
/// text to be sure.
fn agencies(line: &str) -> Option<(Class, Option<Range<usize>>)> {
    let credit = agency_line(line, fold)?;
    let kind = PartKind::SourceCredit;
    let class = if credit.clear { Class::Goes(kind) } else { Class::GoesLast(kind) };
    Some((class, Some(credit.name)))
}

/// What stands after the first colon or slash.
fn after_mark(line: &str) -> Option<Range<usize>> {
    let at = line.find(MARKS)?;
    let mark = line[at..].chars().next().map_or(1, char::len_utf8);
    name_from(line, at + mark)
}

/// What stands after this many words.
fn after_words(line: &str, words: usize) -> Option<Range<usize>> {
    let mut seen = 0;
    let mut at = 0;
    for piece in line.split_inclusive(char::is_whitespace) {
        if seen == words {
            break;
        }
        seen += usize::from(fold(piece).contains(is_letter));
        at += piece.len();
    }
    let name = line[at..].trim_start_matches(|c: char| {
        c.is_whitespace() || DASHES.contains(&c) || MARKS.contains(&c)
    });
    name_from(line, line.len() - name.len())
}

/// The name from `from` on, without white space, and without quotation marks around all of it.
fn name_from(line: &str, from: usize) -> Option<Range<usize>> {
    let rest = line.get(from..)?;
    let start = from + (rest.len() - rest.trim_start().len());
    let mut name = rest.trim();
    let mut at = start;
    for (open, close) in [('"', '"'), ('«', '»'), ('“', '”')] {
        let inner = name.strip_prefix(open).and_then(|n| n.strip_suffix(close));
        if let Some(inner) = inner.filter(|i| !i.contains([open, close])) {
            at += open.len_utf8();
            name = inner;
        }
    }
    (!name.is_empty()).then(|| at..at + name.len())
}
