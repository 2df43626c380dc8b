//! The article's own text, without what the page puts around it.

#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod page;
mod part;
mod plain;
mod repeated;

use std::borrow::Cow;
use std::ops::Range;

pub use self::part::{Part, PartKind};
pub use self::repeated::{Boilerplate, RepeatedLines};
use crate::alignment::{Alignment, Run};
use crate::facts::PageFacts;
use crate::mention::Day;

/// Longer texts are cut here, with a note: offsets are 32 bits wide, and normalising can make a text
/// eleven times as long (ﷺ).
const MAX_BYTES: usize = 1 << 28;

/// How the original is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines of text.
    Plain,
    /// An HTML page. Without the crate's `html` feature it is read as plain text, with a note.
    Html,
}

impl Format {
    /// HTML where the text starts like a page, plain otherwise.
    pub fn detect(source: &str) -> Self {
        let start = source.trim_start_matches('\u{FEFF}').trim_start();
        let head = &start.as_bytes()[..start.len().min(14)];
        let is = |tag: &str| {
            head.len() >= tag.len() && head[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
        };
        if is("<!doctype html") || is("<html") { Self::Html } else { Self::Plain }
    }
}

/// Something unusual about a text, for the user to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Menus, buttons or other lines of the page were left out.
    PageAround,
    /// The text ended in the openings of other stories, which were left out.
    OtherStories,
    /// Lines that repeat across the outlet's articles were left out.
    RepeatedLines,
    /// The page could not be read by structure; lines were chosen by length.
    ByLineLength,
    /// The text was longer than offsets reach and was cut.
    Cut,
    /// The crate was built without HTML support.
    NoHtml,
}

impl Note {
    /// The note in words.
    pub fn message(self) -> &'static str {
        match self {
            Self::PageAround => "menus and other lines around the article were left out",
            Self::OtherStories => "openings of other stories below the article were left out",
            Self::RepeatedLines => "lines that repeat across the outlet's articles were left out",
            Self::ByLineLength => "page read by line length, not by structure",
            Self::Cut => "text was cut at 256 MiB",
            Self::NoHtml => "built without HTML support: page read as plain text",
        }
    }
}

/// The body of an article. Only [`Body::extract`] and [`Body::whole`] make it.
#[derive(Debug, Clone)]
pub struct Body<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    map: Alignment,
    parts: Vec<Part>,
    credit: Option<Range<usize>>,
    notes: Vec<Note>,
    page: Option<Box<PageFacts>>,
}

impl<'a> Body<'a> {
    /// Takes the body out of a page or a text.
    ///
    /// Plain text loses the lines that menus, share bars, related posts and page feet are made of,
    /// where there is a page around the article, and line by line what names itself: teasers (اقرأ
    /// أيضا: …), credits, keywords, contact lines, disclaimers. [`Body::parts`] lists these. Nothing
    /// else goes: in doubt a line stays. HTML goes through a main-content library first.
    pub fn extract(source: &'a str, format: Format) -> Self {
        let mut body = match format {
            Format::Plain => plain::extract(cut(source)),
            #[cfg(feature = "html")]
            Format::Html => html::extract(cut(source)),
            #[cfg(not(feature = "html"))]
            Format::Html => plain::extract(cut(source)),
        };
        if format == Format::Html && !cfg!(feature = "html") {
            body.notes.push(Note::NoHtml);
        }
        if cut(source).len() < source.len() {
            body.notes.push(Note::Cut);
        }
        body
    }

    /// Takes the body out as [`Body::extract`] does, and then the lines at its head and tail that
    /// repeat across the outlet's articles.
    ///
    /// A repeated line goes only where nothing but repeated lines stands above it (a headline aside)
    /// or below it: the same words amid an article are its own.
    pub fn extract_without(
        source: &'a str,
        format: Format,
        boilerplate: &Boilerplate,
        outlet: &str,
    ) -> Self {
        repeated::without(Self::extract(source, format), boilerplate, outlet)
    }

    /// Takes the text as it is.
    pub fn whole(source: &'a str) -> Self {
        let source = cut(source);
        Self {
            source,
            text: Cow::Borrowed(source),
            map: Alignment::default(),
            parts: vec![],
            credit: None,
            notes: vec![],
            page: None,
        }
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source that the article credits (تاس, العربي الجديد), as written, where a line names it.
    pub fn credited_source(&self) -> Option<&'a str> {
        self.credit.clone().map(|range| &self.source[range])
    }

    /// The lines that are more, or less, than plain text, in order of the source: headline, byline,
    /// credits, teasers. Lines around the article of a page are not listed, its headline and byline
    /// are.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What was unusual.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The day on which a page says that it was published.
    pub fn page_date(&self) -> Option<Day> {
        self.page.as_ref()?.date.as_ref()?.gregorian
    }

