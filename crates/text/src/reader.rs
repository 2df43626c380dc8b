//! Reading many articles: the plain path with a memory for words.

use xxhash_rust::xxh3::xxh3_64;

use crate::body::Body;
use crate::mention::{MentionFinder, Mentions};
use crate::normalize::Normalized;
use crate::settings::TextSettings;
use crate::tokens::{Facts, MAX_WORD_BYTES, Tokens};

/// With more words than this the memory starts anew before the next article.
const MAX_WORDS: usize = 1 << 16;
/// Marks a token that is not in the table.
const NOT_REMEMBERED: u32 = u32::MAX;

/// Reads articles one after the other and remembers each spelled word's kind, stem and the names it
/// may begin: news repeats itself, and looking a word up costs a fraction of taking it apart. It
/// gives what [`Normalized::new`], [`Tokens::new`] and [`MentionFinder::find`] give, which stay its
/// specification. One for each thread; memory is bounded.
#[derive(Debug)]
pub struct Reader<'a> {
    settings: &'a TextSettings,
    finder: &'a MentionFinder,
    words: Words,
    /// For each token of the article at hand, its entry.
    entries: Vec<u32>,
}

/// What is read out of a body.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The normalised text.
    pub text: Normalized,
    /// Its tokens.
    pub tokens: Tokens,
    /// The references in it.
    pub mentions: Mentions,
}

impl<'a> Reader<'a> {
    /// A reader without memories.
    pub fn new(settings: &'a TextSettings, finder: &'a MentionFinder) -> Self {
        Self { settings, finder, words: Words::default(), entries: Vec::new() }
    }

    /// Reads a body.
    pub fn read(&mut self, body: &Body<'_>) -> Reading {
        let text = Normalized::new(body, &self.settings.rules);
        if self.words.entries.len() > MAX_WORDS {
            self.words = Words::default();
        }
        self.entries.clear();
        let (words, entries) = (&mut self.words, &mut self.entries);
        let tokens = Tokens::split(&text, |word| {
            if word.len() > MAX_WORD_BYTES {
                // No word: it takes up no memory and names nothing.
                entries.push(NOT_REMEMBERED);
                return Facts::of(word, self.settings);
            }
            let entry = words.entry(word, self.settings, self.finder);
            entries.push(entry);
            words.entries[entry as usize].facts
        });
        let mentions = self.finder.find_among(&text, &tokens, |token, _, found| {
            let entry = self.words.entries.get(self.entries[token] as usize);
            let (from, to) = entry.map_or((0, 0), |e| e.candidates);
            self.words.candidates[from as usize..to as usize].iter().for_each(|&c| found(c));
        });
        Reading { text, tokens, mentions }
    }
}

/// A table of words: open addressing by xxh3, at most half full. Only looked up, never listed.
#[derive(Debug, Default)]
struct Words {
    /// Entry number + 1; 0 where empty.
    slots: Vec<u32>,
    entries: Vec<Entry>,
    letters: String,
    candidates: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    /// Range in `letters`.
    word: (u32, u32),
    facts: Facts,
    /// Range in `candidates`.
    candidates: (u32, u32),
}

impl Words {
    /// The entry of a word, made where it is new.
    fn entry(&mut self, word: &str, settings: &TextSettings, finder: &MentionFinder) -> u32 {
        if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = xxh3_64(word.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(number) = self.slots[at].checked_sub(1) {
            let entry = &self.entries[number as usize];
            if entry.hash == hash
                && &self.letters[entry.word.0 as usize..entry.word.1 as usize] == word
            {
                return number;
            }
            at = (at + 1) & mask;
        }
        let number = self.entries.len() as u32;
        self.slots[at] = number + 1;
        let (start, from) = (self.letters.len() as u32, self.candidates.len() as u32);
        self.letters.push_str(word);
        finder.candidates(word, &mut self.candidates);
        self.entries.push(Entry {
            hash,
            word: (start, self.letters.len() as u32),
            facts: Facts::of(word, settings),
            candidates: (from, self.candidates.len() as u32),
        });
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        self.slots = vec![0; size];
        for (number, entry) in (1..).zip(&self.entries) {
            let mut at = entry.hash as usize & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number;
        }
    }
}
