//! The SQL of `rasid export` against the command line, in DuckDB: the same articles, the same verdicts.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::generate;
use crate::steps::{rasid, root, say, step};

/// What the script is held to work with.
const DUCKDB: &str = "duckdb>=1.4,<3";
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
    let Some(python) = python(&work)? else {
        say("── sql: skipped, no python3 with venv and pip");
        return Ok(());
    };
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

/// The interpreter of an environment with DuckDB, made where there is none; nothing where there is no
/// Python that can make one.
fn python(work: &Path) -> Result<Option<PathBuf>, String> {
    let quiet = |program: &Path, args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let venv = work.join("venv");
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    let python = venv.join(folder).join(format!("python{}", std::env::consts::EXE_SUFFIX));
    let has_pip = || quiet(&python, &["-m", "pip", "--version"]);
    if !has_pip() {
        let venv = venv.display().to_string();
        if !quiet(Path::new("python3"), &["-m", "venv", "--clear", &venv]) || !has_pip() {
            return Ok(None);
        }
    }
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", DUCKDB]);
    step("sql: DuckDB from PyPI", install)?;
    Ok(Some(python))
}
