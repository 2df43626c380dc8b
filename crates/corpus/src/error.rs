//! One record's trouble.

use std::path::{Path, PathBuf};

/// A record or file that cannot be read, with where and a way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RecordError {
    id: Option<String>,
    file: PathBuf,
    line: Option<u64>,
    message: String,
    hint: Option<String>,
}

impl RecordError {
    /// A fault in a file.
    pub fn new(file: &Path, line: Option<u64>, message: impl Into<String>) -> Self {
        Self { id: None, file: file.to_owned(), line, message: message.into(), hint: None }
    }

    /// The same about the file as a whole.
    #[cfg(feature = "parquet")]
    pub(crate) fn without_line(mut self) -> Self {
        self.line = None;
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the record's id.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The record's id, where it could be read.
    pub fn record(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The file, `-` for standard input.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// What the user can do about it.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
