//! `rasid evaluate`.

use crate::run::{Place, project};

#[test]
fn the_confusion_report() {
    let labels = project("labels/articles.csv").display().to_string();
    let run = Place::new().rasid(&format!("evaluate {labels} --folds 4 --fixed"));
    assert_eq!(run.code, 0, "{}", run.err);
    for piece in [
        " articles, cross-validated in 4 folds that never split a value of `group` or `outlet`",
        "truth ↓  predicted →",
        "abstained",
        "precision",
        "recall",
        "F1",
        "macro-F1",
        "accuracy",
        "95 % interval",
        "always neutral: accuracy",
        "Matthews correlation",
        "Cohen's kappa",
        "balanced accuracy",
        "Macro-F1 is above what is reached without reading",
        "Accuracy among the surest",
    ] {
        assert!(run.out.contains(piece), "{piece}");
    }
}

#[test]
fn rows_sum_to_the_truth_in_every_format() {
    let labels = project("labels/articles.csv").display().to_string();
    let json = Place::new().rasid(&format!("evaluate {labels} --fixed --format json")).out;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    for axis in report["axes"].as_array().unwrap() {
        let rows = axis["confusion"].as_array().unwrap();
        for (row, class) in rows.iter().zip(axis["by_class"].as_array().unwrap()) {
            let sum: u64 = row.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum();
            assert_eq!(Some(sum), class["support"].as_u64());
        }
        let interval = &axis["accuracy"]["interval"];
        let value = axis["accuracy"]["value"].as_f64().unwrap();
        assert!(
            interval["low"].as_f64().unwrap() <= value
                && value <= interval["high"].as_f64().unwrap()
        );
    }
    let csv = Place::new().rasid(&format!("evaluate {labels} --fixed --format csv")).out;
    let counts = csv.lines().filter(|l| l.starts_with("russia,count,"));
    let sum: u64 = counts.map(|l| l.split(',').nth(4).unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!(Some(sum), report["articles"].as_u64());
}

#[test]
fn a_model_is_scored_on_other_labels() {
    let labels = project("seeds/labels.csv").display().to_string();
    let model = project("models/default/model.rasid").display().to_string();
    let run = Place::new().rasid(&format!("evaluate {labels} --model {model} --format csv"));
    assert_eq!(run.code, 0, "{}", run.err);
    for target in ["russia", "us", "gulf"] {
        let line = format!("{target},recall,absent,,");
        let recall = run.out.lines().find_map(|l| l.strip_prefix(&line)).unwrap();
        assert!(recall.starts_with("1,"), "absent by rule: {target} {recall}");
    }
}

#[test]
fn undefined_figures_are_said() {
    let p = Place::new().file(
        "l.csv",
        "id,text,outlet_type,group\n1,خبر أول,official,a\n2,بيان ثان,think_tank,b\n3,خبر ثالث,official,c\n4,بيان رابع,think_tank,d\n",
    );
    let run = p.rasid("evaluate l.csv --folds 2");
    assert!(run.out.contains("undefined"), "{}", run.out);
    assert!(
        run.out.contains("russia: no article of this set is labelled on this axis"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Do not publish single verdicts of this axis"), "{}", run.out);
    assert!(!run.out.contains("NaN"));
}

/// The mention rule on real articles, where they lie beside the project.
#[test]
fn absent_on_real_articles() {
    let gold = project("../shared/gold/articles.jsonl");
    if !gold.is_file() {
        return;
    }
    let model = project("models/default/model.rasid").display().to_string();
    let words = format!("evaluate {} --model {model} --group outlet --format csv", gold.display());
    let run = Place::new().rasid(&words);
    for target in ["russia", "us", "gulf"] {
        let figure = |name: &str| {
            let line = format!("{target},{name},absent,,");
            let rest = run.out.lines().find_map(|l| l.strip_prefix(&line)).unwrap();
            rest.split(',').next().unwrap().parse::<f64>().unwrap()
        };
        assert!(figure("precision") >= 0.98, "{target}: {}", figure("precision"));
        assert!(figure("recall") >= 0.92, "{target}: {}", figure("recall"));
    }
}

#[test]
fn a_model_is_not_scored_on_what_it_was_trained_on() {
    let labels = project("labels/articles.csv").display().to_string();
    let model = project("models/default/model.rasid").display().to_string();
    let run = Place::new().rasid(&format!("evaluate {labels} --model {model}"));
    assert_eq!(run.code, 3, "{}", run.out);
    assert!(run.err.contains("means nothing"), "{}", run.err);
}

const SMALL: &str = "id,text,outlet_type,group\n1,خبر أول,official,a\n2,بيان ثان,think_tank,b\n\
                     3,خبر ثالث,official,c\n4,بيان رابع,think_tank,d\n";

#[test]
fn forms_beside_the_report() {
    let p = Place::new().file("l.csv", SMALL);
    let run = p.rasid("evaluate l.csv --folds 2 --fixed --html r.html --md r.md --json r.json");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("truth ↓"), "{}", run.out);
    assert!(p.read("r.html").contains("<svg role=\"img\""));
    let same = |format: &str, name: &str| {
        let words = format!("evaluate l.csv --folds 2 --fixed --format {format}");
        assert_eq!(p.rasid(&words).out, p.read(name), "{name}");
    };
    same("markdown", "r.md");
    same("json", "r.json");
}

#[test]
fn foreign_names_stay_inert_in_every_form() {
    let p = Place::new().file("<b>\u{202e}\u{9b}.csv", SMALL);
    for format in ["json", "markdown", "table", "csv"] {
        let words = format!("evaluate <b>\u{202e}\u{9b}.csv --folds 2 --fixed --format {format}");
        let run = p.rasid(&words);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(!run.out.contains(['\u{202e}', '\u{9b}']), "{}", run.out);
        assert!(format != "markdown" || run.out.contains("`<b>"), "{}", run.out);
    }
}

#[test]
fn forms_replace_nothing() {
    #[track_caller]
    fn check(words: &str, said: &str) {
        let p = Place::new().file("l.csv", SMALL).file("d/other", "");
        let run = p.rasid(&format!("evaluate l.csv --folds 2 --fixed {words}"));
        assert_eq!(run.code, 2, "{words}: {}", run.err);
        assert!(run.err.contains(said), "{words}: {}", run.err);
        assert_eq!(p.read("l.csv"), SMALL);
        assert!(!p.path("r").exists());
    }
    check("--html l.csv", "would replace the input");
    check("--md ./l.csv", "would replace the input");
    check("--json r --html r", "two outputs would go to r");
    check("-o r --md ./r", "two outputs would go to ./r");
    check("-o r --md d/../r", "two outputs would go to d/../r");
    check("--html r --answers r", "two outputs would go to r");
    check("--html -", "--html needs the name of a file");
}

/// Sets promise a coverage of each class; two standard errors of so many articles are chance.
#[test]
fn conformal_sets_cover_every_class_on_held_out_events() {
    let labels = project("labels/articles.csv").display().to_string();
    let words = format!("evaluate {labels} --fixed --coverage 0.9 --format json");
    let report: serde_json::Value = serde_json::from_str(&Place::new().rasid(&words).out).unwrap();
    for axis in report["axes"].as_array().unwrap() {
        let sets = &axis["conformal"];
        assert!(sets["full"].as_f64().unwrap() < 0.01, "sets that say nothing: {sets}");
        for class in sets["by_class"].as_array().unwrap().iter().filter(|c| c["class"] != "absent")
        {
            let (value, n) = (&class["coverage"]["value"], &class["coverage"]["n"]);
            let (value, n) = (value.as_f64().unwrap(), n.as_f64().unwrap());
            let least = 0.9 - 2.0 * (0.9 * 0.1 / n).sqrt();
            assert!(value >= least, "{} {}: {value} of {n}", axis["axis"], class["class"]);
        }
    }
}

#[test]
fn forward_in_time() {
    let labels = project("labels/articles.csv").display().to_string();
    let words = format!("evaluate {labels} --fixed --forward --folds 3 --format json");
    let run = Place::new().rasid(&words);
    assert_eq!(run.code, 0, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let method = report["method"].as_str().unwrap();
    assert!(method.starts_with("scored forward in time: 3 parts"), "{method}");
    let (scored, all) = (report["articles"].as_u64().unwrap(), 1776);
    assert!(scored > all / 2 && scored < all, "the first part is trained on only: {scored}");
    assert!(report["axes"][0]["macro_f1_forced"]["value"].as_f64().unwrap() > 0.5);
}

#[test]
fn dates_and_groups_that_are_wanting_are_told() {
    let row = |i: usize| {
        let (date, group) = ([format!("2024-0{}-11", i + 1), "2024-13-45".to_owned()], ["", "e"]);
        let class = ["official", "think_tank"][i % 2];
        format!(
            "{i},خبر رقم {i} عن البيان,{class},{},{}\n",
            date[usize::from(i == 4)],
            group[usize::from(i == 0)]
        )
    };
    let rows: String = (0..6).map(row).collect();
    let p = Place::new().file("l.csv", format!("id,text,outlet_type,date,group\n{rows}"));
    let run = p.rasid("evaluate l.csv --forward --folds 2 --fixed");
    let told = "1 dates cannot be read, the first is `2024-13-45` (l.csv:6)";
    assert!(run.err.contains(told), "{}", run.err);
    let run = p.rasid("evaluate l.csv --folds 2 --fixed -q");
    assert!(
        run.out.contains("`group` (5 articles without are groups of their own)"),
        "{}",
        run.out
    );
}
