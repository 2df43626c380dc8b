//! Sparse naive Bayes, multinomial and complement, on linfa's and linfa-bayes's traits and parameters, with per-word
//! evidence.
//!
//! Called by `pipeline`; calls `feature` for its sparse rows. It reads like linfa and swaps in for
//! it: [`SparseRecords`] are linfa `Records`; [`SparseNbParams`] wrap linfa-bayes's own
//! `MultinomialNbParams` and are checked by `ParamGuard`; the checked ones implement `Fit`;
//! [`SparseNb`] implements `PredictInplace` and `linfa_bayes::NaiveBayes`. What differs from
//! linfa-bayes: rows are sparse, probabilities are taken with the maximum shifted out, ties go to
//! the class that comes first. Do not use it for probabilities to show to people: naive Bayes is
//! sure of itself, `decide` calibrates.
//!
//! ```
//! use linfa::dataset::DatasetBase;
//! use linfa::prelude::*;
//! use ndarray::array;
//! use rasid_bayes::{SparseNbParams, SparseRecords};
//! use rasid_feature::{SparseRow, SparseRows};
//!
//! // Columns: شراكة, هيمنة.
//! let rows = vec![SparseRow::new([(0, 3)]), SparseRow::new([(1, 2)])];
//! let data = DatasetBase::new(SparseRecords::new(SparseRows::new(2, rows)), array![0usize, 1]);
//! let model = SparseNbParams::new().alpha(1.0).fit(&data)?;
//! assert_eq!(model.predict(&data), array![0, 1]);
//! # Ok::<(), rasid_bayes::BayesError>(())
//! ```
#![forbid(unsafe_code)]

mod counts;
mod error;
mod hyperparams;
mod linfa_traits;
mod marginals;
mod model;
mod packed;

pub use counts::{ClassCounts, Seeds, Table};
pub use error::BayesError;
pub use hyperparams::{Prior, SparseNbParams, SparseNbValidParams, Variant};
/// linfa's check of parameters, for callers that do not name linfa.
pub use linfa::ParamGuard;
pub use linfa_traits::SparseRecords;
pub use marginals::Marginals;
pub use model::{SparseNb, UNITS_PER_NAT};
pub use packed::PackedWeights;
