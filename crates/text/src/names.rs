//! Known names whose spelling was broken by a stray space.

use crate::body::Body;
use crate::letters::is_alphabetic;
use crate::mention::for_each_reading;
use crate::normalize::{Normalized, Normalizer};
use crate::settings::Rules;
use crate::stop::is_stop_word;
use crate::tokens::{TokenKind, Tokens};

/// Shorter names are too easily two words side by side, in letters.
const MIN_LETTERS: usize = 5;
/// A name is mended from at most so many pieces.
const MAX_PIECES: usize = 3;
/// The article, which alone is the house of someone in normalised spelling: آل كلينتون.
const ARTICLES: &[&str] = &["ال", "وال", "فال", "بال", "كال", "لال", "لل"];
/// Endings that a name takes as an adjective (قرغيز: القرغيزية), in normalised spelling.
const ENDINGS: &[&str] = &["", "ي", "يه", "يا", "يون", "يين", "يات", "ستان", "ستاني", "ستانيه"];

/// A set of Arabic letters; all others are one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters(u64);

impl Letters {
    /// The bit of the first letter of a word, which is not empty.
    pub(crate) fn place(word: &str) -> u8 {
        word.chars().next().map_or(63, |c| (c as u32).wrapping_sub(0x0620).min(63) as u8)
    }

    fn add(&mut self, word: &str) {
        self.0 |= 1 << Self::place(word);
    }

    /// Whether the first letter of a word is one of them.
    #[inline]
    pub(crate) fn has(self, word: &str) -> bool {
        self.has_at(Self::place(word))
    }

    /// The same by the place of the letter.
    #[inline]
    pub(crate) fn has_at(self, place: u8) -> bool {
        self.0 >> place & 1 == 1
    }
}

/// The first three letters of some words: what does not begin with any of these need not be looked up.
#[derive(Debug, Clone)]
pub(crate) struct Beginnings {
    /// A bit for each three letters.
    bits: Vec<u64>,
}

impl Default for Beginnings {
    fn default() -> Self {
        Self { bits: vec![0; 1 << 12] }
    }
}

impl Beginnings {
    pub(crate) fn add(&mut self, word: &str) {
        let (row, bit) = Self::place(word);
        self.bits[row] |= 1 << bit;
    }

    /// Whether a word may begin as one of them does.
    #[inline]
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        let (row, bit) = Self::place(word);
        self.bits[row] >> bit & 1 == 1
    }

    /// Whether one of them may begin with a word: one of two letters or fewer begins many.
    #[inline]
    fn may_go_on(&self, word: &str) -> bool {
        self.may_hold(word) || word.chars().nth(2).is_none()
    }

    /// A place for each Arabic letter, one for all other characters, one for none.
    #[inline]
    fn place(word: &str) -> (usize, usize) {
        let place = |c: char| (c as u32).wrapping_sub(0x0620).min(62) as usize;
        let mut letters = word.chars();
        let mut next = || letters.next().map_or(63, place);
        (next() << 6 | next(), next())
    }
}

/// Names by which broken spellings are healed: `قر غيزستان` becomes `قرغيزستان`.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// In normalised spelling, sorted.
    list: Vec<String>,
    beginnings: Beginnings,
}

impl Names {
    /// Prepares a list of single words, written without proclitics; shorter ones than five letters are
    /// left out.
    pub fn new<S: AsRef<str>>(names: impl IntoIterator<Item = S>, rules: &Rules) -> Self {
        let normalizer = Normalizer::new(rules);
        let spell = |n: S| normalizer.normalize(&Body::whole(n.as_ref())).text().to_owned();
        let mut list: Vec<String> = names.into_iter().map(spell).collect();
        list.retain(|n| n.len() >= 2 * MIN_LETTERS && n.chars().all(is_alphabetic));
        list.sort_unstable();
        list.dedup();
        let mut beginnings = Beginnings::default();
        list.iter().for_each(|name| beginnings.add(name));
        Self { list, beginnings }
    }

