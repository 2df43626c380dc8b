//! A file that is one article.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{MAX_RECORD, Record, utf8};
use crate::error::RecordError;

pub(super) fn read(
    id: &str,
    path: PathBuf,
    html: bool,
    reader: impl Read,
) -> Result<Record, RecordError> {
    let named = |e: RecordError| e.id(id);
    let bytes = bytes(&path, reader).map_err(named)?;
    let text = text(bytes, &path).map_err(named)?;
    let columns = [("id".to_owned(), id.to_owned()), ("text".to_owned(), text)].into();
    Ok(Record { columns, file: path, line: None, html })
}

/// The text of the file that a record's `path` names.
pub(super) fn text_of_file(path: &Path) -> Result<String, RecordError> {
    // A pipe would wait for ever.
    if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
        return Err(RecordError::new(path, None, format!("{} is no file", path.display())));
    }
    let file = File::open(path).map_err(|e| {
        RecordError::new(path, None, format!("cannot read {}: {e}", path.display()))
    })?;
    text(bytes(path, file)?, path)
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, RecordError> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(RecordError::new(path, None, format!("NUL at byte {at}: this is no text"))
            .hint("binary files are refused; convert UTF-16 to UTF-8"));
    }
    let text = utf8(bytes, path, None)?;
    if text.trim().is_empty() {
        return Err(RecordError::new(path, None, "the file is empty").hint("remove it or fill it"));
    }
    Ok(text)
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
