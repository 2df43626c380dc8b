//! What each coder said of a labelled set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rasid_codebook::{AxisId, ClassId, Codebook, CodebookError};

use crate::error::RecordError;
use crate::labels::{Labelled, LabelsError, fail, no_record, read_set};
use crate::options::ReadOptions;
use crate::reader::Record;

/// What a column of codes has between the name of its axis and the coder's number.
const CODER: &str = "_coder_";

/// A labelled set with the codes that stand beside its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedSet {
    /// The articles; a label is what stands after the codes were compared.
    pub articles: Vec<Labelled>,
    /// The coders of each axis of the codebook, both in order.
    pub coders: Vec<Vec<Coder>>,
    /// Columns that look like codes but are on no axis of the codebook or without a number: they are
    /// left out.
    pub strangers: Vec<String>,
}

/// One coder's reading of one axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coder {
    /// The name of the column after the axis: `coder_1` of `AXIS_coder_1`.
    pub name: String,
    /// A class or nothing for each article.
    pub codes: Vec<Option<ClassId>>,
}

/// Reads a labelled set with columns `AXIS_coder_1`, `AXIS_coder_2`, …, any number of them, and a column
/// `AXIS` or none. An empty cell means that the coder left the article out.
///
/// # Errors
/// All faulty records and codes at once; no axis with the codes of two coders.
pub fn read_coded(path: &Path, book: &Codebook) -> Result<CodedSet, LabelsError> {
    let articles = read_set(path, book, &ReadOptions::default(), |record, number| {
        faults(record, number, book)
    })?;
    let names: BTreeSet<&String> = articles.iter().flat_map(|l| l.columns.keys()).collect();
    let strangers = names.iter().filter(|name| is_stranger(name, book)).map(|n| (*n).clone());
    let strangers = strangers.collect();
    let coders_of = |axis: AxisId| {
        let mut own: Vec<(u64, &String)> = names
            .iter()
            .filter_map(|name| Some((axis_and_number(name, book)?, *name)))
            .filter_map(|((of, number), name)| (of == axis).then_some((number, name)))
            .collect();
        own.sort();
        own.into_iter().map(|(_, column)| coder(column, axis, &articles, book)).collect()
    };
    let coders: Vec<Vec<Coder>> = book.axis_ids().map(coders_of).collect();
    if articles.is_empty() {
        return Err(fail(path, vec![no_record(path)]));
    }
    if coders.iter().all(|c| c.len() < 2) {
        return Err(fail(path, vec![too_few(path, book)]));
    }
    Ok(CodedSet { articles, coders, strangers })
}

fn too_few(path: &Path, book: &Codebook) -> RecordError {
    let axes: Vec<&str> = book.axes().iter().map(|a| a.name.as_str()).collect();
    let fault = RecordError::new(path, Some(1), "no axis has the codes of two coders");
    fault.hint(format!(
        "name their columns AXIS_coder_1, AXIS_coder_2, …; axes are {}",
        axes.join(", ")
    ))
}

/// The axis that a column holds codes of, and the coder's number; none for any other column.
fn axis_and_number(column: &str, book: &Codebook) -> Option<(AxisId, u64)> {
    let (axis, number) = column.rsplit_once(CODER)?;
    let number = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??;
    // An axis may have such a name itself.
    if book.axis(column).is_ok() {
        return None;
    }
    Some((book.axis(axis).ok()?, number))
}

/// Whether a column looks like codes but holds none.
fn is_stranger(column: &str, book: &Codebook) -> bool {
    column.contains(CODER) && book.axis(column).is_err() && axis_and_number(column, book).is_none()
}

fn code(
    columns: &BTreeMap<String, String>,
    column: &str,
    axis: AxisId,
    book: &Codebook,
) -> Result<Option<ClassId>, CodebookError> {
    let value = columns.get(column).map(|v| v.trim()).filter(|v| !v.is_empty());
    value.map(|value| book.class(axis, value)).transpose()
}

fn faults(record: &Record, number: u64, book: &Codebook) -> Vec<RecordError> {
    let fault = |column: &String| {
        let (axis, _) = axis_and_number(column, book)?;
        let e = code(&record.columns, column, axis, book).err()?;
        let what = format!("record {number}, column `{column}`: {e}");
        let fault = RecordError::new(&record.file, record.line, what);
        Some(fault.hint(e.way_out().unwrap_or_default()))
    };
    record.columns.keys().filter_map(fault).collect()
}

fn coder(column: &str, axis: AxisId, articles: &[Labelled], book: &Codebook) -> Coder {
    let of = |l: &Labelled| code(&l.columns, column, axis, book).expect("codes were checked");
    let name = column[book.axis_at(axis).name.len() + 1..].to_owned();
    Coder { name, codes: articles.iter().map(of).collect() }
}
