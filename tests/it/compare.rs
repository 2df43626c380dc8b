//! `rasid compare`: figures, what is left out, and what is refused; `evaluate --answers` before it.

use crate::run::{Place, project};

/// Answers of one article on the axis `tone`; a point is none.
fn line(id: &str, group: &str, truth: &str, class: &str, best: &str) -> String {
    let name = |n: &str| if n == "." { "null".to_owned() } else { format!("\"{n}\"") };
    format!(
        "{{\"id\":\"{id}\",\"group\":\"{group}\",\"axes\":{{\"tone\":{{\"truth\":\"{truth}\",\
         \"class\":{},\"best\":{},\"probability\":0.5}}}}}}\n",
        name(class),
        name(best)
    )
}

/// Twelve articles in six groups; those below `right` are answered rightly, the last not at all.
fn answers(right: usize) -> String {
    let one = |i: usize| {
        let (truth, other) = if i.is_multiple_of(3) { ("warm", "cold") } else { ("cold", "warm") };
        let best = if i < right { truth } else { other };
        let class = if i == 11 { "." } else { best };
        line(&format!("n{i}"), &format!("g{}", i / 2), truth, class, best)
    };
    (0..12).map(one).collect()
}

#[track_caller]
fn check(place: &Place, words: &str, code: i32, said: &[&str]) {
    place.tells(&format!("compare {words}"), code, said);
}

#[test]
fn figures_of_both_and_their_difference() {
    let p = Place::new().file("a.jsonl", answers(6)).file("b.jsonl", answers(9));
    check(
        &p,
        "a.jsonl b.jsonl",
        0,
        &[
            "a.jsonl (A) and b.jsonl (B)",
            "12 articles that both answer",
            "tone: 12 articles in 6 groups",
            "accuracy 0.500 0.750 +0.250",
            "F1 of cold, no abstention 0.571 0.800 +0.229",
            "Right in A only: 0; right in B only: 3.",
            "(exact binomial), articles as independent: p = 0.2500",
        ],
    );
    check(&p, "a.jsonl a.jsonl", 0, &["+0.000 0.000 to 0.000 12", "McNemar's test is undefined"]);
    check(&p, "a.jsonl b.jsonl --format markdown", 0, &["### tone", "| accuracy |"]);
    check(
        &p,
        "a.jsonl b.jsonl --format csv",
        0,
        &[
            "axis,figure,class,answers,value,low,high,n",
            "tone,accuracy,,difference,0.25,",
            "tone,right alone,,second,3,,,12",
            "tone,McNemar exact p,,difference,0.25,,,12",
        ],
    );
    let run = p.rasid("compare a.jsonl b.jsonl --format json -o c.json");
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&p.read("c.json")).unwrap();
    assert_eq!(json["axes"][0]["mcnemar"]["only_second_right"], 3);
    assert_eq!(json["axes"][0]["accuracy"]["difference"]["value"], 0.25);
}

/// An interval of the difference in accuracy, as JSON has it.
fn bounds(place: &Place, words: &str) -> (f64, f64) {
    let json = place.rasid(&format!("compare {words} --format json")).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let interval = &json["axes"][0]["accuracy"]["difference"]["interval"];
    (interval["low"].as_f64().unwrap(), interval["high"].as_f64().unwrap())
}

#[test]
fn intervals_of_cross_validated_answers_are_widened() {
    let folds = |n: usize| answers(9).replace("\"axes\"", &format!("\"folds\":{n},\"axes\""));
    let p = Place::new()
        .file("a.jsonl", answers(6))
        .file("plain.jsonl", answers(9))
        .file("five.jsonl", folds(5))
        .file("one.jsonl", folds(1));
    let ((low, high), wide) = (bounds(&p, "a.jsonl plain.jsonl"), bounds(&p, "a.jsonl five.jsonl"));
    let expected = (0.25 - 1.5 * (0.25 - low), 0.25 + 1.5 * (high - 0.25));
    let apart = (wide.0 - expected.0).abs().max((wide.1 - expected.1).abs());
    assert!(low < 0.25 && 0.25 < high && apart < 1e-9, "{low} {high} {wide:?}");
    check(&p, "a.jsonl five.jsonl", 0, &["widened, for the models of different folds"]);
    check(&p, "a.jsonl one.jsonl", 3, &["article `n0`: 1 folds", "has 2 folds or more"]);
}

