//! The confusion report of a set that was answered.

use std::path::Path;

use rasid_eval::{Design, evaluate};
use rasid_pipeline::{Digest, Model, Settings};
use rasid_report::{ClassWords, Digests, EvaluationReport, FoldComparison, LearningCurve, Mistake};

use super::answered::Scored;
use super::slices::slices;

/// Words that are listed of each class.
const WORDS: usize = 12;

/// What stands in a report beside the figures of the answers.
pub(super) struct Parts<'a> {
    pub(super) method: String,
    pub(super) design: Design,
    pub(super) settings: &'a Settings,
    pub(super) random: Vec<FoldComparison>,
    pub(super) learning: Vec<LearningCurve>,
    pub(super) words: Vec<ClassWords>,
    pub(super) mistakes: Vec<Mistake>,
    pub(super) digests: Digests,
}

pub(super) fn report(labels: &Path, scored: &Scored<'_>, parts: Parts<'_>) -> EvaluationReport {
    let (mut axes, mut unlabelled) = (Vec::new(), Vec::new());
    for axis in scored.book.axis_ids() {
        let (names, values) = slices(scored, axis);
        let outcomes = scored.outcomes(axis, &values);
        if outcomes.is_empty() {
            unlabelled.push(scored.book.axis_at(axis).name.clone());
            continue;
        }
        let coverage = parts.settings.abstention.coverage;
        let mut figures = evaluate(scored.book, axis, &outcomes, parts.design, &names, coverage);
        // A cut into one part says nothing more than the whole.
        figures.slicings.retain(|slicing| slicing.slices.len() > 1);
        axes.push(figures);
    }
    EvaluationReport {
        labels: labels.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        method: parts.method,
        articles: scored.answers.iter().flatten().count(),
        settings: serde_json::to_value(parts.settings).expect("settings are plain data"),
        axes,
        unlabelled,
        random: parts.random,
        learning: parts.learning,
        words: parts.words,
        mistakes: parts.mistakes,
        digests: Some(parts.digests),
    }
}

/// The words that speak most for each class of a model.
pub(super) fn class_words(model: &Model) -> Vec<ClassWords> {
    let book = model.analyzer().codebook();
    let of_class = |axis, class: usize| {
        let axis: &rasid_pipeline::AxisModel = axis;
        let words = model.speaking_words(axis, class, WORDS);
        ClassWords {
            axis: book.axis_at(axis.axis()).name.clone(),
            class: book.class_name(axis.axis(), axis.classes()[class]).to_owned(),
            words: words.into_iter().map(|w| (w.term, (w.weight * 1e6).round() / 1e6)).collect(),
        }
    };
    let axes = model.axes().iter();
    axes.flat_map(|axis| (0..axis.classes().len()).map(move |c| of_class(axis, c))).collect()
}

pub(super) fn digest_of_settings(settings: &Settings) -> String {
    let json = serde_json::to_string(settings).expect("settings are plain data");
    Digest::of(json.as_bytes()).to_string()
}
