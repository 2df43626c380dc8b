//! The traits by which this model swaps in for linfa's.

use linfa::dataset::{AsSingleTargets, DatasetBase, Records};
use linfa::traits::{Fit, PredictInplace};
use linfa_bayes::NaiveBayes;
use ndarray::{Array1, Array2, ArrayView2};
use rasid_feature::{SparseRow, SparseRows};

use crate::counts::{ClassCounts, Seeds};
use crate::error::BayesError;
use crate::hyperparams::SparseNbValidParams;
use crate::model::SparseNb;

/// Sparse rows as linfa `Records`: `nsamples × nfeatures`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SparseRecords {
    rows: SparseRows,
}

impl SparseRecords {
    /// Wraps rows.
    pub fn new(rows: SparseRows) -> Self {
        Self { rows }
    }

    /// The rows.
    pub fn rows(&self) -> &[SparseRow] {
        self.rows.rows()
    }
}

impl Records for SparseRecords {
    type Elem = f64;

    fn nsamples(&self) -> usize {
        self.rows.rows().len()
    }

    fn nfeatures(&self) -> usize {
        self.rows.features()
    }
}

impl<T: AsSingleTargets<Elem = usize>> Fit<SparseRecords, T, BayesError> for SparseNbValidParams {
    type Object = SparseNb;

    /// Counts and fits. Classes are the labels that occur, in rising order.
    fn fit(&self, dataset: &DatasetBase<SparseRecords, T>) -> Result<SparseNb, BayesError> {
        let targets = dataset.as_single_targets();
        let mut labels: Vec<usize> = targets.iter().copied().collect();
        labels.sort_unstable();
        labels.dedup();
        if labels.is_empty() {
            return Err(BayesError::NoRows);
        }
        let mut counts = ClassCounts::new(dataset.records().nfeatures(), labels.len());
        for (row, label) in dataset.records().rows().iter().zip(targets) {
            let class = labels.partition_point(|l| l < label);
            counts.add(row, class);
        }
        Ok(SparseNb::from_counts((&counts).into(), &Seeds::default(), None, self, labels))
    }
}

impl PredictInplace<SparseRecords, Array1<usize>> for SparseNb {
    fn predict_inplace<'a>(&'a self, x: &'a SparseRecords, y: &mut Array1<usize>) {
        assert_eq!(x.nsamples(), y.len(), "one prediction for each row");
        for (row, y) in x.rows().iter().zip(y) {
            let (joint, _) = self.joint_log_likelihood_of(row);
            *y = self.labels[first_maximum(&joint)];
        }
    }

    fn default_target(&self, x: &SparseRecords) -> Array1<usize> {
        Array1::zeros(x.nsamples())
    }
}

impl NaiveBayes<'_, f64, usize> for SparseNb {
    #[expect(clippy::disallowed_types, reason = "the trait is declared with it")]
    fn joint_log_likelihood(
        &self,
        x: ArrayView2<'_, f64>,
    ) -> std::collections::HashMap<&usize, Array1<f64>> {
        let classes = self.labels.iter().enumerate();
        classes
            .map(|(c, label)| {
                let score = |row: ndarray::ArrayView1<'_, f64>| {
                    let terms = row.iter().enumerate().filter(|(_, n)| **n != 0.0);
                    terms.fold(self.log_prior()[c], |sum, (f, n)| sum + n * self.weights(f)[c])
                };
                (label, x.rows().into_iter().map(score).collect())
            })
            .collect()
    }

    /// Log-probabilities with the maximum shifted out first, so that long texts stay finite.
    fn predict_log_proba(&self, x: ArrayView2<'_, f64>) -> (Array2<f64>, Vec<&usize>) {
        let by_class = self.joint_log_likelihood(x);
        let mut out = Array2::zeros((x.nrows(), self.labels.len()));
        for (mut column, label) in out.columns_mut().into_iter().zip(&self.labels) {
            column.assign(&by_class[label]);
        }
        for mut row in out.rows_mut() {
            let max = row.fold(f64::NEG_INFINITY, |m, &v| m.max(v));
            let log_sum = max + row.fold(0.0, |s, &v| s + (v - max).exp()).ln();
            row.mapv_inplace(|v| v - log_sum);
        }
        (out, self.labels.iter().collect())
    }
}

/// Position of the greatest value, the first on ties.
fn first_maximum(values: &[f64]) -> usize {
    let mut best = 0;
    for (i, v) in values.iter().enumerate() {
        if *v > values[best] {
            best = i;
        }
    }
    best
}