    /// What a page states about itself; none for plain text.
    pub(crate) fn page_facts(&self) -> Option<&PageFacts> {
        self.page.as_deref()
    }

    pub(crate) fn source(&self) -> &'a str {
        self.source
    }

    pub(crate) fn credit(&self) -> Option<Range<usize>> {
        self.credit.clone()
    }

    pub(crate) fn source_offset(&self, at: usize) -> usize {
        self.map.start(at)
    }

    /// Range in the source of a piece of the body.
    pub(crate) fn source_range(&self, piece: Range<usize>) -> Range<usize> {
        self.map.span(&self.text, piece)
    }

    /// Where pieces of the source stand in the body's text, the way forward. What the body left out
    /// stands at the place of the gap, so that a piece of nothing else is empty. Always on the
    /// boundaries of characters.
    pub fn places(&self, sources: impl IntoIterator<Item = Range<usize>>) -> Vec<Range<usize>> {
        let runs: Vec<Run> = self.runs().collect();
        let place = |at: usize, is_end: bool| {
            let passed = runs.partition_point(|run| run.original < at);
            let here = runs.get(passed).filter(|run| !is_end && run.original == at);
            let Some(run) = here.or_else(|| runs[..passed].last()) else { return 0 };
            let within = run.range.start + (at - run.original);
            let past = within >= run.range.end || (is_end && at >= run.until);
            let place = if past { run.range.end } else { within };
            if is_end {
                self.text.ceil_char_boundary(place)
            } else {
                self.text.floor_char_boundary(place)
            }
        };
        let range = |source: Range<usize>| {
            let start = place(source.start, false);
            start..place(source.end, true).max(start)
        };
        sources.into_iter().map(range).collect()
    }

    /// The pieces of the body that run in step with the source.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Run> {
        self.map.runs(self.text.len())
    }

    /// The pieces of this body that stand in these ranges of its text, with nothing known of them.
    fn narrowed(&self, kept: impl Iterator<Item = Range<usize>>) -> Body<'a> {
        let mut pieces = Pieces::new(self.source);
        let mut runs = self.runs().peekable();
        for range in kept {
            while let Some(run) = runs.peek() {
                pieces.take(&self.text, run, &range);
                if run.range.end > range.end {
                    break;
                }
                runs.next();
            }
        }
        let end = pieces.end;
        Body { page: self.page.clone(), ..pieces.finish(end) }
    }

    /// The same text with what is known about its lines.
    fn with(mut self, parts: Vec<Part>, credit: Option<Range<usize>>, notes: Vec<Note>) -> Self {
        (self.parts, self.credit, self.notes) = (parts, credit, notes);
        self
    }
}

fn cut(source: &str) -> &str {
    &source[..source.floor_char_boundary(MAX_BYTES)]
}

/// Collects pieces of a source into a body.
struct Pieces<'a> {
    source: &'a str,
    text: String,
    map: Alignment,
    /// Where the last piece ends in the source.
    end: usize,
}

impl<'a> Pieces<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, text: String::new(), map: Alignment::default(), end: 0 }
    }

    /// Appends a slice of the source.
    fn keep(&mut self, range: Range<usize>) {
        self.piece(&self.source[range.clone()], range);
    }

    /// Appends a text that stands in the source at `from`, in step with it if it is as long.
    fn piece(&mut self, text: &str, from: Range<usize>) {
        if from.start != self.end {
            self.map.stop(self.text.len(), self.end);
        }
        self.map.push(self.text.len(), from.start);
        self.text.push_str(text);
        self.end = from.end;
    }

    /// Appends a text whose every character stands for all of the source at `from`, such as a resolved
    /// entity.
    #[cfg(feature = "html")]
    fn stand_in(&mut self, text: &str, from: Range<usize>) {
        for c in text.chars() {
            if from.start != self.end && from.end != self.end {
                self.map.stop(self.text.len(), self.end);
            }
            self.map.push(self.text.len(), from.start);
            self.text.push(c);
            self.end = from.end;
        }
    }

    /// Appends what `range` has of a run of another body of the same source.
    fn take(&mut self, text: &str, run: &Run, range: &Range<usize>) {
        let (start, end) = (run.range.start.max(range.start), run.range.end.min(range.end));
        if start >= end {
            return;
        }
        let from = run.original + (start - run.range.start);
        // Where the run stands for more than its length says, it is one character.
        let until = if end == run.range.end { run.until } else { from + (end - start) };
        self.piece(&text[start..end], from..until);
    }

    /// The body, where nothing of the source from `end` on is left out at its end.
    fn finish(mut self, end: usize) -> Body<'a> {
        if end != self.end {
            self.map.stop(self.text.len(), self.end);
        }
        self.map.push(self.text.len(), end);
        Body {
            source: self.source,
            text: Cow::Owned(self.text),
            map: self.map,
            parts: vec![],
            credit: None,
            notes: vec![],
            page: None,
        }
    }
}
