//! Rows of columns that lie in memory (Apache Arrow).

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};

use super::cells::{Cells, is_read};
use super::values::borrowed;
use super::{MAX_RECORD, Origin, Place, Values};
use crate::article::BorrowedArticle;
use crate::error::RecordError;
use crate::options::{Column, Names, ReadOptions};

/// What stands for the name of a file where there is none.
const NAME: &str = "rows";

/// Rows of columns, each a record as those of a Parquet file are; but a column `path` means nothing here: what
/// comes from memory reads no files. Text is not copied. Lines are rows, from 1.
pub struct MemoryRows {
    origin: Origin,
    columns: Vec<(Cells, [bool; Column::ALL.len()])>,
    count: usize,
    first: u64,
}

impl MemoryRows {
    /// Takes the columns of a batch that hold text or whole numbers; `first` is the number of its first row, from
    /// 0. A record without an id is given the number of its row.
    ///
    /// # Errors
    /// Where a column that was named is not there, or one that has a meaning holds something else than text and
    /// whole numbers.
    pub fn new(
        batch: &RecordBatch,
        options: &ReadOptions,
        first: u64,
    ) -> Result<Self, RecordError> {
        let origin = Origin::of_memory(Path::new(NAME), options);
        let fault = |what: String| RecordError::new(&origin.file, None, what);
        let schema = batch.schema_ref();
        let header: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
        if let Some(name) = origin.names.missing(|name| header.contains(&name)) {
            let hint = format!("there are: {}", header.join(", "));
            return Err(fault(format!("there is no column `{name}`")).hint(hint));
        }
        let mut columns = Vec::new();
        for (field, column) in schema.fields().iter().zip(batch.columns()) {
            let mut meant = origin.names.meant(field.name());
            meant[Column::Path as usize] = false;
            if is_read(field.data_type()) {
                columns.push((Cells::new(field.name(), column), meant));
            } else if meant.contains(&true) && column.null_count() < column.len() {
                let what = format!(
                    "column `{}` is of type {}: text is read, and whole numbers",
                    field.name(),
                    field.data_type()
                );
                return Err(fault(what).hint("store it as a string"));
            }
        }
        Ok(Self { origin, columns, count: batch.num_rows(), first })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The article of a row below [`MemoryRows::len`].
    ///
    /// # Errors
    /// Where it has no text, or no text that can be read.
    pub fn article(&self, row: usize) -> Result<BorrowedArticle<'_>, RecordError> {
        let line = Some(self.first + row as u64 + 1);
        let mut values = Values::default();
        for (cells, meant) in self.columns.iter().filter(|(_, meant)| meant.contains(&true)) {
            let Some(value) = cells.value(row) else { continue };
            if value.len() > MAX_RECORD {
                let what = "a value is larger than 64 MiB";
                return Err(RecordError::new(&self.origin.file, line, what));
            }
            values.set_meant(*meant, value);
        }
        let place = Place { line, ..Place::default() };
        let id = || (self.first + row as u64).to_string();
        borrowed(values, &self.origin, (place, false), id)
    }

    /// All values of a row that are text or whole numbers, with the names of their columns.
    pub fn values(&self, row: usize) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let cells = self.columns.iter().map(|(cells, _)| cells);
        cells.filter_map(move |cells| Some((cells.name.as_str(), cells.value(row)?)))
    }
}

impl Origin {
    fn of_memory(name: &Path, options: &ReadOptions) -> Self {
        Self {
            file: Arc::from(name),
            id: String::new(),
            notices: Vec::new(),
            names: Arc::new(Names::new(options)),
        }
    }
}
