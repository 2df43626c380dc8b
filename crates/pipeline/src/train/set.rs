//! The labelled articles, ready to be counted for any axis by any settings.

use std::collections::BTreeSet;

use rasid_bayes::Seeds;
use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_feature::{BagSettings, FeatureSettings, Indexed, Vocabulary};

use super::{Example, TrainNote};
use crate::analyze::Analyzer;
use crate::seeds::SeedTerms;
use crate::settings::AxisSettings;

/// Labelled articles with their terms looked up once.
pub(crate) struct TrainingSet<'a> {
    pub(crate) book: &'a Codebook,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) stems: Vec<Stems>,
    /// Names of the domains, sorted; at least one.
    pub(crate) domains: Vec<&'a str>,
    /// The domain that probabilities are to hold for, by its position; none for all.
    pub(crate) home: Option<usize>,
    /// A position among them for each example.
    pub(crate) domain_of: Vec<usize>,
    pool_targets: bool,
    examples: &'a [Example<'a>],
    indexed: Vec<Indexed<'a>>,
}

/// Seed terms of one class as training sees them.
pub(crate) struct Stems {
    pub(crate) axis: AxisId,
    pub(crate) class: ClassId,
    /// Single stems, and pairs with a space between.
    pub(crate) stems: Vec<String>,
}

impl Stems {
    pub(crate) fn all(analyzer: &Analyzer, seeds: &[SeedTerms]) -> Vec<Self> {
        let text = &analyzer.settings().text;
        let stems = |s: &SeedTerms| Self { axis: s.axis, class: s.class, stems: s.stems(text) };
        seeds.iter().map(stems).collect()
    }

    /// The terms that a vocabulary holds for them: of axes where seeds count.
    pub(crate) fn terms<'s>(
        stems: &'s [Self],
        analyzer: &Analyzer,
        collect: &BagSettings,
    ) -> Vec<&'s str> {
        let (book, settings) = (analyzer.codebook(), analyzer.settings());
        let pairs = FeatureSettings { pairs: collect.pairs, ..FeatureSettings::default() };
        let strength = |axis| settings.of(&book.axis_at(axis).name).seed_strength;
        let seeded = stems.iter().filter(|s| strength(s.axis) > 0.0);
        seeded.flat_map(|s| s.speaking(pairs)).collect()
    }

    /// The features of an axis that speak for a class (a position among `classes`) before any article is
    /// read.
    pub(crate) fn seeds(
        stems: &[Self],
        (axis, settings): (AxisId, AxisSettings),
        classes: &[ClassId],
        vocabulary: &Vocabulary,
    ) -> Seeds {
        let features = settings.feature;
        let mut list = BTreeSet::new();
        for of_class in stems.iter().filter(|s| s.axis == axis) {
            let Some(class) = classes.iter().position(|c| *c == of_class.class) else { continue };
            for number in of_class.speaking(features).filter_map(|t| vocabulary.number(t)) {
                // The whole text or what stands near the target, whoever says it.
                let slots = features.seeded_slots();
                list.extend(slots.map(|s| ((number * features.slots() + s) as u32, class as u16)));
            }
        }
        Seeds { list: list.into_iter().collect(), strength: settings.seed_strength }
    }

    /// Those that can be features.
    pub(crate) fn speaking(&self, settings: FeatureSettings) -> impl Iterator<Item = &str> {
        self.stems.iter().map(String::as_str).filter(move |s| settings.pairs || !s.contains(' '))
    }
}

