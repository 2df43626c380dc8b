//! Training: counts, then temperatures.

mod axis;
mod choice;
mod digests;
mod notes;
mod set;
mod trials;
mod unlabelled;

use std::collections::{BTreeMap, BTreeSet};

use rasid_codebook::{AxisId, ClassId};
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{Analyzed, Analyzer};
use crate::model::{AxisModel, Model, Training, settings_of};
use crate::seeds::SeedTerms;
use axis::AxisTask;
pub use choice::{COORDINATES, Trial, families};
pub use digests::digest_of;
use digests::digest_of_seeds;
pub use notes::{TrainError, TrainNote};
use set::TrainingSet;
pub use trials::{Answer, Trials};
pub use unlabelled::Unlabelled;

/// A labelled article.
#[derive(Debug, Clone)]
pub struct Example<'a> {
    /// The article.
    pub article: &'a Analyzed,
    /// Its original text, for the digest of the training set.
    pub text: &'a str,
    /// A class or nothing for each axis of the codebook, in order.
    pub labels: Vec<Option<ClassId>>,
    /// Articles of one group (event, outlet) are never on both sides of a fold.
    pub group: &'a str,
    /// Where it was collected: articles of one domain are alike in ways that have nothing to do with
    /// their classes.
    pub domain: &'a str,
}

/// A model and what its user should know.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// What was unusual about the labels.
    pub notes: Vec<TrainNote>,
}

/// Trains a model. The order of the examples changes nothing. Unlabelled text counts for the axes
/// whose settings ask for it.
///
/// # Errors
/// Where there is nothing to learn or a parameter is out of range.
pub fn train(
    analyzer: &Analyzer,
    examples: &[Example<'_>],
    seeds: &[SeedTerms],
    unlabelled: Option<&Unlabelled>,
) -> Result<Trained, TrainError> {
    let (book, settings) = (analyzer.codebook(), analyzer.settings());
    settings.check()?;
    let set = TrainingSet::new(analyzer, examples, seeds, &settings.bag());
    if set.vocabulary.is_empty() && !examples.is_empty() {
        return Err(TrainError::NoTerms(settings.min_documents));
    }
    let mut notes = Vec::new();
    let of = |axis: &AxisId| settings_of(book, *axis, settings);
    let silent = seeds.iter().zip(&set.stems).map(|(written, s)| {
        let axis = of(&s.axis);
        if axis.seed_strength == 0.0 {
            0
        } else {
            written.terms.len() - s.speaking(axis.feature).count()
        }
    });
    let silent: usize = silent.sum();
    if silent > 0 {
        notes.push(TrainNote::PhrasesUnused(silent as u64));
    }
    let folds = settings.calibration_folds;
    // A hash, so that shards need not know one another.
    let fold_of = |e: &Example<'_>| (xxh3_64(e.group.as_bytes()) % u64::from(folds)) as usize;
    let fold_of: Vec<usize> = examples.iter().map(fold_of).collect();
    let mut axes: Vec<AxisModel> = Vec::new();
    for axis in book.axis_ids() {
        let settings = of(&axis);
        let marginals = unlabelled.filter(|_| settings.unlabelled);
        let marginals = marginals.and_then(|u| u.of(axis, settings.feature, &set.vocabulary));
        let task = AxisTask { set: &set, axis, settings, fold_of: &fold_of, folds: folds as usize };
        axes.push(task.train(marginals, &mut notes)?);
    }
    if axes.iter().all(|a| a.classes.is_empty()) {
        return Err(TrainError::NothingToLearn);
    }
    let training = Training {
        domains: set.domains.iter().map(|d| (*d).to_owned()).collect(),
        trials: Vec::new(),
        unfamiliar: set.unfamiliar(&fold_of),
        articles: examples.len() as u64,
        groups: examples.iter().map(|e| e.group).collect::<BTreeSet<_>>().len() as u64,
        digest: digest_of(book, examples),
        seeds: digest_of_seeds(&set.stems),
        languages: common(examples.iter().filter_map(|e| e.article.about.language)),
        scripts: common(examples.iter().filter_map(|e| e.article.about.script)),
    };
    let model = Model { analyzer: analyzer.clone(), vocabulary: set.vocabulary, axes, training };
    Ok(Trained { model: model.with_sets(), notes })
}

/// Values that at least a twentieth of the articles with a value have, sorted.
fn common<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let all: usize = counts.values().sum();
    counts.into_iter().filter(|(_, n)| n * 20 >= all).map(|(v, _)| v.to_owned()).collect()
}
