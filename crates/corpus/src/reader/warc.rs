//! Records of a crawl (WARC 1.0 and 1.1, ISO 28500).
//!
//! An own small reader: the warc crate (0.4) takes a missing length for 0, adds 4 to any length without
//! a check, and keeps reading into memory as long as a claimed length is not reached.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use super::http::{Block, Payload};
use super::{Articles, Chunk, Chunks, MAX_RECORD, Origin, Place, Values, add, article};
use crate::article::Article;
use crate::batch::{BATCH_BYTES, BATCH_RECORDS};
use crate::error::RecordError;
use crate::options::Column;

/// Headers of a record are no longer, in bytes.
const MAX_HEAD: u64 = 1 << 16;
/// A longer record is not passed over but looked through for the next: no crawl holds one.
const ABSURD: u64 = 1 << 40;
/// How much of a block is read to tell what it holds.
const BLOCK_HEAD: u64 = 1 << 16;

/// A record that may be an article, as it was stored.
struct Captured {
    /// Where it begins in the decompressed data.
    byte: u64,
    number: u64,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
    payload: Payload,
    block: Vec<u8>,
}

/// The headers of a record that are of use.
#[derive(Default)]
struct Head {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
    content_type: String,
    length: Option<String>,
}

/// A crawl that is read.
struct Crawl<R> {
    reader: BufReader<R>,
    origin: Arc<Origin>,
    /// Bytes that were read, and where the record at hand begins.
    byte: u64,
    start: u64,
    number: u64,
    /// The first line of the next record, where it was read while looking for it.
    found: Vec<u8>,
    ended: bool,
}

type Read1 = Result<Captured, RecordError>;

pub(super) fn chunks(origin: Origin, reader: impl Read + Send + 'static) -> Chunks {
    let origin = Arc::new(origin);
    let mut crawl = Crawl {
        reader: BufReader::with_capacity(1 << 16, reader),
        origin: Arc::clone(&origin),
        byte: 0,
        start: 0,
        number: 0,
        found: Vec::new(),
        ended: false,
    };
    Box::new(std::iter::from_fn(move || -> Option<Box<dyn Chunk>> {
        let (mut records, mut kept, start) = (Vec::new(), 0, crawl.byte);
        while records.len() < BATCH_RECORDS && kept < BATCH_BYTES {
            let Some(read) = crawl.next() else { break };
            kept += read.as_ref().map_or(0, |r| r.block.len());
            records.push(read);
        }
        let (origin, bytes) = (Arc::clone(&origin), crawl.byte - start);
        (!records.is_empty())
            .then(|| Box::new(Records { origin, records, bytes }) as Box<dyn Chunk>)
    }))
}

impl<R: Read> Crawl<R> {
    /// A fault of the record at hand.
    fn fault(&self, what: &str) -> RecordError {
        let what = format!("the WARC record at byte {}: {what}", self.start);
        RecordError::new(&self.origin.file, None, what)
    }

    fn broken(&mut self, e: &io::Error) -> RecordError {
        self.ended = true;
        self.fault(&format!("cannot read on: {e}"))
    }

