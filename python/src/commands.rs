//! Verbs of the command line, and the files that they read.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use pyo3::prelude::*;
use rasid::Kind;
use rasid_corpus::{MemoryRows, ReadOptions};
use serde_json::{Map, Value};

use crate::errors::{failed, raised, released, unread};
use crate::frames::batches;

/// Runs a verb of the command line in this process, given as its words. Gives its warnings.
#[pyfunction]
pub(crate) fn command(py: Python<'_>, words: Vec<PathBuf>) -> PyResult<Vec<String>> {
    released(py, || rasid::command(words))?.map_err(|failure| failed(py, &failure))
}

/// Writes rows as JSON Lines, all columns of text and of whole numbers; gives the names of the columns.
#[pyfunction]
pub(crate) fn write_rows(
    py: Python<'_>,
    rows: &Bound<'_, PyAny>,
    path: PathBuf,
) -> PyResult<Vec<String>> {
    let (batches, schema) = batches(rows, "text")?;
    let names = schema.fields().iter().map(|field| field.name().clone()).collect();
    let written = released(py, || -> Result<std::io::Result<()>, rasid_corpus::RecordError> {
        let mut first = 0;
        let mut lines: Vec<u8> = Vec::new();
        let file = match std::fs::File::create(&path) {
            Ok(file) => file,
            Err(e) => return Ok(Err(e)),
        };
        let mut out = BufWriter::new(file);
        for batch in &batches {
            let rows = MemoryRows::new(batch, &ReadOptions::default(), Some(first))?;
            for row in 0..rows.len() {
                let cells = rows.values(row);
                let record: Map<String, Value> = cells
                    .map(|(name, value)| (name.to_owned(), Value::from(value.into_owned())))
                    .collect();
                lines.clear();
                // Writing to memory does not fail.
                let _ = serde_json::to_writer(&mut lines, &record);
                lines.push(b'\n');
                if let Err(e) = out.write_all(&lines) {
                    return Ok(Err(e));
                }
            }
            first += rows.len() as u64;
        }
        Ok(out.flush())
    })?;
    match written {
        Ok(Ok(())) => Ok(names),
        Ok(Err(e)) => Err(raised(py, Kind::Output, &e.to_string(), &[], (None, None))),
        Err(e) => Err(unread(py, &e)),
    }
}
