//! Spark: the Python package on a real cluster, held to the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::{rasid, root, say, step};
use crate::{generate, python};

/// Articles of the proof: enough for 32 partitions, few enough for two minutes.
const ARTICLES: [&str; 6] = ["--articles", "2000", "--words", "120", "--types", "20000"];
/// The oldest Java that Spark 4 runs on.
const JAVA: u32 = 17;

/// Starts a master and two workers, classifies and trains there, kills a worker, compares bytes.
pub(crate) fn check() -> Result<(), String> {
    let work = root().join("target").join("spark");
    let python = match prepare(&work) {
        Ok(python) => python,
        Err(missing) => {
            say(&format!("── spark: skipped, {missing}"));
            return Ok(());
        }
    };
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]);
    install.arg(python::wheel()?);
    step("spark: wheel", install)?;
    let articles = work.join("articles.jsonl");
    let path = articles.display().to_string();
    generate::run(&[&ARTICLES[..], &["-o", &path]].concat())?;
    let rasid = rasid()?;
    let mut tests = Command::new(&python);
    tests.current_dir(root()).args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"]);
    tests.arg(folder()).env("RASID_BIN", rasid).env("RASID_ARTICLES", articles);
    tests.env("PYTHONDONTWRITEBYTECODE", "1").env_remove("PYTHONPATH");
    step("spark", tests)
}

/// Python with Spark in an environment of its own, or what is missing for it.
fn prepare(work: &Path) -> Result<PathBuf, String> {
    if !cfg!(target_os = "linux") {
        return Err("its processes are killed as Linux names them".to_owned());
    }
    match java() {
        Some(version) if version >= JAVA => {}
        Some(version) => return Err(format!("Java {version} is too old, {JAVA} or later is needed")),
        None => return Err("no java".to_owned()),
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv"]).arg(work);
    if !quiet(make) {
        return Err("no python3 that makes environments (python3-venv)".to_owned());
    }
    let python = work.join("bin").join("python");
    let mut fetch = Command::new(&python);
    fetch.args(["-m", "pip", "install", "--quiet", "--requirement"]);
    fetch.arg(folder().join("requirements.txt"));
    step("spark: packages", fetch).map_err(|_| "pyspark cannot be fetched".to_owned())?;
    Ok(python)
}

/// The version of the Java that Spark will find.
fn java() -> Option<u32> {
    let home = std::env::var_os("JAVA_HOME");
    let java = home.map_or_else(|| "java".into(), |h| Path::new(&h).join("bin").join("java"));
    let out = Command::new(java).arg("-version").stdin(Stdio::null()).output().ok()?;
    version(&String::from_utf8_lossy(&out.stderr))
}

/// 17 of `openjdk version "17.0.15" 2025-04-15`.
fn version(said: &str) -> Option<u32> {
    let quoted = said.split('"').nth(1)?;
    quoted.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn quiet(mut command: Command) -> bool {
    command.stdin(Stdio::null()).output().is_ok_and(|out| out.status.success())
}

fn folder() -> PathBuf {
    root().join("python").join("tests").join("spark")
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(said: &str, version: Option<u32>) {
        assert_eq!(super::version(said), version);
    }

    #[test]
    fn versions_of_java() {
        check("openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment", Some(17));
        check("openjdk version \"21\" 2023-09-19", Some(21));
        check("openjdk version \"22-ea\" 2024-03-19", Some(22));
        check("java version \"1.8.0_392\"", Some(1));
        check("command not found", None);
    }
}
