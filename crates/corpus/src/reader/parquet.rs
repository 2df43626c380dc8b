//! Rows of Apache Parquet.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use xxhash_rust::xxh3::Xxh3;

use super::cells::{Cells, is_read};
use super::csv::check_articles;
use super::{
    Articles, Chunk, Chunks, Fault, MAX_RECORD, Origin, Place, Values, add, article, cannot_read,
};
use crate::article::Article;
use crate::batch::{BATCH_BYTES, BATCH_RECORDS};
use crate::error::RecordError;
use crate::options::Column;

/// A Parquet file is read from its end: one that comes as a stream is laid on disk first, up to so many
/// bytes.
const MAX_SPOOLED: u64 = 64 << 30;

/// Rows of a file that are not looked into yet.
struct Rows {
    origin: Arc<Origin>,
    columns: Vec<Cells>,
    count: usize,
    /// Number of the first row, from 1.
    first: u64,
    bytes: u64,
}

/// Cuts a file into chunks. `reader` is its bytes, where they do not lie on disk as they are.
pub(super) fn chunks(origin: Origin, reader: Option<Box<dyn Read + Send>>) -> Chunks {
    let file = match reader {
        None => File::open(&origin.file).map_err(|e| cannot_read(&origin.file, &e)),
        Some(reader) => spooled(reader, &origin.file),
    };
    let opened = file.and_then(|file| {
        guarded(|| open(file, &origin)).unwrap_or_else(|| Err(damaged(&origin.file, "its head")))
    });
    let (rows, size) = match opened {
        Ok(opened) => opened,
        Err(e) => return Fault::alone(e),
    };
    let origin = Arc::new(origin);
    let (mut rows, mut first) = (Some(rows), 1);
    Box::new(std::iter::from_fn(move || -> Option<Box<dyn Chunk>> {
        let read = guarded(|| rows.as_mut()?.next());
        let what = match read {
            Some(None) => return None,
            Some(Some(Ok(batch))) => {
                let count = batch.num_rows() as u64;
                let bytes = count * size;
                let cells = batch.schema_ref().fields().iter().zip(batch.columns());
                let columns = cells.map(|(field, column)| Cells::new(field.name(), column));
                let (origin, columns) = (Arc::clone(&origin), columns.collect());
                let chunk = Rows { origin, columns, count: batch.num_rows(), first, bytes };
                first += count;
                return Some(Box::new(chunk));
            }
            Some(Some(Err(e))) => e.to_string(),
            None => "its pages make no sense".to_owned(),
        };
        // What a reader gives after a fault is not to be trusted.
        rows = None;
        Some(Fault::boxed(damaged(&origin.file, &format!("from row {first} on: {what}"))))
    }))
}

/// The parquet crate is held to panic nowhere, and damaged files find where it does.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

fn damaged(path: &Path, what: &str) -> RecordError {
    RecordError::new(path, None, format!("cannot read the Parquet file, {what}"))
}

fn spooled(reader: Box<dyn Read + Send>, path: &Path) -> Result<File, RecordError> {
    let spool = || -> io::Result<(File, u64)> {
        let mut file = tempfile::tempfile()?;
        let written = io::copy(&mut reader.take(MAX_SPOOLED + 1), &mut file)?;
        file.rewind()?;
        Ok((file, written))
    };
    let (file, written) = spool().map_err(|e| cannot_read(path, &e))?;
    if written > MAX_SPOOLED {
        let what = "the Parquet file is larger than 64 GiB once it is decompressed";
        return Err(RecordError::new(path, None, what).hint("decompress it first"));
    }
    Ok(file)
}

/// A reader of the columns that have a meaning, and about how many bytes a row has.
fn open(file: File, origin: &Origin) -> Result<(ParquetRecordBatchReader, u64), RecordError> {
    let fault = |what: String| RecordError::new(&origin.file, None, what);
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)
        .map_err(|e| fault(format!("cannot read the Parquet file: {e}")))?;
    let fields = builder.schema().fields();
    let header: Vec<String> = fields.iter().map(|f| f.name().clone()).collect();
    check_articles(&header, origin).map_err(|e| e.without_line())?;
    let meant = |name: &str| origin.names.meant(name) != [false; Column::ALL.len()];
    let roots: Vec<usize> = (0..fields.len()).filter(|&i| meant(&header[i])).collect();
    for field in roots.iter().map(|&i| &fields[i]) {
        if !is_read(field.data_type(), origin.names.meant(field.name())) {
            let what = format!(
                "column `{}` is of type {}, which is not read as text",
                field.name(),
                field.data_type()
            );
            return Err(fault(what).hint("store it as a string (UTF8)"));
        }
    }
    let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
    let groups = builder.metadata().row_groups();
    let sizes = groups.iter().flat_map(|group| {
        let columns = group.columns().iter().enumerate();
        columns.filter(|(i, _)| mask.leaf_included(*i)).map(|(_, c)| c.uncompressed_size())
    });
    let size = sizes.fold(0u64, |sum, size| sum.saturating_add(u64::try_from(size).unwrap_or(0)));
    let count = groups.iter().map(|group| u64::try_from(group.num_rows()).unwrap_or(0));
    let size = size / count.fold(0, u64::saturating_add).max(1) + 1;
    let rows = (BATCH_BYTES as u64 / size).clamp(1, BATCH_RECORDS as u64);
    let reader = builder.with_projection(mask).with_batch_size(rows as usize).build();
    Ok((reader.map_err(|e| fault(format!("cannot read the Parquet file: {e}")))?, size))
}

impl Chunk for Rows {
    fn records(&self) -> usize {
        self.count
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn articles(self: Box<Self>) -> Articles {
        Box::new((0..self.count).map(move |row| read(&self, row)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        add(hash, self.origin.file.as_os_str().as_encoded_bytes());
        hash.update(&self.first.to_le_bytes());
        for cells in &self.columns {
            add(hash, cells.name.as_bytes());
            for row in 0..self.count {
                match cells.value(row) {
                    Ok(Some(value)) => add(hash, value.as_bytes()),
                    // Nor is anything else read of what is no text.
                    Ok(None) | Err(_) => hash.update(&u64::MAX.to_le_bytes()),
                }
            }
        }
    }
}

fn read(rows: &Rows, row: usize) -> Result<Article, RecordError> {
    let (number, origin) = (rows.first + row as u64, &*rows.origin);
    let mut values = Values::default();
    for cells in &rows.columns {
        let fault =
            |what: String| RecordError::new(&origin.file, None, format!("row {number}: {what}"));
        let value = cells.value(row).map_err(|e| fault(format!("`{}` {e}", cells.name)))?;
        let Some(value) = value else { continue };
        if value.len() > MAX_RECORD {
            return Err(fault("a value is larger than 64 MiB".to_owned()));
        }
        values.set_meant(origin.names.meant(&cells.name), value);
    }
    article(values, origin, Place { number: Some(number), ..Place::default() })
}
