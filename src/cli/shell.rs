//! What was typed after `completions` and `man`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  rasid completions bash > ~/.local/share/bash-completion/completions/rasid
  rasid completions zsh > ~/.zfunc/_rasid
  rasid completions fish > ~/.config/fish/completions/rasid.fish";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  rasid man | man -l -
  rasid man > rasid.1
  rasid man --dir ~/.local/share/man/man1";

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}
