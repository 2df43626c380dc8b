//! Answering every article by a model that saw nothing of its group, or by a model that was given.

use std::collections::BTreeSet;

use rasid_corpus::{Labelled, read_labels};
use rasid_eval::{Design, Folds, Forward, Split};
use rasid_pipeline::{Analyzed, Example, TrainError, digest_of};
use rasid_report::{Digests, EvaluationReport};
use rayon::prelude::*;

use super::answered::{Answered, Scored, answer, no_answers};
use super::curves::{learning_curves, random_folds};
use super::lines::write_lines;
use super::mistakes::Mistakes;
use super::report::{Parts, class_words, digest_of_settings, report};
use crate::abstaining::{abstaining, tell_faults};
use crate::cli::EvaluateArgs;
use crate::commands::train::{analyze_all, cannot_train, example};
use crate::crossing::{CrossError, Crossing};
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups, groups};
use crate::printer::{Output, Printer};
use crate::settings::{OWN, Workshop, load_model, set_threads};
use crate::unlabelled::UnlabelledText;

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
    if args.forward {
        warn_of_dates(&shop.labelled[..shop.own], &read, printer);
    }
    let cut = Cut::new(args, &names, &read, &column)?;
    let text = UnlabelledText::new(&args.making, &analyzer, &read, &shop.seeds);
    let crossing = Crossing {
        shop: &shop,
        analyzer: &analyzer,
        read: &read,
        groups: &groups,
        unlabelled: text.as_ref(),
        printer,
    };
    let cannot = |e: &TrainError| cannot_train(&args.labels, e);
    let (mut answers, mut mistakes) = (no_answers(shop.own), Mistakes::default());
    let settings = crossing.each(&cut.splits, |model, test| {
        answer(model, &read, test, &mut answers);
        let answered = test.iter().filter_map(|&i| Some((i, answers[i].as_ref()?)));
        mistakes.add(model, &shop.labelled, &read, answered);
    });
    let settings = settings.map_err(|e| match e {
        CrossError::Train(e) => cannot(&e)
            .cause("this is about the articles that are left while one part is scored")
            .hint("label more articles of each class, in more groups, or use more --folds"),
        CrossError::Other(failure) => failure,
    })?;
    let (book, own) = (shop.analyzer.codebook(), shop.own);
    let scored =
        Scored { book, labelled: &shop.labelled[..own], answers: &answers, groups: &groups[..own] };
    lines.map_or(Ok(()), |out| write_lines(out, &scored, cut.design()))?;
    let (random, learning) = match &cut.folds {
        Some(folds) => (
            random_folds(&crossing, folds, &settings, &scored).map_err(|e| cannot(&e))?,
            learning_curves(&crossing, folds, &settings, &scored),
        ),
        None => (Vec::new(), Vec::new()),
    };
    let everything: Vec<usize> = (0..own).collect();
    let examples = crossing.examples(&everything, &[]);
    let whole = crossing.train(&crossing.choose(&examples)?, &examples).map_err(|e| cannot(&e))?;
    tell_faults(&whole, printer);
    let digests = Digests {
        rasid: env!("CARGO_PKG_VERSION").to_owned(),
        labels: digest_of(book, &examples[..own]).to_string(),
        model: None,
        settings: digest_of_settings(shop.analyzer.settings()),
    };
    let parts = Parts {
        method: cut.method(read.len() - own),
        design: cut.design(),
        settings: shop.analyzer.settings(),
        random,
        learning,
        words: class_words(&whole),
        mistakes: mistakes.into_list(),
        digests,
    };
    Ok(report(&args.labels, &scored, parts))
}

/// Tells of dates that are written but cannot be read.
fn warn_of_dates(labelled: &[Labelled], read: &[Analyzed], printer: &Printer) {
    let unread = labelled.iter().zip(read).filter(|(_, read)| read.date().is_none());
    let mut unread = unread.filter_map(|(l, _)| Some((&l.article, l.article.date.as_deref()?)));
    if let Some((article, date)) = unread.next() {
        let (file, line) = (article.file.display(), article.line.unwrap_or_default());
        printer.warning(&format!(
            "{} dates cannot be read, the first is `{date}` ({file}:{line}); write them like 2024-05-31",
            1 + unread.count()
        ));
    }
}

/// What is trained on and what is scored, part by part.
struct Cut {
    splits: Vec<Split>,
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
            let dated: BTreeSet<i64> = days.iter().flatten().copied().collect();
            let cut = Forward::new(groups, &days, parts).ok_or_else(|| {
                failure()
                    .cause(format!(
                        "{} articles have a date, different days: {}; {parts} parts in time, grouped by \
                         {column}, need more days or groups that end before others begin",
                        days.iter().flatten().count(),
                        dated.len()
                    ))
                    .hint(
                        "use fewer --folds, a --group of short life (an event or `id`, no outlet), or \
                         give the articles a `date` like 2024-05-31",
                    )
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
            let one = groups.iter().all(|group| *group == groups[0]);
            let hint = match one {
                true => "label articles of more groups, or choose another --group",
                false => "use fewer --folds or another --group",
            };
            failure().cause(format!("{e} (grouped by {column}, and near copies)")).hint(hint)
        })?;
        let how = format!(
            "cross-validated in {} folds that never split a value of {column} nor near copies; intervals \
             are widened, for the models of different folds share training articles",
            folds.count()
        );
        Ok(Self { splits: folds.splits(), folds: Some(folds), how })
    }

    /// A model scored forward in time is not changed by what it is asked later: answers of different
    /// parts do not lean on each other.
    fn design(&self) -> Design {
        self.folds.as_ref().map_or(Design::Sample, |f| Design::CrossValidated { folds: f.count() })
    }

    /// The method in words; `beside` articles of other files were trained on too.
    fn method(&self, beside: usize) -> String {
        match beside {
            0 => self.how.clone(),
            more => {
                let when = if self.folds.is_none() { ", whatever their date" } else { "" };
                format!(
                    "{}; every model also trained on {more} articles of other files{when}, less those \
                     of the groups that it scores",
                    self.how
                )
            }
        }
    }
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
    let labelled = read_labels(&args.labels, book, &args.making.columns.options())
        .map_err(|e| Failure::labels(&e))?;
    let copies = copies(model.analyzer(), &labelled);
    let (groups, column) = groups(&labelled, &copies, args.group.as_deref())?;
    let read = analyze_all(model.analyzer(), &labelled, printer);
    let trained = default_groups(&labelled, &copies);
    let examples: Vec<Example<'_>> =
        (0..read.len()).map(|i| example(&read[i], &labelled[i], &trained[i], OWN)).collect();
    let labels = digest_of(book, &examples);
    if model.was_trained_on(&examples) {
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
    lines.map_or(Ok(()), |out| write_lines(out, &scored, Design::Sample))?;
    let settings = model.analyzer().settings();
    let method = format!(
        "scored by the given model, which was not trained on this very set (whether on some of its \
         articles, it does not say); intervals over {column}, and near copies"
    );
    let digests = Digests {
        rasid: env!("CARGO_PKG_VERSION").to_owned(),
        labels: labels.to_string(),
        model: Some(model.training_digest().to_string()),
        settings: digest_of_settings(settings),
    };
    let parts = Parts {
        method,
        design: Design::Sample,
        settings,
        random: Vec::new(),
        learning: Vec::new(),
        words: class_words(&model),
        mistakes: mistakes.into_list(),
        digests,
    };
    Ok(report(&args.labels, &scored, parts))
}
