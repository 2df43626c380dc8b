//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Sorts news articles, Arabic first, by outlet type and by stance toward Russia, the US and the Gulf
/// states, or by any codebook of your own. Offline, one file, with evidence for every verdict.
#[derive(Debug, Parser)]
#[command(name = "rasid", version, after_help = "Start with: rasid classify FOLDER")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Show errors and skipped records only
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Give each article a verdict on every axis, with the words it rests on
    #[command(after_long_help = CLASSIFY_EXAMPLES)]
    Classify(ClassifyArgs),
    /// Train a model on a labelled set
    #[command(after_long_help = TRAIN_EXAMPLES)]
    Train(TrainArgs),
    /// Print the confusion report of a labelled set, by cross-validation or of a trained model
    #[command(after_long_help = EVALUATE_EXAMPLES)]
    Evaluate(EvaluateArgs),
    /// Print how far the coders of a labelled set agree, and where they differ
    #[command(after_long_help = AGREE_EXAMPLES)]
    Agree(AgreeArgs),
    /// Show what each stage of the text layer makes of an article
    #[command(after_long_help = TEXT_EXAMPLES)]
    Text(TextArgs),
    /// Show what is in a model
    #[command(after_long_help = INSPECT_EXAMPLES)]
    Inspect(InspectArgs),
    /// Make a starter folder with a codebook and an empty labels file
    #[command(after_long_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Print completions for a shell
    #[command(after_long_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write one a command into a folder
    #[command(after_long_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

const CLASSIFY_EXAMPLES: &str = "\
Examples:
  rasid classify seeds/articles
  rasid classify news.jsonl --format jsonl -o verdicts.jsonl
  cat article.txt | rasid classify - --format csv

Records in = answered + abstained + skipped; the last line on standard error counts them. Where evidence
is written as JSON, start and end are byte offsets in the text (title, an empty line, and text, where the
record has a title).
Exit codes: 0 done, 1 records skipped under --strict, 2 usage, 3 input, 4 model, 5 output, 130 interrupted.";

const TRAIN_EXAMPLES: &str = "\
Examples:
  rasid train labels/articles.csv --terms seeds/terms -o my.rasid
  rasid train mine.jsonl --codebook mine.toml -o mine.rasid
  rasid train labels/articles.csv --bigrams --alpha 0.1 -o try.rasid

Columns: id, text or path, title, url, outlet, date, group, and one column for each axis of the codebook.
An empty cell means unlabelled on that axis. Articles of one group are never on both sides of a fold.";

const EVALUATE_EXAMPLES: &str = "\
Examples:
  rasid evaluate labels/articles.csv --terms seeds/terms
  rasid evaluate others.jsonl --group outlet --folds 10 --format csv -o report.csv
  rasid evaluate seeds/labels.csv --model models/default/model.rasid

Without --model every article is scored by a model that saw nothing of its group. With --model the
labels must be others than those it was trained on; the very same set is refused.";

const AGREE_EXAMPLES: &str = "\
Examples:
  rasid agree labels/articles.csv
  rasid agree mine.jsonl --codebook mine.toml --group outlet --differences 100
  rasid agree labels/articles.csv --format csv -o agreement.csv

Columns: those of a labelled set, and for each axis AXIS_coder_1, AXIS_coder_2 and so on, any number of
coders. An empty cell means that the coder left the article out. The column AXIS, where there is one, is
what stands after the codes were compared (adjudicated).
Kappa is Cohen's, alpha is Krippendorff's for nominal data. Both are undefined with fewer than two
articles and where all codes are the same class. An interval of no width, as where coders agree on every
article, says nothing of articles that were not coded.";

const TEXT_EXAMPLES: &str = "\
Examples:
  rasid text article.txt
  rasid text page.html --stage mentions
  rasid text article.txt --stage tokens --format jsonl -o tokens.jsonl

