//! What a stream holds, by its name and its first bytes.

use std::path::Path;

use super::bytes::start_as_utf8;
use crate::article::ReadNotice;
use crate::error::RecordError;
use crate::inputs::Kind;
use crate::options::{Column, Names};

/// Where a tar header has its magic, and its checksum.
const USTAR: std::ops::Range<usize> = 257..262;
const CHECKSUM: std::ops::Range<usize> = 148..156;
const BLOCK: usize = 512;

/// The kind of a stream, with a notice where its name says another. Names are believed where the bytes
/// can be what they say.
pub(super) fn kind(
    named: Option<Kind>,
    start: &[u8],
    names: &Names,
    path: &Path,
) -> Result<(Kind, Option<ReadNotice>), RecordError> {
    let found = match (named, magic(start)) {
        (_, Some(found)) => found,
        (None, None) => guess(&start_as_utf8(start), names, path)?,
        (Some(named), None) => by_name(named, start, names, path)?,
    };
    let notice = named.filter(|&named| named != found).map(|named| {
        let what =
            format!("read as {}, by its bytes: its name says {}", found.name(), named.name());
        ReadNotice::new(what, None)
    });
    Ok((found, notice))
}

fn magic(start: &[u8]) -> Option<Kind> {
    if start.starts_with(b"PAR1") {
        Some(Kind::Parquet)
    } else if start.starts_with(b"WARC/") {
        Some(Kind::Warc)
    } else if start.get(USTAR) == Some(b"ustar") {
        Some(Kind::Tar)
    } else {
        None
    }
}

fn by_name(named: Kind, start: &[u8], names: &Names, path: &Path) -> Result<Kind, RecordError> {
    let start = &*start_as_utf8(start);
    let text = body(start);
    let found = match named {
        Kind::Tar if is_old_tar(start) => Kind::Tar,
        Kind::Parquet | Kind::Warc | Kind::Tar => match guess(start, names, path) {
            Ok(found) if found != Kind::Text && !text.is_empty() => found,
            _ => {
                let what = format!("this is no {} file", named.name());
                return Err(
                    RecordError::new(path, None, what).hint("name the file by what it holds")
                );
            }
        },
        Kind::JsonLines if !text.starts_with(b"{") => header(text, names).unwrap_or(named),
        Kind::Csv | Kind::Tsv | Kind::Text | Kind::Html if is_object(text) => Kind::JsonLines,
        Kind::Csv | Kind::Tsv => header(text, names).unwrap_or(named),
        Kind::Text => header(text, names).filter(|_| is_wide(text)).unwrap_or(named),
        Kind::JsonLines | Kind::Html => named,
    };
    Ok(found)
}

/// The kind of a stream without a name that says it: an object is JSON Lines, a line of column names is a
/// table, a tag is a page, anything else is one text.
fn guess(start: &[u8], names: &Names, path: &Path) -> Result<Kind, RecordError> {
    let text = body(start);
    match text.first() {
        Some(b'{') => Ok(Kind::JsonLines),
        Some(b'<') => Ok(Kind::Html),
        Some(b'[') if text[1..].trim_ascii_start().starts_with(b"{") => {
            let what = "this is a JSON array, not JSON Lines";
            Err(RecordError::new(path, Some(1), what).hint("write one object a line: jq -c '.[]'"))
        }
        _ => Ok(header(text, names).unwrap_or(Kind::Text)),
    }
}

/// Without byte-order mark and white space.
fn body(start: &[u8]) -> &[u8] {
    start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start()
}

fn first_line(text: &[u8]) -> &[u8] {
    text.split(|&b| b == b'\n').next().unwrap_or_default()
}

/// The kind of a table, where the first line names a column that articles are read from.
fn header(text: &[u8], names: &Names) -> Option<Kind> {
    let line = first_line(text);
    let has_text = |delimiters: &[u8]| {
        line.split(|b| delimiters.contains(b)).any(|column| {
            let bare: Vec<u8> =
                column.trim_ascii().iter().copied().filter(|&b| b != b'"').collect();
            [Column::Text, Column::Path].iter().any(|&c| names.name(c).as_bytes() == bare)
        })
    };
    if has_text(b"\t") && line.contains(&b'\t') {
        Some(Kind::Tsv)
    } else {
        has_text(b",;\t").then_some(Kind::Csv)
    }
}

