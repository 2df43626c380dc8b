//! `rasid train`.

use std::io::Write;
use std::path::Path;

use rasid_codebook::Codebook;
use rasid_corpus::Labelled;
use rasid_eval::connected;
use rasid_pipeline::{Analyzed, Analyzer, Digest, Example, TrainNote, train};
use rayon::prelude::*;

use crate::cli::TrainArgs;
use crate::diagnostics::{Failure, Kind};
use crate::printer::{ByteNotices, Output, Printer};
use crate::settings::{Workshop, refuse_overwriting};
use crate::workers::{Workers, source};

pub(crate) fn run(args: TrainArgs, printer: &Printer) -> Result<(), Failure> {
    refuse_overwriting(Some(&args.output), args.making.files(&args.labels).into_iter())?;
    let shop = Workshop::open(&args.labels, &args.making)?;
    // The place is tried before the work is done.
    let mut out = Output::open(Some(&args.output))?;
    let read = analyze_all(&shop.analyzer, &shop.labelled, printer);
    let groups = default_groups(&shop.labelled);
    let labelled = read.iter().zip(&shop.labelled).zip(&groups);
    let examples: Vec<Example<'_>> = labelled.map(|((a, l), g)| example(a, l, g)).collect();
    let trained = train(&shop.analyzer, &examples, &shop.seeds)
        .map_err(|e| cannot_train(&args.labels, &e))?;
    for note in &trained.notes {
        printer.warning(&describe(note, shop.analyzer.codebook()));
    }
    let bytes = trained.model.to_bytes();
    out.write_all(&bytes).map_err(|e| out.failed(&e))?;
    out.finish()?;
    printer.note(&format!(
        "{}: {} articles in {} groups, {} terms, {} bytes, SHA-256 {}",
        args.output.display(),
        trained.model.articles(),
        trained.model.groups(),
        trained.model.vocabulary().len(),
        bytes.len(),
        Digest::of(&bytes)
    ));
    Ok(())
}

/// Walks all articles through the text layer, on all cores; tells how their bytes were read.
pub(crate) fn analyze_all(
    analyzer: &Analyzer,
    labelled: &[Labelled],
    printer: &Printer,
) -> Vec<Analyzed> {
    let mut notices = ByteNotices::new(printer);
    labelled.iter().for_each(|l| notices.tell(&l.article));
    notices.finish();
    let bar = printer.progress("reading", Some(labelled.len() as u64));
    let workers = Workers::new(analyzer);
    let read = |l: &Labelled| {
        let analyzed = workers.analyze(source(&l.article));
        bar.inc(1);
        analyzed
    };
    let read = labelled.par_iter().map(read).collect();
    bar.finish_and_clear();
    read
}

/// A labelled article as training takes it.
pub(crate) fn example<'a>(
    article: &'a Analyzed,
    labelled: &'a Labelled,
    group: &'a str,
) -> Example<'a> {
    Example { article, text: &labelled.article.text, labels: labelled.labels.clone(), group }
}

/// A group for each article: articles that share an event or an outlet are in one, so that neither is
/// on both sides of a fold. It is named by its first event, else its outlet, else the article.
pub(crate) fn default_groups(labelled: &[Labelled]) -> Vec<String> {
    let keys: Vec<[Option<&str>; 2]> = labelled
        .iter()
        .map(|l| [l.article.group.as_deref(), l.article.outlet.as_deref()])
        .collect();
    let ids = labelled.iter().map(|l| l.article.id.as_str());
    connected(&keys, &ids.collect::<Vec<_>>())
}

pub(crate) fn cannot_train(labels: &Path, e: &rasid_pipeline::TrainError) -> Failure {
    let failure = Failure::new(Kind::Input, format!("cannot train on {}", labels.display()))
        .cause(e.to_string());
    failure.hint("label articles of at least two classes of an axis")
}

fn describe(note: &TrainNote, book: &Codebook) -> String {
    let axis = |id: &rasid_codebook::AxisId| book.axis_at(*id).name.clone();
    match note {
        TrainNote::NoExample(a, class) => format!(
            "{}: no article is labelled `{}`; the model will never answer it (label some, or drop the class)",
            axis(a),
            book.class_name(*a, *class)
        ),
        TrainNote::NotTrained(a) => {
            format!("{}: fewer than two classes have articles; the axis is not trained", axis(a))
        }
        TrainNote::NoMention(a, n) => format!(
            "{}: {n} articles are labelled with a stance but no mention of the target was found; they teach nothing here (add its names to the codebook)",
            axis(a)
        ),
        TrainNote::Mentioned(a, n) => format!(
            "{}: {n} articles are labelled absent but a mention of the target was found (check the label, or add the phrase to `except`)",
            axis(a)
        ),
        TrainNote::PhrasesUnused(n) => {
            format!("{n} seed terms are phrases; they speak only with --bigrams")
        }
        TrainNote::NotCalibrated(a) => {
            format!(
                "{}: too few articles or groups to score any by the others; its probabilities are not calibrated",
                axis(a)
            )
        }
        _ => format!("{note:?}"),
    }
}