#[test]
fn what_one_file_lacks_is_left_out() {
    let fewer: String = answers(9).lines().skip(2).map(|l| format!("{l}\n")).collect();
    let p = Place::new().file("a.jsonl", answers(6)).file("b.jsonl", fewer.as_bytes());
    check(
        &p,
        "a.jsonl b.jsonl",
        0,
        &["2 articles that only a.jsonl has are left out", "10 articles"],
    );
    let axes = fewer.replace("\"axes\":{", "\"axes\":{\"pace\":{\"truth\":\"slow\"},");
    let p = p.file("c.jsonl", axes);
    check(&p, "a.jsonl c.jsonl", 0, &["axis `pace` is left out: only one of the files has it"]);
}

#[test]
fn faults() {
    let p = Place::new()
        .file("a.jsonl", answers(6))
        .file("truth.jsonl", answers(6).replace("\"truth\":\"warm\"", "\"truth\":\"hot\""))
        .file("group.jsonl", answers(6).replace("g0", "g9"))
        .file("other.jsonl", answers(6).replace("\"n", "\"m"))
        .file("axis.jsonl", answers(6).replace("tone", "pace"))
        .file("twice.jsonl", answers(6) + &line("n0", "g0", "warm", "warm", "warm"))
        .file("bad.jsonl", format!("{}{{\"id\":3}}\nno\n", answers(6)))
        .file("sure.jsonl", answers(6).replace("0.5", "1.5"))
        .file("empty.jsonl", "");
    check(
        &p,
        "a.jsonl truth.jsonl",
        3,
        &[
            "error: cannot use truth.jsonl",
            "truth.jsonl:1: article `n0`: truth on `tone` is `hot`, and `warm` in a.jsonl line 1",
            "hint: compare answers to the same labels",
        ],
    );
    check(
        &p,
        "a.jsonl group.jsonl",
        3,
        &["article `n1`: group is `g9`, and `g0` in a.jsonl line 2"],
    );
    check(&p, "a.jsonl other.jsonl", 3, &["no article of a.jsonl is in this file"]);
    check(&p, "a.jsonl axis.jsonl", 3, &["no axis of a.jsonl is in this file"]);
    check(&p, "twice.jsonl a.jsonl", 3, &["twice.jsonl:13: id `n0` stands twice, first in line 1"]);
    check(
        &p,
        "a.jsonl bad.jsonl",
        3,
        &["bad.jsonl:13: this is no line of answers", "bad.jsonl:14"],
    );
    check(&p, "a.jsonl sure.jsonl", 3, &["article `n0`: probability 1.5 on `tone`", "from 0 to 1"]);
    check(&p, "a.jsonl empty.jsonl", 3, &["the file holds no answer", "rasid evaluate LABELS"]);
    check(&p, "a.jsonl no.jsonl", 3, &["cannot open no.jsonl"]);
    check(&p, "a.jsonl a.jsonl -o a.jsonl", 2, &["the output would replace the input a.jsonl"]);
    check(&p, "a.jsonl", 2, &["<B>"]);
    let p = p.file("mark.jsonl", format!("\u{feff}{}", answers(6)));
    check(&p, "a.jsonl mark.jsonl", 0, &[]);
}

#[test]
fn answers_of_two_runs() {
    let labels = project("seeds/labels.csv").display().to_string();
    let model = project("models/default/model.rasid").display().to_string();
    let p = Place::new();
    let evaluate = |more: &str| p.rasid(&format!("evaluate {labels} --model {model} {more}"));
    let run = evaluate("--answers a.jsonl");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("Confusion report"), "the report is written all the same");
    assert_eq!(p.read("a.jsonl").lines().count(), 12);
    assert_eq!(evaluate("--threshold 1 --answers b.jsonl").code, 0);
    check(&p, "a.jsonl b.jsonl", 0, &["russia: 12 articles in 12 groups", "right in B only: 0."]);
    let same = evaluate("--answers a.jsonl -o a.jsonl");
    assert_eq!(same.code, 2, "{}", same.err);
    assert!(same.err.contains("two outputs would go to a.jsonl"), "{}", same.err);
    assert_eq!(evaluate("--answers -").code, 2);
}
