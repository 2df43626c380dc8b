//! Values of columns as text.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

/// The values of a column in some rows.
pub(super) struct Cells {
    pub(super) name: String,
    column: ArrayRef,
    /// Of a column with a dictionary, its values and which of them each row has.
    dictionary: Option<(ArrayRef, Vec<usize>)>,
}

impl Cells {
    pub(super) fn new(name: &str, column: &ArrayRef) -> Self {
        let dictionary = column.as_any_dictionary_opt().map(|dictionary| {
            let values = Arc::clone(dictionary.values());
            // Without values every key is null.
            let keys = if values.is_empty() { vec![] } else { dictionary.normalized_keys() };
            (values, keys)
        });
        Self { name: name.to_owned(), column: Arc::clone(column), dictionary }
    }

    /// The value in a row of a column of text; none where it is null, or no text.
    pub(super) fn text(&self, row: usize) -> Option<&str> {
        match self.value(row)? {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// The value in a row; none where it is null.
    pub(super) fn value(&self, row: usize) -> Option<Cow<'_, str>> {
        match &self.dictionary {
            _ if self.column.is_null(row) => None,
            Some((values, keys)) => value(values, *keys.get(row)?),
            None => value(&self.column, row),
        }
    }
}

/// Whether the values of a type are text.
pub(super) fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// Whether the values of a type are text or can be written as text without loss.
pub(super) fn is_read(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_text(values),
        kind => is_text(kind) || kind.is_integer() || *kind == DataType::Null,
    }
}

/// The value at a place of an array; none where it is null.
fn value(column: &ArrayRef, row: usize) -> Option<Cow<'_, str>> {
    use arrow_array::types::{
        Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    };
    let column = column.as_ref();
    if column.is_null(row) {
        return None;
    }
    let number = |value: i128| Some(Cow::Owned(value.to_string()));
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).into()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).into()),
        DataType::Utf8View => Some(column.as_string_view().value(row).into()),
        DataType::Int8 => number(column.as_primitive::<Int8Type>().value(row).into()),
        DataType::Int16 => number(column.as_primitive::<Int16Type>().value(row).into()),
        DataType::Int32 => number(column.as_primitive::<Int32Type>().value(row).into()),
        DataType::Int64 => number(column.as_primitive::<Int64Type>().value(row).into()),
        DataType::UInt8 => number(column.as_primitive::<UInt8Type>().value(row).into()),
        DataType::UInt16 => number(column.as_primitive::<UInt16Type>().value(row).into()),
        DataType::UInt32 => number(column.as_primitive::<UInt32Type>().value(row).into()),
        DataType::UInt64 => number(column.as_primitive::<UInt64Type>().value(row).into()),
        _ => None,
    }
}
