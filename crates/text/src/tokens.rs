//! Words and sentences of a normalised text.

use std::ops::Range;

use crate::normalize::Normalized;
use crate::settings::TextSettings;
use crate::stem::light_stem;
use crate::stop::is_stop_word;

/// A longer run of letters is no word but noise (or an attack): it is kept as a token and carries
/// no stem.
pub(crate) const MAX_WORD_BYTES: usize = 80;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, possibly with digits among them.
    Word,
    /// A word too frequent to tell anything; negations are never among them.
    Stop,
    /// Digits only.
    Number,
    /// A run of letters longer than any word.
    Noise,
}

/// One token: offsets into the normalised text and into the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    stem: (u32, u32),
    source: (u32, u32),
    sentence: u32,
    kind: TokenKind,
}

impl Token {
    /// Byte range in the normalised text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Byte range of the stem in the normalised text; equals [`Token::range`] where nothing is cut.
    pub fn stem_range(&self) -> Range<usize> {
        self.stem.0 as usize..self.stem.1 as usize
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
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    list: Vec<Token>,
    sentences: u32,
}

impl Tokens {
    /// Splits a normalised text. A token is a maximal run of letters and digits; sentences end at
    /// `. ! ? ؟ ؛ …` and line ends, but not within 3.7 nor after a one-letter abbreviation (د.).
    pub fn new(text: &Normalized, settings: &TextSettings) -> Self {
        Self::split(text, |word| Facts::of(word, settings))
    }

    /// The same with the facts of each word from elsewhere, such as a table of words seen before.
    pub(crate) fn split(text: &Normalized, mut facts: impl FnMut(&str) -> Facts) -> Self {
        let mut out = Self::default();
        let mut open: Option<usize> = None;
        let mut since_break = 0;
        for (at, c) in text.text().char_indices() {
            if is_word_char(c) {
                open.get_or_insert(at);
                continue;
            }
            if let Some(start) = open.take() {
                out.push(text, start, at, facts(&text.text()[start..at]));
                since_break += 1;
            }
            if since_break > 0 && ends_sentence(text.text(), at, c, out.list.last()) {
                out.sentences += 1;
                since_break = 0;
            }
        }
        if let Some(start) = open {
            out.push(text, start, text.text().len(), facts(&text.text()[start..]));
            since_break += 1;
        }
        out.sentences += u32::from(since_break > 0);
        out
    }

    fn push(&mut self, text: &Normalized, start: usize, end: usize, facts: Facts) {
        let source = text.source_range(start, end);
        let start = start as u32;
        self.list.push(Token {
            start,
            end: end as u32,
            stem: (start + facts.stem.0, start + facts.stem.1),
            source: (source.0 as u32, source.1 as u32),
            sentence: self.sentences,
            kind: facts.kind,
        });
    }

    /// The tokens, in order.
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    /// Number of sentences that hold a token.
    pub fn sentences(&self) -> usize {
        self.sentences as usize
    }
}

/// What is known of a word, whichever text it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    kind: TokenKind,
    /// Byte range of the stem within the word.
    stem: (u32, u32),
}

impl Facts {
    pub(crate) fn of(word: &str, settings: &TextSettings) -> Self {
        let kind = if word.len() > MAX_WORD_BYTES {
            TokenKind::Noise
        } else if word.bytes().all(|b| b.is_ascii_digit()) {
            TokenKind::Number
        } else if is_stop_word(word) {
            TokenKind::Stop
        } else {
            TokenKind::Word
        };
        let stem =
            if kind == TokenKind::Word && settings.stem { light_stem(word) } else { 0..word.len() };
        Self { kind, stem: (stem.start as u32, stem.end as u32) }
    }
}

/// Letters and digits. Arabic first: the general table is searched, which costs a fifth of the run.
fn is_word_char(c: char) -> bool {
    match c {
        '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | '0'..='9' | 'a'..='z' | 'A'..='Z' => {
            true
        }
        '\0'..='\x7F' | '\u{0600}'..='\u{0603}' | '،' | '؛' | '؟' | '«' | '»' => false,
        _ => c.is_alphanumeric(),
    }
}

fn ends_sentence(text: &str, at: usize, c: char, before: Option<&Token>) -> bool {
    match c {
        '\n' | '!' | '?' | '؟' | '؛' | '…' | '۔' => true,
        '.' => {
            let touches = before.filter(|t| t.range().end == at);
            let one_letter = touches.is_some_and(|t| text[t.range()].chars().count() == 1);
            let next_digit = text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            let in_number = next_digit && touches.is_some_and(|t| t.kind() == TokenKind::Number);
            !one_letter && !in_number
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_ranges_agree_with_the_general_table() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_word_char(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
