//! The memory for chunks: what stands between two blanks, most often a word and perhaps a sign.
//!
//! What a chunk is made of does not depend on what stands around it, since a blank parts it from that:
//! which words, whether a sentence ends before or behind them, what stands between them. So a text is
//! cut at its blanks, which takes a few instructions for sixteen bytes, and all else is remembered.

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::same;
use super::gap::Gap;
use super::words::{Learn, Words};
use crate::body::Body;
use crate::names::Letters;
use crate::normalize::Fold;
use crate::tokens::{Class, MAX_WORD_BYTES, Stem, TokenKind, class};

/// With more chunks than this the memory starts anew before the next article: 64 bytes a chunk and as much
/// again at most for places that are free.
const MAX_CHUNKS: usize = 3 << 15;
/// Letters that a place holds.
const LETTERS: usize = 40;
/// Longer chunks are no words but addresses, or an attack.
const MAX_CHUNK_BYTES: usize = 200;
/// A word on both sides of a chunk that is learned, so that the ends of sentences show.
const WORD: &str = "ا";

/// A word of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Its entry in the memory for words.
    pub(super) entry: u32,
    /// Where it starts in the folded chunk.
    pub(super) start: u8,
    /// What stands before it in the chunk.
    pub(super) gap: Gap,
    pub(super) kind: TokenKind,
    flags: u8,
}

impl Part {
    /// A sentence that has words ends before it.
    const BREAKS: u8 = 1;
    /// A name of a target may begin with it.
    const BEGINS: u8 = 2;
    /// It may be the first piece of a broken name.
    const SUSPECT: u8 = 4;

    fn new(number: u32, start: u8, gap: Gap, breaks: bool, words: &Words) -> Self {
        let entry = words.get(number);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(breaks, Self::BREAKS)
            | flag(words.details(number).is_some_and(|d| d.begins_name), Self::BEGINS)
            | flag(entry.letters_after != Letters::default(), Self::SUSPECT);
        Self { entry: number, start, gap, kind: entry.kind, flags }
    }

    #[inline]
    pub(super) fn breaks(self) -> bool {
        self.flags & Self::BREAKS != 0
    }

    #[inline]
    pub(super) fn begins_name(self) -> bool {
        self.flags & Self::BEGINS != 0
    }

    #[inline]
    pub(super) fn is_suspect(self) -> bool {
        self.flags & Self::SUSPECT != 0
    }
}

/// A place of the table and what is known of the chunk in it, its letters included: most chunks cost one
/// look at memory, which for rare words is what reading them costs.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Chunk {
    /// Part of the hash: it spares most looks at the letters of others.
    hash: u32,
    /// Its number among `more`, and 1; 0 where the place is free.
    more: u32,
    /// Its word, where it has one and no more.
    part: Part,
    len: u8,
    pub(super) count: u8,
    /// What stands behind its last word.
    pub(super) tail: Gap,
    /// [`Chunk::BREAKS`] and [`Chunk::REGULAR`].
    flags: u8,
    /// Its spelling, as far as it goes in.
    letters: [u8; LETTERS],
}

impl Chunk {
    const FREE: Self = Self {
        hash: 0,
        more: 0,
        part: Part { entry: 0, start: 0, gap: Gap::NONE, kind: TokenKind::Word, flags: 0 },
        len: 0,
        count: 0,
        tail: Gap::NONE,
        flags: 0,
        letters: [0; LETTERS],
    };
    const BREAKS: u8 = 1;
    const REGULAR: u8 = 2;

    /// Whether a sentence that has words ends behind its last word.
    #[inline]
    pub(super) fn breaks(&self) -> bool {
        self.flags & Self::BREAKS != 0
    }

    /// Whether it is what this memory is for: the plain path must read a text with any other.
    #[inline]
    pub(super) fn is_regular(&self) -> bool {
        self.flags & Self::REGULAR != 0
    }
}

