//! Tables for a terminal and for Markdown.

use std::io;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle, presets};
use rasid_eval::Figure;

use crate::inert::{inert, short};

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

    /// Foreign text, which must be inert already, as a cell that is no markup: in Markdown it is code.
    pub(crate) fn foreign(self, text: &str) -> String {
        if self != Self::Markdown {
            return text.to_owned();
        }
        let code = |piece: &str| {
            let longest = piece.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest + 1);
            // Blanks keep the text's own backticks from the fence's, and are not shown.
            let blank = if longest > 0 { " " } else { "" };
            // Without text there would be a fence alone, which closes at the next one.
            if piece.is_empty() {
                String::new()
            } else {
                format!("{fence}{blank}{piece}{blank}{fence}")
            }
        };
        // A stroke would end the cell of a table, even in code.
        text.split('|').map(code).collect::<Vec<_>>().join("&#124;")
    }

    /// A foreign name of any length, as [`Style::foreign`] has it; one that cannot be markup stands bare.
    pub(crate) fn name(self, name: &str) -> String {
        let name = short(&inert(name));
        let bare = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
            && !name.starts_with(['_', '-'])
            && !name.ends_with('_');
        if bare { name } else { self.foreign(&name) }
    }

    /// A sentence of ours that quotes foreign names between backticks: without power, and in Markdown
    /// without markup but for the code that it quotes.
    pub(crate) fn sentence(self, text: &str) -> String {
        let text = inert(text);
        if self != Self::Markdown {
            return text;
        }
        let plain = |text: &str| {
            let escaped = |c: char| {
                let markup =
                    matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#');
                [markup.then_some('\\'), Some(c)].into_iter().flatten()
            };
            text.chars().flat_map(escaped).collect::<String>()
        };
        let pieces = text.split('`').enumerate();
        pieces
            .map(|(i, piece)| if i % 2 == 0 { plain(piece) } else { self.foreign(piece) })
            .collect()
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

/// A number with its sign, which is as wide as a plus; none where it is rounded to 0.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{value:+.decimals$}");
    match text.strip_prefix('-') {
        _ if !text.contains(|c: char| matches!(c, '1'..='9')) => format!("{:.decimals$}", 0.0),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A probability with two decimals. None is called certain that is not.
pub(crate) fn probability(p: f64) -> String {
    if (0.995..1.0).contains(&p) { "over 0.99".to_owned() } else { format!("{p:.2}") }
}

/// Articles by their number.
pub(crate) fn articles(n: u64) -> String {
    if n == 1 { "1 article".to_owned() } else { format!("{n} articles") }
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
    use super::{Style, probability, signed};

    #[track_caller]
    fn check(text: &str, markdown: &str) {
        assert_eq!(Style::Markdown.foreign(text), markdown);
        assert_eq!(Style::Terminal(None).foreign(text), text);
    }

    #[test]
    fn foreign_text_is_no_markup() {
        check("خبر-1", "`خبر-1`");
        check("<b>*a*</b> | [x](y)", "`<b>*a*</b> `&#124;` [x](y)`");
        check("", "");
        check("|a\\|", "&#124;`a\\`&#124;");
        check("a`b``c", "``` a`b``c ```");
    }

    #[test]
    fn names_that_cannot_be_markup_stand_bare() {
        for name in ["outlet_type", "خبر-1", "2024", ""] {
            assert_eq!(Style::Markdown.name(name), name);
        }
        for name in ["_a_", "---", "a b", "a.csv", "<b>"] {
            assert_eq!(Style::Markdown.name(name), format!("`{name}`"));
        }
    }

    #[test]
    fn a_sentence_keeps_its_quotes_alone() {
        let check = |text: &str, markdown: &str| {
            assert_eq!(Style::Markdown.sentence(text), markdown);
            assert_eq!(Style::Terminal(None).sentence(text), text);
        };
        check("labelled `a_b`, 0.50", "labelled `a_b`, 0.50");
        check("a <b> *c* | `d|e", "a \\<b\\> \\*c\\* \\| `d`&#124;`e`");
    }

    #[track_caller]
    fn check_number(value: f64, signs: &str, p: &str) {
        assert_eq!((signed(value, 2).as_str(), probability(value).as_str()), (signs, p));
        assert_eq!(signed(-value, 2), signs.replace('+', "−"));
    }

    #[test]
    fn numbers_say_no_more_than_they_are() {
        check_number(0.5, "+0.50", "0.50");
        check_number(0.0049, "0.00", "0.00");
        check_number(0.9949, "+0.99", "0.99");
        check_number(0.996, "+1.00", "over 0.99");
        check_number(0.999_999, "+1.00", "over 0.99");
        check_number(1.0, "+1.00", "1.00");
    }
}