    /// Reads a line with its end, as far as the limit of heads goes.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let read = self.reader.by_ref().take(MAX_HEAD).read_until(b'\n', &mut line);
        self.byte += line.len() as u64;
        read.map(|_| line)
    }

    /// The first line of a record, after blank ones; empty at the end.
    fn first_line(&mut self) -> io::Result<Vec<u8>> {
        if !self.found.is_empty() {
            return Ok(std::mem::take(&mut self.found));
        }
        loop {
            self.start = self.byte;
            let line = self.line()?;
            if line.is_empty() || !line.trim_ascii().is_empty() {
                return Ok(line);
            }
        }
    }

    /// Passes over what cannot be read, to the line with which the next record begins.
    fn find_next(&mut self) {
        let mut at_line_start = true;
        while !self.ended {
            let start = self.byte;
            match self.line() {
                Ok(line) if line.is_empty() => self.ended = true,
                Ok(line) if at_line_start && line.starts_with(b"WARC/") => {
                    (self.start, self.found) = (start, line);
                    return;
                }
                Ok(line) => at_line_start = line.ends_with(b"\n"),
                // It comes again, or there is no more to read.
                Err(_) => self.ended = true,
            }
        }
    }

    /// Reads the headers after the first line; none where they do not end.
    fn head(&mut self) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut left = MAX_HEAD;
        loop {
            let line = self.line()?;
            left = left.saturating_sub(line.len() as u64);
            if left == 0 || !line.ends_with(b"\n") {
                return Ok(None);
            }
            let line = String::from_utf8_lossy(line.trim_ascii_end());
            if line.is_empty() {
                return Ok(Some(head));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let bare = || value.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = bare().to_ascii_lowercase(),
                "warc-record-id" => head.id = Some(bare()),
                "warc-target-uri" => head.url = Some(bare()),
                "warc-date" => head.date = Some(bare()),
                "content-type" => head.content_type = bare().to_ascii_lowercase(),
                "content-length" => head.length = Some(value.trim().to_owned()),
                _ => {}
            }
        }
    }

    /// Reads so much of a block, and says whether it was there.
    fn block(&mut self, wanted: u64, block: &mut Vec<u8>) -> io::Result<bool> {
        let before = block.len();
        let read = self.reader.by_ref().take(wanted).read_to_end(block);
        let got = (block.len() - before) as u64;
        self.byte += got;
        read.map(|_| got == wanted)
    }

    /// Passes over so much of a block, and says whether it was there.
    fn skip(&mut self, wanted: u64) -> io::Result<bool> {
        let passed = io::copy(&mut self.reader.by_ref().take(wanted), &mut io::sink())?;
        self.byte += passed;
        Ok(passed == wanted)
    }

    fn cut_off(&mut self) -> RecordError {
        self.ended = true;
        let at = self.byte;
        self.fault(&format!("it is cut off, the file ends at byte {at}"))
    }

    /// One record; none inside where it is none of an article.
    fn record(&mut self) -> Option<Result<Option<Captured>, RecordError>> {
        let first = match self.first_line() {
            Ok(line) if line.is_empty() => return None,
            Ok(line) => line,
            Err(e) => return Some(Err(self.broken(&e))),
        };
        if !first.starts_with(b"WARC/") {
            let fault = self.fault("no record begins here; what follows was passed over");
            self.find_next();
            return Some(Err(fault));
        }
        let head = match self.head() {
            Ok(Some(head)) => head,
            Ok(None) => {
                let fault = self.fault("its headers do not end");
                self.find_next();
                return Some(Err(fault));
            }
            Err(e) => return Some(Err(self.broken(&e))),
        };
        let claimed = head.length.as_deref().map(str::parse::<u64>);
        let Some(Ok(length)) = claimed.filter(|l| l.as_ref().is_ok_and(|&l| l < ABSURD)) else {
            let what = match &head.length {
                Some(length) => format!("its Content-Length is {}", shown(length)),
                None => "it has no Content-Length".to_owned(),
            };
            let fault = self.fault(&format!("{what}; what follows was passed over"));
            self.find_next();
            return Some(Err(fault));
        };
        Some(self.captured(head, length))
    }

    /// The block of a record, where it may be an article.
    fn captured(&mut self, head: Head, length: u64) -> Result<Option<Captured>, RecordError> {
        let mut block = Vec::new();
        let kept = matches!(head.kind.as_str(), "response" | "resource" | "conversion");
        let start = if kept { length.min(BLOCK_HEAD) } else { 0 };
        let whole = self.block(start, &mut block).map_err(|e| self.broken(&e))?;
        if !whole {
            return Err(self.cut_off());
        }
        let rest = length - start;
        let found = if kept { Block::of(&head.content_type, &block) } else { Block::Other };
        let fits = length <= MAX_RECORD as u64;
        let read = match found {
            Block::Article(_) if fits => self.block(rest, &mut block),
            _ => self.skip(rest),
        };
        if !read.map_err(|e| self.broken(&e))? {
            return Err(self.cut_off());
        }
        match found {
            Block::Other => Ok(None),
            Block::Malformed => Err(self.fault("a response without HTTP headers")),
            Block::Article(_) if !fits => {
                Err(self.fault("it is larger than 64 MiB: it was not read"))
            }
            Block::Article(payload) => {
                self.number += 1;
                let Head { id, url, date, .. } = head;
                let (byte, number) = (self.start, self.number);
                Ok(Some(Captured { byte, number, id, url, date, payload, block }))
            }
        }
    }
}

impl<R: Read> Iterator for Crawl<R> {
    type Item = Read1;

    fn next(&mut self) -> Option<Read1> {
        while !self.ended || !self.found.is_empty() {
            match self.record()? {
                Ok(None) => {}
                Ok(Some(captured)) => return Some(Ok(captured)),
                Err(e) => return Some(Err(e)),
            }
        }
        None
    }
}

/// A length as it was claimed, cut where it is longer than any number.
fn shown(length: &str) -> String {
    length.chars().take(24).collect()
}

/// Records that are not looked into yet.
struct Records {
    origin: Arc<Origin>,
    records: Vec<Read1>,
    bytes: u64,
}

impl Chunk for Records {
    fn records(&self) -> usize {
        self.records.len()
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn articles(self: Box<Self>) -> Articles {
        let Self { origin, records, .. } = *self;
        Box::new(records.into_iter().map(move |captured| read(captured?, &origin)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        add(hash, self.origin.file.as_os_str().as_encoded_bytes());
        for record in &self.records {
            match record {
                Ok(captured) => {
                    hash.update(&captured.byte.to_le_bytes());
                    let texts = [&captured.id, &captured.url, &captured.date];
                    texts.into_iter().flatten().for_each(|text| add(hash, text.as_bytes()));
                    add(hash, &captured.block);
                }
                Err(e) => add(hash, e.to_string().as_bytes()),
            }
        }
    }
}

fn read(captured: Captured, origin: &Origin) -> Result<Article, RecordError> {
    let Captured { byte, number, id, url, date, payload, block } = captured;
    let id = id.or_else(|| url.clone());
    let (text, notices) = payload.text(block).map_err(|(what, hint)| {
        let what = format!("the WARC record at byte {byte}: {what}");
        let fault = RecordError::new(&origin.file, None, what).hint(hint);
        id.iter().fold(fault, |fault, id| fault.id(id))
    })?;
    let mut values = Values::default();
    let columns = [(Column::Text, Some(text)), (Column::Id, id), (Column::Url, url)];
    for (column, value) in columns.into_iter().chain([(Column::Date, date)]) {
        values.set(column, value.map(Into::into));
    }
    let (number, html) = (Some(number), payload.html);
    article(values, origin, Place { number, html, notices, ..Place::default() })
}
