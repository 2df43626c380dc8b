//! Whom an article credits.

use crate::letters::is_alphanumeric;
use std::ops::Range;

use super::agencies::{Surety, agencies, agency};
use super::lines::View;
use super::places::is_place;
use super::{Fact, folded, is_blank};
use crate::stop::is_stop_word;

/// A credit line has no more characters, an agency's name no more than the second figure.
const LINE: usize = 90;
const NAME: usize = 40;
/// A line of agencies' names has no more characters.
const NAMES: usize = 50;
/// What ends a sentence.
const STOPS: [char; 6] = ['.', '؟', '?', '!', '…', '۔'];
/// What opens a line that credits a source, in folded spelling; and whether a sign must follow.
pub(crate) const CREDITS: &[(&str, bool)] = &[
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
            let name = agency_line(text, folded).map(|credit| credit.name);
            name.or_else(|| agency_at_end(text)).and_then(|r| found(i, r))
        })
    })
}

/// The name in what follows "source:".
pub(super) fn named(source: &str, range: Range<usize>) -> Option<Fact> {
    let inner = without_signs(source.get(range.clone())?);
    Fact::cut(source, range.start + inner.start..range.start + inner.end)
}

fn after_opener(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start_matches(|c: char| !is_alphanumeric(c)).len();
    let (mut end, mut name) = (None, 0);
    // Openers have one or two words.
    for (i, c) in line[start..].char_indices().filter(|(_, c)| !is_alphanumeric(*c)).take(12) {
        let key = folded(&line[start..start + i]);
        if let Some(row) = CREDITS.iter().find(|row| row.0 == key) {
            let rest = &line[start + i..];
            let after = rest.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
            let signed = rest[..rest.len() - after.len()].contains(is_sign);
            if signed || (!row.1 && c.is_whitespace() && !ends_with_stop(line)) {
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
    let credits = match agencies(name)? {
        Surety::Sure => true,
        // (معا) ends a sentence too; after its stop it is no part of it.
        Surety::Ambiguous => {
            let text = line[..start].trim_end_matches(|c: char| c.is_whitespace() || c == '(');
            line.ends_with([')', '/']) && text.trim_end_matches('/').trim_end().ends_with(STOPS)
        }
    };
    credits.then(|| start + inner.start..start + inner.end)
}

/// A line that is the name of an agency, or of several.
pub(crate) struct AgencyLine {
    /// Where the names stand, from the first to the last.
    pub(crate) name: Range<usize>,
    /// Whether it can be nothing else: a sure name in brackets.
    pub(crate) clear: bool,
}

/// Reads a line of agencies' names: `(رويترز)`, `أ ف ب`, `رويترز - وكالات`. One other name may stand
/// beside a sure one, the outlet's, or a place before a dash; a name that is also a word counts alone
/// in brackets, or beside a sure one. `fold` gives the folded spelling.
pub(crate) fn agency_line(line: &str, fold: impl Fn(&str) -> String) -> Option<AgencyLine> {
    if line.len() > 4 * NAMES || line.chars().count() > NAMES {
        return None;
    }
    let (mut sure, mut ambiguous) = (0, 0);
    let mut other: Option<String> = None;
    let mut name: Option<Range<usize>> = None;
    let mut commas = true;
    let mut at = 0;
    for piece in line.split_inclusive(is_joint) {
        let from = at;
        at += piece.len();
        let inner = piece.trim_matches(is_edge);
        commas &= !piece.ends_with(|c| is_joint(c) && !matches!(c, '،' | ','));
        if inner.is_empty() {
            continue;
        }
        if inner.split_whitespace().count() > 3 {
            return None;
        }
        let key = fold(inner);
        let Some(surety) = agency(&key) else {
            if other.replace(key).is_some() {
                return None;
            }
            continue;
        };
        *if surety == Surety::Sure { &mut sure } else { &mut ambiguous } += 1;
        let start = from + (piece.len() - piece.trim_start_matches(is_edge).len());
        name = Some(name.map_or(start, |n| n.start)..start + inner.len());
    }
    let name = name?;
    let bare = line.trim_matches([' ', '*', '.']);
    let enclosed = [('(', ')'), ('[', ']'), ('/', '/')]
        .iter()
        .any(|(open, close)| bare.len() > 1 && bare.starts_with(*open) && bare.ends_with(*close));
    let credits = match other {
        None => sure > 0 || enclosed && ambiguous == 1,
        Some(_) if commas || ends_with_stop(line) => false,
        Some(other) if sure == 0 => is_place(&other) && !line[..name.start].trim().is_empty(),
        Some(other) => !other.split(' ').any(is_stop_word),
    };
    let clear = sure > 0 && bare.starts_with(['(', '[']);
    credits.then_some(AgencyLine { name, clear })
}

/// What parts names in a line of them.
fn is_joint(c: char) -> bool {
    matches!(c, '/' | '،' | ',' | '+' | '-' | '–' | '—' | '|' | '؛')
}

/// What stands around a name.
fn is_edge(c: char) -> bool {
    is_blank(c) || is_joint(c) || matches!(c, '(' | ')' | '[' | ']' | '*' | '.' | '"' | '«' | '»')
}

/// Whether a line ends with a full stop, a comma or a colon, as no headline does.
pub(crate) fn ends_with_stop(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '“', '»', '’', '\'', ')', ']', ' ']);
    end.ends_with(['.', '۔', '،', '؛', ':']) && !end.ends_with("..")
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
