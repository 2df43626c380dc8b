//! What is remembered of an article to find its near copies: a few hundred hashes at most.

use xxhash_rust::xxh3::Xxh3;

use super::shingles::{MIN_SHINGLES, NEAR, shingles};

/// Most shingles of a sketch.
const MOST: usize = 256;
/// Words behind so many are left out: they would ask for hashes of more bits.
const MAX_WORDS: usize = 1 << 16;
/// Bits that are kept of a hash. By chance alone, one shingle in 7,000 of a sketch stands in an article
/// of 600 words.
const BITS: u32 = 22;
/// One shingle in so many is looked up, as a power of two ...
const LOOKED_UP: u32 = 4;
/// ... and so many at least: a short text has to be found by few.
const LEAST_LOOKED_UP: usize = 24;

/// The part of an article's shingles by which its near copies are found, at most 2.5 kB.
///
/// It is a FracMinHash (see [`near_copies`](super::near_copies)) whose share is a power of one half, the
/// largest that keeps no more than 256 distinct shingles. Two sketches are compared by the share of the
/// smaller one: what is below it in either stands in both sketches, if it stands in both articles. So two
/// articles of up to 260 words are compared by all their shingles, and two of 600 words by some 150,
/// which tell a containment of 0.4 to 0.04. Of words beyond 65,536 nothing is kept. An article of fewer
/// than 20 distinct shingles is kept as one hash of all its words: only equal ones are its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopySketch {
    pub(super) kept: Kept,
}

/// What a sketch holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// No word.
    Nothing,
    /// A hash of all words, of too few shingles.
    Whole(u64),
    /// Shingles whose hashes are below a limit.
    Shingles(Shingles),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shingles {
    /// The limit is the range over 2 to the power of this.
    pub(super) level: u8,
    /// The upper [`BITS`] of the hashes, rising.
    pub(super) values: Vec<u32>,
    /// The lowest hashes, whole: what is looked up.
    pub(super) keys: Vec<u64>,
}

impl CopySketch {
    /// Takes the sketch of an article, given as the hashes of its words in order. Linear in the words.
    pub fn of(words: &[u64]) -> Self {
        if words.is_empty() {
            return Self { kept: Kept::Nothing };
        }
        let all: Vec<u64> = shingles(&words[..words.len().min(MAX_WORDS)]).collect();
        let (level, hashes) = lowest(&all);
        if hashes.len() < MIN_SHINGLES {
            let mut hash = Xxh3::new();
            words.iter().for_each(|word| hash.update(&word.to_le_bytes()));
            return Self { kept: Kept::Whole(hash.digest()) };
        }
        let low = hashes.partition_point(|&hash| hash <= u64::MAX >> LOOKED_UP);
        let keys = hashes[..low.max(LEAST_LOOKED_UP).min(hashes.len())].to_vec();
        let mut values: Vec<u32> = hashes.iter().map(|hash| (hash >> (64 - BITS)) as u32).collect();
        values.dedup();
        Self { kept: Kept::Shingles(Shingles { level, values, keys }) }
    }
}

/// The distinct hashes below the largest limit that leaves no more than [`MOST`], rising, and that
/// limit's level.
fn lowest(all: &[u64]) -> (u8, Vec<u64>) {
    let below = |level: u8| {
        let mut hashes: Vec<u64> =
            all.iter().copied().filter(|&hash| hash <= u64::MAX >> level).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    };
    // Where no shingle stands twice the level follows from their number.
    let mut level = (0..).find(|&level| all.len() >> level <= MOST).unwrap_or_default();
    let mut hashes = below(level);
    while hashes.len() > MOST {
        level += 1;
        hashes.truncate(hashes.partition_point(|&hash| hash <= u64::MAX >> level));
    }
    while level > 0 && hashes.len() <= MOST / 2 {
        let more = below(level - 1);
        if more.len() > MOST {
            break;
        }
        (level, hashes) = (level - 1, more);
    }
    (level, hashes)
}

/// How much two articles share, by their sketches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Overlap {
    /// Shared shingles over all shingles of both.
    pub(super) jaccard: f64,
}

impl Shingles {
    /// How much this article shares with another one, where they are near copies.
    pub(super) fn copy_of(&self, level: u8, values: impl Iterator<Item = u32>) -> Option<Overlap> {
        let limit = (u64::MAX >> self.level.max(level) >> (64 - BITS)) as u32;
        let own = &self.values[..self.values.partition_point(|&value| value <= limit)];
        let (mut at, mut others, mut shared) = (0, 0, 0);
        for value in values.take_while(|&value| value <= limit) {
            others += 1;
            while own.get(at).is_some_and(|&own| own < value) {
                at += 1;
            }
            shared += usize::from(own.get(at) == Some(&value));
        }
        // As many as the smallest article that is compared has to share with another.
        let enough = shared as f64 >= NEAR * MIN_SHINGLES as f64;
        let contained = shared as f64 >= NEAR * own.len().min(others) as f64;
        let jaccard = shared as f64 / (own.len() + others - shared) as f64;
        (enough && contained).then_some(Overlap { jaccard })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: impl Iterator<Item = u64>) -> Kept {
        CopySketch::of(&words.collect::<Vec<_>>()).kept
    }

    #[track_caller]
    fn check(words: impl Iterator<Item = u64>, level: u8, values: std::ops::RangeInclusive<usize>) {
        let Kept::Shingles(shingles) = sketch(words) else { panic!("no shingles") };
        assert_eq!(shingles.level, level);
        assert!(values.contains(&shingles.values.len()), "{}", shingles.values.len());
        assert!(shingles.values.is_sorted() && shingles.keys.is_sorted());
        assert!(shingles.keys.len() >= LEAST_LOOKED_UP.min(shingles.values.len()));
        assert!(shingles.keys.len() <= MOST);
    }

    #[test]
    fn a_sketch_is_as_large_as_may_be() {
        check(0..24, 0, 20..=20);
        check(0..104, 0, 100..=100);
        check(0..260, 0, 256..=256);
        check(0..600, 2, 128..=170);
        check(0..60_000, 8, 200..=256);
        // Behind 65,536 words nothing is taken.
        assert_eq!(sketch(0..65_536), sketch(0..1_000_000));
        // Of a million words that repeat themselves all distinct shingles.
        check((0..1_000_000).map(|i| i % 100), 0, 100..=100);
    }

    #[test]
    fn too_few_shingles_are_one_hash() {
        assert_eq!(sketch(0..0), Kept::Nothing);
        for words in [1, 4, 5, 23] {
            assert!(matches!(sketch(0..words), Kept::Whole(_)), "{words} words");
            assert_eq!(sketch(0..words), sketch(0..words));
            assert_ne!(sketch(0..words), sketch(1..words + 1));
        }
        let again = |n: usize| sketch(std::iter::repeat_n(7, n));
        assert!(matches!(again(100_000), Kept::Whole(_)));
        assert_ne!(again(100_000), again(99_999));
    }
}
