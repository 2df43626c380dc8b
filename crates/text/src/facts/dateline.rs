//! The dateline: where an article was reported from, and by which agency.

use std::ops::Range;

use super::agencies::{is_agency, is_place};
use super::date::dates;
use super::months::WEEKDAYS;
use super::names::is_given_name;
use super::{folded, is_blank};
use crate::normalize::Normalized;
use crate::stop::is_stop_word;

/// How far into a line a dateline may reach, in characters.
const REACH: usize = 100;
/// How many lines from the top may carry it: a headline and a byline can come first.
const LINES: usize = 4;
/// More words than these stand before no agency, those of a date included.
const LEAD: usize = 14;
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

/// The parts of a dateline: byte ranges in the normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with the sign that ends it.
    pub range: Range<usize>,
    /// The place: بيشكيك.
    pub place: Option<Range<usize>>,
    /// The agency or outlet: رياليست عربي.
    pub agency: Option<Range<usize>>,
    /// A reporter who is named in it.
    pub author: Option<Range<usize>>,
}

/// The dateline of an article: `بيشكيك – (رياليست عربي):`, `الرياض (واس) -`, `موسكو - وكالات`.
///
/// Returns its byte range in the normalised text. A place in a dateline is no reference to it.
/// [`Dateline::of`] gives its parts too.
pub fn dateline(text: &Normalized) -> Option<Range<usize>> {
    Dateline::of(text).map(|line| line.range)
}

