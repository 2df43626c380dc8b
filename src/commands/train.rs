//! `rasid train`.

use std::io::Write;
use std::path::Path;

use rasid_codebook::Codebook;
use rasid_corpus::Labelled;
use rasid_pipeline::{
    Analyzed, Analyzer, Digest, Example, Registry, Shard, TrainNote, Trained, train,
};
use rayon::prelude::*;

use crate::choosing::{Choosing, Chosen};
use crate::cli::TrainArgs;
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups};
use crate::printer::{ByteNotices, Output, Printer};
use crate::settings::{Workshop, refuse_overwriting, registry};
use crate::streaming::count;
use crate::unlabelled::UnlabelledText;
use crate::workers::{Workers, source};

pub(crate) fn run(args: TrainArgs, printer: &Printer) -> Result<(), Failure> {
    let beside = args.labels.with_file_name("outlets.csv");
    let outlets = args.outlets.clone().or_else(|| beside.is_file().then_some(beside));
    let outlets = outlets.filter(|_| !args.no_registry);
    let read = args.making.files(&args.labels).into_iter().chain(outlets.clone());
    refuse_overwriting(Some(&args.output), read)?;
    let streams = args.stream || args.counts_only;
    let open = if streams { Workshop::empty } else { Workshop::open };
    let shop = open(&args.labels, &args.making)?;
    let book = shop.analyzer.codebook();
    let registry = outlets.map(|path| registry(&path, book)).transpose()?;
    // The place is tried before the work is done.
    let out = Output::open(Some(&args.output))?;
    if streams {
        return stream(&args, shop, registry, out, printer);
    }
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
    write(Trained { model, ..trained }, (&args.output, out), printer)
}

/// Counts the articles as they are read.
fn stream(
    args: &TrainArgs,
    shop: Workshop,
    registry: Option<Registry>,
    mut out: Output<'_>,
    printer: &Printer,
) -> Result<(), Failure> {
    let Workshop { analyzer, seeds, .. } = shop;
    // Who publishes an article has no part in what is counted.
    let files = (args.labels.as_path(), &args.making.with[..]);
    let shard = count(&analyzer, files, &args.making.columns.options(), printer)?;
    let analyzer = analyzer.with_registry(registry);
    if !args.counts_only {
        let trained = shard.model(&analyzer, &seeds).map_err(|e| cannot_train(&args.labels, &e))?;
        return write(trained, (&args.output, out), printer);
    }
    let bytes = shard.to_bytes(&analyzer, &seeds);
    out.write_all(&bytes).map_err(|e| out.failed(&e))?;
    out.finish()?;
    told(&args.output, &shard, &bytes, printer);
    Ok(())
}

/// Tells what a shard holds.
pub(crate) fn told(place: &Path, shard: &Shard, bytes: &[u8], printer: &Printer) {
    printer.note(&format!(
        "{}: counts of {} articles, {} bytes, SHA-256 {}",
        place.display(),
        shard.articles(),
        bytes.len(),
        Digest::of(bytes)
    ));
}

/// Puts a model in place and tells what is in it, and what was odd about its articles.
pub(crate) fn write(
    trained: Trained,
    (place, mut out): (&Path, Output<'_>),
    printer: &Printer,
) -> Result<(), Failure> {
    let Trained { model, notes } = trained;
    for note in &notes {
        printer.warning(&describe(note, model.analyzer().codebook()));
    }
    let bytes = model.to_bytes();
    out.write_all(&bytes).map_err(|e| out.failed(&e))?;
    out.finish()?;
    printer.note(&format!(
        "{}: {} articles in {} groups, {} terms, {} bytes, SHA-256 {}",
        place.display(),
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
