//! Every number of the map as a row.

use std::io::{self, Write};

use rasid_eval::Share;
use serde::Serialize;

use super::MapReport;
use super::figures::CellFigures;
use crate::inert::no_formula;
use crate::table::plain;

#[derive(Default, Clone, Serialize)]
struct Row<'a> {
    table: &'static str,
    row: String,
    axis: &'a str,
    figure: &'static str,
    class: &'a str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
}

impl Row<'_> {
    fn with(self, share: Option<Share>) -> Self {
        let interval = share.map(|s| s.interval);
        let (low, high) = (interval.map(|i| i.low), interval.map(|i| i.high));
        let n = share.map_or(self.n, |s| s.n);
        Self { value: share.map(|s| s.value), low, high, n, ..self }
    }
}

/// Writes every number as a row: table (`map`, `without_copies`, `outlet` or `time`), row (empty for all
/// articles), axis,
/// figure (`articles`, `count`, `share`, `absent`, `abstained`, `mention` or `net`), class, value, low,
/// high, n. What is undefined is empty.
///
/// # Errors
/// Those of the writer.
pub fn write_map_csv(out: &mut dyn Write, report: &MapReport<'_>) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let rows = report.row_figures().into_iter().map(|r| ("map", r.row, r.articles, r.cells));
    let originals = report.without_copies().map(|r| ("without_copies", r.row, r.articles, r.cells));
    let outlets =
        report.outlet_figures().into_iter().map(|r| ("outlet", r.row, r.articles, r.cells));
    let spans =
        report.span_figures().into_iter().map(|s| ("time", Some(s.span), s.articles, s.cells));
    for (table, row, articles, cells) in rows.chain(originals).chain(outlets).chain(spans) {
        let row = row.as_deref().map_or(String::new(), no_formula);
        let base = Row { table, row, n: articles, ..Row::default() };
        let all = Row { figure: "articles", value: Some(articles as f64), ..base.clone() };
        csv.serialize(all).map_err(plain)?;
        for cell in &cells {
            for row in cell_rows(cell, &base) {
                csv.serialize(row).map_err(plain)?;
            }
        }
    }
    csv.flush()
}

fn cell_rows<'a>(cell: &'a CellFigures, base: &Row<'a>) -> Vec<Row<'a>> {
    let base = Row { axis: &cell.axis, n: cell.n, ..base.clone() };
    let count = |figure, class, count: u64| Row {
        figure,
        class,
        value: Some(count as f64),
        ..base.clone()
    };
    let mut rows = Vec::new();
    for class in &cell.classes {
        rows.push(count("count", &class.class, class.articles));
        let share = Row { figure: "share", class: &class.class, ..base.clone() };
        rows.push(share.with(class.share));
    }
    rows.push(count("absent", "", cell.absent));
    rows.push(count("abstained", "", cell.abstained));
    rows.push(Row { figure: "mention", ..base.clone() }.with(cell.mention));
    rows.push(Row { figure: "net", value: cell.net, ..base });
    rows
}
