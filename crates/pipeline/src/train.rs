//! Training: counts, then temperatures.

use std::collections::{BTreeMap, BTreeSet};

use rasid_bayes::{BayesError, ClassCounts, Seeds, SparseNb, SparseNbValidParams};
use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_decide::CalibrationFit;
use rasid_feature::{Fields, SparseRow, Vocabulary};
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{Analyzed, Analyzer};
use crate::digest::Digest;
use crate::model::{AxisModel, Model, Training, bayes_params};
use crate::seeds::SeedTerms;
use crate::settings::{SettingError, Settings};

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
}

/// A model and what its user should know.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// What was unusual about the labels.
    pub notes: Vec<TrainNote>,
}

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
    /// A setting out of range.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// Refused by linfa's check.
    #[error(transparent)]
    Params(#[from] BayesError),
}

/// Trains a model. The order of the examples changes nothing.
///
/// # Errors
/// Where there is nothing to learn or a parameter is out of range.
pub fn train(
    analyzer: &Analyzer,
    examples: &[Example<'_>],
    seeds: &[SeedTerms],
) -> Result<Trained, TrainError> {
    let (book, settings) = (analyzer.codebook(), analyzer.settings());
    settings.check()?;
    let params = bayes_params(settings)?;
    let stems: Vec<(AxisId, ClassId, Vec<String>)> =
        seeds.iter().map(|s| (s.axis, s.class, s.stems(settings))).collect();
    let seeded = settings.seed_strength > 0.0;
    let extra = stems.iter().filter(|_| seeded).flat_map(|s| s.2.iter().map(String::as_str));
    let bags = examples.iter().map(|e| &e.article.bag);
    let vocabulary = Vocabulary::of(bags, settings.feature.min_documents, extra);
    if vocabulary.is_empty() && !examples.is_empty() {
        return Err(TrainError::NoTerms(settings.feature.min_documents));
    }
    let mut notes = Vec::new();
    let phrases = seeds.iter().map(|s| s.terms.len()).sum::<usize>()
        - stems.iter().map(|s| s.2.len()).sum::<usize>();
    if phrases > 0 && seeded {
        notes.push(TrainNote::PhrasesUnused(phrases as u64));
    }
    let axes: Vec<AxisModel> = book
        .axis_ids()
        .map(|axis| {
            let task = Task { book, settings, vocabulary: &vocabulary, params: &params, axis };
            task.train(examples, &stems, &mut notes)
        })
        .collect();
    if axes.iter().all(|a| a.classes.is_empty()) {
        return Err(TrainError::NothingToLearn);
    }
    let training = Training {
        articles: examples.len() as u64,
        groups: examples.iter().map(|e| e.group).collect::<BTreeSet<_>>().len() as u64,
        digest: digest_of(book, examples),
        seeds: digest_of_seeds(&stems),
        languages: common(examples.iter().filter_map(|e| e.article.language)),
        scripts: common(examples.iter().filter_map(|e| e.article.script)),
    };
    let model = Model { analyzer: analyzer.clone(), vocabulary, axes, training };
    Ok(Trained { model, notes })
}

/// One axis and what is common to all.
struct Task<'a> {
    book: &'a Codebook,
    settings: &'a Settings,
    vocabulary: &'a Vocabulary,
    params: &'a SparseNbValidParams,
    axis: AxisId,
}

/// An article that an axis learns from.
struct Lesson {
    row: SparseRow,
    class: usize,
    fold: usize,
}

