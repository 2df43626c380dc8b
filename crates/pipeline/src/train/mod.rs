//! Training: counts, then temperatures.

mod axis;
mod choice;
mod counted;
mod counter;
mod digests;
mod notes;
mod places;
mod sample;
mod set;
mod shard;
mod tally;
mod trials;
mod unlabelled;

use std::collections::{BTreeMap, BTreeSet};

use rasid_codebook::ClassId;
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{Analyzed, Analyzer};
use crate::model::{AxisModel, Model, Training, settings_of};
use crate::seeds::SeedTerms;
use axis::AxisTask;
pub use choice::{COORDINATES, Trial, families};
pub use counter::Counter;
pub use digests::digest_of;
use digests::digest_of_seeds;
pub(crate) use digests::summed_digest_of;
pub use notes::{TrainError, TrainNote};
pub(crate) use sample::{Kept, KeptLesson};
use set::{Stems, TrainingSet};
pub(crate) use shard::NONE;
pub use shard::Shard;
pub(crate) use tally::Tally;
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
    let mut notes = silent_phrases(analyzer, seeds, &set.stems);
    let folds = settings.calibration_folds;
    // A hash, so that shards need not know one another.
    let fold_of = |e: &Example<'_>| (xxh3_64(e.group.as_bytes()) % u64::from(folds)) as usize;
    let fold_of: Vec<usize> = examples.iter().map(fold_of).collect();
    let mut axes: Vec<AxisModel> = Vec::new();
    for axis in book.axis_ids() {
        let settings = settings_of(book, axis, settings);
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
        languages: common(&counted(examples.iter().filter_map(|e| e.article.about.language))),
        scripts: common(&counted(examples.iter().filter_map(|e| e.article.about.script))),
    };
    let model = Model { analyzer: analyzer.clone(), vocabulary: set.vocabulary, axes, training };
    Ok(Trained { model: model.with_sets(), notes })
}

/// Tells of seed terms of several words where pairs are no features.
fn silent_phrases(analyzer: &Analyzer, seeds: &[SeedTerms], stems: &[Stems]) -> Vec<TrainNote> {
    let of = |axis| settings_of(analyzer.codebook(), axis, analyzer.settings());
    let silent = seeds.iter().zip(stems).map(|(written, s)| {
        let axis = of(s.axis);
        if axis.seed_strength == 0.0 {
            0
        } else {
            written.terms.len() - s.speaking(axis.feature).count()
        }
    });
    let silent = silent.sum::<usize>() as u64;
    if silent > 0 { vec![TrainNote::PhrasesUnused(silent)] } else { Vec::new() }
}

fn counted<'a>(values: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    values.for_each(|v| *counts.entry(v.to_owned()).or_default() += 1);
    counts
}

/// Values that at least a twentieth of the articles with a value have, sorted.
fn common(counts: &BTreeMap<String, u64>) -> Vec<String> {
    let all: u64 = counts.values().sum();
    counts.iter().filter(|(_, n)| *n * 20 >= all).map(|(v, _)| v.clone()).collect()
}
