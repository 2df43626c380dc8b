//! Classifying many articles: the verdicts of [`Model::classify`], bit for bit, from numbers instead of
//! words.
//!
//! The plain path is the specification: it makes a bag of words, looks each term up by its letters and
//! sums sparse rows. Here a word is looked up once in the life of a worker, when it is first met; from
//! then on it is a number, terms of two words are pairs of numbers, and the weights of all axes for a
//! term lie side by side. Sums are of whole numbers, so that their order makes no difference.

mod numbering;
mod sums;
mod terms;

use rasid_bayes::PackedWeights;
use rasid_feature::WordNumbers;

pub(crate) use self::numbering::Numbering;
use self::sums::{Axis, Sums};
use self::terms::Terms;
pub(crate) use self::terms::{Beside, Terms as Article};
use crate::analyze::{Source, Worker};
use crate::classify::ArticleVerdict;
use crate::model::Model;
use crate::score::Rule;

/// A model made ready for many articles. Shared by all threads.
#[derive(Debug)]
pub struct Compiled<'m> {
    model: &'m Model,
    numbers: WordNumbers,
    weights: PackedWeights,
    /// How each axis reads.
    rules: Vec<Rule>,
    /// The most slots that an axis has.
    slots: usize,
}

impl Model {
    /// Makes the model ready for many articles, which takes as long as some of them.
    pub fn compiled(&self) -> Compiled<'_> {
        let slots_of = |axis: &crate::AxisModel| axis.settings.feature.slots();
        let models: Vec<_> = self.axes.iter().map(|a| (&a.bayes, slots_of(a))).collect();
        Compiled {
            model: self,
            numbers: WordNumbers::of(&self.vocabulary),
            weights: PackedWeights::new(self.vocabulary.len(), &models),
            rules: self.axes.iter().map(|axis| self.rule(axis)).collect(),
            slots: self.axes.iter().map(slots_of).max().unwrap_or(1),
        }
    }

    /// A classifier for a few articles, which makes nothing ready. For more, [`Model::compiled`] is quicker.
    pub fn classifier(&self) -> Classifier<'_> {
        Classifier {
            model: self,
            compiled: None,
            worker: self.analyzer().worker(),
            terms: Terms::default(),
            sums: Sums::new(0),
        }
    }
}

impl Compiled<'_> {
    /// A classifier for one thread.
    pub fn classifier(&self) -> Classifier<'_> {
        let model = self.model;
        Classifier {
            compiled: Some(self),
            model,
            worker: model.analyzer().worker(),
            terms: Terms::default(),
            sums: Sums::new(model.vocabulary.len() * self.slots),
        }
    }
}

/// Classifies articles one after the other. One for each thread: it remembers words from one article to
/// the next, which changes nothing but the time.
#[derive(Debug)]
pub struct Classifier<'m> {
    model: &'m Model,
    /// None where there are too few articles to make it ready for.
    compiled: Option<&'m Compiled<'m>>,
    worker: Worker<'m>,
    terms: Terms,
    sums: Sums,
}

impl Classifier<'_> {
    /// Classifies an article as [`Model::classify`] does. Never fails.
    pub fn classify(&mut self, source: Source<'_>) -> ArticleVerdict {
        let Self { compiled, worker, terms, sums, .. } = self;
        let Some(Compiled { model, numbers, weights, rules, .. }) = compiled else {
            return self.model.classify(&worker.analyze(source));
        };
        let (quoted, about) = worker.skim(source);
        let vocabulary = &model.vocabulary;
        terms.learn(worker.reader(), |stem| numbers.word(vocabulary, stem));
        let collect = model.analyzer().collected();
        terms.fill(&mut &*numbers, worker.reader().skimmed(), quoted, collect);
        let unseen = terms.unseen();
        model.article_verdict(&about, unseen, |number, axis| {
            let rule = &rules[number];
            let at_work = Axis::new(rule, terms, weights, number);
            let scored = sums.score(rule, &at_work, axis.bayes.log_prior());
            model.judge_scored(axis, &scored, unseen)
        })
    }

    /// The same classifier; it keeps the hashes of each article's words, for [`Classifier::words`].
    #[must_use]
    pub fn with_words(self) -> Self {
        Self { worker: self.worker.with_words(), ..self }
    }

    /// The words of the article that was classified last, as [`Worker::words`] gives them.
    pub fn words(&self) -> &[u64] {
        self.worker.words()
    }

    /// Classifies an article as [`Model::explain`] does.
    pub fn explain(&mut self, source: Source<'_>) -> ArticleVerdict {
        self.model.explain(&self.worker.analyze(source))
    }
}
