//! What is wrong with a labelled set, by severity.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rasid_eval::{AxisLabels, DriftComparison, Finding, FindingKind, Place, RankedLabel, Severity};
use serde::Serialize;

use crate::inert::no_formula;
use crate::json_line::write_json_pretty;
use crate::table::{Style, lines, plain};

/// The audit of a labelled set.
#[derive(Debug, Clone, Serialize)]
pub struct AuditReport {
    /// The labelled set.
    pub labels: String,
    /// The set that it was compared with.
    pub against: Option<String>,
    /// How labels were scored, in words.
    pub method: String,
    /// Articles in the set.
    pub articles: usize,
    /// Groups that folds do not split.
    pub groups: usize,
    /// Most severe first.
    pub findings: Vec<Finding>,
    /// What confident learning makes of each axis.
    pub axes: Vec<AxisLabels>,
    /// Every label of every axis, most doubtful first.
    pub ranked_labels: Vec<RankedLabel>,
    /// How far the other set has drifted, on each axis and in words.
    pub comparisons: Vec<DriftComparison>,
    /// Checks that could not be made, and why.
    pub unchecked: Vec<String>,
}

impl AuditReport {
    /// Writes the report for reading, with so many findings of each kind; the rest are counted.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style, limit: usize) -> io::Result<()> {
        let versus =
            self.against.as_ref().map_or(String::new(), |o| format!(" against {}", style.name(o)));
        let title = format!("Audit: {}{versus}", style.name(&self.labels));
        writeln!(out, "{}", style.heading(2, &title).trim_end())?;
        let count = |s: Severity| self.findings.iter().filter(|f| f.severity == s).count();
        writeln!(
            out,
            "\n{} articles in {} groups: {} errors, {} warnings, {} notes; {}.\n",
            self.articles,
            self.groups,
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note),
            style.sentence(&self.method)
        )?;
        self.write_findings(out, style, limit)?;
        for why in &self.unchecked {
            writeln!(out, "Not checked: {}.", style.sentence(why))?;
        }
        Ok(())
    }

    fn write_findings(&self, out: &mut dyn Write, style: Style, limit: usize) -> io::Result<()> {
        if self.findings.is_empty() {
            return writeln!(out, "Nothing was found.");
        }
        let mut table = style.table(&["severity", "kind", "axis", "where", "about", "what"]);
        let mut told: BTreeMap<FindingKind, usize> = BTreeMap::new();
        for f in &self.findings {
            let n = told.entry(f.kind).or_default();
            *n += 1;
            if *n <= limit {
                table.add_row(row(f, style));
            }
        }
        if limit > 0 {
            out.write_all(lines(&table).as_bytes())?;
            writeln!(out)?;
        }
        let mut ways = style.table(&["kind", "findings", "shown", "what to do"]);
        for (kind, n) in &told {
            let (all, shown) = (n.to_string(), n.min(&limit).to_string());
            ways.add_row(vec![kind.name().to_owned(), all, shown, kind.way_out().to_owned()]);
        }
        out.write_all(lines(&ways).as_bytes())?;
        writeln!(out, "\nCSV and JSON hold all findings, and the rank of every label.")
    }

    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }
}

fn row(f: &Finding, style: Style) -> Vec<String> {
    // Of many articles the first two are enough to go and look.
    const SHOWN: usize = 2;
    let foreign = |text: &str| style.name(text);
    let more = match f.articles.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    let shown = || f.articles.iter().take(SHOWN);
    let places: Vec<String> = shown().map(|p| foreign(&place(p))).collect();
    let about = f.quotes.iter().map(String::as_str);
    let ids = shown().map(|p| p.id.as_str()).filter(|_| f.quotes.is_empty());
    let about: Vec<String> = about.chain(ids).map(foreign).collect();
    vec![
        f.severity.name().to_owned(),
        f.kind.name().to_owned(),
        f.axis.as_deref().map_or_else(|| "–".to_owned(), foreign),
        format!("{}{more}", places.join(", ")),
        about.join(", "),
        style.sentence(&f.what),
    ]
}

/// `file:line`, as editors take it.
fn place(p: &Place) -> String {
    p.line.map_or_else(|| p.file.clone(), |line| format!("{}:{line}", p.file))
}

/// One row of the CSV form. What a row has no use for is empty.
#[derive(Default, Serialize)]
struct Row {
    record: &'static str,
    severity: &'static str,
    kind: &'static str,
    axis: String,
    articles: String,
    places: String,
    quotes: String,
    what: String,
    numbers: String,
    way_out: &'static str,
    rank: Option<usize>,
    label: String,
    suggested: String,
    self_confidence: String,
    suggested_probability: String,
    margin: String,
}

/// Writes every finding as a row, and after them the rank of every label: record (`finding` or `label`),
/// severity, kind, axis, articles, places, quotes, what, numbers (`name=value`), way out, rank, label,
/// suggested class, the probabilities of both, margin. Several of one cell are parted by ` | `.
///
/// # Errors
/// Those of the writer.
pub fn write_audit_csv(out: &mut dyn Write, report: &AuditReport) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let findings = report.findings.iter().map(finding_row);
    let labels = report.ranked_labels.iter().map(label_row);
    findings.chain(labels).try_for_each(|row| csv.serialize(row)).map_err(plain)?;
    csv.flush()
}

fn finding_row(f: &Finding) -> Row {
    let cell = |parts: Vec<String>| no_formula(&parts.join(" | "));
    Row {
        record: "finding",
        severity: f.severity.name(),
        kind: f.kind.name(),
        axis: f.axis.as_deref().map_or_else(String::new, no_formula),
        articles: cell(f.articles.iter().map(|p| p.id.clone()).collect()),
        places: cell(f.articles.iter().map(place).collect()),
        quotes: cell(f.quotes.clone()),
        what: no_formula(&f.what),
        numbers: cell(f.numbers.iter().map(|(name, value)| format!("{name}={value}")).collect()),
        way_out: f.way_out,
        ..Row::default()
    }
}

fn label_row(l: &RankedLabel) -> Row {
    let number = |n: Option<f64>| n.map_or(String::new(), |n| n.to_string());
    Row {
        record: "label",
        axis: no_formula(&l.axis),
        articles: no_formula(&l.place.id),
        places: no_formula(&place(&l.place)),
        rank: Some(l.rank),
        label: no_formula(&l.label),
        suggested: l.suggested.as_deref().map_or_else(String::new, no_formula),
        self_confidence: number(l.self_confidence),
        suggested_probability: number(l.suggested_probability),
        margin: number(l.margin),
        ..Row::default()
    }
}
