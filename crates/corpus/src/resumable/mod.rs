//! A file that an interrupted run goes on with.
//!
//! Beside `OUT` lie `OUT.part`, which grows, and `OUT.resume`, the journal, which says how much of it
//! holds. The order of what reaches the disk is the whole proof: bytes of the part, then the journal
//! that vouches for them; at the end a journal that says so, then the part under its last name, then no
//! journal. Whatever the moment of death, the newest intact entry of the journal vouches for bytes that
//! are there; what follows them is cut off and made again.

mod journal;

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use crate::output::{check_place, folder};
use journal::{Entry, Journal};

/// What must be the same for a run to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSettings {
    /// Version of the program.
    pub version: String,
    /// Digest of the model.
    pub model: u128,
    /// Digest of all else that changes the output: options and names of the inputs.
    pub options: u128,
}

/// How far a run came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunProgress {
    /// Batches of the input that are in the output.
    pub batches: u64,
    /// Digest of their content.
    pub input: u128,
    /// Their records that have a class on an axis.
    pub answered: u64,
    /// Those that have none.
    pub abstained: u64,
    /// Those that could not be read.
    pub skipped: u64,
}

/// Why a run does not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResumeError {
    /// Another process holds the journal.
    #[error("another run is writing it")]
    Locked,
    /// What was interrupted is another run than this.
    #[error("the run that was interrupted had {0}")]
    Other(String),
    /// Part or journal are not as the run left them.
    #[error("{}: {what}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A file cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// An output that survives the death of its run.
pub struct ResumableFile {
    target: PathBuf,
    part: PathBuf,
    journal: Journal,
    out: BufWriter<File>,
    /// Bytes of the part, those in the buffer too.
    length: u64,
    digest: Xxh3,
    settings: RunSettings,
}

/// What was found where an output is to be.
pub enum Resumed {
    /// The run goes on from here, which may be its start.
    Open(Box<ResumableFile>, RunProgress),
    /// The run was over but for the name of its file, which it has now.
    Done(RunProgress),
}

/// The files that an interrupted run leaves beside its output.
pub fn resume_files(target: &Path) -> [PathBuf; 2] {
    [".part", ".resume"].map(|ending| {
        let mut name = OsString::from(target);
        name.push(ending);
        PathBuf::from(name)
    })
}

impl ResumableFile {
    /// Starts an output, or goes on with the one that lies there. Until it is finished, no other process
    /// can open it so.
    ///
    /// # Errors
    /// Where another run holds it, other settings made it, its bytes are not those that the journal
    /// vouches for, or a file cannot be read or written.
    pub fn open(target: &Path, settings: &RunSettings) -> Result<Resumed, ResumeError> {
        let target = &std::fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        if check_place(target)? {
            let what = "it is no regular file, so a run cannot go on with it";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what).into());
        }
        let [part, journal] = resume_files(target);
        let Some((mut journal, last)) = Journal::open(&journal)? else {
            return Err(ResumeError::Locked);
        };
        let Some(last) = last else {
            if std::fs::metadata(&part).is_ok_and(|m| m.len() > 0) {
                journal.remove()?;
                let what = "it is there, and no journal beside it says what it is";
                return Err(ResumeError::Damaged { file: part, what });
            }
            let progress = RunProgress::default();
            let digest = Xxh3::new();
            journal.write(&Entry::new(settings, &progress, (0, digest.digest128()), false))?;
            let file = File::create(&part)?;
            sync_folder(target)?;
            let out = BufWriter::new(file);
            let (target, settings) = (target.clone(), settings.clone());
            let file = Self { target, part, journal, out, length: 0, digest, settings };
            return Ok(Resumed::Open(Box::new(file), progress));
        };
        last.check(settings)?;
        if last.finished {
            let found = [&part, target].into_iter().find(|path| vouched(path, &last).is_ok());
            let Some(found) = found else {
                let what =
                    "it is not what the run wrote, though the journal says that it was finished";
                return Err(ResumeError::Damaged { file: target.clone(), what });
            };
            if *found == part {
                place(&part, target)?;
            }
            journal.remove()?;
            return Ok(Resumed::Done(last.progress()));
        }
        let digest = vouched(&part, &last)
            .map_err(|what| ResumeError::Damaged { file: part.clone(), what })?;
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(&part)?;
        file.set_len(last.length)?;
        file.seek(SeekFrom::End(0))?;
        let (progress, length) = (last.progress(), last.length);
        let (target, settings) = (target.clone(), settings.clone());
        let out = BufWriter::new(file);
        let file = Self { target, part, journal, out, length, digest, settings };
        Ok(Resumed::Open(Box::new(file), progress))
    }

    /// Vouches for all that was written so far.
    ///
    /// # Errors
    /// Where the disk is full.
    pub fn checkpoint(&mut self, progress: &RunProgress) -> io::Result<()> {
        self.vouch(progress, false)
    }

    /// Puts the file in its place. What lay beside it is gone then.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be renamed; the run can go on then.
    pub fn finish(mut self, progress: &RunProgress) -> io::Result<()> {
        self.vouch(progress, true)?;
        place(&self.part, &self.target)?;
        self.journal.remove()
    }

    /// Leaves nothing of the run.
    ///
    /// # Errors
    /// Where a file cannot be removed.
    pub fn discard(self) -> io::Result<()> {
        std::fs::remove_file(&self.part)?;
        self.journal.remove()
    }

    fn vouch(&mut self, progress: &RunProgress, finished: bool) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_data()?;
        let output = (self.length, self.digest.digest128());
        self.journal.write(&Entry::new(&self.settings, progress, output, finished))
    }
}

impl Write for ResumableFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a file begins with the bytes that an entry vouches for (is them, where the run was
/// finished); gives their running digest, or what is wrong.
fn vouched(path: &Path, entry: &Entry) -> Result<Xxh3, &'static str> {
    let mut digest = Xxh3::new();
    let length = match std::fs::metadata(path) {
        Ok(about) if about.is_file() => about.len(),
        Ok(_) => return Err("it is no file"),
        Err(_) if entry.length == 0 && !entry.finished => return Ok(digest),
        Err(_) => return Err("it is gone, or cannot be read"),
    };
    if length < entry.length || (entry.finished && length > entry.length) {
        return Err("it has another length than the run wrote");
    }
    let mut rest = File::open(path).map_err(|_| "it cannot be read")?.take(entry.length);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match rest.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => digest.update(&buffer[..n]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err("it cannot be read"),
        }
    }
    let same = rest.limit() == 0 && digest.digest128() == entry.output;
    same.then_some(digest).ok_or("its bytes are not those that the run wrote")
}

fn place(part: &Path, target: &Path) -> io::Result<()> {
    std::fs::rename(part, target)?;
    sync_folder(target)
}

/// A name is on disk once its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests;
