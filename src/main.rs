//! `rasid`: sorts news articles by outlet type and by stance. This crate is the command line; the
//! libraries below `crates/` do the work.

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

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    interrupt::install();
    let printer = printer::Printer::new(cli.quiet);
    let result = match cli.command {
        cli::Command::Classify(args) => commands::classify::run(args, &printer),
        cli::Command::Explain(args) => commands::explain::run(&args, &printer),
        cli::Command::Train(args) => commands::train::run(args, &printer),
        cli::Command::Merge(args) => commands::merge::run(&args, &printer),
        cli::Command::Evaluate(args) => commands::evaluate::run(args, &printer),
        cli::Command::Compare(args) => commands::compare::run(&args, &printer),
        cli::Command::Agree(args) => commands::agree::run(&args, &printer),
        cli::Command::Map(args) => commands::map::run(&args, &printer),
        cli::Command::Audit(args) => commands::audit::run(&args, &printer),
        cli::Command::Text(args) => commands::text::run(args, &printer),
        cli::Command::Inspect(args) => commands::inspect::run(args, &printer),
        cli::Command::Export(args) => commands::export::run(&args, &printer),
        cli::Command::Init(args) => commands::init::run(&args, &printer),
        cli::Command::Completions(args) => commands::shell::completions(&args),
        cli::Command::Man(args) => commands::shell::man(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&printer),
    }
}
