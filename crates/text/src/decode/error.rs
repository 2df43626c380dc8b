//! Why bytes are no text.

use std::error::Error;
use std::fmt;

/// Bytes that were refused, with where and a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    offset: usize,
    byte: u8,
    line: u64,
}

/// What is wrong with the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A NUL byte: this is no text.
    Nul,
    /// NUL bytes that stand as in UTF-16, without a byte-order mark.
    Utf16WithoutMark,
    /// Too many control bytes for a text.
    Binary,
    /// Neither UTF-8 nor an encoding that can be told with confidence.
    UnknownEncoding,
    /// A line that is half UTF-8 and half not.
    MixedLine,
    /// Not UTF-8, and longer than offsets reach.
    TooLong,
}

impl DecodeError {
    pub(super) fn new(kind: DecodeErrorKind, bytes: &[u8], offset: usize) -> Self {
        let before = &bytes[..offset.min(bytes.len())];
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count() as u64;
        Self { kind, offset, byte: bytes.get(offset).copied().unwrap_or_default(), line }
    }

    /// What is wrong.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The first byte at fault, from 0.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line of that byte, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        match self.kind {
            DecodeErrorKind::Nul => "binary files are refused; convert UTF-16 to UTF-8",
            DecodeErrorKind::Utf16WithoutMark => {
                "UTF-16 without a byte-order mark? convert it first: iconv -f UTF-16LE -t UTF-8 (or UTF-16BE)"
            }
            DecodeErrorKind::Binary => "binary files are refused",
            DecodeErrorKind::TooLong => "convert it first: iconv -f ITS-ENCODING -t UTF-8",
            DecodeErrorKind::UnknownEncoding | DecodeErrorKind::MixedLine => {
                "its encoding cannot be told; convert it first: iconv -f ITS-ENCODING -t UTF-8"
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, byte, .. } = self;
        match self.kind {
            DecodeErrorKind::Nul | DecodeErrorKind::Utf16WithoutMark => {
                write!(f, "NUL at byte {offset}: this is no text")
            }
            DecodeErrorKind::Binary => {
                write!(f, "byte {offset} (0x{byte:02X}) is a control: this is no text")
            }
            DecodeErrorKind::UnknownEncoding => {
                write!(f, "byte {offset} (0x{byte:02X}) is not UTF-8")
            }
            DecodeErrorKind::MixedLine => write!(
                f,
                "byte {offset} (0x{byte:02X}) is not UTF-8 in a line that is UTF-8 elsewhere"
            ),
            DecodeErrorKind::TooLong => write!(
                f,
                "byte {offset} (0x{byte:02X}) is not UTF-8, and the text is longer than 256 MiB"
            ),
        }
    }
}

impl Error for DecodeError {}
