//! Numbers for words and terms that come one after the other: what [`Terms`] gives, asked for by letters
//! only where a term is new.

use crate::bag::{NAME, OTHER};
use crate::numbers::{NONE, slot};
use crate::terms::Terms;

/// Places of the look-up table at first.
const PLACES: usize = 1 << 10;

/// Numbers for the words of a vocabulary in the making, and its terms by the numbers of their words. A word
/// is no term before it stands as one. Serves one [`Terms`] only, from its beginning.
#[derive(Debug, Clone)]
pub struct GrowingNumbers {
    words: Terms,
    /// For each word the term that it is by itself; [`NONE`] as long as it is none.
    alone: Vec<u32>,
    /// Open addressing, at most half full: first word, second word, term.
    pairs: Vec<[u32; 3]>,
    /// How many pairs there are.
    filled: usize,
    spelled: String,
    name: u32,
    other_name: u32,
}

impl Default for GrowingNumbers {
    fn default() -> Self {
        let mut words = Terms::default();
        let (name, other_name) = (words.number(NAME) as u32, words.number(OTHER) as u32);
        let (alone, pairs) = (vec![NONE; words.len()], vec![[NONE; 3]; PLACES]);
        Self { words, alone, pairs, filled: 0, spelled: String::new(), name, other_name }
    }
}

impl GrowingNumbers {
    /// The number of a word (a stem).
    pub fn word(&mut self, word: &str) -> u32 {
        let number = self.words.number(word);
        self.alone.resize(self.words.len(), NONE);
        number as u32
    }

    /// What stands for a name of the target at hand in a term.
    pub fn name(&self) -> u32 {
        self.name
    }

    /// What stands for a name of another target.
    pub fn other_name(&self) -> u32 {
        self.other_name
    }

    /// The term that a word is by itself; [`NONE`] for [`NONE`].
    #[inline]
    pub fn term(&mut self, word: u32, terms: &mut Terms) -> u32 {
        match self.alone.get(word as usize) {
            Some(&term) if term != NONE => term,
            Some(_) => {
                let term = terms.number(self.words.term(word as usize)) as u32;
                self.alone[word as usize] = term;
                term
            }
            None => NONE,
        }
    }

    /// The term of two words; [`NONE`] where one is [`NONE`].
    #[inline]
    pub fn pair(&mut self, first: u32, second: u32, terms: &mut Terms) -> u32 {
        if first == NONE || second == NONE {
            return NONE;
        }
        let mut at = slot(first, second, self.pairs.len());
        loop {
            match self.pairs[at] {
                [_, _, NONE] => return self.new_pair(at, (first, second), terms),
                [a, b, term] if (a, b) == (first, second) => return term,
                _ => at = (at + 1) & (self.pairs.len() - 1),
            }
        }
    }

    #[cold]
    fn new_pair(&mut self, at: usize, (first, second): (u32, u32), terms: &mut Terms) -> u32 {
        self.spelled.clear();
        self.spelled.push_str(self.words.term(first as usize));
        self.spelled.push(' ');
        self.spelled.push_str(self.words.term(second as usize));
        let term = terms.number(&self.spelled) as u32;
        self.pairs[at] = [first, second, term];
        self.filled += 1;
        if self.filled * 2 > self.pairs.len() {
            self.grow();
        }
        term
    }

    fn grow(&mut self) {
        let size = self.pairs.len() * 2;
        let old = std::mem::replace(&mut self.pairs, vec![[NONE; 3]; size]);
        for pair in old.into_iter().filter(|pair| pair[2] != NONE) {
            let mut at = slot(pair[0], pair[1], size);
            while self.pairs[at][2] != NONE {
                at = (at + 1) & (size - 1);
            }
            self.pairs[at] = pair;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms of one and two words have the numbers that their letters give, in the order of their coming.
    #[test]
    fn numbers_are_those_of_the_letters() {
        let (mut numbers, mut terms, mut plain) =
            (GrowingNumbers::default(), Terms::default(), Terms::default());
        let mut state = 1_u64;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (a, b) = (state >> 33 & 0xFF, state >> 45 & 0xFF);
            let (a, b) = (format!("كلمة{a}"), format!("كلمة{b}"));
            let (first, second) = (numbers.word(&a), numbers.word(&b));
            let (name, other) = (numbers.name(), numbers.other_name());
            let pairs = [
                (numbers.term(first, &mut terms), a.clone()),
                (numbers.pair(first, second, &mut terms), format!("{a} {b}")),
                (numbers.pair(name, second, &mut terms), format!("@ {b}")),
                (numbers.pair(first, other, &mut terms), format!("{a} @@")),
            ];
            for (number, spelled) in pairs {
                assert_eq!(number as usize, plain.number(&spelled), "{spelled}");
            }
        }
        assert_eq!(terms.len(), plain.len());
        let nothing = [(NONE, NONE), (NONE, 0), (0, NONE)];
        assert!(nothing.iter().all(|(a, b)| numbers.pair(*a, *b, &mut terms) == NONE));
        assert_eq!(numbers.term(NONE, &mut terms), NONE);
    }
}
