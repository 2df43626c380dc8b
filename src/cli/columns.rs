//! What was typed about the columns of the articles.

use clap::Args;
use rasid_corpus::{Columns, ReadOptions};

/// Columns with other names than the usual ones, in tables, Parquet and JSON Lines.
#[derive(Debug, Args)]
#[command(next_help_heading = "Columns")]
pub(crate) struct ColumnArgs {
    /// Column of the text [default: text]
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// Column of the id [default: id]
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// Column of the title [default: title]
    #[arg(long, value_name = "NAME")]
    title_column: Option<String>,
    /// Column of the page's address [default: url]
    #[arg(long, value_name = "NAME")]
    url_column: Option<String>,
    /// Column of the outlet's name [default: outlet]
    #[arg(long, value_name = "NAME")]
    outlet_column: Option<String>,
    /// Column of the date [default: date]
    #[arg(long, value_name = "NAME")]
    date_column: Option<String>,
}

impl ColumnArgs {
    /// How articles are read.
    pub(crate) fn options(&self) -> ReadOptions {
        let Self { text_column, id_column, title_column, url_column, outlet_column, date_column } =
            self;
        let columns = Columns {
            text: text_column.clone(),
            id: id_column.clone(),
            title: title_column.clone(),
            url: url_column.clone(),
            outlet: outlet_column.clone(),
            date: date_column.clone(),
            ..Columns::default()
        };
        ReadOptions { columns }
    }
}
