//! A table with a header line.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use csv::{ByteRecord, Reader, ReaderBuilder};
use xxhash_rust::xxh3::Xxh3;

use super::{
    Articles, Chunk, Chunks, Fault as Alone, Origin, Place, Record, Records, Values, add, article,
    bytes, one,
};
use crate::article::{Article, ReadNotice};
use crate::batch::{BATCH_BYTES, BATCH_RECORDS};
use crate::error::RecordError;
use crate::inputs::Kind;
use crate::options::Column;
use crate::quotes::{Fault, QuoteCheck, Starts};
use crate::transcode::{StreamEncoding, Transcoder};

/// A table that is open.
struct Table<R: Read> {
    reader: Reader<QuoteCheck<Transcoder<R>>>,
    fault: Fault,
    starts: Starts,
    encoding: StreamEncoding,
    head: Arc<Head>,
    ended: bool,
}

/// What the rows of a table have in common.
struct Head {
    origin: Origin,
    columns: Vec<String>,
}

/// One row, not looked into.
struct Row {
    fields: ByteRecord,
    line: Option<u64>,
    encoding: Option<&'static str>,
}

/// Says what is wrong with the names of the columns.
type HeaderCheck = fn(&[String], &Origin) -> Result<(), RecordError>;

/// Cuts a table of articles into chunks.
pub(super) fn chunks(origin: Origin, kind: Kind, reader: impl Read + Send + 'static) -> Chunks {
    let mut table = match Table::open(origin, kind, reader, check_articles) {
        Ok(table) => table,
        Err(e) => return Alone::alone(e),
    };
    let mut number = 1;
    Box::new(std::iter::from_fn(move || -> Option<Box<dyn Chunk>> {
        let head = Arc::clone(&table.head);
        let mut rows = Rows { head, number, rows: Vec::new(), bytes: 0, broken: None };
        let start = table.reader.position().byte();
        while rows.rows.len() < BATCH_RECORDS && rows.bytes < BATCH_BYTES as u64 {
            match table.next() {
                Some(Ok(row)) => rows.rows.push(row),
                Some(Err(e)) => rows.broken = Some(e),
                None => break,
            }
            rows.bytes = table.reader.position().byte() - start;
        }
        number += rows.rows.len() as u64;
        (!rows.rows.is_empty() || rows.broken.is_some()).then(|| Box::new(rows) as Box<dyn Chunk>)
    }))
}

/// The records of a table, with all of their columns.
pub(crate) fn records(
    origin: Origin,
    kind: Kind,
    reader: impl Read + 'static,
    check: HeaderCheck,
) -> Records {
    match Table::open(origin, kind, reader, check) {
        Ok(table) => {
            let head = Arc::clone(&table.head);
            Box::new(table.map(move |row| record(&row?, &head)))
        }
        Err(e) => one(Err(e)),
    }
}

/// The first of some names that stood before.
pub(crate) fn twice<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}

fn check_names(header: &[String], path: &Path) -> Result<(), RecordError> {
    let fault = |what: String, hint: &str| Err(RecordError::new(path, Some(1), what).hint(hint));
    if header.iter().all(String::is_empty) {
        return fault("the file is empty".to_owned(), "remove it or fill it");
    }
    if let Some(twice) = twice(header.iter().map(String::as_str)) {
        return fault(
            format!("column `{twice}` stands twice"),
            "give each column a name of its own",
        );
    }
    Ok(())
}

/// Whether there is a column that articles can be read from, and each that was asked for.
pub(super) fn check_articles(header: &[String], origin: &Origin) -> Result<(), RecordError> {
    let fault =
        |what: String, hint: &str| Err(RecordError::new(&origin.file, Some(1), what).hint(hint));
    let has = |name: &str| header.iter().any(|c| c == name);
    let listed = || header.join(", ");
    if let Some(missing) = origin.names.missing(has) {
        let what = format!("no column `{missing}`; the columns are {}", listed());
        return fault(what, "name one of these");
    }
    let text = origin.names.name(Column::Text);
    if has(text) || has(origin.names.name(Column::Path)) {
        return Ok(());
    }
    let what = format!("no `{text}` column; the columns are {}", listed());
    match header {
        [only] if only.contains([';', '\t']) => fault(what, "separate the columns by commas"),
        _ if header.iter().any(|c| c.eq_ignore_ascii_case(text)) => {
            fault(what, "write `text` in small letters, or name the column: --text-column")
        }
        _ => fault(what, "name the column of the articles: --text-column; or give `path`"),
    }
}

