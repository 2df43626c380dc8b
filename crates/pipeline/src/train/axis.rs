//! Training one axis: counts, then a temperature.

use std::sync::Arc;

use rasid_bayes::{ClassCounts, Marginals, Seeds, SparseNb, SparseNbValidParams};
use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_decide::{Calibration, HeldOut};
use rasid_feature::SparseRow;

use super::set::{Stems, TrainingSet};
use super::{TrainError, TrainNote};
use crate::model::{AxisModel, bayes_params, log_prior};
use crate::score::{Read, Rule, Scored};
use crate::settings::AxisSettings;

/// Fewer articles than this of the domain that probabilities are to hold for are too few to calibrate on.
const FEWEST_AT_HOME: usize = 50;

/// One axis with the settings that it is trained by.
pub(crate) struct AxisTask<'a> {
    pub(crate) set: &'a TrainingSet<'a>,
    pub(crate) axis: AxisId,
    pub(crate) settings: AxisSettings,
    /// A fold for each example.
    pub(crate) fold_of: &'a [usize],
    pub(crate) folds: usize,
}

/// An article that an axis learns from.
pub(crate) struct Lesson {
    /// The axis that it is labelled on: this one or a sibling.
    pub(crate) axis: AxisId,
    pub(crate) example: usize,
    pub(crate) class: usize,
    row: SparseRow,
    read: Read,
    fold: usize,
    pub(crate) domain: usize,
}

/// What was counted for an axis, with what its weights are made by.
pub(crate) struct Counted {
    pub(crate) words: Arc<Words>,
    seeds: Seeds,
    params: SparseNbValidParams,
}

/// What the articles of an axis say by its features, whatever its weights will be.
pub(crate) struct Words {
    /// Classes with an article, in codebook order; empty where fewer than two have one.
    pub(crate) classes: Vec<ClassId>,
    /// The axis's own articles, then its siblings'.
    pub(crate) lessons: Vec<Lesson>,
    counts: ClassCounts,
    folds: Vec<ClassCounts>,
}

/// Scores of an article by a model that saw nothing of its fold.
pub(crate) struct Unseen<'a> {
    pub(crate) lesson: &'a Lesson,
    pub(crate) values: Vec<f64>,
    pub(crate) length: u64,
}

impl Unseen<'_> {
    /// What calibration learns from it; nothing where no word spoke.
    pub(crate) fn held_out(self) -> Option<HeldOut> {
        let Self { lesson, values, length } = self;
        (length > 0).then_some(HeldOut { values, truth: lesson.class, fold: lesson.fold })
    }
}

impl AxisTask<'_> {
    pub(crate) fn train(
        &self,
        marginals: Option<Marginals>,
        notes: &mut Vec<TrainNote>,
    ) -> Result<AxisModel, TrainError> {
        let counted = self.count(Arc::new(self.words(notes)))?;
        let marginals = marginals.filter(|_| !counted.words.classes.is_empty());
        let mut unseen = Vec::new();
        let own = |lesson: &Lesson| lesson.axis == self.axis;
        let mut home: Vec<HeldOut> = Vec::new();
        self.cross(&counted, own, marginals.as_ref(), |u| {
            let at_home = self.set.home == Some(u.lesson.domain);
            let held_out = u.held_out();
            home.extend(held_out.clone().filter(|_| at_home));
            unseen.extend(held_out);
        });
        let Counted { words, seeds, params } = counted;
        let (classes, lessons) = (words.classes.clone(), &words.lessons);
        let articles = (0..classes.len())
            .map(|c| lessons.iter().filter(|l| own(l) && l.class == c).count() as u64);
        let learned = Learned {
            axis: self.axis,
            settings: self.settings,
            domains: self.set.domains.len(),
            articles: articles.collect(),
            classes,
            counts: words.counts.clone(),
            seeds,
            marginals,
        };
        Ok(learned.model(self.set.book, &params, (&unseen, &home), notes))
    }

    /// Joins what was counted with what weights are made by.
    pub(crate) fn count(&self, words: Arc<Words>) -> Result<Counted, TrainError> {
        let of = (self.axis, self.settings);
        let seeds = Stems::seeds(&self.set.stems, of, &words.classes, &self.set.vocabulary);
        Ok(Counted { words, seeds, params: bayes_params(self.settings)? })
    }

    /// Counts the words of the axis's articles and of its siblings'. Of the settings only the features
    /// have a part in it, and whether passages are read.
    pub(crate) fn words(&self, notes: &mut Vec<TrainNote>) -> Words {
        let taught = self.set.taught(self.axis, notes);
        let has_example = |c: &ClassId| taught.iter().any(|(_, class)| class == c);
        let (mut classes, without): (Vec<ClassId>, Vec<ClassId>) =
            self.set.learned(self.axis).partition(has_example);
        if classes.len() < 2 {
            notes.push(TrainNote::NotTrained(self.axis));
            classes.clear();
        } else {
            notes.extend(without.into_iter().map(|c| TrainNote::NoExample(self.axis, c)));
        }
        let mut lessons = self.lessons(self.axis, taught, &classes);
        for sibling in self.set.siblings(self.axis) {
            let theirs = self.set.taught(sibling, &mut Vec::new());
            lessons.extend(self.lessons(sibling, theirs, &classes));
        }
        let slots = self.settings.feature.slots();
        let domains = self.set.domains.len();
        let empty = ClassCounts::new(self.set.vocabulary.len() * slots, classes.len() * domains);
        let mut folds = vec![empty.clone(); self.folds];
        lessons.iter().for_each(|l| folds[l.fold].add(&l.row, l.class * domains + l.domain));
        let mut counts = empty;
        folds.iter().for_each(|f| counts.merge(f));
        Words { classes, lessons, counts, folds }
    }

    fn lessons(
        &self,
        axis: AxisId,
        taught: Vec<(usize, ClassId)>,
        classes: &[ClassId],
    ) -> Vec<Lesson> {
        let target = self.set.book.target_of(axis);
        let features = self.settings.feature;
        let rule = Rule::new(self.set.book, axis, self.settings, classes);
        let lesson = |(example, class): (usize, ClassId)| {
            let class = classes.iter().position(|c| *c == class)?;
            let row = self.set.indexed(example).row(features, target);
            let (fold, domain) = (self.fold_of[example], self.set.domain_of[example]);
            let read = rule.read(self.set.indexed(example));
            Some(Lesson { axis, example, class, row, read, fold, domain })
        };
        taught.into_iter().filter_map(lesson).collect()
    }

    /// Scores each of some articles by the counts of the other folds.
    pub(crate) fn cross<'c>(
        &self,
        counted: &'c Counted,
        of: impl Fn(&Lesson) -> bool,
        marginals: Option<&Marginals>,
        mut take: impl FnMut(Unseen<'c>),
    ) {
        let words = &counted.words;
        let rule = Rule::new(self.set.book, self.axis, self.settings, &words.classes);
        for (number, fold) in words.folds.iter().enumerate() {
            let rest = words.counts.without(fold);
            let (seeds, domains) = (&counted.seeds, self.set.domains.len());
            let joined = (domains, self.settings.balance);
            let rest = of_rest(&rest, joined, seeds, marginals, &counted.params);
            let Some((bayes, known)) = rest else { continue };
            let lessons = words.lessons.iter().filter(|l| of(l));
            for lesson in lessons.filter(|l| l.fold == number && known[l.class]) {
                let (values, length) = score_unseen(&rule, (&bayes, &known), &lesson.read);
                take(Unseen { lesson, values, length });
            }
        }
    }

    /// What is known of each class before a word is read.
    pub(crate) fn log_prior(&self, counted: &Counted) -> Vec<f64> {
        log_prior(self.set.book, self.axis, &counted.words.classes, self.settings.prior)
    }
}

