//! Which quotation marks open, which close, and what lies between them.
//!
//! Straight marks do not say which way they face, writers mix kinds, forget marks and set spaces on
//! the wrong side. So each mark may open, close or be ignored at a cost that its shape and its
//! neighbors set, and the cheapest reading of the whole text is taken (Viterbi, three depths).

use crate::letters::is_alphanumeric;
use std::ops::Range;

use super::pairing;

/// A quote that is never closed ends with its line, and at this many bytes at the latest.
pub(super) const MAX_UNCLOSED: usize = 2_000;

/// Marks of one family pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// “ ” „ ‟ " ″ and two single marks in a row: writers mix them.
    Double,
    /// « ».
    Angle,
    /// ‹ ›.
    SingleAngle,
    /// ‘ ’ ‚ '.
    Single,
}

pub(super) const FAMILIES: [Family; 4] =
    [Family::Double, Family::Angle, Family::SingleAngle, Family::Single];

/// Which way a glyph faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Open,
    Close,
    Either,
}

/// What the neighbors of a mark say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A space before, a word after.
    Open,
    /// A word before, a space or a stop after.
    Close,
    /// After digits: a closing mark, or inches.
    AfterDigits,
    /// Space on both sides.
    Loose,
    /// After a proclitic such as و or ب, before a word.
    AfterProclitic,
    /// Between two words without a space.
    Joined,
    /// In an abbreviation such as غ"م.
    Abbreviation,
}

/// One quotation mark with what each reading of it costs.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) family: Family,
    pub(super) open: u32,
    pub(super) close: u32,
    pub(super) ignore: u32,
}

/// A stretch between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// With the marks.
    pub(super) outer: Range<usize>,
    /// Without the marks and the spaces next to them.
    pub(super) inner: Range<usize>,
    /// Whether a closing mark was found.
    pub(super) closed: bool,
}

/// All quoted stretches of a text, by start, the wider first.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let marks = marks(text);
    let lines = pairing::Lines::new(text);
    let mut found = Vec::new();
    let mut strays = Vec::new();
    for family in FAMILIES {
        let own: Vec<&Mark> = marks.iter().filter(|m| m.family == family).collect();
        pairing::pair(&own, &lines, &mut found, &mut strays);
    }
    strays.sort_by_key(|m| m.at);
    let mut list: Vec<Quoted> =
        found.into_iter().filter_map(|p| settle(text, &p, &lines, &strays)).collect();
    list.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    // A mark set twice by mistake opens one quote, not two.
    let mut kept: Vec<Quoted> = Vec::with_capacity(list.len());
    for quote in list {
        if kept.last().is_some_and(|l| !l.closed && l.inner.start + 4 >= quote.inner.start) {
            kept.pop();
        }
        kept.push(quote);
    }
    kept
}

/// Gives a pair its ends; an unclosed one may end at a stray closing mark of another family.
fn settle(
    text: &str,
    pair: &pairing::Pair<'_>,
    lines: &pairing::Lines,
    strays: &[&Mark],
) -> Option<Quoted> {
    let (open, start) = (pair.open.at, pair.open.end);
    let (end, outer, closed) = match pair.close {
        Some(close) => (close.at, close.end, true),
        None => {
            let line = lines.end(start).min(text.len());
            let first = strays.partition_point(|m| m.at < start);
            let stray = strays[first..].first().filter(|m| m.at < line);
            match stray.filter(|m| m.close <= 2 && m.at - start <= MAX_UNCLOSED) {
                Some(stray) => (stray.at, stray.end, true),
                None => {
                    let end = cut(text, start, line);
                    (end, end, false)
                }
            }
        }
    };
    let inner = trim(text, start..end);
    (!inner.is_empty()).then_some(Quoted { outer: open..outer, inner, closed })
}

/// Where a quote without an end stops: with the line, or with the last sentence that fits.
fn cut(text: &str, start: usize, line: usize) -> usize {
    if line - start <= MAX_UNCLOSED {
        return line;
    }
    let limit = text.floor_char_boundary(start + MAX_UNCLOSED);
    let piece = &text[start..limit];
    let stop = piece.rfind(is_stop).or_else(|| piece.rfind(' '));
    start + stop.unwrap_or(piece.len())
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = range.start + slice.trim_end().len();
    start.min(end)..end
}

fn glyph(c: char) -> Option<(Family, Face)> {
    Some(match c {
        '"' | '″' | '＂' => (Family::Double, Face::Either),
        '“' | '„' | '‟' | '〝' => (Family::Double, Face::Open),
        '”' | '〞' => (Family::Double, Face::Close),
        '«' | '《' => (Family::Angle, Face::Open),
        '»' | '》' => (Family::Angle, Face::Close),
        '‹' => (Family::SingleAngle, Face::Open),
        '›' => (Family::SingleAngle, Face::Close),
        '‘' | '‚' | '‛' => (Family::Single, Face::Open),
        '’' => (Family::Single, Face::Close),
        '\'' | '`' | '´' | '′' => (Family::Single, Face::Either),
        _ => return None,
    })
}