/// What is asked of few chunks, or once.
#[derive(Debug)]
struct More {
    /// Where its spelling starts in `letters`, and its folded spelling.
    spelled: u32,
    folded: u32,
    folded_len: u8,
    /// Where its words start in `parts`, where it has not just one.
    parts: u32,
}

/// A table of chunks by their spelling: open addressing by xxh3, at most three quarters full. Only looked up,
/// never listed.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    places: Vec<Chunk>,
    more: Vec<More>,
    parts: Vec<Part>,
    letters: String,
    /// Pairs of entries that are surely no pieces of one name, each in the slot of its own hash, the last
    /// one that was learned for it.
    apart: Vec<u64>,
}

/// Slots of [`Chunks::apart`].
const APART: usize = 1 << 12;

impl Chunks {
    /// Whether two words were said to be no pieces of a name.
    pub(super) fn are_apart(&self, first: u32, second: u32) -> bool {
        let key = pair(first, second);
        self.apart.get(key as usize % APART) == Some(&key)
    }

    /// Remembers that two words are no pieces of a name.
    pub(super) fn set_apart(&mut self, first: u32, second: u32) {
        self.apart.resize(APART, 0);
        let key = pair(first, second);
        self.apart[key as usize % APART] = key;
    }

    pub(super) fn is_full(&self) -> bool {
        self.more.len() > MAX_CHUNKS
    }

    /// Starts anew, in the memory that it has.
    pub(super) fn forget(&mut self) {
        self.places.fill(Chunk::FREE);
        self.more.clear();
        self.parts.clear();
        self.letters.clear();
    }

    /// One of the words of a chunk.
    #[inline(always)]
    pub(super) fn part(&self, chunk: &Chunk, number: u8) -> Part {
        match chunk.count {
            1 => chunk.part,
            _ => self.parts[self.more(chunk).parts as usize + usize::from(number)],
        }
    }

    /// The folded spelling of a chunk.
    pub(super) fn folded(&self, chunk: &Chunk) -> &str {
        let more = self.more(chunk);
        &self.letters[more.folded as usize..more.folded as usize + usize::from(more.folded_len)]
    }

    fn more(&self, chunk: &Chunk) -> &More {
        &self.more[chunk.more as usize - 1]
    }

    #[inline]
    pub(super) fn get(&self, place: usize) -> &Chunk {
        &self.places[place]
    }

