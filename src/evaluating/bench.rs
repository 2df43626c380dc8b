//! Answering every article by a model that saw nothing of its group, or by a model that was given.

use std::collections::BTreeSet;

use rasid_corpus::read_labels;
use rasid_eval::{Folds, Forward};
use rasid_pipeline::{Analyzed, Example, Model, digest_of, train};
use rasid_report::{Digests, EvaluationReport};
use rayon::prelude::*;

use super::answered::{Answered, Scored};
use super::curves::{learning_curves, random_folds};
use super::lines::write_lines;
use super::mistakes::Mistakes;
use super::report::{Parts, class_words, digest_of_settings, report};
use crate::abstaining::abstaining;
use crate::choosing::{Choosing, Chosen};
use crate::cli::EvaluateArgs;
use crate::commands::train::{analyze_all, cannot_train, example};
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups, groups};
use crate::printer::{Output, Printer};
use crate::settings::{OWN, Workshop, load_model, set_threads};
use crate::unlabelled::UnlabelledText;

/// A labelled set, read and ready to train on any part of it.
pub(super) struct Bench<'a> {
    pub(super) args: &'a EvaluateArgs,
    pub(super) shop: &'a Workshop,
    pub(super) read: &'a [Analyzed],
    pub(super) groups: &'a [String],
    choosing: Choosing<'a>,
    pub(super) printer: &'a Printer,
}

impl Bench<'_> {
    /// The articles to train on, and those of other files whose group is none of the tested articles'.
    pub(super) fn examples(&self, fit: &[usize], test: &[usize]) -> Vec<Example<'_>> {
        let held_out: BTreeSet<&str> = test.iter().map(|&i| self.groups[i].as_str()).collect();
        // Groups go across files: a near copy in another file is of its group.
        let is_new = |i: &usize| !held_out.contains(self.groups[*i].as_str());
        let beside = (self.shop.own..self.read.len()).filter(is_new);
        let example = |i: usize| {
            example(&self.read[i], &self.shop.labelled[i], &self.groups[i], self.shop.domain(i))
        };
        fit.iter().copied().chain(beside).map(example).collect()
    }

    /// A model by settings that were chosen before.
    pub(super) fn train(
        &self,
        chosen: &Chosen,
        examples: &[Example<'_>],
    ) -> Result<Model, Failure> {
        let trained =
            train(&chosen.analyzer, examples, &self.shop.seeds, chosen.unlabelled.as_ref());
        Ok(trained.map_err(|e| cannot_train(&self.args.labels, &e))?.model)
    }

    /// The model's answers about some articles, put in their places.
    pub(super) fn answer(&self, model: &Model, test: &[usize], answers: &mut [Option<Answered>]) {
        let answered = test.par_iter().map(|&i| Answered::new(model, &self.read[i]));
        for (&i, answered) in test.iter().zip(answered.collect::<Vec<_>>()) {
            answers[i] = Some(answered);
        }
    }

    pub(super) fn no_answers(&self) -> Vec<Option<Answered>> {
        (0..self.shop.own).map(|_| None).collect()
    }
}

