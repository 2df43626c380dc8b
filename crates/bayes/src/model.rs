//! The fitted model.

use std::sync::Arc;

use rasid_feature::SparseRow;

use crate::counts::{Seeds, Table};
use crate::hyperparams::{Prior, SparseNbValidParams, Variant};
use crate::marginals::Marginals;

/// Weights are whole multiples of 1 / `UNITS` nat and are summed as whole numbers, so that the order of
/// summing, and who sums, makes no difference to the last bit. They are within 10^-11 of their logarithms.
const UNITS: f64 = UNITS_PER_NAT as f64;

/// How many units of [`SparseNb::units`] are one nat.
pub const UNITS_PER_NAT: u64 = 1 << 36;

/// Fitted sparse naive Bayes.
///
/// Multinomial: the weight of a feature for a class is `ln P(feature | class)`, that is
/// `ln(n + alpha + seed) − ln Σ(n + alpha + seed)` (Manning, Raghavan and Schütze 2008, ch. 13).
/// Complement: it is `−ln P(feature | other classes)`, smoothed alike (Rennie et al. 2003).
/// Weights are word-major: the classes of one feature stand side by side. Clones share them.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseNb {
    pub(crate) labels: Vec<usize>,
    log_prior: Vec<f64>,
    weights: Arc<Vec<f64>>,
}

impl SparseNb {
    /// Takes the logarithms, once. `labels` names the classes of the counts, in order. With
    /// `marginals` (a count for each feature, of unlabelled text) the counts are first estimated anew,
    /// as [`Marginals`] says.
    pub fn from_counts(
        counts: Table,
        seeds: &Seeds,
        marginals: Option<&Marginals>,
        params: &SparseNbValidParams,
        labels: Vec<usize>,
    ) -> Self {
        let Table { documents, counts: mut smoothed } = counts;
        let classes = documents.len();
        assert_eq!(labels.len(), classes, "a label for each class");
        for &(feature, class) in &seeds.list {
            smoothed[feature as usize * classes + usize::from(class)] += seeds.strength;
        }
        if let Some(marginals) = marginals {
            marginals.estimate(&mut smoothed, classes);
        }
        let mut totals = vec![0.0; classes];
        // An axis without classes has no words either.
        let width = classes.max(1);
        for word in smoothed.chunks_exact_mut(width) {
            let all: f64 = word.iter().sum();
            // No count is below 0.
            if params.occupied_only() && all == 0.0 {
                // Stays all zero and becomes weight 0 for every class: no evidence.
                continue;
            }
            if params.variant() == Variant::Complement {
                word.iter_mut().for_each(|n| *n = all - *n);
            }
            for (n, total) in word.iter_mut().zip(&mut totals) {
                *n += params.alpha();
                *total += *n;
            }
        }
        let log_totals: Vec<f64> = totals.iter().map(|t| t.ln()).collect();
        let sign = if params.variant() == Variant::Complement { -1.0 } else { 1.0 };
        let mut logs = Logs::new();
        for word in smoothed.chunks_exact_mut(width).filter(|w| w[0] > 0.0) {
            for (n, log_total) in word.iter_mut().zip(&log_totals) {
                *n = in_units(sign * (logs.ln(*n) - log_total));
            }
        }
        let log_prior = log_prior(&documents, params.prior());
        Self { labels, log_prior, weights: Arc::new(smoothed) }
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.labels.len()
    }

    /// Weights of one feature, a class each, in nat; all 0 where the feature says nothing.
    pub fn weights(&self, feature: usize) -> &[f64] {
        &self.weights[feature * self.classes()..][..self.classes()]
    }

    /// The same as whole numbers, of which [`UNITS_PER_NAT`] are one nat: sums of these are exact.
    pub fn units(&self, feature: usize) -> impl ExactSizeIterator<Item = i64> + '_ {
        self.weights(feature).iter().map(|w| units(*w))
    }

    /// `ln P(class)`.
    pub fn log_prior(&self) -> &[f64] {
        &self.log_prior
    }

    /// Whether a feature says anything.
    pub fn speaks(&self, feature: usize) -> bool {
        self.weights(feature).iter().any(|&w| w != 0.0)
    }

    /// `ln P(class) + Σ n · weight`, a class each, and the sum of the counts of features that say
    /// anything.
    pub fn joint_log_likelihood_of(&self, row: &SparseRow) -> (Vec<f64>, u64) {
        let mut sums = vec![0_i64; self.classes()];
        let mut length = 0;
        for (feature, n) in row.entries() {
            if !self.speaks(feature) {
                continue;
            }
            length += u64::from(n);
            for (sum, w) in sums.iter_mut().zip(self.weights(feature)) {
                *sum = sum.wrapping_add(i64::from(n).wrapping_mul(units(*w)));
            }
        }
        let joint = self.log_prior.iter().zip(sums).map(|(prior, sum)| prior + nat(sum));
        (joint.collect(), length)
    }

    /// What each feature of a row adds to the log-odds of class `one` against class `other`
    /// (positions, not labels), with its count, in rising order of feature. Together with the
    /// difference of the priors they make the difference of the joint log-likelihoods.
    pub fn contributions(
        &self,
        row: &SparseRow,
        one: usize,
        other: usize,
    ) -> impl Iterator<Item = (usize, u32, f64)> {
        row.entries().filter(|e| self.speaks(e.0)).map(move |(feature, n)| {
            let w = self.weights(feature);
            (feature, n, f64::from(n) * (w[one] - w[other]))
        })
    }
}

/// Logarithms with a memory: most features have one of a few counts. The bits are those of `f64::ln`.
struct Logs {
    /// Bits of a number with its logarithm, at the place that the bits say.
    known: Vec<(u64, f64)>,
}

impl Logs {
    /// Small enough for the first-level cache to keep a good part of it.
    const PLACES: usize = 1 << 10;

    /// Nothing remembered: 0, which has no logarithm, stands everywhere.
    fn new() -> Self {
        Self { known: vec![(0, 0.0); Self::PLACES] }
    }

    /// `n.ln()` of a number above 0.
    #[inline]
    fn ln(&mut self, n: f64) -> f64 {
        let bits = n.to_bits();
        // Fibonacci hashing: the upper bits of the product depend on all bits.
        let place = bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::PLACES.ilog2());
        let known = &mut self.known[place as usize];
        if known.0 != bits {
            *known = (bits, n.ln());
        }
        known.1
    }
}

fn log_prior(documents: &[u64], prior: Prior) -> Vec<f64> {
    let all: u64 = documents.iter().sum();
    let share = |n: u64| match prior {
        Prior::Uniform => 1.0 / documents.len() as f64,
        Prior::Empirical => n as f64 / all as f64,
    };
    documents.iter().map(|&n| share(n).ln()).collect()
}

/// The nearest weight that is a whole number of units.
fn in_units(weight: f64) -> f64 {
    // Half a unit and a cast, which takes a tenth of the time of `round` where that is a call: a model is
    // opened for one article too. Weights are far below 2^53 units.
    let units = weight * UNITS;
    (units + 0.5_f64.copysign(units)) as i64 as f64 / UNITS
}

/// A weight in units, of which it is a whole number.
#[inline]
pub(crate) fn units(weight: f64) -> i64 {
    (weight * UNITS) as i64
}

/// Units in nat.
#[inline]
pub(crate) fn nat(units: i64) -> f64 {
    units as f64 / UNITS
}
