//! Training on parts of a labelled set, so that every article is answered by a model that saw nothing of
//! its group.

use std::collections::BTreeSet;

use rasid_eval::Split;
use rasid_pipeline::{Analyzed, Analyzer, Example, Model, TrainError, train};

use crate::choosing::{Choosing, Chosen};
use crate::commands::train::example;
use crate::diagnostics::Failure;
use crate::printer::Printer;
use crate::settings::Workshop;
use crate::unlabelled::UnlabelledText;

/// Why a set cannot be scored by its own parts.
pub(crate) enum CrossError {
    /// A part leaves too little to train on.
    Train(TrainError),
    /// Anything else.
    Other(Failure),
}

/// A labelled set, read and ready to train on any part of it.
#[derive(Clone, Copy)]
pub(crate) struct Crossing<'a> {
    pub(crate) shop: &'a Workshop,
    /// What read the articles: [`Analyzer::for_trials`].
    pub(crate) analyzer: &'a Analyzer,
    /// Every article, those of other files after those of the labels file.
    pub(crate) read: &'a [Analyzed],
    /// A group for each of them.
    pub(crate) groups: &'a [String],
    pub(crate) unlabelled: Option<&'a UnlabelledText<'a>>,
    pub(crate) printer: &'a Printer,
}

impl<'a> Crossing<'a> {
    /// The articles to train on, and those of other files whose group is none of the scored articles'.
    pub(crate) fn examples(&self, fit: &[usize], test: &[usize]) -> Vec<Example<'a>> {
        let held_out: BTreeSet<&str> = test.iter().map(|&i| self.groups[i].as_str()).collect();
        // Groups go across files: a near copy in another file is of its group.
        let is_new = |i: &usize| !held_out.contains(self.groups[*i].as_str());
        let beside = (self.shop.own..self.read.len()).filter(is_new);
        let example = |i: usize| {
            example(&self.read[i], &self.shop.labelled[i], &self.groups[i], self.shop.domain(i))
        };
        fit.iter().copied().chain(beside).map(example).collect()
    }

    /// Chooses settings on some articles.
    pub(crate) fn choose(&self, examples: &[Example<'_>]) -> Result<Chosen, Failure> {
        let (analyzer, typed, seeds) = (self.analyzer, self.shop.typed, &self.shop.seeds);
        let choosing = Choosing { analyzer, typed, seeds, unlabelled: self.unlabelled };
        choosing.choose(examples, self.printer)
    }

    /// A model by settings that were chosen before.
    pub(crate) fn train(
        &self,
        chosen: &Chosen,
        examples: &[Example<'_>],
    ) -> Result<Model, TrainError> {
        let (seeds, unlabelled) = (&self.shop.seeds, chosen.unlabelled.as_ref());
        Ok(train(&chosen.analyzer, examples, seeds, unlabelled)?.model)
    }

    /// Trains for each split a model that chooses its settings on its own part, and hands it over with
    /// the articles to score. Gives the settings that were chosen.
    pub(crate) fn each(
        &self,
        splits: &[Split],
        mut score: impl FnMut(&Model, &[usize]),
    ) -> Result<Vec<Chosen>, CrossError> {
        let bar = self.printer.progress("folds", Some(splits.len() as u64));
        let mut settings = Vec::new();
        for (fit, test) in splits {
            let examples = self.examples(fit, test);
            let chosen = self.choose(&examples).map_err(CrossError::Other)?;
            score(&self.train(&chosen, &examples).map_err(CrossError::Train)?, test);
            settings.push(chosen);
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(settings)
    }
}
