//! The lines around the start and the end of an article.

use crate::letters::is_alphabetic;
use std::ops::Range;

use memchr::{memchr2, memchr2_iter};

use super::date::{DateFact, dates};
use super::months::{DATE_LINKS, DATE_WORDS, STAMP_WORDS, WEEKDAYS};
use super::{Fact, folded, is_blank, publication};
use crate::body::Body;

/// A line of more characters is a paragraph.
const PARAGRAPH: usize = 120;
/// How many lines above the first paragraph are looked at.
const HEAD: usize = 16;
/// How many of the last lines of the body are looked at, and how many below it.
const TAIL: (usize, usize) = (4, 2);
/// A line with a date and little else has no more characters.
const DATE_LINE: usize = 80;
/// Words before the date of a change, in folded spelling.
const CHANGES: &[&str] = &["تحديث", "حدث", "updated"];

/// A line that is not empty.
pub(super) struct Line {
    /// In the text of the view, without blank characters at its ends.
    pub(super) range: Range<usize>,
    pub(super) chars: usize,
    /// Whether an empty line follows.
    pub(super) alone: bool,
}

/// What a reader sees of an article line by line: a plain text with all around its body, or the body
/// of a page.
pub(super) struct View<'a> {
    body: &'a Body<'a>,
    page: bool,
    pub(super) lines: Vec<Line>,
    /// Which lines hold the body.
    pub(super) inside: Range<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(body: &'a Body<'_>) -> Self {
        Self::reaching(body, usize::MAX)
    }

    /// The same, where only the lines up to the head of the body matter: the others are not looked at.
    pub(super) fn of_head(body: &'a Body<'_>) -> Self {
        // One more than the head, so that it is known what follows its last line.
        Self::reaching(body, HEAD + 2)
    }

    /// A view that ends so many lines below the start of the body.
    fn reaching(body: &'a Body<'_>, most: usize) -> Self {
        let page = body.page_facts().is_some();
        let all = page || body.text().trim_start().is_empty();
        let start = if all { 0 } else { body.source_offset(0) };
        let lines = lines(if page { body.text() } else { body.source() }, start, most);
        let inside = if all {
            0..lines.len()
        } else {
            let end = body.source_offset(body.text().len());
            let first = lines.partition_point(|l| l.range.end <= start);
            first..lines.partition_point(|l| l.range.start < end).max(first)
        };
        Self { body, page, lines, inside }
    }

    fn whole(&self) -> &'a str {
        if self.page { self.body.text() } else { self.body.source() }
    }

    pub(super) fn text(&self, line: &Line) -> &'a str {
        &self.whole()[line.range.clone()]
    }

    /// The piece of the view at `range`, with its place in the source.
    pub(super) fn fact(&self, range: Range<usize>) -> Option<Fact> {
        let mut fact = Fact::cut(self.whole(), range)?;
        if self.page {
            fact.span = fact.span.map(|span| self.body.source_range(span));
        }
        Some(fact)
    }

    /// The lines above the first paragraph of the body, as far as they are looked at.
    pub(super) fn head(&self) -> Range<usize> {
        let (start, end) = (self.inside.start, self.inside.end);
        let reach = end.min(start + HEAD);
        let paragraph = (start..reach).find(|&i| self.lines[i].chars > PARAGRAPH);
        // Without a paragraph, only what stands at the very top.
        let end = paragraph.unwrap_or_else(|| end.min(start + 3));
        end.saturating_sub(HEAD)..end
    }

    /// The last lines of the body and those right below it.
    pub(super) fn tail(&self) -> Range<usize> {
        let end = (self.inside.end + TAIL.1).min(self.lines.len());
        self.inside.end.saturating_sub(TAIL.0).max(self.head().end.min(end))..end
    }
}

