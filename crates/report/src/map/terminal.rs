//! The map as tables for a terminal or a document.

use std::io::{self, Write};

use super::figures::{self, CellFigures, RowFigures, with_interval};
use super::{CAVEAT, MapReport};
use crate::table::{Style, lines, numbers_right};

impl MapReport<'_> {
    /// Writes a table for each column.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let names = self.column_names().into_iter().map(|name| style.name(name));
        let columns = names.collect::<Vec<_>>().join(", ");
        let title = format!("{} × {columns}", style.name(self.rows_name()));
        writeln!(out, "{}", style.heading(2, &title))?;
        for line in self.headlines() {
            writeln!(out, "{line}{}", if style == Style::Markdown { "\\" } else { "" })?;
        }
        let (rows, originals) = (self.row_figures(), self.without_copies());
        for (i, name) in self.column_names().into_iter().enumerate() {
            writeln!(out, "\n{}", style.heading(3, &style.name(name)))?;
            out.write_all(lines(&self.table((&rows, originals.as_ref()), i, style)).as_bytes())?;
        }
        writeln!(out, "\n{CAVEAT}")?;
        writeln!(out, "few: fewer than {} verdicts.", super::FEW)
    }

    fn table(
        &self,
        (rows, originals): (&[RowFigures], Option<&RowFigures>),
        column: usize,
        style: Style,
    ) -> comfy_table::Table {
        let of = |row: &RowFigures| row.cells[column].clone();
        let name = |row: &RowFigures| {
            row.row.as_deref().map_or_else(|| "all articles".to_owned(), |n| style.name(n))
        };
        let has_absent = self.scales()[column].1.absent().is_some();
        let has_net = self.scales()[column].1.ends().is_some();
        let classes = of(&rows[0]).classes;
        let names: Vec<String> = classes.iter().map(|c| style.name(&c.class)).collect();
        let rows_name = style.name(self.rows_name());
        let mut header = vec![rows_name.as_str(), "articles"];
        header.extend(names.iter().map(String::as_str));
        header.extend(["n", "abstained"]);
        header.extend(has_absent.then_some("mention, %"));
        header.extend(has_net.then_some("net"));
        header.extend(["leading lean, %", ""]);
        let mut table = style.table(&header);
        let mut rows: Vec<_> = rows.iter().map(|row| (name(row), row)).collect();
        if let Some(originals) = originals {
            rows.insert(1, ("without copies".to_owned(), originals));
        }
        for (name, row) in rows {
            let CellFigures { n, classes, abstained, mention, net, few, .. } = &of(row);
            let mut cells = vec![name, row.articles.to_string()];
            cells.extend(classes.iter().map(|c| c.articles.to_string()));
            cells.extend([n.to_string(), abstained.to_string()]);
            let dash = || "–".to_owned();
            let short = |share| with_interval(share).replace(" %", "");
            cells.extend(has_absent.then(|| mention.map_or_else(dash, short)));
            cells.extend(has_net.then(|| figures::net(*net)));
            let lead = of(row);
            let lead =
                lead.lead().map(|(name, share)| format!("{} {}", style.name(name), short(share)));
            cells.push(lead.unwrap_or_else(dash));
            cells.push(if *few { "few" } else { "" }.to_owned());
            table.add_row(cells);
        }
        numbers_right(&mut table);
        table
    }
}
