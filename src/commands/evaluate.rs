//! `rasid evaluate`: the confusion report.

use std::io::Write;

use rasid_codebook::Codebook;
use rasid_corpus::{Labelled, read_labels};
use rasid_eval::{Folds, Outcome, evaluate};
use rasid_pipeline::{ArticleVerdict, Example, Settings, digest_of};
use rasid_report::{EvaluationReport, Style, write_evaluation_csv};
use rayon::prelude::*;

use crate::cli::{EvaluateArgs, ReportFormat};
use crate::commands::train::{analyze_all, cannot_train, example};
use crate::crossing::{CrossError, cross_fitted};
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups, groups};
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::{OWN, Workshop, load_model, refuse_overwriting, set_threads};

pub(crate) fn run(args: EvaluateArgs, printer: &Printer) -> Result<(), Failure> {
    let read = args.making.files(&args.labels).into_iter().chain(args.model.clone());
    refuse_overwriting(args.output.as_deref(), read)?;
    let mut out = Output::open(args.output.as_deref())?;
    let report =
        if args.model.is_some() { of_model(&args, printer)? } else { by_folds(&args, printer)? };
    let written = match args.format {
        ReportFormat::Table => report.write(&mut out, Style::Terminal(terminal_width())),
        ReportFormat::Markdown => report.write(&mut out, Style::Markdown),
        ReportFormat::Csv => write_evaluation_csv(&mut out, &report),
        ReportFormat::Json => serde_json::to_writer_pretty(&mut out, &report)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n")),
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()
}

/// Scores a trained model on labels that it was not trained on.
fn of_model(args: &EvaluateArgs, printer: &Printer) -> Result<EvaluationReport, Failure> {
    set_threads(args.making.jobs);
    let mut model = load_model(args.model.as_deref())?.model;
    if let Some(threshold) = args.making.threshold {
        model = model.with_threshold(threshold);
    }
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
    if digest_of(book, &examples) == model.training_digest() {
        let what = format!(
            "the model was trained on {}; its score on them means nothing",
            args.labels.display()
        );
        return Err(Failure::new(Kind::Input, what)
            .hint("leave --model out: cross-validation scores each article unseen"));
    }
    let verdicts: Vec<ArticleVerdict> = read.par_iter().map(|a| model.classify(a)).collect();
    let method = format!(
        "scored by the given model, which was not trained on this very set; intervals over {column}"
    );
    Ok(report(args, book, model.analyzer().settings(), &labelled, &verdicts, &groups, method))
}

/// Scores every article by a model that saw nothing of its group. Each model chooses its settings on
/// its own part.
fn by_folds(args: &EvaluateArgs, printer: &Printer) -> Result<EvaluationReport, Failure> {
    let shop = Workshop::open(&args.labels, &args.making)?;
    let scored = shop.own;
    let copies = copies(&shop.analyzer, &shop.labelled);
    let (groups, column) = groups(&shop.labelled, &copies, args.group.as_deref())?;
    let names: Vec<&str> = groups.iter().map(String::as_str).collect();
    let folds = Folds::grouped(&names[..scored], args.folds.into()).map_err(|e| {
        Failure::new(Kind::Input, format!("cannot cut {} into folds", args.labels.display()))
            .cause(format!("{e} (grouped by {column})"))
            .hint("use fewer --folds or another --group")
    })?;
    let verdicts =
        cross_fitted(&shop, &args.making, &names, &folds, printer).map_err(|e| match e {
            CrossError::Train(e) => cannot_train(&args.labels, &e),
            CrossError::Other(failure) => failure,
        })?;
    let with = match shop.labelled.len() - scored {
        0 => String::new(),
        more => format!("; every fold also trained on {more} articles of other files"),
    };
    let method = format!(
        "cross-validated in {} folds that never split a value of {column}{with}",
        folds.count()
    );
    let (book, settings) = (shop.analyzer.codebook(), shop.analyzer.settings());
    let (labelled, groups) = (&shop.labelled[..scored], &groups[..scored]);
    Ok(report(args, book, settings, labelled, &verdicts, groups, method))
}

fn report(
    args: &EvaluateArgs,
    book: &Codebook,
    settings: &Settings,
    labelled: &[Labelled],
    verdicts: &[ArticleVerdict],
    groups: &[String],
    method: String,
) -> EvaluationReport {
    let (mut axes, mut unlabelled) = (Vec::new(), Vec::new());
    for axis in book.axis_ids() {
        let outcomes: Vec<Outcome<'_>> = labelled
            .iter()
            .zip(verdicts)
            .zip(groups)
            .filter_map(|((l, v), group)| {
                let truth = l.labels[axis.index()]?.index();
                Some(Outcome { truth, verdict: &v.axes[axis.index()].verdict, group })
            })
            .collect();
        if outcomes.is_empty() {
            unlabelled.push(book.axis_at(axis).name.clone());
        } else {
            axes.push(evaluate(book, axis, &outcomes));
        }
    }
    let name = args.labels.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let settings = serde_json::to_value(settings).expect("settings are plain data");
    EvaluationReport { labels: name, method, articles: labelled.len(), settings, axes, unlabelled }
}
