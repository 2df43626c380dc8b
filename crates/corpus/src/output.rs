//! Files that appear whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file in the making: written beside its place, flushed to disk, then renamed. Until
/// [`WholeFile::finish`] the old file, if any, stands; a program that dies leaves it untouched.
///
/// A path that is no regular file (a terminal, a pipe) is written to directly.
pub struct WholeFile {
    target: PathBuf,
    out: Out,
}

enum Out {
    Beside(BufWriter<NamedTempFile>),
    Direct(BufWriter<File>),
}

impl WholeFile {
    /// Starts a file.
    ///
    /// # Errors
    /// Where its folder cannot be written to.
    pub fn create(target: &Path) -> io::Result<Self> {
        // A link stays a link: what it points to is replaced.
        let target = &std::fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let special = check_place(target)?;
        let out = if special {
            Out::Direct(BufWriter::new(File::options().write(true).open(target)?))
        } else {
            let mut builder = tempfile::Builder::new();
            builder.prefix(".rasid-").suffix(".part");
            #[cfg(unix)]
            {
                // As any new file; the default of temporary ones is for the owner alone.
                use std::os::unix::fs::PermissionsExt;
                builder.permissions(std::fs::Permissions::from_mode(0o666));
            }
            Out::Beside(BufWriter::new(builder.tempfile_in(folder(target)).map_err(|e| plain(&e))?))
        };
        Ok(Self { target: target.to_owned(), out })
    }

    /// Where the file lies until it is finished; none where the path is written to directly.
    pub fn part(&self) -> Option<&Path> {
        match &self.out {
            Out::Beside(out) => Some(out.get_ref().path()),
            Out::Direct(_) => None,
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Where the disk is full or the file cannot be renamed; the old file stands then.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Direct(mut out) => out.flush(),
            Out::Beside(out) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(&self.target).map_err(|e| plain(&e.error))?;
                // The rename itself is on disk once the folder is.
                File::open(folder(&self.target))?.sync_all()
            }
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Beside(out) => out.write(bytes),
            Out::Direct(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Beside(out) => out.flush(),
            Out::Direct(out) => out.flush(),
        }
    }
}

/// The error without the temporary name, which says nothing to anyone.
fn plain(e: &io::Error) -> io::Error {
    io::Error::from(e.kind())
}

/// Checks that a file can be put in a place. Gives whether something that is no regular file (a
/// terminal, a pipe) is there.
pub(crate) fn check_place(target: &Path) -> io::Result<bool> {
    if target.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !folder(target).is_dir() {
        let what = format!("there is no folder {}", folder(target).display());
        return Err(io::Error::new(io::ErrorKind::NotFound, what));
    }
    Ok(std::fs::metadata(target).is_ok_and(|m| !m.is_file() && !m.is_dir()))
}

pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