Without --stage: language, facts and counts, and the body with mentions in the colours of their targets
and direct speech underlined. As JSON Lines a token is {\"token\",\"stem\",\"start\",\"end\"}, a mention adds
\"target\", speech \"kind\", \"verb\" and \"speaker\"; body and normalized are plain text. Offsets are bytes of
the file; of a record in a table or in JSON Lines, bytes of its text (title, an empty line, and text, where
the record has a title). Of several articles each line names its id.";

const INSPECT_EXAMPLES: &str = "\
Examples:
  rasid inspect models/default/model.rasid
  rasid inspect my.rasid --words 30
  rasid inspect my.rasid --format json -o facts.json";

const INIT_EXAMPLES: &str = "\
Examples:
  rasid init my-study
  rasid init my-study && cat my-study/README.md
  rasid init climate && $EDITOR climate/codebook.toml";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  rasid completions bash > ~/.local/share/bash-completion/completions/rasid
  rasid completions zsh > ~/.zfunc/_rasid
  rasid completions fish > ~/.config/fish/completions/rasid.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  rasid man | man -l -
  rasid man > rasid.1
  rasid man --dir ~/.local/share/man/man1";

#[derive(Debug, Args)]
pub(crate) struct ClassifyArgs {
    /// Files, folders (txt, html, csv, jsonl), or - for standard input
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
    /// Abstain where the best class is less probable than this [default: the model's]
    #[arg(long, value_name = "P", value_parser = probability)]
    pub(crate) threshold: Option<f64>,
    /// Leave out lines that repeat across an outlet's articles of this run (reads the inputs twice)
    #[arg(long)]
    pub(crate) drop_repeated: bool,
    /// Exit with 1 where a record was skipped
    #[arg(long)]
    pub(crate) strict: bool,
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

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

/// What decides how a model is made, for `train` and `evaluate` alike.
#[derive(Debug, Args)]
pub(crate) struct Making {
    /// The codebook [default: codebook.toml beside the labels, else the built-in one]
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Folder of seed terms (*.toml), words known to speak for a class
    #[arg(long, value_name = "DIR")]
    pub(crate) terms: Option<PathBuf>,
    /// Leave the seed terms out, to see what they bring
    #[arg(long)]
    pub(crate) no_seeds: bool,
    /// Choose nothing by cross-validation: take what is typed, and the defaults for the rest
    #[arg(long)]
    pub(crate) fixed: bool,
    /// More labelled articles to train on; `evaluate` trains every fold on them and does not score them
    #[arg(long, value_name = "LABELS")]
    pub(crate) with: Vec<PathBuf>,
    /// Unlabelled articles (files or folders): how common words are is estimated from them too, on the
    /// axes where cross-validation says that it helps
    #[arg(long, value_name = "PATH")]
    pub(crate) unlabelled: Vec<PathBuf>,
    /// Additive smoothing, above 0
    #[arg(long, value_name = "A")]
    pub(crate) alpha: Option<f64>,
    /// Complement naive Bayes
    #[arg(long, overrides_with = "no_complement")]
    pub(crate) complement: bool,
    /// Multinomial naive Bayes
    #[arg(long, overrides_with = "complement")]
    pub(crate) no_complement: bool,
    /// Pseudo-count of each seed term, at least 0
    #[arg(long, value_name = "S")]
    pub(crate) seed_strength: Option<f64>,
    /// Least number of sentences that judge a class, on axes with a plain class; 0 reads articles as a whole
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1000))]
    pub(crate) passages: Option<u32>,
    /// Weight of the codebook's shares of classes, from 0 (all classes alike) to 1
    #[arg(long, value_name = "W")]
    pub(crate) prior: Option<f64>,
    /// Which words speak on an axis about a target
    #[arg(long, value_enum)]
    pub(crate) fields: Option<FieldsChoice>,
    /// Tell the author's words from those of the sources that an article quotes
    #[arg(long, overrides_with = "no_voices")]
    pub(crate) voices: bool,
    /// Take all words alike, whoever says them
    #[arg(long, overrides_with = "voices")]
    pub(crate) no_voices: bool,
    /// Let the words beside a target's name speak by the side on which they stand
    #[arg(long, overrides_with = "no_beside")]
    pub(crate) beside: bool,
    /// Let no word speak by its place beside a name
    #[arg(long, overrides_with = "beside")]
    pub(crate) no_beside: bool,
    /// Let every class weigh alike in every file of labels
    #[arg(long, overrides_with = "no_balance")]
    pub(crate) balance: bool,
    /// Let every article weigh alike
    #[arg(long, overrides_with = "balance")]
    pub(crate) no_balance: bool,
    /// How far from a mention, within its sentence, a word is still near it, in words
    #[arg(long, value_name = "N")]
    pub(crate) window: Option<u32>,
    /// Use pairs of neighbouring stems too
    #[arg(long, overrides_with = "no_bigrams")]
    pub(crate) bigrams: bool,
    /// Use single stems only
    #[arg(long, overrides_with = "bigrams")]
    pub(crate) no_bigrams: bool,
    /// Count a word as often as it stands
    #[arg(long, overrides_with = "binary")]
    pub(crate) raw_counts: bool,
    /// Count a word once an article
    #[arg(long, overrides_with = "raw_counts")]
    pub(crate) binary: bool,
    /// Let axes that ask the same of different targets learn from one another (the default)
    #[arg(long, overrides_with = "no_pool")]
    pub(crate) pool: bool,
    /// Let each axis learn from its own labels only
    #[arg(long, overrides_with = "pool")]
    pub(crate) no_pool: bool,
    /// What is cut off words [default: light]
    #[arg(long, value_enum, value_name = "STEMMER")]
    pub(crate) stem: Option<StemChoice>,
    /// Leave out words of fewer training articles
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) min_documents: Option<u32>,
    /// Abstain where the best class is less probable than this
    #[arg(long, value_name = "P", value_parser = probability)]
    pub(crate) threshold: Option<f64>,
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluateArgs {
    /// Labelled articles, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// Parts for cross-validation
    #[arg(long, default_value_t = 5, value_name = "K", value_parser = clap::value_parser!(u16).range(2..))]
    pub(crate) folds: u16,
    /// Column whose values must not be split [default: group, else outlet]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// Score this model on the labels instead of training on them
    #[arg(long, short, value_name = "MODEL", conflicts_with_all = ["folds", "codebook", "terms", "no_seeds",
        "fixed", "with", "unlabelled", "alpha", "complement", "no_complement", "seed_strength", "passages", "prior", "fields", "voices",
        "no_voices", "beside", "no_beside", "balance", "no_balance", "window", "bigrams", "no_bigrams", "raw_counts", "binary", "pool", "no_pool", "stem",
        "min_documents"])]
    pub(crate) model: Option<PathBuf>,
    /// With --model: judge every article by its words, also where the model knows its outlet
    #[arg(long, requires = "model")]
    pub(crate) no_registry: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) making: Making,
}

