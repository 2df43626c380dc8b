//! Facts that stand beside the body.

use std::ops::Range;

use crate::normalize::Normalized;

/// How far into a line a dateline may reach, in characters.
const REACH: usize = 90;
/// How many lines from the top may carry it: a headline and a byline can come first.
const LINES: usize = 4;

/// The dateline of an article: `بيشكيك – (رياليست عربي):`, `الرياض (واس) -`, `موسكو - وكالات`.
///
/// Returns its byte range in the normalised text. A place in a dateline is no reference to it.
pub fn dateline(text: &Normalized) -> Option<Range<usize>> {
    let text = text.text();
    let mut start = 0;
    let mut seen = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        if !line.trim().is_empty() {
            // A first line with nothing below is a headline: its dash parts no place from a text.
            let headline = seen == 0 && lines.peek().is_some_and(|next| next.trim().is_empty());
            if let Some(len) = dateline_of(line, headline) {
                return Some(start..start + len);
            }
            seen += 1;
            if seen == LINES {
                return None;
            }
        }
        start += line.len() + 1;
    }
    None
}

/// Length in bytes of the dateline at the start of `line`.
fn dateline_of(line: &str, headline: bool) -> Option<usize> {
    let reach = line.char_indices().nth(REACH).map_or(line.len(), |(i, _)| i);
    let head = &line[..reach];
    let words =
        |s: &str| s.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    // A bracketed agency or outlet, followed by a colon or a dash.
    if let (Some(open), Some(close)) = (head.find('('), head.find(')'))
        && open < close
        && !head[open..close].contains(|c: char| c.is_ascii_digit())
        && words(&head[..open]) <= 3
    {
        let after = head[close + 1..].trim_start();
        if let Some(mark) = after.chars().next().filter(|&c| is_mark(c)) {
            return Some(head.len() - after.len() + mark.len_utf8());
        }
    }
    if headline {
        return None;
    }
    // One or two words, a spaced dash.
    let (dash, mark) =
        [" - ", " – ", " — "].iter().filter_map(|m| Some((head.find(m)?, m.trim_end()))).min()?;
    (1..=2).contains(&words(&head[..dash])).then_some(dash + mark.len())
}

fn is_mark(c: char) -> bool {
    matches!(c, ':' | '-' | '–' | '—')
}
