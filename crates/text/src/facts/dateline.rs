//! The dateline: where an article was reported from, and by which agency.

mod dashed;
mod head;

use std::ops::Range;

use memchr::{memchr, memchr2};

use self::head::{Head, REACH};
use crate::body::Body;
use crate::normalize::{Normalized, Normalizer};
use crate::tokens::Token;

/// How many lines from the top may carry it: a headline and a byline can come first.
const LINES: usize = 4;

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
    /// (`دبي - وام`, `منبر- تونس:`) or by a
    /// slash (`بغداد / المسلة:`), and a line of place, date and agency. Without a bracket, a known
    /// agency or a colon it takes a spaced dash after one or two words. Two places, or two names that a colon
    /// ends and that are unknown, are a headline (`بيروت - تونس: صفحة جديدة`).
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
        Self::in_lines(text.text())
    }

    /// Whether a token begins in it.
    pub(crate) fn holds(&self, token: &Token) -> bool {
        self.range.contains(&token.range().start)
    }

    /// The same, of normalised lines. Of lines beyond the first four, and of a line beyond its first
    /// [`REACH`] characters, no more need be there than that they go on.
    pub(crate) fn in_lines(text: &str) -> Option<Self> {
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

    /// The same for a text that is not normalised: where the dateline stands in it, and the agency in
    /// normalised spelling. No more of the text is normalised than a dateline reaches.
    pub(crate) fn at_the_top(
        text: &str,
        normalizer: &Normalizer,
    ) -> Option<(Range<usize>, Option<String>)> {
        let mut head = String::new();
        // Where each line starts in `head`, where in the text, and its way back.
        let mut lines: Vec<(usize, usize, Normalized)> = Vec::new();
        let (mut at, mut seen) = (0, 0);
        while seen < LINES && at <= text.len() {
            let rest = &text.as_bytes()[at..];
            let len = memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            let line = reaching(&text[at..at + len], normalizer);
            seen += usize::from(!line.text().trim().is_empty());
            if at > 0 {
                head.push('\n');
            }
            let start = head.len();
            head.push_str(line.text());
            lines.push((start, at, line));
            at += len + if rest[len..].starts_with(b"\r\n") { 2 } else { 1 };
        }
        let found = Self::in_lines(&head)?;
        let after = lines.partition_point(|(start, ..)| *start <= found.range.start);
        let (start, at, line) = &lines[after - 1];
        let (from, to) = line.source_range(found.range.start - start, found.range.end - start);
        Some((at + from..at + to, found.agency.map(|agency| head[agency].to_owned())))
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

/// The start of a line in normalised spelling: all that a dateline reaches, and something more where the line
/// goes on.
fn reaching(line: &str, normalizer: &Normalizer) -> Normalized {
    let mut bytes = 4 * REACH;
    loop {
        // At a blank, over which no spelling goes.
        let rest = line.as_bytes().get(bytes..).unwrap_or_default();
        let end = memchr(b' ', rest).map_or(line.len(), |blank| bytes + blank);
        let folded = normalizer.normalize(&Body::whole(&line[..end]));
        let goes_on = || folded.text().chars().skip(REACH).any(|c| !c.is_whitespace());
        if end == line.len() || goes_on() {
            return folded;
        }
        bytes *= 2;
    }
}
