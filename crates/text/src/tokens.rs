//! Words and sentences of a normalised text.

use crate::letters::{is_alphabetic, is_alphanumeric};
use std::ops::Range;

use crate::normalize::Normalized;
use crate::settings::{Stemmer, TextSettings};
use crate::stem::{light_stem, stem};
use crate::stop::is_stop_word;

/// A longer run of letters is no word but noise (or an attack): it is kept as a token and carries
/// no stem.
pub(crate) const MAX_WORD_BYTES: usize = 80;
/// What stands for all numbers, and for all years; no word holds this sign.
const NUMBER: &str = "#";
const YEAR: &str = "#year";

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with digits among them.
    Word,
    /// A word too frequent to tell anything; negations are never among them.
    Stop,
    /// Digits, possibly with decimal signs between: 46.6, 3,7.
    Number,
    /// Four digits that read as a year from 1900 to 2099.
    Year,
    /// A run of letters longer than any word.
    Noise,
}

/// One token: offsets into the normalised text and into the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    source: (u32, u32),
    stem: Stem,
    sentence: u32,
    kind: TokenKind,
}

/// Where a stem is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stem {
    /// Within the word, in bytes from its start.
    Within(u8, u8),
    /// Apart, in the letters that [`Tokens`] keeps: start and length.
    Apart(u32, u8),
}

impl Token {
    /// Byte range in the normalised text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Byte range in the original text, with the marks that belong to the word.
    pub fn source(&self) -> Range<usize> {
        self.source.0 as usize..self.source.1 as usize
    }

    /// Number of the sentence, from 0.
    pub fn sentence(&self) -> u32 {
        self.sentence
    }

    /// What the token is.
    pub fn kind(&self) -> TokenKind {
        self.kind
    }
}

/// All tokens of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    list: Vec<Token>,
    sentences: u32,
    /// Words since the last sentence ended.
    since_break: u32,
    /// Stems that are no part of their word.
    stems: String,
}

impl Tokens {
    /// Splits a normalised text. A token is a maximal run of letters and digits, or a number with its
    /// decimal signs; sentences end at `. ! ? ؟ ؛ …` and line ends, but not within 3.7 or un.org nor
    /// after a one-letter abbreviation (د.). For many texts keep a [`crate::Reader`].
    pub fn new(text: &Normalized, settings: &TextSettings) -> Self {
        Splitter::default().split(text, |word, stems| {
            let word = std::str::from_utf8(word).unwrap_or_default();
            WordFacts::of(word, settings).stem_into(stems)
        })
    }

    /// None yet, with room for those of a text of so many bytes.
    pub(crate) fn for_text(len: usize) -> Self {
        // Arabic news has a word in eleven bytes.
        Self { list: Vec::with_capacity(len / 9), ..Self::default() }
    }

    /// Appends the word at `range`; `facts` writes its stem.
    #[inline]
    pub(crate) fn push(
        &mut self,
        range: Range<usize>,
        source: (u32, u32),
        facts: impl FnOnce(&mut String) -> (TokenKind, Stem),
    ) {
        let (kind, stem) = facts(&mut self.stems);
        self.list.push(Token {
            start: range.start as u32,
            end: range.end as u32,
            source,
            stem,
            sentence: self.sentences,
            kind,
        });
        self.since_break += 1;
    }

    /// Ends the sentence at `sign` if it does: `before` is the text up to it, `next` the character
    /// that follows.
    pub(crate) fn stop(&mut self, sign: char, before: &str, next: Option<char>) {
        if self.since_break > 0 && (sign != '.' || self.ends_at_dot(before, next)) {
            self.end();
        }
    }

    fn ends_at_dot(&self, before: &str, next: Option<char>) -> bool {
        let touching = self.list.last().filter(|t| t.range().end == before.len());
        let Some(word) = touching.map(|t| &before[t.range()]) else { return true };
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        let mut letters = word.chars();
        let abbreviation = letters.next().is_some_and(is_alphabetic) && letters.next().is_none();
        let address = latin(word.chars().next_back()) && latin(next);
        !(abbreviation || address)
    }

    /// Ends the last sentence.
    pub(crate) fn end(&mut self) {
        self.sentences += u32::from(self.since_break > 0);
        self.since_break = 0;
    }

    /// The tokens, in order.
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    /// Number of sentences that hold a token.
    pub fn sentences(&self) -> usize {
        self.sentences as usize
    }

    /// The stem of a token; of numbers and years the sign of their class.
    pub fn stem<'a>(&'a self, text: &'a Normalized, token: &Token) -> &'a str {
        match (token.kind, token.stem) {
            (TokenKind::Number, _) => NUMBER,
            (TokenKind::Year, _) => YEAR,
            (TokenKind::Noise, _) => text.slice(token),
            (_, Stem::Within(start, end)) => &text.slice(token)[start.into()..end.into()],
            (_, Stem::Apart(start, len)) => {
                &self.stems[start as usize..start as usize + usize::from(len)]
            }
        }
    }
}

