//! Damaged files: each fault with its place, the rest answered, nothing twice.

use crate::read::{Place, assert_read, gzip, lines, tar_of, zst};

#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let place = Place::new().file(name, bytes.as_ref());
    assert_read(&place.read(name), expected);
}

#[test]
fn gzip_files() {
    let packed = gzip(lines(&["1", "2", "3"]));
    // A last line that was cut off is one fault with what cut it off.
    let long: String = (0..2000).map(|n| lines(&[&n.to_string()])).collect();
    let long = gzip(&long);
    let place = Place::new().file("a.jsonl.gz", &long[..long.len() - 200]);
    let read = place.read("a.jsonl.gz");
    let (fault, before) = read.split_last().unwrap();
    let at = format!("! cannot read on: the gzip data end too early, at byte {}", long.len() - 200);
    assert!(fault.contains(&at), "{fault}");
    assert!(fault.starts_with(&format!("a.jsonl.gz:{}!", before.len() + 1)), "{fault}");
    assert!(before.len() > 1000);
    for (n, line) in before.iter().enumerate() {
        assert_eq!(*line, format!("{n}: text of {n}"));
    }
    let read = ["1: text of 1", "2: text of 2", "3: text of 3"];
    let and = |fault| [read[0], read[1], read[2], fault];
    let mut wrong = packed.clone();
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;
    check(
        "a.jsonl.gz",
        &wrong,
        &and("a.jsonl.gz:4! cannot read on: the gzip data between bytes 0"),
    );
    let garbage = [packed.as_slice(), b"garbage"].concat();
    let at = format!("from byte {} of the file on", packed.len());
    check("a.jsonl.gz", garbage, &and(&at));
    let five: Vec<u8> =
        ["1", "2", "3", "4", "5"].iter().flat_map(|id| gzip(lines(&[id]))).collect();
    check("a.jsonl.gz", &five, &["1: ", "2: ", "3: ", "4: ", "5: text of 5"]);
    let padded = [packed.as_slice(), &[0; 512]].concat();
    check("a.jsonl.gz", padded, &read);
    check(
        "a.jsonl.gz",
        &packed[..5],
        &["a.jsonl.gz:1! cannot read on: the gzip data end too early"],
    );
    let text = format!("{}{{\"id\":\"4\",\"text\":\"whole\"}}", lines(&["1"]));
    let mut wrong = gzip(text);
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;
    check("a.jsonl.gz", wrong, &["1: ", "4: whole", "checksum"]);
    check("a.txt.gz", &gzip("text")[..20], &["a.txt.gz! cannot read"]);
    let table = gzip("id,text\n1,a\n2,b\n");
    let mut wrong = table.clone();
    let crc = wrong.len() - 8;
    wrong[crc] ^= 1;
    check("a.csv.gz", wrong, &["1: a", "2: b", "a.csv.gz:4! cannot read on: the gzip data"]);
}

#[test]
fn other_packings() {
    let text = lines(&["1"]);
    check(
        "a.jsonl.gz",
        gzip(gzip(&text)),
        &["a.jsonl.gz! gzip data within gzip data: only one layer is undone"],
    );
    check("a.jsonl.zst", zst(gzip(&text)), &["gzip data within Zstandard data"]);
    let packed = zst(&text);
    check(
        "a.jsonl.zst",
        [&packed, &b"garbage"[..]].concat(),
        &["1: ", "Zstandard data are damaged"],
    );
    check(
        "a.jsonl.zst",
        &packed[..packed.len() - 3],
        &["a.jsonl.zst:1! cannot read on: the Zstandard data end too early, at byte"],
    );
}

