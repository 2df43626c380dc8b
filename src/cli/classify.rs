//! What was typed after `classify`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::abstaining::Abstaining;
use super::columns::ColumnArgs;

pub(super) const EXAMPLES: &str = "\
Examples:
  rasid classify seeds/articles
  rasid classify news.jsonl -o verdicts.jsonl --resume
  rasid classify news.jsonl -o verdicts.csv --spreadsheet
  cat article.txt | rasid classify - --format csv
  rasid classify 'crawl/*.warc.gz' archive.parquet --text-column body --format jsonl

What a file holds is told by its ending, and by its first bytes where the two differ. Of a crawl
the pages in HTML or plain text are read that a server gave with success. A record is 64 MiB long
at most.
Records in = answered + abstained (on every axis) + skipped; the last line on standard error counts
them. margin is the probability of the best class less that of the second. Where evidence is
written as JSON, start and end are byte offsets in the text (title, an empty line, and text, where
the record has a title); Parquet has the words alone.

With --resume, FILE.part and FILE.resume lie beside FILE while the run lasts and where it was
interrupted, by whatever means. The same command goes on from there; the file is the same, byte for
byte, as without an interruption. It is refused where the model, the options or the input changed,
and works for CSV and JSON Lines. A run that was finished is run anew.
With --copies each article that shares two fifths of the shorter one's runs of five words with an
earlier one names the first of that family in `copy_of`; others have null. Memory for it is 64 MB,
whatever the number of articles: it holds about 100,000 texts, each family once; the oldest leave
first, and a note at the end says how far back copies were looked for.
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
    /// How verdicts are written [default: by the ending of -o, else table]
    #[arg(long, value_enum)]
    pub(crate) format: Option<VerdictFormat>,
    /// Write CSV that Excel opens right: with a byte-order mark, and no cell that is a formula
    #[arg(long)]
    pub(crate) spreadsheet: bool,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Go on where an interrupted run of the same command ended; without one, start such a run
    #[arg(long, requires = "output", conflicts_with = "sort_into")]
    pub(crate) resume: bool,
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
    /// Mark near copies of earlier articles with the id of the first of their family (`copy_of`)
    #[arg(long)]
    pub(crate) copies: bool,
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
    /// Columns with types, in order of the input
    Parquet,
}

impl VerdictFormat {
    /// By the ending of a file's name.
    fn of(output: &Path) -> Option<Self> {
        match output.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

impl ClassifyArgs {
    /// The format that was typed, else the one that the output's name says, else a table.
    pub(crate) fn format(&self) -> VerdictFormat {
        let by_name = || self.output.as_deref().and_then(VerdictFormat::of);
        match self.format {
            Some(format) => format,
            None if self.spreadsheet => VerdictFormat::Csv,
            None => by_name().unwrap_or(VerdictFormat::Table),
        }
    }
}
