//! What was typed after `audit`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportFormat;
use super::making::Making;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid audit labels/articles.csv --fixed
  rasid audit mine.jsonl --against others.jsonl --fail-on warning
  rasid audit labels/articles.csv --terms seeds/terms --format json -o audit.json

Errors: near copies with different classes, an axis with one class. Warnings: near copies in
different groups or in both files; a stance without a mention or `absent` with one; labels that
cross-fitted models are sure are wrong; classes with fewer than 30 articles or 10 groups, or
mostly in one group; outlets that tell the class; words and lines that nearly all articles of one
outlet hold; drift. Notes: the rest.
Doubtful labels are found by confident learning (Northcutt et al. 2021). CSV and JSON rank every
label. The suggested class is a guess of the model: read the article before you change a label.
Exit codes: 0 done, 1 done with findings at or above --fail-on, 2 usage, 3 input, 5 output, 130
interrupted.";

#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    /// Labelled articles, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// A second labelled set: tell what has drifted from LABELS to it, and what stands in both
    #[arg(long, value_name = "LABELS")]
    pub(crate) against: Option<PathBuf>,
    /// Exit with 1 where a finding is as severe as this
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub(crate) fail_on: FailOn,
    /// Parts for cross-fitting; fewer where there are fewer groups
    #[arg(long, default_value_t = 10, value_name = "K", value_parser = clap::value_parser!(u16).range(2..))]
    pub(crate) folds: u16,
    /// Column whose values must not be split [default: group and outlet, joined]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// Show at most N findings of each kind; CSV and JSON hold all
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) making: Making,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors only
    Error,
    /// Warnings too
    Warning,
    /// Nothing
    Never,
}
