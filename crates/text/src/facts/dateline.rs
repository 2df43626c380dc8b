//! The dateline: where an article was reported from, and by which agency.

mod dashed;
mod head;

use std::ops::Range;

use self::head::Head;
pub(crate) use self::head::REACH;
use crate::normalize::Normalized;
use crate::tokens::Token;

/// How many lines from the top may carry it: a headline and a byline can come first.
pub(crate) const LINES: usize = 4;

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