impl<'a> TrainingSet<'a> {
    /// Makes the vocabulary, of the kinds of terms that are collected, and looks up every article's.
    pub(crate) fn new(
        analyzer: &'a Analyzer,
        examples: &'a [Example<'a>],
        seeds: &[SeedTerms],
        collect: &BagSettings,
    ) -> Self {
        let (book, settings) = (analyzer.codebook(), analyzer.settings());
        let stems = Stems::all(analyzer, seeds);
        let extra = Stems::terms(&stems, analyzer, collect);
        let bags = examples.iter().map(|e| &e.article.bag);
        let vocabulary = Vocabulary::of_least(bags, settings.least(), collect, extra);
        let indexed = examples.iter().map(|e| vocabulary.index(&e.article.bag)).collect();
        let mut domains: Vec<&str> = examples.iter().map(|e| e.domain).collect();
        domains.sort_unstable();
        domains.dedup();
        let position = |e: &Example<'_>| domains.binary_search(&e.domain).expect("it is listed");
        let domain_of = examples.iter().map(position).collect();
        if domains.is_empty() {
            domains.push("");
        }
        let home = settings.home.as_deref().and_then(|home| domains.binary_search(&home).ok());
        let pool_targets = settings.pool_targets;
        Self { book, vocabulary, stems, domains, home, domain_of, pool_targets, examples, indexed }
    }

    /// An article's terms.
    pub(crate) fn indexed(&self, example: usize) -> &Indexed<'a> {
        &self.indexed[example]
    }

    /// The share of words that stand in no article of another fold, in thousandths, rounded up: what all
    /// articles but one in a hundred keep to.
    pub(crate) fn unfamiliar(&self, fold_of: &[usize]) -> u16 {
        // The fold that has a term, where only one has it.
        let mut only: Vec<Option<Option<usize>>> = vec![None; self.vocabulary.len()];
        for (indexed, fold) in self.indexed.iter().zip(fold_of) {
            for term in indexed.words() {
                only[term] = match only[term] {
                    None => Some(Some(*fold)),
                    Some(Some(other)) if other == *fold => continue,
                    Some(_) => Some(None),
                };
            }
        }
        let share = |(indexed, fold): (&Indexed<'_>, &usize)| {
            let elsewhere = |term: usize| only[term] != Some(Some(*fold));
            Some((indexed.unseen_but(elsewhere)? * 1000.0).ceil() as u16)
        };
        let mut shares: Vec<u16> = self.indexed.iter().zip(fold_of).filter_map(share).collect();
        shares.sort_unstable();
        let above = shares.len() / 100;
        shares.iter().rev().nth(above).copied().unwrap_or_default()
    }

    /// Classes of an axis that words can speak for: all but the absent one.
    pub(crate) fn learned(&self, axis: AxisId) -> impl Iterator<Item = ClassId> {
        let absent = self.book.absent_class(axis);
        self.book.class_ids(axis).filter(move |c| Some(*c) != absent)
    }

    /// The other axes whose articles teach an axis too.
    pub(crate) fn siblings(&self, axis: AxisId) -> impl Iterator<Item = AxisId> {
        let pool = self.pool_targets;
        siblings(self.book, axis).filter(move |_| pool)
    }

    /// The examples that teach an axis, by position, with their classes.
    pub(crate) fn taught(&self, axis: AxisId, notes: &mut Vec<TrainNote>) -> Vec<(usize, ClassId)> {
        let (mut unmentioned, mut mentioned) = (0, 0);
        let mut taught = Vec::new();
        for (i, example) in self.examples.iter().enumerate() {
            match Lesson::of(self.book, axis, example) {
                Lesson::Class(class) => taught.push((i, class)),
                Lesson::Unmentioned => unmentioned += 1,
                Lesson::Mentioned => mentioned += 1,
                Lesson::Nothing => {}
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
}

/// What an article teaches an axis.
pub(crate) enum Lesson {
    /// How this class speaks.
    Class(ClassId),
    /// Nothing: it is labelled, but no mention of the target was found.
    Unmentioned,
    /// Nothing: it is labelled absent, but a mention was found.
    Mentioned,
    /// Nothing: it has no label, or is rightly labelled absent.
    Nothing,
}

impl Lesson {
    pub(crate) fn of(book: &Codebook, axis: AxisId, example: &Example<'_>) -> Self {
        let Some(class) = example.labels[axis.index()] else { return Self::Nothing };
        let absent = book.absent_class(axis);
        let mention = book.target_of(axis).map(|t| example.article.about.mentioned[t]);
        match (Some(class) == absent, mention) {
            (true, Some(true)) => Self::Mentioned,
            (true, _) => Self::Nothing,
            (false, Some(false)) if absent.is_some() => Self::Unmentioned,
            (false, _) => Self::Class(class),
        }
    }
}

/// The axes that ask the same of another target, which shows in the same classes. What is said near a
/// target is said in much the same words, whichever it is.
pub(crate) fn siblings(book: &Codebook, axis: AxisId) -> impl Iterator<Item = AxisId> {
    let names = move |a: AxisId| book.axis_at(a).classes.iter().map(|c| c.name.as_str());
    let of_target = move |a: AxisId| book.target_of(a).is_some();
    book.axis_ids().filter(move |a| {
        *a != axis && of_target(axis) && of_target(*a) && names(*a).eq(names(axis))
    })
}
