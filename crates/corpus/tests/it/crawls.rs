//! WARC: what of a crawl is an article, and damaged records.

use crate::read::{Place, assert_read, gzip};

/// A record of this type with these headers and this block.
fn record(kind: &str, headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\n{headers}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A page as a crawler stores it.
fn page(id: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    let headers = format!(
        "WARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: http://example.org/{id}\r\n\
         WARC-Date: 2024-05-06T07:08:09Z\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &headers, block.as_bytes())
}

#[track_caller]
fn check(pieces: &[&[u8]], expected: &[&str]) {
    let place = Place::new()
        .file("a.warc", pieces.concat())
        .file("b.warc.gz", pieces.iter().flat_map(gzip).collect::<Vec<u8>>());
    assert_read(&place.read("a.warc"), expected);
    assert_read(&place.read("b.warc.gz"), expected);
}

#[test]
fn records() {
    let (one, two) = (page("1", "<p>one"), page("2", "<p>two"));
    let read = ["urn:uuid:1: <p>one", "urn:uuid:2: <p>two"];
    check(&[&one, &two], &read);
    let info = record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x");
    let request =
        record("request", "Content-Type: application/http\r\n", b"GET / HTTP/1.1\r\n\r\n");
    let image = record("response", "", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\0\x01");
    let image = [&b"WARC/1.1\r\nContent-Type: application/http\r\n"[..], &image[10..]].concat();
    let big = record("metadata", "Content-Type: text/plain\r\n", &vec![b'x'; 300_000]);
    check(&[&info, &request, &one, &image, &big, &two], &read);
    let wet = record(
        "conversion",
        "WARC-Target-URI: http://example.org/w\r\nContent-Type: text/plain\r\n",
        "خبر".as_bytes(),
    );
    check(&[&wet], &["http://example.org/w: خبر"]);
    let bare = record("resource", "Content-Type: text/html\r\n", b"<p>x");
    check(&[&bare], &[".warc"]);
    check(&[&one, b"\r\n\r\n\n", &two], &read);
}

#[test]
fn facts() {
    let place = Place::new().file("a.warc", page("1", "<p>one"));
    let found = rasid_corpus::inputs(&place.path("a.warc"));
    let article = rasid_corpus::articles(found, &Default::default()).next().unwrap().unwrap();
    assert_eq!(article.url.as_deref(), Some("http://example.org/1"));
    assert_eq!(article.date.as_deref(), Some("2024-05-06T07:08:09Z"));
    assert!(article.html && article.line.is_none() && article.notices.is_empty());
}

#[test]
fn damage() {
    let (one, two) = (page("1", "<p>one"), page("2", "<p>two"));
    let (first, second) = ("urn:uuid:1: <p>one", "urn:uuid:2: <p>two");
    let at = one.len();
    for (length, what) in [
        ("Content-Length: 1000000000000000000\r\n", "its Content-Length is 1000000000000000000"),
        ("Content-Length: 99999999999999999999999\r\n", "its Content-Length is 9999999999"),
        ("Content-Length: -5\r\n", "its Content-Length is -5"),
        ("Content-Length: R2D2\r\n", "its Content-Length is R2D2"),
        ("", "it has no Content-Length"),
    ] {
        let bad = format!("WARC/1.0\r\nWARC-Type: response\r\n{length}\r\n<p>lost\r\n\r\n");
        let what = format!("the WARC record at byte {at}: {what}");
        check(&[&one, bad.as_bytes(), &two], &[first, &what, second]);
    }
    let what = format!("the WARC record at byte {at}: no record begins here");
    check(&[&one, b"garbage\nmore\n", &two], &[first, &what, second]);
    let cut = &two[..two.len() - 6];
    let what = format!("at byte {at}: it is cut off, the file ends at byte {}", at + cut.len());
    check(&[&one, cut], &[first, &what]);
    check(&[&one, &two[..30]], &[first, "its headers do not end"]);
    let endless = format!("WARC/1.0\r\n{}", "a: b\r\n".repeat(20_000));
    check(&[&one, endless.as_bytes(), &two], &[first, "its headers do not end", second]);
    let headless = record("response", "Content-Type: application/http\r\n", b"<p>x");
    check(&[&headless, &two], &["a response without HTTP headers", second]);
    let empty = page("3", " ");
    check(&[&empty, &two], &["the WARC record at byte 0: it is empty", second]);
    // Truncated gzip: what was whole is read.
    let packed = [gzip(&one), gzip(&two)].concat();
    let place = Place::new().file("a.warc.gz", &packed[..packed.len() - 20]);
    assert_read(&place.read("a.warc.gz"), &[first, "the gzip data end too early, at byte"]);
}

#[test]
fn too_large() {
    let (one, two) = (page("1", "<p>one"), page("2", "<p>two"));
    let large = page("3", &"x".repeat(65 << 20));
    let place = Place::new().file("a.warc", [one, large, two].concat());
    let read = place.read("a.warc");
    assert_read(&read, &["urn:uuid:1", "it is larger than 64 MiB: it was not read", "urn:uuid:2"]);
}
