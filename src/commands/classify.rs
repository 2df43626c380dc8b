//! `rasid classify`: read, judge on all cores, write in the order of the input.

use std::io::Write;
use std::path::{Path, PathBuf};

use rasid_corpus::{Article, RecordError, SortedTree, articles, inputs};
use rasid_pipeline::{Boilerplate, Model, RepeatedLines, Source, host};
use rasid_report::{Answer, Record, Style, VerdictCsv, VerdictTable, write_jsonl};
use rayon::prelude::*;

use crate::abstaining::abstaining;
use crate::cli::{ClassifyArgs, VerdictFormat};
use crate::diagnostics::{Failure, Kind, place_and_message};
use crate::printer::{ByteNotices, Output, Printer, terminal_width};
use crate::settings::{load_model, refuse_overwriting, registry, set_threads};
use crate::workers::{Workers, source};

/// Articles that are judged at once, and their bytes: bounds memory and keeps the order.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 16 << 20;
/// Words shown a verdict in the table.
const TABLE_EVIDENCE: usize = 3;

type Read = Result<Article, RecordError>;

/// What became of the records.
#[derive(Default)]
struct Tally {
    answered: u64,
    abstained: u64,
    skipped: u64,
}

pub(crate) fn run(args: ClassifyArgs, printer: &Printer) -> Result<(), Failure> {
    set_threads(args.jobs);
    let mut model = load_model(args.model.as_deref())?.model;
    model = abstaining(model, &args.abstaining, printer)?;
    if let Some(path) = &args.outlets {
        let outlets = registry(path, model.analyzer().codebook())?;
        model = model.with_registry(Some(outlets));
    } else if args.no_registry {
        model = model.with_registry(None);
    }
    // A path that cannot be opened is one input's trouble; alone it is the run's.
    let mut found: Vec<_> = args.paths.iter().flat_map(|path| inputs(path)).collect();
    if let [Err(_)] = found.as_slice()
        && let Some(Err(only)) = found.pop()
    {
        return Err(only.into());
    }
    let files = found.iter().filter_map(|f| f.as_ref().ok()).map(|f| f.path().to_owned());
    refuse_overwriting(
        args.output.as_deref(),
        files.chain(args.model.clone()).chain(args.outlets.clone()),
    )?;
    let out = Output::open(args.output.as_deref())?;
    let tree = match &args.sort_into {
        None => None,
        Some(dir) => Some(SortedTree::create(dir).map_err(|e| {
            Failure::output(Some(dir), &e).hint("--sort-into takes a new or an empty folder")
        })?),
    };
    let limit = args.evidence.unwrap_or(if args.format == VerdictFormat::Table {
        TABLE_EVIDENCE
    } else {
        0
    });
    let writer = Writer::new(args.format, out, &model, limit > 0)?;
    let notices = ByteNotices::new(printer);
    let tally = Tally::default();
    let repeated = args.drop_repeated.then(|| repeated_lines(&args, printer)).transpose()?;
    let mut run = Run { model: &model, limit, repeated, tree, printer, notices, writer, tally };
    run.all(articles(found, &args.columns.options()))?;
    let Run { notices, writer, tally, .. } = run;
    notices.finish();
    // A run that answered nothing leaves an old output as it is.
    if tally.answered + tally.abstained > 0 {
        writer.finish(&model)?;
    }
    tally.report(printer, args.strict)
}

/// A first look at all articles: the lines that repeat across those of an outlet.
fn repeated_lines(args: &ClassifyArgs, printer: &Printer) -> Result<Boilerplate, Failure> {
    let paths = &args.paths;
    let once = |path: &&PathBuf| {
        std::fs::metadata(path).map_or(*path == Path::new("-"), |m| !m.is_file() && !m.is_dir())
    };
    if let Some(path) = paths.iter().find(once) {
        let path = path.display();
        let what = format!("--drop-repeated reads its inputs twice, and {path} can be read once");
        return Err(Failure::new(Kind::Usage, what).hint("save it to a file"));
    }
    let bar = printer.progress("looking for repeated lines", None);
    let mut lines = RepeatedLines::default();
    // What cannot be read is told when it is classified.
    let found = paths.iter().flat_map(|path| inputs(path));
    for article in articles(found, &args.columns.options()).flatten() {
        lines.add(&outlet(&article), source(&article).body().text());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(lines.finish())
}

/// Who publishes an article, as far as lines repeat: its outlet, the host of its address, or else the
/// folder of its file.
fn outlet(article: &Article) -> String {
    let host = || article.url.as_deref().and_then(host);
    let folder = || article.file.parent().unwrap_or(Path::new("")).display().to_string();
    article.outlet.clone().or_else(host).unwrap_or_else(folder)
}

struct Run<'a> {
    model: &'a Model,
    limit: usize,
    repeated: Option<Boilerplate>,
    tree: Option<SortedTree>,
    printer: &'a Printer,
    notices: ByteNotices<'a>,
    writer: Writer<'a>,
    tally: Tally,
}

