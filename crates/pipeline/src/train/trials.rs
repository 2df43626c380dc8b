//! Trying settings by cross-validation.

use std::sync::{Arc, Mutex, PoisonError};

use rasid_codebook::AxisId;
use rasid_decide::{TemperatureFit, best_of};
use rasid_feature::FeatureSettings;

use super::axis::{AxisTask, Unseen, Words};
use super::set::TrainingSet;
use super::{Example, TrainError, Unlabelled};
use crate::analyze::Analyzer;
use crate::seeds::SeedTerms;
use crate::settings::AxisSettings;

/// A labelled set that axes can be trained on by any settings, each article answered by a model that
/// saw nothing of its fold.
pub struct Trials<'a> {
    set: TrainingSet<'a>,
    fold_of: Vec<usize>,
    folds: usize,
    /// What was counted last: most settings that are tried one after the other have the same features.
    counted: Mutex<Vec<(Key, Arc<Words>)>>,
}

/// What counts depend on: the axis, its features, and whether passages are read.
type Key = (AxisId, FeatureSettings, bool);

/// So many counts are kept: some dozen megabytes each.
const KEPT: usize = 3;

/// The answer about an article by the words of other folds. Classes are positions in the codebook's
/// list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Its true class.
    pub truth: usize,
    /// The most probable class; none without evidence.
    pub best: Option<usize>,
    /// Number of its domain, from 0.
    pub domain: usize,
}

impl<'a> Trials<'a> {
    /// Prepares the articles, read by an [`Analyzer::for_trials`]. `fold_of` holds a fold for each
    /// example, from 0.
    pub fn new(
        analyzer: &'a Analyzer,
        examples: &'a [Example<'a>],
        seeds: &[SeedTerms],
        fold_of: Vec<usize>,
    ) -> Self {
        assert_eq!(examples.len(), fold_of.len(), "a fold for each example");
        let folds = fold_of.iter().max().map_or(0, |last| last + 1);
        Self {
            set: TrainingSet::new(analyzer, examples, seeds, analyzer.collected()),
            fold_of,
            folds,
            counted: Mutex::default(),
        }
    }

    /// The articles that teach each of some axes that learn together, in order of the examples. The axes
    /// are taken to have examples of the same classes.
    ///
    /// # Errors
    /// A parameter out of range.
    pub fn answers(
        &self,
        family: &[AxisId],
        settings: AxisSettings,
        unlabelled: Option<&Unlabelled>,
    ) -> Result<Vec<Vec<Answer>>, TrainError> {
        let Some(&first) = family.first() else { return Ok(Vec::new()) };
        let (fold_of, folds) = (&self.fold_of[..], self.folds);
        let task = AxisTask { set: &self.set, axis: first, settings, fold_of, folds };
        let marginals = unlabelled.filter(|_| settings.unlabelled);
        let marginals = marginals.and_then(|u| u.of(first, settings.feature, &self.set.vocabulary));
        let counted = task.count(self.words(&task))?;
        let mut unseen = Vec::new();
        task.cross(&counted, |l| family.contains(&l.axis), marginals.as_ref(), |u| unseen.push(u));
        unseen.sort_by_key(|u| u.lesson.example);
        let log_prior = task.log_prior(&counted);
        let answers = |axis: &AxisId| {
            let own = || unseen.iter().filter(|u| u.lesson.axis == *axis);
            let mut fit = TemperatureFit::default();
            let heard = || own().filter(|u| u.length > 0);
            heard().for_each(|u| fit.add(&u.values, &log_prior, u.lesson.class));
            let temperature = fit.best().unwrap_or_default();
            let class = |c: usize| counted.words.classes[c].index();
            let answer = |u: &Unseen<'_>| {
                let scores = temperature.scores(&u.values, &log_prior);
                let best = (u.length > 0).then(|| class(best_of(&scores)));
                Answer { truth: class(u.lesson.class), best, domain: u.lesson.domain }
            };
            own().map(answer).collect()
        };
        Ok(family.iter().map(answers).collect())
    }

    /// What an axis counts, from memory where it was counted before.
    fn words(&self, task: &AxisTask<'_>) -> Arc<Words> {
        let key = (task.axis, task.settings.feature, task.settings.passages > 0);
        let known = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, words)) = known().iter().find(|(k, _)| *k == key) {
            return words.clone();
        }
        let words = Arc::new(task.words(&mut Vec::new()));
        let mut known = known();
        known.truncate(KEPT - 1);
        known.insert(0, (key, words.clone()));
        words
    }
}