#[derive(Debug, Args)]
pub(crate) struct AgreeArgs {
    /// Articles with the codes of each coder, .csv or .jsonl
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// The codebook [default: codebook.toml beside the labels, else the built-in one]
    #[arg(long, value_name = "FILE")]
    pub(crate) codebook: Option<PathBuf>,
    /// Column whose values are resampled whole, for the intervals [default: group, else outlet]
    #[arg(long, value_name = "COLUMN")]
    pub(crate) group: Option<String>,
    /// Show at most N of the articles where coders differ; CSV and JSON hold all
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) differences: usize,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = ReportFormat::Table)]
    pub(crate) format: ReportFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

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

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// The model [default: the built-in one]
    #[arg(value_name = "MODEL")]
    pub(crate) model: Option<PathBuf>,
    /// Words shown for each class
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) words: usize,
    /// How the facts are written
    #[arg(long, value_enum, default_value_t = FactsFormat::Table)]
    pub(crate) format: FactsFormat,
    /// Write to a file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
}

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictFormat {
    /// For reading, sorted by class
    Table,
    /// A table with a header line, in order of the input
    Csv,
    /// One JSON object a line, in order of the input
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading
    Table,
    /// One number a row
    Csv,
    /// One JSON object
    Json,
    /// For a document
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    /// For reading
    Table,
    /// One JSON object
    Json,
    /// For a document
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FieldsChoice {
    /// All words, without distinction
    Whole,
    /// Words near a mention of the target
    Near,
    /// Words near a mention and the other words, as different features
    NearFar,
    /// Words near a mention, and beside them all words
    NearWhole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StemChoice {
    /// Arabic clitics and common endings by an own table after Light10
    Light,
    /// The Snowball stemmers, which cut deeper
    Snowball,
    /// Nothing: words as they are spelled
    None,
}

fn probability(typed: &str) -> Result<f64, String> {
    match typed.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a probability is a number from 0 to 1".to_owned()),
    }
}
