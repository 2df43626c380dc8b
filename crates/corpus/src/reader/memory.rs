//! Rows of columns that lie in memory (Apache Arrow).

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};

use super::cells::{Cells, is_read, is_text};
use super::json;
use super::values::borrowed;
use super::{MAX_RECORD, Origin, Place, Values};
use crate::article::BorrowedArticle;
use crate::error::RecordError;
use crate::options::{Column, Names, ReadOptions};

/// What stands for the name of a file where there is none.
const NAME: &str = "rows";

/// Rows of columns, each a record as those of a Parquet file are, or of one column whose texts are records as the
/// lines of JSON Lines are; but a column `path` means nothing here: what comes from memory reads no files. Text is not
/// copied. Lines are rows, from 1.
pub struct MemoryRows {
    origin: Origin,
    form: Form,
    count: usize,
    first: Option<u64>,
}

/// How a row is a record.
enum Form {
    /// Columns that can be read, with what each means.
    Columns(Vec<(Cells, [bool; Column::ALL.len()])>),
    /// A column of objects in JSON.
    Objects(Cells),
}

impl MemoryRows {
    /// Takes the columns of a batch that hold text, numbers, dates or booleans; `first` is the number of its first row, from
    /// 0. A record without an id is given the number of its row; where there are no numbers its id is empty, and no
    /// error tells a line.
    ///
    /// # Errors
    /// Where a column that was named is not there, or one that has a meaning holds something else.
    pub fn new(
        batch: &RecordBatch,
        options: &ReadOptions,
        first: Option<u64>,
    ) -> Result<Self, RecordError> {
        let origin = Origin::of_memory(Path::new(NAME), options);
        let fault = |what: String| RecordError::new(&origin.file, None, what);
        let schema = batch.schema_ref();
        let there = |name: &str| schema.column_with_name(name).is_some();
        if let Some(name) = origin.names.missing(there) {
            let hint = format!("there are: {}", names(batch));
            return Err(fault(format!("there is no column `{name}`")).hint(hint));
        }
        let mut columns = Vec::new();
        for (field, column) in schema.fields().iter().zip(batch.columns()) {
            let mut meant = origin.names.meant(field.name());
            meant[Column::Path as usize] = false;
            if is_read(field.data_type(), meant) {
                columns.push((Cells::new(field.name(), column), meant));
            } else if meant.contains(&true) && column.null_count() < column.len() {
                let what = format!(
                    "column `{}` is of type {}, which is not read as text",
                    field.name(),
                    field.data_type()
                );
                return Err(fault(what).hint("store it as a string"));
            }
        }
        Ok(Self { origin, form: Form::Columns(columns), count: batch.num_rows(), first })
    }

    /// Takes a column of text in which each value is one JSON object, with the columns of a record.
    ///
    /// # Errors
    /// Where the column is not there, or holds no text.
    pub fn of_objects(
        batch: &RecordBatch,
        column: &str,
        options: &ReadOptions,
        first: Option<u64>,
    ) -> Result<Self, RecordError> {
        let origin = Origin::of_memory(Path::new(NAME), options);
        let fault = |what: String| RecordError::new(&origin.file, None, what);
        let found = batch.schema_ref().column_with_name(column);
        let Some((at, field)) = found else {
            let hint = format!("there are: {}", names(batch));
            return Err(fault(format!("there is no column `{column}`")).hint(hint));
        };
        if !is_text(field.data_type()) {
            let what = format!("column `{column}` is of type {}, no text", field.data_type());
            return Err(fault(what).hint("give a column of strings, each one JSON object"));
        }
        let form = Form::Objects(Cells::new(column, batch.column(at)));
        Ok(Self { origin, form, count: batch.num_rows(), first })
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
        let line = self.first.map(|first| first + row as u64 + 1);
        let fault = |what: &str| RecordError::new(&self.origin.file, line, what);
        let values = match &self.form {
            Form::Columns(columns) => {
                let mut values = Values::default();
                for (cells, meant) in columns.iter().filter(|(_, meant)| meant.contains(&true)) {
                    let value = cells.value(row);
                    let value = value.map_err(|e| fault(&format!("`{}` {e}", cells.name)))?;
                    let Some(value) = value else { continue };
                    if value.len() > MAX_RECORD {
                        return Err(fault("a value is larger than 64 MiB"));
                    }
                    values.set_meant(*meant, value);
                }
                values
            }
            Form::Objects(cells) => {
                let object = cells.value(row).map_err(|e| fault(&format!("the record {e}")))?;
                // Of a column of text every value stands where it is.
                let Some(Cow::Borrowed(object)) = object.filter(|o| !o.trim().is_empty()) else {
                    return Err(fault("the record is empty"));
                };
                if object.len() > MAX_RECORD {
                    return Err(fault("the record is larger than 64 MiB"));
                }
                let object = object.strip_prefix('\u{FEFF}').unwrap_or(object);
                let (mut values, ()) = json::columns(object, &self.origin, line, &[], |_| Ok(()))?;
                values.set(Column::Path, None);
                values
            }
        };
        let place = Place { line, ..Place::default() };
        let id = || self.first.map_or_else(String::new, |first| (first + row as u64).to_string());
        borrowed(values, &self.origin, (place, false), id)
    }

    /// All values of a row that can be read, none where they are null, with the names of their columns; nothing of
    /// objects.
    ///
    /// # Errors
    /// Where one should be text and is no UTF-8.
    pub fn values(
        &self,
        row: usize,
    ) -> impl Iterator<Item = Result<(&str, Option<Cow<'_, str>>), RecordError>> {
        let columns = match &self.form {
            Form::Columns(columns) => &columns[..],
            Form::Objects(_) => &[],
        };
        columns.iter().map(move |(cells, _)| {
            let line = self.first.map(|first| first + row as u64 + 1);
            let fault =
                |e| RecordError::new(&self.origin.file, line, format!("`{}` {e}", cells.name));
            Ok((cells.name.as_str(), cells.value(row).map_err(fault)?))
        })
    }
}

/// The names of all columns, for who looks for one.
fn names(batch: &RecordBatch) -> String {
    let names = batch.schema_ref().fields().iter().map(|field| field.name().as_str());
    names.collect::<Vec<_>>().join(", ")
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