impl Run<'_> {
    fn all(&mut self, mut records: impl Iterator<Item = Read>) -> Result<(), Failure> {
        let bar = self.printer.progress("classifying", None);
        let workers = Workers::new(self.model.analyzer());
        loop {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            for read in records.by_ref() {
                bytes += read.as_ref().map_or(0, |a| a.text.len());
                batch.push(read);
                if batch.len() == BATCH || bytes >= BATCH_BYTES {
                    break;
                }
            }
            if batch.is_empty() {
                break;
            }
            let (model, limit, repeated) = (self.model, self.limit, self.repeated.as_ref());
            let judge = |read: Read| {
                let answer = read.as_ref().ok().map(|article| {
                    let outlet = repeated.map(|_| outlet(article));
                    let repeated = repeated.zip(outlet.as_deref());
                    let analyzed = workers.analyze(Source { repeated, ..source(article) });
                    let verdict = if limit > 0 {
                        model.explain(&analyzed)
                    } else {
                        model.classify(&analyzed)
                    };
                    let notes = article.notices.iter().map(|n| n.message.clone());
                    Answer::new(&article.id, &article.text, verdict, limit)
                        .with_notes_on_bytes(notes)
                });
                (read, answer)
            };
            let judged: Vec<(Read, Option<Answer>)> = batch.into_par_iter().map(judge).collect();
            for (read, answer) in judged {
                self.take(read, answer)?;
                bar.inc(1);
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn take(&mut self, read: Read, answer: Option<Answer>) -> Result<(), Failure> {
        match (read, answer) {
            (Ok(article), Some(answer)) => {
                self.notices.tell(&article);
                if let Some(tree) = &mut self.tree {
                    let folders = folders(self.model, &answer);
                    let copied = tree.add(&article, &folders);
                    copied.map_err(|e| {
                        let what = format!("cannot write a copy of {}", article.id);
                        Failure::new(Kind::Output, what)
                            .cause(e.to_string())
                            .hint("--sort-into needs a folder it can write to")
                    })?;
                }
                let any = answer.verdict.axes.iter().any(|a| a.verdict.class.is_some());
                *(if any { &mut self.tally.answered } else { &mut self.tally.abstained }) += 1;
                self.writer.write(self.model, Record::Answer(answer))
            }
            (Err(e), _) => {
                self.tally.skipped += 1;
                self.printer.skipped(&place_and_message(&e), e.way_out());
                let record = Record::Error {
                    id: e.record().map(str::to_owned),
                    error: e.to_string(),
                    file: e.file().display().to_string(),
                    line: e.line(),
                };
                self.writer.write(self.model, record)
            }
            (Ok(_), None) => Ok(()),
        }
    }
}

/// `state_media/russia=favor/us=absent/…`: an axis about a target names itself.
fn folders(model: &Model, answer: &Answer) -> Vec<String> {
    let axes = model.analyzer().codebook().axes().iter().zip(&answer.verdict.axes);
    axes.map(|(axis, judged)| {
        let class = judged.verdict.class.map_or("abstained", |c| axis.classes[c].name.as_str());
        if axis.target.is_some() { format!("{}={class}", axis.name) } else { class.to_owned() }
    })
    .collect()
}

impl Tally {
    fn report(self, printer: &Printer, strict: bool) -> Result<(), Failure> {
        let Self { answered, abstained, skipped } = self;
        let all = answered + abstained + skipped;
        printer.note(&format!("{all} records: {answered} answered, {abstained} abstained on every axis, {skipped} skipped"));
        match (skipped, all - skipped) {
            (0, 0) => Err(Failure::new(Kind::Input, "there is no record to classify")),
            (0, _) => Ok(()),
            (_, 0) => Err(Failure::new(Kind::Input, "no record could be read")),
            (n, _) if strict => Err(Failure::new(Kind::Found, format!("{n} records were skipped"))),
            _ => Ok(()),
        }
    }
}

/// The three ways to write verdicts.
enum Writer<'a> {
    Table(VerdictTable, Output<'a>),
    Csv(Box<VerdictCsv<Output<'a>>>, Option<&'a Path>),
    Jsonl(Output<'a>, bool),
}

impl<'a> Writer<'a> {
    fn new(
        format: VerdictFormat,
        out: Output<'a>,
        model: &Model,
        evidence: bool,
    ) -> Result<Self, Failure> {
        let book = model.analyzer().codebook();
        Ok(match format {
            VerdictFormat::Table => Self::Table(VerdictTable::default(), out),
            VerdictFormat::Jsonl => Self::Jsonl(out, evidence),
            VerdictFormat::Csv => {
                let place = out.place();
                let sets = model.analyzer().settings().abstention.coverage.is_some();
                let csv = VerdictCsv::new(out, book, evidence, sets);
                Self::Csv(Box::new(csv.map_err(|e| Failure::output(place, &e))?), place)
            }
        })
    }

    fn write(&mut self, model: &Model, record: Record) -> Result<(), Failure> {
        let book = model.analyzer().codebook();
        match self {
            Self::Table(table, _) => {
                // Skipped records were told on standard error.
                if let Record::Answer(answer) = record {
                    table.add(answer);
                }
                Ok(())
            }
            Self::Csv(csv, place) => {
                csv.write(book, &record).map_err(|e| Failure::output(*place, &e))
            }
            Self::Jsonl(out, evidence) => {
                write_jsonl(out, book, &record, *evidence).map_err(|e| out.failed(&e))
            }
        }
    }

    fn finish(self, model: &Model) -> Result<(), Failure> {
        let book = model.analyzer().codebook();
        match self {
            Self::Table(table, mut out) => {
                let style = Style::Terminal(terminal_width());
                let written = table.write(&mut out, book, style);
                written.map_err(|e| out.failed(&e))?;
                out.finish()
            }
            Self::Csv(csv, place) => csv.finish().map_err(|e| Failure::output(place, &e))?.finish(),
            Self::Jsonl(mut out, _) => {
                out.flush().map_err(|e| out.failed(&e))?;
                out.finish()
            }
        }
    }
}
