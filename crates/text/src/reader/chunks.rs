//! The memory for chunks: what stands between two blanks, most often a word and perhaps a sign.
//!
//! What a chunk is made of does not depend on what stands around it, since a blank parts it from that:
//! which words, whether a sentence ends before or behind them, what stands between them. So a text is
//! cut at its blanks, which takes a few instructions for sixteen bytes, and all else is remembered.

use xxhash_rust::xxh3::xxh3_64;

use super::words::{Learn, Words};
use crate::body::Body;
use crate::mention::joins;
use crate::names::Letters;
use crate::normalize::Fold;
use crate::tokens::{MAX_WORD_BYTES, Stem, TokenKind};

/// With more chunks than this the memory starts anew before the next article.
const MAX_CHUNKS: usize = 1 << 18;
/// Longer chunks are no words but addresses, or an attack.
const MAX_CHUNK_BYTES: usize = 200;
/// A word on both sides of a chunk that is learned, so that the ends of sentences show.
const WORD: &str = "ا";

/// What parts two words, as far as names are looked for across it: in one byte, since nearly every gap is
/// one space and that is asked first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    pub(super) const SPACE: Self = Self(1);
    pub(super) const LINE: Self = Self(1 << 2);
    /// Two characters or more that are no line ends, or a sign.
    const MORE: u8 = 1 << 1;
    const LINES: u8 = 1 << 3;
    /// A sign that parts two names.
    const PARTS: u8 = 1 << 4;

    fn of(gap: &str) -> Self {
        let parts = if joins(&gap.replace('\n', "")) { 0 } else { Self::PARTS };
        let one = |c| match c {
            ' ' => Self::SPACE,
            '\n' => Self::LINE,
            _ => Self(Self::MORE),
        };
        Self(gap.chars().map(one).fold(Self::default(), Self::then).0 | parts)
    }

    /// The gap with another behind it.
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        // One and one is more than one.
        Self(self.0 | next.0 | (self.0 & next.0 & 0b101) << 1)
    }

    /// Whether it is one space and nothing else.
    pub(super) fn is_space(self) -> bool {
        self == Self::SPACE
    }

    /// [`joins`].
    pub(super) fn joins(self) -> bool {
        self.0 & (Self::LINES | Self::PARTS) == 0
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

/// What is known of a chunk.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Where its spelling starts in `letters`.
    spelled: u32,
    /// Where its folded spelling does.
    folded: u32,
    /// Where its words start in `parts`: nearly all have one, which stands there with those of the chunks
    /// learned about when it was.
    parts: u32,
    len: u8,
    folded_len: u8,
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
        spelled: &[u8],
        words: &mut Words,
        learn: &Learn<'_>,
    ) -> Option<u32> {
        if spelled.len() > MAX_CHUNK_BYTES {
            return None;
        }
        let hash = xxh3_64(spelled);
        let part = (hash >> 32) as u32;
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(found, number)) = self.slots.get(at)
            && number > 0
        {
            if found == part {
                let chunk = &self.chunks[number as usize - 1];
                let (start, len) = (chunk.spelled as usize, usize::from(chunk.len));
                if len == spelled.len()
                    && same(&self.letters.as_bytes()[start..start + len], spelled)
                {
                    return Some(number - 1);
                }
            }
            at = (at + 1) & mask;
        }
        Some(self.learn(super::words::spelled(spelled), hash, words, learn))
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
            folded_len: folded.len() as u8,
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
            let number = words.entry(word.as_bytes(), learn);
            let entry = words.get(number);
            let flag = |set: bool, flag: u8| if set { flag } else { 0 };
            self.parts.push(Part {
                entry: number,
                start: (range.start - inner.start) as u8,
                gap: Gap::of(&all[end..range.start]),
                kind: entry.kind,
                flags: flag(token.sentence() != sentence, Part::BREAKS)
                    | flag(words.details(number).is_some_and(|d| d.begins_name), Part::BEGINS)
                    | flag(entry.letters_after != Letters::default(), Part::SUSPECT),
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

/// A key of its own for each two entries, mixed by an odd factor, which loses nothing.
fn pair(first: u32, second: u32) -> u64 {
    (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(24)
}

/// Where the first blank of a text stands from `at` on: a space or a line end; its length where there is
/// none. Eight bytes at a time: most chunks take two looks.
#[inline(always)]
pub(super) fn blank(text: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    while let Some(eight) = text[at..].first_chunk::<8>() {
        // Bytes up to a space: their difference with the byte behind it borrows (Lamport 1975).
        let eight = u64::from_le_bytes(*eight);
        let mut found = eight.wrapping_sub(ONES * 0x21) & !eight & (ONES * 0x80);
        while found != 0 {
            let here = at + found.trailing_zeros() as usize / 8;
            if is_blank(text[here]) {
                return here;
            }
            // A control character, or a byte behind one that borrowed.
            found &= found - 1;
        }
        at += 8;
    }
    text[at..].iter().position(|b| is_blank(*b)).map_or(text.len(), |found| at + found)
}

/// Whether two pieces of one length are equal: a call of the general comparison takes longer than most
/// words do in two overlapping looks.
#[inline(always)]
fn same(one: &[u8], other: &[u8]) -> bool {
    let eight = |piece: &[u8]| piece.first_chunk::<8>().map(|b| u64::from_ne_bytes(*b));
    match one.len() {
        8..=16 => {
            let end = one.len() - 8;
            eight(one) == eight(other) && eight(&one[end..]) == eight(&other[end..])
        }
        _ => one == other,
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::{Gap, blank, is_blank, joins, same};

    #[test]
    fn gaps_are_joined_as_their_letters_are() {
        let signs = ["", " ", "\n", "،", ".", "  ", " \n", "\n\n", "، ", "…\n", "«", "\u{a0}"];
        for first in signs {
            for second in signs {
                let whole = format!("{first}{second}");
                let gap = Gap::of(first).then(Gap::of(second));
                assert_eq!(gap.is_space(), whole == " ", "{whole:?}");
                assert_eq!(gap.joins(), joins(&whole), "{whole:?}");
            }
        }
    }

    #[test]
    fn pieces_are_the_same_where_all_bytes_are() {
        for length in 0..40 {
            let one: Vec<u8> = (0..length).collect();
            assert!(same(&one, &one));
            for at in 0..one.len() {
                let mut other = one.clone();
                other[at] ^= 1;
                assert!(!same(&one, &other), "{length} {at}");
            }
        }
    }

    #[test]
    fn the_first_blank_is_found() {
        let signs =
            [0, 1, b'\t', b'\n', 0x0C, b'\r', 0x1F, b' ', b'!', b'a', 0x7F, 0x80, 0xD9, 0xFF];
        for length in 0..24 {
            for sign in signs {
                for before in signs {
                    for at in 0..length {
                        let mut text = vec![before; length];
                        text[at] = sign;
                        let wanted = text.iter().position(|b| is_blank(*b)).unwrap_or(length);
                        assert_eq!(blank(&text, 0), wanted, "{text:?}");
                    }
                }
            }
        }
    }
}
