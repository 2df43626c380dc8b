//! Whether verdicts of an axis may be shown one by one.

use serde::Serialize;

use crate::bootstrap::Figure;

/// A model that does not beat the commonest class has no business with single articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// Whether every comparison is won.
    pub open: bool,
    /// Macro-F1, each article answered by its most probable class, over all articles.
    pub overall: Comparison,
    /// The same where the target is mentioned; only on axes with an absent class.
    pub mentioned: Option<Comparison>,
}

/// The least that a figure may be against what it has to beat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    /// Lower bound of our macro-F1's interval; none where it is undefined.
    pub low: Option<f64>,
    /// Macro-F1 of always answering the commonest class.
    pub majority: Option<f64>,
    /// Whether the bound is above it; never where either is undefined.
    pub beaten: bool,
}

impl Comparison {
    pub(crate) fn new(ours: &Figure, majority: Option<f64>) -> Self {
        let low = ours.interval.map(|i| i.low);
        Self { low, majority, beaten: low.zip(majority).is_some_and(|(low, m)| low > m) }
    }
}

impl Gate {
    pub(crate) fn new(overall: Comparison, mentioned: Option<Comparison>) -> Self {
        let open = overall.beaten && mentioned.is_none_or(|m| m.beaten);
        Self { open, overall, mentioned }
    }
}
