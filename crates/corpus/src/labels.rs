//! A labelled set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rasid_codebook::{AxisId, ClassId, Codebook};

use crate::article::Article;
use crate::error::RecordError;
use crate::inputs::Input;
use crate::reader::{Record, articles, records};

/// An article with its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The article.
    pub article: Article,
    /// A class or nothing for each axis of the codebook, in order.
    pub labels: Vec<Option<ClassId>>,
    /// All columns that have no meaning of their own, for grouping and slicing.
    pub columns: BTreeMap<String, String>,
}

/// A labelled set that cannot be used: every fault that was found, in order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot use {file}: {} of its records are faulty", faults.len())]
pub struct LabelsError {
    /// The file.
    pub file: String,
    /// What is wrong with each record.
    pub faults: Vec<RecordError>,
}

/// Reads a labelled set, a `.csv` or `.jsonl` with `text` or `path` and a column for each axis. An empty
/// cell means unlabelled on that axis.
///
/// # Errors
/// All faulty records at once: a set is used whole or not at all.
pub fn read_labels(path: &Path, book: &Codebook) -> Result<Vec<Labelled>, LabelsError> {
    let fail = |faults| LabelsError { file: path.display().to_string(), faults };
    if let Err(e) = std::fs::metadata(path) {
        let what = format!("cannot open {}: {e}", path.display());
        return Err(fail(vec![RecordError::new(path, None, what).hint("check the path; `rasid init` makes a start")]));
    }
    let open = || Input::from_file(path.to_string_lossy(), path);
    if !matches!(open().kind, Some(crate::Kind::Csv | crate::Kind::JsonLines)) {
        let what = "labels are read from .csv and .jsonl files";
        return Err(fail(vec![RecordError::new(path, None, what).hint("rename the file by what it holds")]));
    }
    let mut faults = Vec::new();
    let mut labels: Vec<(Vec<Option<ClassId>>, BTreeMap<String, String>)> = Vec::new();
    let mut columns = BTreeSet::new();
    for (number, record) in records(open()).enumerate() {
        match record.map(|r| { columns.extend(r.columns.keys().cloned()); r }).and_then(|r| of_record(r, number + 1, book)) {
            Ok(found) => labels.push(found),
            Err(e) => faults.push(e),
        }
    }
    if faults.is_empty() && !book.axes().iter().any(|a| columns.contains(&a.name)) {
        faults.push(no_axis(path, book, labels.is_empty()));
    }
    if !faults.is_empty() {
        return Err(fail(faults));
    }
    let mut out = Vec::new();
    for (article, (labels, columns)) in articles([open()]).zip(labels) {
        match article {
            Ok(article) => out.push(Labelled { article, labels, columns }),
            Err(e) => faults.push(e),
        }
    }
    if faults.is_empty() { Ok(out) } else { Err(fail(faults)) }
}

fn no_axis(path: &Path, book: &Codebook, empty: bool) -> RecordError {
    let names: Vec<&str> = book.axes().iter().map(|a| a.name.as_str()).collect();
    if empty {
        return RecordError::new(path, None, "the file holds no record").hint("add labelled articles");
    }
    RecordError::new(path, Some(1), "no column is named like an axis of the codebook")
        .hint(format!("axes are {}", names.join(", ")))
}

type Found = (Vec<Option<ClassId>>, BTreeMap<String, String>);

fn of_record(record: Record, number: usize, book: &Codebook) -> Result<Found, RecordError> {
    let one = |axis: AxisId| {
        let value = record.columns.get(&book.axis_at(axis).name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let Some(value) = value else { return Ok(None) };
        book.class(axis, value).map(Some).map_err(|e| {
            let fault = RecordError::new(&record.file, record.line, format!("record {number}: {e}"));
            let fault = fault.hint(e.way_out().unwrap_or_default());
            match record.columns.get("id") {
                Some(id) => fault.id(id.as_str()),
                None => fault,
            }
        })
    };
    let labels = book.axis_ids().map(one).collect::<Result<_, _>>()?;
    let mut columns = record.columns;
    columns.remove("text");
    Ok((labels, columns))
}
