//! `rasid audit`: planted faults are found, formats agree, the exit code tells, and little data is survived.

use crate::run::{Place, Row, project, table};

/// Twelve events, two articles each, of two outlets; `more` rows follow.
fn set(more: &str) -> String {
    let mut rows = "id,text,outlet,group,tone\n".to_owned();
    for i in 0..12 {
        rows += &format!("w{i},شراكة وصداقة وثقة بين الجيران رقم {i},المرفأ,e{i},warm\n");
        rows += &format!("c{i},عدوان ونهب وابتزاز بين الخصوم رقم {i},الميناء,e{i},cold\n");
    }
    rows + more
}

const TONE: &str =
    "format = 1\n[[axis]]\nname = \"tone\"\nclasses = [{ name = \"warm\" }, { name = \"cold\" }]\n";

#[track_caller]
fn check(place: &Place, words: &str, code: i32, said: &[&str]) {
    place.tells(&format!("audit {words}"), code, said);
}

#[test]
fn findings_and_exit_codes() {
    let copy = "x1,شراكة وصداقة وثقة بين الجيران رقم 0,المرفأ,e0,cold\n";
    let p = Place::new()
        .file("codebook.toml", TONE)
        .file("fine.csv", set(""))
        .file("l.csv", set(copy))
        .file("markup.csv", set("x|<b>,شراكة وصداقة وثقة بين الجيران رقم 0,المرفأ,e0,cold\n"));
    check(
        &p,
        "fine.csv --fixed",
        0,
        &[
            "24 articles in 1 groups: 0 errors",
            "Not checked: labels were not scored: all articles are of one group",
        ],
    );
    check(
        &p,
        "fine.csv --fixed --group group",
        0,
        &[
            "24 articles in 12 groups: 0 errors",
            "scored in 10 folds that never split a value of `group`, by words alone",
            "warning few-labels tone `cold` has 12 articles in 12 groups (wanted: 30 in 10)",
            "note outlet-entangled tone the outlet alone tells the class of 100 %, the commonest class of 50 %",
            "each outlet has one class",
        ],
    );
    check(&p, "fine.csv --fixed --fail-on warning", 1, &["findings at or above `warning`"]);
    let conflict = "near copies labelled `warm` and `cold`: 100 % of the shorter one";
    check(
        &p,
        "l.csv --fixed",
        1,
        &[conflict, "error copies-conflict tone l.csv:", "error: 1 findings at or above `error`"],
    );
    check(&p, "l.csv --fixed --fail-on never", 0, &[conflict]);
    check(&p, "markup.csv --fixed --format markdown", 1, &["`x`&#124;`<b>`"]);
    check(&p, "l.csv --fixed --limit 0 --format markdown", 1, &["| copies-conflict | 1 | 0 |"]);
    check(&p, "l.csv -o l.csv", 2, &["the output would replace the input l.csv"]);
    check(&p, "l.csv --against nosuch.csv --fixed", 3, &["cannot open nosuch.csv"]);
    check(&p, "l.csv --group topic", 2, &["no column `topic` to group by"]);
    check(
        &p,
        "fine.csv --against l.csv --fixed --group group --limit 1",
        0,
        &["Audit: fine.csv against l.csv", "warning copies-across-files", "copies-across-files 25"],
    );
}

#[test]
fn formats_hold_all() {
    let p = Place::new().file("codebook.toml", TONE).file("l.csv", set("=x,خبر,المرفأ,e99,warm\n"));
    let words = "audit l.csv --fixed --group group --limit 1";
    let json = p.rasid(&format!("{words} --format json")).out;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let labels = report["ranked_labels"].as_array().unwrap();
    assert_eq!(labels.len(), 25, "every label has a rank");
    let csv = p.rasid(&format!("{words} --format csv")).out;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let count = |record: &str| rows.iter().filter(|r| &r[0] == record).count();
    assert_eq!(count("finding"), report["findings"].as_array().unwrap().len());
    assert_eq!(count("label"), 25);
    assert!(rows.iter().any(|r| &r[4] == "'=x"), "a formula is none: {csv}");
}

/// The order of rows changes no byte but the lines on which articles stand.
#[test]
fn the_order_of_rows_changes_nothing() {
    let text = set("x1,شراكة وصداقة وثقة بين الجيران رقم 0,المرفأ,e0,cold\n");
    let mut rows: Vec<&str> = text.lines().collect();
    rows[1..].reverse();
    let back = rows.join("\n") + "\n";
    let p = Place::new()
        .file("codebook.toml", TONE)
        .file("l.csv", &text)
        .file("back/codebook.toml", TONE)
        .file("back/l.csv", back);
    let report = |dir: &str| {
        let run = p.rasid(&format!("audit {dir}l.csv --fixed --group group --format json"));
        let mut report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        for list in ["findings", "ranked_labels"] {
            for item in report[list].as_array_mut().unwrap() {
                item["line"].take();
                item["file"].take();
                item["articles"].take();
            }
        }
        report
    };
    assert_eq!(report(""), report("back/"));
}

/// Of 10 % planted label errors half are within the first fifth of all labels (acceptance).
#[test]
fn planted_errors_stand_first() {
    let mut rows = table("labels/articles.csv");
    // Whole events: a third of the set.
    rows.retain(|r| r["group"][1..].parse::<u32>().unwrap() % 3 == 0);
    let mut random: u64 = 20_260_101;
    let mut draw = |below: usize| {
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let axes = ["outlet_type", "russia", "us", "gulf"];
    let mut planted: Vec<(String, &str)> = Vec::new();
    for axis in axes {
        let mut classes: Vec<String> = rows.iter().map(|r| r[axis].clone()).collect();
        classes.sort();
        classes.dedup();
        classes.retain(|c| c != "absent");
        let mut cells: Vec<usize> =
            (0..rows.len()).filter(|&i| rows[i][axis] != "absent").collect();
        for _ in 0..cells.len() / 10 {
            let row = &mut rows[cells.swap_remove(draw(cells.len()))];
            let others: Vec<&String> = classes.iter().filter(|c| **c != row[axis]).collect();
            let class = others[draw(others.len())].clone();
            row.insert(axis.to_owned(), class);
            planted.push((row["id"].clone(), axis));
        }
    }
    let p = Place::new().file("labels.csv", written(&rows, &axes));
    let book = project("labels/codebook.toml").display().to_string();
    let words = "--fixed --folds 5 --format json --fail-on never";
    let run = p.rasid(&format!("audit labels.csv --codebook {book} {words}"));
    assert_eq!(run.code, 0, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let ranked = report["ranked_labels"].as_array().unwrap();
    let is_planted = |l: &&serde_json::Value| {
        planted.iter().any(|(id, axis)| l["id"] == id.as_str() && l["axis"] == *axis)
    };
    // Harder than of all labels: what the rule of mentions settles is left out.
    let scored: Vec<&serde_json::Value> = ranked.iter().filter(|l| l["basis"] == "model").collect();
    let first = scored[..scored.len() / 5].iter().copied().filter(is_planted).count();
    assert!(planted.len() > 100, "{} planted", planted.len());
    assert!(first * 2 >= planted.len(), "{first} of {} planted errors", planted.len());
}

fn written(rows: &[Row], axes: &[&str]) -> Vec<u8> {
    let columns = [&["id", "title", "text", "outlet", "date", "group"], axes].concat();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&columns).unwrap();
    for row in rows {
        out.write_record(columns.iter().map(|c| &row[*c])).unwrap();
    }
    out.into_inner().unwrap()
}
