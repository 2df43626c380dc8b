//! A file that is one article.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rasid_text::{ByteMap, DecodeNotice, decode};

use super::{MAX_RECORD, Record, refused};
use crate::article::ReadNotice;
use crate::error::RecordError;

/// The text of a file, and how it was decoded.
pub(super) struct Whole {
    pub(super) text: String,
    pub(super) notices: Vec<DecodeNotice>,
    map: ByteMap,
}

pub(super) fn read(
    id: &str,
    path: PathBuf,
    html: bool,
    reader: impl Read,
) -> Result<Record, RecordError> {
    let named = |e: RecordError| e.id(id);
    let bytes = bytes(&path, reader).map_err(named)?;
    let Whole { text, notices, map } = text(bytes, &path).map_err(named)?;
    let columns = [("id".to_owned(), id.to_owned()), ("text".to_owned(), text)].into();
    let notices = notices.iter().map(|n| ReadNotice::new(n.message(), None)).collect();
    Ok(Record { columns, file: path, line: None, html, notices, bytes: Some(map) })
}

/// The text of the file that a record's `path` names.
pub(super) fn text_of_file(path: &Path) -> Result<Whole, RecordError> {
    // A pipe would wait for ever.
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return Err(RecordError::new(path, None, format!("{} is no file", path.display())));
    }
    let file = File::open(path).map_err(|e| {
        RecordError::new(path, None, format!("cannot read {}: {e}", path.display()))
    })?;
    text(bytes(path, file)?, path)
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<Whole, RecordError> {
    let decoded = decode(&bytes).map_err(|e| refused(&e, path, None))?;
    if decoded.text().trim().is_empty() {
        return Err(RecordError::new(path, None, "the file is empty").hint("remove it or fill it"));
    }
    let (notices, map) = (decoded.notices().to_vec(), decoded.map().clone());
    let changed = decoded.changed_text().map(str::to_owned);
    // What was borrowed is the bytes as they are: they need no copy.
    let text = changed.unwrap_or_else(|| String::from_utf8(bytes).unwrap_or_default());
    Ok(Whole { text, notices, map })
}

fn bytes(path: &Path, reader: impl Read) -> Result<Vec<u8>, RecordError> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_RECORD + 1).read_to_end(&mut bytes);
    read.map_err(|e| RecordError::new(path, None, format!("cannot read {}: {e}", path.display())))?;
    if bytes.len() as u64 > MAX_RECORD {
        return Err(RecordError::new(path, None, "the file is larger than 64 MiB")
            .hint("an article is one file; put many articles into JSON Lines"));
    }
    Ok(bytes)
}
