//! What was typed after `classify`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::abstaining::Abstaining;
use super::columns::ColumnArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid classify seeds/articles
  rasid classify news.jsonl --format jsonl -o verdicts.jsonl
  cat article.txt | rasid classify - --format csv
  rasid classify 'crawl/*.warc.gz' archive.parquet --text-column body --format jsonl

What a file holds is told by its ending, and by its first bytes where the two differ. Of a crawl
the pages in HTML or plain text are read that a server gave with success. A record is 64 MiB long
at most.
Records in = answered + abstained + skipped; the last line on standard error counts them. Where
evidence is written as JSON, start and end are byte offsets in the text (title, an empty line, and
text, where the record has a title).
Exit codes: 0 done, 1 records skipped under --strict, 2 usage, 3 input, 4 model, 5 output, 130
interrupted.";

#[derive(Debug, Args)]
pub(crate) struct ClassifyArgs {
    /// Files (txt, html, csv, tsv, jsonl, parquet, warc, tar, also with gz or zst), folders of them,
    /// patterns such as 'data/*.jsonl', or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// A model other than the built-in one
    #[arg(long, short, value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Outlets whose type is known [default: those that the model carries]
    #[arg(long, value_name = "FILE", conflicts_with = "no_registry")]
    pub(crate) outlets: Option<PathBuf>,
    /// Judge every article by its words, also where its outlet is known
    #[arg(long)]
    pub(crate) no_registry: bool,
    /// How verdicts are written
    #[arg(long, value_enum, default_value_t = VerdictFormat::Table)]
    pub(crate) format: VerdictFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Lay copies of the articles into DIR/outlet_type/russia=.../
    #[arg(long, value_name = "DIR")]
    pub(crate) sort_into: Option<PathBuf>,
    /// Write the N strongest words of each verdict [default: 3 in the table, 0 elsewhere]
    #[arg(long, value_name = "N")]
    pub(crate) evidence: Option<usize>,
    #[command(flatten)]
    pub(crate) abstaining: Abstaining,
    /// Leave out lines that repeat across an outlet's articles of this run (reads the inputs twice)
    #[arg(long)]
    pub(crate) drop_repeated: bool,
    /// Exit with 1 where a record was skipped
    #[arg(long)]
    pub(crate) strict: bool,
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictFormat {
    /// For reading, sorted by class
    Table,
    /// A table with a header line, in order of the input
    Csv,
    /// One JSON object a line, in order of the input
    Jsonl,
}
