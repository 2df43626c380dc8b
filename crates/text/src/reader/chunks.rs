//! The memory for chunks: what stands between two blanks without the signs around it, most often a word.
//!
//! What a chunk is made of does not depend on what stands around it, since a blank or a sign parts it from
//! that: which words, whether a sentence ends between them, what else stands there. So a text is
//! cut at its blanks, which takes a few instructions for sixteen bytes, and all else is remembered.

use std::ops::Range;

use super::gap::Gap;
use super::key::{Key, MAX_BYTES};
use super::words::{Learn, Words};
use crate::body::Body;
use crate::letters::is_alphabetic;
use crate::names::Letters;
use crate::normalize::Fold;
use crate::tokens::{Class, MAX_WORD_BYTES, Stem, TokenKind};

/// With more chunks than this the memory starts anew before the next article: 32 bytes a chunk and as much
/// again at most for places that are free.
const MAX_CHUNKS: usize = 3 << 17;
/// A word on both sides of a chunk that is learned, so that the ends of sentences show.
const WORD: &str = "ا";

/// A word of a chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Its entry in the memory for words.
    pub(super) entry: u32,
    /// Where it starts in the chunk.
    pub(super) start: u8,
    /// What stands before it in the chunk.
    pub(super) gap: Gap,
    pub(super) kind: TokenKind,
    flags: u8,
    /// [`Letters::place`] of its first letter.
    pub(super) letter: u8,
}

impl Part {
    /// A sentence that has words ends before it.
    const BREAKS: u8 = 1;
    /// A name of a target may begin with it.
    const BEGINS: u8 = 2;
    /// It may be the first piece of a broken name.
    const SUSPECT: u8 = 4;
    /// It is one letter: a dot right behind it ends no sentence.
    const LETTER: u8 = 8;

    /// A word that stands alone.
    fn new(number: u32, words: &Words) -> Self {
        let entry = words.get(number);
        let folded = words.folded(entry);
        let mut letters = folded.chars();
        let alone = letters.next().is_some_and(is_alphabetic) && letters.next().is_none();
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let flags = flag(words.details(number).is_some_and(|d| d.begins_name), Self::BEGINS)
            | flag(words.letters_after(number) != Letters::default(), Self::SUSPECT)
            | flag(alone, Self::LETTER);
        let letter = Letters::place(folded);
        Self { entry: number, start: 0, gap: Gap::NONE, kind: entry.kind, flags, letter }
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

    #[inline]
    pub(super) fn is_letter(self) -> bool {
        self.flags & Self::LETTER != 0
    }
}

/// A place of the table and what is known of the chunk in it, its letters included: half a line of the
/// cache, and most chunks cost one look at it, which for rare words is what reading them costs.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(super) struct Chunk {
    letters: [u64; 3],
    /// The entry of its word, where it is one word and nothing else; else its number among `more`.
    number: u32,
    /// 0 where the place is free.
    len: u8,
    kind: TokenKind,
    /// Flags of its [`Part`], and [`Chunk::MORE`].
    flags: u8,
    letter: u8,
}

impl Default for Chunk {
    fn default() -> Self {
        Self::FREE
    }
}

impl Chunk {
    const FREE: Self =
        Self { letters: [0; 3], number: 0, len: 0, kind: TokenKind::Word, flags: 0, letter: 0 };
    /// It is not just one word.
    const MORE: u8 = 1 << 7;

    /// One word and nothing else.
    fn of(Key { letters, len }: &Key, part: Part) -> Self {
        let Part { entry, kind, flags, letter, .. } = part;
        Self { letters: *letters, len: *len, number: entry, kind, flags, letter }
    }

    fn key(&self) -> Key {
        Key { letters: self.letters, len: self.len }
    }

    /// Its word, where it is one word and nothing else.
    #[inline(always)]
    pub(super) fn word(&self) -> Option<Part> {
        let part = Part {
            entry: self.number,
            start: 0,
            gap: Gap::NONE,
            kind: self.kind,
            flags: self.flags,
            letter: self.letter,
        };
        (self.flags & Self::MORE == 0).then_some(part)
    }
}

