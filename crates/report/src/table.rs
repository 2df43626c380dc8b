//! Tables for a terminal and for Markdown.

use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle, presets};
use rasid_eval::Figure;

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

    /// Foreign text, which must be inert already, as a cell that is no markup: in Markdown it is code.
    pub(crate) fn foreign(self, text: &str) -> String {
        if self != Self::Markdown {
            return text.to_owned();
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest + 1);
        // Blanks keep the text's own backticks from the fence's, and are not shown.
        let blank = if longest > 0 { " " } else { "" };
        format!("{fence}{blank}{}{blank}{fence}", text.replace('|', "\\|"))
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

/// A figure's interval; a dash where the figure stands without one.
pub(crate) fn interval(figure: &Figure) -> String {
    match (figure.value, figure.interval) {
        (_, Some(i)) => format!("{:.3} to {:.3}", i.low, i.high),
        (Some(_), None) => "–".to_owned(),
        (None, None) => "undefined".to_owned(),
    }
}

/// A figure with its interval in one cell.
pub(crate) fn with_interval(figure: &Figure) -> String {
    match figure.interval {
        Some(i) => format!("{} ({:.3} to {:.3})", share(figure.value), i.low, i.high),
        None => share(figure.value),
    }
}

/// The writer's own error, with its kind: the csv crate wraps it.
pub(crate) fn plain(e: csv::Error) -> io::Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::Style;

    #[track_caller]
    fn check(text: &str, markdown: &str) {
        assert_eq!(Style::Markdown.foreign(text), markdown);
        assert_eq!(Style::Terminal(None).foreign(text), text);
    }

    #[test]
    fn foreign_text_is_no_markup() {
        check("خبر-1", "`خبر-1`");
        check("<b>*a*</b> | [x](y)", "`<b>*a*</b> \\| [x](y)`");
        check("a`b``c", "``` a`b``c ```");
    }
}
