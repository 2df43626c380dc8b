//! What was typed after `merge`.

use std::path::PathBuf;

use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid merge january.counts february.counts -o my.rasid
  rasid merge shards/*.counts -o my.rasid
  rasid merge shards/a*.counts --counts-only -o a.counts

Shards come from `rasid train --counts-only`, all with the same codebook, settings, seed terms and
outlets. Their number and order change no byte of the model: it is that of one `rasid train
--stream` over all their articles.";

#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// Shards that `rasid train --counts-only` wrote
    #[arg(value_name = "SHARD", required = true)]
    pub(crate) shards: Vec<PathBuf>,
    /// Where the model goes
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) output: PathBuf,
    /// Write a shard of them all and no model
    #[arg(long)]
    pub(crate) counts_only: bool,
}
