//! What was typed after `train`.

use std::path::PathBuf;

use clap::Args;

use super::making::Making;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid train labels/articles.csv --terms seeds/terms -o my.rasid
  rasid train mine.jsonl --codebook mine.toml -o mine.rasid
  rasid train labels/articles.csv --bigrams --alpha 0.1 -o try.rasid
  rasid train january.jsonl --counts-only -o january.counts

Settings are chosen with all articles in memory. --stream reads a set of any size once and takes
the settings as they are typed; probabilities are calibrated on at most 4,096 of its articles a
file, drawn by their digests. Parts that are counted with --counts-only, on any machines, in any
order, make the same model, byte for byte, as one run over them all.

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
    /// Read the labels as a stream, in memory that follows their words: nothing is chosen (as with
    /// --fixed), near copies are not looked for, and articles are grouped by `group`, else `outlet`
    #[arg(long, conflicts_with = "unlabelled")]
    pub(crate) stream: bool,
    /// Write what was counted and no model: `rasid merge` makes one of several. Implies --stream
    #[arg(long, conflicts_with = "unlabelled")]
    pub(crate) counts_only: bool,
    #[command(flatten)]
    pub(crate) making: Making,
}
