//! The memory for words.

use xxhash_rust::xxh3::xxh3_64;

use crate::alignment::Alignment;
use crate::body::Body;
use crate::mention::{MentionFinder, Name};
use crate::names::{Letters, Names};
use crate::normalize::Normalizer;
use crate::settings::TextSettings;
use crate::tokens::{Splitter, WordFacts};

/// With more words than this the memory starts anew before the next article.
const MAX_WORDS: usize = 1 << 17;

/// What it takes to learn a word.
#[derive(Debug)]
pub(super) struct Learn<'a> {
    pub(super) settings: &'a TextSettings,
    pub(super) finder: &'a MentionFinder,
    pub(super) names: &'a Names,
    pub(super) normalizer: Normalizer,
    pub(super) splitter: Splitter,
}

/// A table of words by their spelling: open addressing by xxh3, at most half full. Only looked up,
/// never listed.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Part of the hash, and entry number + 1; 0 where empty. The part spares most looks at a wrong
    /// entry, which is another line of the cache.
    slots: Vec<(u32, u32)>,
    entries: Vec<Entry>,
    letters: String,
    names: Vec<Name>,
}

/// What is remembered of a spelling.
#[derive(Debug)]
pub(super) struct Entry {
    hash: u64,
    /// Range in `letters` of the word as it was spelled.
    word: (u32, u32),
    /// Range in `letters` of its normalised spelling.
    folded: (u32, u32),
    /// The way from the normalised spelling back, where the two are not in step.
    pub(super) map: Option<Box<Alignment>>,
    /// Whether the normalised spelling is one token and nothing else.
    pub(super) single: bool,
    pub(super) facts: WordFacts,
    /// Range in `names`.
    names: (u32, u32),
    /// Whether a name of a target may begin with the word.
    pub(super) begins_name: bool,
    /// What may follow on it where it is the first piece of a broken name.
    pub(super) letters_after: Letters,
}

impl Words {
    /// Starts anew where the memory is full.
    pub(super) fn forget_if_full(&mut self) {
        if self.entries.len() > MAX_WORDS {
            *self = Self::default();
        }
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// The normalised spelling of an entry.
    #[inline]
    pub(super) fn folded(&self, entry: &Entry) -> &str {
        &self.letters[entry.folded.0 as usize..entry.folded.1 as usize]
    }

    /// The words of names of targets that the word of an entry can be.
    #[inline]
    pub(super) fn names(&self, entry: &Entry) -> &[Name] {
        &self.names[entry.names.0 as usize..entry.names.1 as usize]
    }

    /// The number of the entry of a spelling; it is learned where it is new. Asked for every word:
    /// the call would cost as much as the hash.
    #[inline(always)]
    pub(super) fn entry(&mut self, word: &[u8], learn: &Learn<'_>) -> u32 {
        let hash = xxh3_64(word);
        let part = (hash >> 32) as u32;
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(found, number)) = self.slots.get(at)
            && number > 0
        {
            if found == part {
                let (from, to) = self.entries[number as usize - 1].word;
                if self.letters.as_bytes()[from as usize..to as usize] == *word {
                    return number - 1;
                }
            }
            at = (at + 1) & mask;
        }
        self.learn(word, hash, learn)
    }

    #[cold]
    fn learn(&mut self, word: &[u8], hash: u64, learn: &Learn<'_>) -> u32 {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let number = self.entries.len() as u32;
        self.place(hash, number);
        let word = spelled(word);
        let text = learn.normalizer.normalize(&Body::whole(word));
        let (folded, mut tokens) = (text.text(), 0);
        let mut covered = false;
        learn.splitter.split(&text, |token, stems| {
            tokens += 1;
            covered = token.len() == folded.len();
            WordFacts::of("", learn.settings).stem_into(stems)
        });
        let spelling = self.keep(word);
        let (names, from) = (learn.finder.names(folded), self.names.len() as u32);
        let entry = Entry {
            hash,
            word: spelling,
            folded: if folded == word { spelling } else { self.keep(folded) },
            map: text.detours(word.len()).map(Box::new),
            single: tokens == 1 && covered,
            facts: WordFacts::of(folded, learn.settings),
            names: (from, from + names.len() as u32),
            begins_name: learn.finder.begins(&names),
            letters_after: learn.names.letters_after(folded),
        };
        self.names.extend(names);
        self.entries.push(entry);
        number
    }

    fn keep(&mut self, word: &str) -> (u32, u32) {
        let start = self.letters.len() as u32;
        self.letters.push_str(word);
        (start, self.letters.len() as u32)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        self.slots = vec![(0, 0); size];
        for number in 0..self.entries.len() {
            self.place(self.entries[number].hash, number as u32);
        }
    }

    fn place(&mut self, hash: u64, number: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = ((hash >> 32) as u32, number + 1);
    }
}

/// The letters of a word, which was cut between characters.
pub(super) fn spelled(word: &[u8]) -> &str {
    std::str::from_utf8(word).unwrap_or_default()
}
