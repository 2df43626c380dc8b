//! What a confusion report says of answers whose truth is known.

pub(crate) mod answers;
pub(crate) mod baselines;
pub(crate) mod calibration;
pub(crate) mod compare;
pub(crate) mod conformal;
pub(crate) mod confusion;
pub(crate) mod evaluation;
pub(crate) mod gate;
pub(crate) mod headline;
pub(crate) mod risk;
pub(crate) mod slices;

pub use baselines::Baseline;
pub use calibration::{CalibrationFigures, Reliability, ReliabilityBin};
pub use compare::{AxisComparison, ClassComparison, Compared, Given, McNemar, Pair, compare};
pub use conformal::{ClassCoverage, ConformalFigures};
pub use confusion::Confusion;
pub use evaluation::{AxisEvaluation, ClassFigures, MentionedFigures, Outcome, evaluate};
pub use gate::{Comparison, Gate};
pub use headline::{CURVE_POINTS, Difference, Learning, difference, learning};
pub use risk::{CoveragePoint, RiskCoverage};
pub use slices::{Slice, Slicing};
