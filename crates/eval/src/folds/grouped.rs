//! Cutting a labelled set so that nothing of a test article is seen in training.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_64;

use crate::copies::CopyPair;

/// Why a set cannot be cut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// One fold leaves nothing to train on.
    #[error("{0} folds; cross-validation needs at least 2")]
    TooFewFolds(usize),
    /// A group cannot be cut.
    #[error("{groups} groups cannot be dealt into {folds} folds")]
    TooFewGroups {
        /// Groups there are.
        groups: usize,
        /// Folds asked for.
        folds: usize,
    },
}

/// Articles to train on and articles to score, by position, rising.
pub type Split = (Vec<usize>, Vec<usize>);

/// A fold number for each article; articles of one group share theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folds {
    of: Vec<usize>,
    count: usize,
}

impl Folds {
    /// Deals groups into folds, the largest group first into the fold with fewest articles, groups
    /// of one size in an order by hash. The order of the articles changes nothing.
    ///
    /// # Errors
    /// Fewer than two folds, or fewer groups than folds.
    pub fn grouped(groups: &[&str], folds: usize) -> Result<Self, FoldError> {
        if folds < 2 {
            return Err(FoldError::TooFewFolds(folds));
        }
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        groups.iter().for_each(|g| *sizes.entry(g).or_default() += 1);
        if sizes.len() < folds {
            return Err(FoldError::TooFewGroups { groups: sizes.len(), folds });
        }
        let mut order: Vec<(&str, usize)> = sizes.into_iter().collect();
        order.sort_by_key(|(g, n)| (Reverse(*n), xxh3_64(g.as_bytes()), *g));
        let mut filled = vec![0; folds];
        let mut fold_of = BTreeMap::new();
        for (group, n) in order {
            let fold = (0..folds).min_by_key(|&f| filled[f]).expect("at least two folds");
            filled[fold] += n;
            fold_of.insert(group, fold);
        }
        Ok(Self { of: groups.iter().map(|g| fold_of[g]).collect(), count: folds })
    }

    /// The fold of an article.
    pub fn of(&self, article: usize) -> usize {
        self.of[article]
    }

    /// How many folds there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// For each fold, the other articles and its own.
    pub fn splits(&self) -> Vec<Split> {
        let split = |fold| (0..self.of.len()).partition(|&i| self.of[i] != fold);
        (0..self.count).map(split).collect()
    }
}

/// Groups of articles that share a value of any key (event, outlet) or are near copies, directly or
/// through others. Each group has the name of its smallest value of the first key that any of its
/// articles has, else of its smallest `id`: copies join groups and name none. The order of the articles
/// changes nothing.
pub fn connected<const N: usize>(
    keys: &[[Option<&str>; N]],
    ids: &[&str],
    copies: &[CopyPair],
) -> Vec<String> {
    let mut root: Vec<usize> = (0..keys.len()).collect();
    fn find(root: &mut [usize], mut i: usize) -> usize {
        while root[i] != i {
            root[i] = root[root[i]];
            i = root[i];
        }
        i
    }
    let mut join = |i: usize, j: usize| {
        let (a, b) = (find(&mut root, i), find(&mut root, j));
        root[a.max(b)] = a.min(b);
    };
    let mut first: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (i, values) in keys.iter().enumerate() {
        for (key, value) in values.iter().enumerate().filter_map(|(k, v)| Some((k, (*v)?))) {
            join(i, *first.entry((key, value)).or_insert(i));
        }
    }
    copies.iter().for_each(|pair| join(pair.first, pair.second));
    let mut names: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    for (i, values) in keys.iter().enumerate() {
        let own =
            values.iter().enumerate().find_map(|(k, v)| Some((k, (*v)?))).unwrap_or((N, ids[i]));
        let name = names.entry(find(&mut root, i)).or_insert(own);
        *name = own.min(*name);
    }
    (0..keys.len()).map(|i| names[&find(&mut root, i)].1.to_owned()).collect()
}
