//! One JSON object a line.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{MAX_RECORD, Record, Records, bytes as decoding};
use crate::article::ReadNotice;
use crate::error::RecordError;
use crate::transcode::{StreamEncoding, Transcoder};

/// An object with the line that it stands on.
pub(crate) struct Object {
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) line: u64,
    notices: Vec<ReadNotice>,
}

pub(super) fn read(path: PathBuf, reader: impl Read + 'static) -> Records {
    let file = path.clone();
    Box::new(objects(path, reader).map(move |object| record(object?, &file)))
}

/// The objects of a stream, one a line; empty lines are passed over.
pub(crate) fn objects(
    path: PathBuf,
    reader: impl Read + 'static,
) -> impl Iterator<Item = Result<Object, RecordError>> {
    let (utf8, encoding) = Transcoder::new(reader);
    let mut reader = BufReader::with_capacity(1 << 16, utf8);
    let mut line = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            line += 1;
            let mut bytes = Vec::new();
            match reader.by_ref().take(MAX_RECORD + 1).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) if bytes.len() as u64 > MAX_RECORD => {
                    ended = true;
                    let what = "a line is larger than 64 MiB; the rest of the file was not read";
                    return Some(Err(
                        RecordError::new(&path, Some(line), what).hint("one article a line")
                    ));
                }
                Ok(_) => {}
                Err(e) => {
                    ended = true;
                    return Some(Err(RecordError::new(
                        &path,
                        Some(line),
                        format!("cannot read on: {e}"),
                    )));
                }
            }
            if line == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(object(&bytes, &path, line, &encoding));
            }
        }
        None
    })
}

fn object(
    bytes: &[u8],
    path: &Path,
    line: u64,
    encoding: &StreamEncoding,
) -> Result<Object, RecordError> {
    let (mut texts, mut notices) = decoding::fields(std::iter::once(bytes), path, Some(line))?;
    let text = texts.pop().unwrap_or_default();
    notices.extend(decoding::of_stream(encoding, std::iter::once(text.as_str()), Some(line)));
    let values = serde_json::from_str(text.trim()).map_err(|e| {
        // The parser counts lines within the record, which is one line.
        let why = e.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        fault(path, line, format!("malformed JSON at column {}: {why}", e.column()))
    })?;
    Ok(Object { values, line, notices })
}

pub(crate) fn fault(path: &Path, line: u64, what: String) -> RecordError {
    RecordError::new(path, Some(line), what).hint("each line is one JSON object")
}

fn record(object: Object, path: &Path) -> Result<Record, RecordError> {
    let mut columns = BTreeMap::new();
    for (name, value) in object.values {
        let value = match value {
            Value::String(s) => s,
            Value::Null => continue,
            Value::Number(n) => n.to_string(),
            Value::Bool(b) => b.to_string(),
            // Columns that rasid has no use for may hold anything.
            Value::Array(_) | Value::Object(_) if name != "text" && name != "id" => continue,
            _ => return Err(fault(path, object.line, format!("`{name}` is no string"))),
        };
        columns.insert(name, value);
    }
    let (file, line) = (path.to_owned(), Some(object.line));
    Ok(Record { columns, file, line, html: false, notices: object.notices, bytes: None })
}