impl<R: Read> Table<R> {
    fn open(
        origin: Origin,
        kind: Kind,
        reader: R,
        check: HeaderCheck,
    ) -> Result<Self, RecordError> {
        let delimiter = if kind == Kind::Tsv { b'\t' } else { b',' };
        let (utf8, encoding) = Transcoder::new(reader);
        let (quotes, fault, starts) = QuoteCheck::new(utf8, delimiter);
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).flexible(true).buffer_capacity(1 << 16);
        let mut reader = builder.from_reader(quotes);
        let header = reader.byte_headers().map_err(|e| {
            RecordError::new(&origin.file, Some(1), format!("cannot read the table: {e}"))
        })?;
        let name =
            |c: &[u8]| String::from_utf8_lossy(c).trim_start_matches('\u{FEFF}').trim().to_owned();
        let columns: Vec<String> = header.iter().map(name).collect();
        check_names(&columns, &origin.file)?;
        check(&columns, &origin)?;
        let head = Arc::new(Head { origin, columns });
        Ok(Self { reader, fault, starts, encoding, head, ended: false })
    }
}

impl<R: Read> Iterator for Table<R> {
    type Item = Result<Row, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let file = &self.head.origin.file;
        let mut fields = ByteRecord::new();
        match self.reader.read_byte_record(&mut fields) {
            Ok(more) => {
                let fault = self.fault.load(Ordering::Relaxed);
                let reached = self.reader.position().line();
                // Where quoting went wrong the rest of the table cannot be trusted.
                if fault > 0 && (reached > fault || !more) {
                    self.ended = true;
                    let what = "a quote that opens here is never closed rightly; the rest of the file was not read";
                    return Some(Err(RecordError::new(file, Some(fault), what)
                        .hint("close the quote, or double each quote inside of a quoted field")));
                }
                let line = fields.position().map(|at| (at.byte(), at.line()));
                let line = line.map(|(byte, line)| self.starts.line(byte).unwrap_or(line));
                let encoding = self.encoding.get().copied();
                more.then_some(Ok(Row { fields, line, encoding }))
            }
            Err(e) => {
                self.ended = true;
                let line = e.position().unwrap_or(self.reader.position()).line();
                Some(Err(RecordError::new(file, Some(line), format!("cannot read on: {e}"))))
            }
        }
    }
}

/// Rows that are not looked into yet.
struct Rows {
    head: Arc<Head>,
    /// Number of the first, from 1.
    number: u64,
    rows: Vec<Row>,
    bytes: u64,
    /// What ended the table behind them.
    broken: Option<RecordError>,
}

impl Chunk for Rows {
    fn records(&self) -> usize {
        self.rows.len() + usize::from(self.broken.is_some())
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn articles(self: Box<Self>) -> Articles {
        let Self { head, number, rows, broken, .. } = *self;
        let read = move |(number, row): (u64, Row)| read(&row, number, &head);
        Box::new((number..).zip(rows).map(read).chain(broken.map(Err)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        add(hash, self.head.origin.file.as_os_str().as_encoded_bytes());
        self.head.columns.iter().for_each(|c| add(hash, c.as_bytes()));
        for row in &self.rows {
            row.fields.iter().for_each(|field| add(hash, field));
            hash.update(&row.line.unwrap_or_default().to_le_bytes());
        }
        if let Some(e) = &self.broken {
            add(hash, e.to_string().as_bytes());
        }
    }
}

/// The fields of a row as text, with what was unusual about their bytes.
fn texts<'a>(
    row: &'a Row,
    head: &Head,
) -> Result<(Vec<Cow<'a, str>>, Vec<ReadNotice>), RecordError> {
    let Row { fields, line, encoding } = row;
    let path = &head.origin.file;
    if fields.len() != head.columns.len() {
        let what = format!("{} fields where the header has {}", fields.len(), head.columns.len());
        let hint = "quote fields that hold a comma";
        return Err(RecordError::new(path, *line, what).hint(hint));
    }
    let plain = fields.iter().map(|f| simdutf8::basic::from_utf8(f).map(Cow::Borrowed));
    let (texts, mut notices) = match plain.collect::<Result<Vec<_>, _>>() {
        Ok(texts) => (texts, vec![]),
        Err(_) => {
            let (texts, notices) = bytes::fields(fields.iter(), path, *line)?;
            (texts.into_iter().map(Cow::Owned).collect(), notices)
        }
    };
    notices.extend(bytes::of_stream(*encoding, texts.iter().map(|t| &**t), *line));
    Ok((texts, notices))
}

fn read(row: &Row, number: u64, head: &Head) -> Result<Article, RecordError> {
    let (texts, notices) = texts(row, head)?;
    let mut values = Values::default();
    for (name, text) in head.columns.iter().zip(texts) {
        values.set_meant(head.origin.names.meant(name), text);
    }
    let (line, number) = (row.line, Some(number));
    article(values, &head.origin, Place { line, number, notices, ..Place::default() })
}

fn record(row: &Row, head: &Head) -> Result<Record, RecordError> {
    let (texts, mut notices) = texts(row, head)?;
    notices.splice(..0, head.origin.notices.iter().cloned());
    let columns = head.columns.iter().cloned().zip(texts.into_iter().map(Cow::into_owned));
    let file = Arc::clone(&head.origin.file);
    Ok(Record { columns: columns.collect(), file, line: row.line, notices })
}
