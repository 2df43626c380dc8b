//! What training counts.

use std::sync::Arc;

use rasid_feature::SparseRow;

/// Word counts by class: a commutative monoid under [`ClassCounts::merge`], so that shards counted
/// anywhere, in any order, make the same model bit for bit.
///
/// Shape: `features × classes`, word-major: the counts of one feature stand side by side. A clone shares
/// them until one of the two changes.
#[derive(Debug, Clone)]
pub struct ClassCounts {
    classes: usize,
    documents: Vec<u64>,
    counts: Arc<Cells>,
}

/// Counts as they are added to, or as a file has them: most are small, and what is only read need not
/// take eight bytes each.
#[derive(Debug, Clone)]
enum Cells {
    Wide(Vec<u64>),
    Halves(Vec<u16>),
    Bytes(Vec<u8>),
}

impl Cells {
    fn len(&self) -> usize {
        match self {
            Self::Wide(all) => all.len(),
            Self::Halves(all) => all.len(),
            Self::Bytes(all) => all.len(),
        }
    }

    fn at(&self, cell: usize) -> u64 {
        match self {
            Self::Wide(all) => all[cell],
            Self::Halves(all) => all[cell].into(),
            Self::Bytes(all) => all[cell].into(),
        }
    }

    fn to_floats(&self) -> Vec<f64> {
        match self {
            Self::Wide(all) => all.iter().map(|&n| n as f64).collect(),
            Self::Halves(all) => all.iter().map(|&n| n.into()).collect(),
            Self::Bytes(all) => all.iter().map(|&n| n.into()).collect(),
        }
    }

    fn wide(&mut self) -> &mut Vec<u64> {
        if !matches!(self, Self::Wide(_)) {
            *self = Self::Wide((0..self.len()).map(|cell| self.at(cell)).collect());
        }
        match self {
            Self::Wide(all) => all,
            _ => unreachable!("it was made so"),
        }
    }
}

impl From<Vec<u64>> for Cells {
    fn from(all: Vec<u64>) -> Self {
        Self::Wide(all)
    }
}

impl PartialEq for ClassCounts {
    fn eq(&self, other: &Self) -> bool {
        self.documents == other.documents && self.counts().eq(other.counts())
    }
}

impl Eq for ClassCounts {}

impl ClassCounts {
    /// Nothing counted yet.
    pub fn new(features: usize, classes: usize) -> Self {
        Self {
            classes,
            documents: vec![0; classes],
            counts: Arc::new(vec![0; features * classes].into()),
        }
    }

    /// Takes over counts; none where the shapes do not fit.
    pub fn from_parts(features: usize, documents: Vec<u64>, counts: Vec<u64>) -> Option<Self> {
        Self::from_cells(features, documents, counts.into())
    }

    /// The same with counts of one byte each.
    pub fn from_bytes(features: usize, documents: Vec<u64>, counts: Vec<u8>) -> Option<Self> {
        Self::from_cells(features, documents, Cells::Bytes(counts))
    }

    /// The same with counts of two bytes each.
    pub fn from_halves(features: usize, documents: Vec<u64>, counts: Vec<u16>) -> Option<Self> {
        Self::from_cells(features, documents, Cells::Halves(counts))
    }

    fn from_cells(features: usize, documents: Vec<u64>, counts: Cells) -> Option<Self> {
        let classes = documents.len();
        let fits = features.checked_mul(classes) == Some(counts.len());
        fits.then_some(Self { classes, documents, counts: Arc::new(counts) })
    }

