//! The confusion report as a table of numbers.

use std::io::{self, Write};

use super::EvaluationReport;
use super::terminal::figures;
use crate::table::plain;

/// Writes every number of the report as a row: axis, figure, class, predicted, value, low, high, n.
///
/// # Errors
/// Those of the writer.
pub fn write_evaluation_csv(out: &mut dyn Write, report: &EvaluationReport) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    write_rows(&mut csv, report).map_err(plain)?;
    csv.flush()
}

fn write_rows<W: Write>(
    csv: &mut csv::Writer<W>,
    report: &EvaluationReport,
) -> Result<(), csv::Error> {
    csv.write_record(["axis", "figure", "class", "predicted", "value", "low", "high", "n"])?;
    let text = |v: Option<f64>| v.map_or("undefined".to_owned(), |v| v.to_string());
    for axis in &report.axes {
        for (class, cells) in axis.classes.iter().zip(&axis.confusion) {
            let columns = axis.classes.iter().map(String::as_str).chain(["abstained"]);
            for (predicted, n) in columns.zip(cells) {
                csv.write_record([
                    axis.axis.as_str(),
                    "count",
                    class,
                    predicted,
                    &n.to_string(),
                    "",
                    "",
                    &axis.n.to_string(),
                ])?;
            }
        }
        for c in &axis.by_class {
            let figures = [
                ("precision", c.precision.value, c.predicted),
                ("recall", c.recall.value, c.support),
            ];
            for (name, value, n) in figures.into_iter().chain([("F1", c.f1.value, c.support)]) {
                csv.write_record([
                    axis.axis.as_str(),
                    name,
                    &c.class,
                    "",
                    &text(value),
                    "",
                    "",
                    &n.to_string(),
                ])?;
            }
        }
        for (name, f) in figures(axis) {
            let (low, high) = (f.interval.map(|i| i.low), f.interval.map(|i| i.high));
            let bound = |b: Option<f64>| b.map_or(String::new(), |b| b.to_string());
            csv.write_record([
                &axis.axis,
                &name,
                "",
                "",
                &text(f.value),
                &bound(low),
                &bound(high),
                &f.n.to_string(),
            ])?;
        }
    }
    Ok(())
}
