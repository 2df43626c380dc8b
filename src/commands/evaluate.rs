//! `rasid evaluate`: the confusion report.

use std::io::Write;

use rasid_report::{Style, write_evaluation_csv};

use crate::cli::{EvaluateArgs, ReportFormat};
use crate::diagnostics::Failure;
use crate::evaluating::{by_folds, of_model};
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::refuse_overwriting;

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
