//! For reading: sorted by class.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, Table, Width};
use rasid_codebook::{Axis, Codebook};
use rasid_decide::Method;
use rasid_pipeline::AxisVerdict;

use super::{Answer, CopyMark, joined};
use crate::inert::{inert, short};
use crate::table::{Style, lines};

/// Collects verdicts and shows them sorted: by the classes of the axes in codebook order, abstentions
/// last, then by id.
#[derive(Default)]
pub struct VerdictTable {
    rows: Vec<TableRow>,
}

/// What a table keeps of an article.
#[derive(Debug, Clone)]
pub struct TableRow {
    order: Vec<usize>,
    id: String,
    copy_of: Option<String>,
    /// For each axis: its class, the probability, and why.
    axes: Vec<[String; 3]>,
}

impl TableRow {
    /// Keeps what is shown.
    pub fn new(book: &Codebook, answer: &Answer<'_>) -> Self {
        let axes = || book.axes().iter().zip(&answer.verdict.axes).enumerate();
        Self {
            order: axes().map(|(_, (_, a))| a.verdict.class.unwrap_or(usize::MAX)).collect(),
            id: answer.id.to_owned(),
            copy_of: None,
            axes: axes().map(|(i, (axis, judged))| cells(i, axis, judged, answer)).collect(),
        }
    }

    /// Says what the article is to those before it.
    pub fn mark(&mut self, mark: &CopyMark) {
        self.copy_of = mark.first().map(str::to_owned);
    }
}

impl VerdictTable {
    /// Adds an article.
    pub fn add(&mut self, row: TableRow) {
        self.rows.push(row);
    }

    /// Writes the table. Evidence stands in the last column, in logical order: what a terminal
    /// reorders there moves no other column.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(mut self, out: &mut dyn Write, book: &Codebook, style: Style) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.rows.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
        let mut header = vec!["article"];
        header.extend(book.axes().iter().map(|a| a.name.as_str()));
        header.extend(["confidence", "evidence"]);
        let mut table: Table = style.table(&header);
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                table.add_row(vec![String::new(); header.len()]);
            }
            add_article(&mut table, book, row);
        }
        // In a narrow terminal the id and the evidence give way, down to this; classes stay whole.
        let least = |n| ColumnConstraint::LowerBoundary(Width::Fixed(n));
        let mut constraints = vec![ColumnConstraint::ContentWidth; header.len()];
        constraints[0] = least(12);
        constraints[header.len() - 1] = least(30);
        table.set_constraints(constraints);
        if let Some(column) = table.column_mut(header.len() - 2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        out.write_all(lines(&table).as_bytes())
    }
}

/// The article and its classes, and beside them a line of confidence and evidence for each axis.
fn add_article(table: &mut Table, book: &Codebook, row: &TableRow) {
    let first = row.copy_of.iter().map(|first| format!("\nnear copy of {}", short(&inert(first))));
    let mut cells = vec![short(&inert(&row.id)) + &first.collect::<String>()];
    cells.extend(row.axes.iter().map(|[class, ..]| class.clone()));
    for (axis, [_, probability, why]) in book.axes().iter().zip(&row.axes) {
        cells.push(probability.clone());
        cells.push(format!("{}: {why}", axis.name));
        table.add_row(std::mem::replace(&mut cells, vec![String::new(); book.axes().len() + 1]));
    }
}

fn cells(i: usize, axis: &Axis, judged: &AxisVerdict, answer: &Answer<'_>) -> [String; 3] {
    let v = &judged.verdict;
    let class = match (v.class, v.best) {
        (Some(class), _) => axis.classes[class].name.clone(),
        (None, Some(best)) => format!("? {}", axis.classes[best].name),
        (None, None) => "?".to_owned(),
    };
    let words = joined(answer.words(i).map(|(word, _)| word));
    let why = match (v.method, v.reason) {
        (Method::Mention, _) => "no mention".to_owned(),
        (Method::Registry, _) => {
            let name = answer.verdict.outlet.as_deref().unwrap_or_default();
            format!("{} (registry)", short(&inert(name)))
        }
        (_, Some(reason)) if words.is_empty() => reason.as_str().to_owned(),
        _ => words,
    };
    [class, v.probability.map_or("–".to_owned(), |p| format!("{p:.2}")), why]
}
