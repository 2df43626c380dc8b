//! What was typed after `map`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportFormat;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid map verdicts.jsonl --html map.html
  rasid map 2023.jsonl 2024.jsonl --codebook mine.toml --rows tone --list 5 --html map.html
  rasid map verdicts.jsonl --format csv -o map.csv

Make the verdicts with: rasid classify FOLDER --format jsonl --evidence 8 -o verdicts.jsonl
With `classify --copies` each near copy of an earlier article names the first of its family; a family
counts once as its first article was judged, whatever its copies were judged. Rows are the classes of an axis without a target, columns the axes about targets. The page is one file
without scripts; it lists the articles of each cell with the words that their verdicts rest on.
Counts are those of single verdicts, not estimates of prevalence: the classifier's errors bias
them.";

#[derive(Debug, Args)]
pub(crate) struct MapArgs {
    /// Verdicts, as `classify` writes them (jsonl, csv), or - for standard input
    #[arg(required = true, value_name = "VERDICTS")]
    pub(crate) verdicts: Vec<PathBuf>,
    /// Write a page for a browser or a printer; it appears whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// The codebook that the verdicts were made with [default: the built-in one]
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Axis whose classes are the rows [default: the first without a target]
    #[arg(long, value_name = "AXIS")]
    pub(crate) rows: Option<String>,
    /// How articles that `classify --copies` marked as near copies of earlier ones enter the counts
    #[arg(long, value_enum, default_value_t = CopiesChoice::Both)]
    pub(crate) copies: CopiesChoice,
    /// List at most N articles of each cell and class on the page
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) list: usize,
    /// How the numbers are written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write the numbers to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CopiesChoice {
    /// Every article counts: how often something was printed
    Count,
    /// Copies are left out, so that each family counts once: how often something was written
    Once,
    /// Every article counts, and the total without copies stands beside the total
    Both,
}
