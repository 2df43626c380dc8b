//! What was typed after `agree`.

use std::path::PathBuf;

use clap::Args;

use super::ReportFormat;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid agree labels/articles.csv
  rasid agree mine.jsonl --codebook mine.toml --group outlet --differences 100
  rasid agree labels/articles.csv --format csv -o agreement.csv

Columns: those of a labelled set, and for each axis AXIS_coder_1, AXIS_coder_2 and so on, any
number of coders. An empty cell means that the coder left the article out. The column AXIS, where
there is one, is what stands after the codes were compared (adjudicated).
Kappa is Cohen's, alpha is Krippendorff's for nominal data. Both are undefined with fewer than two
articles and where all codes are the same class. An interval of no width, as where coders agree on
every article, says nothing of articles that were not coded.";

#[derive(Debug, Args)]
pub(crate) struct AgreeArgs {
    /// Articles with the codes of each coder, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// The codebook [default: codebook.toml beside the labels, else the built-in one]
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Column whose values are resampled whole, for the intervals [default: group and outlet, joined]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// Show at most N of the articles where coders differ; CSV and JSON hold all
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) differences: usize,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
