//! The model of a set that was counted.

use rasid_bayes::ClassCounts;
use rasid_codebook::{AxisId, ClassId};
use rasid_decide::HeldOut;
use rasid_feature::Vocabulary;

use super::axis::{Learned, of_rest, score_unseen};
use super::digests::digest_of_seeds;
use super::sample::Kept;
use super::set::Stems;
use super::shard::{AxisPlan, NONE, Shard, family};
use super::{TrainError, TrainNote, Trained, common, silent_phrases};
use crate::analyze::Analyzer;
use crate::model::{AxisModel, Model, Training, bayes_params};
use crate::score::Rule;
use crate::seeds::SeedTerms;

/// A shard with what its model is made of beside.
struct Making<'a> {
    shard: &'a Shard,
    analyzer: &'a Analyzer,
    stems: Vec<Stems>,
    vocabulary: Vocabulary,
    /// For each term of the shard its number in the vocabulary, or [`NONE`].
    numbers: Vec<u32>,
    /// The sampled articles, by the vocabulary's numbers, with their domains.
    sample: Vec<(usize, Kept)>,
}

impl Shard {
    /// The model of all that was counted, by the analyzer and the seed terms that all its parts had.
    /// It equals that of [`super::train`] on the same articles in the same groups, as long as there are
    /// no more than the calibration sample holds, but for the digest of the set.
    ///
    /// # Errors
    /// Where there is nothing to learn.
    pub fn model(&self, analyzer: &Analyzer, seeds: &[SeedTerms]) -> Result<Trained, TrainError> {
        let (book, settings) = (analyzer.codebook(), analyzer.settings());
        let stems = Stems::all(analyzer, seeds);
        let folds = self.plan.folds;
        let documents = |t: usize| {
            self.documents[t * folds..][..folds].iter().map(|&n| u64::from(n)).sum::<u64>()
        };
        let counted = (0..self.terms.len()).map(|t| (self.terms.term(t), documents(t)));
        let extra = Stems::terms(&stems, analyzer, &settings.bag());
        let vocabulary = Vocabulary::selected(counted, settings.least(), extra);
        if vocabulary.is_empty() && self.tally.articles > 0 {
            return Err(TrainError::NoTerms(settings.min_documents));
        }
        let number = |t: usize| vocabulary.number(self.terms.term(t)).map_or(NONE, |n| n as u32);
        let numbers: Vec<u32> = (0..self.terms.len()).map(number).collect();
        let slots = |axis: usize| self.plan.axes[axis].settings.feature.slots() as u32;
        let known = |t: u32| Some(numbers[t as usize]).filter(|n| *n != NONE);
        let of_domain = |(domain, sample): (usize, &super::sample::Sample)| {
            let kept = sample.articles().map(|(_, kept)| (domain, kept.renumbered(known, slots)));
            kept.collect::<Vec<_>>()
        };
        let sample = self.samples.iter().enumerate().flat_map(of_domain).collect();
        let mut notes = silent_phrases(analyzer, seeds, &stems);
        let making = Making { shard: self, analyzer, stems, vocabulary, numbers, sample };
        let axes = book.axis_ids().map(|axis| making.axis(axis, &mut notes));
        let axes: Vec<AxisModel> = axes.collect::<Result<_, _>>()?;
        if axes.iter().all(|a| a.classes.is_empty()) {
            return Err(TrainError::NothingToLearn);
        }
        let training = Training {
            domains: self.plan.domains.clone(),
            trials: Vec::new(),
            unfamiliar: making.unfamiliar(),
            articles: self.tally.articles,
            groups: self.tally.groups.len() as u64,
            digest: self.tally.digest.digest(self.tally.articles),
            seeds: digest_of_seeds(&making.stems),
            languages: common(&self.tally.languages),
            scripts: common(&self.tally.scripts),
        };
        let vocabulary = making.vocabulary;
        let model = Model { analyzer: analyzer.clone(), vocabulary, axes, training };
        Ok(Trained { model: model.with_sets(), notes })
    }
}

