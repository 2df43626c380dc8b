//! The headline of a plain text.

use super::lines::{View, is_date_line};
use super::{Fact, folded};
use crate::letters::is_alphabetic;

/// A headline has so many words at least and so many characters at most.
const WORDS: usize = 3;
const CHARS: usize = 200;

/// A line that stands twice around the top of a scraped page, or the headline of a text: one of the
/// first four lines, with an empty line below it and a text to follow.
pub(super) fn title(view: &View<'_>) -> Option<Fact> {
    let head = view.head();
    let candidate = |i: usize| {
        let line = &view.lines[i];
        let text = view.text(line);
        (line.chars <= CHARS && is_headline(text)).then_some(text)
    };
    // Whether a line stands twice is told sooner than whether it is a headline.
    let text = |i: usize| view.text(&view.lines[i]);
    let stands_twice = |i| head.clone().any(|other| other != i && text(other) == text(i));
    let twice = head.clone().rev().find(|&i| stands_twice(i) && candidate(i).is_some());
    let alone = || {
        (view.inside.start..head.end.min(view.inside.start + 4))
            .find(|&i| view.lines[i].alone && candidate(i).is_some())
    };
    let at = twice.or_else(alone)?;
    // Lines below it, or it is all there is.
    (at + 1 < view.lines.len()).then(|| view.fact(view.lines[at].range.clone())).flatten()
}

fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().filter(|w| w.chars().any(is_alphabetic)).count();
    words >= WORDS
        && !line.ends_with(['.', ':', '،', '؛', ',', ';', '-', '–', '…'])
        && !line.starts_with(['•', '◦', '▪', '*', '-', '–', '('])
        && super::byline::marked(line).is_none()
        && !is_date_line(line)
        && {
            let key = folded(line);
            // The basmala stands above the headline.
            !key.starts_with("بسم الله") && !key.starts_with("reading time")
        }
}
