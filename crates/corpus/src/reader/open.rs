//! From an input to a stream of a known kind: opened, decompressed, looked at.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[cfg(feature = "parquet")]
use super::parquet;
use super::unpack::Packing;
use super::{
    Chunks, Fault, Origin, Position, Records, cannot_read, csv, json, one, sniff, tar, warc, whole,
};
use crate::article::ReadNotice;
use crate::error::RecordError;
use crate::inputs::{Input, Kind, Source};
use crate::options::Names;

/// How much is looked at to tell what a stream holds, in bytes.
const HEAD: usize = 1 << 16;

/// Bytes of an unknown kind.
pub(super) struct Stream {
    pub(super) id: String,
    pub(super) file: Arc<Path>,
    /// The name, without the endings of what was undone so far.
    pub(super) name: String,
    pub(super) kind: Option<Kind>,
    pub(super) reader: Box<dyn Read + Send>,
    pub(super) notices: Vec<ReadNotice>,
    pub(super) within: Within,
}

/// What was undone on the way to a stream. One layer of each is, no more: a file that is packed a
/// thousand times over would never end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Within {
    pub(super) packing: Option<Packing>,
    pub(super) tar: bool,
    /// It came through a pipe.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "of use to Parquet only"))]
    pub(super) stream: bool,
}

/// A stream of a known kind.
pub(crate) struct Opened {
    pub(crate) origin: Origin,
    pub(crate) kind: Kind,
    pub(crate) reader: Box<dyn Read + Send>,
    pub(super) within: Within,
}

/// Opens an input, decompresses it and tells what it holds.
pub(crate) fn open(
    input: Input,
    names: &Arc<Names>,
    position: &Position,
) -> Result<Opened, RecordError> {
    let Input { id, path, kind, source } = input;
    let stream = matches!(source, Source::Stream(_));
    let reader: Box<dyn Read + Send> = match source {
        Source::Stream(stream) => stream,
        Source::File => Box::new(File::open(&path).map_err(|e| cannot_read(&path, &e))?),
    };
    let reader = Box::new(Positioned { inner: reader, position: Arc::clone(position) });
    let name = path.to_string_lossy().into_owned();
    let (notices, within) = (Vec::new(), Within { stream, ..Within::default() });
    look(Stream { id, file: path.into(), name, kind, reader, notices, within }, names)
}

/// Tells what a stream holds, and decompresses it.
pub(super) fn look(mut stream: Stream, names: &Arc<Names>) -> Result<Opened, RecordError> {
    loop {
        let peeked = Peeked::new(stream.reader);
        let found = Packing::of_bytes(&peeked.head);
        let named = Packing::of_name(&stream.name).map(|(named, stem)| (named, stem.to_owned()));
        if let Some((named, stem)) = named {
            if Some(named) != found && !peeked.head.is_empty() {
                let what = match found {
                    Some(found) => format!("{} data, by its bytes", found.name()),
                    None => "it is, not compressed".to_owned(),
                };
                let what = format!("read as {what}: its name says {}", named.name());
                stream.notices.push(ReadNotice::new(what, None));
            }
            stream.name = stem;
        } else if let Some(found) = found
            && stream.kind.is_some()
        {
            let what = format!("read as {} data, by its bytes", found.name());
            stream.notices.push(ReadNotice::new(what, None));
        }
        let Some(packing) = found else {
            let Stream { id, file, kind, notices, within, .. } = stream;
            let (kind, notice) = sniff::kind(kind, &peeked.head, names, &file)?;
            let notices = notices.into_iter().chain(notice).collect();
            let origin = Origin { file, id, notices, names: Arc::clone(names) };
            return Ok(Opened { origin, kind, reader: Box::new(peeked), within });
        };
        if let Some(outer) = stream.within.packing.replace(packing) {
            let what = format!(
                "{} data within {} data: only one layer is undone",
                packing.name(),
                outer.name()
            );
            return Err(RecordError::new(&stream.file, None, what).hint("decompress it first"));
        }
        stream.reader = packing.unpack(peeked).map_err(|e| cannot_read(&stream.file, &e))?;
    }
}

/// Cuts an input into chunks.
pub(crate) fn chunks(input: Input, names: &Arc<Names>, position: &Position) -> Chunks {
    match open(input, names, position) {
        Ok(opened) => cut(opened),
        Err(e) => Fault::alone(e),
    }
}

pub(super) fn cut(opened: Opened) -> Chunks {
    let Opened { origin, kind, reader, within } = opened;
    match kind {
        Kind::Text | Kind::Html => whole::chunk(origin, kind == Kind::Html, reader),
        Kind::Csv | Kind::Tsv => csv::chunks(origin, kind, reader),
        Kind::JsonLines => json::chunks(origin, reader),
        Kind::Warc => warc::chunks(origin, reader),
        Kind::Tar => tar::chunks(origin, within, reader),
        #[cfg(feature = "parquet")]
        Kind::Parquet => {
            let on_disk = within.packing.is_none() && !within.tar && !within.stream;
            parquet::chunks(origin, (!on_disk).then_some(reader))
        }
        #[cfg(not(feature = "parquet"))]
        Kind::Parquet => {
            let fault = RecordError::new(&origin.file, None, "this build reads no Parquet files");
            Fault::alone(fault.hint("build rasid with its feature `parquet`"))
        }
    }
}

/// The records of a table or of JSON Lines, with all of their columns.
pub(crate) fn records(input: Input, names: &Arc<Names>) -> Records {
    match open(input, names, &Position::default()) {
        Ok(opened) => of_opened(opened),
        Err(e) => one(Err(e)),
    }
}

/// The same of an input that was opened.
pub(crate) fn of_opened(opened: Opened) -> Records {
    let Opened { origin, kind, reader, .. } = opened;
    match kind {
        Kind::Csv | Kind::Tsv => csv::records(origin, kind, reader, csv::check_articles),
        Kind::JsonLines => json::records(origin, reader),
        _ => {
            let what = format!("this is {}, not a table or JSON Lines", kind.name());
            one(Err(RecordError::new(&origin.file, None, what)))
        }
    }
}

/// Counts the bytes that pass.
struct Positioned {
    inner: Box<dyn Read + Send>,
    position: Position,
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.position.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A stream whose first bytes were looked at. Trouble on the way to them comes behind them.
struct Peeked {
    head: Vec<u8>,
    at: usize,
    fault: Option<io::Error>,
    inner: Box<dyn Read + Send>,
}

impl Peeked {
    fn new(mut inner: Box<dyn Read + Send>) -> Self {
        let mut head = Vec::new();
        let fault = inner.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
        Self { head, at: 0, fault, inner }
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at < self.head.len() {
            let n = buffer.len().min(self.head.len() - self.at);
            buffer[..n].copy_from_slice(&self.head[self.at..self.at + n]);
            self.at += n;
            return Ok(n);
        }
        match self.fault.take() {
            Some(e) => Err(e),
            None => self.inner.read(buffer),
        }
    }
}