impl Making<'_> {
    fn axis(&self, axis: AxisId, notes: &mut Vec<TrainNote>) -> Result<AxisModel, TrainError> {
        let (book, plan) = (self.analyzer.codebook(), &self.shard.plan);
        let own = &plan.axes[axis.index()];
        let (unmentioned, mentioned) = self.shard.tally.odd[axis.index()];
        if unmentioned > 0 {
            notes.push(TrainNote::NoMention(axis, unmentioned));
        }
        if mentioned > 0 {
            notes.push(TrainNote::Mentioned(axis, mentioned));
        }
        let articles = |class: &ClassId| -> u64 {
            (0..plan.folds).flat_map(|f| self.lessons(own, f, class.index())).sum()
        };
        let absent = book.absent_class(axis);
        let learned = book.class_ids(axis).filter(|c| Some(*c) != absent);
        let (mut classes, without): (Vec<ClassId>, Vec<ClassId>) =
            learned.partition(|c| articles(c) > 0);
        if classes.len() < 2 {
            notes.push(TrainNote::NotTrained(axis));
            classes.clear();
        } else {
            notes.extend(without.into_iter().map(|c| TrainNote::NoExample(axis, c)));
        }
        let members = family(book, axis, self.analyzer.settings().pool_targets);
        let members: Vec<&AxisPlan> = members.iter().map(|a| &plan.axes[a.index()]).collect();
        let mut counts = self.counts(0, &members, &classes);
        (1..plan.folds).for_each(|fold| counts.merge(&self.counts(fold, &members, &classes)));
        let settings = own.settings;
        let learned = Learned {
            axis,
            settings,
            domains: plan.domains.len(),
            articles: classes.iter().map(articles).collect(),
            seeds: Stems::seeds(&self.stems, (axis, settings), &classes, &self.vocabulary),
            classes,
            counts,
            marginals: None,
        };
        let params = bayes_params(settings)?;
        let (mut unseen, mut home) = (Vec::new(), Vec::new());
        for fold in 0..plan.folds {
            let part = self.counts(fold, &members, &learned.classes);
            let rest = learned.counts.without(&part);
            let of = (learned.domains, settings.balance);
            let Some(rest) = of_rest(&rest, of, &learned.seeds, None, &params) else { continue };
            let rule = Rule::new(book, axis, settings, &learned.classes);
            for (domain, kept) in self.sample.iter().filter(|(_, kept)| kept.fold == fold) {
                let lesson = kept.lessons.iter().find(|l| l.axis == axis.index());
                let Some(lesson) = lesson else { continue };
                let truth = learned.classes.iter().position(|c| c.index() == lesson.class);
                let Some(truth) = truth.filter(|c| rest.1[*c]) else { continue };
                let (values, length) = score_unseen(&rule, (&rest.0, &rest.1), &lesson.read(&rule));
                if length > 0 {
                    unseen.push(HeldOut { values, truth, fold });
                    if self.analyzer.settings().home.as_deref() == Some(&plan.domains[*domain]) {
                        home.extend(unseen.last().cloned());
                    }
                }
            }
        }
        Ok(learned.model(book, &params, (&unseen, &home), notes))
    }

    /// Articles of a class in a fold, a domain each.
    fn lessons(&self, axis: &AxisPlan, fold: usize, class: usize) -> impl Iterator<Item = u64> {
        let (plan, domains) = (&self.shard.plan, self.shard.plan.domains.len());
        let first = fold * plan.lessons + axis.first + class * domains;
        self.shard.lessons[first..][..domains].iter().copied()
    }

    /// The words of a fold over the vocabulary, for axes that learn together.
    fn counts(&self, fold: usize, members: &[&AxisPlan], classes: &[ClassId]) -> ClassCounts {
        let plan = &self.shard.plan;
        let (domains, columns) = (plan.domains.len(), classes.len() * plan.domains.len());
        let slots = members[0].settings.feature.slots();
        let features = self.vocabulary.len() * slots;
        let mut counts = vec![0u64; features * columns];
        for (term, &number) in self.numbers.iter().enumerate() {
            let row = self.shard.rows[term * plan.folds + fold];
            if number == NONE || row == NONE {
                continue;
            }
            let cells = &self.shard.cells[row as usize * plan.width..][..plan.width];
            for slot in 0..slots {
                let feature = number as usize * slots + slot;
                for (column, out) in counts[feature * columns..][..columns].iter_mut().enumerate() {
                    let class = classes[column / domains].index();
                    let cell =
                        |m: &&AxisPlan| cells[m.cell(slot, class, (column % domains, domains))];
                    *out = members.iter().map(|m| u64::from(cell(m))).sum();
                }
            }
        }
        let of_class = |class: &ClassId| {
            let mut sums = vec![0; domains];
            for member in members {
                let lessons = self.lessons(member, fold, class.index());
                sums.iter_mut().zip(lessons).for_each(|(sum, n)| *sum += n);
            }
            sums
        };
        let documents = classes.iter().flat_map(of_class).collect();
        ClassCounts::from_parts(features, documents, counts).expect("they are of one shape")
    }

    /// The share of words that stand in no article of another fold, in thousandths, rounded up: what all
    /// sampled articles but one in a hundred keep to.
    fn unfamiliar(&self) -> u16 {
        let folds = self.shard.plan.folds;
        let mut shares = Vec::new();
        for kept in self.shard.samples.iter().flat_map(|s| s.articles()).map(|(_, kept)| kept) {
            let elsewhere = |term: usize| {
                let of_term = &self.shard.documents[term * folds..][..folds];
                of_term.iter().enumerate().any(|(fold, n)| fold != kept.fold && *n > 0)
            };
            let familiar = |&&(term, _): &&(u32, u32)| {
                self.numbers[term as usize] != NONE && elsewhere(term as usize)
            };
            let lost = kept.words.iter().filter(|word| !familiar(word));
            let lost: u64 = lost.map(|word| u64::from(word.1)).sum();
            if kept.total() > 0 {
                shares.push((lost as f64 / kept.total() as f64 * 1000.0).ceil() as u16);
            }
        }
        shares.sort_unstable();
        let above = shares.len() / 100;
        shares.iter().rev().nth(above).copied().unwrap_or_default()
    }
}
