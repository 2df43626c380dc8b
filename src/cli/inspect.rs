//! What was typed after `inspect`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid inspect models/default/model.rasid
  rasid inspect my.rasid --words 30
  rasid inspect my.rasid --format json -o facts.json";

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// The model [default: the built-in one]
    #[arg(value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Words shown for each class
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) words: usize,
    /// How the facts are written
    #[arg(long, value_enum, default_value_t = FactsFormat::Table)]
    pub(crate) format: FactsFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    /// For reading
    Table,
    /// One JSON object
    Json,
    /// For a document
    Markdown,
}
