//! Bytes of a model: built in, mapped into memory, or read.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Deref;
use std::path::Path;

use memmap2::Mmap;

/// Bytes that are looked at where they are.
pub(crate) enum Bytes {
    /// Part of the program.
    BuiltIn(&'static [u8]),
    /// A file as the system holds it.
    Mapped(Mmap),
    /// What is no plain file, such as a pipe.
    Read(Vec<u8>),
}

impl Bytes {
    /// The bytes of a file.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        if file.metadata()?.is_file() {
            return map(&file).map(Self::Mapped);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(Self::Read(bytes))
    }
}

#[expect(unsafe_code, reason = "a mapping is a promise that only the system can keep")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the bytes must not change while they are mapped. rasid puts models in place by renaming a
    // finished file and never writes into one, and it holds a mapping only while a model is opened and shown,
    // and keeps copies. Who writes into a model at that very moment can make it be refused, or end
    // the process where the file is cut.
    unsafe { Mmap::map(file) }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::BuiltIn(bytes) => bytes,
            Self::Mapped(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}
