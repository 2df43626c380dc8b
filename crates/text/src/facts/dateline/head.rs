//! The start of a line: an agency in brackets, slashes or quotes, or after a date.

use crate::letters::is_alphabetic;
use std::ops::Range;

use super::super::agencies::{Surety, agencies, is_agency};
use super::super::date::dates;
use super::super::months::WEEKDAYS;
use super::super::names::is_given_name;
use super::super::places::is_place;
use super::super::{folded, is_blank};
use super::Dateline;

/// How far into a line a dateline may reach, in characters.
pub(crate) const REACH: usize = 100;
/// No agency, nor several, takes more bytes.
const AGENCY: usize = 120;
/// More words than these stand before no agency, those of a date included.
const LEAD: usize = 14;

/// The start of a line.
pub(super) struct Head<'t> {
    pub(super) text: &'t str,
    /// Where a bullet and invisible characters end.
    pub(super) start: usize,
    /// Whether it is the whole line.
    pub(super) whole: bool,
}

/// What stands before an agency: places, less dates.
struct Lead {
    parts: Vec<Range<usize>>,
    words: usize,
    dated: bool,
    /// Whether a sign ends it.
    signed: bool,
}

impl<'t> Head<'t> {
    pub(super) fn new(line: &'t str) -> Self {
        let end = line.char_indices().nth(REACH).map_or(line.len(), |(i, _)| i);
        let text = &line[..end];
        let rest = text.trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '•'));
        Self { text, start: text.len() - rest.len(), whole: line[end..].trim().is_empty() }
    }

    pub(super) fn read(&self, headline: bool) -> Option<Dateline> {
        // Most lines hold no sign that any dateline has: a bracket, a quote, a dash, a date. A colon
        // alone parts a speaker from words.
        let sign = |b: u8| b"([/\"-".contains(&b) || b.is_ascii_digit() || matches!(b, 0xC2 | 0xE2);
        if !self.text.bytes().any(sign) {
            return None;
        }
        self.bracketed()
            .or_else(|| self.closed())
            .or_else(|| if headline { None } else { self.slashed().or_else(|| self.dashed()) })
    }

    /// An agency in brackets, slashes or quotes.
    fn bracketed(&self) -> Option<Dateline> {
        [('(', ')'), ('[', ']'), ('/', '/'), ('«', '»'), ('"', '"'), ('“', '”')]
            .into_iter()
            .find_map(|(open, close)| self.within(open, close))
    }

    fn within(&self, open: char, close: char) -> Option<Dateline> {
        let mut opens = self.text[self.start..].match_indices(open).map(|(i, _)| self.start + i);
        // Between slashes stand dates too: try each; otherwise the first pair decides.
        let tries = if open == '/' { 6 } else { 1 };
        for _ in 0..tries {
            let at = opens.next()?;
            let inner = at + open.len_utf8();
            let Some(len) = self.text[inner..].find(close) else { continue };
            let inner = inner..inner + len;
            let end = self.signs(inner.end + close.len_utf8());
            // Nearly every bracket of running text ends here.
            let named = inner.len() <= AGENCY && (end.is_some() || self.whole);
            if !named && (inner.len() > AGENCY || !is_agency(&self.text[inner.clone()])) {
                continue;
            }
            // Far into a sentence no bracket ends a dateline.
            if words(&self.text[..at]) > LEAD {
                return None;
            }
            let lead = self.lead(at);
            if self.is_dateline(open, &lead, inner.clone(), end) {
                let agency = trimmed(self.text, inner.clone());
                let parts = self.parts(lead.parts);
                let end = end.unwrap_or(inner.end + close.len_utf8());
                return Some(Dateline { range: self.start..end, agency: Some(agency), ..parts });
            }
        }
        None
    }

    /// Whether `lead`, a bracket and the signs after it are a dateline.
    fn is_dateline(
        &self,
        open: char,
        lead: &Lead,
        inner: Range<usize>,
        end: Option<usize>,
    ) -> bool {
        let name = &self.text[inner];
        let place = self.has_place(lead);
        let known = match agencies(name) {
            Some(Surety::Sure) => true,
            Some(Surety::Ambiguous) => place || lead.dated,
            None => false,
        };
        let short =
            lead.words <= 3 || (lead.words <= 7 && lead.parts.len() > 1 && (known || place));
        if lead.parts.is_empty() || !short || name.chars().any(|c| c.is_ascii_digit()) {
            // A bracket at the very start still names an outlet: (الأفق) - بدأ.
            let start = lead.words == 0 && open == '(' && end.is_some() && words(name) <= 4;
            return start && is_agency(name);
        }
        match open {
            '(' | '[' => end.is_some() || (known && (lead.signed || lead.dated || place)),
            '/' => known && (end.is_some() || lead.dated || place),
            _ => {
                let ends = end.is_some() || (self.whole && place);
                lead.signed && words(name) <= 3 && (known || (ends && place))
            }
        }
    }

    /// Whether what stands before an agency begins with a known place.
    fn has_place(&self, lead: &Lead) -> bool {
        lead.parts.first().is_some_and(|p| is_place(&folded(&self.text[p.clone()])))
    }

    /// A line of place, date and agency: `الرياض 25 شوال 1436 هـ الموافق 10 أغسطس 2015 م واس`.
    fn closed(&self) -> Option<Dateline> {
        let line = &self.text[..self.text.trim_end().len().max(self.start)];
        // What follows the date, with its era: م.
        let tail = line.rfind(|c: char| c.is_ascii_digit()).map(|at| &line[at + 1..])?;
        if !self.whole || words(tail) > 5 {
            return None;
        }
        let found = dates(&line[self.start..]);
        let (first, last) = (found.first()?, found.last()?);
        let until = self.start + first.written.span.as_ref()?.start;
        let from = self.start + last.written.span.as_ref()?.end;
        let agency = trimmed(line, from..line.len());
        let lead = self.lead(until);
        let fits = (1..=3).contains(&lead.words)
            && match agencies(&line[agency.clone()]) {
                Some(Surety::Sure) => true,
                Some(Surety::Ambiguous) => self.has_place(&lead),
                None => false,
            };
        fits.then(|| Dateline {
            range: self.start..line.len(),
            agency: Some(agency),
            ..self.parts(lead.parts)
        })
    }

    /// Reads what stands before `end`.
    fn lead(&self, end: usize) -> Lead {
        let text = &self.text[..end];
        let found = dates(&text[self.start..]);
        let mut parts = Vec::new();
        let mut from = self.start;
        let rest = end - self.start;
        let spans = found.iter().filter_map(|d| d.written.span.clone());
        for (start, end) in spans.map(|s| (s.start, s.end)).chain([(rest, rest)]) {
            let until = self.start + start;
            let mut at = from;
            for piece in text[from..until].split_inclusive(is_parting) {
                let part = self.without_day(trimmed(text, at..at + piece.len()));
                at += piece.len();
                if words(&text[part.clone()]) > 0 {
                    parts.push(part);
                }
            }
            from = self.start + end;
        }
        let words = parts.iter().map(|p| words(&text[p.clone()])).sum();
        let signed = text.trim_end().ends_with(is_parting);
        Lead { parts, words, dated: !found.is_empty(), signed }
    }

    /// A part without في and the day of the week before its date.
    fn without_day(&self, part: Range<usize>) -> Range<usize> {
        let mut end = part.end;
        loop {
            let text = &self.text[part.start..end];
            let last = text.split_whitespace().next_back().unwrap_or_default();
            let key = folded(last);
            if last.is_empty() || !(key == "في" || WEEKDAYS.contains(&key.as_str())) {
                return part.start..end;
            }
            end = part.start + text[..text.len() - last.len()].trim_end().len();
        }
    }

    /// Which part is the place, the agency and the reporter.
    pub(super) fn parts(&self, mut parts: Vec<Range<usize>>) -> Dateline {
        let text = |r: &Range<usize>| &self.text[r.clone()];
        let mut take = |wanted: &dyn Fn(&str) -> bool| {
            parts.iter().position(|p| wanted(text(p))).map(|i| parts.remove(i))
        };
        let mut agency = take(&is_agency);
        let mut place = take(&|t| {
            folded(t).split(['،', ',']).next().is_some_and(|first| is_place(first.trim()))
        });
        let author = take(&|t| {
            let key = folded(t);
            words(&key) > 1 && key.split_whitespace().next().is_some_and(is_given_name)
        });
        let mut rest = parts.into_iter();
        if place.is_none() && (author.is_none() || agency.is_some()) {
            place = rest.next();
        }
        if agency.is_none() {
            agency = rest.next();
        }
        Dateline { range: 0..0, place, agency, author }
    }

    /// Where the colons and dashes that follow at `at` end.
    fn signs(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let first = rest.trim_start_matches([' ', '.']);
        let after = first.trim_start_matches(|c| c == ':' || is_dash(c));
        (after.len() < first.len()).then(|| self.text.len() - after.len())
    }
}

pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(is_alphabetic)).count()
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

fn is_parting(c: char) -> bool {
    is_dash(c) || matches!(c, '،' | ',' | '/' | ':' | '.')
}

/// A range without blank characters and signs at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let sign = |c: char| is_blank(c) || is_parting(c) || "()[]«»\"“”".contains(c);
    let start = range.start + (piece.len() - piece.trim_start_matches(sign).len());
    start..(range.start + piece.trim_end_matches(sign).len()).max(start)
}
