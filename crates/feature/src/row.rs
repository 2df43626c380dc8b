//! Sparse count vectors.

/// The counts of one article: features in rising order, each once, counts at least 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SparseRow {
    entries: Vec<(u32, u32)>,
}

impl SparseRow {
    /// Sums the counts of equal features.
    pub fn new(features: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut entries: Vec<_> = features.into_iter().filter(|e| e.1 > 0).collect();
        entries.sort_unstable_by_key(|e| e.0);
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.saturating_add(next.1);
            }
            same
        });
        Self { entries }
    }

    /// The same features, each counted once.
    pub fn binary(mut self) -> Self {
        self.entries.iter_mut().for_each(|e| e.1 = 1);
        self
    }

    /// `(feature, count)` in rising order of feature.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (usize, u32)> + '_ {
        self.entries.iter().map(|&(f, n)| (f as usize, n))
    }

    /// Sum of all counts.
    pub fn total(&self) -> u64 {
        self.entries.iter().map(|e| u64::from(e.1)).sum()
    }
}

/// Rows over one set of features.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SparseRows {
    features: usize,
    rows: Vec<SparseRow>,
}

impl SparseRows {
    /// Rows over `features` columns.
    ///
    /// # Panics
    /// Where a row has a feature outside of the columns: a mistake of the caller.
    pub fn new(features: usize, rows: Vec<SparseRow>) -> Self {
        let last = rows.iter().filter_map(|r| r.entries.last()).map(|e| e.0 as usize).max();
        assert!(last.is_none_or(|l| l < features), "feature {last:?} of {features}");
        Self { features, rows }
    }

    /// Number of columns.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The rows.
    pub fn rows(&self) -> &[SparseRow] {
        &self.rows
    }
}