impl Dateline {
    /// Reads the dateline in one of the first four lines.
    ///
    /// Read are a bracketed agency before a colon or a dash (`القدس (وكالة الأفق) –`), also after a country
    /// or a date (`الدوحة، قطر (قنا)--`, `عمان في 5 آذار /بترا/`), a place and an agency parted by a dash
    /// (`دبي - وام`, `منبر- تونس:`), and a line of place, date and agency. Without a bracket, a known
    /// agency or a colon it takes a spaced dash after one or two words.
    ///
    /// ```
    /// use rasid_text::{Body, Dateline, Normalized, Rules};
    ///
    /// let body = Body::whole("بيشكيك – (منبر السهوب): بدأ المؤتمر");
    /// let text = Normalized::new(&body, &Rules::default());
    /// let line = Dateline::of(&text).unwrap();
    /// assert_eq!(&text.text()[line.place.unwrap()], "بيشكيك");
    /// assert_eq!(&text.text()[line.agency.unwrap()], "منبر السهوب");
    /// ```
    pub fn of(text: &Normalized) -> Option<Self> {
        let text = text.text();
        let mut start = 0;
        let mut seen = 0;
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            if !line.trim().is_empty() {
                // A first line with nothing below is a headline: its dash parts no place from a text.
                let headline = seen == 0 && lines.peek().is_some_and(|next| next.trim().is_empty());
                if let Some(found) = Head::new(line).read(headline) {
                    return Some(found.moved(start));
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

    fn moved(self, by: usize) -> Self {
        let moved = |r: Range<usize>| r.start + by..r.end + by;
        Self {
            range: moved(self.range),
            place: self.place.map(moved),
            agency: self.agency.map(moved),
            author: self.author.map(moved),
        }
    }
}

/// The start of a line.
struct Head<'t> {
    text: &'t str,
    /// Where a bullet and invisible characters end.
    start: usize,
    /// Whether it is the whole line.
    whole: bool,
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
    fn new(line: &'t str) -> Self {
        let end = line.char_indices().nth(REACH).map_or(line.len(), |(i, _)| i);
        let text = &line[..end];
        let rest = text.trim_start_matches(|c: char| is_blank(c) || matches!(c, '*' | '•'));
        Self { text, start: text.len() - rest.len(), whole: line[end..].trim().is_empty() }
    }

    fn read(&self, headline: bool) -> Option<Dateline> {
        // Most lines hold no sign that any dateline has: a bracket, a quote, a colon, a dash, a date.
        let sign =
            |b: u8| b"([/\"-:".contains(&b) || b.is_ascii_digit() || matches!(b, 0xC2 | 0xE2);
        if !self.text.bytes().any(sign) {
            return None;
        }
        self.bracketed()
            .or_else(|| self.closed())
            .or_else(|| if headline { None } else { self.dashed() })
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
            if end.is_none() && !self.whole && !is_agency(&self.text[inner.clone()]) {
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
        let known = is_agency(name);
        let place = lead.parts.first().is_some_and(|p| is_place(&folded(&self.text[p.clone()])));
        let short =
            lead.words <= 3 || (lead.words <= 7 && lead.parts.len() > 1 && (known || place));
        if lead.parts.is_empty() || !short || name.chars().any(|c| c.is_ascii_digit()) {
            // A bracket at the very start still names an outlet: (الأفق) - بدأ.
            return lead.words == 0 && open == '(' && end.is_some() && words(name) <= 4 && known;
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
        let fits = (1..=3).contains(&lead.words) && is_agency(&line[agency.clone()]);
        fits.then(|| Dateline {
            range: self.start..line.len(),
            agency: Some(agency),
            ..self.parts(lead.parts)
        })
    }

    /// Segments parted by dashes: `دبي - وام`, `منبر- تونس:`, `سلمى الحداد - منبر - تونس:`.
    fn dashed(&self) -> Option<Dateline> {
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
                Sign::End | Sign::Colon => !first && self.is_known(&segments, sign),
                // One or two words and a spaced dash: what follows is the text.
                Sign::Dash { spaced } => {
                    segments.iter().any(|s| is_agency(&self.text[s.clone()]))
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
        key.chars().filter(|c| c.is_alphabetic()).count() > 1
            && (words(text) <= 3 || key.split(['،', ',']).next().is_some_and(is_place))
            && !key.split_whitespace().any(|w| POINTERS.contains(&w))
    }

    /// Whether one of the segments is an agency or a place, or at the end of a line a person; a third
    /// one at the end of a line must itself be one, or it is the text.
    fn is_known(&self, segments: &[Range<usize>], sign: Sign) -> bool {
        let one = |segment: &Range<usize>| {
            let text = &self.text[segment.clone()];
            let key = folded(text);
            let first = key.split_whitespace().next().unwrap_or_default();
            is_agency(text)
                || key.split(['،', ',']).next().is_some_and(is_place)
                || (matches!(sign, Sign::End) && words(&key) > 1 && is_given_name(first))
        };
        let whole = matches!(sign, Sign::Colon) || self.whole;
        match (sign, segments) {
            (Sign::End, [_, _, last]) => whole && one(last),
            _ => whole && segments.iter().any(one),
        }
    }

    /// Whether a dash parts a segment that names no agency from the text: not where a second dash closes
    /// what the first one opened, nor after a clause, unless the segment is a known place.
    fn opens_text(&self, segment: &Range<usize>, next: usize) -> bool {
        let key = folded(&self.text[segment.clone()]);
        let first = key.split_whitespace().next().unwrap_or_default();
        let clause = first.starts_with('و') || is_stop_word(first);
        let closed = [" - ", " – ", " — "].iter().any(|dash| self.text[next..].contains(dash));
        is_place(&key) || !(clause || closed)
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
    fn parts(&self, mut parts: Vec<Range<usize>>) -> Dateline {
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

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

fn is_parting(c: char) -> bool {
    is_dash(c) || matches!(c, '،' | ',' | '/' | ':' | '.')
}

/// A range without blank characters and signs at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let sign = |c: char| is_blank(c) || is_parting(c) || "()[]«»\"“”".contains(c);
    let start = range.start + (piece.len() - piece.trim_start_matches(sign).len());
    start..(range.start + piece.trim_end_matches(sign).len()).max(start)
}