/// Whether a character is a quotation mark beyond doubt; single marks mostly are apostrophes.
pub(super) fn is_quotation_mark(c: char) -> bool {
    glyph(c).is_some_and(|(family, _)| family != Family::Single)
}

/// Whether a character ends a sentence.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔')
}

fn marks(text: &str) -> Vec<Mark> {
    let mut list = Vec::new();
    let mut skip = 0;
    // Letters and digits in a row before the current character, and whether only digits.
    let mut run = Run::default();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let Some((mut family, mut face)) = glyph(c) else {
            run.step(c);
            before = Some(c);
            continue;
        };
        let mut end = at + c.len_utf8();
        if family == Family::Single && text[end..].starts_with(c) {
            end += c.len_utf8();
            family = Family::Double;
            face = if c == '‘' { Face::Open } else { Face::Either };
        }
        skip = end;
        let after = &text[end..];
        let shape = shape(before, run, after);
        list.push(cost(at..end, family, face, shape));
        run = Run::default();
        before = Some(c);
    }
    list
}

/// The letters that touch a mark from the left.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    length: usize,
    digits: bool,
    /// All letters so far are proclitics.
    proclitic: bool,
}

impl Run {
    fn step(&mut self, c: char) {
        // Arabic letters are told from numbers without the tables of Unicode.
        let digit = !matches!(c, '\u{0620}'..='\u{064A}') && c.is_numeric();
        if !is_alphanumeric(c) {
            // Marks and tatweel, where they are kept, do not part a proclitic from its word.
            if !matches!(c, 'ـ' | '\u{064B}'..='\u{065F}') {
                *self = Self::default();
            }
            return;
        }
        let proclitic = matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل');
        *self = Self {
            length: self.length + 1,
            digits: digit && (self.length == 0 || self.digits),
            proclitic: proclitic && (self.length == 0 || self.proclitic) && self.length < 2,
        };
    }
}

fn shape(before: Option<char>, run: Run, after: &str) -> Shape {
    let next = after.chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let leads = matches!(before, Some('(' | '[' | '{' | ':' | '-' | '–' | '—' | '،' | ',' | '/'));
    let ends =
        matches!(next, Some('.' | '،' | ',' | '؛' | ';' | '؟' | '?' | '!' | ':' | ')' | ']'))
            || matches!(next, Some('…' | '-' | '–' | '/' | '}'));
    // Another mark right beside is no word: the pair stands as one.
    let mark = |c: Option<char>| c.is_some_and(|c| glyph(c).is_some());
    let word_before = run.length > 0;
    match (space(before) || leads, space(next) || ends) {
        (true, false) => Shape::Open,
        (true, true) if leads && before != Some('،') && !ends => Shape::Open,
        (true, true) if ends && !leads => Shape::Close,
        (true, true) => Shape::Loose,
        (false, true) if run.digits => Shape::AfterDigits,
        (false, true) => Shape::Close,
        (false, false) if mark(before) && !mark(next) => Shape::Open,
        (false, false) if mark(next) && !mark(before) => Shape::Close,
        (false, false) if !word_before => Shape::Loose,
        (false, false) if run.proclitic => Shape::AfterProclitic,
        (false, false) => {
            let right = after.chars().take(3).take_while(|c| is_alphanumeric(*c)).count();
            if run.length == 1 && right <= 2 || run.digits {
                Shape::Abbreviation
            } else {
                Shape::Joined
            }
        }
    }
}

/// The costs were set by hand: a plain pair is free, a mark that is ignored costs more than a quote
/// left open, and a mark in the wrong place more than either.
fn cost(span: Range<usize>, family: Family, face: Face, shape: Shape) -> Mark {
    let (mut open, mut close, mut ignore) = match shape {
        Shape::Open => (0, 12, 15),
        Shape::Close => (12, 0, 15),
        Shape::AfterDigits => (16, 0, 2),
        Shape::Loose => (2, 2, 15),
        Shape::AfterProclitic => (0, 8, 10),
        Shape::Joined => (12, 6, 5),
        Shape::Abbreviation => (15, 12, 0),
    };
    let angle = matches!(family, Family::Angle | Family::SingleAngle);
    if angle && face != Face::Either {
        // The glyph is worth more than the spaces around it.
        (open, close, ignore) = (open / 3, close / 3, 15);
    }
    let turned = if angle { 11 } else { 6 };
    match face {
        Face::Open => close += turned,
        Face::Close => open += turned,
        Face::Either => {}
    }
    if family == Family::Single {
        // Mostly apostrophes: only a clean pair counts.
        ignore = ignore.min(2);
        let clean = |c: u32| if c <= 2 { 0 } else { c + 10 };
        (open, close) = (clean(open), clean(close));
    }
    Mark { at: span.start, end: span.end, family, open, close, ignore }
}
