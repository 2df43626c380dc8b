//! Segments parted by dashes or a slash.

use crate::letters::is_alphabetic;
use std::ops::Range;

use super::super::agencies::{Surety, agencies, is_agency};
use super::super::folded;
use super::super::names::is_given_name;
use super::super::places::is_place;
use super::Dateline;
use super::head::{Head, is_dash, trimmed, words};
use crate::stop::is_stop_word;

/// No place, agency or reporter has more spaces between its words.
const SEGMENT: usize = 10;
/// Words before a spaced dash that point to another text, in folded spelling.
const POINTERS: &[&str] = &[
    "للمزيد",
    "المزيد",
    "اقرا",
    "شاهد",
    "طالع",
    "فيديو",
    "بالفيديو",
    "صور",
    "بالصور",
    "عاجل",
    "رابط",
];

#[derive(Clone, Copy)]
enum Sign {
    Colon,
    Dash {
        spaced: bool,
    },
    /// The end of the line, or of what is looked at.
    End,
    /// A sign that no dateline holds.
    None,
}

impl Head<'_> {
    /// A place and an agency parted by a slash: `موسكو/ الأناضول:`, `بغداد / المسلة:`.
    pub(super) fn slashed(&self) -> Option<Dateline> {
        let slash = self.start + self.text[self.start..].find('/')?;
        let first = trimmed(self.text, self.start..slash);
        let (end, next, sign) = self.segment_end(slash + 1);
        let segments = [first, trimmed(self.text, slash + 1..end)];
        let brief = |s: &Range<usize>| {
            let text = &self.text[s.clone()];
            (1..=3).contains(&words(text)) && !text.contains(|c: char| c.is_ascii_digit())
        };
        let ends = match sign {
            Sign::None => false,
            Sign::End => self.whole,
            Sign::Colon | Sign::Dash { .. } => true,
        };
        if !ends || !segments.iter().all(brief) {
            return None;
        }
        let outlet = || self.is_place(&segments[0]) && !self.is_place(&segments[1]);
        (self.has_agency(&segments) || matches!(sign, Sign::Colon) && outlet())
            .then(|| Dateline { range: self.start..next, ..self.parts(segments.to_vec()) })
    }

    /// Segments parted by dashes: `دبي - وام`, `منبر- تونس:`, `سلمى الحداد - منبر - تونس:`.
    pub(super) fn dashed(&self) -> Option<Dateline> {
        let mut segments: Vec<Range<usize>> = Vec::new();
        let mut from = self.start;
        let mut accepted = None;
        while segments.len() < 3 {
            let (end, next, sign) = self.segment_end(from);
            let segment = trimmed(self.text, from..end);
            let count = words(&self.text[segment.clone()]);
            let first = segments.is_empty();
            if count == 0
                || count > if first { 5 } else { 3 }
                || (first && !self.is_opener(&segment))
            {
                break;
            }
            segments.push(segment);
            let takes = match sign {
                Sign::None => break,
                Sign::End | Sign::Colon if first => false,
                Sign::End | Sign::Colon => {
                    let known = self.is_known(&segments, sign);
                    // A headline of two parts: what follows its dash is no text.
                    if !known && segments.len() == 2 && !segments.iter().any(|s| self.is_person(s))
                    {
                        return None;
                    }
                    known
                }
                // One or two words and a spaced dash: what follows is the text.
                Sign::Dash { spaced } => {
                    self.has_agency(&segments)
                        || (first && spaced && count <= 2 && self.opens_text(&segments[0], next))
                }
            };
            if takes {
                accepted = Some((segments.len(), next));
            }
            if matches!(sign, Sign::End | Sign::Colon) {
                break;
            }
            from = next;
        }
        let (count, end) = accepted?;
        segments.truncate(count);
        Some(Dateline { range: self.start..end, ..self.parts(segments) })
    }

    /// Where a segment ends, where the next one starts, and what ends it.
    fn segment_end(&self, from: usize) -> (usize, usize, Sign) {
        let mut spaces = 0;
        for (i, c) in self.text[from..].char_indices() {
            if matches!(c, '\u{0621}'..='\u{064A}') {
                continue;
            }
            let (at, after) = (from + i, from + i + c.len_utf8());
            if c == ' ' {
                spaces += 1;
                if spaces > SEGMENT {
                    return (at, after, Sign::None);
                }
                continue;
            }
            if c == ':' {
                return (at, after, Sign::Colon);
            }
            if is_dash(c) {
                let left = self.text[..at].ends_with(' ');
                let right = self.text[after..].starts_with(' ');
                if left || right {
                    return (at, after, Sign::Dash { spaced: left && right });
                }
            }
            if matches!(c, '.' | '؟' | '!' | '؛' | '"' | '«' | '(')
                && !self.text[after..].starts_with("نت")
            {
                return (at, after, Sign::None);
            }
        }
        (self.text.len(), self.text.trim_end().len(), Sign::End)
    }

    /// Whether a first segment can be a place or an outlet.
    fn is_opener(&self, segment: &Range<usize>) -> bool {
        let text = &self.text[segment.clone()];
        let key = folded(text);
        // One letter is the sign of a list.
        key.chars().filter(|c| is_alphabetic(*c)).count() > 1
            && (words(text) <= 3 || key.split(['،', ',']).next().is_some_and(is_place))
            && !key.split_whitespace().any(|w| POINTERS.contains(&w))
    }

    /// Whether one of the segments is an agency or a place, or at the end of a line a person; a third
    /// one at the end of a line must itself be one, or it is the text. Places alone are a headline's.
    fn is_known(&self, segments: &[Range<usize>], sign: Sign) -> bool {
        let end = matches!(sign, Sign::End);
        if end && !self.whole {
            return false;
        }
        let one = |s: &Range<usize>| self.is_place(s) || end && self.is_person(s);
        match segments {
            [_, _, last] if end => {
                one(last) || is_agency(&self.text[last.clone()]) && self.has_agency(segments)
            }
            _ => {
                self.has_agency(segments)
                    || segments.iter().any(one) && !segments.iter().all(|s| self.is_place(s))
            }
        }
    }

    /// Whether one of the segments is an agency; one whose name is a word too takes a place beside it.
    fn has_agency(&self, segments: &[Range<usize>]) -> bool {
        let surest = segments.iter().filter_map(|s| agencies(&self.text[s.clone()])).max();
        match surest {
            Some(Surety::Sure) => true,
            Some(Surety::Ambiguous) => segments.iter().any(|s| self.is_place(s)),
            None => false,
        }
    }

    /// Whether a segment is a known place, alone or before its country.
    fn is_place(&self, segment: &Range<usize>) -> bool {
        folded(&self.text[segment.clone()]).split(['،', ',']).next().is_some_and(is_place)
    }

    /// Whether a segment can be the name of a reporter.
    fn is_person(&self, segment: &Range<usize>) -> bool {
        let key = folded(&self.text[segment.clone()]);
        words(&key) > 1 && key.split_whitespace().next().is_some_and(is_given_name)
    }

    /// Whether a dash parts a segment that names no agency from the text: not where a second dash closes
    /// what the first one opened, nor after a clause, unless the segment is a known place.
    fn opens_text(&self, segment: &Range<usize>, next: usize) -> bool {
        let key = folded(&self.text[segment.clone()]);
        let first = key.split_whitespace().next().unwrap_or_default();
        let clause = first.starts_with('و') || is_stop_word(first);
        let closed = [" - ", " – ", " — "].iter().any(|dash| self.text[next..].contains(dash));
        is_place(&key) || !(clause || closed || is_agency(&key))
    }
}
