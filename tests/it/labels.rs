//! The labelled set as it is shipped: crossed, read twice, and without give-aways.

use std::collections::{BTreeMap, BTreeSet};

use crate::run::project;

const AXES: &[&str] = &["outlet_type", "russia", "us", "gulf"];

type Row = BTreeMap<String, String>;

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_path(project("labels/articles.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        header.iter().zip(&r).map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

fn count(rows: &[Row], wanted: &[(&str, &str)]) -> usize {
    rows.iter().filter(|r| wanted.iter().all(|(column, value)| r[*column] == *value)).count()
}

#[test]
fn twelve_events_six_tellings() {
    let rows = rows();
    assert_eq!(rows.len(), 72);
    let groups: BTreeSet<&String> = rows.iter().map(|r| &r["group"]).collect();
    assert_eq!(groups.len(), 12);
    for group in groups {
        let types: BTreeSet<&String> =
            rows.iter().filter(|r| r["group"] == *group).map(|r| &r["outlet_type"]).collect();
        assert_eq!(types.len(), 6, "{group}: each type of outlet tells the event once");
    }
    let outlets: BTreeSet<&String> = rows.iter().map(|r| &r["outlet"]).collect();
    assert_eq!(outlets.len(), 72, "an outlet of its own for each article");
}

#[test]
fn crossed_and_neutral_first() {
    let rows = rows();
    let types: BTreeSet<&String> = rows.iter().map(|r| &r["outlet_type"]).collect();
    for target in &AXES[1..] {
        let n = |class| count(&rows, &[(target, class)]);
        assert!(n("neutral") > n("favor") && n("neutral") > n("against"), "{target}");
        for class in ["favor", "against", "neutral", "absent"] {
            for t in &types {
                assert!(
                    count(&rows, &[(target, class), ("outlet_type", t)]) > 0,
                    "{t} has no {target}={class}"
                );
            }
        }
    }
}

#[test]
fn read_twice() {
    for row in rows() {
        for axis in AXES {
            let (label, one, two) =
                (&row[*axis], &row[&format!("{axis}_coder_1")], &row[&format!("{axis}_coder_2")]);
            assert!(!one.is_empty() && !two.is_empty(), "{}: {axis} was read once", row["id"]);
            assert!(
                label == one || label == two,
                "{}: {axis} is what neither coder read",
                row["id"]
            );
        }
    }
}

#[test]
fn lengths_are_those_of_articles_and_give_no_class_away() {
    let rows = rows();
    let words = |r: &Row| r["text"].split_whitespace().count() as f64;
    for row in &rows {
        assert!((70.0..=380.0).contains(&words(row)), "{} has {} words", row["id"], words(row));
    }
    let mean = |of: &dyn Fn(&Row) -> bool| {
        let list: Vec<f64> = rows.iter().filter(|r| of(r)).map(words).collect();
        list.iter().sum::<f64>() / list.len() as f64
    };
    let all = mean(&|_| true);
    for axis in AXES {
        let classes: BTreeSet<String> = rows.iter().map(|r| r[*axis].clone()).collect();
        for class in classes {
            let ratio = mean(&|r| r[*axis] == class) / all;
            assert!(
                (0.6..=1.6).contains(&ratio),
                "{axis}={class} has {ratio:.2} of the usual length"
            );
        }
    }
}

#[test]
fn no_article_stands_twice() {
    let letters = |t: &str| t.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let texts: BTreeSet<String> = rows().iter().map(|r| letters(&r["text"])).collect();
    assert_eq!(texts.len(), 72);
}
