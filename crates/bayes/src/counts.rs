//! What training counts.

use rasid_feature::SparseRow;

/// Word counts by class: a commutative monoid under [`ClassCounts::merge`], so that shards counted
/// anywhere, in any order, make the same model bit for bit.
///
/// Shape: `features × classes`, word-major: the counts of one feature stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassCounts {
    classes: usize,
    documents: Vec<u64>,
    counts: Vec<u64>,
}

impl ClassCounts {
    /// Nothing counted yet.
    pub fn new(features: usize, classes: usize) -> Self {
        Self { classes, documents: vec![0; classes], counts: vec![0; features * classes] }
    }

    /// Takes over counts; none where the shapes do not fit.
    pub fn from_parts(features: usize, documents: Vec<u64>, counts: Vec<u64>) -> Option<Self> {
        let classes = documents.len();
        let fits = features.checked_mul(classes) == Some(counts.len());
        fits.then_some(Self { classes, documents, counts })
    }

    /// Counts one article of a class.
    pub fn add(&mut self, row: &SparseRow, class: usize) {
        self.documents[class] += 1;
        for (feature, n) in row.entries() {
            self.counts[feature * self.classes + class] += u64::from(n);
        }
    }

    /// Adds the counts of another shard of the same shape.
    pub fn merge(&mut self, other: &Self) {
        self.zip(other, |a, b| a + b);
    }

    /// Takes away counts that were merged before, such as those of one fold.
    pub fn without(&self, part: &Self) -> Self {
        let mut out = self.clone();
        out.zip(part, |a, b| a - b);
        out
    }

    fn zip(&mut self, other: &Self, f: impl Fn(u64, u64) -> u64) {
        assert_eq!(self.documents.len(), other.documents.len(), "counts of other classes");
        assert_eq!(self.counts.len(), other.counts.len(), "counts of other features");
        for (a, b) in self.documents.iter_mut().zip(&other.documents) {
            *a = f(*a, *b);
        }
        for (a, b) in self.counts.iter_mut().zip(&other.counts) {
            *a = f(*a, *b);
        }
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.counts.len().checked_div(self.classes).unwrap_or(0)
    }

    /// Training articles of each class.
    pub fn documents(&self) -> &[u64] {
        &self.documents
    }

    /// All counts, word-major.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Counts of one feature, a class each.
    pub fn of(&self, feature: usize) -> &[u64] {
        &self.counts[feature * self.classes..][..self.classes]
    }
}

/// Words that are known to speak for a class before any article is read: Dirichlet pseudo-counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seeds {
    /// `(feature, class)`, sorted, each once.
    pub list: Vec<(u32, u16)>,
    /// Pseudo-count of each, at least 0.
    pub strength: f64,
}
