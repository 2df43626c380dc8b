//! Records of each kind of file, as a stream of chunks.

mod bytes;
#[cfg(feature = "parquet")]
mod cells;
pub(crate) mod csv;
mod http;
pub(crate) mod json;
pub(crate) mod lines;
#[cfg(feature = "parquet")]
mod memory;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
mod sniff;
mod tar;
mod unpack;
mod values;
mod warc;
mod whole;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use xxhash_rust::xxh3::Xxh3;

use crate::article::{Article, ReadNotice};
use crate::error::RecordError;
pub(crate) use csv::twice;
#[cfg(feature = "parquet")]
pub use memory::MemoryRows;
pub(crate) use open::{Opened, chunks, of_opened, open, records};
pub(crate) use unpack::Packing;
pub(crate) use values::{Origin, Place, Values, article, of_record};

/// A larger article or record is refused, in bytes.
pub(crate) const MAX_RECORD: usize = 64 << 20;

/// Bytes of input files that were read so far.
pub(crate) type Position = Arc<AtomicU64>;

/// Articles of a chunk.
pub(crate) type Articles = Box<dyn Iterator<Item = Result<Article, RecordError>>>;

/// Consecutive records of one input, cut from it and not yet looked into.
pub(crate) trait Chunk: Send {
    /// How many records there are, give or take blank lines.
    fn records(&self) -> usize;
    /// Bytes of decompressed input.
    fn bytes(&self) -> u64;
    /// Decodes, parses and checks.
    fn articles(self: Box<Self>) -> Articles;
    /// Adds what there is, and where it stood.
    fn digest_into(&self, hash: &mut Xxh3);
}

pub(crate) type Chunks = Box<dyn Iterator<Item = Box<dyn Chunk>> + Send>;

/// A fault in the place of records.
pub(crate) struct Fault(RecordError);

impl Fault {
    pub(crate) fn boxed(fault: RecordError) -> Box<dyn Chunk> {
        Box::new(Self(fault))
    }

    pub(crate) fn alone(fault: RecordError) -> Chunks {
        Box::new(std::iter::once(Self::boxed(fault)))
    }
}

impl Chunk for Fault {
    fn records(&self) -> usize {
        1
    }

    fn bytes(&self) -> u64 {
        0
    }

    fn articles(self: Box<Self>) -> Articles {
        Box::new(std::iter::once(Err(self.0)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        let place = self.0.file().as_os_str().as_encoded_bytes();
        add(hash, place);
        add(hash, self.0.to_string().as_bytes());
        hash.update(&self.0.line().unwrap_or_default().to_le_bytes());
    }
}

/// Adds bytes so that two in a row differ from the same cut elsewhere.
fn add(hash: &mut Xxh3, bytes: &[u8]) {
    hash.update(&(bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

/// A record with all its columns, before any has a meaning.
pub(crate) struct Record {
    pub(crate) columns: BTreeMap<String, String>,
    pub(crate) file: Arc<Path>,
    pub(crate) line: Option<u64>,
    pub(crate) notices: Vec<ReadNotice>,
}

pub(crate) type Records = Box<dyn Iterator<Item = Result<Record, RecordError>>>;

pub(crate) fn one(record: Result<Record, RecordError>) -> Records {
    Box::new(std::iter::once(record))
}

pub(crate) fn cannot_read(path: &Path, e: &std::io::Error) -> RecordError {
    RecordError::new(path, None, format!("cannot read {}: {e}", path.display()))
}
