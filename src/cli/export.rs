//! What was typed after `export`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid export my.rasid -o counts.parquet
  rasid export my.rasid --format csv | head
  rasid export my.rasid -o scorer.sql

Parquet and CSV hold what the model counted, a row a feature and class: axis, class, domain (file
of labels), kind (word, pair, before_name, after_name), term (stems), field (whole, near, far),
voice (author, source), count. Counts of models of other articles add up; axes that learn
together have the same counts each. CSV cells that a spreadsheet would take for a formula begin
with an apostrophe.

SQL is a script for DuckDB with the model in it, which scores tokens as `rasid classify` judges
articles, probabilities to a millionth. In a new database:
  rasid text news.jsonl --model my.rasid --stage tokens --format jsonl -o tokens.jsonl
  duckdb news.db -c \".read scorer.sql\"
  duckdb news.db -c \"INSERT INTO rasid.tokens BY NAME FROM rasid.read_tokens('tokens.jsonl')\"
  duckdb news.db -c \"SELECT * FROM rasid.verdicts ORDER BY id, axis\"
rasid.verdicts has id, axis, class, best, probability, method, reason and probabilities (of each
class); rasid.features and rasid.weights have what it rests on. Not in it: evidence, near
copies, lines that repeat across an outlet, articles without a word (they have no tokens).";

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The model [default: the built-in one]
    #[arg(value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// What is written [default: by the ending of --output, else csv]
    #[arg(long, value_enum)]
    format: Option<ExportFormat>,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Counts as columns with types
    Parquet,
    /// Counts as a table with a header line
    Csv,
    /// A script that scores tokens
    Sql,
}

impl ExportArgs {
    /// The format that was typed, else the one that the output's name says, else a table.
    pub(crate) fn format(&self) -> ExportFormat {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        match (self.format, ending.map(str::to_ascii_lowercase).as_deref()) {
            (Some(format), _) => format,
            (None, Some("parquet")) => ExportFormat::Parquet,
            (None, Some("sql")) => ExportFormat::Sql,
            (None, _) => ExportFormat::Csv,
        }
    }
}
