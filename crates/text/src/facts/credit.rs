//! Whom an article credits.

use std::ops::Range;

use super::agencies::is_agency;
use super::lines::View;
use super::{Fact, folded};

/// A credit line has no more characters, an agency's name no more than the second figure.
const LINE: usize = 90;
const NAME: usize = 40;
/// What opens a line that credits a source, in folded spelling; and whether a sign must follow.
const OPENERS: &[(&str, bool)] = &[
    ("المصدر", true),
    ("المصادر", true),
    ("مصدر الخبر", true),
    ("نقلا عن", false),
    ("بالاتفاق مع", false),
    ("source", true),
    ("sources", true),
    ("источник", true),
];

/// The source that the last lines credit: a line that says so, a line that is an agency's name, or an
/// agency in brackets or after a dash at the end of the text.
pub(super) fn credit(view: &View<'_>) -> Option<Fact> {
    let tail = view.tail();
    let found = |i: usize, range: Range<usize>| {
        let start = view.lines[i].range.start;
        view.fact(start + range.start..start + range.end)
    };
    let opened = tail.clone().rev().find_map(|i| {
        let line = &view.lines[i];
        (line.chars <= LINE)
            .then(|| after_opener(view.text(line)))
            .flatten()
            .and_then(|r| found(i, r))
    });
    // An agency alone must stand in the last two lines of the body.
    opened.or_else(|| {
        (tail.start.max(view.inside.end.saturating_sub(2))..view.inside.end).rev().find_map(|i| {
            let line = &view.lines[i];
            let text = view.text(line);
            if line.chars <= NAME && is_agency(text) {
                return found(i, without_signs(text));
            }
            agency_at_end(text).and_then(|r| found(i, r))
        })
    })
}

/// The name in what follows "source:".
pub(super) fn named(source: &str, range: Range<usize>) -> Option<Fact> {
    let inner = without_signs(source.get(range.clone())?);
    Fact::cut(source, range.start + inner.start..range.start + inner.end)
}

fn after_opener(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let (mut end, mut name) = (None, 0);
    // Openers have one or two words.
    for (i, c) in line[start..].char_indices().filter(|(_, c)| !c.is_alphanumeric()).take(12) {
        let key = folded(&line[start..start + i]);
        if let Some(row) = OPENERS.iter().find(|row| row.0 == key) {
            let rest = &line[start + i..];
            let after = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
            let signed = rest[..rest.len() - after.len()].contains(is_sign);
            if signed || (!row.1 && c.is_whitespace()) {
                end = Some(line.len());
                name = line.len() - after.len();
            }
            break;
        }
    }
    let range = name..end?;
    let inner = without_signs(&line[range.clone()]);
    let words = line[range.clone()].split_whitespace().count();
    (!inner.is_empty() && words <= 8).then(|| range.start + inner.start..range.start + inner.end)
}

/// `… (أ ف ب)`, `… - رويترز` at the end of a text.
fn agency_at_end(line: &str) -> Option<Range<usize>> {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let floor = line.floor_char_boundary(line.len().saturating_sub(2 * NAME));
    let start = match line.chars().next_back()? {
        ')' => line[floor..].rfind('(')? + floor + 1,
        '/' => line[floor..line.len() - 1].rfind('/')? + floor + 1,
        _ => {
            let (at, dash) =
                line[floor..].char_indices().rfind(|(_, c)| matches!(c, '-' | '–' | '—'))?;
            floor + at + dash.len_utf8()
        }
    };
    let name = &line[start..];
    let inner = without_signs(name);
    is_agency(name).then(|| start + inner.start..start + inner.end)
}

/// Without brackets, quotes and signs around; a quote that closes within keeps its opening.
fn without_signs(text: &str) -> Range<usize> {
    let sign = |c: char| c.is_whitespace() || "()[]/*«»\"“”.،:-–—".contains(c);
    let end = text.trim_end_matches(sign).len();
    let start = end.min(text.len() - text.trim_start_matches(sign).len());
    let closes = text[start..end].contains(['"', '»', '”']);
    let opening = text[..start].chars().next_back().filter(|c| matches!(c, '"' | '«' | '“'));
    start - opening.filter(|_| closes).map_or(0, char::len_utf8)..end
}

fn is_sign(c: char) -> bool {
    matches!(c, ':' | '/' | '|' | '-' | '–' | '—')
}
