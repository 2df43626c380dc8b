//! Terms by the numbers of their words, for who reads many texts: no letter of a term is looked at twice.

use std::collections::BTreeMap;

use crate::bag::{NAME, OTHER};
use crate::vocabulary::Vocabulary;

/// No word that any term holds, or no term.
pub const NONE: u32 = u32::MAX;

/// Numbers for all words that a vocabulary's terms are made of, and the terms of two words by the numbers
/// of theirs. A word that is a term has the term's number; the others follow on the last term.
#[derive(Debug, Clone)]
pub struct WordNumbers {
    terms: u32,
    /// Words that are no terms themselves.
    others: BTreeMap<String, u32>,
    /// Which words stand first in a term of two, and which second: most pairs of a text are answered here,
    /// by two bits of the nearest cache.
    first: Vec<u64>,
    second: Vec<u64>,
    /// Open addressing, at most half full: first word, second word, term.
    pairs: Vec<[u32; 3]>,
    name: u32,
    other_name: u32,
}

impl WordNumbers {
    /// Takes the terms of a vocabulary apart.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let terms = vocabulary.len() as u32;
        let mut others = BTreeMap::new();
        let mut number = |word: &str| match vocabulary.number(word) {
            Some(number) => number as u32,
            None => {
                let next = terms + others.len() as u32;
                *others.entry(word.to_owned()).or_insert(next)
            }
        };
        let (name, other_name) = (number(NAME), number(OTHER));
        let terms_of_two = vocabulary.terms().enumerate().filter_map(|(term, text)| {
            let (first, second) = text.split_once(' ')?;
            Some([number(first), number(second), term as u32])
        });
        let list: Vec<[u32; 3]> = terms_of_two.collect();
        let words = (terms as usize + others.len()).div_ceil(64);
        let size = (list.len() * 2).next_power_of_two();
        let mut out = Self {
            terms,
            others,
            first: vec![0; words],
            second: vec![0; words],
            pairs: vec![[NONE; 3]; size],
            name,
            other_name,
        };
        for pair in list {
            let mut at = slot(pair[0], pair[1], size);
            while out.pairs[at][2] != NONE {
                at = (at + 1) & (size - 1);
            }
            out.pairs[at] = pair;
            out.first[pair[0] as usize / 64] |= 1 << (pair[0] % 64);
            out.second[pair[1] as usize / 64] |= 1 << (pair[1] % 64);
        }
        out
    }

    /// The number of a word (a stem); [`NONE`] for one that no term holds.
    pub fn word(&self, vocabulary: &Vocabulary, word: &str) -> u32 {
        let number = vocabulary.number(word).map(|number| number as u32);
        number.or_else(|| self.others.get(word).copied()).unwrap_or(NONE)
    }

    /// What stands for a name of the target at hand in a term.
    pub fn name(&self) -> u32 {
        self.name
    }

    /// What stands for a name of another target.
    pub fn other_name(&self) -> u32 {
        self.other_name
    }

    /// The term that a word is by itself; [`NONE`] for one that is none.
    #[inline]
    pub fn term(&self, word: u32) -> u32 {
        if word < self.terms { word } else { NONE }
    }

    /// The term of two words; [`NONE`] where there is none.
    #[inline]
    pub fn pair(&self, first: u32, second: u32) -> u32 {
        if first == NONE || second == NONE {
            return NONE;
        }
        let bit = |set: &[u64], word: u32| set[word as usize / 64] >> (word % 64) & 1;
        if bit(&self.first, first) & bit(&self.second, second) == 0 {
            return NONE;
        }
        let mut at = slot(first, second, self.pairs.len());
        loop {
            match self.pairs[at] {
                [a, b, term] if term == NONE || (a, b) == (first, second) => return term,
                _ => at = (at + 1) & (self.pairs.len() - 1),
            }
        }
    }
}

/// Where a pair is looked for first in a table of `size`, a power of two: multiplicative hashing (Knuth, TAOCP
/// 6.4).
#[inline]
pub(crate) fn slot(first: u32, second: u32, size: usize) -> usize {
    let key = u64::from(first) << 32 | u64::from(second);
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize & (size - 1)
}
