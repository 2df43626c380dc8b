//! `rasid inspect`.

use rasid_report::{ModelReport, Style};

use crate::cli::{FactsFormat, InspectArgs};
use crate::diagnostics::Failure;
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::load_model;

pub(crate) fn run(args: InspectArgs, _printer: &Printer) -> Result<(), Failure> {
    let loaded = load_model(args.model.as_deref())?;
    let report = ModelReport::new(&loaded.model, &loaded.bytes, args.words);
    let mut out = Output::open(args.output.as_deref())?;
    let written = match args.format {
        FactsFormat::Table => report.write(&mut out, Style::Terminal(terminal_width())),
        FactsFormat::Markdown => report.write(&mut out, Style::Markdown),
        FactsFormat::Json => report.write_json(&mut out),
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()
}
