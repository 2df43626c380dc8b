//! The memory for chunks: what stands between two blanks, most often a word and perhaps a sign.
//!
//! What a chunk is made of does not depend on what stands around it, since a blank parts it from that:
//! which words, whether a sentence ends before or behind them, what stands between them. So a text is
//! cut at its blanks, which takes a few instructions for sixteen bytes, and all else is remembered.

use xxhash_rust::xxh3::xxh3_64;

use super::words::{Learn, Words};
use crate::body::Body;
use crate::mention::joins;
use crate::normalize::Fold;
use crate::tokens::{MAX_WORD_BYTES, Stem, TokenKind};

/// With more chunks than this the memory starts anew before the next article.
const MAX_CHUNKS: usize = 1 << 18;
/// Longer chunks are no words but addresses, or an attack.
const MAX_CHUNK_BYTES: usize = 200;
/// A word on both sides of a chunk that is learned, so that the ends of sentences show.
const WORD: &str = "ا";

/// What parts two words, as far as names are looked for across it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Characters, counted to two.
    len: u8,
    /// Line ends, counted to two.
    lines: u8,
    /// Whether there is anything but blanks.
    signs: bool,
    /// Whether a sign in it parts two names.
    parts: bool,
}

impl Gap {
    pub(super) const SPACE: Self = Self { len: 1, lines: 0, signs: false, parts: false };
    pub(super) const LINE: Self = Self { len: 1, lines: 1, signs: false, parts: false };

    fn of(gap: &str) -> Self {
        let count = |n: usize| n.min(2) as u8;
        Self {
            len: count(gap.chars().count()),
            lines: count(gap.matches('\n').count()),
            signs: gap.contains(|c| c != ' ' && c != '\n'),
            // Whether it joins is asked without its line ends, which may grow more.
            parts: !joins(&gap.replace('\n', "")),
        }
    }

    /// The gap with another behind it.
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            len: (self.len + next.len).min(2),
            lines: (self.lines + next.lines).min(2),
            signs: self.signs | next.signs,
            parts: self.parts | next.parts,
        }
    }

    /// Whether it is one space and nothing else.
    pub(super) fn is_space(self) -> bool {
        self == Self::SPACE
    }

    /// [`joins`].
    pub(super) fn joins(self) -> bool {
        self.lines < 2 && !self.parts
    }
}

/// A word of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Its entry in the memory for words.
    pub(super) entry: u32,
    /// Where it starts in the folded chunk.
    pub(super) start: u8,
    /// What stands before it in the chunk.
    pub(super) gap: Gap,
    /// Whether a sentence that has words ends before it.
    pub(super) breaks: bool,
}

/// What is known of a chunk.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Where its spelling starts in `letters`.
    spelled: u32,
    /// Where its folded spelling does.
    folded: u32,
    /// Where its words start in `parts`.
    parts: u32,
    len: u8,
    folded_len: u16,
    count: u8,
    /// What stands behind its last word.
    pub(super) tail: Gap,
    /// Whether a sentence that has words ends behind its last word.
    pub(super) breaks: bool,
    /// Whether it is what this memory is for: the plain path must read a text with any other.
    pub(super) regular: bool,
}

/// A table of chunks by their spelling: open addressing by xxh3, at most half full. Only looked up, never
/// listed.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// Part of the hash, and number + 1; 0 where empty.
    slots: Vec<(u32, u32)>,
    chunks: Vec<Chunk>,
    parts: Vec<Part>,
    letters: String,
}

impl Chunks {
    pub(super) fn is_full(&self) -> bool {
        self.chunks.len() > MAX_CHUNKS
    }

    #[inline]
    pub(super) fn parts(&self, chunk: &Chunk) -> &[Part] {
        &self.parts[chunk.parts as usize..chunk.parts as usize + usize::from(chunk.count)]
    }

    #[inline]
    pub(super) fn folded(&self, chunk: &Chunk) -> &str {
        let start = chunk.folded as usize;
        &self.letters[start..start + usize::from(chunk.folded_len)]
    }

    #[inline]
    pub(super) fn get(&self, number: u32) -> &Chunk {
        &self.chunks[number as usize]
    }

