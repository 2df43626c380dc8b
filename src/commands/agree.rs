//! `rasid agree`: how far the coders of a labelled set agree.

use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_corpus::{CodedSet, Coder, Labelled, read_coded};
use rasid_eval::{Coding, agreement};
use rasid_pipeline::{Analyzer, Settings};
use rasid_report::{AgreementReport, Code, Difference, Style, write_agreement_csv};

use crate::cli::{AgreeArgs, ReportFormat};
use crate::diagnostics::Failure;
use crate::grouping::{copies, groups};
use crate::printer::{ByteNotices, Output, Printer, terminal_width};
use crate::settings::{codebook, refuse_overwriting};

pub(crate) fn run(args: &AgreeArgs, printer: &Printer) -> Result<(), Failure> {
    let beside = args.labels.with_file_name("codebook.toml");
    let read = [args.labels.clone(), args.codebook.clone().unwrap_or(beside)];
    refuse_overwriting(args.output.as_deref(), read.into_iter())?;
    let mut out = Output::open(args.output.as_deref())?;
    let book = codebook(&args.labels, args.codebook.as_deref())?;
    let set = read_coded(&args.labels, &book).map_err(|e| Failure::labels(&e))?;
    let mut notices = ByteNotices::new(printer);
    set.articles.iter().for_each(|l| notices.tell(&l.article));
    notices.finish();
    for column in &set.strangers {
        printer.warning(&format!(
            "column `{column}` is left out: codes stand in AXIS_coder_1, AXIS_coder_2, … with an axis of the codebook"
        ));
    }
    let report = report(args, &book, &set)?;
    let (differences, width) = (args.differences, terminal_width());
    let written = match args.format {
        ReportFormat::Table => report.write(&mut out, Style::Terminal(width), differences),
        ReportFormat::Markdown => report.write(&mut out, Style::Markdown, differences),
        ReportFormat::Csv => write_agreement_csv(&mut out, &report),
        ReportFormat::Json => report.write_json(&mut out),
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()
}

fn report(args: &AgreeArgs, book: &Codebook, set: &CodedSet) -> Result<AgreementReport, Failure> {
    let analyzer = Analyzer::new(book.clone(), Settings::default());
    let copies = copies(&analyzer, &set.articles);
    let (groups, column) = groups(&set.articles, &copies, args.group.as_deref())?;
    let (mut axes, mut uncoded, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    for axis in book.axis_ids() {
        let coders = &set.coders[axis.index()];
        if coders.len() < 2 {
            uncoded.push(book.axis_at(axis).name.clone());
            continue;
        }
        let names: Vec<String> = coders.iter().map(|c| c.name.clone()).collect();
        let codings: Vec<Coding<'_>> =
            (0..set.articles.len()).map(|i| coding(set, axis, i, &groups[i])).collect();
        axes.push(agreement(book, axis, &names, &codings));
        let differ = codings.iter().enumerate().filter(|(_, c)| c.differs());
        differences.extend(differ.map(|(i, _)| difference(book, set, axis, i)));
    }
    let labels = args.labels.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let articles = set.articles.len();
    Ok(AgreementReport { labels, groups: column, articles, axes, uncoded, differences })
}

fn coding<'a>(set: &CodedSet, axis: AxisId, article: usize, group: &'a str) -> Coding<'a> {
    let code = |coder: &Coder| coder.codes[article].map(ClassId::index);
    Coding {
        codes: set.coders[axis.index()].iter().map(code).collect(),
        adjudicated: set.articles[article].labels[axis.index()].map(ClassId::index),
        group,
    }
}

fn difference(book: &Codebook, set: &CodedSet, axis: AxisId, article: usize) -> Difference {
    let name = |class: ClassId| book.class_name(axis, class).to_owned();
    let code = |coder: &Coder| {
        let class = name(coder.codes[article]?);
        Some(Code { coder: coder.name.clone(), class })
    };
    let Labelled { article: read, labels, .. } = &set.articles[article];
    Difference {
        id: read.id.clone(),
        axis: book.axis_at(axis).name.clone(),
        codes: set.coders[axis.index()].iter().filter_map(code).collect(),
        adjudicated: labels[axis.index()].map(name),
    }
}