#[test]
fn archives() {
    let files: &[(&str, &[u8])] =
        &[("a.txt", b"one"), ("b.jsonl", b"{\"text\":\"two\"}\n{\"text\":\"three\"}\n")];
    let whole = tar_of(files);
    check(
        "a.tar",
        &whole[..512 + 512 + 512 + 20],
        &["a.txt: one", "b.jsonl#1: two", "a.tar/b.jsonl:2! cannot read on: the tar archive ends"],
    );
    check("a.tar", &whole[..514], &["a.tar/a.txt! cannot read"]);
    check(
        "a.tar",
        &whole[..700],
        &["a.txt: one", "a.tar! cannot read on in the tar archive, at byte 700"],
    );
    let mut wrong = whole.clone();
    wrong[1024 + 5] ^= 1;
    check(
        "a.tar",
        wrong,
        &["a.txt: one", "a.tar! cannot read on in the tar archive, at byte 1536"],
    );
    let mut absurd = whole;
    absurd[124..136].copy_from_slice(b"\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
    let sum: u32 = absurd[..512]
        .iter()
        .enumerate()
        .map(|(at, &b)| if (148..156).contains(&at) { 32 } else { u32::from(b) })
        .sum();
    absurd[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    check("a.tar", absurd, &["a.tar/a.txt! cannot read"]);
}

#[test]
fn tables_and_lines() {
    let rows = |from: usize, to: usize| -> String {
        (from..to).map(|n| format!("{n},text of {n}\n")).collect()
    };
    let table = format!("id,text\n{}bad\n{}", rows(2, 100_001), rows(100_002, 100_010));
    let read = Place::new().file("a.csv", table).read("a.csv");
    assert_eq!(read.len(), 100_008);
    assert_eq!(read[99_999], "a.csv:100001! 1 fields where the header has 2");
    assert_eq!(
        (read[99_998].as_str(), read[100_000].as_str()),
        ("100000: text of 100000", "100002: text of 100002")
    );
    let line = |n: usize| lines(&[&n.to_string()]);
    let all: String = (1..=100_010)
        .map(|n| if n == 100_001 { "{\"id\":\n".to_owned() } else { line(n) })
        .collect();
    let read = Place::new().file("a.jsonl", all).read("a.jsonl");
    assert_eq!(read.len(), 100_010);
    assert!(read[100_000].starts_with("a.jsonl:100001! malformed JSON at column"));
    assert_eq!(read[100_001], "100002: text of 100002");
    check(
        "a.csv",
        "id,text\n1,a\n2,\"open\n3,c\n",
        &["1: a", "a.csv:3! a quote that opens here is never closed rightly"],
    );
    check("a.tsv", "id\ttext\n1\ta\n2\t\"open\n", &["1: a", "a.tsv:3! a quote that opens here"]);
    let mixed = "{\"id\":\"1\",\"text\":\"a\"}\r\n{\"id\":\"2\",\"text\":\"b\"}\n\r\n\n{bad}\r\n{\"id\":\"3\",\"text\":\"c\"}";
    check("a.jsonl", mixed, &["1: a", "2: b", "a.jsonl:5! malformed", "3: c"]);
    check(
        "a.csv",
        "\u{FEFF}id,text\r\n1,a\n\n2,b,c\r\n3,c",
        &["1: a", "a.csv:4! 3 fields", "3: c"],
    );
    check("a.jsonl", "{\"text\":\"a\"}\n[{}]\n", &["a.jsonl#1: a", "a.jsonl:2! malformed"]);
    let deep = format!("{{\"text\":\"a\",\"x\":{}}}\n{}", "[".repeat(200_000), lines(&["2"]));
    check("a.jsonl", deep, &["a.jsonl:1! malformed JSON", "2: text of 2"]);
    check(
        "a.jsonl",
        "{\"text\":{\"a\":1}}\n{\"text\":\"a\u{1}\"}\n{\"text\":\"a\"}}\n",
        &[
            "a.jsonl:1! `text` is no string",
            "a.jsonl:2! malformed JSON at column 11: control character",
            "a.jsonl:3! malformed JSON at column 13: trailing characters",
        ],
    );
}
