//! Folds that do not leak, confusion, metrics with intervals, agreement of coders.
//!
//! Called by the command line and `report`; calls `codebook` for names and `decide` for verdicts.
//! [`Folds`] cut a set by groups, which [`connected`] makes of events, outlets and [`near_copies`];
//! [`cross_validate`] takes fit-and-score as a closure, so that this crate knows no model;
//! [`AxisEvaluation`] counts and measures; [`climb`] chooses among settings by figures that it is
//! given; [`AxisAgreement`] says how far those who coded the set agree. Do not use it on articles that
//! the model was fitted on: nothing here can notice.
//!
//! ```
//! use rasid_eval::{Confusion, Folds};
//!
//! let folds = Folds::grouped(&["event 1", "event 1", "event 2", "event 3"], 2)?;
//! assert_eq!(folds.of(0), folds.of(1), "a group is never cut");
//!
//! let mut confusion = Confusion::new(2);
//! for (truth, predicted) in [(0, Some(0)), (0, Some(1)), (1, Some(1)), (1, None)] {
//!     confusion.add(truth, predicted);
//! }
//! assert_eq!(confusion.accuracy(), Some(0.5), "an abstention is no right answer");
//! assert_eq!(confusion.precision(1), Some(0.5));
//! # Ok::<(), rasid_eval::FoldError>(())
//! ```
#![forbid(unsafe_code)]

mod agreement;
mod association;
mod audit;
mod bootstrap;
mod climb;
mod confident;
mod confusion;
mod copies;
mod drift;
mod evaluation;
mod folds;
mod telling;

pub use agreement::{
    AdjudicatedShare, AxisAgreement, Coding, PairAgreement, agreement, cohen_kappa,
    krippendorff_alpha,
};
pub use association::{Association, association};
pub use audit::{
    Audit, AuditArticle, AuditSet, AxisLabels, Basis, Comparison, Finding, FindingKind, Place,
    RankedLabel, Severity, audit, audit_against,
};
pub use bootstrap::Interval;
pub use climb::{Climb, climb};
pub use confident::{ConfidentLabels, JudgedLabel, ScoredLabel, confident_labels};
pub use confusion::Confusion;
pub use copies::{CopyPair, near_copies};
pub use drift::{GroupCounts, Shift, shift};
pub use evaluation::{AxisEvaluation, ClassFigures, Figure, MentionedFigures, Outcome, evaluate};
pub use folds::{FoldError, Folds, connected, cross_validate};
pub use telling::{TellingWord, telling_words};
