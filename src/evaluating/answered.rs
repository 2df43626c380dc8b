//! What is known of an article once a model has answered it.

use rasid_codebook::{AxisId, Codebook};
use rasid_corpus::Labelled;
use rasid_eval::Outcome;
use rasid_pipeline::{Analyzed, ArticleVerdict, Model};
use rayon::prelude::*;

/// An article's answers.
pub(crate) struct Answered {
    pub(crate) verdict: ArticleVerdict,
    /// Probabilities before calibration, an axis each.
    raw: Vec<Vec<f64>>,
    /// What the seed terms alone would answer, an axis each.
    keywords: Vec<Option<usize>>,
}

impl Answered {
    pub(crate) fn new(model: &Model, article: &Analyzed) -> Self {
        Self {
            verdict: model.classify(article),
            raw: model.uncalibrated(article),
            keywords: model.keywords(article),
        }
    }

    fn outcome<'a>(
        &'a self,
        axis: AxisId,
        truth: usize,
        group: &'a str,
        slices: &'a [String],
    ) -> Outcome<'a> {
        let judged = &self.verdict.axes[axis.index()];
        let asked = !judged.probabilities.is_empty();
        Outcome {
            truth,
            verdict: &judged.verdict,
            probabilities: &judged.probabilities,
            raw: if asked { &self.raw[axis.index()] } else { &[] },
            set: judged.set.as_deref(),
            keyword: self.keywords[axis.index()],
            group,
            slices,
        }
    }
}

/// Places for the answers about so many articles.
pub(super) fn no_answers(articles: usize) -> Vec<Option<Answered>> {
    (0..articles).map(|_| None).collect()
}

/// A model's answers about some articles, put in their places.
pub(super) fn answer(
    model: &Model,
    read: &[Analyzed],
    test: &[usize],
    answers: &mut [Option<Answered>],
) {
    let answered: Vec<Answered> =
        test.par_iter().map(|&i| Answered::new(model, &read[i])).collect();
    test.iter().zip(answered).for_each(|(&i, answered)| answers[i] = Some(answered));
}

/// A labelled set with an answer for each of the articles that were scored.
#[derive(Clone, Copy)]
pub(crate) struct Scored<'a> {
    pub(crate) book: &'a Codebook,
    pub(crate) labelled: &'a [Labelled],
    /// None where an article was not scored.
    pub(crate) answers: &'a [Option<Answered>],
    pub(crate) groups: &'a [String],
}

impl<'a> Scored<'a> {
    /// Articles that were scored and are labelled on an axis, with their true class.
    pub(crate) fn on(
        &self,
        axis: AxisId,
    ) -> impl Iterator<Item = (usize, &'a Labelled, usize, &'a Answered)> + use<'a> {
        let all = self.labelled.iter().zip(self.answers).enumerate();
        all.filter_map(move |(i, (labelled, answered))| {
            Some((i, labelled, labelled.labels[axis.index()]?.index(), answered.as_ref()?))
        })
    }

    /// Their outcomes; `slices` holds values for each of them, in order.
    pub(crate) fn outcomes(&self, axis: AxisId, slices: &'a [Vec<String>]) -> Vec<Outcome<'a>> {
        let outcome = |(k, (i, _, truth, answered)): (usize, (usize, _, usize, &'a Answered))| {
            let slices = slices.get(k).map_or(&[][..], Vec::as_slice);
            answered.outcome(axis, truth, &self.groups[i], slices)
        };
        self.on(axis).enumerate().map(outcome).collect()
    }
}