/// Scores every article by a model that saw nothing of its group. Each model chooses its settings on
/// its own part.
pub(crate) fn by_folds(
    args: &EvaluateArgs,
    lines: Option<Output<'_>>,
    printer: &Printer,
) -> Result<EvaluationReport, Failure> {
    let shop = Workshop::open(&args.labels, &args.making)?;
    let copies = copies(&shop.analyzer, &shop.labelled);
    let (groups, column) = groups(&shop.labelled, &copies, args.group.as_deref())?;
    let names: Vec<&str> = groups[..shop.own].iter().map(String::as_str).collect();
    let analyzer = shop.analyzer.clone().for_trials();
    let read: Vec<Analyzed> = analyze_all(&analyzer, &shop.labelled, printer);
    let cut = Cut::new(args, &names, &read, &column)?;
    let text = UnlabelledText::new(&args.making.unlabelled, &analyzer, &read, &shop.seeds);
    let (typed, seeds) = (shop.typed, &shop.seeds);
    let choosing = Choosing { analyzer: &analyzer, typed, seeds, unlabelled: text.as_ref() };
    let bench = Bench { args, shop: &shop, read: &read, groups: &groups, choosing, printer };
    let (mut answers, mut settings, mut mistakes) =
        (bench.no_answers(), Vec::new(), Mistakes::default());
    let bar = printer.progress("folds", Some(cut.splits.len() as u64));
    for (fit, test) in &cut.splits {
        let examples = bench.examples(fit, test);
        let chosen = bench.choosing.choose(&examples, printer)?;
        let model = bench.train(&chosen, &examples)?;
        bench.answer(&model, test, &mut answers);
        let answered = test.iter().filter_map(|&i| Some((i, answers[i].as_ref()?)));
        mistakes.add(&model, &shop.labelled, &read, answered);
        settings.push(chosen);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (book, own) = (shop.analyzer.codebook(), shop.own);
    let scored =
        Scored { book, labelled: &shop.labelled[..own], answers: &answers, groups: &groups[..own] };
    lines.map_or(Ok(()), |out| write_lines(out, &scored))?;
    let (random, learning) = match &cut.folds {
        Some(folds) => (
            random_folds(&bench, folds, &settings, &scored)?,
            learning_curves(&bench, folds, &settings, &scored)?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let everything: Vec<usize> = (0..own).collect();
    let examples = bench.examples(&everything, &[]);
    let whole = bench.train(&bench.choosing.choose(&examples, printer)?, &examples)?;
    let digests = Digests {
        rasid: env!("CARGO_PKG_VERSION").to_owned(),
        labels: digest_of(book, &examples[..own]).to_string(),
        model: None,
        settings: digest_of_settings(shop.analyzer.settings()),
    };
    let parts = Parts {
        method: cut.method(read.len() - own),
        settings: shop.analyzer.settings(),
        random,
        learning,
        words: class_words(&whole),
        mistakes: mistakes.into_list(),
        digests,
    };
    Ok(report(&args.labels, &scored, parts))
}

/// What is trained on and what is scored, part by part.
struct Cut {
    splits: Vec<(Vec<usize>, Vec<usize>)>,
    /// None where the set is cut in time.
    folds: Option<Folds>,
    how: String,
}

impl Cut {
    fn new(
        args: &EvaluateArgs,
        groups: &[&str],
        read: &[Analyzed],
        column: &str,
    ) -> Result<Self, Failure> {
        let failure = || {
            Failure::new(Kind::Input, format!("cannot cut {} into folds", args.labels.display()))
        };
        let parts = usize::from(args.folds);
        if args.forward {
            let days: Vec<Option<i64>> =
                read[..groups.len()].iter().map(|a| a.date().map(day_number)).collect();
            let dated = days.iter().flatten().count();
            let cut = Forward::new(groups, &days, parts).ok_or_else(|| {
                failure()
                    .cause(format!(
                        "{dated} articles have a date; {parts} parts in time need more groups"
                    ))
                    .hint("use fewer --folds, or give the articles a `date` like 2024-05-31")
            })?;
            let how = format!(
                "scored forward in time: {parts} parts, each by a model of groups ({column}, and near \
                 copies) whose last article is older; the first {} articles are only trained on, {} \
                 without a date are left out",
                cut.first, cut.undated
            );
            return Ok(Self { splits: cut.splits, folds: None, how });
        }
        let folds = Folds::grouped(groups, parts).map_err(|e| {
            failure()
                .cause(format!("{e} (grouped by {column}, and near copies)"))
                .hint("use fewer --folds or another --group")
        })?;
        let how = format!(
            "cross-validated in {} folds that never split a value of {column} nor near copies",
            folds.count()
        );
        Ok(Self { splits: splits(&folds), folds: Some(folds), how })
    }

    /// The method in words; `beside` articles of other files were trained on too.
    fn method(&self, beside: usize) -> String {
        match beside {
            0 => self.how.clone(),
            more => {
                format!("{}; every model also trained on {more} articles of other files", self.how)
            }
        }
    }
}

/// For each fold, the other articles and its own.
pub(super) fn splits(folds: &Folds) -> Vec<(Vec<usize>, Vec<usize>)> {
    let split = |fold| {
        let (test, fit) = folds.split(fold);
        (fit, test)
    };
    (0..folds.count()).map(split).collect()
}

/// A number that rises with the day.
fn day_number((year, month, day): (i32, u8, u8)) -> i64 {
    i64::from(year) * 400 + i64::from(month) * 32 + i64::from(day)
}

/// Scores a trained model on labels that it was not trained on.
pub(crate) fn of_model(
    args: &EvaluateArgs,
    lines: Option<Output<'_>>,
    printer: &Printer,
) -> Result<EvaluationReport, Failure> {
    set_threads(args.making.jobs);
    let mut model = load_model(args.model.as_deref())?.model;
    model = abstaining(model, &args.making.abstaining, printer)?;
    if args.no_registry {
        model = model.with_registry(None);
    }
    let book = model.analyzer().codebook();
    let labelled = read_labels(&args.labels, book).map_err(|e| Failure::labels(&e))?;
    let copies = copies(model.analyzer(), &labelled);
    let (groups, column) = groups(&labelled, &copies, args.group.as_deref())?;
    let read = analyze_all(model.analyzer(), &labelled, printer);
    let trained = default_groups(&labelled, &copies);
    let examples: Vec<Example<'_>> =
        (0..read.len()).map(|i| example(&read[i], &labelled[i], &trained[i], OWN)).collect();
    let labels = digest_of(book, &examples);
    if labels == model.training_digest() {
        let what = format!(
            "the model was trained on {}; its score on them means nothing",
            args.labels.display()
        );
        return Err(Failure::new(Kind::Input, what)
            .hint("leave --model out: cross-validation scores each article unseen"));
    }
    let answers: Vec<Option<Answered>> =
        read.par_iter().map(|a| Some(Answered::new(&model, a))).collect();
    let mut mistakes = Mistakes::default();
    let answered = answers.iter().enumerate().filter_map(|(i, a)| Some((i, a.as_ref()?)));
    mistakes.add(&model, &labelled, &read, answered);
    let scored = Scored { book, labelled: &labelled, answers: &answers, groups: &groups };
    lines.map_or(Ok(()), |out| write_lines(out, &scored))?;
    let settings = model.analyzer().settings();
    let method = format!(
        "scored by the given model, which was not trained on this very set; intervals over {column}, and \
         near copies"
    );
    let digests = Digests {
        rasid: env!("CARGO_PKG_VERSION").to_owned(),
        labels: labels.to_string(),
        model: Some(model.training_digest().to_string()),
        settings: digest_of_settings(settings),
    };
    let parts = Parts {
        method,
        settings,
        random: Vec::new(),
        learning: Vec::new(),
        words: class_words(&model),
        mistakes: mistakes.into_list(),
        digests,
    };
    Ok(report(&args.labels, &scored, parts))
}