    /// The text with each broken name in one piece; none where nothing is broken. The spans of a
    /// healed name cover all its pieces in the original.
    pub fn heal(&self, text: &Normalized, tokens: &Tokens) -> Option<Normalized> {
        let list = tokens.list();
        let follows =
            |&at: &usize| self.letters_after(text.slice(&list[at])).has(text.slice(&list[at + 1]));
        self.heal_at(text, tokens, (0..list.len().saturating_sub(1)).filter(follows))
    }

    /// The same, told the tokens whose next one begins with one of [`Self::letters_after`] them, in
    /// order.
    pub(crate) fn heal_at(
        &self,
        text: &Normalized,
        tokens: &Tokens,
        suspects: impl Iterator<Item = usize>,
    ) -> Option<Normalized> {
        let (mut gaps, mut free) = (Vec::new(), 0);
        for at in suspects {
            if at >= free {
                let pieces = self.pieces(text, tokens, at);
                gaps.extend((at..at + pieces - 1).map(|i| tokens.list()[i].range().end));
                free = at + pieces;
            }
        }
        (!gaps.is_empty()).then(|| text.without(&gaps))
    }

    /// How many tokens from `at` on are pieces of one name.
    fn pieces(&self, text: &Normalized, tokens: &Tokens, at: usize) -> usize {
        let list = tokens.list();
        let next = |i: usize| {
            let next = list.get(i).filter(|next| next.kind() == TokenKind::Word)?;
            let gap = list[i - 1].range().end..next.range().start;
            (&text.text()[gap] == " ").then(|| text.slice(next))
        };
        self.pieces_of(text.slice(&list[at]), (at + 1..).map(next))
    }

    /// How many words are pieces of one name: the first one, and those that follow on it with one space
    /// between.
    pub(crate) fn pieces_of<'w>(
        &self,
        first: &str,
        next: impl Iterator<Item = Option<&'w str>>,
    ) -> usize {
        let mut whole = first.to_owned();
        for (pieces, next) in (2..=MAX_PIECES).zip(next.map_while(|next| next)) {
            whole.push_str(next);
            if self.is_name(&whole) {
                return pieces;
            }
            if !self.begins(&whole) {
                break;
            }
        }
        1
    }

    /// Whether two words in one are a name or its beginning.
    pub(crate) fn may_go_on(&self, first: &str, second: &str) -> bool {
        let whole = [first, second].concat();
        self.is_name(&whole) || self.begins(&whole)
    }

    fn is_name(&self, word: &str) -> bool {
        let known = |bare: &str| {
            if !self.beginnings.may_hold(bare) {
                return false;
            }
            let names = ENDINGS.iter().filter_map(|ending| bare.strip_suffix(ending));
            // Letters of two bytes each.
            let mut long = names.filter(|name| name.len() >= 2 * MIN_LETTERS);
            long.any(|name| self.list.binary_search_by(|n| n.as_str().cmp(name)).is_ok())
        };
        let mut found = false;
        for_each_reading(word, |bare, _| found |= known(bare));
        found
    }

    /// The letters that can follow on this piece in a name that was broken behind it; none for a word
    /// that stands alone.
    pub(crate) fn letters_after(&self, piece: &str) -> Letters {
        let mut letters = Letters::default();
        for_each_reading(piece, |bare, _| {
            if bare.is_empty() || !self.beginnings.may_go_on(bare) {
                return;
            }
            let from = self.list.partition_point(|n| n.as_str() < bare);
            let names = self.list[from..].iter().map_while(|n| n.strip_prefix(bare));
            names.filter(|rest| !rest.is_empty()).for_each(|rest| letters.add(rest));
        });
        // Asked last: few words begin a name.
        let alone = |piece| is_stop_word(piece) || ARTICLES.contains(&piece) || self.is_name(piece);
        if letters != Letters::default() && alone(piece) { Letters::default() } else { letters }
    }

    /// Whether these are the first letters of a name.
    fn begins(&self, piece: &str) -> bool {
        let mut begins = false;
        for_each_reading(piece, |bare, _| {
            if bare.is_empty() || !self.beginnings.may_go_on(bare) {
                return;
            }
            let at = self.list.partition_point(|n| n.as_str() < bare);
            begins |= self.list.get(at).is_some_and(|n| n.starts_with(bare));
        });
        begins
    }
}
