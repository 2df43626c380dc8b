//! What was typed after `text`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::columns::ColumnArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid text article.txt
  rasid text page.html --stage mentions
  rasid text article.txt --stage tokens --format jsonl -o tokens.jsonl
  rasid text news.jsonl --stage tokens --format jsonl -o tokens.jsonl

Without --stage: language, facts and counts, and the body with mentions in the colours of their
targets and direct speech underlined. As JSON Lines a row is
{\"token\",\"stem\",\"start\",\"end\"}, a mention adds \"target\", speech \"kind\", \"verb\" and
\"speaker\"; body and normalized are plain text. Offsets are bytes of the file; of a record in a
table or in JSON Lines, bytes of its text (title, an empty line, and text, where the record has
a title). Of several articles each line names its id.

A token adds all that scoring takes, so that the SQL of `rasid export` can score it:
  position   number of the token in its article, from 0
  sentence   number of its sentence, from 0
  kind       word, stop (too frequent to tell anything), number, year, noise (no word is as long)
  named      targets that it helps to name, in order of the mentions
  mentions   mentions that begin with it: {\"target\",\"tokens\"}, with their numbers of tokens
  near       targets near a mention of which it stands: in its sentence, within the model's window
  quoted     whether a source says it, not the author
  language   of the article, as ISO 639 code; null where it is not sure
  script     of the article, as ISO 15924 code
  outlet     of the article, where the model's registry knows it";

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
