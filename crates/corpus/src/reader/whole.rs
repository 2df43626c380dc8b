//! A file that is one article.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rasid_text::{ByteMap, DecodeNotice, decode};
use xxhash_rust::xxh3::Xxh3;

use super::bytes::refused;
use super::{Articles, Chunk, Chunks, Fault, MAX_RECORD, Origin, Place, Values, add, article};
use crate::article::{Article, ReadNotice};
use crate::error::RecordError;
use crate::options::Column;

/// The text of a file, and how it was decoded.
pub(super) struct Whole {
    pub(super) text: String,
    pub(super) notices: Vec<DecodeNotice>,
    map: ByteMap,
}

/// The bytes of a file, or what kept them from being read.
struct WholeChunk {
    origin: Origin,
    html: bool,
    bytes: Vec<u8>,
}

pub(super) fn chunk(origin: Origin, html: bool, reader: impl Read) -> Chunks {
    match bytes(&origin.file, reader) {
        Ok(bytes) => Box::new(std::iter::once::<Box<dyn Chunk>>(Box::new(WholeChunk {
            origin,
            html,
            bytes,
        }))),
        Err(e) => Fault::alone(e.id(origin.id)),
    }
}

impl Chunk for WholeChunk {
    fn records(&self) -> usize {
        1
    }

    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn articles(self: Box<Self>) -> Articles {
        let Self { origin, html, bytes } = *self;
        Box::new(std::iter::once_with(move || read(bytes, html, &origin)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        add(hash, self.origin.file.as_os_str().as_encoded_bytes());
        add(hash, &self.bytes);
    }
}

fn read(bytes: Vec<u8>, html: bool, origin: &Origin) -> Result<Article, RecordError> {
    let Whole { text, notices, map } =
        text(bytes, &origin.file).map_err(|e| e.id(origin.id.as_str()))?;
    let mut values = Values::default();
    values.set(Column::Text, Some(text.into()));
    let notices = notices.iter().map(|n| ReadNotice::new(n.message(), None)).collect();
    article(values, origin, Place { html, notices, bytes: Some(map), ..Place::default() })
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
    let read = reader.take(MAX_RECORD as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| RecordError::new(path, None, format!("cannot read {}: {e}", path.display())))?;
    if bytes.len() > MAX_RECORD {
        return Err(RecordError::new(path, None, "the file is larger than 64 MiB")
            .hint("an article is one file; put many articles into JSON Lines"));
    }
    Ok(bytes)
}
