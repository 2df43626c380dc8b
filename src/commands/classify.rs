//! `rasid classify`: what was typed, checked and put together; `crate::classifying` does it.

use std::path::{Path, PathBuf};

use rasid_corpus::{Input, ReadOptions, RecordError, RunSettings, SortedTree, articles, inputs};
use rasid_pipeline::{Boilerplate, RepeatedLines};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::abstaining::abstaining;
use crate::classifying::{Place, Run, digest_of, outlet};
use crate::cli::{ClassifyArgs, VerdictFormat};
use crate::diagnostics::{Failure, Kind};
use crate::printer::{Output, Printer, is_terminal};
use crate::settings::{Loaded, load_model, refuse_overwriting, registry, threads};
use crate::workers::source;

/// Words shown a verdict in the table.
const TABLE_EVIDENCE: usize = 3;

pub(crate) fn run(args: ClassifyArgs, printer: &Printer) -> Result<(), Failure> {
    let format = args.format();
    check(&args, format)?;
    let Loaded { model, bytes } = load_model(args.model.as_deref())?;
    let mut model = abstaining(model, &args.abstaining, printer)?;
    if let Some(path) = &args.outlets {
        let outlets = registry(path, model.analyzer().codebook())?;
        model = model.with_registry(Some(outlets));
    } else if args.no_registry {
        model = model.with_registry(None);
    }
    // The process ends with this run: to take the model apart would take longer than a short article.
    let model = &*Box::leak(Box::new(model));
    let found = found(&args)?;
    let output = args.output.as_deref();
    let whole = if args.resume { None } else { Some(Output::open(output)?) };
    let tree = match &args.sort_into {
        None => None,
        Some(dir) => Some(SortedTree::create(dir).map_err(|e| {
            Failure::output(Some(dir), &e).hint("--sort-into takes a new or an empty folder")
        })?),
    };
    let few = if format == VerdictFormat::Table { TABLE_EVIDENCE } else { 0 };
    let evidence = args.evidence.unwrap_or(few);
    let read = args.columns.options();
    let repeated = || repeated_lines(&args.paths, &read, printer);
    let (repeated, lines) = args.drop_repeated.then(repeated).transpose()?.unzip();
    let place = match (whole, output) {
        (None, Some(path)) => {
            let abstention = model.analyzer().settings().abstention;
            let (sheet, copies) = (args.spreadsheet, args.copies);
            let options =
                format!("{format:?} {sheet} {evidence} {abstention:?} {lines:?} {read:?} {copies}");
            let settings = RunSettings {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                model: xxh3_128(&bytes),
                options: options_of(&args, &options)?,
            };
            Place::Resumed(path, settings)
        }
        (Some(out), _) => Place::Whole(out),
        (None, None) => return Err(nothing_to_resume()),
    };
    let run = Run {
        model,
        format,
        spreadsheet: args.spreadsheet,
        evidence,
        repeated,
        copies: args.copies,
        tree,
        read,
        jobs: threads(args.jobs),
        strict: args.strict,
        printer,
    };
    run.go(found, place)
}

/// Whether the options go together.
fn check(args: &ClassifyArgs, format: VerdictFormat) -> Result<(), Failure> {
    let usage = |what: &str, hint: &str| Err(Failure::new(Kind::Usage, what).hint(hint));
    if args.spreadsheet && format != VerdictFormat::Csv {
        return usage("--spreadsheet writes CSV", "leave out --format, or give --format csv");
    }
    if args.resume && !matches!(format, VerdictFormat::Csv | VerdictFormat::Jsonl) {
        let what = "--resume goes on with CSV and JSON Lines only";
        return usage(what, "give -o a name that ends in .jsonl or .csv; or leave out --resume");
    }
    if args.resume && args.output.as_deref() == Some(Path::new("-")) {
        return Err(nothing_to_resume());
    }
    if format == VerdictFormat::Parquet && is_terminal(args.output.as_deref()) {
        return usage("Parquet is not for a terminal", "give -o a file, such as verdicts.parquet");
    }
    Ok(())
}

fn nothing_to_resume() -> Failure {
    Failure::new(Kind::Usage, "--resume goes on with a file").hint("give -o a file")
}

/// The inputs. A path that cannot be opened is one input's trouble; alone it is the run's.
fn found(args: &ClassifyArgs) -> Result<Vec<Result<Input, RecordError>>, Failure> {
    let mut found: Vec<_> = args.paths.iter().flat_map(|path| inputs(path)).collect();
    if let [Err(_)] = found.as_slice()
        && let Some(Err(only)) = found.pop()
    {
        return Err(only.into());
    }
    let files = found.iter().filter_map(|f| f.as_ref().ok()).map(|f| f.path().to_owned());
    let files = files.chain(args.model.clone()).chain(args.outlets.clone());
    refuse_overwriting(args.output.as_deref(), files)?;
    Ok(found)
}

/// The digest of all that was typed and changes the output, beside the model.
fn options_of(args: &ClassifyArgs, options: &str) -> Result<u128, Failure> {
    let outlets = args.outlets.as_deref();
    let outlets = outlets.map(|path| std::fs::read(path).map_err(|e| Failure::input(path, &e)));
    let outlets = outlets.transpose()?.unwrap_or_default();
    let paths = args.paths.iter().map(|path| path.as_os_str().as_encoded_bytes());
    let typed = [options.as_bytes(), &[u8::from(args.no_registry)], &outlets];
    Ok(digest_of(typed.into_iter().chain(paths)))
}

/// A first look at all articles: the lines that repeat across those of an outlet. With a digest of what
/// was read.
fn repeated_lines(
    paths: &[PathBuf],
    read: &ReadOptions,
    printer: &Printer,
) -> Result<(Boilerplate, u128), Failure> {
    let once = |path: &&PathBuf| {
        std::fs::metadata(path).map_or(*path == Path::new("-"), |m| !m.is_file() && !m.is_dir())
    };
    if let Some(path) = paths.iter().find(once) {
        let path = path.display();
        let what = format!("--drop-repeated reads its inputs twice, and {path} can be read once");
        return Err(Failure::new(Kind::Usage, what).hint("save it to a file"));
    }
    let bar = printer.progress("looking for repeated lines", None);
    let (mut lines, mut digest) = (RepeatedLines::default(), Xxh3::new());
    // What cannot be read is told when it is classified.
    for article in articles(paths.iter().flat_map(|path| inputs(path)), read).flatten() {
        let outlet = outlet(&article);
        lines.add(&outlet, source(&article).body().text());
        digest.update(&digest_of([outlet.as_bytes(), article.text.as_bytes()]).to_le_bytes());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok((lines.finish(), digest.digest128()))
}
