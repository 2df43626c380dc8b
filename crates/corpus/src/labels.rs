//! A labelled set.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rasid_codebook::{AxisId, ClassId, Codebook};

use crate::article::Article;
use crate::error::RecordError;
use crate::inputs::{Input, Kind};
use crate::options::{Column, Names, ReadOptions};
use crate::reader::{
    Opened, Origin, Position, Record, json, of_opened, of_record, one, open, records,
};

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
/// cell means unlabelled on that axis. `options` name the columns of the articles.
///
/// # Errors
/// All faulty records at once: a set is used whole or not at all.
pub fn read_labels(
    path: &Path,
    book: &Codebook,
    options: &ReadOptions,
) -> Result<Vec<Labelled>, LabelsError> {
    let labelled = read_set(path, book, options, |_, _| Vec::new())?;
    let has_axis = |l: &Labelled| book.axes().iter().any(|a| l.columns.contains_key(&a.name));
    if labelled.iter().any(has_axis) {
        Ok(labelled)
    } else {
        Err(fail(path, vec![no_axis(path, book, labelled.is_empty())]))
    }
}

/// Consecutive records of a labelled set, as they were cut from their file: a thread that reads hands them to
/// those that work.
pub struct LabelBatch {
    cut: Cut,
}

enum Cut {
    /// JSON Lines, not parsed yet.
    Lines(json::Wide),
    /// Rows of a table with the number of the first, from 1.
    Rows(Arc<Origin>, u64, Vec<Result<Record, RecordError>>),
}

/// Reads a labelled set as a stream: what [`read_labels`] gives but for the columns without a meaning, batch
/// after batch and in memory that does not grow. An id that stands twice is not seen.
pub fn label_batches(
    path: &Path,
    options: &ReadOptions,
) -> impl Iterator<Item = LabelBatch> + use<> {
    let id = path.to_string_lossy().into_owned();
    let input = Input::from_file(id.as_str(), path);
    let names = Arc::new(Names::new(options));
    let origin = Arc::new(Origin { file: path.into(), id, notices: vec![], names: names.clone() });
    let (lines, records) = match open(input, &names, &Position::default()) {
        Ok(Opened { origin, kind: Kind::JsonLines, reader, .. }) => {
            (Some(json::wide(origin, reader)), None)
        }
        Ok(opened) => (None, Some(of_opened(opened))),
        Err(e) => (None, Some(one(Err(e)))),
    };
    let fault = Arc::clone(&origin);
    let lines = lines.into_iter().flatten().map(move |lines| match lines {
        Ok(lines) => LabelBatch { cut: Cut::Lines(lines) },
        Err(e) => LabelBatch { cut: Cut::Rows(Arc::clone(&fault), 1, vec![Err(e)]) },
    });
    let (mut records, mut number) = (records.into_iter().flatten(), 1);
    let rows = std::iter::from_fn(move || {
        let rows: Vec<_> = records.by_ref().take(ROWS).collect();
        let first = number;
        number += rows.len() as u64;
        let cut = Cut::Rows(Arc::clone(&origin), first, rows);
        (number > first).then_some(LabelBatch { cut })
    });
    lines.chain(rows)
}

/// Rows of a table that make a batch.
const ROWS: usize = 128;

impl LabelBatch {
    /// The articles with their labels, in order: parses and checks. No columns are kept.
    pub fn labelled(
        self,
        book: &Codebook,
    ) -> Box<dyn Iterator<Item = Result<Labelled, RecordError>> + '_> {
        let whole = |(article, labels)| Labelled { article, labels, columns: BTreeMap::new() };
        match self.cut {
            Cut::Lines(lines) => {
                let axes = book.axes().iter().map(|axis| axis.name.clone()).collect();
                let file = lines.file();
                let articles = lines.articles(axes, move |values, line, number| {
                    let value = |axis: AxisId| values[axis.index()].as_deref();
                    labels_by(value, (&file, Some(line)), number, book)
                });
                Box::new(articles.map(move |read| read.map(whole)))
            }
            Cut::Rows(origin, first, rows) => {
                let read = move |(number, record): (u64, Result<Record, RecordError>)| {
                    let record = record?;
                    let labels = labels_of(&record, number, book)?;
                    Ok(whole((of_record(record, &origin, number)?, labels)))
                };
                Box::new((first..).zip(rows).map(read))
            }
        }
    }

    /// Bytes that it takes up, about.
    pub fn bytes(&self) -> usize {
        match &self.cut {
            Cut::Lines(lines) => lines.bytes(),
            Cut::Rows(_, _, rows) => {
                let columns = rows.iter().flatten().flat_map(|record| record.columns.values());
                columns.map(String::len).sum()
            }
        }
    }
}