impl Task<'_> {
    fn train(
        &self,
        examples: &[Example<'_>],
        stems: &[(AxisId, ClassId, Vec<String>)],
        notes: &mut Vec<TrainNote>,
    ) -> AxisModel {
        let target = self.book.target_of(self.axis);
        let fields =
            if target.is_some() { self.settings.feature.target_fields } else { Fields::Whole };
        let taught = self.taught(self.axis, examples, notes);
        let has_example = |c: &ClassId| taught.iter().any(|(_, class)| class == c);
        let (mut classes, without): (Vec<ClassId>, Vec<ClassId>) =
            self.learned().partition(has_example);
        if classes.len() < 2 {
            notes.push(TrainNote::NotTrained(self.axis));
            classes.clear();
        } else {
            notes.extend(without.into_iter().map(|c| TrainNote::NoExample(self.axis, c)));
        }
        let features = self.vocabulary.len() * fields.count();
        let lessons = |axis: AxisId, taught: Vec<(&Example<'_>, ClassId)>| -> Vec<Lesson> {
            let target = self.book.target_of(axis);
            let lesson = |(example, class): (&Example<'_>, ClassId)| {
                let class = classes.iter().position(|c| *c == class)?;
                let indexed = self.vocabulary.index(&example.article.bag);
                let row = indexed.row(fields, target, self.settings.feature.binary);
                Some(Lesson { row, class, fold: self.fold(example.group) })
            };
            taught.into_iter().filter_map(lesson).collect()
        };
        let own = lessons(self.axis, taught);
        let articles =
            (0..classes.len()).map(|c| own.iter().filter(|l| l.class == c).count() as u64);
        let articles = articles.collect();
        let seeds = self.seeds(stems, &classes, fields);
        let mut folds = self.count(&own, features, classes.len());
        for sibling in self.siblings() {
            let theirs = lessons(sibling, self.taught(sibling, examples, &mut Vec::new()));
            for (fold, more) in folds.iter_mut().zip(self.count(&theirs, features, classes.len())) {
                fold.merge(&more);
            }
        }
        let mut counts = ClassCounts::new(features, classes.len());
        folds.iter().for_each(|f| counts.merge(f));
        let fit = self.calibrate(&own, &counts, &folds, &seeds);
        if fit.best().is_none() && !classes.is_empty() {
            notes.push(TrainNote::NotCalibrated(self.axis));
        }
        let labels = (0..classes.len()).collect();
        AxisModel {
            axis: self.axis,
            target,
            fields,
            bayes: SparseNb::from_counts(&counts, &seeds, self.params, labels),
            classes,
            articles,
            counts,
            seeds,
            calibration: fit.best().unwrap_or_default(),
            calibrated_on: fit.articles(),
        }
    }

    /// Classes that words can speak for: all but the absent one.
    fn learned(&self) -> impl Iterator<Item = ClassId> {
        let absent = self.book.absent_class(self.axis);
        self.book.class_ids(self.axis).filter(move |c| Some(*c) != absent)
    }

    /// The other axes whose articles teach this one too: those that ask the same of another target,
    /// which shows in the same classes. What is said near a target is said in much the same words,
    /// whichever it is.
    fn siblings(&self) -> impl Iterator<Item = AxisId> {
        let names = |a: AxisId| self.book.axis_at(a).classes.iter().map(|c| c.name.as_str());
        let asks_of_target = |a: AxisId| self.book.target_of(a).is_some();
        let pooled = self.settings.pool_targets && asks_of_target(self.axis);
        self.book.axis_ids().filter(move |a| {
            pooled && *a != self.axis && asks_of_target(*a) && names(*a).eq(names(self.axis))
        })
    }

    /// The examples that teach an axis, with their classes.
    fn taught<'e, 'a>(
        &self,
        axis: AxisId,
        examples: &'e [Example<'a>],
        notes: &mut Vec<TrainNote>,
    ) -> Vec<(&'e Example<'a>, ClassId)> {
        let target = self.book.target_of(axis);
        let absent = self.book.absent_class(axis);
        let (mut unmentioned, mut mentioned) = (0, 0);
        let mut taught = Vec::new();
        for example in examples {
            let Some(class) = example.labels[axis.index()] else { continue };
            let mention = target.map(|t| example.article.mentioned[t]);
            match (Some(class) == absent, mention) {
                (true, Some(true)) => mentioned += 1,
                (true, _) => {}
                (false, Some(false)) if absent.is_some() => unmentioned += 1,
                (false, _) => taught.push((example, class)),
            }
        }
        if unmentioned > 0 {
            notes.push(TrainNote::NoMention(axis, unmentioned));
        }
        if mentioned > 0 {
            notes.push(TrainNote::Mentioned(axis, mentioned));
        }
        taught
    }

    /// The calibration fold of a group: a hash, so that shards need not know one another.
    fn fold(&self, group: &str) -> usize {
        (xxh3_64(group.as_bytes()) % u64::from(self.settings.calibration_folds)) as usize
    }

    fn count(&self, lessons: &[Lesson], features: usize, classes: usize) -> Vec<ClassCounts> {
        let empty = ClassCounts::new(features, classes);
        let mut folds = vec![empty; self.settings.calibration_folds as usize];
        for lesson in lessons {
            folds[lesson.fold].add(&lesson.row, lesson.class);
        }
        folds
    }

    /// Scores each lesson by the counts of the other folds.
    fn calibrate(
        &self,
        lessons: &[Lesson],
        all: &ClassCounts,
        folds: &[ClassCounts],
        seeds: &Seeds,
    ) -> CalibrationFit {
        let mut fit = CalibrationFit::default();
        for (number, fold) in folds.iter().enumerate() {
            let rest = all.without(fold);
            // A class that only this fold has cannot be scored by the others.
            let known: Vec<bool> = rest.documents().iter().map(|&n| n > 0).collect();
            if known.iter().filter(|k| **k).count() < 2 {
                continue;
            }
            let labels = (0..rest.classes()).collect();
            let bayes = SparseNb::from_counts(&rest, seeds, self.params, labels);
            for lesson in lessons.iter().filter(|l| l.fold == number && known[l.class]) {
                let (mut joint, length) = bayes.joint_log_likelihood_of(&lesson.row);
                for (score, known) in joint.iter_mut().zip(&known) {
                    *score = if *known { *score } else { f64::NEG_INFINITY };
                }
                fit.add(&joint, length, lesson.class);
            }
        }
        fit
    }

    fn seeds(
        &self,
        stems: &[(AxisId, ClassId, Vec<String>)],
        classes: &[ClassId],
        fields: Fields,
    ) -> Seeds {
        let mut list = BTreeSet::new();
        for (_, class, terms) in stems.iter().filter(|s| s.0 == self.axis) {
            let Some(class) = classes.iter().position(|c| c == class) else { continue };
            let numbers = terms.iter().filter_map(|t| self.vocabulary.number(t));
            // Slot 0 is the whole text, or what stands near the target.
            list.extend(numbers.map(|n| ((n * fields.count()) as u32, class as u16)));
        }
        Seeds { list: list.into_iter().collect(), strength: self.settings.seed_strength }
    }
}

