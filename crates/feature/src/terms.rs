//! Terms that are numbered as they come.

use xxhash_rust::xxh3::xxh3_64;

use crate::bag::{Bag, Kind};
use crate::settings::BagSettings;
use crate::vocabulary::Indexed;

/// An empty place in the look-up table.
const EMPTY: u32 = u32::MAX;

/// A vocabulary in the making: every term has the number of its first coming. What is counted under
/// these numbers is put in byte order at the end ([`crate::Vocabulary::selected`]), so that the order of
/// articles shows nowhere.
#[derive(Debug, Clone)]
pub struct Terms {
    words: String,
    /// Where each term starts in `words`, and the end of all.
    starts: Vec<usize>,
    /// Open addressing by xxh3, at most half full: the upper half of the hash, by which a place is
    /// found and nearly all other terms are told apart without looking at them, and the term's number.
    table: Vec<(u32, u32)>,
}

impl Default for Terms {
    fn default() -> Self {
        Self { words: String::new(), starts: vec![0], table: vec![(0, EMPTY); 1 << 10] }
    }
}

impl Terms {
    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The term with a number below [`Terms::len`].
    pub fn term(&self, number: usize) -> &str {
        &self.words[self.starts[number]..self.starts[number + 1]]
    }

    /// The number of a term, which is a new one where the term is.
    pub fn number(&mut self, term: &str) -> usize {
        let hash = (xxh3_64(term.as_bytes()) >> 32) as u32;
        let mut at = hash as usize & (self.table.len() - 1);
        loop {
            match self.table[at] {
                (_, EMPTY) => break,
                (h, number) if h == hash && self.term(number as usize) == term => {
                    return number as usize;
                }
                _ => at = (at + 1) & (self.table.len() - 1),
            }
        }
        let number = self.len();
        self.words.push_str(term);
        self.starts.push(self.words.len());
        self.table[at] = (hash, number as u32);
        if self.len() * 2 > self.table.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        let old = std::mem::replace(&mut self.table, vec![(0, EMPTY); size]);
        for entry in old.into_iter().filter(|entry| entry.1 != EMPTY) {
            let mut at = entry.0 as usize & (size - 1);
            while self.table[at].1 != EMPTY {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = entry;
        }
    }

    /// Looks up every term of a bag that is of the kinds that are collected; none is unknown.
    pub fn index<'a>(&mut self, bag: &'a Bag, collect: &BagSettings) -> Indexed<'a> {
        let wanted = bag.occurrences().iter().filter(|at| collect.has(at.kind()));
        let known = wanted.map(|at| (self.number(bag.term(at)) as u32, at));
        Indexed::known(bag, known.collect())
    }
}

impl BagSettings {
    /// Whether terms of a kind are collected.
    pub(crate) fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Word => true,
            Kind::Pair => self.pairs,
            Kind::Beside(_) => self.beside,
        }
    }
}
