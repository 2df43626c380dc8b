//! Facts that stand beside the body.

mod agencies;
mod byline;
mod credit;
mod date;
mod dateline;
mod imprint;
mod lines;
mod months;
mod names;
mod places;
mod title;

use std::ops::Range;
use std::sync::LazyLock;

#[cfg(test)]
pub(crate) use self::agencies::AGENCIES;
#[cfg(test)]
pub(crate) use self::byline::BYLINES;
pub(crate) use self::byline::is_byline;
#[cfg(feature = "html")]
pub(crate) use self::byline::marked as marked_byline;
pub(crate) use self::credit::{CREDITS, agency_line, ends_with_stop};
pub use self::date::{Calendar, DateFact, dates};
pub use self::dateline::{Dateline, dateline};
pub use self::imprint::Imprint;
use self::lines::View;
pub(crate) use self::lines::is_date_line;
#[cfg(test)]
pub(crate) use self::months::STAMP_WORDS;
pub(crate) use self::months::{DATE_LINKS, DATE_WORDS, calendar_words};
use crate::body::Body;
use crate::normalize::{Normalized, Normalizer};
use crate::settings::Rules;

/// Longer values are cut here, in characters: a fact is a name or a line, not a text.
const MAX_CHARS: usize = 500;

/// One fact of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The value as the article spells it: white space collapsed, no control or invisible
    /// characters, no markup, at most 500 characters.
    pub text: String,
    /// Byte range in the source of the article. None where the source spells the value otherwise,
    /// as JSON and the entities of a meta tag can.
    pub span: Option<Range<usize>>,
}

impl Fact {
    /// The piece of `source` at `range`, less what is blank or invisible at its ends; none where
    /// nothing is left.
    pub(crate) fn cut(source: &str, range: Range<usize>) -> Option<Self> {
        let piece = source.get(range.clone())?;
        let start = range.start + (piece.len() - piece.trim_start_matches(is_blank).len());
        let piece = piece.trim_matches(is_blank);
        let text = inert(piece);
        (!text.is_empty()).then(|| Self { text, span: Some(start..start + piece.len()) })
    }

    /// A value that stands nowhere as it is.
    #[cfg(feature = "html")]
    pub(crate) fn value(text: &str) -> Option<Self> {
        let text = inert(text);
        (!text.is_empty()).then_some(Self { text, span: None })
    }
}

/// Facts that a page states about itself, beside the text that it shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageFacts {
    pub(crate) title: Option<Fact>,
    pub(crate) byline: Option<Fact>,
    pub(crate) outlet: Option<Fact>,
    pub(crate) address: Option<Fact>,
    pub(crate) date: Option<DateFact>,
}

/// What an article says about itself: who wrote and published it, when, where, and out of which
/// source.
///
/// Precision comes before recall: a field is empty where the article gives no clear sign.
///
/// | field | from a page | from lines |
/// |---|---|---|
/// | title | JSON-LD headline, `og:title`, other meta tags, `<h1>`, `<title>` less the outlet | a headline with a blank line below; in a scraped page a line that stands there twice |
/// | byline | JSON-LD author, meta tags, `rel=author` | `بقلم: …`, `كتبه …`, `By …`, a name alone on its line before the text, `ترجمة: …` |
/// | outlet | JSON-LD publisher, `og:site_name`, other meta tags, end of `<title>` | |
/// | address | `<link rel=canonical>`, `og:url`, JSON-LD; http and https only | |
/// | dateline | | [`dateline`] |
/// | source | | `المصدر: …`, `(رويترز)` at the end, `نقلا عن …` as a line, an agency in the dateline |
/// | date | JSON-LD, `article:published_time`, other meta tags, `<time>` | a line near the top, the dateline |
///
/// What stands first in a cell wins; what the page states wins over its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The headline.
    pub title: Option<Fact>,
    /// Who wrote it; names of several authors are parted by a comma.
    pub byline: Option<Fact>,
    /// Who publishes it.
    pub outlet: Option<Fact>,
    /// Where it was published: an http or https address.
    pub address: Option<Fact>,
    /// Where it was reported from: `بيشكيك – (رياليست عربي):`.
    pub dateline: Option<Fact>,
    /// Whom it credits: an agency or another outlet.
    pub source: Option<Fact>,
    /// When it was published; never a date out of running text.
    pub date: Option<DateFact>,
}

