//! What was typed after `train`.

use std::path::PathBuf;

use clap::Args;

use super::making::Making;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid train labels/articles.csv --terms seeds/terms -o my.rasid
  rasid train mine.jsonl --codebook mine.toml -o mine.rasid
  rasid train labels/articles.csv --bigrams --alpha 0.1 -o try.rasid

Columns: id, text or path, title, url, outlet, date, group, and one column for each axis of the
codebook. An empty cell means unlabelled on that axis. Articles of one group are never on both
sides of a fold.";

#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// Labelled articles, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// Where the model goes
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) output: PathBuf,
    /// Registry of outlets that the model carries [default: outlets.csv beside the labels, if any]
    #[arg(long, value_name = "FILE", conflicts_with = "no_registry")]
    pub(crate) outlets: Option<PathBuf>,
    /// Let the model carry no registry, also where one lies beside the labels
    #[arg(long)]
    pub(crate) no_registry: bool,
    #[command(flatten)]
    pub(crate) making: Making,
}