pub(crate) fn fail(path: &Path, faults: Vec<RecordError>) -> LabelsError {
    LabelsError { file: path.display().to_string(), faults }
}

/// Reads a labelled set that may lack the columns of all axes. `more` finds faults in a record's other
/// columns, given its number from 1; they are told with the rest.
pub(crate) fn read_set(
    path: &Path,
    book: &Codebook,
    options: &ReadOptions,
    mut more: impl FnMut(&Record, u64) -> Vec<RecordError>,
) -> Result<Vec<Labelled>, LabelsError> {
    let fail = |faults| fail(path, faults);
    if let Err(e) = std::fs::metadata(path) {
        let what = format!("cannot open {}: {e}", path.display());
        return Err(fail(vec![
            RecordError::new(path, None, what).hint("check the path; `rasid init` makes a start"),
        ]));
    }
    let name = path.to_string_lossy();
    let input = Input::from_file(name.as_ref(), path);
    if !matches!(input.kind, Some(Kind::Csv | Kind::Tsv | Kind::JsonLines)) {
        let what = "labels are read from .csv and .jsonl files";
        return Err(fail(vec![
            RecordError::new(path, None, what).hint("rename the file by what it holds"),
        ]));
    }
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    let mut ids = Ids::default();
    let names = Arc::new(Names::new(options));
    let id = name.into_owned();
    let origin = Origin { file: path.into(), id, notices: vec![], names: Arc::clone(&names) };
    let text = names.name(Column::Text);
    for (number, record) in (1..).zip(records(input, &names)) {
        let labelled = record.and_then(|record| {
            faults.extend(more(&record, number));
            let labels = labels_of(&record, number, book)?;
            let others = record.columns.iter().filter(|(name, _)| *name != text);
            let rest = others.map(|(name, value)| (name.clone(), value.clone())).collect();
            let article = ids.check(of_record(record, &origin, number)?)?;
            Ok(Labelled { article, labels, columns: rest })
        });
        match labelled {
            Ok(labelled) => out.push(labelled),
            Err(e) => faults.push(e),
        }
    }
    if faults.is_empty() { Ok(out) } else { Err(fail(faults)) }
}

/// An id is shown in messages up to so many characters.
const MAX_SHOWN_ID: usize = 120;

/// The ids that were seen, with where.
#[derive(Default)]
struct Ids {
    seen: BTreeMap<String, String>,
}

impl Ids {
    /// Lets an article pass whose id is new.
    fn check(&mut self, article: Article) -> Result<Article, RecordError> {
        if let Some(first) = self.seen.get(&article.id) {
            let shown: String = article.id.chars().take(MAX_SHOWN_ID).collect();
            let what = format!("id `{shown}` stands twice, first in {first}");
            let fault = RecordError::new(&article.file, article.line, what).id(article.id);
            return Err(fault.hint("give each record an id of its own"));
        }
        let place = match article.line {
            Some(line) => format!("{}:{line}", article.file.display()),
            None => article.file.display().to_string(),
        };
        self.seen.insert(article.id.clone(), place);
        Ok(article)
    }
}

fn no_axis(path: &Path, book: &Codebook, empty: bool) -> RecordError {
    let names: Vec<&str> = book.axes().iter().map(|a| a.name.as_str()).collect();
    if empty {
        return no_record(path);
    }
    RecordError::new(path, Some(1), "no column is named like an axis of the codebook")
        .hint(format!("axes are {}", names.join(", ")))
}

pub(crate) fn no_record(path: &Path) -> RecordError {
    RecordError::new(path, None, "the file holds no record").hint("add labelled articles")
}

fn labels_of(
    record: &Record,
    number: u64,
    book: &Codebook,
) -> Result<Vec<Option<ClassId>>, RecordError> {
    let value = |axis| record.columns.get(&book.axis_at(axis).name).map(String::as_str);
    labels_by(value, (&record.file, record.line), number, book)
}

/// The labels of a record whose columns named like axes have these values.
fn labels_by<'v>(
    value: impl Fn(AxisId) -> Option<&'v str>,
    (file, line): (&Path, Option<u64>),
    number: u64,
    book: &Codebook,
) -> Result<Vec<Option<ClassId>>, RecordError> {
    let one = |axis: AxisId| {
        let value = value(axis).map(str::trim).filter(|v| !v.is_empty());
        let Some(value) = value else { return Ok(None) };
        book.class(axis, value).map(Some).map_err(|e| {
            let fault = RecordError::new(file, line, format!("record {number}: {e}"));
            fault.hint(e.way_out().unwrap_or_default())
        })
    };
    book.axis_ids().map(one).collect()
}