/// What is known of a chunk that is not just one word, or longer than a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct More {
    /// Where its spelling starts in `letters`.
    spelled: u32,
    pub(super) count: u8,
    /// Where its words start in `parts`.
    parts: u32,
    /// What stands behind its last word.
    pub(super) tail: Gap,
    /// Whether a sentence that has words ends behind its last word.
    pub(super) breaks: bool,
    /// Whether its last word is its end, and one letter.
    pub(super) ends_in_letter: bool,
    /// Whether it is what this memory is for: the plain path must read a text with any other.
    pub(super) regular: bool,
}

/// What a chunk is taken apart to, but for its words.
#[derive(Default)]
struct Taken {
    tail: Gap,
    breaks: bool,
    /// Whether it is one word and nothing else.
    one_word: bool,
}

/// A table of chunks by their spelling: open addressing, at most three quarters full. Only looked up,
/// never listed.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    places: Vec<Chunk>,
    used: usize,
    more: Vec<More>,
    parts: Vec<Part>,
    letters: String,
    /// The normalised spelling of the chunk that is learned.
    folded: String,
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
        self.used > MAX_CHUNKS
    }

    /// Starts anew, in the memory that it has.
    pub(super) fn forget(&mut self) {
        let Self { places, used, more, parts, letters, folded: _, apart } = self;
        places.fill(Chunk::FREE);
        *used = 0;
        more.clear();
        parts.clear();
        letters.clear();
        apart.clear();
    }

    /// What is known of a chunk that is not one word.
    pub(super) fn more(&self, chunk: &Chunk) -> &More {
        &self.more[chunk.number as usize]
    }

    /// The words of a chunk that is not one word.
    pub(super) fn parts(&self, more: &More) -> &[Part] {
        &self.parts[more.parts as usize..][..usize::from(more.count)]
    }

    /// What stands where a chunk with a key of this hash is looked for first.
    #[inline(always)]
    pub(super) fn first_look(&self, hash: u64) -> Chunk {
        let mask = self.places.len().wrapping_sub(1);
        self.places.get(hash as usize & mask).copied().unwrap_or(Chunk::FREE)
    }

    /// The chunk that stands in a text at `range` and has this key, given what stood where it is looked for first;
    /// it is learned where it is new.
    #[inline(always)]
    pub(super) fn find(
        &mut self,
        text: &[u8],
        range: Range<usize>,
        (key, first): (&Key, &Chunk),
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Chunk {
        if first.key() == *key && key.is_whole() {
            return *first;
        }
        self.look_on(&text[range], key, words, learn)
    }

    fn look_on(
        &mut self,
        spelled: &[u8],
        key: &Key,
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Chunk {
        let known = self.look(spelled, key);
        known.unwrap_or_else(|| self.learn(super::words::spelled(spelled), key, words, learn))
    }

    fn look(&self, spelled: &[u8], key: &Key) -> Option<Chunk> {
        let mask = self.places.len().wrapping_sub(1);
        let mut place = key.hash() as usize & mask;
        while let Some(chunk) = self.places.get(place)
            && chunk.len > 0
        {
            if chunk.key() == *key && (key.is_whole() || self.spells(chunk, spelled)) {
                return Some(*chunk);
            }
            place = (place + 1) & mask;
        }
        None
    }

    /// Whether a chunk that is longer than a key has this spelling, which is as long as its own.
    fn spells(&self, chunk: &Chunk, spelled: &[u8]) -> bool {
        self.letters.as_bytes()[self.more(chunk).spelled as usize..].starts_with(spelled)
    }

    #[cold]
    fn learn(&mut self, spelled: &str, key: &Key, words: &mut Words, learn: &Learn<'_>) -> Chunk {
        let first = self.parts.len();
        let mut folded = std::mem::take(&mut self.folded);
        let taken = if is_one_word(spelled, &mut folded, learn) {
            // Nearly all chunks take this shorter way.
            let part = match folded == spelled {
                true => Part::new(words.add(&folded, learn), words),
                false => self.word(&folded, words, learn),
            };
            self.parts.push(part);
            Some(Taken { one_word: true, ..Taken::default() })
        } else {
            self.take_apart(spelled, words, learn)
        };
        self.folded = folded;
        let regular = taken.is_some();
        if !regular {
            self.parts.truncate(first);
        }
        let Taken { tail, breaks, one_word } = taken.unwrap_or_default();
        if key.is_whole()
            && one_word
            && let Some(part) = self.parts.pop()
        {
            return self.put(Chunk::of(key, part));
        }
        let last = self.parts[first..].last();
        let more = More {
            spelled: self.letters.len() as u32,
            count: (self.parts.len() - first) as u8,
            parts: first as u32,
            tail,
            breaks,
            ends_in_letter: tail == Gap::NONE && last.is_some_and(|last| last.is_letter()),
            regular,
        };
        self.letters.push_str(spelled);
        self.more.push(more);
        let Key { letters, len } = *key;
        let number = self.more.len() as u32 - 1;
        self.put(Chunk { letters, number, len, flags: Chunk::MORE, ..Chunk::FREE })
    }

    /// A word in normalised spelling, which is taken up where it is not yet known: as a chunk too, where it is
    /// Arabic, since it may stand alone elsewhere.
    fn word(&mut self, folded: &str, words: &mut Words, learn: &Learn<'_>) -> Part {
        let bytes = folded.as_bytes();
        let key = Key::of(bytes, 0..bytes.len()).filter(Key::is_whole);
        let known = key.and_then(|key| self.look(bytes, &key));
        if let Some(part) = known.and_then(|chunk| chunk.word()) {
            return part;
        }
        let part = Part::new(words.add(folded, learn), words);
        if let (Some(key), None) = (key, known)
            && folded.chars().all(|c| learn.splitter.class_of(c) == Class::Arabic)
        {
            self.put(Chunk::of(&key, part));
        }
        part
    }

    /// Adds the words of a chunk. None where it is not what this memory is for.
    fn take_apart(&mut self, spelled: &str, words: &mut Words, learn: &Learn<'_>) -> Option<Taken> {
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
        if folded.contains(['\n', '\r']) || folded.len() > MAX_BYTES {
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
            let part = self.word(word, words, learn);
            let breaks = if token.sentence() != sentence { Part::BREAKS } else { 0 };
            self.parts.push(Part {
                start: (token.source().start - WORD.len() - 1) as u8,
                gap: Gap::of(&all[end..range.start]),
                flags: part.flags | breaks,
                ..part
            });
            (end, sentence) = (range.end, token.sentence());
        }
        let tail = Gap::of(&all[end..inner.end]);
        let one_word =
            matches!(list, [word] if word.range() == inner && word.source().start == inner.start);
        Some(Taken { tail, breaks: last.sentence() != sentence, one_word })
    }

    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(1 << 9);
        let old = std::mem::replace(&mut self.places, vec![Chunk::FREE; size]);
        for chunk in old.into_iter().filter(|chunk| chunk.len > 0) {
            self.place(chunk);
        }
    }

    fn put(&mut self, chunk: Chunk) -> Chunk {
        if self.used * 4 >= self.places.len() * 3 {
            self.grow();
        }
        self.used += 1;
        self.place(chunk);
        chunk
    }

    fn place(&mut self, chunk: Chunk) {
        let mask = self.places.len() - 1;
        let mut at = chunk.key().hash() as usize & mask;
        while self.places[at].len > 0 {
            at = (at + 1) & mask;
        }
        self.places[at] = chunk;
    }
}

/// Whether a chunk is one Arabic word; its normalised spelling is left in `folded` then.
fn is_one_word(spelled: &str, folded: &mut String, learn: &Learn<'_>) -> bool {
    folded.clear();
    for c in spelled.chars() {
        match learn.normalizer.fold(c) {
            // What vanishes within a word or behind it is part of it.
            Fold::Drop if !folded.is_empty() => {}
            Fold::One(c) if learn.splitter.class_of(c) == Class::Arabic => folded.push(c),
            _ => return false,
        }
    }
    !folded.is_empty() && folded.len() <= MAX_WORD_BYTES
}

/// A key of its own for each two entries, mixed by an odd factor, which loses nothing.
fn pair(first: u32, second: u32) -> u64 {
    (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(24)
}
