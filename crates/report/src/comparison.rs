//! Two sets of answers, side by side.

use std::io::{self, Write};

use rasid_eval::{AxisComparison, Compared, Figure, McNemar};
use serde::Serialize;

use crate::inert::no_formula;
use crate::json_line::write_json_pretty;
use crate::table::{Style, interval, lines, numbers_right, plain, share};

/// A comparison of two files of answers.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonReport {
    /// The first file.
    pub first: String,
    /// The second.
    pub second: String,
    /// Articles that both have.
    pub articles: usize,
    /// Articles that only the first has; they are left out.
    pub only_first: usize,
    /// Articles that only the second has.
    pub only_second: usize,
    /// Fewest folds of either run, by which intervals are widened; none where neither was cross-validated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folds: Option<usize>,
    /// One for each axis of both.
    pub axes: Vec<AxisComparison>,
}

impl ComparisonReport {
    /// Writes the comparison for reading.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let (first, second) = (style.name(&self.first), style.name(&self.second));
        writeln!(out, "{}", style.heading(2, &format!("{first} (A) and {second} (B)")).trim_end())?;
        let widened = match self.folds {
            Some(_) => ", widened, for the models of different folds share training articles",
            None => "",
        };
        writeln!(
            out,
            "\n{} articles that both answer; difference is B less A, its interval by resampling groups \
             for both at once{widened}. Accuracy and McNemar's test take an abstention as wrong.
",
            self.articles
        )?;
        for axis in &self.axes {
            let name = style.name(&axis.axis);
            let title = format!("{name}: {} articles in {} groups", axis.n, axis.groups);
            writeln!(out, "{}", style.heading(3, &title).trim_end())?;
            writeln!(out)?;
            out.write_all(lines(&table(axis, style)).as_bytes())?;
            writeln!(out, "\n{}\n", test(&axis.mcnemar))?;
        }
        Ok(())
    }

    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }
}

fn table(axis: &AxisComparison, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["figure", "A", "B", "difference", "95 % interval", "n"]);
    let mut add = |name: String, c: &Compared| {
        let difference = c.difference.value.map_or("undefined".to_owned(), |d| format!("{d:+.3}"));
        let (first, second) = (share(c.first.value), share(c.second.value));
        let n = c.difference.n.to_string();
        table.add_row(vec![name, first, second, difference, interval(&c.difference), n]);
    };
    add("macro-F1, no abstention".to_owned(), &axis.macro_f1_forced);
    add("accuracy".to_owned(), &axis.accuracy);
    for c in &axis.by_class {
        add(format!("F1 of {}, no abstention", style.name(&c.class)), &c.f1);
    }
    numbers_right(&mut table);
    table
}

fn test(m: &McNemar) -> String {
    let right = format!(
        "Right in A only: {}; right in B only: {}.",
        m.only_first_right, m.only_second_right
    );
    let kind = if m.exact { "exact binomial" } else { "chi-squared, with continuity correction" };
    match m.p {
        Some(p) => {
            let p = if p < 0.0001 { "p < 0.0001".to_owned() } else { format!("p = {p:.4}") };
            format!("{right} McNemar's test ({kind}), articles as independent: {p}")
        }
        None => format!("{right} McNemar's test is undefined."),
    }
}

/// Writes every number as a row: axis, figure, class, answers (`first`, `second` or `difference`),
/// value, low, high, n.
///
/// # Errors
/// Those of the writer.
pub fn write_comparison_csv(out: &mut dyn Write, report: &ComparisonReport) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["axis", "figure", "class", "answers", "value", "low", "high", "n"])
        .map_err(plain)?;
    for row in report.axes.iter().flat_map(rows) {
        csv.write_record(row).map_err(plain)?;
    }
    csv.flush()
}

fn rows(axis: &AxisComparison) -> Vec<[String; 8]> {
    let mut rows = Vec::new();
    let mut add = |figure: &str, class: &str, answers: &str, f: Figure| {
        let bound = |b: Option<f64>| b.map_or(String::new(), |b| b.to_string());
        rows.push([
            no_formula(&axis.axis),
            figure.to_owned(),
            no_formula(class),
            answers.to_owned(),
            f.value.map_or("undefined".to_owned(), |v| v.to_string()),
            bound(f.interval.map(|i| i.low)),
            bound(f.interval.map(|i| i.high)),
            f.n.to_string(),
        ]);
    };
    let mut all = |figure: &str, class: &str, c: &Compared| {
        add(figure, class, "first", c.first);
        add(figure, class, "second", c.second);
        add(figure, class, "difference", c.difference);
    };
    all("macro-F1 forced", "", &axis.macro_f1_forced);
    all("accuracy", "", &axis.accuracy);
    axis.by_class.iter().for_each(|c| all("F1 forced", &c.class, &c.f1));
    let m = &axis.mcnemar;
    let bare = |value: Option<f64>| Figure { value, interval: None, n: axis.n };
    add("right alone", "", "first", bare(Some(m.only_first_right as f64)));
    add("right alone", "", "second", bare(Some(m.only_second_right as f64)));
    let name = if m.exact { "McNemar exact p" } else { "McNemar chi-squared p" };
    add(name, "", "difference", bare(m.p));
    rows
}
