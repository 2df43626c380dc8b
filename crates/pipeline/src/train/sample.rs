//! The articles that a counted set is calibrated on.

use std::collections::BTreeMap;

use rasid_feature::{Indexed, SparseRow};

use crate::digest::Digest;
use crate::score::{Read, Rule};

/// At most so many articles of a domain are kept.
pub(crate) const KEPT: usize = 4096;

/// Those articles of a domain whose digests are the smallest (a bottom-k sample, Cohen and Kaplan 2007):
/// as good as drawn by lot, and the same whatever the order of articles and shards. A commutative
/// monoid; its memory does not grow with the set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// Equal digests are told apart by a number: they are equal articles.
    kept: BTreeMap<(Digest, u64), Kept>,
}

/// What calibration needs of an article. Terms are numbered as by the shard that keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) fold: usize,
    /// The words of the article by their terms, with how often each stands there.
    pub(crate) words: Vec<(u32, u32)>,
    /// The axes that it teaches.
    pub(crate) lessons: Vec<KeptLesson>,
}

/// What an article says to one axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptLesson {
    /// Positions in the codebook.
    pub(crate) axis: usize,
    pub(crate) class: usize,
    /// Sentence, feature, how often it stands there.
    pub(crate) entries: Vec<(u32, u32, u32)>,
}

impl Sample {
    /// Whether an article of this digest would be kept.
    pub(crate) fn wants(&self, digest: &Digest) -> bool {
        self.kept.len() < KEPT || self.kept.last_key_value().is_some_and(|last| *digest < last.0.0)
    }

    /// Keeps an article, and drops the one of the greatest digest where there are too many.
    pub(crate) fn add(&mut self, digest: Digest, article: Kept) {
        let again = self.kept.range((digest, 0)..=(digest, u64::MAX)).count() as u64;
        self.kept.insert((digest, again), article);
        if self.kept.len() > KEPT {
            self.kept.pop_last();
        }
    }

    /// The articles, in order of their digests.
    pub(crate) fn articles(&self) -> impl ExactSizeIterator<Item = (&Digest, &Kept)> {
        self.kept.iter().map(|(key, kept)| (&key.0, kept))
    }
}

/// How often each term stands among the words of an article.
pub(crate) fn words(indexed: &Indexed<'_>) -> Vec<(u32, u32)> {
    let words = SparseRow::new(indexed.words().map(|term| (term as u32, 1)));
    words.entries().map(|(term, n)| (term as u32, n)).collect()
}

impl Kept {
    /// The same by other numbers of its terms; what has none is left out of the lessons, and of the words
    /// where they are to be `known`.
    pub(crate) fn renumbered(
        &self,
        number: impl Fn(u32) -> Option<u32>,
        slots: impl Fn(usize) -> u32,
    ) -> Self {
        let lesson = |lesson: &KeptLesson| {
            let slots = slots(lesson.axis);
            let entry = |&(sentence, feature, n): &(u32, u32, u32)| {
                Some((sentence, number(feature / slots)? * slots + feature % slots, n))
            };
            let mut entries: Vec<(u32, u32, u32)> =
                lesson.entries.iter().filter_map(entry).collect();
            entries.sort_unstable();
            KeptLesson { entries, ..*lesson }
        };
        let word = |&(term, n): &(u32, u32)| Some((number(term)?, n));
        let mut words: Vec<(u32, u32)> = self.words.iter().filter_map(word).collect();
        words.sort_unstable();
        Self { fold: self.fold, words, lessons: self.lessons.iter().map(lesson).collect() }
    }

    /// Sum of all words.
    pub(crate) fn total(&self) -> u64 {
        self.words.iter().map(|w| u64::from(w.1)).sum()
    }
}

impl KeptLesson {
    /// What an axis reads in it.
    pub(crate) fn read(&self, rule: &Rule) -> Read {
        let row = |entries: &[(u32, u32, u32)]| {
            let row = SparseRow::new(entries.iter().map(|e| (e.1, e.2)));
            if rule.is_binary() { row.binary() } else { row }
        };
        match rule.plain() {
            None => Read::Whole(row(&self.entries)),
            Some(plain) => {
                let sentences = self.entries.chunk_by(|a, b| a.0 == b.0);
                Read::Passages(plain, sentences.map(|s| (s[0].0, row(s))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sampled(articles: impl Iterator<Item = u32>) -> Sample {
        let mut sample = Sample::default();
        for i in articles {
            let digest = Digest::of(&i.to_le_bytes());
            if sample.wants(&digest) {
                sample.add(digest, Kept { fold: 0, words: vec![(i, 1)], lessons: vec![] });
            }
        }
        sample
    }

    #[test]
    fn the_same_articles_are_kept_in_any_order_and_cut() {
        let all = 2 * KEPT as u32;
        let whole = sampled(0..all);
        assert_eq!(whole.articles().len(), KEPT);
        let kept = |s: &Sample| s.articles().map(|(_, k)| k.clone()).collect::<Vec<_>>();
        assert_eq!(kept(&whole), kept(&sampled((0..all).rev())));
        let mut joined = sampled((0..all).filter(|i| i % 3 == 0));
        let rest = sampled((0..all).filter(|i| i % 3 != 0));
        rest.articles().for_each(|(digest, k)| joined.add(*digest, k.clone()));
        assert_eq!(kept(&whole), kept(&joined));
        let mut digests: Vec<Digest> = (0..all).map(|i| Digest::of(&i.to_le_bytes())).collect();
        digests.sort_unstable();
        assert!(whole.articles().map(|(digest, _)| *digest).eq(digests.into_iter().take(KEPT)));
    }
}
