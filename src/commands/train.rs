//! `rasid train`.

use std::io::Write;
use std::path::Path;

use rasid_codebook::Codebook;
use rasid_corpus::Labelled;
use rasid_pipeline::{Analyzed, Analyzer, Digest, Example, TrainNote, train};
use rayon::prelude::*;

use crate::choosing::{Choosing, Chosen};
use crate::cli::TrainArgs;
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups};
use crate::printer::{ByteNotices, Output, Printer};
use crate::settings::{Workshop, refuse_overwriting, registry};
use crate::unlabelled::UnlabelledText;
use crate::workers::{Workers, source};

pub(crate) fn run(args: TrainArgs, printer: &Printer) -> Result<(), Failure> {
    let beside = args.labels.with_file_name("outlets.csv");
    let outlets = args.outlets.clone().or_else(|| beside.is_file().then_some(beside));
    let outlets = outlets.filter(|_| !args.no_registry);
    let read = args.making.files(&args.labels).into_iter().chain(outlets.clone());
    refuse_overwriting(Some(&args.output), read)?;
    let shop = Workshop::open(&args.labels, &args.making)?;
    let book = shop.analyzer.codebook();
    let registry = outlets.map(|path| registry(&path, book)).transpose()?;
    // The place is tried before the work is done.
    let mut out = Output::open(Some(&args.output))?;
    let analyzer = shop.analyzer.clone().for_trials();
    let read = analyze_all(&analyzer, &shop.labelled, printer);
    let groups = default_groups(&shop.labelled, &copies(&analyzer, &shop.labelled));
    let labelled =
        (0..read.len()).map(|i| (&read[i], &shop.labelled[i], &groups[i], shop.domain(i)));
    let examples: Vec<Example<'_>> = labelled.map(|(a, l, g, d)| example(a, l, g, d)).collect();
    let text = UnlabelledText::new(&args.making, &analyzer, &read, &shop.seeds);
    let choosing = Choosing {
        analyzer: &analyzer,
        typed: shop.typed,
        seeds: &shop.seeds,
        unlabelled: text.as_ref(),
    };
    let Chosen { analyzer, trials, unlabelled } = choosing.choose(&examples, printer)?;
    let trained = train(&analyzer, &examples, &shop.seeds, unlabelled.as_ref())
        .map_err(|e| cannot_train(&args.labels, &e))?;
    let model = trained.model.with_trials(trials).with_registry(registry);
    for note in &trained.notes {
        printer.warning(&describe(note, shop.analyzer.codebook()));
    }
    let bytes = model.to_bytes();
    out.write_all(&bytes).map_err(|e| out.failed(&e))?;
    out.finish()?;
    printer.note(&format!(
        "{}: {} articles in {} groups, {} terms, {} bytes, SHA-256 {}",
        args.output.display(),
        model.articles(),
        model.groups(),
        model.vocabulary().len(),
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
    domain: &'a str,
) -> Example<'a> {
    let (text, labels) = (&labelled.article.text, labelled.labels.clone());
    Example { article, text, labels, group, domain }
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
