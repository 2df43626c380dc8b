//! Scores to calibrated probabilities to verdict or abstention.
//!
//! Called by `pipeline`, `eval` and `report`; calls nobody. It knows classes by position only. Do
//! not use it for several articles at once: shares of a set are sums of these probabilities.
//!
//! ```
//! use rasid_decide::{Abstention, Calibration, Method, Verdict, by_length};
//!
//! // Joint log-likelihoods of three classes over 100 words that say something.
//! let values = by_length(&[-500.0, -520.0, -503.0], 100);
//! let calibration = Calibration::default();
//! let scores = calibration.scores(&values, &[0.0; 3]);
//! let probabilities = calibration.probabilities(&scores);
//! let verdict = Verdict::by_model(&scores, &probabilities, 100, Abstention::Below(0.5));
//! assert_eq!((verdict.class, verdict.method), (Some(0), Method::Model));
//! let silent = Verdict::by_model(&scores, &probabilities, 0, Abstention::Below(0.5));
//! assert_eq!((silent.class, silent.best), (None, None));
//! ```
#![forbid(unsafe_code)]

mod calibration;
mod conformal;
mod isotonic;
mod temperature;
mod verdict;

pub use calibration::{Calibration, HeldOut};
pub use conformal::{Conformal, SetFault, Sets};
pub use isotonic::{Isotonic, IsotonicFit};
pub use temperature::{FEW_WORDS, Temperature, TemperatureFit, by_length, root_of_length, softmax};
pub use verdict::{Abstention, Method, Reason, Verdict, best_of};