    /// Counts one article of a class.
    pub fn add(&mut self, row: &SparseRow, class: usize) {
        self.documents[class] += 1;
        let counts = Arc::make_mut(&mut self.counts).wide();
        for (feature, n) in row.entries() {
            counts[feature * self.classes + class] += u64::from(n);
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
        for (a, b) in Arc::make_mut(&mut self.counts).wide().iter_mut().zip(other.counts()) {
            *a = f(*a, b);
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
    pub fn counts(&self) -> impl ExactSizeIterator<Item = u64> + '_ {
        (0..self.counts.len()).map(|cell| self.counts.at(cell))
    }

    /// Counts of one feature, a class each.
    pub fn of(&self, feature: usize) -> impl ExactSizeIterator<Item = u64> + '_ {
        let cells = feature * self.classes..(feature + 1) * self.classes;
        cells.map(|cell| self.counts.at(cell))
    }
}

/// What a model is estimated from: counts by class that may be fractions. Word-major.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(crate) documents: Vec<u64>,
    pub(crate) counts: Vec<f64>,
}

impl Table {
    /// Training articles of each class.
    pub fn documents(&self) -> &[u64] {
        &self.documents
    }
}

impl From<&ClassCounts> for Table {
    fn from(counts: &ClassCounts) -> Self {
        counts.over_domains(1, false)
    }
}

impl ClassCounts {
    /// Joins counts whose columns are `class × domains + domain`. Where `balanced`, every domain weighs
    /// alike, and every class alike in it: with n articles in D domains, each article of class c in
    /// domain d counts n / D / (classes of d) / (articles of c in d). Else a large domain would drown a
    /// small one, and one that is mostly of one class would make its own words speak for that class (a
    /// confounder, adjusted for as in Landeiro and Culotta 2016).
    pub fn over_domains(&self, domains: usize, balanced: bool) -> Table {
        let classes = self.classes / domains;
        let weights: Vec<f64> = (0..self.classes)
            .map(|c| if balanced { self.weight(c, domains) } else { 1.0 })
            .collect();
        let documents = self.documents.chunks_exact(domains).map(|d| d.iter().sum()).collect();
        if domains == 1 && !balanced {
            // What the sums below give, in one sweep.
            return Table { documents, counts: self.counts.to_floats() };
        }
        let mut counts = Vec::with_capacity(self.features() * classes);
        let all = self.counts.to_floats();
        for word in all.chunks_exact(self.classes.max(1)) {
            for (of_class, weights) in word.chunks_exact(domains).zip(weights.chunks_exact(domains))
            {
                counts.push(of_class.iter().zip(weights).map(|(n, w)| n * w).sum());
            }
        }
        Table { documents, counts }
    }

    fn weight(&self, column: usize, domains: usize) -> f64 {
        let own = self.documents[column];
        let of_domain = || self.documents.iter().skip(column % domains).step_by(domains);
        let classes = of_domain().filter(|n| **n > 0).count();
        let articles: u64 = self.documents.iter().sum();
        let filled = (0..domains)
            .filter(|d| self.documents.iter().skip(*d).step_by(domains).any(|n| *n > 0));
        let share = articles as f64 / filled.count().max(1) as f64;
        if own == 0 { 0.0 } else { share / classes as f64 / own as f64 }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_weigh_alike_in_every_domain() {
        // Two classes in two domains: of domain 0 three articles are of class 0 and one of class 1; of
        // domain 1 one and one. Feature 0 stands in every article of domain 0, feature 1 in all others.
        let mut counts = ClassCounts::new(2, 4);
        for (class, domain, articles) in [(0, 0, 3), (1, 0, 1), (0, 1, 1), (1, 1, 1)] {
            let row = SparseRow::new([(domain as u32, 1)]);
            (0..articles).for_each(|_| counts.add(&row, class * 2 + domain));
        }
        let plain = counts.over_domains(2, false);
        assert_eq!(plain.documents, [4, 2]);
        assert_eq!(plain.counts, [3.0, 1.0, 1.0, 1.0]);
        let balanced = counts.over_domains(2, true);
        assert_eq!(balanced.documents, [4, 2]);
        assert_eq!(balanced.counts, [1.5; 4], "a domain's word speaks for no class");
        assert_eq!(Table::from(&counts).documents, [3, 1, 1, 1]);
    }
}
