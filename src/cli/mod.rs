//! What was typed: the commands, and what several of them have in common.

mod abstaining;
mod agree;
mod audit;
mod classify;
mod columns;
mod compare;
mod evaluate;
mod explain;
mod export;
mod init;
mod inspect;
mod making;
mod map;
mod merge;
mod shell;
mod text;
mod train;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use abstaining::Abstaining;
pub(crate) use agree::AgreeArgs;
pub(crate) use audit::{AuditArgs, FailOn};
pub(crate) use classify::{ClassifyArgs, VerdictFormat};
pub(crate) use compare::CompareArgs;
pub(crate) use evaluate::EvaluateArgs;
pub(crate) use explain::{ExplainArgs, ExplainFormat};
pub(crate) use export::{ExportArgs, ExportFormat};
pub(crate) use init::InitArgs;
pub(crate) use inspect::{FactsFormat, InspectArgs};
pub(crate) use making::{FieldsChoice, Making, StemChoice};
pub(crate) use map::{CopiesChoice, MapArgs};
pub(crate) use merge::MergeArgs;
pub(crate) use shell::{CompletionsArgs, ManArgs};
pub(crate) use text::{StageChoice, TextArgs, TextFormat};
pub(crate) use train::TrainArgs;

/// Sorts news articles, Arabic first, by outlet type and by stance toward Russia, the US and the Gulf
/// states, or by any codebook of your own. Offline, one file, with evidence for every verdict.
#[derive(Debug, Parser)]
#[command(name = "rasid", version, after_help = "Start with: rasid classify FOLDER")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Show errors and skipped records only
    // Behind a command's own, however many commands there are.
    #[arg(long, short, global = true, display_order = 900)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Give each article a verdict on every axis, with the words it rests on
    #[command(after_long_help = classify::EXAMPLES)]
    Classify(ClassifyArgs),
    /// Show why an article was judged so: words, sentences and voices, for and against
    #[command(after_long_help = explain::EXAMPLES)]
    Explain(ExplainArgs),
    /// Train a model on a labelled set
    #[command(after_long_help = train::EXAMPLES)]
    Train(TrainArgs),
    /// Make one model of the counts of several parts of a labelled set
    #[command(after_long_help = merge::EXAMPLES)]
    Merge(MergeArgs),
    /// Print the confusion report of a labelled set, by cross-validation or of a trained model
    #[command(after_long_help = evaluate::EXAMPLES)]
    Evaluate(EvaluateArgs),
    /// Print how far two runs' answers to the same labels are apart, and by how much that is chance
    #[command(after_long_help = compare::EXAMPLES)]
    Compare(CompareArgs),
    /// Print how far the coders of a labelled set agree, and where they differ
    #[command(after_long_help = agree::EXAMPLES)]
    Agree(AgreeArgs),
    /// Count verdicts by outlet type and target, and over time, as tables and as a page
    #[command(after_long_help = map::EXAMPLES)]
    Map(MapArgs),
    /// Print what is wrong with a labelled set, most severe first, and which labels are doubtful
    #[command(after_long_help = audit::EXAMPLES)]
    Audit(AuditArgs),
    /// Show what each stage of the text layer makes of an article
    #[command(after_long_help = text::EXAMPLES)]
    Text(TextArgs),
    /// Show what is in a model
    #[command(after_long_help = inspect::EXAMPLES)]
    Inspect(InspectArgs),
    /// Write a model for other programs: its counts as a table, or a script in SQL that scores
    #[command(after_long_help = export::EXAMPLES)]
    Export(ExportArgs),
    /// Make a starter folder with a codebook and an empty labels file
    #[command(after_long_help = init::EXAMPLES)]
    Init(InitArgs),
    /// Print completions for a shell
    #[command(after_long_help = shell::COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or write one a command into a folder
    #[command(after_long_help = shell::MAN_EXAMPLES)]
    Man(ManArgs),
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
