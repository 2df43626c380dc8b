//! What was typed after `text`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::columns::ColumnArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid text article.txt
  rasid text page.html --stage mentions
  rasid text article.txt --stage tokens --format jsonl -o tokens.jsonl

Without --stage: language, facts and counts, and the body with mentions in the colours of their
targets and direct speech underlined. As JSON Lines a token is
{\"token\",\"stem\",\"start\",\"end\"}, a mention adds \"target\", speech \"kind\", \"verb\" and
\"speaker\"; body and normalized are plain text. Offsets are bytes of
the file; of a record in a table or in JSON Lines, bytes of its text (title, an empty line, and text, where
the record has a title). Of several articles each line names its id.";

#[derive(Debug, Args)]
pub(crate) struct TextArgs {
    /// An article (txt, html), a file or folder of articles, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,
    /// The stage to show [default: an overview of all]
    #[arg(long, value_enum)]
    pub(crate) stage: Option<StageChoice>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
    /// A model other than the built-in one: its codebook names the targets
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageChoice {
    /// The article's own text
    Body,
    /// The same in normalised spelling
    Normalized,
    /// Words with their stems
    Tokens,
    /// References to the codebook's targets
    Mentions,
    /// Direct and reported speech
    Speech,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextFormat {
    /// For reading, coloured in the terminal
    Text,
    /// One JSON object a line
    Jsonl,
}
