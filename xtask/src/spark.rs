//! Spark: the Python package on a real cluster, held to the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::{rasid, root, say, step};
use crate::{generate, python};

/// Articles of the proof: enough for 32 partitions, few enough for two minutes.
const ARTICLES: [&str; 6] = ["--articles", "2000", "--words", "120", "--types", "20000"];
/// What is run, and what it asks for.
const TESTS: &str = "python/tests/spark";
/// The oldest Java that Spark 4 runs on.
const JAVA: u32 = 17;

/// Starts a master and two workers, classifies and trains there, kills a worker, compares bytes.
pub(crate) fn check() -> Result<(), String> {
    let work = root().join("target").join("spark");
    let inside = match prepare(&work) {
        Ok(inside) => inside,
        Err(missing) => {
            say(&format!("── spark: skipped, {missing}"));
            return Ok(());
        }
    };
    let mut install = Command::new(&inside);
    install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]);
    install.arg(python::wheel()?);
    step("spark: install the wheel", install)?;
    let articles = work.join("articles.jsonl");
    let path = articles.display().to_string();
    generate::run(&[&ARTICLES[..], &["-o", &path]].concat())?;
    let mut tests = Command::new(&inside);
    // Not where the sources lie: what is imported is what was installed.
    tests.current_dir(&work).env("RASID_BIN", rasid()?).env("RASID_ARTICLES", articles);
    tests.env("PYTHONDONTWRITEBYTECODE", "1").env_remove("PYTHONPATH");
    tests.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]).arg(root().join(TESTS));
    step("spark: tests", tests)
}

/// Python with Spark in an environment of its own, or what is missing for it.
fn prepare(work: &Path) -> Result<PathBuf, String> {
    if !cfg!(target_os = "linux") {
        return Err("its processes are killed as Linux names them".to_owned());
    }
    match java() {
        Some(version) if version >= JAVA => {}
        Some(version) => {
            return Err(format!("Java {version} is too old, {JAVA} or later is needed"));
        }
        None => return Err("no java".to_owned()),
    }
    let python = python::interpreter().ok_or("no python3 with venv and pip")?;
    let requirements = Path::new(TESTS).join("requirements.txt");
    python::environment(&python, work, &requirements)
        .map_err(|_| "pyspark cannot be fetched".into())
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
