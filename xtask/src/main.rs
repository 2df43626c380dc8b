//! The project's own commands: `cargo xtask test` and its parts.

mod browser;
mod generate;
mod model;
mod python;
mod spark;
mod sql;
mod steps;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask test     format, lints, all tests, docs, determinism: what must pass before anything lands
cargo xtask browser  pages in headless Chromium: nothing in the console, no request (part of test)
cargo xtask python   the wheel, built and tested in a fresh virtual environment (part of test)
cargo xtask sql [--articles N]
                     the SQL of `rasid export` against `rasid classify`, in DuckDB (part of test)
cargo xtask spark    the wheel on a Spark cluster of its own, of which a worker is killed (part of test)
cargo xtask model    rebuild models/default from labels/ and seeds/terms/, byte for byte
cargo xtask generate [--articles N] [--seed S] [--words MEAN] [--types T] [-o FILE]
                     made-up labelled articles as JSON Lines, equal bytes on every machine";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => test::run(),
        ["browser"] => browser::check(),
        ["python"] => python::check(),
        ["sql", ref options @ ..] => sql::run(options),
        ["spark"] => spark::check(),
        ["model"] => model::build().and_then(|built| model::install(&built)),
        ["generate", ref options @ ..] => generate::run(options),
        _ => Err(HELP.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            steps::say(&message);
            ExitCode::FAILURE
        }
    }
}