/// Whether the first line has several columns: a text may begin with the word "text".
fn is_wide(text: &[u8]) -> bool {
    first_line(text).iter().any(|b| b",\t".contains(b))
}

/// Whether a JSON object begins: `{"name":`.
fn is_object(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    let Some(name) = inside.strip_prefix(b"\"") else { return false };
    let end = name.iter().position(|b| b"\"\n".contains(b));
    let after = end.map(|end| &name[end..]).and_then(|rest| rest.strip_prefix(b"\""));
    after.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// A tar header from before the magic: its checksum is right (POSIX.1-1988: the sum of its bytes, with
/// spaces in place of the sum). Of an empty archive there are only zeros.
fn is_old_tar(start: &[u8]) -> bool {
    let Some(header) = start.get(..BLOCK) else { return false };
    let written = std::str::from_utf8(&header[CHECKSUM]).unwrap_or_default();
    let written = u64::from_str_radix(written.trim_matches(|c| c == ' ' || c == '\0'), 8);
    let outside = (0..BLOCK).filter(|at| !CHECKSUM.contains(at));
    let sum: u64 = outside.map(|at| u64::from(header[at])).sum::<u64>() + 8 * u64::from(b' ');
    written == Ok(sum) || header.iter().all(|&b| b == 0)
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::inputs::Kind::{self, Csv, Html, JsonLines, Parquet, Tar, Text, Tsv, Warc};
    use crate::options::{Columns, Names, ReadOptions};
    use std::path::Path;

    #[track_caller]
    fn check(name: &str, start: &[u8], expected: Result<Kind, &str>, notice: bool) {
        let columns = Columns { text: Some("text".into()), ..Columns::default() };
        let names = Names::new(&ReadOptions { columns });
        let path = Path::new(name);
        let found = kind(Kind::of(path), start, &names, path);
        match (found, expected) {
            (Ok((found, told)), Ok(expected)) => {
                assert_eq!((found, told.is_some()), (expected, notice), "{name}");
            }
            (Err(e), Err(what)) => assert!(e.to_string().contains(what), "{e}"),
            (found, expected) => panic!("{name}: {found:?} for {expected:?}"),
        }
    }

    #[test]
    fn kinds() {
        let object = b"{\"text\": \"x\"}\n".as_slice();
        check("a.jsonl", object, Ok(JsonLines), false);
        check("a.jsonl", b"[1]\n", Ok(JsonLines), false);
        check("a.jsonl", b"id,text\n1,x\n", Ok(Csv), true);
        check("a.csv", object, Ok(JsonLines), true);
        check("a.csv", b"{x},text\n", Ok(Csv), false);
        check("a.csv", b"\xEF\xBB\xBFid\ttext\n", Ok(Tsv), true);
        check("a.csv", b"id,\"a\tb\",text\n", Ok(Csv), false);
        check("a.tsv", b"id,text\n", Ok(Csv), true);
        check("a.tsv", b"id\ttext\n", Ok(Tsv), false);
        check("a.txt", object, Ok(JsonLines), true);
        check("a.txt", b"text\nand more", Ok(Text), false);
        check("a.txt", b"id,text\n1,x\n", Ok(Csv), true);
        check("a.txt", b"{\"so\" he said", Ok(Text), false);
        check("a.html", b"<p>x", Ok(Html), false);
        check("a.html", object, Ok(JsonLines), true);
        check("a.txt", b"WARC/1.0\r\n", Ok(Warc), true);
        check("a.parquet", b"PAR1\x15", Ok(Parquet), false);
        check("a.parquet", object, Ok(JsonLines), true);
        check("a.parquet", b"\x01\x02", Err("no Parquet file"), false);
        check("a.warc", b"", Err("no WARC file"), false);
        check("a.tar", &[0; 1024], Ok(Tar), false);
        check("a.tar", &[1; 1024], Err("no tar file"), false);
        check("-", object, Ok(JsonLines), false);
        check("-", b"id,text\n", Ok(Csv), false);
        check("-", b"a\ttext\n", Ok(Tsv), false);
        check("-", b" <html>", Ok(Html), false);
        check("-", b"x", Ok(Text), false);
        check("-", b"[ {", Err("JSON array"), false);
    }
}