/// Digest of a labelled set, whatever the order of its rows: equals [`Model::training_digest`] of a
/// model that was trained on it.
pub fn digest_of(book: &Codebook, examples: &[Example<'_>]) -> Digest {
    let mut each: Vec<Digest> = examples
        .iter()
        .map(|e| {
            let names = book
                .axis_ids()
                .zip(&e.labels)
                .map(|(a, l)| l.map_or("", |c| book.class_name(a, c)));
            let labels = names.collect::<Vec<_>>().join("\t");
            Digest::of_parts([e.text.as_bytes(), labels.as_bytes(), e.group.as_bytes()])
        })
        .collect();
    each.sort_unstable();
    Digest::of_parts(each.iter().map(|d| d.bytes().as_slice()))
}

fn digest_of_seeds(stems: &[(AxisId, ClassId, Vec<String>)]) -> Digest {
    let mut lines: Vec<String> = stems
        .iter()
        .flat_map(|(a, c, terms)| {
            terms.iter().map(move |t| format!("{}\t{}\t{t}", a.index(), c.index()))
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    Digest::of_parts(lines.iter().map(String::as_bytes))
}

/// Values that at least a twentieth of the articles with a value have, sorted.
fn common<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let all: usize = counts.values().sum();
    counts.into_iter().filter(|(_, n)| n * 20 >= all).map(|(v, _)| v.to_owned()).collect()
}
