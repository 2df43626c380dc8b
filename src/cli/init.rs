//! What was typed after `init`.

use std::path::PathBuf;

use clap::Args;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid init my-study
  rasid init my-study && cat my-study/README.md
  rasid init climate && $EDITOR climate/codebook.toml";

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}
