//! What was typed after `compare`.

use std::path::PathBuf;

use clap::Args;

use super::ReportFormat;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid evaluate labels.csv --answers a.jsonl
  rasid evaluate labels.csv --bigrams --answers b.jsonl && rasid compare a.jsonl b.jsonl
  rasid compare a.jsonl b.jsonl --format markdown -o comparison.md

Both files answer the same labels, grouped alike; articles that only one has are left out. A
difference is B less A, and its 95 % interval resamples groups for both at once: one that holds 0
shows no difference. Intervals of cross-validated answers are widened, for the models of different
folds share training articles (Nadeau and Bengio 2003). McNemar's test counts the articles that
only one answers rightly; it is the exact binomial one with fewer than 25 of them, else chi-
squared with continuity correction, and takes articles of a group as independent.";

#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Answers of one run (`rasid evaluate LABELS --answers FILE`)
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// Answers of another run to the same labels
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
    /// How the comparison is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
