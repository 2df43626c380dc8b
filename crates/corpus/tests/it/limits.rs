//! Records that are too large: refused at the limit, and reading goes on.

use std::io::Read;

use rasid_corpus::{Input, Kind, ReadOptions, articles};

use crate::read::{Place, assert_read, gzip, lines, shown};

const MIB: usize = 1 << 20;

/// Reads a stream of these pieces, one after another.
#[track_caller]
fn check(kind: Kind, pieces: Vec<Box<dyn Read + Send>>, expected: &[&str]) {
    let none: Box<dyn Read + Send> = Box::new(std::io::empty());
    let all = pieces.into_iter().fold(none, |all, piece| Box::new(all.chain(piece)));
    let input = Input::from_reader("a", kind, all);
    let read: Vec<String> =
        articles([Ok(input)], &ReadOptions::default()).map(|read| shown(&read)).collect();
    assert_read(&read, expected);
}

fn text(text: &str) -> Box<dyn Read + Send> {
    Box::new(std::io::Cursor::new(text.to_owned().into_bytes()))
}

fn much(byte: u8, mib: usize) -> Box<dyn Read + Send> {
    Box::new(std::io::repeat(byte).take((mib * MIB) as u64))
}

#[test]
fn long_lines() {
    let before = lines(&["1", "2"]);
    let after = format!("\"}}\n\n{}", lines(&["4"]));
    check(
        Kind::JsonLines,
        vec![text(&before), text("{\"id\":\"3\",\"text\":\""), much(b'x', 1000), text(&after)],
        &["1: ", "2: ", "a:3! a line is larger than 64 MiB", "4: text of 4"],
    );
    check(Kind::JsonLines, vec![text(&before), much(b'x', 65)], &["1: ", "2: ", "a:3! a line is"]);
    // The largest that is read.
    let whole = vec![text("{\"text\":\""), much(b'x', 63), text("\"}\n{\"text\":\"y\"}")];
    check(Kind::JsonLines, whole, &["a#1: xxx", "a#2: y"]);
    // Blank lines are no records, however many.
    check(Kind::JsonLines, vec![much(b'\n', 3), text("{\"text\":\"y\"}")], &["a#1: y"]);
}

#[test]
fn long_articles_and_rows() {
    check(Kind::Text, vec![much(b'x', 65)], &["a! the file is larger than 64 MiB"]);
    check(
        Kind::Csv,
        vec![text("id,text\n1,a\n2,\""), much(b'x', 65)],
        &["1: a", "a record is larger than 64 MiB"],
    );
}

#[test]
fn bombs() {
    let zeros = gzip(vec![b' '; 70 * MIB]);
    assert!(zeros.len() < MIB);
    let place = Place::new().file("a.txt.gz", &zeros).file("a.jsonl.gz", &zeros);
    assert_read(&place.read("a.txt.gz"), &["a.txt.gz! the file is larger than 64 MiB"]);
    assert_read(&place.read("a.jsonl.gz"), &["a.jsonl.gz:1! a line is larger than 64 MiB"]);
}
