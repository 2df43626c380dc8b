//! Tables for a terminal and for Markdown.

use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle, presets};

/// Horizontal lines around head and body only: right-to-left words would pull vertical ones along.
const LINES: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For reading in a terminal of this many columns; none for as wide as need be.
    Terminal(Option<u16>),
    /// Markdown.
    Markdown,
}

impl Style {
    /// An empty table with a head.
    pub(crate) fn table(self, header: &[&str]) -> Table {
        let mut table = Table::new();
        match self {
            Self::Terminal(width) => {
                table.load_style(LINES);
                table.set_content_arrangement(ContentArrangement::Dynamic);
                if let Some(width) = width {
                    table.set_width(width);
                }
            }
            Self::Markdown => {
                table.load_style(presets::ASCII_MARKDOWN);
            }
        }
        table.set_header(header.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
        table
    }

    pub(crate) fn code(self, text: &str) -> String {
        match self {
            Self::Markdown => format!("`{text}`"),
            Self::Terminal(_) => text.to_owned(),
        }
    }

    pub(crate) fn heading(self, level: usize, text: &str) -> String {
        match self {
            Self::Markdown => format!("{} {text}\n", "#".repeat(level)),
            Self::Terminal(_) => format!("{text}\n"),
        }
    }
}

/// Aligns all columns but the first to the right.
pub(crate) fn numbers_right(table: &mut Table) {
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

/// The table's lines without the blanks that fill them up.
pub(crate) fn lines(table: &Table) -> String {
    table.to_string().lines().map(|l| format!("{}\n", l.trim_end())).collect()
}

/// A share with three decimals.
pub(crate) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "undefined".to_owned(), |v| format!("{v:.3}"))
}

/// The writer's own error, with its kind: the csv crate wraps it.
pub(crate) fn plain(e: csv::Error) -> io::Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}
