//! Columns that come from Python and go there, by the Arrow C data interface: no text is copied.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, StringArray, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyString};
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};
use pyo3_arrow::{PyRecordBatchReader, PyTable};
use rasid::Kind;

use crate::errors::raised;

/// Columns with the same rows, for whoever speaks the Arrow C data interface: `pyarrow.table(columns)`,
/// `polars.DataFrame(columns)`.
#[pyclass(frozen, module = "rasid")]
pub(crate) struct Columns {
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) schema: SchemaRef,
}

#[pymethods]
impl Columns {
    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The columns as a stream of batches.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let batches: Vec<Result<RecordBatch, ArrowError>> =
            self.batches.iter().cloned().map(Ok).collect();
        let stream = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let reader = Bound::new(py, PyRecordBatchReader::new(Box::new(stream)))?;
        reader.call_method1("__arrow_c_stream__", (requested_schema,))
    }

    /// The texts of the column `verdict`, where there is one: a list of str.
    fn lines(&self) -> Vec<String> {
        let columns = self.batches.iter().filter_map(|batch| batch.column_by_name("verdict"));
        let texts = columns.filter_map(|column| column.as_any().downcast_ref::<StringArray>());
        texts.flat_map(|texts| texts.iter().flatten().map(str::to_owned)).collect()
    }
}

/// The batches of anything that speaks the Arrow C data interface: a table, a batch, a stream of batches; or one
/// column, which is then called `text`.
pub(crate) fn batches(
    data: &Bound<'_, PyAny>,
    text: &str,
) -> PyResult<(Vec<RecordBatch>, SchemaRef)> {
    let py = data.py();
    let wrong = |e: &dyn std::fmt::Display| {
        let what = format!("these columns cannot be read: {e}");
        raised(py, Kind::Input, &what, &[], (None, None))
    };
    if let Ok(any) = data.extract::<AnyRecordBatch>() {
        let is_table = any.schema().is_ok();
        if is_table {
            let table: PyTable = any.into_table().map_err(PyErr::from).map_err(|e| wrong(&e))?;
            return Ok(table.into_inner());
        }
    }
    let any: AnyArray = data.extract().map_err(|_| {
        let what = format!("{} is neither text nor columns of text", data.get_type());
        let hint = "columns speak the Arrow C data interface, as those of polars and pyarrow do; classify takes str, \
                    lists and pandas too";
        raised(py, Kind::Usage, &what, &[], (Some(hint), None))
    })?;
    let (arrays, _) =
        any.into_chunked_array().map_err(PyErr::from).map_err(|e| wrong(&e))?.into_inner();
    let Some(first) = arrays.first() else { return Ok(of_column(vec![], text, DataType::Utf8)) };
    if let Some(rows) = first.as_any().downcast_ref::<StructArray>() {
        let schema = Arc::new(Schema::new(rows.fields().clone()));
        let rows = arrays.iter().filter_map(|a| a.as_any().downcast_ref::<StructArray>());
        let rows: Vec<_> = rows.collect();
        if rows.iter().any(|rows| rows.null_count() > 0) {
            let hint = "give a table, or fill the rows that are null";
            let what = "a row of these columns is null as a whole";
            return Err(raised(py, Kind::Input, what, &[], (Some(hint), None)));
        }
        return Ok((rows.into_iter().map(RecordBatch::from).collect(), schema));
    }
    let kind = first.data_type().clone();
    Ok(of_column(arrays, text, kind))
}

fn of_column(arrays: Vec<ArrayRef>, name: &str, kind: DataType) -> (Vec<RecordBatch>, SchemaRef) {
    let schema = Arc::new(Schema::new(vec![Field::new(name, kind, true)]));
    let batch = |column: ArrayRef| RecordBatch::try_new(Arc::clone(&schema), vec![column]);
    let batches = arrays.into_iter().map(batch);
    // Of one column, whatever it holds, a batch can be made.
    let batches = batches.filter_map(Result::ok).collect();
    (batches, schema)
}

/// A column of texts from values of Python: str, or None. Gives the column and, for each row that is neither, its
/// number and what is wrong with it; the column is null there.
#[pyfunction]
pub(crate) fn texts(values: &Bound<'_, PyAny>) -> PyResult<(Columns, Vec<(usize, String)>)> {
    let mut column = LargeStringBuilder::new();
    let mut faults = Vec::new();
    for (row, value) in values.try_iter()?.enumerate() {
        let value = value?;
        let missing = value.is_none() || is_nan(&value)?;
        match value.cast::<PyString>() {
            Ok(text) => match text.to_str() {
                Ok(text) => column.append_value(text),
                Err(_) => {
                    faults.push((
                        row,
                        "the text holds a lone surrogate: it is no Unicode text".to_owned(),
                    ));
                    column.append_null();
                }
            },
            Err(_) => {
                if !missing {
                    faults.push((row, format!("{} is no text", value.get_type().name()?)));
                }
                column.append_null();
            }
        }
    }
    let (batches, schema) = of_column(vec![Arc::new(column.finish())], "text", DataType::LargeUtf8);
    Ok((Columns { batches, schema }, faults))
}

/// A row of texts.
#[pyfunction]
pub(crate) fn row(values: BTreeMap<String, String>) -> PyResult<Columns> {
    let column = |(name, value): (String, String)| {
        (name, Arc::new(StringArray::from(vec![value])) as ArrayRef, true)
    };
    let batch = RecordBatch::try_from_iter_with_nullable(values.into_iter().map(column));
    let batch = batch.map_err(|e| PyValueError::new_err(e.to_string()))?;
    Ok(Columns { schema: batch.schema(), batches: vec![batch] })
}

/// Whether a value stands for nothing, as pandas has it: NaN, NA, NaT.
fn is_nan(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let kind = value.get_type().name()?;
    let named = ["NAType", "NaTType"].iter().any(|name| kind == *name);
    Ok(named || value.extract::<f64>().is_ok_and(f64::is_nan))
}