/// The lines of a text, but no more than `most` of those that end beyond `from`.
fn lines(text: &str, from: usize, most: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut empty = 0;
    let mut below = 0;
    while start < text.len() {
        let piece = &text[start..line_end(text, start)];
        let at = start + (piece.len() - piece.trim_start_matches(is_blank).len());
        let trimmed = piece.trim_matches(is_blank);
        start += piece.len();
        if trimmed.is_empty() {
            // The second half of a line end of two characters is no empty line.
            let half = piece == "\n" && text[..start - 1].ends_with('\r');
            empty += usize::from(!half);
            if empty > 0
                && let Some(last) = lines.last_mut()
            {
                last.alone = true;
            }
            continue;
        }
        below += usize::from(at + trimmed.len() > from);
        if below > most {
            break;
        }
        empty = 0;
        let chars = trimmed.chars().count();
        lines.push(Line { range: at..at + trimmed.len(), chars, alone: false });
    }
    lines
}

/// Behind the first line end from `start` on, or where the text ends.
fn line_end(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start..];
    let end = memchr2(b'\n', b'\r', rest).map_or(rest.len(), |at| at + 1);
    // The line ends of two and three bytes.
    let rare = |at: usize| match rest[at..] {
        [0xC2, 0x85, ..] => Some(at + 2),
        [0xE2, 0x80, 0xA8 | 0xA9, ..] => Some(at + 3),
        _ => None,
    };
    start + memchr2_iter(0xC2, 0xE2, &rest[..end]).find_map(rare).unwrap_or(end)
}

/// The date of a line that holds a date and little else, nearest to the first paragraph; that of a
/// change (آخر تحديث) only where no other stands there.
pub(super) fn date(view: &View<'_>) -> Option<DateFact> {
    let mut changed = None;
    for i in view.head().rev().filter(|&i| view.lines[i].chars <= DATE_LINE) {
        let line = &view.lines[i];
        let text = view.text(line);
        let found = dates(text);
        if !is_about(text, &found) {
            continue;
        }
        let (changes, others): (Vec<_>, Vec<_>) = with_lead(text, found)
            .partition(|(lead, _)| CHANGES.iter().any(|word| lead.contains(word)));
        let read = |dates: Vec<(String, DateFact)>| {
            let mut date = publication(dates.into_iter().map(|(_, date)| date).collect(), 0)?;
            let span = date.written.span.clone()?;
            date.written = view.fact(line.range.start + span.start..line.range.start + span.end)?;
            Some(date)
        };
        if let Some(date) = read(others) {
            return Some(date);
        }
        changed = changed.or_else(|| read(changes));
    }
    changed
}

/// Each date of a line with the folded text between it and the one before; of two dates with only the
/// word الموافق between, the second has the lead of the first.
fn with_lead(line: &str, found: Vec<DateFact>) -> impl Iterator<Item = (String, DateFact)> {
    let mut at = 0;
    let mut held = String::new();
    found.into_iter().map(move |date| {
        let span = date.written.span.clone().unwrap_or(at..at);
        let lead = folded(line.get(at..span.start).unwrap_or_default());
        at = span.end;
        if !matches!(lead.trim(), "الموافق" | "-" | "/" | "") {
            held = lead;
        }
        (held.clone(), date)
    })
}

/// Whether a line holds a date and little else.
pub(crate) fn is_date_line(line: &str) -> bool {
    is_about(line, &dates(line))
}

/// Whether a line says hardly more than its dates: a day of the week, an hour, or up to three words that
/// a sign parts from the date.
fn is_about(line: &str, found: &[DateFact]) -> bool {
    if found.is_empty() {
        return false;
    }
    let mut rest = String::new();
    let mut at = 0;
    for span in found.iter().filter_map(|d| d.written.span.clone()) {
        rest.push_str(&line[at..span.start]);
        rest.push('\n');
        at = span.end;
    }
    rest.push_str(&line[at..]);
    let rest = folded(&rest);
    let is_free = |w: &&str| {
        [DATE_WORDS, DATE_LINKS, STAMP_WORDS].iter().any(|table| table.binary_search(w).is_ok())
            || WEEKDAYS.contains(w)
    };
    rest.split('\n').all(|part| {
        let words = part.split(|c: char| !is_alphabetic(c)).filter(|w| !w.is_empty());
        let said = words.filter(|w| !is_free(w)).count();
        let parted = part.trim().starts_with(['|', '-', '–', '—', '•', '·', '/'])
            || part.trim().ends_with(['|', '-', '–', '—', '•', '·', '/', ':']);
        said == 0 || (parted && said <= 3)
    })
}
