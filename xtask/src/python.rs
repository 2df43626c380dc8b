//! The Python package: its wheel, and its tests in a fresh virtual environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::generate;
use crate::steps::{rasid, root, say, step};

/// What is fetched to build and to test it.
const REQUIREMENTS: &str = "python/tests/requirements.txt";

/// Builds the wheel and runs its tests where it is installed.
pub(crate) fn check() -> Result<(), String> {
    let Some(python) = interpreter() else {
        say("── python: skipped, no python3 with venv and pip");
        return Ok(());
    };
    let wheel = wheel()?;
    let folder = root().join("target/python/tested");
    let articles = root().join("target/python/generated.jsonl");
    generate::run(&["--articles", "1000", "--seed", "7", "-o", &articles.to_string_lossy()])?;
    let inside = environment(&python, &folder, Path::new(REQUIREMENTS))?;
    let mut install = Command::new(&inside);
    install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]).arg(&wheel);
    step("python: install the wheel", install)?;
    let mut tests = Command::new(&inside);
    // Not where the sources lie: what is imported is what was installed.
    tests.current_dir(&folder).env("RASID_BIN", rasid()?).env("PYTHONDONTWRITEBYTECODE", "1");
    tests.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    tests.arg(root().join("python/tests")).arg("--ignore").arg(root().join("python/tests/spark"));
    step("python: tests", tests)
}

/// Builds the wheel; gives its place.
///
/// # Errors
/// Where there is no Python, or it does not build.
pub(crate) fn wheel() -> Result<PathBuf, String> {
    let python = interpreter().ok_or("no python3 with venv and pip")?;
    let folder = root().join("target/python");
    let inside = environment(&python, &folder.join("build"), Path::new("python/requirements.txt"))?;
    let wheels = folder.join("wheels");
    let _ = std::fs::remove_dir_all(&wheels);
    let mut build = Command::new(&inside);
    build.current_dir(root()).args(["-m", "maturin", "build", "--release", "--locked", "--quiet"]);
    build.args(["--manifest-path", "python/Cargo.toml", "--out"]).arg(&wheels);
    step("python: wheel", build)?;
    let mut made = std::fs::read_dir(&wheels).map_err(|e| format!("{}: {e}", wheels.display()))?;
    let is_wheel = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "whl");
    let wheel = made.find_map(|entry| Some(entry.ok()?.path()).filter(is_wheel));
    wheel.ok_or_else(|| format!("no wheel in {}", wheels.display()))
}

/// A virtual environment with what a file of requirements asks for; gives its interpreter.
pub(crate) fn environment(
    python: &Path,
    folder: &Path,
    requirements: &Path,
) -> Result<PathBuf, String> {
    let inside = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !inside.is_file() {
        let mut make = Command::new(python);
        make.args(["-m", "venv"]).arg(folder);
        step("python: environment", make)?;
    }
    let mut install = Command::new(&inside);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    install.arg(root().join(requirements));
    step("python: packages", install)?;
    Ok(inside)
}

/// An interpreter that can make virtual environments.
pub(crate) fn interpreter() -> Option<PathBuf> {
    ["python3", "python"].iter().map(PathBuf::from).find(|name| {
        let mut try_it = Command::new(name);
        try_it.args(["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"]);
        let quiet = try_it.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    })
}
