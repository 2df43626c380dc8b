//! The SQL of `rasid export` against the command line, in DuckDB: the same articles, the same verdicts.

use std::path::Path;
use std::process::Command;

use crate::generate;
use crate::python::{environment, interpreter};
use crate::steps::{rasid, root, say, step};

/// DuckDB, which the script is held to work with.
const REQUIREMENTS: &str = "tests/sql/requirements.txt";
/// Articles that `cargo xtask test` makes up; a tenth of them are trained on.
const ARTICLES: u64 = 1_000;

/// Holds scripts of four models to `rasid classify`: of made-up articles, of the shipped model on the
/// labelled set, of a codebook with axes of every kind, and of one that asks for conformal sets.
pub(crate) fn check() -> Result<(), String> {
    of(ARTICLES)
}

/// The same with more articles made up.
pub(crate) fn run(args: &[&str]) -> Result<(), String> {
    match *args {
        [] => check(),
        ["--articles", number] => match number.parse() {
            Ok(number) if number >= 100 => of(number),
            _ => Err(format!("--articles {number}: not a number from 100 on")),
        },
        _ => Err("cargo xtask sql [--articles N]".to_owned()),
    }
}

fn of(articles: u64) -> Result<(), String> {
    let work = root().join("target").join("sql");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let Some(python) = interpreter() else {
        say("── sql: skipped, no python3 with venv and pip");
        return Ok(());
    };
    let python = environment(&python, &work.join("venv"), Path::new(REQUIREMENTS))?;
    let rasid = rasid()?;
    let at = |name: &str| work.join(name).display().to_string();
    let (all, few) = (at("articles.jsonl"), at("labels.jsonl"));
    for (place, number) in [(&all, articles), (&few, articles / 10)] {
        generate::run(&["--articles", &number.to_string(), "-o", place])?;
    }
    let edges = |name: &str| root().join("tests/sql/edges").join(name).display().to_string();
    let labelled = root().join("labels/articles.csv").display().to_string();
    let (labels, outlets) = (edges("labels.csv"), edges("outlets.csv"));
    let train = |labels: &str, model: &str, how: &str| {
        let mut command = Command::new(&rasid);
        command.args(["--quiet", "train", labels, "-o", model]).args(how.split_whitespace());
        if how.contains("--outlets") {
            command.arg(&outlets);
        }
        step(&format!("train {model}"), command)
    };
    let parity = |articles: &str, model: &str| {
        let mut command = Command::new(&python);
        command.arg(root().join("tests/sql/parity.py")).arg(&rasid).args([articles, model]);
        step(&format!("sql of {model}"), command)
    };
    let (made_up, every_kind, sets) = (at("made-up.rasid"), at("edges.rasid"), at("sets.rasid"));
    train(&few, &made_up, "--stream --bigrams --beside")?;
    parity(&all, &made_up)?;
    parity(&labelled, "-")?;
    let how = "--fixed --bigrams --beside --voices --fields near --outlets";
    train(&labels, &every_kind, how)?;
    parity(&edges("articles.jsonl"), &every_kind)?;
    let how =
        "--stream --bigrams --voices --raw-counts --fields near-far --coverage 0.8 --passages 0";
    train(&labelled, &sets, how)?;
    parity(&labelled, &sets)
}