    /// The place of a chunk, which is not empty; it is learned where it is new. None for one that is too
    /// long to be remembered.
    #[inline(always)]
    pub(super) fn place(
        &mut self,
        spelled: &[u8],
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Option<usize> {
        if spelled.len() > MAX_CHUNK_BYTES {
            return None;
        }
        let hash = xxh3_64(spelled);
        let part = (hash >> 32) as u32;
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(chunk) = self.places.get(at)
            && chunk.more > 0
        {
            if chunk.hash == part
                && usize::from(chunk.len) == spelled.len()
                && self.spells(chunk, spelled)
            {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
        Some(self.learn(super::words::spelled(spelled), hash, words, learn))
    }

    /// Whether a chunk has this spelling, which is as long as its own.
    #[inline(always)]
    fn spells(&self, chunk: &Chunk, spelled: &[u8]) -> bool {
        match chunk.letters.get(..spelled.len()) {
            Some(letters) => same(letters, spelled),
            None => {
                let start = self.more(chunk).spelled as usize;
                self.letters.as_bytes()[start..start + spelled.len()] == *spelled
            }
        }
    }

    #[cold]
    fn learn(&mut self, spelled: &str, hash: u64, words: &mut Words, learn: &Learn<'_>) -> usize {
        if self.more.len() * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let first = self.parts.len();
        let plain = self.take_plain(spelled, words, learn);
        let taken = plain.or_else(|| self.take_apart(spelled, words, learn));
        if taken.is_none() {
            self.parts.truncate(first);
        }
        let regular = if taken.is_some() { Chunk::REGULAR } else { 0 };
        let (folded, tail, breaks) = taken.unwrap_or_default();
        let spelled_at = self.keep(spelled);
        let folded_at = if folded == spelled { spelled_at } else { self.keep(&folded) };
        let mut chunk = Chunk {
            hash: (hash >> 32) as u32,
            len: spelled.len() as u8,
            count: (self.parts.len() - first) as u8,
            tail,
            flags: regular | if breaks { Chunk::BREAKS } else { 0 },
            ..Chunk::FREE
        };
        if chunk.count == 1 {
            chunk.part = self.parts.pop().expect("one part was counted");
        }
        let letters = spelled.len().min(LETTERS);
        chunk.letters[..letters].copy_from_slice(&spelled.as_bytes()[..letters]);
        self.more.push(More {
            spelled: spelled_at,
            folded: folded_at,
            folded_len: folded.len() as u8,
            parts: first as u32,
        });
        chunk.more = self.more.len() as u32;
        self.put(chunk, hash)
    }

    /// As [`Self::take_apart`], for what nearly all chunks are: an Arabic word, and signs before and behind
    /// it that stand for themselves. None for any other.
    fn take_plain(
        &mut self,
        spelled: &str,
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Option<(String, Gap, bool)> {
        let mut folded = String::with_capacity(spelled.len());
        let (mut start, mut end, mut letters) = (0, 0, 0);
        let (mut gap, mut tail) = (Gap::default(), Gap::default());
        let (mut breaks_before, mut breaks) = (false, false);
        for c in spelled.chars() {
            let sign = match learn.normalizer.fold(c) {
                // What vanishes within a word or behind it is part of it.
                Fold::Drop if letters > 0 && folded.len() == end => continue,
                Fold::One(sign) => sign,
                _ => return None,
            };
            let at = folded.len();
            folded.push(sign);
            match class(sign) {
                Class::Arabic if letters == 0 => (start, end, letters) = (at, folded.len(), 1),
                Class::Arabic if at == end => (end, letters) = (folded.len(), letters + 1),
                kind @ (Class::Other | Class::Stop) if sign != '\n' => {
                    let alone = Gap::of(sign.encode_utf8(&mut [0; 4]));
                    // One letter and a dot are an abbreviation.
                    let stops = kind == Class::Stop && !(sign == '.' && letters == 1 && at == end);
                    if letters == 0 {
                        (gap, breaks_before) = (gap.then(alone), breaks_before | stops);
                    } else {
                        (tail, breaks) = (tail.then(alone), breaks | stops);
                    }
                }
                _ => return None,
            }
        }
        if letters == 0 || end - start > MAX_WORD_BYTES || folded.len() > MAX_CHUNK_BYTES {
            return None;
        }
        let entry = words.folded_entry(&folded[start..end], learn);
        self.parts.push(Part::new(entry, start as u8, gap, breaks_before, words));
        Some((folded, tail, breaks))
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
            let number = words.entry(word.as_bytes(), learn);
            let start = (range.start - inner.start) as u8;
            let gap = Gap::of(&all[end..range.start]);
            let breaks = token.sentence() != sentence;
            self.parts.push(Part::new(number, start, gap, breaks, words));
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
        let size = (self.places.len() * 2).max(1 << 9);
        let old = std::mem::replace(&mut self.places, vec![Chunk::FREE; size]);
        for chunk in old.into_iter().filter(|chunk| chunk.more > 0) {
            let start = self.more(&chunk).spelled as usize;
            let letters = &self.letters.as_bytes()[start..start + usize::from(chunk.len)];
            let hash = xxh3_64(letters);
            self.put(chunk, hash);
        }
    }

    fn put(&mut self, chunk: Chunk, hash: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut at = hash as usize & mask;
        while self.places[at].more > 0 {
            at = (at + 1) & mask;
        }
        self.places[at] = chunk;
        at
    }
}

/// A key of its own for each two entries, mixed by an odd factor, which loses nothing.
fn pair(first: u32, second: u32) -> u64 {
    (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(24)
}
