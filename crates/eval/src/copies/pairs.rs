//! Articles that are near copies of one another: one text under several outlets, shortened, mended or
//! set into a longer one.

use std::ops::Range;

use super::shingles::{MIN_SHINGLES, NEAR, shingles};

/// One shingle in so many is looked up, by its hash.
const SCALE: u64 = 2;
/// Of the articles that share a looked-up shingle, so many are compared with each.
const NEIGHBORS: usize = 64;

/// Two articles of which one stands in the other, for the most part or whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyPair {
    /// Position of the one that comes first.
    pub first: usize,
    /// Position of the other.
    pub second: usize,
    /// Shared shingles over all shingles of both, in (0, 1].
    pub jaccard: f64,
    /// Shared shingles over those of the article that has fewer, in (0, 1].
    pub containment: f64,
    /// Distinct shingles that stand in both; 0 only where both are the same few words.
    pub shared: u64,
}

/// Finds near copies among articles, each given as the hashes of its words in order. Pairs come sorted
/// by position.
///
/// Articles are compared as sets of shingles, which are runs of five words (Broder 1997, "On the
/// resemblance and containment of documents"). Two are near copies from a *containment* on: the share
/// of the smaller set that stands in the larger. Resemblance (Jaccard) is told but decides nothing,
/// because a wire story in an article three times as long has a resemblance below 0.34.
///
/// Which articles are worth comparing is told by FracMinHash (Irber et al. 2022, "Lightweight
/// compositional analysis of metagenomes with FracMinHash"): of each set those shingles are looked up
/// whose hash is below a fixed share of the range. It is `MinHash` with a sketch that grows with the
/// text, so that a short text is found in a long one, which bands of a sketch of fixed size miss: their
/// chance of a hit falls with the resemblance. Every pair that shares a looked-up shingle is compared
/// by all its shingles, so that chance can lose a pair and never make one: with n shared shingles it
/// is lost once in 2ⁿ.
///
/// | constant | value | meaning |
/// |---|---|---|
/// | `SHINGLE` | 5 | words of a shingle |
/// | `SCALE` | 2 | one shingle in so many is looked up |
/// | `MIN_SHINGLES` | 20 | distinct shingles below which only equal articles are copies |
/// | `NEAR` | 0.4 | containment from which two articles are near copies |
/// | `NEIGHBORS` | 64 | articles with which one is compared for each looked-up shingle |
///
/// A shingle of boilerplate stands in many articles. It is not skipped, because a wire story that
/// hundreds print looks alike; but of those that share it each is compared with the 64 before it only,
/// in an order that puts alike sketches side by side. Copies beyond hang together through others. So
/// time grows as the words do. An article that is equal to others is paired with the first of them
/// alone, and an article without words with none.
///
/// An edited word spoils five shingles. With one word in ten edited here and there a containment of
/// 0.59 is left and nearly all copies are found; with one in seven, nine in ten; with one in five, one
/// in four.
pub fn near_copies(words: &[Vec<u64>]) -> Vec<CopyPair> {
    let mut order: Vec<usize> = (0..words.len()).filter(|&i| !words[i].is_empty()).collect();
    order.sort_by(|&i, &j| (&words[i], i).cmp(&(&words[j], j)));
    let mut pairs = Vec::new();
    let mut texts: Vec<(Signature, usize)> = Vec::new();
    for equal in order.chunk_by(|&i, &j| words[i] == words[j]) {
        let (first, signature) = (equal[0], Signature::new(&words[equal[0]]));
        let shared = signature.shingles.len() as u64;
        let again = equal[1..].iter().map(|&second| (first, second));
        pairs.extend(again.map(|(first, second)| CopyPair {
            first,
            second,
            jaccard: 1.0,
            containment: 1.0,
            shared,
        }));
        if signature.shingles.len() >= MIN_SHINGLES {
            texts.push((signature, first));
        }
    }
    // An order of the texts themselves: which pairs are compared does not hang on how they came.
    texts.sort_by(|a, b| a.0.shingles.cmp(&b.0.shingles));
    let index = Index::new(&texts);
    for (text, (signature, i)) in texts.iter().enumerate() {
        for before in index.candidates(text) {
            let (other, j) = &texts[before];
            pairs.extend(signature.copy_of(other, (*i.min(j), *i.max(j))));
        }
    }
    pairs.sort_by_key(|pair| (pair.first, pair.second));
    pairs
}

/// What is compared of an article: its distinct shingles as hashes, which rise.
struct Signature {
    shingles: Vec<u64>,
}

impl Signature {
    fn new(words: &[u64]) -> Self {
        let mut shingles: Vec<u64> = shingles(words).collect();
        shingles.sort_unstable();
        shingles.dedup();
        Self { shingles }
    }

    /// The looked-up ones: hashes in the first part of their range.
    fn sketch(&self) -> &[u64] {
        &self.shingles[..self.shingles.partition_point(|&hash| hash <= u64::MAX / SCALE)]
    }

    fn shared(&self, other: &Self) -> usize {
        let (mut a, mut b, mut shared) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.shingles.get(a), other.shingles.get(b)) {
            shared += usize::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        shared
    }

    /// The pair of two articles at these positions, where they are near copies.
    fn copy_of(&self, other: &Self, (first, second): (usize, usize)) -> Option<CopyPair> {
        let shared = self.shared(other);
        let (a, b) = (self.shingles.len(), other.shingles.len());
        let jaccard = shared as f64 / (a + b - shared) as f64;
        let containment = shared as f64 / a.min(b) as f64;
        let pair = CopyPair { first, second, jaccard, containment, shared: shared as u64 };
        (containment >= NEAR).then_some(pair)
    }
}

/// Which texts hold a shingle.
struct Index {
    /// Looked-up shingles with the text that holds them, sorted.
    places: Vec<(u64, u32)>,
    /// Positions in `places` of all texts, one text after the other.
    of_texts: Vec<u32>,
    /// Where a text's positions stand in `of_texts`.
    ranges: Vec<Range<usize>>,
}

impl Index {
    fn new(texts: &[(Signature, usize)]) -> Self {
        let mut places = Vec::new();
        let mut ranges = Vec::with_capacity(texts.len());
        for (text, (signature, _)) in texts.iter().enumerate() {
            let start = places.len();
            places.extend(signature.sketch().iter().map(|&hash| (hash, text as u32)));
            ranges.push(start..places.len());
        }
        places.sort_unstable();
        let mut next: Vec<usize> = ranges.iter().map(|range| range.start).collect();
        let mut of_texts = vec![0; places.len()];
        for (at, (_, text)) in places.iter().enumerate() {
            of_texts[next[*text as usize]] = at as u32;
            next[*text as usize] += 1;
        }
        Self { places, of_texts, ranges }
    }

    /// Texts before this one that share a looked-up shingle with it, the nearest of each shingle.
    fn candidates(&self, text: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &at in &self.of_texts[self.ranges[text].clone()] {
            let at = at as usize;
            let before = self.places[at.saturating_sub(NEIGHBORS)..at].iter().rev();
            let same = before.take_while(|place| place.0 == self.places[at].0);
            found.extend(same.map(|place| place.1 as usize));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
