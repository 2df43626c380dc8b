//! Verbs of the command line, and the files that they read.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use pyo3::prelude::*;
use rasid::Kind;
use rasid_corpus::{MemoryRows, ReadOptions, RecordError};
use serde_json::{Map, Value};

use crate::errors::{failed, raised, released, unread};
use crate::frames::batches;

/// Runs a verb of the command line in this process, given as its words. Gives its warnings.
#[pyfunction]
pub(crate) fn command(py: Python<'_>, words: Vec<PathBuf>) -> PyResult<Vec<String>> {
    released(py, || rasid::command(words))?.map_err(|failure| failed(py, &failure))
}

/// Writes rows as JSON Lines: all columns of text, numbers, dates and booleans, as text.
#[pyfunction]
pub(crate) fn write_rows(py: Python<'_>, rows: &Bound<'_, PyAny>, path: PathBuf) -> PyResult<()> {
    let (batches, _) = batches(rows, "text")?;
    let written = released(py, || -> Result<std::io::Result<()>, RecordError> {
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
                let cell = |cell: Result<(&str, Option<Cow<'_, str>>), RecordError>| {
                    cell.map(|(name, value)| (name.to_owned(), value.map(Cow::into_owned).into()))
                };
                let record: Map<String, Value> =
                    rows.values(row).map(cell).collect::<Result<_, _>>()?;
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
        Ok(Ok(())) => Ok(()),
        Ok(Err(e)) => Err(raised(py, Kind::Output, &e.to_string(), &[], (None, None))),
        Err(e) => Err(unread(py, &e)),
    }
}
