//! Files of a tar archive, read as those of a folder are.
//!
//! The tar crate reads the heads of files. Its iterator borrows the archive and could not be handed
//! on, so each head is read by an archive of its own, which begins where the last file ended.

use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::open::{Stream, Within, cut, look};
use super::{Chunk, Chunks, Fault, Origin};
use crate::error::RecordError;
use crate::inputs::Kind;

/// The head of a file with its long names is no longer, in bytes.
const MAX_HEAD: u64 = 1 << 20;
const BLOCK: u64 = 512;

/// The archive's bytes, shared by heads and files.
#[derive(Clone)]
struct Shared(Arc<Mutex<Bytes>>);

struct Bytes {
    reader: Box<dyn Read + Send>,
    /// Bytes that were read.
    at: u64,
    /// Whether a file told that the archive ends within it.
    told: bool,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.lock();
        let read = bytes.reader.read(buffer)?;
        bytes.at += read as u64;
        Ok(read)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Bytes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at(&self) -> u64 {
        self.lock().at
    }
}

/// One file of the archive.
struct File {
    archive: Shared,
    left: u64,
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let read = self.archive.read(&mut buffer[..room])?;
        self.left -= read as u64;
        if read == 0 && room > 0 {
            self.left = 0;
            self.archive.lock().told = true;
            let what = format!("the tar archive ends within it, at byte {}", self.archive.at());
            return Err(io::Error::other(what));
        }
        Ok(read)
    }
}

/// An archive, file by file.
struct Archive {
    origin: Origin,
    archive: Shared,
    /// The file that is read, and where the head of the next one begins.
    file: Option<Chunks>,
    next: u64,
    ended: bool,
}

/// What stands at the place of a head.
enum Head {
    File { path: String, size: u64 },
    Other { size: u64 },
    End,
}

pub(super) fn chunks(origin: Origin, within: Within, reader: Box<dyn Read + Send>) -> Chunks {
    if within.tar {
        let what = "a tar archive within a tar archive is not read";
        return Fault::alone(RecordError::new(&origin.file, None, what).hint("unpack it first"));
    }
    let archive = Shared(Arc::new(Mutex::new(Bytes { reader, at: 0, told: false })));
    Box::new(Archive { origin, archive, file: None, next: 0, ended: false })
}

impl Archive {
    fn fault(&mut self, e: &io::Error) -> RecordError {
        self.ended = true;
        let what = format!("cannot read on in the tar archive, at byte {}: {e}", self.archive.at());
        RecordError::new(&self.origin.file, None, what)
    }

    /// Passes over what is left of a file and reads the head of the next.
    fn head(&mut self) -> io::Result<Head> {
        let left = self.next.saturating_sub(self.archive.at());
        let passed = io::copy(&mut self.archive.by_ref().take(left), &mut io::sink())?;
        if passed < left && self.archive.lock().told {
            return Ok(Head::End);
        }
        if passed < left {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut one = tar::Archive::new(self.archive.clone().take(MAX_HEAD));
        let Some(entry) = one.entries()?.next().transpose()? else { return Ok(Head::End) };
        let kind = entry.header().entry_type();
        // Of a sparse file less is stored than its size says.
        let size = if kind.is_gnu_sparse() { entry.header().entry_size()? } else { entry.size() };
        if !kind.is_file() && !kind.is_contiguous() {
            return Ok(Head::Other { size });
        }
        Ok(Head::File { path: String::from_utf8_lossy(&entry.path_bytes()).into_owned(), size })
    }

    /// The records of a file, where it is one of articles by its name.
    fn open(&self, path: String, size: u64) -> Option<Chunks> {
        let hidden = |part: &str| part.starts_with('.') && part != "." && part != "..";
        let kind = Kind::of(Path::new(&path)).filter(|_| !path.split('/').any(hidden))?;
        // One below the archive, whatever it says: nothing is opened by that name.
        let file = format!("{}/{path}", self.origin.file.display());
        let stream = Stream {
            id: path.clone(),
            file: Path::new(&file).into(),
            name: path,
            kind: Some(kind),
            reader: Box::new(File { archive: self.archive.clone(), left: size }),
            notices: self.origin.notices.clone(),
            within: Within { tar: true, ..Within::default() },
        };
        Some(look(stream, &self.origin.names).map_or_else(Fault::alone, cut))
    }
}

impl Iterator for Archive {
    type Item = Box<dyn Chunk>;

    fn next(&mut self) -> Option<Box<dyn Chunk>> {
        loop {
            if let Some(chunk) = self.file.as_mut().and_then(Iterator::next) {
                return Some(chunk);
            }
            self.file = None;
            if self.ended {
                return None;
            }
            let (path, size) = match self.head() {
                Ok(Head::File { path, size }) => (Some(path), size),
                Ok(Head::Other { size }) => (None, size),
                Ok(Head::End) => return None,
                Err(e) => return Some(Fault::boxed(self.fault(&e))),
            };
            let padded = size.checked_next_multiple_of(BLOCK).unwrap_or(u64::MAX);
            self.next = self.archive.at().saturating_add(padded);
            self.file = path.and_then(|path| self.open(path, size));
        }
    }
}
