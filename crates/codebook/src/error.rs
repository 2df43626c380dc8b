//! What can be wrong with a codebook or with a label.

/// Why a codebook or a name is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not TOML of the expected shape.
    Syntax,
    /// The file's `format` is not one that this version reads.
    Format,
    /// A name that cannot be used as a column or folder name.
    BadName,
    /// The same name twice.
    Duplicate,
    /// An axis names a target or an absent class that is not there.
    Dangling,
    /// An axis with fewer than two classes, or no axis at all.
    TooFew,
    /// More axes or classes than anyone can label.
    TooMany,
    /// A time that ends before it begins.
    BadDate,
    /// No such axis.
    UnknownAxis,
    /// No such class on this axis.
    UnknownClass,
}

/// A codebook or name that cannot be used, with a way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct CodebookError {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
}

impl CodebookError {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Which of the known kinds this is.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// What the user can do about it.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
