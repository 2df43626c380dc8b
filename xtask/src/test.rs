//! Everything that must pass before a change lands.

use std::process::Command;

use crate::steps::{cargo, rasid, root, say, step};
use crate::{browser, model, python, spark, sql};

/// Runs all steps; the first that fails ends the run.
pub(crate) fn run() -> Result<(), String> {
    step("format", cargo(&["fmt", "--all", "--check"]))?;
    step(
        "lints",
        cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]),
    )?;
    step(
        "without html",
        cargo(&["check", "--package", "rasid-text", "--no-default-features", "--locked"]),
    )?;
    step("tests", cargo(&["test", "--workspace", "--locked"]))?;
    let mut docs = cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    docs.env("RUSTDOCFLAGS", "--deny warnings");
    step("docs", docs)?;
    // Built twice from the sources: equal to each other and to what is committed.
    let (first, second) = (model::build()?, model::build()?);
    if first != second {
        return Err("two builds of the model differ".to_owned());
    }
    model::check(&first)?;
    browser::check()?;
    python::check()?;
    sql::check()?;
    spark::check()?;
    shared()?;
    say("everything passed");
    Ok(())
}

/// Scores the shipped model on real articles where they lie beside the project.
fn shared() -> Result<(), String> {
    let gold = root().join("../shared/gold/articles.jsonl");
    if !gold.is_file() {
        say("── real articles: skipped, ../shared is not here");
        return Ok(());
    }
    let mut command = Command::new(rasid()?);
    command.args(["--quiet", "evaluate", "--model"]).arg(root().join("models/default/model.rasid"));
    command.args(["--group", "outlet"]).arg(gold);
    step("real articles", command)
}
