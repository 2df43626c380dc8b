//! Normalising and splitting in one pass.
//!
//! The plain path walks every character twice: once to fold it, once to see where words end. Here
//! words are cut out of the original by what their characters will be once they are folded, and
//! their folded spelling comes from the memory. What the memory cannot answer word by word (a
//! ligature of several words, a sign that joins what is no word) makes the whole text take the plain
//! path, which this one must equal: `tests/reader.rs`.

use std::ops::Range;

use super::Reader;
use crate::alignment::Run;
use crate::body::Body;
use crate::normalize::{Fold, Normalized, Normalizer, dash};
use crate::tokens::{Class, MAX_WORD_BYTES, TABLE, Tokens, Word, class, is_decimal, two_bytes};

/// What a character of the original is to the pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// Becomes a character of this class.
    Is(Class),
    /// Vanishes, or joins the letter before: goes on with a word and starts none.
    Vanishes,
    /// Would join what is no word.
    Joins,
}

/// The class of each character once it is folded.
#[derive(Debug)]
pub(super) struct Classes {
    table: Box<[Raw; TABLE]>,
    /// Whether it goes on with an Arabic word: what is asked most, in one look.
    goes_on: Box<[bool; TABLE]>,
}

impl Classes {
    pub(super) fn new(normalizer: &Normalizer) -> Self {
        let mut table = Box::new([Raw::Vanishes; TABLE]);
        ('\0'..).zip(table.iter_mut()).for_each(|(c, entry)| *entry = raw(c, normalizer));
        let mut goes_on = Box::new([false; TABLE]);
        let with_word =
            |r| matches!(r, Raw::Is(Class::Arabic | Class::Mark) | Raw::Vanishes | Raw::Joins);
        table.iter().zip(goes_on.iter_mut()).for_each(|(&r, goes_on)| *goes_on = with_word(r));
        Self { table, goes_on }
    }

    #[inline(always)]
    fn at(&self, normalizer: &Normalizer, text: &str, at: usize) -> (Raw, usize) {
        let bytes = text.as_bytes();
        match (bytes[at], bytes.get(at + 1)) {
            (lead @ 0..=0x7F, _) => (self.table[lead as usize], 1),
            (lead @ 0x80..=0xDF, Some(&next)) => (self.table[two_bytes(lead, next)], 2),
            _ => match text[at..].chars().next() {
                Some(c) => (raw(c, normalizer), c.len_utf8()),
                None => (Raw::Joins, 1),
            },
        }
    }

    /// Where the word that starts at `start` ends, with what vanishes behind it; none where that takes
    /// more than a look at the next character.
    #[inline]
    fn word_end(
        &self,
        normalizer: &Normalizer,
        text: &str,
        run: &Range<usize>,
        start: usize,
    ) -> Option<usize> {
        let mut rest = &text.as_bytes()[start..run.end];
        // Nearly all words are Arabic letters of two bytes each.
        while let [lead @ 0xC2..=0xDF, next, tail @ ..] = rest
            && self.goes_on[two_bytes(*lead, *next)]
        {
            rest = tail;
        }
        let at = run.end - rest.len();
        match rest.first() {
            None | Some(b' ') => Some(at),
            Some(_) => self.rest_of_word(normalizer, text, run, start..at),
        }
    }

    /// The same, of any characters; what was seen of it is Arabic letters and what goes with them.
    fn rest_of_word(
        &self,
        normalizer: &Normalizer,
        text: &str,
        run: &Range<usize>,
        letters: Range<usize>,
    ) -> Option<usize> {
        let start = letters.start;
        let mut at = letters.end;
        let mut word = if letters.is_empty() { Word::Digits } else { Word::Arabic };
        while at < run.end {
            let (raw, len) = self.at(normalizer, text, at);
            match raw {
                // A sign that joins no digit vanishes.
                Raw::Joins if word == Word::Digits => return None,
                Raw::Joins | Raw::Vanishes => {}
                Raw::Is(Class::Stop | Class::Other)
                    if word == Word::Digits && is_decimal_sign(normalizer, text, at) =>
                {
                    match (at + len < run.end).then(|| self.at(normalizer, text, at + len).0) {
                        Some(Raw::Is(Class::Digit)) => {}
                        Some(Raw::Vanishes) => return None,
                        _ => break,
                    }
                }
                Raw::Is(class) => match word.with(class, at == start) {
                    Some(longer) => word = longer,
                    None => break,
                },
            }
            at += len;
        }
        Some(at)
    }
}

fn is_decimal_sign(normalizer: &Normalizer, text: &str, at: usize) -> bool {
    match text[at..].chars().next().map(|c| normalizer.fold(c)) {
        Some(Fold::One(sign)) => is_decimal(sign.encode_utf8(&mut [0; 4]), 0),
        _ => false,
    }
}

