//! The house: which crate may know which, and that core crates stay pure.

use std::collections::BTreeSet;
use std::path::Path;

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::run::project;

/// The table of docs/ARCHITECTURE.md: crate, and the crates of the house that it may depend on.
const HOUSE: &[(&str, &[&str])] = &[
    ("codebook", &[]),
    ("text", &[]),
    ("feature", &["text"]),
    ("bayes", &["feature"]),
    ("decide", &[]),
    ("eval", &["codebook", "decide"]),
    ("pipeline", &["codebook", "text", "feature", "bayes", "decide"]),
    ("corpus", &["codebook", "text"]),
    ("report", &["codebook", "decide", "eval", "pipeline"]),
];
/// What stands beside the house and uses it as the command line does.
const BESIDE: &[(&str, &[&str])] = &[("python", &["corpus", "pipeline", "report"])];
/// Crates that read no file, clock, environment or global, and start no thread.
const CORE: &[&str] = &["codebook", "text", "feature", "bayes", "decide", "eval", "pipeline"];
/// What a core crate must not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::time",
    "std::thread",
    "std::net",
    "std::io",
    "std::process",
    "static mut",
];

#[test]
fn arrows_point_only_where_the_design_says() {
    let metadata =
        MetadataCommand::new().manifest_path(project("Cargo.toml")).no_deps().exec().unwrap();
    let table = || HOUSE.iter().chain(BESIDE);
    let known: BTreeSet<&str> = table().map(|h| h.0).collect();
    let mut found = BTreeSet::new();
    for package in &metadata.packages {
        let Some(room) = package.name.strip_prefix("rasid-") else { continue };
        let (_, allowed) =
            table().find(|h| h.0 == room).unwrap_or_else(|| panic!("{room} is not in the table"));
        found.insert(room.to_owned());
        for dependency in
            package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development)
        {
            if let Some(other) = dependency.name.strip_prefix("rasid-") {
                assert!(
                    allowed.contains(&other),
                    "{room} depends on {other}: a new edge is a design change"
                );
            }
        }
    }
    assert_eq!(found, known.iter().map(|k| (*k).to_owned()).collect());
}

#[test]
fn core_crates_are_pure() {
    for room in CORE {
        for (path, source) in sources(&project("crates").join(room).join("src")) {
            let code = source.split("#[cfg(test)]").next().unwrap();
            for word in IMPURE {
                assert!(!code.contains(word), "{path} names {word}");
            }
        }
    }
}

#[test]
fn nothing_in_the_code_knows_the_targets() {
    let mut dirs = vec![project("src")];
    dirs.extend(HOUSE.iter().map(|h| project("crates").join(h.0).join("src")));
    for (path, source) in dirs.iter().flat_map(|d| sources(d)) {
        let code: Vec<&str> = source
            .split("#[cfg(test)]")
            .next()
            .unwrap()
            .lines()
            .filter(|l| !l.trim_start().starts_with("//") && !path.contains("/src/cli/"))
            .collect();
        for word in ["russia", "\"us\"", "gulf", "روسي", "أميركا", "الخليج"] {
            assert!(!code.join("\n").contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn figures_of_the_readme_are_those_of_the_report() {
    let readme = std::fs::read_to_string(project("README.md")).unwrap();
    let report = std::fs::read_to_string(project("models/default/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    for axis in report["evaluation"]["axes"].as_array().unwrap() {
        let three = |v: &serde_json::Value| format!("{:.3}", v.as_f64().unwrap());
        let figure = |f: &serde_json::Value| {
            let interval = &f["interval"];
            format!(
                "{} ({} to {})",
                three(&f["value"]),
                three(&interval["low"]),
                three(&interval["high"])
            )
        };
        let row = format!(
            "| {} | {} | {} | {} | {} of {} |",
            axis["axis"].as_str().unwrap(),
            figure(&axis["macro_f1_forced"]),
            figure(&axis["answered_accuracy"]),
            three(&axis["majority_macro_f1"]),
            axis["abstained"],
            axis["n"],
        );
        assert!(readme.contains(&row), "README.md should say\n{row}");
        // Calibrated on held-out events: the goal of the project for every axis.
        let (plain, raw) = (&axis["calibration"]["calibrated"], &axis["calibration"]["raw"]);
        assert!(plain["ece"].as_f64().unwrap() <= 0.06, "{}", axis["axis"]);
        let folds = report["evaluation"]["random"].as_array().unwrap();
        let folds = folds.iter().find(|f| f["axis"] == axis["axis"]).unwrap();
        let row = format!(
            "| {} | {} | {} | {} | {} | {} |",
            axis["axis"].as_str().unwrap(),
            three(&raw["ece"]),
            three(&plain["ece"]),
            figure(&plain["ece_corrected"]),
            figure(&folds["grouped"]),
            figure(&folds["random"]),
        );
        assert!(readme.contains(&row), "README.md should say\n{row}");
    }
}

#[test]
fn files_stay_small() {
    let mut dirs = vec![project("src"), project("python/src"), project("xtask/src")];
    dirs.extend(HOUSE.iter().map(|h| project("crates").join(h.0).join("src")));
    for (path, source) in dirs.iter().flat_map(|d| sources(d)) {
        assert!(source.lines().count() <= 500, "{path} is longer than 500 lines");
    }
    assert!(std::fs::read_to_string(project("src/main.rs")).unwrap().lines().count() < 80);
}

#[track_caller]
fn sources(dir: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty());
    found
}
