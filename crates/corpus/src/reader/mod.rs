//! Records of each kind of file, as a stream.

mod bytes;
pub(crate) mod csv;
pub(crate) mod json;
mod whole;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use rasid_text::{ByteMap, DecodeNotice};

use crate::article::{Article, ReadNotice, whole_text};
use crate::error::RecordError;
use crate::inputs::{Input, Kind, Source};
use bytes::{put_right, refused, start_as_utf8};
pub(crate) use csv::twice;

/// A larger article or record is refused, in bytes.
pub(crate) const MAX_RECORD: u64 = 64 << 20;

/// A record with all its columns, before any has a meaning.
pub(crate) struct Record {
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) file: PathBuf,
    pub(crate) line: Option<u64>,
    pub(crate) html: bool,
    pub(crate) notices: Vec<ReadNotice>,
    /// The way from column `text` back to the bytes of the file.
    pub(crate) bytes: Option<ByteMap>,
}

pub(crate) type Records = Box<dyn Iterator<Item = Result<Record, RecordError>>>;

/// Reads the articles of all inputs, in order. Each record that cannot be read is an error of its own;
/// the others go on. A second record of the same id in one input is an error.
pub fn articles(
    inputs: impl IntoIterator<Item = Result<Input, RecordError>>,
) -> impl Iterator<Item = Result<Article, RecordError>> {
    inputs.into_iter().flat_map(|input| -> Box<dyn Iterator<Item = Result<Article, RecordError>>> {
        match input {
            Err(e) => Box::new(std::iter::once(Err(e))),
            Ok(input) => {
                let id = input.id.clone();
                let mut ids = Ids::default();
                let read = move |(number, record): (u64, Result<Record, RecordError>)| {
                    ids.check(article(record?, &id, number)?)
                };
                Box::new((1..).zip(records(input)).map(read))
            }
        }
    })
}

/// An id is shown in messages up to so many characters.
const MAX_SHOWN_ID: usize = 120;

/// The ids that were seen, with where.
#[derive(Default)]
pub(crate) struct Ids {
    seen: BTreeMap<String, String>,
}

impl Ids {
    /// Lets an article pass whose id is new.
    pub(crate) fn check(&mut self, article: Article) -> Result<Article, RecordError> {
        if let Some(first) = self.seen.get(&article.id) {
            let shown: String = article.id.chars().take(MAX_SHOWN_ID).collect();
            let what = format!("id `{shown}` stands twice, first in {first}");
            let fault = RecordError::new(&article.file, article.line, what).id(article.id);
            return Err(fault.hint("give each record an id of its own"));
        }
        let place = match article.line {
            Some(line) => format!("{}:{line}", article.file.display()),
            None => article.file.display().to_string(),
        };
        self.seen.insert(article.id.clone(), place);
        Ok(article)
    }
}

/// Opens a file or takes a stream.
pub(crate) fn open(path: &Path, source: Source) -> Result<BufReader<Box<dyn Read>>, RecordError> {
    let reader: Box<dyn Read> = match source {
        Source::Stream(stream) => stream,
        Source::File => Box::new(File::open(path).map_err(|e| cannot_read(path, &e))?),
    };
    Ok(BufReader::with_capacity(1 << 16, reader))
}

/// Opens an input and reads its records.
pub(crate) fn records(input: Input) -> Records {
    let Input { id, path, kind, source } = input;
    let mut reader = match open(&path, source) {
        Ok(reader) => reader,
        Err(e) => return one(Err(e)),
    };
    let kind = match kind {
        Some(kind) => kind,
        None => match reader
            .fill_buf()
            .map_err(|e| cannot_read(&path, &e))
            .and_then(|b| guess(&start_as_utf8(b), &path))
        {
            Ok(kind) => kind,
            Err(e) => return one(Err(e)),
        },
    };
    match kind {
        Kind::Text | Kind::Html => one(whole::read(&id, path, kind == Kind::Html, reader)),
        Kind::Csv => csv::read(path, reader, csv::check_articles),
        Kind::JsonLines => json::read(path, reader),
    }
}

