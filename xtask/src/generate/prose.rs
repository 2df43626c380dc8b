//! Words one after the other, as they stand in a string of JSON.

use std::fmt::Write;

use super::draw::Draw;
use super::vocabulary::Vocabulary;

/// Words that belong to one event.
const TOPIC: usize = 32;
/// Words that a class prefers.
const PREFERRED: u32 = 300;
/// Ranks of function words and of the next commonest, which belong to no topic and no class.
const COMMON: u32 = 100;
/// Pairs of quotation marks, behind a space where the mark does not say which side it is on.
const QUOTES: [(&str, &str); 3] = [(" «", "»"), (" “", "”"), (" \\\"", "\\\"")];
/// Short vowels and their like.
const MARKS: [char; 7] =
    ['\u{64e}', '\u{64f}', '\u{650}', '\u{651}', '\u{652}', '\u{64b}', '\u{64d}'];
const TATWEEL: char = '\u{640}';

/// Words that make a class known.
#[derive(Debug, Clone, Copy)]
pub(super) enum WordList {
    /// Of a type of outlets.
    Outlet(u32),
    /// Of a stance.
    Favor,
    /// Of a stance.
    Against,
}

/// From which lists a word may come, besides the whole vocabulary.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The type of the outlet, all through the article.
    pub(super) outlet: Option<WordList>,
    /// The stance, in a sentence that names its target.
    pub(super) stance: Option<WordList>,
}

/// A text that grows word by word.
pub(super) struct Prose<'a> {
    vocabulary: &'a Vocabulary,
    /// Where chance comes from.
    pub(super) draw: &'a mut Draw,
    line: &'a mut String,
    topic: [u32; TOPIC],
    /// Rank of the last word.
    last: u32,
    /// The next word begins without a space.
    joined: bool,
    /// Words so far.
    pub(super) words: u32,
    /// Lists that are in use.
    pub(super) lists: Lists,
    /// Digits of the Arabic script rather than European ones.
    pub(super) arabic_digits: bool,
    /// Which pair of quotation marks the outlet uses.
    pub(super) quotes: usize,
}

impl<'a> Prose<'a> {
    /// An empty text; the words of its topic are drawn from `of_event`.
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        draw: &'a mut Draw,
        of_event: &mut Draw,
        line: &'a mut String,
    ) -> Prose<'a> {
        let rare = vocabulary.len() - COMMON;
        // The lesser of two draws: topics have more common words than rare ones.
        let topic =
            std::array::from_fn(|_| COMMON + of_event.below(rare).min(of_event.below(rare)));
        Prose {
            vocabulary,
            draw,
            line,
            topic,
            last: 0,
            joined: true,
            words: 0,
            lists: Lists::default(),
            arabic_digits: false,
            quotes: 0,
        }
    }

    /// Characters as they are, already escaped. A word after an opening or a line end has no space before.
    pub(super) fn raw(&mut self, text: &str) {
        self.line.push_str(text);
        self.joined = !matches!(text, "،" | ":" | "." | "؟" | "!");
    }

    /// The outlet's pair of quotation marks.
    pub(super) fn quote_marks(&self) -> (&'static str, &'static str) {
        QUOTES[self.quotes]
    }

    /// A word or a name of several words.
    pub(super) fn known(&mut self, word: &str) {
        self.space();
        self.line.push_str(word);
    }

    /// The next word, or a number in its place.
    ///
    /// A third of the words follow from the one before, so that pairs recur as they do in real text; one in
    /// ten is of the event, and of those that make a class known there are few.
    pub(super) fn word(&mut self) {
        let (number, chance) = (self.draw.number(), self.draw.number());
        // Two choices from the halves of one draw: draws are a third of the work.
        let (source, spelling) = (((chance >> 16) * 600) >> 16, ((chance & 0xffff) * 300) >> 16);
        let rank = match source {
            0..12 => return self.digits(),
            12..72 => self.topic[number as usize % TOPIC],
            72..272 => self.vocabulary.rank(mixed(self.last * 4 + number % 4)),
            272..281 if self.lists.outlet.is_some() => self.preferred(self.lists.outlet),
            281..331 if self.lists.stance.is_some() => self.preferred(self.lists.stance),
            _ => self.vocabulary.rank(number),
        };
        self.space();
        self.last = rank;
        let word = self.vocabulary.word(rank);
        match spelling {
            0..5 => self.vocalized(word),
            5 => self.stretched(word),
            _ => self.line.push_str(word),
        }
    }

    fn space(&mut self) {
        if !self.joined {
            self.line.push(' ');
        }
        self.joined = false;
        self.words += 1;
    }

    /// A word of a list, its first ones more often.
    fn preferred(&mut self, list: Option<WordList>) -> u32 {
        let list = match list {
            Some(WordList::Favor) | None => 0,
            Some(WordList::Against) => 1,
            Some(WordList::Outlet(kind)) => 2 + kind,
        };
        let entry = self.draw.below(PREFERRED).min(self.draw.below(PREFERRED));
        // Lists share no word; 7 spreads them over the ranks.
        COMMON + (list * PREFERRED + entry) * 7 % (self.vocabulary.len() - COMMON)
    }

    fn digits(&mut self) {
        self.space();
        let number = match self.draw.below(4) {
            0 => self.draw.between(1950, 2030),
            1 => self.draw.below(10_000),
            _ => self.draw.below(100),
        };
        let begin = self.line.len();
        write!(self.line, "{number}").expect("a string takes all");
        if self.arabic_digits {
            let european = self.line.split_off(begin);
            self.line.extend(
                european
                    .bytes()
                    .map(|d| char::from_u32(0x660 + u32::from(d - b'0')).unwrap_or('0')),
            );
        }
    }

    /// With a mark after every second letter or so.
    fn vocalized(&mut self, word: &str) {
        for letter in word.chars() {
            self.line.push(letter);
            if self.draw.once_in(2) {
                self.line.push(self.draw.of(&MARKS));
            }
        }
    }

    /// With tatweel behind the first letter, as headlines are justified.
    fn stretched(&mut self, word: &str) {
        let mut letters = word.chars();
        self.line.extend(letters.next());
        self.line.push(TATWEEL);
        self.line.push_str(letters.as_str());
    }
}

/// Spreads numbers over all 32 bits (the finalizer of MurmurHash3).
fn mixed(number: u32) -> u32 {
    let mut hash = number;
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