/// What is known of a word, whichever text it stands in.
#[derive(Debug, Clone)]
pub(crate) struct WordFacts {
    kind: TokenKind,
    stem: StemOf,
}

/// The stem of a word, apart from any text.
#[derive(Debug, Clone)]
enum StemOf {
    /// Range of bytes in the word.
    Within(u8, u8),
    /// Spelled as the word is not.
    Apart(Box<str>),
}

impl WordFacts {
    pub(crate) fn of(word: &str, settings: &TextSettings) -> Self {
        let kind = kind(word);
        let whole = StemOf::Within(0, word.len().min(MAX_WORD_BYTES) as u8);
        if kind != TokenKind::Word {
            return Self { kind, stem: whole };
        }
        if settings.stemmer == Stemmer::Light {
            let stem = light_stem(word);
            let within = StemOf::Within(stem.start as u8, stem.end as u8);
            return Self { kind, stem: if stem.is_empty() { whole } else { within } };
        }
        let stem = stem(word, settings.stemmer);
        let stem = match word.find(&*stem) {
            _ if stem.is_empty() => whole,
            Some(start) => StemOf::Within(start as u8, (start + stem.len()) as u8),
            None => StemOf::Apart(stem.into()),
        };
        Self { kind, stem }
    }

    /// The kind and the range of the stem in the word; none where it is spelled apart.
    pub(crate) fn within(&self) -> (TokenKind, Option<(u8, u8)>) {
        match self.stem {
            StemOf::Within(start, end) => (self.kind, Some((start, end))),
            StemOf::Apart(_) => (self.kind, None),
        }
    }

    /// The stem of this `word`, where it is a word or a stop word.
    pub(crate) fn stem_of<'w>(&'w self, word: &'w str) -> Option<&'w str> {
        let named = matches!(self.kind, TokenKind::Word | TokenKind::Stop);
        named.then(|| match &self.stem {
            StemOf::Within(start, end) => &word[usize::from(*start)..usize::from(*end)],
            StemOf::Apart(stem) => stem,
        })
    }

    /// The kind and the stem, which is written into `stems` where it is no part of the word.
    #[inline]
    pub(crate) fn stem_into(&self, stems: &mut String) -> (TokenKind, Stem) {
        let stem = match &self.stem {
            StemOf::Within(start, end) => Stem::Within(*start, *end),
            StemOf::Apart(stem) => {
                let start = stems.len() as u32;
                stems.push_str(stem);
                Stem::Apart(start, stem.len() as u8)
            }
        };
        (self.kind, stem)
    }
}

fn kind(word: &str) -> TokenKind {
    let digits = word.bytes().all(|b| b.is_ascii_digit());
    if word.len() > MAX_WORD_BYTES {
        TokenKind::Noise
    } else if digits && word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) {
        TokenKind::Year
    } else if digits || word.starts_with(|c: char| c.is_ascii_digit()) && !has_letter(word) {
        TokenKind::Number
    } else if is_stop_word(word) {
        TokenKind::Stop
    } else {
        TokenKind::Word
    }
}

fn has_letter(word: &str) -> bool {
    word.chars().any(is_alphabetic)
}

/// What a word consists of so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Arabic,
    /// Letters of another script, and digits among them.
    Other,
    Digits,
}

impl Word {
    /// What it is with one more character of this class; none where that is no part of it. `first`
    /// says that it is the first.
    pub(crate) fn with(self, class: Class, first: bool) -> Option<Self> {
        match (class, self) {
            (Class::Arabic, _) if first => Some(Self::Arabic),
            (Class::Arabic, Self::Arabic) => Some(Self::Arabic),
            (Class::Letter, Self::Other | Self::Digits) => Some(Self::Other),
            (Class::Digit, Self::Other | Self::Digits) => Some(self),
            (Class::Mark, _) if !first => Some(self),
            _ => None,
        }
    }
}

/// Whether the sign at `at` parts the whole of a number from its fraction, or its thousands.
pub(crate) fn is_decimal(text: &str, at: usize) -> bool {
    text[at..].starts_with(['.', ',', '،'])
}

/// What a character is to a splitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Other,
    /// An Arabic letter: digits and letters of other scripts part from it (و50, 2015م, الBBC).
    Arabic,
    /// A letter of another script; digits go on with it (COVID19).
    Letter,
    Digit,
    /// A sign on a letter: it goes on with a word and starts none.
    Mark,
    /// May end a sentence.
    Stop,
}

/// Characters below this take two bytes at most and are looked up in a table.
pub(crate) const TABLE: usize = 0x800;

