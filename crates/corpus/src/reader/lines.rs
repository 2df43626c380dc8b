//! Cuts a stream into pieces of whole lines.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::MAX_RECORD;
use crate::batch::{BATCH_BYTES, BATCH_RECORDS};
use crate::error::RecordError;
use crate::transcode::{StreamEncoding, Transcoder};

/// Consecutive whole lines.
pub(crate) struct Lines {
    pub(crate) bytes: Vec<u8>,
    /// Number of the first line, from 1, and how many there are.
    pub(crate) first: u64,
    pub(crate) count: usize,
    /// Number of the first line that is not blank, among these, from 1.
    pub(crate) number: u64,
    /// The encoding of the stream, where it is known not to be UTF-8.
    pub(crate) encoding: Option<&'static str>,
    /// What ended the stream within or after the last line, with that line's number.
    pub(crate) broken: Option<RecordError>,
}

/// One line that is not blank.
pub(crate) struct Line<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) line: u64,
    /// Its number among those that are not blank.
    pub(crate) number: u64,
    pub(crate) encoding: Option<&'static str>,
}

impl Lines {
    /// Makes something of each line that is not blank. A last line that is cut off is one fault with what
    /// cut it off, unless it can be read all the same.
    pub(crate) fn each<T>(
        mut self,
        mut read: impl FnMut(Line<'_>) -> Result<T, RecordError>,
    ) -> impl Iterator<Item = Result<T, RecordError>> {
        let (mut at, mut line, mut number) = (0, self.first, self.number);
        std::iter::from_fn(move || {
            while at < self.bytes.len() {
                let rest = &self.bytes[at..];
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                let bytes = &rest[..end];
                at += end + 1;
                line += 1;
                if bytes.trim_ascii().is_empty() {
                    continue;
                }
                number += 1;
                let this =
                    Line { bytes, line: line - 1, number: number - 1, encoding: self.encoding };
                let made = read(this);
                if made.is_ok() || at < self.bytes.len() || self.broken.is_none() {
                    return Some(made);
                }
            }
            self.broken.take().map(Err)
        })
    }
}

/// Reads pieces of about [`BATCH_BYTES`], and never more than [`BATCH_RECORDS`] lines. How much a
/// single read yields makes no difference.
pub(crate) struct LineReader<R> {
    source: Transcoder<R>,
    encoding: StreamEncoding,
    file: Arc<Path>,
    buffer: Vec<u8>,
    /// Where in the buffer the next line begins.
    at: usize,
    /// Line and number of the next line.
    line: u64,
    number: u64,
    ended: bool,
    fault: Option<io::Error>,
}

/// Where a piece ends.
struct Cut {
    end: usize,
    lines: usize,
    records: u64,
}

impl<R: Read> LineReader<R> {
    pub(crate) fn new(file: Arc<Path>, source: R) -> Self {
        let (source, encoding) = Transcoder::new(source);
        Self {
            source,
            encoding,
            file,
            buffer: Vec::new(),
            at: 0,
            line: 1,
            number: 1,
            ended: false,
            fault: None,
        }
    }

    /// Reads until the buffer holds so many bytes from the next line on, or the stream ends.
    fn fill(&mut self, wanted: usize) {
        self.buffer.drain(..self.at);
        self.at = 0;
        let mut len = self.buffer.len();
        self.buffer.reserve_exact(wanted.saturating_sub(len));
        self.buffer.resize(wanted.max(len), 0);
        while len < wanted && !self.ended {
            match self.source.read(&mut self.buffer[len..]) {
                Ok(0) => self.ended = true,
                Ok(read) => len += read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.ended = true;
                    self.fault = Some(e);
                }
            }
        }
        self.buffer.truncate(len);
        if self.line == 1 && self.buffer.starts_with(b"\xEF\xBB\xBF") {
            self.buffer.drain(..3);
        }
    }

    /// As many whole lines as a piece holds; none where the buffer holds no whole line.
    fn cut(&self) -> Option<Cut> {
        let rest = &self.buffer[self.at..];
        let mut cut = Cut { end: self.at, lines: 0, records: 0 };
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', rest).take(BATCH_RECORDS) {
            if start > 0 && end >= BATCH_BYTES {
                break;
            }
            cut.lines += 1;
            cut.records += u64::from(!rest[start..end].trim_ascii().is_empty());
            start = end + 1;
        }
        cut.end += start;
        (cut.lines > 0).then_some(cut)
    }

    fn take(&mut self, cut: &Cut) -> Lines {
        let bytes = if self.at == 0 && cut.end > BATCH_BYTES {
            let rest = self.buffer.split_off(cut.end);
            std::mem::replace(&mut self.buffer, rest)
        } else {
            let bytes = self.buffer[self.at..cut.end].to_vec();
            self.at = cut.end;
            bytes
        };
        let (first, number) = (self.line, self.number);
        self.line += cut.lines as u64;
        self.number += cut.records;
        let encoding = self.encoding.get().copied();
        Lines { bytes, first, count: cut.lines, number, encoding, broken: None }
    }

    /// What stands behind the last line end, and what ended the stream.
    fn last(&mut self) -> Option<Result<Lines, RecordError>> {
        let end = self.buffer.len();
        let rest = self.buffer[self.at..].trim_ascii();
        let broken = self
            .fault
            .take()
            .map(|e| RecordError::new(&self.file, Some(self.line), format!("cannot read on: {e}")));
        if rest.is_empty() {
            return broken.map(Err);
        }
        let lines = self.take(&Cut { end, lines: 1, records: 1 });
        Some(Ok(Lines { broken, ..lines }))
    }

    /// Passes over a line that is too long, without keeping it.
    fn skip(&mut self) -> RecordError {
        let what = "a line is larger than 64 MiB: it was not read";
        let fault = RecordError::new(&self.file, Some(self.line), what).hint("one article a line");
        self.buffer = Vec::new();
        while !self.ended {
            self.at = self.buffer.len();
            self.fill(BATCH_BYTES);
            if let Some(end) = memchr::memchr(b'\n', &self.buffer) {
                self.at = end + 1;
                self.line += 1;
                self.number += 1;
                return fault;
            }
        }
        self.at = self.buffer.len();
        fault
    }
}

impl<R: Read> Iterator for LineReader<R> {
    type Item = Result<Lines, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut wanted = BATCH_BYTES;
        loop {
            if let Some(cut) = self.cut() {
                return Some(Ok(self.take(&cut)));
            }
            if self.buffer.len() - self.at > MAX_RECORD {
                return Some(Err(self.skip()));
            }
            if self.ended {
                return self.last();
            }
            wanted = wanted.max(2 * (self.buffer.len() - self.at)).min(MAX_RECORD + 1);
            self.fill(wanted);
        }
    }
}
