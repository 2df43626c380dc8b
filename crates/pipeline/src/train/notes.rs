//! What training says of a labelled set.

use rasid_bayes::BayesError;
use rasid_codebook::{AxisId, ClassId};

use crate::settings::SettingError;

/// Something about a labelled set that its owner should know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TrainNote {
    /// No article of this class: the model never answers it.
    NoExample(AxisId, ClassId),
    /// Fewer than two classes have articles: the axis is left out.
    NotTrained(AxisId),
    /// Labelled with a stance, but no mention of the target was found: not used on this axis.
    NoMention(AxisId, u64),
    /// Labelled absent, but a mention of the target was found.
    Mentioned(AxisId, u64),
    /// Seed terms of several words, which speak only where pairs of stems are features.
    PhrasesUnused(u64),
    /// No article could be scored by the others: probabilities are not calibrated.
    NotCalibrated(AxisId),
}

/// Why no model can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// No axis has two classes with articles.
    #[error("no axis has articles of two classes; there is nothing to tell apart")]
    NothingToLearn,
    /// No word is left after `min_documents`.
    #[error("no word stands in at least {0} articles; there is nothing to learn from")]
    NoTerms(u32),
    /// A stream is counted once for axes that learn from one another.
    #[error(
        "axis `{0}` learns together with others whose features are not the same; choose one set of them"
    )]
    Apart(String),
    /// A setting out of range.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// Refused by linfa's check.
    #[error(transparent)]
    Params(#[from] BayesError),
}
