//! models/default, made from labels/ and seeds/terms/.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{output, rasid, root, say, step};

/// The files of models/default and what they should hold.
pub(crate) type Built = Vec<(PathBuf, Vec<u8>)>;

/// Trains, measures and writes the card; nothing is put in place yet.
pub(crate) fn build() -> Result<Built, String> {
    let rasid = rasid()?;
    let command = |args: &[&str]| {
        let mut command = Command::new(&rasid);
        command.current_dir(root()).arg("--quiet").args(args);
        command
    };
    let work = root().join("target").join("model");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let made = work.join("model.rasid");
    let made_name = made.to_string_lossy();
    let labels = ["labels/articles.csv", "--terms", "seeds/terms"];
    step("train", command(&[&["train"], &labels[..], &["-o", &made_name]].concat()))?;
    let evaluate = |format: &str| {
        let args = [&["evaluate"], &labels[..], &["--folds", "12", "--format", format]].concat();
        output("evaluate", command(&args))
    };
    let inspect = |format: &str| {
        let args = ["inspect", &made_name, "--words", "12", "--format", format];
        output("inspect", command(&args))
    };
    let mut report = b"{\"model\":\n".to_vec();
    report.extend(inspect("json")?);
    report.extend(b",\"evaluation\":\n");
    report.extend(evaluate("json")?);
    report.extend(b"}\n");
    let mut card = read(&root().join("labels").join("CARD.md"))?;
    card.push(b'\n');
    card.extend(inspect("markdown")?);
    card.extend(evaluate("markdown")?);
    while card.ends_with(b"\n\n") {
        card.pop();
    }
    let model = read(&made)?;
    let place = root().join("models").join("default");
    Ok(vec![
        (place.join("model.rasid"), model),
        (place.join("report.json"), report),
        (place.join("CARD.md"), card),
    ])
}

/// Puts the files in place and says which have changed.
pub(crate) fn install(built: &Built) -> Result<(), String> {
    for (path, bytes) in built {
        let same = std::fs::read(path).is_ok_and(|old| old == *bytes);
        if !same {
            std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        say(&format!("   {} {}", if same { "unchanged" } else { "rebuilt" }, path.display()));
    }
    Ok(())
}

/// Fails where a committed file differs from what its sources make.
pub(crate) fn check(built: &Built) -> Result<(), String> {
    let differs =
        |(path, bytes): &&(PathBuf, Vec<u8>)| std::fs::read(path).ok().as_ref() != Some(bytes);
    let stale: Vec<String> =
        built.iter().filter(differs).map(|(p, _)| p.display().to_string()).collect();
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} differ from what labels/ and seeds/ make; run `cargo xtask model`",
        stale.join(", ")
    ))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}
