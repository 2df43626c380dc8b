//! Parts of the confusion report that only some runs make.

use rasid_eval::Figure;
use serde::Serialize;

/// Macro-F1 of an axis without abstention (where the target is mentioned, on axes about a target), on
/// folds that keep groups whole and on folds that ignore them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoldComparison {
    /// Name of the axis.
    pub axis: String,
    /// No group on both sides of a fold.
    pub grouped: Figure,
    /// Folds that ignore groups.
    pub random: Figure,
    /// Random less grouped: what a score gains from having seen the same event or outlet.
    pub gap: Figure,
}

/// What more labelled articles brought on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearningCurve {
    /// Name of the axis.
    pub axis: String,
    /// From few articles to all.
    pub points: Vec<LearningPoint>,
    /// What the curve lets one expect, in a sentence; empty where it allows none.
    pub forecast: String,
}

/// One size of training set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearningPoint {
    /// Articles trained on.
    pub articles: u64,
    /// Groups they fall into.
    pub groups: u64,
    /// On articles of unseen groups, without abstention.
    pub macro_f1: Figure,
}

/// The words that speak most for a class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassWords {
    /// Name of the axis.
    pub axis: String,
    /// Name of the class.
    pub class: String,
    /// Terms with their weight in log-odds, strongest first.
    pub words: Vec<(String, f64)>,
}

/// An article that was given a wrong class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// Name of the axis.
    pub axis: String,
    /// The article's id.
    pub id: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// Name of its true class.
    pub truth: String,
    /// Name of the class that it was given.
    pub given: String,
    /// Probability of the class that it was given.
    pub probability: f64,
    /// What was read.
    pub text: String,
    /// The words that the verdict rests on, the weightiest first.
    pub marks: Vec<MistakeMark>,
}

/// A place in a mistake's text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MistakeMark {
    /// First byte of the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Log-odds: above 0 it speaks for the class that was given, below 0 against it.
    pub weight: f64,
}

/// What was measured, to the byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digests {
    /// Version of rasid.
    pub rasid: String,
    /// Digest of the labelled set.
    pub labels: String,
    /// Digest of the model, where one was given.
    pub model: Option<String>,
    /// Digest of the settings.
    pub settings: String,
}
