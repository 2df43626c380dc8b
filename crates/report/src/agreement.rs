//! How far coders agree, and where they differ.

use std::io::{self, Write};

use rasid_eval::{AxisAgreement, Figure, PairAgreement};
use serde::Serialize;

use crate::inert::no_formula;
use crate::json_line::write_json_pretty;
use crate::table::{Style, interval, lines, numbers_right, plain, share};

/// What stands for the class after the codes were compared, beside the names of coders.
const ADJUDICATED: &str = "adjudicated";

/// The agreement of a labelled set's coders.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementReport {
    /// The labelled set.
    pub labels: String,
    /// What the intervals resample, in words.
    pub groups: String,
    /// Articles in the set.
    pub articles: usize,
    /// One for each axis with two coders.
    pub axes: Vec<AxisAgreement>,
    /// Names of axes with fewer.
    pub uncoded: Vec<String>,
    /// Every article and axis where codes differ.
    pub differences: Vec<Difference>,
}

/// An article on which coders differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The article's id.
    pub id: String,
    /// Name of the axis.
    pub axis: String,
    /// What each coder who gave a code said.
    pub codes: Vec<Code>,
    /// Name of the class that stands after the codes were compared.
    pub adjudicated: Option<String>,
}

/// A coder's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Name of the coder.
    pub coder: String,
    /// Name of the class.
    pub class: String,
}

impl AgreementReport {
    /// Writes the report for reading, with so many of the differences; the rest are counted.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style, differences: usize) -> io::Result<()> {
        let title = format!("Agreement of coders: {}", style.name(&self.labels));
        writeln!(out, "{}", style.heading(2, &title).trim_end())?;
        let (articles, groups) = (self.articles, style.sentence(&self.groups));
        writeln!(out, "\n{articles} articles; intervals by resampling {groups}.\n")?;
        self.axes.iter().try_for_each(|axis| write_axis(out, axis, style))?;
        for axis in &self.uncoded {
            let axis = style.name(axis);
            writeln!(out, "{axis}: this set has no codes of two coders on this axis.\n")?;
        }
        self.write_differences(out, style, differences)
    }

    fn write_differences(&self, out: &mut dyn Write, style: Style, most: usize) -> io::Result<()> {
        let all = self.differences.len();
        if all == 0 {
            return writeln!(out, "Coders differ on no article.");
        }
        let title = format!("Where coders differ: {all}");
        writeln!(out, "{}", style.heading(3, &title))?;
        if most > 0 {
            let table = self.difference_table(style, most);
            out.write_all(lines(&table).as_bytes())?;
        }
        match all.saturating_sub(most) {
            0 => Ok(()),
            more => writeln!(out, "\nand {more} more; CSV and JSON hold all"),
        }
    }

    fn difference_table(&self, style: Style, most: usize) -> comfy_table::Table {
        // The axes may have different coders: a column for each that any of them has.
        let mut coders: Vec<&str> = Vec::new();
        for coder in self.axes.iter().flat_map(|a| &a.coders) {
            if !coders.contains(&coder.as_str()) {
                coders.push(coder);
            }
        }
        let mut header = vec!["article", "axis"];
        let names: Vec<String> = coders.iter().map(|coder| style.name(coder)).collect();
        header.extend(names.iter().map(String::as_str));
        header.push(ADJUDICATED);
        let mut table = style.table(&header);
        for d in self.differences.iter().take(most) {
            let mut row = vec![style.name(&d.id), style.name(&d.axis)];
            row.extend(coders.iter().map(|coder| {
                let code = d.codes.iter().find(|c| c.coder == **coder);
                code.map_or_else(|| "–".to_owned(), |c| style.name(&c.class))
            }));
            let last = d.adjudicated.as_deref();
            row.push(last.map_or_else(|| "–".to_owned(), |class| style.name(class)));
            table.add_row(row);
        }
        table
    }

    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }
}

fn write_axis(out: &mut dyn Write, axis: &AxisAgreement, style: Style) -> io::Result<()> {
    let groups = if axis.groups < axis.n as usize {
        format!(", in {} groups", axis.groups)
    } else {
        String::new()
    };
    let title = format!(
        "{}: {} articles with at least two codes{groups}; codes differ on {}",
        style.name(&axis.axis),
        axis.n,
        axis.differing
    );
    writeln!(out, "{}", style.heading(3, &title))?;
    out.write_all(lines(&figure_table(axis, style)).as_bytes())?;
    writeln!(out)?;
    for pair in &axis.pairs {
        out.write_all(lines(&pair_table(axis, pair, style)).as_bytes())?;
        writeln!(out)?;
    }
    Ok(())
}

