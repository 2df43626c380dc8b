//! The confusion report: what it holds, and its forms.

mod csv;
mod details;
mod html;
mod parts;
mod sections;
mod terminal;

pub use csv::write_evaluation_csv;
pub use parts::{
    ClassWords, Digests, FoldComparison, LearningCurve, LearningPoint, Mistake, MistakeMark,
};

use std::io::{self, Write};

use rasid_eval::AxisEvaluation;
use serde::Serialize;

use crate::json_line::write_json_pretty;

/// A whole evaluation: how it was done, and the figures of every axis. Parts that a run did not make
/// are empty, and no form of the report shows them.
#[derive(Debug, Clone, Serialize)]
pub struct EvaluationReport {
    /// The labelled set.
    pub labels: String,
    /// How articles were kept apart from training, in words.
    pub method: String,
    /// Articles in the set.
    pub articles: usize,
    /// The settings, as JSON.
    pub settings: serde_json::Value,
    /// One for each axis with labels.
    pub axes: Vec<AxisEvaluation>,
    /// Names of axes without labels in the set.
    pub unlabelled: Vec<String>,
    /// Folds that keep groups whole beside folds that ignore them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub random: Vec<FoldComparison>,
    /// What more labels brought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub learning: Vec<LearningCurve>,
    /// The words that speak most for each class.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<ClassWords>,
    /// The articles that were given a wrong class with the most certainty, worst first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// What was measured, to the byte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digests: Option<Digests>,
}

impl EvaluationReport {
    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }
}
