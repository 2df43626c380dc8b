//! Each kind of file, packed and not, by its name and by its bytes.

use crate::read::{Place, assert_read, gzip, lines, stream, tar_of, zst};

#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let place = Place::new().file(name, bytes.as_ref());
    assert_read(&place.read(name), expected);
}

#[test]
fn tables() {
    check("a.csv", "id,text\n1,\"x, y\"\n", &["1: x, y"]);
    check("a.tsv", "id\ttext\n1\tx, y\n2\t\"a\tb\"\n", &["1: x, y", "2: a\tb"]);
    check("a.csv", "id\ttext\n1\tx\n", &["1: x"]);
    check("a.tsv", "id,text\n1,x\n", &["1: x"]);
    check("a.csv", "\u{FEFF}id,text\r\n1,x\r\n", &["1: x"]);
    check("a.csv", "text\nx\ny\n", &["a.csv#1: x", "a.csv#2: y"]);
}

#[test]
fn json_lines() {
    check("a.jsonl", lines(&["1", "2"]), &["1: text of 1", "2: text of 2"]);
    check("a.jsonl", "\u{FEFF}{\"id\": 1, \"text\": \"x\"}", &["1: x"]);
    let odd = "{\"text\": \"x\\n\\u0627\", \"tags\": [{\"a\": [1]}], \"id\": -7, \"title\": null}\n\
        {\"title\": \"T\", \"id\": 1.5, \"text\": true}\n\n{\"text\": \"a\", \"text\": \"b\"}\r\n";
    check("a.jsonl", odd, &["-7: x\nا", "1.5: T\n\ntrue", "a.jsonl#3: b"]);
}

#[test]
fn packed() {
    let text = lines(&["1", "2"]);
    let read = ["1: text of 1", "2: text of 2"];
    for bytes in [gzip(&text), zst(&text), [gzip(lines(&["1"])), gzip(lines(&["2"]))].concat()] {
        for name in ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl", "a.gz"] {
            check(name, &bytes, &read);
        }
    }
    check("a.jsonl.gz", &text, &read);
    check("a.txt.gz", gzip("خبر"), &["خبر"]);
    check("a.csv.zst", zst("id,text\n1,x\n"), &["1: x"]);
}

#[test]
fn archives() {
    let files: &[(&str, &[u8])] = &[
        ("d/a.txt", b"one"),
        ("d/picture.png", &[0; 3000]),
        ("b.jsonl", b"{\"text\":\"two\"}\n{\"text\":\"three\"}\n"),
        (".hidden.txt", b"x"),
        ("c.csv.gz", &gzip("id,text\n9,four\n")),
        ("e.html", b"<p>five"),
    ];
    let read = ["d/a.txt: one", "b.jsonl#1: two", "b.jsonl#2: three", "9: four", "e.html: <p>five"];
    check("a.tar", tar_of(files), &read);
    check("a.tar.gz", gzip(tar_of(files)), &read);
    check("a.tgz", gzip(tar_of(files)), &read);
    check("a.tar.zst", zst(tar_of(files)), &read);
    check("a.txt", tar_of(files), &read);
    check("a.tar", tar_of(&[]), &[]);
    let long = format!("{}/a.txt", "d".repeat(150));
    check("a.tar", tar_of(&[(&long, b"x")]), &[&format!("{long}: x")]);
    let inner = tar_of(&[("a.txt", b"x")]);
    check(
        "a.tar",
        tar_of(&[("in.tar", &inner), ("b.txt", b"y")]),
        &["a.tar/in.tar! a tar archive within", "b.txt: y"],
    );
    // A name that leads elsewhere opens nothing there.
    let place = Place::new()
        .file("secret", "secret")
        .file("a.tar", tar_of(&[("x.csv", b"id,path\n1,../secret\n2,secret\n")]));
    let read = place.read("a.tar");
    assert_read(&read, &["leads out of the folder", "no article at its `path`"]);
}

#[test]
fn streams() {
    let text = lines(&["1"]);
    let read: &[&str] = &["1: text of 1"];
    for bytes in [text.clone().into_bytes(), gzip(&text), zst(&text)] {
        assert_read(&stream("-", &bytes), read);
        assert_read(&stream("-", &tar_of(&[("a.jsonl", text.as_bytes())])), read);
    }
    assert_read(&stream("-", &gzip(tar_of(&[("a.jsonl", text.as_bytes())]))), read);
    assert_read(&stream("-", b"id,text\n1,x\n"), &["1: x"]);
    assert_read(&stream("-", b"id\ttext\n1\tx\n"), &["1: x"]);
    assert_read(&stream("-", b"<p>x"), &["-: <p>x"]);
    assert_read(&stream("-", &gzip("just text")), &["-: just text"]);
}

#[test]
fn patterns() {
    let place = Place::new()
        .file("a1.jsonl", lines(&["1"]))
        .file("a2.jsonl.gz", gzip(lines(&["2"])))
        .file("b.jsonl", lines(&["3"]))
        .file("d/e/a.txt", "x")
        .file("lit[1].txt", "y");
    assert_read(&place.read("a*"), &["1: text of 1", "2: text of 2"]);
    assert_read(&place.read("?.jsonl"), &["3: text of 3"]);
    assert_read(&place.read("**/a.txt"), &["x"]);
    assert_read(&place.read("lit[1].txt"), &["y"]);
    assert_read(&place.read("z*"), &["no file is named like it"]);
    assert_read(&place.read("a[*"), &["cannot open"]);
}

#[test]
fn wrong_names_are_told() {
    let notices = |name: &str, bytes: &[u8]| {
        let place = Place::new().file(name, bytes);
        let found = rasid_corpus::inputs(&place.path(name));
        let mut read = rasid_corpus::articles(found, &Default::default());
        let article = read.next().unwrap().unwrap();
        article.notices.into_iter().map(|n| n.message).collect::<Vec<_>>().join("; ")
    };
    let text = lines(&["1"]);
    assert_eq!(notices("a.jsonl", text.as_bytes()), "");
    assert_eq!(notices("a.jsonl.gz", &gzip(&text)), "");
    assert_eq!(
        notices("a.csv", text.as_bytes()),
        "read as JSON Lines, by its bytes: its name says CSV"
    );
    assert_eq!(notices("a.jsonl", &zst(&text)), "read as Zstandard data, by its bytes");
    assert_eq!(
        notices("a.jsonl.gz", text.as_bytes()),
        "read as it is, not compressed: its name says gzip"
    );
    assert_eq!(
        notices("a.jsonl.gz", &zst(&text)),
        "read as Zstandard data, by its bytes: its name says gzip"
    );
}
