//! The journal of a run: two lines of fixed width, written in turn, so that a line that was being
//! written at the moment of death leaves the other one. Each line is JSON with a checksum; the newest
//! intact one counts. The file is never replaced: it carries the lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{ResumeError, RunProgress, RunSettings};

/// Bytes of a line.
const WIDTH: usize = 768;
/// Version of this format.
const FORMAT: u32 = 1;
/// How often a journal that another process has just removed is opened anew.
const TRIES: usize = 100;

/// What stands in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    format: u32,
    /// From 0, one more each time.
    number: u64,
    version: String,
    #[serde(with = "hex")]
    model: u128,
    #[serde(with = "hex")]
    options: u128,
    batches: u64,
    #[serde(with = "hex")]
    input: u128,
    answered: u64,
    abstained: u64,
    skipped: u64,
    /// Bytes of the output, and their digest.
    pub(super) length: u64,
    #[serde(with = "hex")]
    pub(super) output: u128,
    /// Nothing is left to write.
    pub(super) finished: bool,
}

/// A line as it is written.
#[derive(Serialize, Deserialize)]
struct Line {
    run: Entry,
    #[serde(with = "hex")]
    check: u128,
}

impl Entry {
    pub(super) fn new(
        settings: &RunSettings,
        progress: &RunProgress,
        (length, output): (u64, u128),
        finished: bool,
    ) -> Self {
        let RunSettings { version, model, options } = settings.clone();
        let RunProgress { batches, input, answered, abstained, skipped } = *progress;
        Self {
            format: FORMAT,
            number: 0,
            version,
            model,
            options,
            batches,
            input,
            answered,
            abstained,
            skipped,
            length,
            output,
            finished,
        }
    }

    pub(super) fn progress(&self) -> RunProgress {
        let Self { batches, input, answered, abstained, skipped, .. } = *self;
        RunProgress { batches, input, answered, abstained, skipped }
    }

    /// Whether the run was one of the same settings.
    pub(super) fn check(&self, settings: &RunSettings) -> Result<(), ResumeError> {
        let other = match settings {
            _ if self.format != FORMAT => "another format of its journal".to_owned(),
            s if self.version != s.version => format!("version {} of rasid", self.version),
            s if self.model != s.model => "another model".to_owned(),
            s if self.options != s.options => "other options, or other names of inputs".to_owned(),
            _ => return Ok(()),
        };
        Err(ResumeError::Other(other))
    }

    fn check_sum(&self) -> serde_json::Result<u128> {
        Ok(u128::from(xxh3_64(&serde_json::to_vec(self)?)))
    }

    fn line(&self) -> io::Result<Vec<u8>> {
        let line = Line { check: self.check_sum()?, run: self.clone() };
        let mut bytes = serde_json::to_vec(&line)?;
        if bytes.len() >= WIDTH {
            return Err(io::Error::other("an entry of the journal is too long"));
        }
        bytes.resize(WIDTH - 1, b' ');
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The entry of a line; none where the line is not intact.
    fn read(line: &[u8]) -> Option<Self> {
        let Line { run, check } = serde_json::from_slice(line).ok()?;
        (run.check_sum().ok()? == check).then_some(run)
    }
}

/// The journal of a run, locked as long as it is open.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// Number of the next entry.
    next: u64,
}

impl Journal {
    /// Opens or makes a journal and gives its newest entry; nothing where another process holds it.
    pub(super) fn open(path: &Path) -> Result<Option<(Self, Option<Entry>)>, ResumeError> {
        let Some(file) = locked(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        (&file).take(2 * WIDTH as u64 + 1).read_to_end(&mut bytes)?;
        let damaged = |what| ResumeError::Damaged { file: path.to_owned(), what };
        if bytes.len() > 2 * WIDTH {
            return Err(damaged("this is no journal of a run"));
        }
        let newest = bytes.chunks(WIDTH).filter_map(Entry::read).max_by_key(|entry| entry.number);
        // A machine that lost its power may leave a new file without its bytes.
        if newest.is_none() && bytes.iter().any(|&b| b != 0) {
            return Err(damaged("this is no journal of a run, or no line of it is intact"));
        }
        let next = newest.as_ref().map_or(0, |entry| entry.number + 1);
        Ok(Some((Self { path: path.to_owned(), file, next }, newest)))
    }

    /// Writes an entry in the place of the older one.
    pub(super) fn write(&mut self, entry: &Entry) -> io::Result<()> {
        let line = Entry { number: self.next, ..entry.clone() }.line()?;
        self.file.seek(SeekFrom::Start(self.next % 2 * WIDTH as u64))?;
        self.file.write_all(&line)?;
        self.file.sync_data()?;
        self.next += 1;
        Ok(())
    }

    /// Removes the file; the lock goes last.
    pub(super) fn remove(self) -> io::Result<()> {
        std::fs::remove_file(&self.path)
    }
}

/// The file, locked; nothing where another process holds it.
fn locked(path: &Path) -> io::Result<Option<File>> {
    for _ in 0..TRIES {
        let options =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).clone();
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) if is_at(&file, path) => return Ok(Some(file)),
            // Its run ended between opening and locking, and removed it.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(e)) => return Err(e),
        }
    }
    Ok(None)
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |m: std::fs::Metadata| (m.dev(), m.ino());
    file.metadata().map(place).ok() == std::fs::metadata(path).map(place).ok()
}

/// Whether a path still leads to an open file: elsewhere an open file keeps its name.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Digests in hexadecimal.
mod hex {
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(digest: &u128, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{digest:032x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u128, D::Error> {
        let text = String::deserialize(from)?;
        u128::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}