impl Facts {
    /// Collects the facts of an article. `text` is the normalised `body`.
    ///
    /// ```
    /// use rasid_text::{Body, Facts, Format, Normalized, Rules};
    ///
    /// let source = "افتتاح معرض الكتاب\n\nبقلم: سلمى الحداد\n2024/03/05\n\n\
    ///     تونس – (وات): افتتح أمس معرض الكتاب في دورته العاشرة.\nالمصدر: وكالات\n";
    /// let body = Body::extract(source, Format::Plain);
    /// let facts = Facts::of(&body, &Normalized::new(&body, &Rules::default()));
    /// assert_eq!(facts.byline.unwrap().text, "سلمى الحداد");
    /// assert_eq!(facts.dateline.unwrap().text, "تونس – (وات):");
    /// assert_eq!(facts.source.unwrap().text, "وكالات");
    /// assert_eq!(facts.date.unwrap().gregorian, Some((2024, 3, 5)));
    /// ```
    pub fn of(body: &Body<'_>, text: &Normalized) -> Self {
        let view = View::new(body);
        let page = body.page_facts().cloned().unwrap_or_default();
        let source = body.source();
        let line = Dateline::of(text);
        let of_line = |range: Range<usize>| {
            let (start, end) = text.source_range(range.start, range.end);
            Fact::cut(source, start..end)
        };
        let author = line.as_ref().and_then(|l| l.author.clone()).and_then(of_line);
        let dateline = line.as_ref().and_then(|l| of_line(l.range.clone()));
        let agency = line
            .as_ref()
            .and_then(|l| l.agency.clone())
            .filter(|range| agencies::is_agency(&text.text()[range.clone()]))
            .and_then(of_line);
        Self {
            title: page.title.or_else(|| title::title(&view)),
            byline: page.byline.or_else(|| byline::byline(&view)).or(author),
            outlet: page.outlet,
            address: page.address,
            source: body
                .credit()
                .and_then(|range| credit::named(source, range))
                .or_else(|| credit::credit(&view))
                .or(agency),
            date: page
                .date
                .or_else(|| lines::date(&view))
                .or_else(|| dateline.as_ref().and_then(|l| date_within(source, l))),
            dateline,
        }
    }
}

/// The headline of an article: [`Facts::title`] alone, for a look at its head only.
///
/// ```
/// use rasid_text::{Body, Format, title};
///
/// let source = "افتتاح معرض الكتاب\n\nافتتح أمس معرض الكتاب في دورته العاشرة.\n";
/// let body = Body::extract(source, Format::Plain);
/// assert_eq!(title(&body).unwrap().text, "افتتاح معرض الكتاب");
/// ```
pub fn title(body: &Body<'_>) -> Option<Fact> {
    let stated = body.page_facts().and_then(|page| page.title.clone());
    stated.or_else(|| title::title(&View::of_head(body)))
}

/// The date in a dateline; the Gregorian one where both stand there.
fn date_within(source: &str, line: &Fact) -> Option<DateFact> {
    let span = line.span.clone()?;
    publication(dates(&source[span.clone()]), span.start)
}

/// Which of some dates is the day of publication, moved to where their text starts in the source.
pub(crate) fn publication(found: Vec<DateFact>, start: usize) -> Option<DateFact> {
    let whole: Vec<DateFact> = found.into_iter().filter(|d| d.gregorian.is_some()).collect();
    let at = whole.iter().position(|d| d.calendar == Calendar::Gregorian).unwrap_or(0);
    let mut date = whole.into_iter().nth(at)?;
    if let Some(span) = &mut date.written.span {
        *span = span.start + start..span.end + start;
    }
    Some(date)
}

/// One spelling for all: by this, lists of names and signs are compared.
pub(crate) fn folded(text: &str) -> String {
    // Its table is worth its making: an article asks for some dozens of pieces.
    static NORMALIZER: LazyLock<Normalizer> = LazyLock::new(|| Normalizer::new(&Rules::default()));
    NORMALIZER.normalize(&Body::whole(text)).into_text()
}

/// White space, controls and characters that show nothing.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Text without anything that acts: runs of blank characters become one space, but joiners within a
/// word go without one.
fn inert(text: &str) -> String {
    let mut out = String::new();
    let mut chars = 0;
    let mut gap = false;
    for c in text.chars() {
        if is_blank(c) {
            gap |= c.is_whitespace() || c.is_control();
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
            chars += 1;
        }
        gap = false;
        if chars >= MAX_CHARS {
            break;
        }
        out.push(c);
        chars += 1;
    }
    out.truncate(out.trim_end().len());
    out
}
