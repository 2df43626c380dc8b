//! What was typed after `explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::columns::ColumnArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid explain article.txt
  rasid explain news.jsonl --id 17 --axis russia --whole
  rasid explain page.html --format json -o why.json --html why.html

Words for the verdict are blue and underlined, words for the runner-up orange and in italics;
without colours [+ and [- stand before them. Words of a source stand in braces after its name.
Weights are in nat and add up to the first figure of the last table, which leads from there to the
probability. \"Without sentence N\" is another reading of the article without that sentence's
words and the names in it; language, outlet, and names and speech elsewhere stay as they were
read.
As JSON, start and end are byte offsets of the file; of a record in a table or in JSON Lines, of
its text (title, an empty line, and text, where the record has a title); sentences are numbered
from 1; a word's \"alone\" is what the log-odds lose if only this word is taken out, by the same
lengths and passages.";

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// An article (txt, html), a file or folder of articles, or - for standard input
    #[arg(value_name = "ARTICLE")]
    pub(crate) path: PathBuf,
    /// The record to explain, where the file or folder holds several
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The axis to explain; can be given several times [default: all]
    #[arg(long, value_name = "AXIS")]
    pub(crate) axis: Vec<String>,
    /// Show every sentence, not only those that matter
    #[arg(long)]
    pub(crate) whole: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
    /// Write a page for the browser beside it
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// A model other than the built-in one
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Judge by the words, also where the outlet is known
    #[arg(long)]
    pub(crate) no_registry: bool,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For reading, coloured in the terminal
    Text,
    /// One JSON object with everything
    Json,
}
