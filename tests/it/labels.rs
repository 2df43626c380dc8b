//! The labelled set as it is shipped: crossed, read twice, and without give-aways.

use std::collections::{BTreeMap, BTreeSet};

use crate::run::{Row, table};

const AXES: &[&str] = &["outlet_type", "russia", "us", "gulf"];

fn rows() -> Vec<Row> {
    table("labels/articles.csv")
}

fn count(rows: &[Row], wanted: &[(&str, &str)]) -> usize {
    rows.iter().filter(|r| wanted.iter().all(|(column, value)| r[*column] == *value)).count()
}

fn distinct<'a>(rows: &'a [Row], column: &str) -> BTreeSet<&'a str> {
    rows.iter().map(|r| r[column].as_str()).collect()
}

#[test]
fn a_hundred_events_and_more_told_six_times() {
    let rows = rows();
    assert!(rows.len() >= 600, "{} articles", rows.len());
    let groups = distinct(&rows, "group");
    assert!(groups.len() >= 100, "{} events", groups.len());
    for group in groups {
        let of_event: Vec<&Row> = rows.iter().filter(|r| r["group"] == group).collect();
        assert_eq!(of_event.len(), 6, "{group}");
        let types: BTreeSet<&str> = of_event.iter().map(|r| r["outlet_type"].as_str()).collect();
        assert!(types.len() >= 4, "{group}: told by different types of outlet");
    }
    assert_eq!(
        distinct(&rows, "outlet").len(),
        rows.len(),
        "an outlet of its own for each article"
    );
    assert_eq!(distinct(&rows, "id").len(), rows.len());
}

