//! Columns that have other names than the usual ones.

use rasid_corpus::Columns;

use crate::read::{Place, assert_read, columns};

#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) {
    let mapped = columns(Columns {
        text: Some("body".into()),
        id: Some("uid".into()),
        title: Some("headline".into()),
        ..Columns::default()
    });
    assert_read(&Place::new().file(name, text).read_with(name, &mapped), expected);
}

#[test]
fn mapped() {
    let lines = "{\"uid\":\"1\",\"text\":\"no\",\"body\":\"x\",\"headline\":\"H\"}\n\
        {\"uid\":\"2\",\"body\":\"y\"}\n{\"uid\":\"3\",\"text\":\"no\"}\n{\"id\":\"4\",\"body\":\"z\"}\n";
    check(
        "a.jsonl",
        lines,
        &[
            "1: H\n\nx",
            "2: y",
            "a.jsonl:3! the record has no column `body`",
            "a.jsonl:4! the record has no column `uid`",
        ],
    );
    check("a.csv", "uid,headline,body,text\n1,H,x,no\n", &["1: H\n\nx"]);
    check("a.tsv", "uid\tbody\theadline\n1\tx\t\n", &["1: x"]);
    check(
        "a.csv",
        "uid,title,body\n1,H,x\n",
        &["a.csv:1! no column `headline`; the columns are uid, title, body"],
    );
    check(
        "a.csv",
        "uid,headline,text\n1,H,x\n",
        &["a.csv:1! no column `body`; the columns are uid, headline, text"],
    );
}

#[test]
fn the_columns_that_exist_are_named() {
    let options = columns(Columns { text: Some("body".into()), ..Columns::default() });
    let place = Place::new().file("a.jsonl", "{\"b\":1,\"a\":[2]}\n");
    let read = rasid_corpus::articles(rasid_corpus::inputs(&place.path("a.jsonl")), &options);
    let fault = read.map(Result::unwrap_err).next().unwrap();
    assert_eq!(fault.way_out(), Some("its columns are `a`, `b`"));
    // One column may mean two things.
    let both =
        columns(Columns { text: Some("x".into()), id: Some("x".into()), ..Columns::default() });
    assert_read(&place.file("b.jsonl", "{\"x\":\"1\"}").read_with("b.jsonl", &both), &["1: 1"]);
}
