//! A table with a header line.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Record, Records, bytes, one};
use crate::error::RecordError;
use crate::quotes::{Fault, QuoteCheck, Starts};
use crate::transcode::{StreamEncoding, Transcoder};

struct Table<R: Read> {
    reader: Reader<QuoteCheck<Transcoder<R>>>,
    fault: Fault,
    starts: Starts,
    encoding: StreamEncoding,
    header: Vec<String>,
    path: PathBuf,
    ended: bool,
}

/// Says what is wrong with the names of the columns.
type HeaderCheck = fn(&[String], &Path) -> Result<(), RecordError>;

pub(crate) fn read(
    path: PathBuf,
    reader: impl Read + 'static,
    check_names: HeaderCheck,
) -> Records {
    let (utf8, encoding) = Transcoder::new(reader);
    let (check, fault, starts) = QuoteCheck::new(utf8);
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(check);
    let header = reader.byte_headers().map(|h| {
        h.iter()
            .map(|c| String::from_utf8_lossy(c).trim_start_matches('\u{FEFF}').trim().to_owned())
            .collect()
    });
    let header: Vec<String> = match header {
        Ok(header) => header,
        Err(e) => {
            return one(Err(RecordError::new(
                &path,
                Some(1),
                format!("cannot read the table: {e}"),
            )));
        }
    };
    if let Err(e) = check_header(&header, &path).and_then(|()| check_names(&header, &path)) {
        return one(Err(e));
    }
    Box::new(Table { reader, fault, starts, encoding, header, path, ended: false })
}

/// The first of some names that stood before.
pub(crate) fn twice<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}

fn check_header(header: &[String], path: &Path) -> Result<(), RecordError> {
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

/// Whether there is a column that articles can be read from.
pub(super) fn check_articles(header: &[String], path: &Path) -> Result<(), RecordError> {
    let fault = |what: String, hint: &str| Err(RecordError::new(path, Some(1), what).hint(hint));
    if header.iter().any(|c| c == "text" || c == "path") {
        return Ok(());
    }
    let what = format!("no `text` column; the columns are {}", header.join(", "));
    match header {
        [only] if only.contains([';', '\t']) => fault(what, "separate the columns by commas"),
        _ if header.iter().any(|c| c.eq_ignore_ascii_case("text")) => {
            fault(what, "write `text` in small letters")
        }
        _ => fault(what, "name the column of the articles `text`, or give `path`"),
    }
}

impl<R: Read> Iterator for Table<R> {
    type Item = Result<Record, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut row = ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(more) => {
                let fault = self.fault.get();
                let reached = self.reader.position().line();
                // Where quoting went wrong the rest of the table cannot be trusted.
                if fault > 0 && (reached > fault || !more) {
                    self.ended = true;
                    let what = "a quote that opens here is never closed rightly; the rest of the file was not read";
                    return Some(Err(RecordError::new(&self.path, Some(fault), what)
                        .hint("close the quote, or double each quote inside of a quoted field")));
                }
                more.then(|| self.record(&row))
            }
            Err(e) => {
                self.ended = true;
                let line = e.position().map(csv::Position::line);
                Some(Err(RecordError::new(&self.path, line, format!("cannot read on: {e}"))))
            }
        }
    }
}

impl<R: Read> Table<R> {
    fn record(&self, row: &ByteRecord) -> Result<Record, RecordError> {
        let line = row
            .position()
            .map(|position| self.starts.line(position.byte()).unwrap_or_else(|| position.line()));
        if row.len() != self.header.len() {
            let what = format!("{} fields where the header has {}", row.len(), self.header.len());
            return Err(
                RecordError::new(&self.path, line, what).hint("quote fields that hold a comma")
            );
        }
        let (values, mut notices) = bytes::fields(row.iter(), &self.path, line)?;
        let read_as = bytes::of_stream(&self.encoding, values.iter().map(String::as_str), line);
        notices.extend(read_as);
        let columns = self.header.iter().cloned().zip(values).collect();
        let file = self.path.clone();
        Ok(Record { columns, file, line, html: false, notices, bytes: None })
    }
}
