//! What gives the words of an article their terms.

use rasid_feature::WordNumbers;

/// Terms by the numbers of their words; [`NONE`](rasid_feature::NONE) where there is none. Who counts articles
/// makes a term of what is new, who classifies them does not.
pub(crate) trait Numbering {
    /// The term that a word is by itself.
    fn term(&mut self, word: u32) -> u32;
    /// The term of two words.
    fn pair(&mut self, first: u32, second: u32) -> u32;
    /// What stands for a name of the target at hand in a term.
    fn name(&self) -> u32;
    /// What stands for a name of another target.
    fn other_name(&self) -> u32;
}

impl Numbering for &WordNumbers {
    #[inline]
    fn term(&mut self, word: u32) -> u32 {
        WordNumbers::term(self, word)
    }

    #[inline]
    fn pair(&mut self, first: u32, second: u32) -> u32 {
        WordNumbers::pair(self, first, second)
    }

    fn name(&self) -> u32 {
        WordNumbers::name(self)
    }

    fn other_name(&self) -> u32 {
        WordNumbers::other_name(self)
    }
}
