//! What unlabelled text teaches.

use rasid_feature::SparseRow;

/// Feature counts of unlabelled articles: a commutative monoid, like the labelled counts.
///
/// They enter by the semi-supervised frequency estimate (Su, Sayyad-Shirabad and Matwin 2011): the
/// labelled articles say how a feature divides among the classes, `P(class | feature)`, and all
/// articles together how common it is, `P(feature)`. A feature that no labelled article has stays
/// unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marginals {
    articles: u64,
    counts: Vec<u64>,
}

impl Marginals {
    /// Nothing counted yet.
    pub fn new(features: usize) -> Self {
        Self { articles: 0, counts: vec![0; features] }
    }

    /// Takes over counts, one for each feature.
    pub fn from_parts(articles: u64, counts: Vec<u64>) -> Self {
        Self { articles, counts }
    }

    /// Counts one article; one without any feature does not count.
    pub fn add(&mut self, row: &SparseRow) {
        self.articles += u64::from(row.entries().len() > 0);
        for (feature, n) in row.entries() {
            self.counts[feature] += u64::from(n);
        }
    }

    /// Adds the counts of another shard of the same shape.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.counts.len(), other.counts.len(), "counts of other features");
        self.articles += other.articles;
        for (a, b) in self.counts.iter_mut().zip(&other.counts) {
            *a += b;
        }
    }

    /// Articles counted.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// A count for each feature.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Estimates labelled counts anew: each feature keeps its division among the classes, smoothed by
    /// one article divided evenly, and takes its size from labelled and unlabelled text together. The
    /// sum of all counts stays, so that smoothing means the same.
    pub(crate) fn estimate(&self, labelled: &mut [f64], classes: usize) {
        if classes == 0 {
            return;
        }
        assert_eq!(labelled.len(), self.counts.len() * classes, "counts of other features");
        let before: f64 = labelled.iter().sum();
        let even = 1.0 / classes as f64;
        let mut after = 0.0;
        for (word, &unlabelled) in labelled.chunks_exact_mut(classes).zip(&self.counts) {
            let own: f64 = word.iter().sum();
            if own == 0.0 {
                continue;
            }
            let all = own + unlabelled as f64;
            for n in word.iter_mut() {
                *n = all * (*n + even) / (own + 1.0);
                after += *n;
            }
        }
        if after > 0.0 {
            labelled.iter_mut().for_each(|n| *n *= before / after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_comes_from_labels_and_size_from_all_text() {
        let mut unlabelled = Marginals::new(3);
        for row in
            [SparseRow::new([(0, 1), (2, 5)]), SparseRow::new([(0, 3)]), SparseRow::default()]
        {
            unlabelled.add(&row);
        }
        assert_eq!((unlabelled.articles(), unlabelled.counts()), (2, &[4, 0, 5][..]));
        // Feature 0 is of class 0, feature 1 of class 1; feature 2 no label knows.
        let mut counts = vec![2.0, 0.0, 0.0, 2.0, 0.0, 0.0];
        unlabelled.estimate(&mut counts, 2);
        assert!((counts.iter().sum::<f64>() - 4.0).abs() < 1e-12, "{counts:?}");
        assert!(
            (counts[0] + counts[1] - 3.0 * (counts[2] + counts[3])).abs() < 1e-12,
            "{counts:?}"
        );
        assert!((counts[0] / counts[1] - 5.0).abs() < 1e-12, "{counts:?}");
        assert_eq!(counts[4..], [0.0, 0.0]);
    }

    #[test]
    fn shards_join_in_any_order() {
        let rows = [SparseRow::new([(0, 1)]), SparseRow::new([(1, 2)]), SparseRow::new([(0, 7)])];
        let mut whole = Marginals::new(2);
        rows.iter().for_each(|r| whole.add(r));
        let mut joined = Marginals::new(2);
        for row in rows.iter().rev() {
            let mut shard = Marginals::new(2);
            shard.add(row);
            joined.merge(&shard);
        }
        assert_eq!(whole, joined);
    }
}
