//! The memory for words.

use xxhash_rust::xxh3::xxh3_64;

use crate::alignment::Alignment;
use crate::body::Body;
use crate::mention::{MentionFinder, Name};
use crate::names::{Letters, Names};
use crate::normalize::Normalizer;
use crate::settings::TextSettings;
use crate::tokens::{Splitter, Stem, TokenKind, WordFacts};

/// With more words than this the memory starts anew before the next article: some 50 bytes a word.
const MAX_WORDS: usize = 1 << 18;

/// What it takes to learn a word.
#[derive(Debug)]
pub(super) struct Learn<'a> {
    pub(super) settings: &'a TextSettings,
    pub(super) finder: &'a MentionFinder,
    pub(super) names: &'a Names,
    pub(super) normalizer: Normalizer,
    pub(super) splitter: Splitter,
}

/// All words that are known, by number, and a table of them by their spelling for who reads word by word:
/// open addressing by xxh3, at most half full. Only looked up, never listed.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Part of the hash, and entry number + 1; 0 where empty. The part spares most looks at a wrong
    /// entry, which is another line of the cache.
    slots: Vec<(u32, u32)>,
    used: usize,
    entries: Vec<Entry>,
    /// Of the entries that have them.
    details: Vec<Details>,
    letters: String,
    names: Vec<Name>,
    forgotten: u32,
}

/// What every look-up reads of a spelling: small, so that those of all common words stay in the cache.
#[derive(Debug)]
pub(super) struct Entry {
    /// Where the word as it was spelled starts in `letters`.
    word: u32,
    /// Where its normalised spelling does.
    folded: u32,
    folded_len: u16,
    word_len: u8,
    pub(super) kind: TokenKind,
    /// Range of the stem in the normalised word.
    stem: (u8, u8),
    /// Whether the normalised spelling is one token and nothing else.
    pub(super) single: bool,
    /// Number of its [`Details`], and 1: a way back, a stem apart, names; 0 where there are none.
    more: u32,
}

/// The rest, which few words have.
#[derive(Debug)]
pub(super) struct Details {
    /// The way from the normalised spelling back, where the two are not in step.
    pub(super) map: Option<Box<Alignment>>,
    facts: WordFacts,
    /// Range in `names`.
    names: (u32, u32),
    /// Whether a name of a target may begin with the word.
    pub(super) begins_name: bool,
    letters_after: Letters,
}

impl Words {
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() > MAX_WORDS
    }

    /// Starts anew, in the memory that it has.
    pub(super) fn forget(&mut self) {
        let Self { slots, used, entries, details, letters, names, forgotten } = self;
        slots.fill((0, 0));
        *used = 0;
        entries.clear();
        details.clear();
        letters.clear();
        names.clear();
        *forgotten = forgotten.wrapping_add(1);
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn forgotten(&self) -> u32 {
        self.forgotten
    }

    /// The stem of a word or stop word.
    pub(super) fn stem(&self, number: u32) -> Option<&str> {
        let entry = self.get(number);
        let (word, (start, end)) = (self.folded(entry), entry.stem);
        match self.details(number) {
            Some(details) => details.facts.stem_of(word),
            None if matches!(entry.kind, TokenKind::Word | TokenKind::Stop) => {
                Some(&word[start.into()..end.into()])
            }
            None => None,
        }
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// What more there is to know of an entry; none for most.
    #[inline]
    pub(super) fn details(&self, number: u32) -> Option<&Details> {
        let more = self.get(number).more.checked_sub(1)?;
        self.details.get(more as usize)
    }

    /// The normalised spelling of an entry.
    #[inline]
    pub(super) fn folded(&self, entry: &Entry) -> &str {
        &self.letters[entry.folded as usize..entry.folded as usize + usize::from(entry.folded_len)]
    }

    /// The kind and the stem of an entry, which is written into `stems` where it is no part of the
    /// word.
    #[inline]
    pub(super) fn stem_into(&self, number: u32, stems: &mut String) -> (TokenKind, Stem) {
        let entry = self.get(number);
        match self.details(number) {
            Some(details) => details.facts.stem_into(stems),
            None => (entry.kind, Stem::Within(entry.stem.0, entry.stem.1)),
        }
    }

    /// The words of names of targets that the word of an entry can be.
    #[inline]
    pub(super) fn names(&self, number: u32) -> &[Name] {
        let range = self.details(number).map_or((0, 0), |d| d.names);
        &self.names[range.0 as usize..range.1 as usize]
    }

    /// What may follow on a word that is the first piece of a broken name; none on any other.
    pub(super) fn letters_after(&self, number: u32) -> Letters {
        self.details(number).map_or_else(Letters::default, |details| details.letters_after)
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
                let entry = &self.entries[number as usize - 1];
                let (start, len) = (entry.word as usize, usize::from(entry.word_len));
                if self.letters.as_bytes()[start..start + len] == *word {
                    return number - 1;
                }
            }
            at = (at + 1) & mask;
        }
        self.learn(word, hash, learn)
    }

    /// Takes up a word in normalised spelling, letters of one script, that the table is not asked for.
    pub(super) fn add(&mut self, word: &str, learn: &Learn<'_>) -> u32 {
        self.remember((word, word), true, None, learn)
    }

    #[cold]
    fn learn(&mut self, word: &[u8], hash: u64, learn: &Learn<'_>) -> u32 {
        let word = spelled(word);
        let text = learn.normalizer.normalize(&Body::whole(word));
        let (folded, mut tokens) = (text.text(), 0);
        let mut covered = false;
        learn.splitter.split(&text, |token, _| {
            tokens += 1;
            covered = token.len() == folded.len();
            (TokenKind::Word, Stem::Within(0, 0))
        });
        let map = text.detours(word.len()).map(Box::new);
        let number = self.remember((word, folded), tokens == 1 && covered, map, learn);
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        self.used += 1;
        self.place(hash, number);
        number
    }

    fn remember(
        &mut self,
        (word, folded): (&str, &str),
        single: bool,
        map: Option<Box<Alignment>>,
        learn: &Learn<'_>,
    ) -> u32 {
        let number = self.entries.len() as u32;
        let spelling = self.keep(word);
        let (names, from) = (learn.finder.names(folded), self.names.len() as u32);
        let facts = WordFacts::of(folded, learn.settings);
        let (kind, within) = facts.within();
        let letters_after = learn.names.letters_after(folded);
        let goes_on = letters_after != Letters::default();
        let has_more = map.is_some() || within.is_none() || !names.is_empty() || goes_on;
        if has_more {
            self.details.push(Details {
                map,
                names: (from, from + names.len() as u32),
                begins_name: learn.finder.begins(&names),
                letters_after,
                facts,
            });
        }
        let folded_at = if folded == word { spelling } else { self.keep(folded) };
        self.entries.push(Entry {
            word: spelling,
            folded: folded_at,
            folded_len: folded.len() as u16,
            word_len: word.len() as u8,
            kind,
            stem: within.unwrap_or_default(),
            single,
            more: if has_more { self.details.len() as u32 } else { 0 },
        });
        self.names.extend(names);
        number
    }

    fn keep(&mut self, word: &str) -> u32 {
        let start = self.letters.len() as u32;
        self.letters.push_str(word);
        start
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        let old = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        for (_, number) in old.into_iter().filter(|(_, number)| *number > 0) {
            let Entry { word, word_len, .. } = self.entries[number as usize - 1];
            let start = word as usize;
            let word = &self.letters.as_bytes()[start..start + usize::from(word_len)];
            self.place(xxh3_64(word), number - 1);
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
