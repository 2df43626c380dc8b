//! `rasid export`: a model for other programs. What its script scores is held to the command line by
//! `cargo xtask sql`.

use std::collections::BTreeMap;

use crate::run::{Place, project};

/// A model with outlets whose names mean harm.
fn place() -> Place {
    let edges = |name: &str| std::fs::read(project("tests/sql/edges").join(name)).unwrap();
    let names = ["codebook.toml", "labels.csv", "outlets.csv"];
    let p = names.into_iter().fold(Place::new(), |p, name| p.file(name, edges(name)));
    let how = "--fixed --bigrams --beside --voices --outlets outlets.csv -q -o m.rasid";
    assert_eq!(p.rasid(&format!("train labels.csv {how}")).code, 0);
    p
}

#[test]
fn the_ending_of_an_output_says_its_form_and_two_runs_write_the_same() {
    let p = place();
    for (name, start) in [
        ("c.parquet", "PAR1"),
        ("c.csv", "axis,class,domain,kind,term,field,voice,count\n"),
        ("c", "axis,class,"),
        ("s.sql", "-- Scores articles"),
        ("s.txt --format sql", "-- Scores articles"),
    ] {
        let written = [1, 2].map(|_| {
            p.tells(&format!("export m.rasid -o {name}"), 0, &[]);
            std::fs::read(p.path(name.split(' ').next().unwrap())).unwrap()
        });
        assert!(written[0].starts_with(start.as_bytes()), "{name}");
        assert!(written[0] == written[1], "{name}");
    }
    assert_eq!(p.rasid("export m.rasid --format sql").out, p.read("s.sql"));
}

#[test]
fn counts_are_those_of_the_labels() {
    let p = Place::new().file(
        "codebook.toml",
        "format = 1\n[[axis]]\nname = \"kind\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]",
    );
    let p = p
        .file("labels.csv", "id,text,kind\n1,سوق هادئ,a\n2,سوق سوق,a\n3,جسر هادئ,b\n4,سوق جسر,b\n");
    p.tells("train labels.csv --fixed --alpha 2 --raw-counts -q -o m.rasid", 0, &[]);
    p.tells("export m.rasid -o c.csv", 0, &[]);
    let table = p.read("c.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let counted: BTreeMap<(String, String), u64> = reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            assert_eq!((&row[0], &row[2], &row[3]), ("kind", "labels", "word"));
            assert_eq!((&row[5], &row[6]), ("whole", ""));
            ((row[4].to_owned(), row[1].to_owned()), row[7].parse().unwrap())
        })
        .collect();
    let of = |term: &str, class: &str| counted.get(&(term.to_owned(), class.to_owned())).copied();
    assert_eq!((of("سوق", "a"), of("سوق", "b")), (Some(3), Some(1)));
    assert_eq!((of("جسر", "a"), of("جسر", "b")), (None, Some(2)));
}

#[test]
fn names_that_mean_harm_stay_in_their_literals() {
    let p = place();
    let script = p.rasid("export m.rasid --format sql").out;
    assert!(script.contains("'x''); DROP TABLE rasid.terms; --', 'حزبي'"), "the outlet is there");
    // Read as SQL is: comments end with their line, literals with a quote that no quote follows.
    let (mut code, mut rest) = (String::new(), script.as_str());
    while let Some(at) = rest.find(['\'', '-']) {
        code += &rest[..at];
        rest = &rest[at..];
        rest = match rest.as_bytes() {
            [b'-', b'-', ..] => &rest[rest.find('\n').unwrap()..],
            [b'-', ..] => &rest[1..],
            _ => &rest[1 + rest[1..].find('\'').expect("every literal ends")..][1..],
        };
    }
    code += rest;
    for word in ["DROP", "SELECT 1", "سهوب", "السهول"] {
        assert!(!code.contains(word), "{word} stands outside of literals");
    }
    assert!(code.contains("CREATE OR REPLACE VIEW rasid.verdicts"), "the end was reached");
}

#[test]
fn what_is_no_model_is_refused() {
    let p = place().file("cut.rasid", b"no model at all");
    for format in ["parquet", "csv", "sql"] {
        let run = p.rasid(&format!("export cut.rasid --format {format} -o out"));
        assert!(run.code == 4 && run.err.contains("cannot use cut.rasid"), "{}", run.err);
        assert_eq!(p.rasid(&format!("export none.rasid --format {format} -o out")).code, 4);
        assert!(!p.path("out").exists(), "an output appears whole or not at all");
    }
    p.tells("export m.rasid -o m.rasid", 2, &["would replace the input"]);
    p.tells("export m.rasid --format xls", 2, &["invalid value"]);
}