pub(crate) fn one(record: Result<Record, RecordError>) -> Records {
    Box::new(std::iter::once(record))
}

pub(crate) fn cannot_read(path: &Path, e: &std::io::Error) -> RecordError {
    RecordError::new(path, None, format!("cannot read {}: {e}", path.display()))
}

/// The kind of a stream or of a file of another ending, by its start: an object is JSON Lines, a line
/// of column names is a table, a tag is a page, anything else is one text.
fn guess(start: &[u8], path: &Path) -> Result<Kind, RecordError> {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let line = start.split(|&b| b == b'\n').next().unwrap_or_default();
    let columns = || line.split(|b| b",;\t".contains(b)).map(|c| c.trim_ascii().trim_ascii_start());
    let bare = |c: &[u8]| c.iter().copied().filter(|&b| b != b'"').collect::<Vec<u8>>();
    let is_header = columns().any(|c| matches!(bare(c).as_slice(), b"text" | b"path"));
    match start.first() {
        Some(b'{') => Ok(Kind::JsonLines),
        Some(b'<') => Ok(Kind::Html),
        Some(b'[') if start[1..].trim_ascii_start().starts_with(b"{") => {
            let what = "this is a JSON array, not JSON Lines";
            Err(RecordError::new(path, Some(1), what).hint("write one object a line: jq -c '.[]'"))
        }
        _ if is_header => Ok(Kind::Csv),
        _ => Ok(Kind::Text),
    }
}

/// Gives the columns of a record their meaning.
pub(crate) fn article(
    mut record: Record,
    input: &str,
    number: u64,
) -> Result<Article, RecordError> {
    let mut take = |name: &str| record.columns.remove(name).filter(|v| !v.trim().is_empty());
    let id = take("id").unwrap_or_else(|| match record.line {
        Some(_) => format!("{input}#{number}"),
        None => input.to_owned(),
    });
    let fault = |what: &str| RecordError::new(&record.file, record.line, what).id(id.as_str());
    let (title, text, path) = (take("title"), take("text"), take("path"));
    let (url, outlet, date, group) = (take("url"), take("outlet"), take("date"), take("group"));
    let (mut html, mut notices) = (record.html, record.notices);
    let text = match (text, path) {
        (Some(text), _) => text,
        (None, Some(path)) => {
            let inside = Path::new(&path)
                .components()
                .all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
            if !inside {
                return Err(fault(&format!("`path` {path} leads out of the folder of this file"))
                    .hint("give a path below that folder"));
            }
            let path = record.file.parent().unwrap_or(Path::new("")).join(path);
            html = Kind::of(&path) == Some(Kind::Html);
            let whole = whole::text_of_file(&path).map_err(|e| {
                let hint = "`path` is relative to the folder of this file";
                fault(&format!("no article at its `path`: {e}")).hint(e.way_out().unwrap_or(hint))
            })?;
            let about = |n: &DecodeNotice| format!("{}: {}", path.display(), n.message());
            notices.extend(whole.notices.iter().map(|n| ReadNotice::new(about(n), record.line)));
            whole.text
        }
        (None, None) if title.is_some() => String::new(),
        (None, None) => {
            return Err(fault("the record has no text").hint("fill its `text` or its `path`"));
        }
    };
    if let Some(at) = text.find('\0') {
        return Err(fault(&format!("NUL at byte {at} of the text: this is no text"))
            .hint("binary files are refused; convert UTF-16 to UTF-8"));
    }
    // A file that is one article was put right as a whole.
    let mut right = |value: String| put_right(value, record.line, &mut notices);
    let text = if record.bytes.is_some() { text } else { right(text) };
    let (title, outlet) = (title.map(&mut right), outlet.map(&mut right));
    let text = whole_text(title.as_deref(), text);
    Ok(Article {
        id,
        text,
        html,
        url,
        outlet,
        date,
        group,
        file: record.file.clone(),
        line: record.line,
        notices,
        bytes: record.bytes,
    })
}
