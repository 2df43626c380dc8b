//! Running commands, and saying what is going on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the project's folder")
}

/// A line for whoever watches.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Cargo, in the project's folder.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args);
    command
}

/// Runs a step to its end and tells how long it took.
pub(crate) fn step(name: &str, mut command: Command) -> Result<(), String> {
    say(&format!("── {name}"));
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).status().map_err(|e| format!("{name}: {e}"))?;
    say(&format!("   {name}: {:.0} s", start.elapsed().as_secs_f64()));
    if status.success() { Ok(()) } else { Err(format!("{name} failed")) }
}

/// What a command prints.
pub(crate) fn output(name: &str, mut command: Command) -> Result<Vec<u8>, String> {
    let out = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let out = out.map_err(|e| format!("{name}: {e}"))?;
    if out.status.success() { Ok(out.stdout) } else { Err(format!("{name} failed")) }
}

/// The release build of rasid, made first where it is missing or old.
pub(crate) fn rasid() -> Result<PathBuf, String> {
    // With the Python package named too, so that both share what they are built from.
    let packages = ["--package", "rasid", "--package", "rasid-python", "--bins"];
    step("release build", cargo(&[&["build", "--release"], &packages[..]].concat()))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(root().join(target).join("release").join(format!("rasid{}", std::env::consts::EXE_SUFFIX)))
}