fn figure_table(axis: &AxisAgreement, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["figure", "value", "95 % interval", "n"]);
    let mut add = |name: String, f: &Figure| {
        table.add_row(vec![name, share(f.value), interval(f), f.n.to_string()]);
    };
    add("Krippendorff's alpha, all coders".to_owned(), &axis.alpha);
    for pair in &axis.pairs {
        let name = format!("{} and {}", style.name(&pair.first), style.name(&pair.second));
        add(format!("{name}: agreement"), &pair.agreement);
        add(format!("{name}: Cohen's kappa"), &pair.kappa);
    }
    for a in &axis.adjudicated {
        let figure = Figure { value: a.agreement, interval: None, n: a.n };
        add(format!("{} and {ADJUDICATED}: agreement", style.name(&a.coder)), &figure);
    }
    numbers_right(&mut table);
    table
}

fn pair_table(axis: &AxisAgreement, pair: &PairAgreement, style: Style) -> comfy_table::Table {
    let corner = format!("{} ↓  {} →", style.name(&pair.first), style.name(&pair.second));
    let names: Vec<String> = axis.classes.iter().map(|class| style.name(class)).collect();
    let mut header = vec![corner.as_str()];
    header.extend(names.iter().map(String::as_str));
    let mut table = style.table(&header);
    for (class, cells) in names.iter().zip(&pair.confusion) {
        let mut row = vec![class.clone()];
        row.extend(cells.iter().map(u64::to_string));
        table.add_row(row);
    }
    numbers_right(&mut table);
    table
}

/// One row of the CSV form. What a row has no use for is empty.
#[derive(Default, Serialize)]
struct Row {
    axis: String,
    figure: &'static str,
    article: String,
    first: String,
    second: String,
    first_class: String,
    second_class: String,
    value: String,
    low: String,
    high: String,
    n: Option<u64>,
}

impl Row {
    fn of(axis: &AxisAgreement, figure: &'static str, f: &Figure) -> Self {
        let bound = |b: Option<f64>| b.map_or(String::new(), |b| b.to_string());
        Self {
            axis: no_formula(&axis.axis),
            figure,
            value: f.value.map_or("undefined".to_owned(), |v| v.to_string()),
            low: bound(f.interval.map(|i| i.low)),
            high: bound(f.interval.map(|i| i.high)),
            n: Some(f.n),
            ..Self::default()
        }
    }
}

/// Writes every number of the report as a row, and after them every code of an article on which coders
/// differ: axis, figure (`alpha`, `agreement`, `kappa`, `count` or `code`), article, first and second
/// coder, their classes, value, low, high, n.
///
/// # Errors
/// Those of the writer.
pub fn write_agreement_csv(out: &mut dyn Write, report: &AgreementReport) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let figures = report.axes.iter().flat_map(figure_rows);
    let codes = report.differences.iter().flat_map(code_rows);
    figures.chain(codes).try_for_each(|row| csv.serialize(row)).map_err(plain)?;
    csv.flush()
}

fn figure_rows(axis: &AxisAgreement) -> Vec<Row> {
    let mut rows = vec![Row::of(axis, "alpha", &axis.alpha)];
    rows.extend(axis.pairs.iter().flat_map(|pair| pair_rows(axis, pair)));
    rows.extend(axis.adjudicated.iter().map(|a| {
        let figure = Figure { value: a.agreement, interval: None, n: a.n };
        let row = Row::of(axis, "agreement", &figure);
        Row { first: no_formula(&a.coder), second: ADJUDICATED.to_owned(), ..row }
    }));
    rows
}

fn pair_rows(axis: &AxisAgreement, pair: &PairAgreement) -> Vec<Row> {
    let mut rows =
        vec![Row::of(axis, "agreement", &pair.agreement), Row::of(axis, "kappa", &pair.kappa)];
    for (first_class, cells) in axis.classes.iter().zip(&pair.confusion) {
        rows.extend(axis.classes.iter().zip(cells).map(|(second_class, count)| Row {
            axis: no_formula(&axis.axis),
            figure: "count",
            first_class: no_formula(first_class),
            second_class: no_formula(second_class),
            value: count.to_string(),
            n: Some(pair.agreement.n),
            ..Row::default()
        }));
    }
    for row in &mut rows {
        (row.first, row.second) = (no_formula(&pair.first), no_formula(&pair.second));
    }
    rows
}

fn code_rows(d: &Difference) -> Vec<Row> {
    let codes = d.codes.iter().map(|c| (c.coder.as_str(), c.class.as_str()));
    let all = codes.chain(d.adjudicated.iter().map(|class| (ADJUDICATED, class.as_str())));
    let row = |(first, first_class): (&str, &str)| {
        let (axis, article) = (no_formula(&d.axis), no_formula(&d.id));
        let (first, first_class) = (no_formula(first), no_formula(first_class));
        Row { axis, figure: "code", article, first, first_class, ..Row::default() }
    };
    all.map(row).collect()
}
