//! The confusion report for reading in a terminal, or as Markdown.

use std::io::{self, Write};

use rasid_eval::{AxisEvaluation, Comparison, Figure};

use super::details::write_details;
use super::{EvaluationReport, sections};
use crate::inert::{inert, short};
use crate::json_line::write_json_pretty;
use crate::table::{Style, interval, lines, numbers_right, share, with_interval};

impl EvaluationReport {
    /// Writes the report for reading.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let labels = style.foreign(&short(&inert(&self.labels)));
        writeln!(out, "{}", style.heading(2, &format!("Confusion report: {labels}")).trim_end())?;
        writeln!(out, "\n{} articles, {}.\n", self.articles, self.method)?;
        for axis in &self.axes {
            self.write_axis(out, axis, style)?;
        }
        for axis in &self.unlabelled {
            writeln!(out, "{axis}: no article of this set is labelled on this axis.\n")?;
        }
        sections::write(out, self, style)
    }

    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }

    fn write_axis(
        &self,
        out: &mut dyn Write,
        axis: &AxisEvaluation,
        style: Style,
    ) -> io::Result<()> {
        let groups = if axis.groups < axis.n as usize {
            format!(" in {} groups", axis.groups)
        } else {
            String::new()
        };
        writeln!(
            out,
            "{}",
            style.heading(3, &format!("{}: {} articles{groups}", axis.axis, axis.n))
        )?;
        out.write_all(lines(&confusion_table(axis, style)).as_bytes())?;
        writeln!(out)?;
        out.write_all(lines(&class_table(axis, style)).as_bytes())?;
        writeln!(out)?;
        out.write_all(lines(&figure_table(axis, style)).as_bytes())?;
        writeln!(out, "\n{}\n", gate_sentence(axis))?;
        write_details(out, axis, style)
    }
}

fn confusion_table(axis: &AxisEvaluation, style: Style) -> comfy_table::Table {
    let mut header = vec!["truth ↓  predicted →"];
    header.extend(axis.classes.iter().map(String::as_str));
    header.push("abstained");
    let mut table = style.table(&header);
    for (class, cells) in axis.classes.iter().zip(&axis.confusion) {
        let mut row = vec![class.clone()];
        row.extend(cells.iter().map(u64::to_string));
        table.add_row(row);
    }
    numbers_right(&mut table);
    table
}

fn class_table(axis: &AxisEvaluation, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["class", "precision", "recall", "F1", "n"]);
    for c in &axis.by_class {
        let [precision, recall, f1] = [c.precision, c.recall, c.f1].map(|f| with_interval(&f));
        table.add_row(vec![c.class.clone(), precision, recall, f1, c.support.to_string()]);
    }
    numbers_right(&mut table);
    table
}

fn figure_table(axis: &AxisEvaluation, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["figure", "value", "95 % interval", "n"]);
    for (name, figure) in figures(axis) {
        table.add_row(vec![name, share(figure.value), interval(&figure), figure.n.to_string()]);
    }
    numbers_right(&mut table);
    table
}

/// All figures of an axis by name, the majority class's beside ours.
pub(super) fn figures(axis: &AxisEvaluation) -> Vec<(String, Figure)> {
    let bare = |value, n| Figure { value, interval: None, n };
    // Classes that do not occur have no recall and no part in the mean.
    let (all, occurring) =
        (axis.classes.len(), axis.by_class.iter().filter(|c| c.support > 0).count());
    let mean = match all - occurring {
        0 => "macro-F1".to_owned(),
        _ => format!("macro-F1 of the {occurring} classes that occur"),
    };
    let mut list = vec![
        ("accuracy".to_owned(), axis.accuracy),
        ("accuracy among answered".to_owned(), axis.answered_accuracy),
        ("balanced accuracy".to_owned(), axis.balanced_accuracy),
        ("Matthews correlation".to_owned(), axis.matthews),
        ("Cohen's kappa".to_owned(), axis.kappa),
        (mean.clone(), axis.macro_f1),
        (format!("{mean}, no abstention"), axis.macro_f1_forced),
    ];
    if let Some(majority) = &axis.majority {
        list.push((format!("always {majority}: accuracy"), bare(axis.majority_accuracy, axis.n)));
        list.push((format!("always {majority}: {mean}"), bare(axis.majority_macro_f1, axis.n)));
    }
    if let Some(mentioned) = &axis.mentioned {
        let name = "where mentioned: macro-F1 of stances, no abstention";
        list.push((name.to_owned(), mentioned.macro_f1_forced));
        if let Some(majority) = &mentioned.majority {
            let value = bare(mentioned.majority_macro_f1, mentioned.macro_f1_forced.n);
            list.push((format!("where mentioned: always {majority}"), value));
        }
    }
    list
}

/// What the gate says of showing verdicts one by one.
fn gate_sentence(axis: &AxisEvaluation) -> String {
    let gate = &axis.gate;
    let of = |c: &Comparison, place: &str| {
        let chance = share(c.chance);
        match c.low {
            Some(low) => format!("at least {low:.3} against {chance}{place}"),
            None => format!("without an interval, against {chance}{place}"),
        }
    };
    let mut parts = vec![of(&gate.overall, "")];
    parts.extend(gate.mentioned.iter().map(|m| of(m, " where mentioned")));
    let parts = parts.join(", ");
    if gate.open {
        format!("Macro-F1 is above what is reached without reading: {parts}.")
    } else {
        format!(
            "Do not publish single verdicts of this axis: macro-F1 may be no better than without reading ({parts})."
        )
    }
}
