//! `rasid export`: a model for other programs.

use std::io;

use rasid_pipeline::{Digest, Model};
use rasid_report::{write_counts_csv, write_scorer_sql};

use crate::cli::{ExportArgs, ExportFormat};
use crate::diagnostics::{Failure, Kind};
use crate::printer::{Output, Printer, is_terminal};
use crate::settings::{load_model, refuse_overwriting};

pub(crate) fn run(args: &ExportArgs, _printer: &Printer) -> Result<(), Failure> {
    let output = args.output.as_deref();
    refuse_overwriting(output, args.model.iter().cloned())?;
    let format = args.format();
    if format == ExportFormat::Parquet && is_terminal(output) {
        let failure = Failure::new(Kind::Usage, "Parquet is not for a terminal");
        return Err(failure.hint("give a file with -o"));
    }
    let loaded = load_model(args.model.as_deref())?;
    let mut out = Output::open(output)?;
    let written = match format {
        ExportFormat::Csv => write_counts_csv(&mut out, &loaded.model),
        ExportFormat::Sql => {
            write_scorer_sql(&mut out, &loaded.model, &Digest::of(&loaded.bytes).to_string())
        }
        ExportFormat::Parquet => parquet(&mut out, &loaded.model)?,
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()
}

#[cfg(feature = "parquet")]
fn parquet(out: &mut Output<'_>, model: &Model) -> Result<io::Result<()>, Failure> {
    Ok(rasid_report::write_counts_parquet(out, model))
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &mut Output<'_>, _: &Model) -> Result<io::Result<()>, Failure> {
    let failure = Failure::new(Kind::Usage, "this rasid was built without Parquet");
    Err(failure.hint("take --format csv"))
}
