//! Foreign texts: the shipped model, which knows Arabic, abstains.
//!
//! `languages/*.txt` are twenty texts each, parted by lines of `---`, written for this test by people
//! who did not know the rules.

use serde_json::{Value, json};

use crate::run::{Place, project};

#[test]
fn the_arabic_model_abstains_on_other_languages() {
    let mut languages = 0;
    for entry in std::fs::read_dir(project("tests/it/languages")).unwrap() {
        let path = entry.unwrap().path();
        let texts = std::fs::read_to_string(&path).unwrap();
        let texts: Vec<&str> = texts.split("\n---\n").collect();
        assert_eq!(texts.len(), 20, "{}", path.display());
        let lines: String = texts.iter().map(|t| format!("{}\n", json!({ "text": t }))).collect();
        let run = Place::new().rasid_with("classify - --format jsonl", lines);
        let abstained = run.out.lines().filter(|line| {
            let verdict: Value = serde_json::from_str(line).unwrap();
            let foreign = |axis: &str| verdict[axis]["reason"] == "foreign language";
            ["outlet_type", "russia", "us", "gulf"].into_iter().all(foreign)
        });
        let abstained = abstained.count();
        assert!(abstained >= 19, "{}: {abstained} of 20", path.display());
        languages += 1;
    }
    assert_eq!(languages, 10);
}

/// Real Arabic articles, where they lie beside the project, are not taken for foreign.
#[test]
fn real_arabic_is_not_foreign() {
    let gold = project("../shared/gold/articles.jsonl");
    if !gold.is_file() {
        return;
    }
    let run = Place::new().rasid(&format!("classify {} --format jsonl", gold.display()));
    let foreign = run.out.lines().filter(|l| l.contains("foreign language")).count();
    let all = run.out.lines().count();
    assert!(foreign * 50 <= all, "{foreign} of {all}");
}