/// Splits texts: a table made once, then one look-up a character.
#[derive(Debug, Clone, Default)]
pub(crate) struct Splitter {
    /// What [`class`] says of each character of two bytes at most, where it is asked often enough to
    /// be written down.
    table: Option<Box<[Class; TABLE]>>,
}

impl Splitter {
    pub(crate) fn new() -> Self {
        let mut table = Box::new([Class::Other; TABLE]);
        ('\0'..).zip(table.iter_mut()).for_each(|(c, entry)| *entry = class(c));
        Self { table: Some(table) }
    }

    /// The class of a code point below [`TABLE`].
    #[inline]
    fn class(&self, c: usize) -> Class {
        match &self.table {
            Some(table) => table[c],
            None => char::from_u32(c as u32).map_or(Class::Other, class),
        }
    }

    /// What a character is.
    #[inline]
    pub(crate) fn class_of(&self, c: char) -> Class {
        if (c as usize) < TABLE { self.class(c as usize) } else { class(c) }
    }

    /// Splits a text; `facts` is given the letters of each word, says what it is and writes its stem
    /// where it is no part of it.
    pub(crate) fn split(
        &self,
        text: &Normalized,
        mut facts: impl FnMut(&[u8], &mut String) -> (TokenKind, Stem),
    ) -> Tokens {
        let all = text.text();
        let bytes = all.as_bytes();
        let mut out = Tokens::for_text(all.len());
        let mut source = text.cursor();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            // Between most words is one space.
            if lead == b' ' {
                at += 1;
                continue;
            }
            let (class, len) = self.class_at(all, at);
            match class {
                Class::Arabic | Class::Letter | Class::Digit => {
                    let end = self.word_end(all, at);
                    let range = source.range(all, at..end);
                    out.push(at..end, range, |stems| facts(&bytes[at..end], stems));
                    at = end;
                }
                Class::Stop => {
                    let (before, rest) = all.split_at(at);
                    let mut rest = rest.chars();
                    let sign = rest.next().unwrap_or_default();
                    out.stop(sign, before, rest.next());
                    at += len;
                }
                Class::Mark | Class::Other => at += len,
            }
        }
        out.end();
        out
    }

    /// Where the word that starts at `start` ends.
    #[inline]
    fn word_end(&self, all: &str, start: usize) -> usize {
        let bytes = all.as_bytes();
        let mut at = start;
        // Nearly all words are Arabic letters of two bytes each.
        while let (Some(&lead @ 0xC2..=0xDF), Some(&next)) = (bytes.get(at), bytes.get(at + 1))
            && self.class(two_bytes(lead, next)) == Class::Arabic
        {
            at += 2;
        }
        match bytes.get(at) {
            None | Some(b' ') => at,
            Some(_) => self.rest_of_word(all, start, at),
        }
    }

    /// The same, of any characters; all before `at` are Arabic letters.
    fn rest_of_word(&self, all: &str, start: usize, mut at: usize) -> usize {
        let mut word = if at == start { Word::Digits } else { Word::Arabic };
        while at < all.len() {
            let (class, len) = self.class_at(all, at);
            let sign = (class == Class::Stop || class == Class::Other) && word == Word::Digits;
            if sign
                && is_decimal(all, at)
                && all.as_bytes().get(at + len).is_some_and(u8::is_ascii_digit)
            {
                at += len;
                continue;
            }
            match word.with(class, at == start) {
                Some(longer) => word = longer,
                None => break,
            }
            at += len;
        }
        at
    }

    #[inline]
    fn class_at(&self, text: &str, at: usize) -> (Class, usize) {
        let bytes = text.as_bytes();
        match bytes[at] {
            lead @ 0..=0x7F => (self.class(lead.into()), 1),
            lead @ 0x80..=0xDF => {
                let next = bytes.get(at + 1).copied().unwrap_or_default();
                (self.class(two_bytes(lead, next)), 2)
            }
            _ => match text[at..].chars().next() {
                Some(c) => (class(c), c.len_utf8()),
                None => (Class::Other, 1),
            },
        }
    }
}

/// The code point of a character of two bytes.
#[inline]
pub(crate) fn two_bytes(lead: u8, next: u8) -> usize {
    (lead as usize & 0x1F) << 6 | (next as usize & 0x3F)
}

/// The specification of the table.
pub(crate) fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        '\n' | '!' | '?' | '؟' | '؛' | '…' | '۔' | '.' => Class::Stop,
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}' => Class::Mark,
        '\u{0620}'..='\u{063F}'
        | '\u{0641}'..='\u{064A}'
        | '\u{0671}'..='\u{06D3}'
        | '\u{06D5}' => Class::Arabic,
        c if is_alphanumeric(c) => Class::Letter,
        _ => Class::Other,
    }
}
