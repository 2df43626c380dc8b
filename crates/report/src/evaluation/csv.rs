//! The confusion report as a table of numbers.

use std::io::{self, Write};

use rasid_eval::{AxisEvaluation, CalibrationFigures, Figure, RiskCoverage, Slicing};
use serde::Serialize;

use super::EvaluationReport;
use super::details::{reliability_figures, set_figures};
use super::terminal::figures;
use crate::inert::no_formula;
use crate::table::plain;

/// One row. What a row has no use for is empty.
#[derive(Default, Serialize)]
struct Row {
    axis: String,
    figure: String,
    class: String,
    predicted: String,
    value: String,
    low: String,
    high: String,
    n: u64,
}

impl Row {
    fn of(axis: &str, figure: &str, class: &str, f: &Figure) -> Self {
        let bound = |b: Option<f64>| b.map_or(String::new(), |b| b.to_string());
        Self {
            axis: no_formula(axis),
            figure: no_formula(figure),
            class: no_formula(class),
            predicted: String::new(),
            value: f.value.map_or("undefined".to_owned(), |v| v.to_string()),
            low: bound(f.interval.map(|i| i.low)),
            high: bound(f.interval.map(|i| i.high)),
            n: f.n,
        }
    }
}

/// Writes every number of the report as a row: axis, figure, class (of slices: the value), predicted,
/// value, low, high, n.
///
/// # Errors
/// Those of the writer.
pub fn write_evaluation_csv(out: &mut dyn Write, report: &EvaluationReport) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    let header = ["axis", "figure", "class", "predicted", "value", "low", "high", "n"];
    csv.write_record(header).map_err(plain)?;
    for axis in &report.axes {
        let mut rows = counts(axis);
        rows.extend(axis.by_class.iter().flat_map(|c| {
            let all = [("precision", c.precision), ("recall", c.recall), ("F1", c.f1)];
            all.map(|(name, f)| Row::of(&axis.axis, name, &c.class, &f))
        }));
        rows.extend(
            figures(axis, no_formula).iter().map(|(name, f)| Row::of(&axis.axis, name, "", f)),
        );
        rows.push(gate(axis));
        rows.extend(axis.baselines.iter().flat_map(|b| {
            let all =
                [("accuracy", b.accuracy), ("macro-F1", b.macro_f1), ("gain", b.macro_f1_gain)];
            all.map(|(name, f)| Row::of(&axis.axis, &format!("{}: {name}", b.name), "", &f))
        }));
        rows.extend(axis.calibration.iter().flat_map(|c| calibration(&axis.axis, c)));
        rows.extend(coverage(&axis.axis, &axis.risk_coverage));
        for (name, class, f) in axis.conformal.iter().flat_map(set_figures) {
            rows.push(Row::of(&axis.axis, &format!("sets: {name}"), class, &f));
        }
        rows.extend(axis.slicings.iter().flat_map(|s| slices(&axis.axis, s)));
        rows.iter().try_for_each(|row| csv.serialize(row)).map_err(plain)?;
    }
    csv.flush()
}

fn counts(axis: &AxisEvaluation) -> Vec<Row> {
    let cells = axis.classes.iter().zip(&axis.confusion).flat_map(|(class, cells)| {
        let columns = axis.classes.iter().map(String::as_str).chain(["abstained"]);
        columns.zip(cells).map(move |(predicted, n)| (class, predicted, n))
    });
    let row = |(class, predicted, n): (&String, _, &u64)| Row {
        axis: no_formula(&axis.axis),
        figure: "count".to_owned(),
        class: no_formula(class),
        predicted: no_formula(predicted),
        value: n.to_string(),
        n: axis.n,
        ..Row::default()
    };
    cells.map(row).collect()
}

/// 1 where single verdicts may be shown, else 0.
fn gate(axis: &AxisEvaluation) -> Row {
    let value = if axis.gate.open { "1" } else { "0" };
    Row {
        axis: no_formula(&axis.axis),
        figure: "gate open".to_owned(),
        value: value.to_owned(),
        n: axis.n,
        ..Row::default()
    }
}

fn calibration(axis: &str, figures: &CalibrationFigures) -> Vec<Row> {
    let kinds = [("calibrated", Some(&figures.calibrated)), ("raw", figures.raw.as_ref())];
    let mut rows = Vec::new();
    for (kind, reliability) in kinds.into_iter().filter_map(|(kind, r)| Some((kind, r?))) {
        let named = reliability_figures(reliability);
        rows.extend(named.iter().map(|(name, f)| Row::of(axis, &format!("{kind}: {name}"), "", f)));
        for bin in reliability.bins.iter().filter(|b| b.n > 0) {
            let name = format!("{kind}: {:.3} to {:.3}", bin.low, bin.high);
            for (what, value) in [("confidence", bin.confidence), ("accuracy", bin.accuracy)] {
                let figure = Figure { value, interval: None, n: bin.n };
                rows.push(Row::of(axis, &format!("{name}: {what}"), "", &figure));
            }
        }
    }
    rows
}

fn coverage(axis: &str, curve: &RiskCoverage) -> Vec<Row> {
    let bare = |value, n| Figure { value, interval: None, n };
    let mut rows = vec![Row::of(axis, "AURC", "", &bare(curve.aurc, curve.n - curve.unanswerable))];
    let points = curve.points.iter().map(|p| (p, "kept"));
    for (p, name) in points.chain([(&curve.at_threshold, "kept at the threshold")]) {
        let coverage = p.coverage.unwrap_or_default();
        let figure = format!("accuracy where {coverage:.3} are {name}");
        rows.push(Row::of(axis, &figure, "", &bare(p.accuracy, p.kept)));
    }
    rows
}

fn slices(axis: &str, slicing: &Slicing) -> Vec<Row> {
    let of = |s: &rasid_eval::Slice| {
        let figures = [
            ("accuracy", s.accuracy),
            ("accuracy among answered", s.answered_accuracy),
            ("macro-F1, no abstention", s.macro_f1_forced),
            ("mean confidence", s.mean_confidence),
            ("Brier score", s.brier),
        ];
        figures.map(|(name, f)| Row::of(axis, &format!("{}: {name}", slicing.name), &s.value, &f))
    };
    slicing.slices.iter().flat_map(of).collect()
}