    /// The number of a chunk, which is not empty; it is learned where it is new. None for one that is too
    /// long to be remembered.
    #[inline(always)]
    pub(super) fn number(
        &mut self,
        spelled: &str,
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Option<u32> {
        if spelled.len() > MAX_CHUNK_BYTES {
            return None;
        }
        let hash = xxh3_64(spelled.as_bytes());
        let part = (hash >> 32) as u32;
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(found, number)) = self.slots.get(at)
            && number > 0
        {
            if found == part {
                let chunk = &self.chunks[number as usize - 1];
                let (start, len) = (chunk.spelled as usize, usize::from(chunk.len));
                if self.letters.as_bytes()[start..start + len] == *spelled.as_bytes() {
                    return Some(number - 1);
                }
            }
            at = (at + 1) & mask;
        }
        Some(self.learn(spelled, hash, words, learn))
    }

    #[cold]
    fn learn(&mut self, spelled: &str, hash: u64, words: &mut Words, learn: &Learn<'_>) -> u32 {
        if self.chunks.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let first = self.parts.len();
        let taken = self.take_apart(spelled, words, learn);
        if taken.is_none() {
            self.parts.truncate(first);
        }
        let spelled_at = self.keep(spelled);
        let (folded, tail, breaks) = taken.clone().unwrap_or_default();
        let folded_at = if folded == spelled { spelled_at } else { self.keep(&folded) };
        self.chunks.push(Chunk {
            spelled: spelled_at,
            folded: folded_at,
            parts: first as u32,
            len: spelled.len() as u8,
            folded_len: folded.len() as u16,
            count: (self.parts.len() - first) as u8,
            tail,
            breaks,
            regular: taken.is_some(),
        });
        let number = self.chunks.len() as u32 - 1;
        self.place(hash, number);
        number
    }

    /// Adds the words of a chunk; gives its folded spelling, what stands behind its last word, and whether a
    /// sentence ends there. None where the chunk is not what this memory is for.
    fn take_apart(
        &mut self,
        spelled: &str,
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Option<(String, Gap, bool)> {
        let joins_before =
            matches!(learn.normalizer.fold(spelled.chars().next()?), Fold::Combine(_));
        if joins_before {
            return None;
        }
        let framed = format!("{WORD} {spelled} {WORD}");
        let text = learn.normalizer.normalize(&Body::whole(&framed));
        let all = text.text();
        let inner = WORD.len() + 1..all.len().checked_sub(WORD.len() + 1)?;
        let framed = all.starts_with(WORD) && all.ends_with(WORD);
        let folded = all.get(inner.clone()).filter(|_| framed)?;
        // Line ends within, and what blanks stand for, are for the plain path.
        if folded.contains(['\n', '\r']) || folded.len() > MAX_CHUNK_BYTES {
            return None;
        }
        let tokens = learn.splitter.split(&text, |_, _| (TokenKind::Word, Stem::Within(0, 0)));
        let (last, list) = tokens.list().split_last()?;
        let (before, list) = list.split_first()?;
        if before.range() != (0..WORD.len()) || last.range().start != inner.end + 1 {
            return None;
        }
        let (mut end, mut sentence) = (inner.start, before.sentence());
        for token in list {
            let range = token.range();
            let word = &all[range.clone()];
            if word.len() > MAX_WORD_BYTES || range.start < inner.start || range.end > inner.end {
                return None;
            }
            self.parts.push(Part {
                entry: words.entry(word.as_bytes(), learn),
                start: (range.start - inner.start) as u8,
                gap: Gap::of(&all[end..range.start]),
                breaks: token.sentence() != sentence,
            });
            (end, sentence) = (range.end, token.sentence());
        }
        let tail = Gap::of(&all[end..inner.end]);
        Some((folded.to_owned(), tail, last.sentence() != sentence))
    }

    fn keep(&mut self, letters: &str) -> u32 {
        let start = self.letters.len() as u32;
        self.letters.push_str(letters);
        start
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        self.slots = vec![(0, 0); size];
        for number in 0..self.chunks.len() {
            let Chunk { spelled, len, .. } = self.chunks[number];
            let start = spelled as usize;
            let hash = xxh3_64(&self.letters.as_bytes()[start..start + usize::from(len)]);
            self.place(hash, number as u32);
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
