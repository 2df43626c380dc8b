//! Verdicts on labelled articles by models that saw nothing of their groups.

use std::collections::BTreeSet;

use rasid_eval::{Folds, cross_validate};
use rasid_pipeline::{ArticleVerdict, Example, TrainError, train};
use rayon::prelude::*;

use crate::choosing::Choosing;
use crate::cli::Making;
use crate::commands::train::{analyze_all, example};
use crate::diagnostics::Failure;
use crate::printer::Printer;
use crate::settings::Workshop;
use crate::unlabelled::UnlabelledText;

/// Why a set cannot be scored by its own folds.
pub(crate) enum CrossError {
    /// A fold leaves too little to train on.
    Train(TrainError),
    /// Anything else.
    Other(Failure),
}

/// Scores every article of the labels file by a model that saw nothing of its group; `groups` are those
/// of all articles, `folds` cut those of the labels file. Each model chooses its settings on its own
/// part, and learns from the articles of other files too.
pub(crate) fn cross_fitted(
    shop: &Workshop,
    making: &Making,
    groups: &[&str],
    folds: &Folds,
    printer: &Printer,
) -> Result<Vec<ArticleVerdict>, CrossError> {
    let analyzer = shop.analyzer.clone().for_trials();
    let read = analyze_all(&analyzer, &shop.labelled, printer);
    let text = UnlabelledText::new(&making.unlabelled, &analyzer, &read, &shop.seeds);
    let (typed, seeds) = (shop.typed, &shop.seeds);
    let choosing = Choosing { analyzer: &analyzer, typed, seeds, unlabelled: text.as_ref() };
    let bar = printer.progress("folds", Some(folds.count() as u64));
    let verdicts = cross_validate(folds, |fit, test| {
        let held_out: BTreeSet<&str> = test.iter().map(|&i| groups[i]).collect();
        // Groups go across files: a near copy in another file is of its group.
        let beside = (shop.own..read.len()).filter(|&i| !held_out.contains(groups[i]));
        let lessons = fit.iter().copied().chain(beside);
        let examples: Vec<Example<'_>> = lessons
            .map(|i| example(&read[i], &shop.labelled[i], groups[i], shop.domain(i)))
            .collect();
        let chosen = choosing.choose(&examples, printer).map_err(CrossError::Other)?;
        let trained = train(&chosen.analyzer, &examples, seeds, chosen.unlabelled.as_ref());
        let model = trained.map_err(CrossError::Train)?.model;
        bar.inc(1);
        Ok(test.par_iter().map(|&i| model.classify(&read[i])).collect())
    })?;
    bar.finish_and_clear();
    Ok(verdicts)
}