#[test]
fn crossed_and_neutral_first() {
    let rows = rows();
    let types = distinct(&rows, "outlet_type");
    assert_eq!(types.len(), 6);
    for target in &AXES[1..] {
        let n = |class| count(&rows, &[(target, class)]);
        assert!(n("neutral") > n("favor") && n("neutral") > n("against"), "{target}");
        for class in ["favor", "against", "neutral", "absent"] {
            for t in &types {
                let n = count(&rows, &[(target, class), ("outlet_type", t)]);
                assert!(n >= 5, "{t} has {n} articles with {target}={class}");
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
fn no_article_stands_twice() {
    let rows = rows();
    let letters = |t: &str| t.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let texts: BTreeSet<String> = rows.iter().map(|r| letters(&r["text"])).collect();
    assert_eq!(texts.len(), rows.len());
}

/// What a cue that is no matter of meaning may gain over always answering the commonest class, as a
/// share of the articles.
const MARGIN: f64 = 0.06;

/// Accuracy of a rule that answers by a cue alone, less that of always answering the commonest class.
/// For each article the rule is learned from the articles of other events.
fn gain(rows: &[Row], axis: &str, cue: impl Fn(&Row) -> String) -> f64 {
    let cues: Vec<String> = rows.iter().map(cue).collect();
    let mut all: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let mut of_event: BTreeMap<(&str, &str, &str), f64> = BTreeMap::new();
    for (row, cue) in rows.iter().zip(&cues) {
        let (class, event) = (row[axis].as_str(), row["group"].as_str());
        *all.entry((cue, class)).or_default() += 1.0;
        *of_event.entry((event, cue, class)).or_default() += 1.0;
    }
    let classes = distinct(rows, axis);
    let right = rows.iter().zip(&cues).filter(|(row, cue)| {
        let event = row["group"].as_str();
        let elsewhere = |class: &&str| {
            let n = all.get(&(cue.as_str(), *class)).copied().unwrap_or(0.0);
            n - of_event.get(&(event, cue.as_str(), *class)).copied().unwrap_or(0.0)
        };
        let best = classes.iter().max_by(|a, b| elsewhere(a).total_cmp(&elsewhere(b)));
        best.is_some_and(|best| elsewhere(best) > 0.0 && *best == row[axis])
    });
    let commonest = classes.iter().map(|class| count(rows, &[(axis, class)])).max().unwrap();
    (right.count() as f64 - commonest as f64) / rows.len() as f64
}

#[track_caller]
fn check(name: &str, cue: impl Fn(&Row) -> String) {
    let rows = rows();
    for axis in AXES {
        let gain = gain(&rows, axis, &cue);
        assert!(gain <= MARGIN, "{name} tells {axis}: {gain:.3} over the commonest class");
    }
}

fn words(row: &Row) -> usize {
    row["text"].split_whitespace().count()
}

#[test]
fn length_tells_nothing() {
    for row in rows() {
        assert!((65..=400).contains(&words(&row)), "{} has {} words", row["id"], words(&row));
    }
    check("length", |r| (words(r) / 40).to_string());
    check("number of lines", |r| r["text"].lines().count().min(12).to_string());
    check("length of the title", |r| r["title"].split_whitespace().count().to_string());
}

#[test]
fn punctuation_tells_nothing() {
    for mark in ["؟", "!", ":", "؛", "…", "«", "\"", "“", "(", "-", "–", "%", "•", "؟!"]
    {
        check(mark, |r| r["text"].matches(mark).count().min(3).to_string());
        check(&format!("{mark} in the title"), |r| r["title"].contains(mark).to_string());
    }
    check("digits", |r| r["text"].contains(|c: char| ('٠'..='٩').contains(&c)).to_string());
    check("sentences", |r| (r["text"].matches('.').count() / 2).to_string());
    check("vocalised", |r| r["text"].contains('\u{64E}').to_string());
}

#[test]
fn the_first_word_and_the_outlet_tell_nothing() {
    let word = |text: &str, i: usize| text.split_whitespace().nth(i).unwrap_or_default().to_owned();
    check("the first word", |r| word(&r["text"], 0));
    check("the second word", |r| word(&r["text"], 1));
    check("the first word of the title", |r| word(&r["title"], 0));
    check("the last word", |r| r["text"].split_whitespace().last().unwrap_or_default().to_owned());
    check("the outlet", |r| r["outlet"].clone());
}

/// A single word, there or not, is a cue like any other.
#[test]
fn no_single_word_tells_a_class() {
    let rows = rows();
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    let word_set = |r: &Row| -> BTreeSet<String> {
        let words = r["text"].split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1);
        words.map(str::to_owned).collect()
    };
    let sets: Vec<BTreeSet<String>> = rows.iter().map(word_set).collect();
    for word in sets.iter().flatten() {
        *articles.entry(word.clone()).or_default() += 1;
    }
    for axis in AXES {
        let classes: Vec<&str> = distinct(&rows, axis).into_iter().collect();
        let class_of: Vec<usize> =
            rows.iter().map(|r| classes.iter().position(|c| *c == r[*axis]).unwrap()).collect();
        let mut totals = vec![0usize; classes.len()];
        class_of.iter().for_each(|&c| totals[c] += 1);
        let commonest = totals.iter().max().unwrap();
        let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (set, &class) in sets.iter().zip(&class_of) {
            for word in set.iter().filter(|w| articles[*w] * 50 >= rows.len()) {
                with.entry(word).or_insert_with(|| vec![0; classes.len()])[class] += 1;
            }
        }
        for (word, with) in with {
            let without = totals.iter().zip(&with).map(|(all, with)| all - with);
            let right = with.iter().max().unwrap() + without.max().unwrap();
            let gain = (right - commonest) as f64 / rows.len() as f64;
            let limit = if names_a_target(axis, word) { 1.0 } else { 2.0 * MARGIN };
            assert!(gain <= limit, "{word} tells {axis}: {gain:.3} over the commonest class");
        }
    }
}

/// A target's own name tells that it is not absent, as it should.
fn names_a_target(axis: &str, word: &str) -> bool {
    let stems: &[&str] = match axis {
        "russia" => &["روسي", "موسكو", "الروس"],
        "us" => &["أمريك", "أميرك", "الولايات", "المتحدة", "واشنطن"],
        "gulf" => &[
            "سعودي",
            "الرياض",
            "إمارات",
            "الخليج",
            "خليج",
            "قطر",
            "الدوحة",
            "كويت",
            "عمان",
            "مسقط",
            "بحرين",
        ],
        _ => &[],
    };
    stems.iter().any(|stem| word.contains(stem))
}
