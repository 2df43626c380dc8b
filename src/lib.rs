//! The command line of rasid as a library: what `rasid` runs, for who runs it inside of another program. The
//! libraries below `crates/` do the work.
//!
//! ```
//! let refused = rasid::command(["classify", "no-such-file.txt"]).unwrap_err();
//! assert_eq!(refused.kind(), rasid::Kind::Input);
//! assert!(refused.message().contains("no-such-file.txt"));
//! ```

mod abstaining;
mod choosing;
mod classifying;
mod cli;
mod commands;
mod crossing;
mod diagnostics;
mod evaluating;
mod grouping;
mod interrupt;
mod mapped;
mod printer;
mod settings;
mod streaming;
mod unlabelled;
mod workers;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

pub use diagnostics::{Failure, Kind, Spot};
pub use settings::built_in_model;

use cli::{Cli, Command};
use printer::Printer;

/// Runs what was typed, listens for Ctrl-C, and gives the exit code.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    interrupt::install();
    let printer = Printer::new(cli.quiet);
    match run(cli.command, &printer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&printer),
    }
}

/// Runs one command, given as its words without the name of the program, and says nothing on standard error:
/// gives the warnings that it would have said there. Data go where `-o` and its like say.
///
/// # Errors
/// What the command line would have ended with; [`Kind::Usage`] for words that do not go together.
pub fn command(
    words: impl IntoIterator<Item = impl Into<OsString>>,
) -> Result<Vec<String>, Failure> {
    let words = std::iter::once("rasid".into()).chain(words.into_iter().map(Into::into));
    let cli = Cli::try_parse_from(words).map_err(|e| Failure::usage(&e))?;
    let printer = Printer::listening();
    run(cli.command, &printer)?;
    Ok(printer.heard())
}

fn run(command: Command, printer: &Printer) -> Result<(), Failure> {
    match command {
        Command::Classify(args) => commands::classify::run(args, printer),
        Command::Explain(args) => commands::explain::run(&args, printer),
        Command::Train(args) => commands::train::run(args, printer),
        Command::Merge(args) => commands::merge::run(&args, printer),
        Command::Evaluate(args) => commands::evaluate::run(args, printer),
        Command::Compare(args) => commands::compare::run(&args, printer),
        Command::Agree(args) => commands::agree::run(&args, printer),
        Command::Map(args) => commands::map::run(&args, printer),
        Command::Audit(args) => commands::audit::run(&args, printer),
        Command::Text(args) => commands::text::run(args, printer),
        Command::Inspect(args) => commands::inspect::run(args, printer),
        Command::Init(args) => commands::init::run(&args, printer),
        Command::Completions(args) => commands::shell::completions(&args),
        Command::Man(args) => commands::shell::man(&args),
    }
}
