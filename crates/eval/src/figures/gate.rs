//! Whether verdicts of an axis may be shown one by one.

use serde::Serialize;

use crate::intervals::bootstrap::Figure;

/// A model that does not beat those who read nothing has no business with single articles.
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
    /// The best macro-F1 without reading: of always answering the commonest class, or of guessing classes
    /// as often as they occur, which is 1 over the number of classes that do.
    pub chance: Option<f64>,
    /// Whether the bound is above it; never where either is undefined.
    pub beaten: bool,
}

impl Comparison {
    /// `majority` is the macro-F1 of always answering the commonest class; `occurring` classes have an
    /// article.
    pub(crate) fn new(ours: &Figure, majority: Option<f64>, occurring: usize) -> Self {
        let low = ours.interval.map(|i| i.low);
        // Guessed in the shares p of the classes, precision and recall of each are its p.
        let chance = majority.map(|m| m.max(1.0 / occurring as f64));
        Self { low, chance, beaten: low.zip(chance).is_some_and(|(low, chance)| low > chance) }
    }
}

impl Gate {
    pub(crate) fn new(overall: Comparison, mentioned: Option<Comparison>) -> Self {
        let open = overall.beaten && mentioned.is_none_or(|m| m.beaten);
        Self { open, overall, mentioned }
    }
}