/// The specification of the table.
fn raw(c: char, normalizer: &Normalizer) -> Raw {
    match normalizer.fold(c) {
        Fold::One(folded) => Raw::Is(class(folded)),
        Fold::Drop => Raw::Vanishes,
        Fold::Combine(_) => Raw::Joins,
        // The memory will say whether what begins with a letter is one word.
        Fold::Nfkc => match normalizer.resolved(c).next().map(class) {
            Some(class @ (Class::Arabic | Class::Letter | Class::Digit)) => Raw::Is(class),
            _ => Raw::Joins,
        },
        Fold::Return => Raw::Is(Class::Stop),
    }
}

impl Reader<'_> {
    /// Normalises and splits a body, or nothing where the plain path must.
    pub(super) fn fused(&mut self, body: &Body<'_>) -> Option<(Normalized, Tokens)> {
        self.forget_article();
        let text = body.text();
        let mut out = Normalized::for_text(text.len());
        let mut tokens = Tokens::for_text(text.len());
        let end = body.source_offset(text.len());
        let mut runs = body.runs().peekable();
        while let Some(run) = runs.next() {
            // A word may go on over the edge of a run.
            let apart =
                |at: usize| text.as_bytes().get(at).is_none_or(|b| matches!(b, b' ' | b'\n'));
            if !apart(run.range.end - 1) && !apart(run.range.end) {
                return None;
            }
            self.run(text, &run, &mut out, &mut tokens)?;
            out.end_run(run.until, runs.peek().map_or(end, |next| next.original));
        }
        out.sync(end);
        tokens.end();
        Some((out, tokens))
    }

    fn run(
        &mut self,
        text: &str,
        Run { range: run, original, until }: &Run,
        out: &mut Normalized,
        tokens: &mut Tokens,
    ) -> Option<()> {
        let bytes = &text.as_bytes()[..run.end];
        let from_run = |at: usize| original + (at - run.start);
        let mut at = run.start;
        out.sync(*original);
        while let Some(&lead) = bytes.get(at) {
            if lead == b' ' {
                out.append(" ");
                at += 1;
                continue;
            }
            let (raw, mut len) = self.classes.at(&self.learn.normalizer, text, at);
            match raw {
                Raw::Is(Class::Arabic | Class::Letter | Class::Digit) => {
                    let end = self.classes.word_end(&self.learn.normalizer, text, run, at)?;
                    let source = from_run(at)..if end == run.end { *until } else { from_run(end) };
                    self.word(&text[at..end], source, out, tokens)?;
                    at = end;
                    continue;
                }
                Raw::Is(class) => {
                    // One line end of two bytes.
                    if lead == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                        len = 2;
                    }
                    self.between_words(&text[at..], class, out, tokens)?;
                }
                Raw::Vanishes => {
                    if let Some(dash) = dash(&text[..run.end], at) {
                        out.append("-");
                        len = dash;
                    }
                }
                Raw::Joins => return None,
            }
            at += len;
            out.sync(from_run(at));
        }
        Some(())
    }

    /// Appends a word out of the memory.
    #[inline]
    fn word(
        &mut self,
        word: &str,
        source: Range<usize>,
        out: &mut Normalized,
        tokens: &mut Tokens,
    ) -> Option<()> {
        if word.len() > MAX_WORD_BYTES {
            return None;
        }
        let number = self.words.entry(word.as_bytes(), &self.learn);
        let entry = self.words.get(number);
        if !entry.single {
            return None;
        }
        let start = out.text().len();
        let folded = self.words.folded(entry);
        let range = start..start + folded.len();
        if self.after.has(folded) {
            self.suspects.push(self.entries.len() as u32 - 1);
        }
        self.after = self.words.letters_after(number);
        match self.words.details(number) {
            None => out.append(folded),
            Some(details) => {
                match &details.map {
                    None => out.append(folded),
                    Some(map) => out.append_with(folded, map, source.start),
                }
                if details.begins_name {
                    self.begins.push(self.entries.len() as u32);
                }
            }
        }
        let source = (source.start as u32, source.end as u32);
        tokens.push(range, source, |stems| self.words.stem_into(number, stems));
        self.entries.push(number);
        Some(())
    }

    /// Appends a character that is part of no word.
    fn between_words(
        &self,
        rest: &str,
        class: Class,
        out: &mut Normalized,
        tokens: &mut Tokens,
    ) -> Option<()> {
        let mut rest = rest.chars();
        let sign = match self.learn.normalizer.fold(rest.next()?) {
            Fold::One(sign) => sign,
            _ => '\n',
        };
        if class == Class::Stop {
            let fold = |c| self.learn.normalizer.fold(c);
            let next = match rest.next().map(fold) {
                // What comes behind it may join it.
                Some(Fold::One(_))
                    if sign == '.'
                        && !matches!(
                            rest.next().map(fold),
                            None | Some(Fold::One(_) | Fold::Return)
                        ) =>
                {
                    return None;
                }
                Some(Fold::One(next)) => Some(next),
                None | Some(Fold::Return) => None,
                Some(_) if sign == '.' => return None,
                Some(_) => None,
            };
            tokens.stop(sign, out.text(), next);
        }
        out.append(sign.encode_utf8(&mut [0; 4]));
        Some(())
    }
}
