//! Folds that do not leak, confusion, metrics with intervals, agreement of coders.
//!
//! Called by the command line and `report`; calls `codebook` for names and `decide` for verdicts.
//! [`Folds`] cut a set by groups, which [`connected`] makes of events, outlets and [`near_copies`];
//! [`cross_validate`] takes fit-and-score as a closure, so that this crate knows no model;
//! [`AxisEvaluation`] counts and measures, with intervals as the [`Design`] of the answers has them;
//! [`climb`] chooses among settings by figures that it is given; [`AxisAgreement`] says how far those
//! who coded the set agree. [`CrossTab`] counts verdicts on articles that nobody labelled, [`Counts`]
//! says what they show. Do not use it on articles that the model was fitted on: nothing here can notice.
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
mod answers;
mod association;
mod audit;
mod baselines;
mod bootstrap;
mod calibration;
mod climb;
mod compare;
mod confident;
mod conformal;
mod confusion;
mod copies;
mod counts;
mod crosstab;
mod design;
mod drift;
mod evaluation;
mod folds;
mod forward;
mod gate;
mod headline;
mod risk;
mod slices;
mod telling;
mod timeline;
mod wilson;

pub use agreement::{
    AdjudicatedShare, AxisAgreement, Coding, PairAgreement, agreement, cohen_kappa,
    krippendorff_alpha,
};
pub use association::{Association, association};
pub use audit::{
    Audit, AuditArticle, AuditSet, AxisLabels, Basis, DriftComparison, Finding, FindingKind, Place,
    RankedLabel, Severity, audit, audit_against,
};
pub use baselines::Baseline;
pub use bootstrap::{Figure, Interval};
pub use calibration::{CalibrationFigures, Reliability, ReliabilityBin};
pub use climb::{Climb, climb};
pub use compare::{AxisComparison, ClassComparison, Compared, Given, McNemar, Pair, compare};
pub use confident::{ConfidentLabels, JudgedLabel, ScoredLabel, confident_labels};
pub use conformal::{ClassCoverage, ConformalFigures};
pub use confusion::Confusion;
pub use copies::{CopyPair, near_copies};
pub use counts::{Counts, Scale, Share};
pub use crosstab::{Cell, CrossTab, Judged, Row};
pub use design::Design;
pub use drift::{GroupCounts, Shift, shift};
pub use evaluation::{AxisEvaluation, ClassFigures, MentionedFigures, Outcome, evaluate};
pub use folds::{FoldError, Folds, connected, cross_validate};
pub use forward::Forward;
pub use gate::{Comparison, Gate};
pub use headline::{CURVE_POINTS, Difference, Learning, difference, learning};
pub use risk::{CoveragePoint, RiskCoverage};
pub use slices::{Slice, Slicing};
pub use telling::{TellingWord, telling_words};
pub use timeline::{Span, Step, timeline};
pub use wilson::wilson;
