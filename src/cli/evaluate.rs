//! What was typed after `evaluate`.

use std::path::PathBuf;

use clap::Args;

use super::ReportFormat;
use super::making::Making;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid evaluate labels/articles.csv --terms seeds/terms
  rasid evaluate others.jsonl --group outlet --folds 10 --format csv -o report.csv
  rasid evaluate seeds/labels.csv --model models/default/model.rasid
  rasid evaluate labels/articles.csv --terms seeds/terms --html report.html --md report.md

The page that --html writes is one file: no script, no font, no request. It shows confusion,
reliability, risk against coverage and learning as charts, each with its numbers as a table, and
the worst mistakes with their evidence marked. --md and --json hold the same.

Without --model every article is scored by a model that saw nothing of its group. With --model the
labels must be others than those it was trained on; the very same set is refused.";

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// Labelled articles, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// Parts for cross-validation
    #[arg(long, default_value_t = 5, value_name = "K", value_parser = clap::value_parser!(u16).range(2..))]
    pub(crate) folds: u16,
    /// Column whose values must not be split [default: group and outlet, joined]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// Cut in time: each part is scored by a model of what came before it
    #[arg(long, conflicts_with = "model")]
    pub(crate) forward: bool,
    /// Score this model on the labels instead of training on them
    #[arg(long, short, value_name = "MODEL", conflicts_with_all = ["folds", "codebook", "terms", "no_seeds",
        "fixed", "with", "unlabelled", "alpha", "complement", "no_complement", "seed_strength", "passages", "prior", "fields", "voices",
        "no_voices", "beside", "no_beside", "balance", "no_balance", "window", "bigrams", "no_bigrams", "raw_counts", "binary", "pool", "no_pool", "stem",
        "min_documents"])]
    pub(crate) model: Option<PathBuf>,
    /// With --model: judge every article by its words, also where the model knows its outlet
    #[arg(long, requires = "model")]
    pub(crate) no_registry: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the report as one HTML page too, with charts
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write the report as Markdown too
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<PathBuf>,
    /// Write the report as JSON too
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write each article's truth and answers too, a line of JSON for each, for `rasid compare`
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) making: Making,
}
