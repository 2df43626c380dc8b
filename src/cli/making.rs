//! What was typed about how a model is made.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::abstaining::Abstaining;
use super::columns::ColumnArgs;

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
    /// Keep at most so many words, those of most training articles; seed terms beside them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) max_features: Option<u32>,
    #[command(flatten)]
    pub(crate) abstaining: Abstaining,
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) columns: ColumnArgs,
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