/// What an axis learned, before it is calibrated.
pub(crate) struct Learned {
    pub(crate) axis: AxisId,
    pub(crate) settings: AxisSettings,
    pub(crate) domains: usize,
    pub(crate) classes: Vec<ClassId>,
    /// Its own articles of each class.
    pub(crate) articles: Vec<u64>,
    /// Columns are class × domains + domain.
    pub(crate) counts: ClassCounts,
    pub(crate) seeds: Seeds,
    pub(crate) marginals: Option<Marginals>,
}

impl Learned {
    /// The axis of a model, calibrated on articles scored unseen: all of them, and those of the domain
    /// that probabilities are to hold for.
    pub(crate) fn model(
        self,
        book: &Codebook,
        params: &SparseNbValidParams,
        (unseen, home): (&[HeldOut], &[HeldOut]),
        notes: &mut Vec<TrainNote>,
    ) -> AxisModel {
        let log_prior = log_prior(book, self.axis, &self.classes, self.settings.prior);
        let home = Some(home).filter(|home| home.len() >= FEWEST_AT_HOME);
        let calibration = Calibration::fit(&log_prior, unseen, home);
        if unseen.is_empty() && !self.classes.is_empty() {
            notes.push(TrainNote::NotCalibrated(self.axis));
        }
        let table = self.counts.over_domains(self.domains, self.settings.balance);
        let labels = (0..self.classes.len()).collect();
        let marginals = self.marginals.as_ref();
        AxisModel {
            axis: self.axis,
            target: book.target_of(self.axis),
            settings: self.settings,
            log_prior,
            bayes: SparseNb::from_counts(table, &self.seeds, marginals, params, labels),
            domains: self.domains,
            articles: self.articles,
            classes: self.classes,
            counts: self.counts,
            seeds: self.seeds,
            marginals: self.marginals,
            calibration,
            sets: None,
        }
    }
}

/// A model of what is left without a fold, with the classes that it knows: one that only this fold has
/// cannot be scored by the others. None where fewer than two are known.
pub(crate) fn of_rest(
    rest: &ClassCounts,
    (domains, balance): (usize, bool),
    seeds: &Seeds,
    marginals: Option<&Marginals>,
    params: &SparseNbValidParams,
) -> Option<(SparseNb, Vec<bool>)> {
    let rest = rest.over_domains(domains, balance);
    let known: Vec<bool> = rest.documents().iter().map(|&n| n > 0).collect();
    let labels = (0..known.len()).collect();
    let enough = known.iter().filter(|k| **k).count() >= 2;
    enough.then(|| (SparseNb::from_counts(rest, seeds, marginals, params, labels), known))
}

/// The values of an article's classes, where a class that is not known cannot be, and its length.
pub(crate) fn score_unseen(
    rule: &Rule,
    (bayes, known): (&SparseNb, &[bool]),
    read: &Read,
) -> (Vec<f64>, u64) {
    let Scored { mut values, length, .. } = rule.score(bayes, read);
    for (value, known) in values.iter_mut().zip(known) {
        *value = if *known { *value } else { f64::NEG_INFINITY };
    }
    (values, length)
}
