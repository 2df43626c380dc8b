//! What was unusual about the bytes of a text.

use std::fmt;

/// More lines than this are counted, not listed.
const LISTED: usize = 10;

/// How bytes became text, where that was not plain UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeNotice {
    /// The text was in UTF-16, by its byte-order mark.
    Utf16(&'static str),
    /// The whole text was in this encoding, as its page declares.
    Declared(&'static str),
    /// The whole text was in this encoding, as its bytes suggest.
    Guessed(&'static str),
    /// These lines were in this encoding, the others in UTF-8.
    Mixed(&'static str, Lines),
    /// Bytes that are no character became U+FFFD in these lines.
    Damaged(Lines),
    /// These lines were UTF-8 that had been read in this encoding and saved so; that was undone.
    DoubleEncoded(&'static str, Lines),
}

impl DecodeNotice {
    /// The notice in words.
    ///
    /// ```
    /// let decoded = rasid_text::decode(b"\xE3\xE4 \xDE\xD8\xD1 \xC7\xE1\xED\xE6\xE3").unwrap();
    /// let notice = &decoded.notices()[0];
    /// assert_eq!(notice.message(), "read as windows-1256, by the look of its bytes: it is not UTF-8");
    /// ```
    pub fn message(&self) -> String {
        match self {
            Self::Mixed(_, lines) | Self::Damaged(lines) | Self::DoubleEncoded(_, lines)
                if !lines.whole =>
            {
                format!("{lines} {}", self.about_a_part())
            }
            _ => self.about_a_part(),
        }
    }

    /// The notice without its lines, for a text that is part of a file: its own lines would mislead.
    pub fn about_a_part(&self) -> String {
        match self {
            Self::Utf16(name) => format!("read as {name}, by its byte-order mark"),
            Self::Declared(name) => format!("read as {name}, which the page declares"),
            Self::Guessed(name) => {
                format!("read as {name}, by the look of its bytes: it is not UTF-8")
            }
            Self::Mixed(name, _) => format!("read as {name}, by the look of the bytes, amid UTF-8"),
            Self::Damaged(_) => "damaged: bytes that are no character became U+FFFD".to_owned(),
            Self::DoubleEncoded(name, _) => {
                format!("encoded twice, UTF-8 once read as {name}: put right")
            }
        }
    }
}

/// Lines of a text: the first ten and their count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    first: Vec<u64>,
    count: usize,
    last: u64,
    whole: bool,
}

impl Lines {
    /// Numbers of the first ten, from 1.
    pub fn first(&self) -> &[u64] {
        &self.first
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds a line, in rising order; once where it comes twice.
    pub(super) fn push(&mut self, line: u64) {
        if self.last == line {
            return;
        }
        self.last = line;
        if self.first.len() < LISTED {
            self.first.push(line);
        }
        self.count += 1;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Leaves the lines out of messages: the text has no others.
    pub(super) fn whole(mut self) -> Self {
        self.whole = true;
        self
    }
}

/// "line 3:", "lines 3, 4, 9:", "lines 1, …, 10 and 15 more:".
impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.first.iter().map(u64::to_string).collect();
        write!(f, "line{} {}", if self.count == 1 { "" } else { "s" }, names.join(", "))?;
        match self.count - names.len() {
            0 => f.write_str(":"),
            more => write!(f, " and {more} more:"),
        }
    }
}
