//! Scores to calibrated probabilities to verdict or abstention.
//!
//! Called by `pipeline`, `eval` and `report`; calls nobody. It knows classes by position only. Do
//! not use it for several articles at once: shares of a set are sums of these probabilities.
//!
//! ```
//! use rasid_decide::{Calibration, Method, Verdict, by_length};
//!
//! // Joint log-likelihoods of three classes over 100 words that say something.
//! let values = by_length(&[-500.0, -520.0, -503.0], 100);
//! let scores = Calibration::default().scores(&values, &[0.0; 3]);
//! let verdict = Verdict::by_model(&scores, 100, 0.5);
//! assert_eq!((verdict.class, verdict.method), (Some(0), Method::Model));
//! let silent = Verdict::by_model(&[-1.1, -1.1, -1.1], 0, 0.5);
//! assert_eq!((silent.class, silent.best), (None, None));
//! ```
#![forbid(unsafe_code)]

mod calibration;
mod verdict;

pub use calibration::{Calibration, CalibrationFit, by_length, root_of_length};
pub use verdict::{Method, Reason, Verdict, best_of};
