//! What is counted of a labelled set beside its words.

use std::collections::{BTreeMap, BTreeSet};

use rasid_codebook::AxisId;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::Example;
use super::set::Lesson;
use crate::digest::{Digest, DigestSum};

/// Facts about labelled articles. A commutative monoid.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tally {
    pub(crate) articles: u64,
    /// Hashes of the groups' names: 16 bytes a group are all that grows with the set.
    pub(crate) groups: BTreeSet<u128>,
    /// Of texts, labels and domains, added up: no order shows.
    pub(crate) digest: DigestSum,
    pub(crate) languages: BTreeMap<String, u64>,
    pub(crate) scripts: BTreeMap<String, u64>,
    /// For each axis: labelled articles in which no mention was found, and those labelled absent with one.
    pub(crate) odd: Vec<(u64, u64)>,
}

impl Tally {
    pub(crate) fn new(axes: usize) -> Self {
        Self { odd: vec![(0, 0); axes], ..Self::default() }
    }

    /// Counts an article, whose text has the digest.
    pub(crate) fn add(&mut self, example: &Example<'_>, digest: &Digest) {
        self.articles += 1;
        self.groups.insert(xxh3_128(example.group.as_bytes()));
        self.digest.add(digest);
        for (values, value) in [
            (&mut self.languages, example.article.about.language),
            (&mut self.scripts, example.article.about.script),
        ] {
            if let Some(value) = value {
                match values.get_mut(value) {
                    Some(n) => *n += 1,
                    None => drop(values.insert(value.to_owned(), 1)),
                }
            }
        }
    }

    /// Counts what an article teaches an axis.
    pub(crate) fn note(&mut self, axis: AxisId, lesson: &Lesson) {
        let (unmentioned, mentioned) = &mut self.odd[axis.index()];
        match lesson {
            Lesson::Unmentioned => *unmentioned += 1,
            Lesson::Mentioned => *mentioned += 1,
            Lesson::Class(_) | Lesson::Nothing => {}
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        self.groups.extend(&other.groups);
        self.digest.merge(&other.digest);
        for (mine, theirs) in
            [(&mut self.languages, &other.languages), (&mut self.scripts, &other.scripts)]
        {
            for (value, n) in theirs {
                *mine.entry(value.clone()).or_default() += n;
            }
        }
        for (mine, theirs) in self.odd.iter_mut().zip(&other.odd) {
            *mine = (mine.0 + theirs.0, mine.1 + theirs.1);
        }
    }
}
