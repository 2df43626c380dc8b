//! Folds that do not leak, confusion, metrics with intervals, agreement of coders.
//!
//! Called by the command line and `report`; calls `codebook` for names and `decide` for verdicts.
//! [`Folds`] cut a set by groups, which [`connected`] makes of events, outlets and [`near_copies`],
//! [`Forward`] cuts it in time; who trains on the splits is up to the caller, so that this crate knows no model;
//! [`AxisEvaluation`] counts and measures, with intervals as the [`Design`] of the answers has them;
//! [`climb`] chooses among settings by figures that it is given; [`AxisAgreement`] says how far those
//! who coded the set agree. [`CopyWindow`] finds near copies among articles that stream by, [`CrossTab`]
//! counts verdicts on articles that nobody labelled, [`Counts`] says what they show. Do not use it on
//! articles that the model was fitted on: nothing here can notice.
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

mod climb;
mod copies;
mod figures;
mod folds;
mod intervals;
mod labels;
mod verdicts;

pub use climb::{Climb, climb};
pub use copies::{CopyPair, CopySketch, CopyWindow, near_copies};
pub use figures::{
    AxisComparison, AxisEvaluation, Baseline, CURVE_POINTS, CalibrationFigures, ClassComparison,
    ClassCoverage, ClassFigures, Compared, Comparison, ConformalFigures, Confusion, CoveragePoint,
    Difference, Gate, Given, Learning, McNemar, MentionedFigures, Outcome, Pair, Reliability,
    ReliabilityBin, RiskCoverage, Slice, Slicing, compare, difference, evaluate, learning,
};
pub use folds::{FoldError, Folds, Forward, Split, connected};
pub use intervals::{Design, Figure, Interval, wilson};
pub use labels::{
    AdjudicatedShare, Association, Audit, AuditArticle, AuditSet, AxisAgreement, AxisLabels, Basis,
    Coding, ConfidentLabels, DriftComparison, Finding, FindingKind, GroupCounts, JudgedLabel,
    PairAgreement, Place, RankedLabel, ScoredLabel, Severity, Shift, TellingWord, agreement,
    association, audit, audit_against, cohen_kappa, confident_labels, krippendorff_alpha, shift,
    telling_words,
};
pub use verdicts::{Cell, Counts, CrossTab, Judged, Row, Scale, Share, Span, Step, timeline};
