//! `rasid init`: a folder to start a study of one's own.

use std::io::{self, Write};
use std::path::Path;

use rasid_corpus::WholeFile;

use crate::cli::InitArgs;
use crate::diagnostics::{Failure, Kind};
use crate::printer::Printer;

const CODEBOOK: &str = include_str!("../../labels/starter/codebook.toml");
const LABELS: &str = include_str!("../../labels/starter/labels.csv");
const README: &str = include_str!("../../labels/starter/README.md");

pub(crate) fn run(args: &InitArgs, printer: &Printer) -> Result<(), Failure> {
    let dir = &args.dir;
    let files = [("codebook.toml", CODEBOOK), ("labels.csv", LABELS), ("README.md", README)];
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        let what = format!("{} is there already; nothing was changed", dir.join(name).display());
        return Err(Failure::new(Kind::Output, what).hint("choose another folder"));
    }
    std::fs::create_dir_all(dir).map_err(|e| Failure::output(Some(dir), &e))?;
    for (name, text) in files {
        let path = dir.join(name);
        write(&path, text).map_err(|e| Failure::output(Some(&path), &e))?;
    }
    let dir = dir.display();
    printer.note(&format!(
        "{dir}: name your axes in codebook.toml, label articles in labels.csv, then"
    ));
    printer.note(&format!("  rasid train {dir}/labels.csv -o {dir}/model.rasid"));
    Ok(())
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = WholeFile::create(path)?;
    file.write_all(text.as_bytes())?;
    file.finish()
}
