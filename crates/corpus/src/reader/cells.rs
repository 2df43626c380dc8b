//! Values of columns as text.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::as_date;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait};
use arrow_schema::{DataType, TimeUnit};
use serde_json::Value;

use crate::options::Column;

/// Why a value cannot be read, in words that go on from the name of its column.
const NO_UTF8: &str = "is no UTF-8";

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
            let values = as_bytes(dictionary.values());
            // Without values every key is null.
            let keys = if values.is_empty() { vec![] } else { dictionary.normalized_keys() };
            (values, keys)
        });
        Self { name: name.to_owned(), column: as_bytes(column), dictionary }
    }

    /// The value in a row; none where it is null.
    ///
    /// # Errors
    /// Where it should be text and is no UTF-8: columns from elsewhere are not held to what their type says.
    pub(super) fn value(&self, row: usize) -> Result<Option<Cow<'_, str>>, &'static str> {
        match &self.dictionary {
            _ if self.column.is_null(row) => Ok(None),
            Some((values, keys)) => keys.get(row).map_or(Ok(None), |&key| value(values, key)),
            None => value(&self.column, row),
        }
    }
}

/// Whether the values of a type are text.
pub(super) fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_text(values),
        kind => matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View),
    }
}

/// Whether the values of a type can be what a column means: text, or what can be written as text as JSON writes it;
/// dates and moments as days. An article itself is no fraction, date or boolean (such a column was taken by mistake),
/// and a day tells moments apart no more.
pub(super) fn is_read(kind: &DataType, meant: [bool; Column::ALL.len()]) -> bool {
    use DataType::{Boolean, Date32, Date64, Float32, Float64, Null, Timestamp};
    let (text, id) = (meant[Column::Text as usize], meant[Column::Id as usize]);
    match kind {
        Null => true,
        Boolean | Float32 | Float64 | Date32 | Date64 => !text,
        Timestamp(..) => !text && !id,
        kind => is_text(kind) || kind.is_integer(),
    }
}

/// A column whose letters may be looked at before it is known that they are letters.
fn as_bytes(column: &ArrayRef) -> ArrayRef {
    match column.data_type() {
        // Bytes of a string view cannot be asked for by themselves.
        DataType::Utf8View => Arc::new(column.as_string_view().clone().to_binary_view()),
        _ => Arc::clone(column),
    }
}

/// The value at a place of an array; none where it is null.
fn value(column: &ArrayRef, row: usize) -> Result<Option<Cow<'_, str>>, &'static str> {
    if column.is_null(row) {
        return Ok(None);
    }
    let number = |value: i128| Some(Cow::Owned(value.to_string()));
    let float =
        |value: f64| Some(Cow::Owned(Value::from(value).to_string())).filter(|_| value.is_finite());
    Ok(match column.data_type() {
        DataType::Utf8 => Some(text(bytes(column.as_string::<i32>(), row))?),
        DataType::LargeUtf8 => Some(text(bytes(column.as_string::<i64>(), row))?),
        DataType::BinaryView => Some(text(column.as_binary_view().value(row))?),
        DataType::Boolean => {
            Some(Cow::Borrowed(if column.as_boolean().value(row) { "true" } else { "false" }))
        }
        DataType::Int8 => number(at::<Int8Type>(column, row).into()),
        DataType::Int16 => number(at::<Int16Type>(column, row).into()),
        DataType::Int32 => number(at::<Int32Type>(column, row).into()),
        DataType::Int64 => number(at::<Int64Type>(column, row).into()),
        DataType::UInt8 => number(at::<UInt8Type>(column, row).into()),
        DataType::UInt16 => number(at::<UInt16Type>(column, row).into()),
        DataType::UInt32 => number(at::<UInt32Type>(column, row).into()),
        DataType::UInt64 => number(at::<UInt64Type>(column, row).into()),
        DataType::Float32 => float(at::<Float32Type>(column, row).into()),
        DataType::Float64 => float(at::<Float64Type>(column, row)),
        DataType::Date32 => day::<Date32Type>(column, row),
        DataType::Date64 => day::<Date64Type>(column, row),
        DataType::Timestamp(TimeUnit::Second, _) => day::<TimestampSecondType>(column, row),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            day::<TimestampMillisecondType>(column, row)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            day::<TimestampMicrosecondType>(column, row)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => day::<TimestampNanosecondType>(column, row),
        _ => None,
    })
}

fn at<T: ArrowPrimitiveType>(column: &ArrayRef, row: usize) -> T::Native {
    column.as_primitive::<T>().value(row)
}

/// The day of a moment; of a timestamp in UTC.
fn day<T: ArrowPrimitiveType>(column: &ArrayRef, row: usize) -> Option<Cow<'static, str>>
where
    T::Native: Into<i64>,
{
    Some(Cow::Owned(as_date::<T>(at::<T>(column, row).into())?.to_string()))
}

/// The bytes of a text, whatever they are.
fn bytes<O: OffsetSizeTrait>(column: &GenericStringArray<O>, row: usize) -> &[u8] {
    let offsets = column.value_offsets();
    let range = offsets[row].as_usize()..offsets[row + 1].as_usize();
    column.value_data().get(range).unwrap_or_default()
}

fn text(bytes: &[u8]) -> Result<Cow<'_, str>, &'static str> {
    simdutf8::basic::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| NO_UTF8)
}
