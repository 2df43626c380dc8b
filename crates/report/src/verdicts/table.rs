//! For reading: sorted by class.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, Table, Width};
use rasid_codebook::Codebook;
use rasid_decide::Method;

use super::{Answer, joined};
use crate::inert::{inert, short};
use crate::table::{Style, lines};

/// Collects verdicts and shows them sorted: by the classes of the axes in codebook order, abstentions
/// last, then by id.
#[derive(Default)]
pub struct VerdictTable {
    rows: Vec<(Vec<usize>, Answer)>,
}

impl VerdictTable {
    /// Adds an article.
    pub fn add(&mut self, answer: Answer) {
        let order =
            answer.verdict.axes.iter().map(|a| a.verdict.class.unwrap_or(usize::MAX)).collect();
        self.rows.push((order, answer));
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
        self.rows.sort_by(|a, b| (&a.0, &a.1.id).cmp(&(&b.0, &b.1.id)));
        let mut header = vec!["article"];
        header.extend(book.axes().iter().map(|a| a.name.as_str()));
        header.extend(["confidence", "evidence"]);
        let mut table: Table = style.table(&header);
        for (i, (_, answer)) in self.rows.iter().enumerate() {
            if i > 0 {
                table.add_row(vec![String::new(); header.len()]);
            }
            add_article(&mut table, book, answer);
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
fn add_article(table: &mut Table, book: &Codebook, answer: &Answer) {
    let axes = || book.axes().iter().zip(&answer.verdict.axes);
    let mut cells = vec![short(&inert(&answer.id))];
    cells.extend(axes().map(|(axis, judged)| match (judged.verdict.class, judged.verdict.best) {
        (Some(class), _) => axis.classes[class].name.clone(),
        (None, Some(best)) => format!("? {}", axis.classes[best].name),
        (None, None) => "?".to_owned(),
    }));
    for ((axis, judged), words) in axes().zip(&answer.words) {
        let v = &judged.verdict;
        let why = match (v.method, v.reason) {
            (Method::Mention, _) => "no mention".to_owned(),
            (Method::Registry, _) => {
                let name = answer.verdict.outlet.as_deref().unwrap_or_default();
                format!("{} (registry)", short(&inert(name)))
            }
            (_, Some(reason)) if words.is_empty() => reason.as_str().to_owned(),
            _ => joined(words),
        };
        cells.push(v.probability.map_or("–".to_owned(), |p| format!("{p:.2}")));
        cells.push(format!("{}: {why}", axis.name));
        table.add_row(std::mem::replace(&mut cells, vec![String::new(); book.axes().len() + 1]));
    }
}
