//! Answers to labelled articles, as `rasid evaluate --answers` writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::RecordError;
use crate::labels::{LabelsError, fail};
use crate::reader::MAX_RECORD;

/// One article's truth and answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AnswerRow {
    /// The article's id.
    pub id: String,
    /// The group that folds and resamples do not split.
    pub group: String,
    /// Folds of the cross-validation, 2 or more; none where there was none.
    pub folds: Option<usize>,
    /// By name of the axis, where the article is labelled.
    pub axes: BTreeMap<String, AxisAnswer>,
    /// The line of the file, from 1.
    #[serde(skip)]
    pub line: u64,
}

/// Truth and answer on one axis; classes by name.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AxisAnswer {
    /// The labelled class.
    pub truth: String,
    /// The class given; none on abstention.
    pub class: Option<String>,
    /// The most probable class all the same; none without evidence.
    pub best: Option<String>,
    /// Its probability, in \[0, 1].
    pub probability: Option<f64>,
}

/// A file of answers. Each id stands once.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSet {
    /// The file.
    pub file: PathBuf,
    /// Its rows, by id.
    pub rows: BTreeMap<String, AnswerRow>,
}

/// Two files of answers to the same articles.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedAnswers<'a> {
    /// The articles that both files have, by id.
    pub rows: Vec<(&'a AnswerRow, &'a AnswerRow)>,
    /// Axes that both files have.
    pub axes: BTreeSet<&'a str>,
    /// Axes that only one file has.
    pub left_out: BTreeSet<&'a str>,
    /// Articles that only the first file has.
    pub only_first: usize,
    /// Articles that only the second file has.
    pub only_second: usize,
}

/// Reads a file of answers.
///
/// # Errors
/// All faulty lines at once: a file is used whole or not at all.
pub fn read_answers(path: &Path) -> Result<AnswerSet, LabelsError> {
    let cannot_open = |e| {
        let what = format!("cannot open {}: {e}", path.display());
        let fault = RecordError::new(path, None, what);
        fail(path, vec![fault.hint("write it with `rasid evaluate LABELS --answers FILE`")])
    };
    let mut reader = BufReader::new(File::open(path).map_err(cannot_open)?);
    let (mut rows, mut faults) = (BTreeMap::<String, AnswerRow>::new(), Vec::new());
    for line in 1.. {
        let mut bytes = Vec::new();
        match reader.by_ref().take(MAX_RECORD as u64 + 1).read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) if bytes.len() <= MAX_RECORD => {}
            read => {
                let why = read.map_or_else(|e| e.to_string(), |_| "a line is too large".to_owned());
                faults.push(RecordError::new(path, Some(line), format!("cannot read on: {why}")));
                break;
            }
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match row(&bytes, path, line) {
            Err(fault) => faults.push(fault),
            Ok(row) => match rows.get(&row.id) {
                Some(first) => faults.push(twice(path, &row, first.line)),
                None => {
                    rows.insert(row.id.clone(), row);
                }
            },
        }
    }
    if rows.is_empty() && faults.is_empty() {
        let fault = RecordError::new(path, None, "the file holds no answer");
        faults.push(fault.hint("write it with `rasid evaluate LABELS --answers FILE`"));
    }
    let file = path.to_owned();
    if faults.is_empty() { Ok(AnswerSet { file, rows }) } else { Err(fail(path, faults)) }
}

fn row(bytes: &[u8], path: &Path, line: u64) -> Result<AnswerRow, RecordError> {
    let fault = |what: String| RecordError::new(path, Some(line), what);
    // Some editors put a byte order mark before the first line.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1).unwrap_or(bytes);
    let row: AnswerRow = serde_json::from_slice(bytes).map_err(|e| {
        // The parser counts lines within the record, which is one line.
        let why = e.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        fault(format!("this is no line of answers: {why} (column {})", e.column()))
            .hint("write the file with `rasid evaluate LABELS --answers FILE`")
    })?;
    if let Some(folds) = row.folds.filter(|f| *f < 2) {
        let what = format!("article `{}`: {folds} folds", shown(&row.id));
        return Err(fault(what).hint("cross-validation has 2 folds or more"));
    }
    for (axis, answer) in &row.axes {
        if let Some(p) = answer.probability.filter(|p| !(0.0..=1.0).contains(p)) {
            let what = format!("article `{}`: probability {p} on `{axis}`", shown(&row.id));
            return Err(fault(what).hint("a probability is a number from 0 to 1"));
        }
    }
    Ok(AnswerRow { line, ..row })
}

fn twice(path: &Path, row: &AnswerRow, first: u64) -> RecordError {
    let what = format!("id `{}` stands twice, first in line {first}", shown(&row.id));
    RecordError::new(path, Some(row.line), what).hint("answers of one run have each id once")
}

/// An id or name, short enough for a message.
fn shown(name: &str) -> String {
    name.chars().take(120).collect()
}

/// Pairs the answers of two files by id.
///
/// # Errors
/// Where an article's group or truth differs, all at once, told of the second file; where the files
/// have no article or no axis in common.
pub fn pair_answers<'a>(
    first: &'a AnswerSet,
    second: &'a AnswerSet,
) -> Result<PairedAnswers<'a>, LabelsError> {
    let names = |set: &'a AnswerSet| -> BTreeSet<&'a str> {
        set.rows.values().flat_map(|r| r.axes.keys().map(String::as_str)).collect()
    };
    let (ours, theirs) = (names(first), names(second));
    let axes: BTreeSet<&str> = ours.intersection(&theirs).copied().collect();
    let both = |r: &'a AnswerRow| Some((r, second.rows.get(&r.id)?));
    let rows: Vec<_> = first.rows.values().filter_map(both).collect();
    let mut faults: Vec<RecordError> = rows
        .iter()
        .flat_map(|(a, b)| differences(&first.file, &second.file, a, b, &axes))
        .collect();
    if rows.is_empty() || axes.is_empty() {
        let what = if rows.is_empty() { "article" } else { "axis" };
        let what = format!("no {what} of {} is in this file", first.file.display());
        faults.push(RecordError::new(&second.file, None, what).hint(SAME));
    }
    if !faults.is_empty() {
        return Err(fail(&second.file, faults));
    }
    Ok(PairedAnswers {
        only_first: first.rows.len() - rows.len(),
        only_second: second.rows.len() - rows.len(),
        left_out: ours.symmetric_difference(&theirs).copied().collect(),
        rows,
        axes,
    })
}

const SAME: &str =
    "compare answers to the same labels, grouped alike: rasid evaluate LABELS --answers";

fn differences(
    first: &Path,
    second: &Path,
    a: &AnswerRow,
    b: &AnswerRow,
    axes: &BTreeSet<&str>,
) -> Vec<RecordError> {
    let fault = |what: &str, ours: &str, theirs: &str| {
        let place = format!("{} line {}", first.display(), a.line);
        let (id, ours, theirs) = (shown(&a.id), shown(ours), shown(theirs));
        let what = format!("article `{id}`: {what} is {theirs}, and {ours} in {place}");
        RecordError::new(second, Some(b.line), what).hint(SAME)
    };
    let quoted = |name: Option<&String>| name.map_or("none".to_owned(), |n| format!("`{n}`"));
    let mut faults = Vec::new();
    if a.group != b.group {
        faults.push(fault("group", &quoted(Some(&a.group)), &quoted(Some(&b.group))));
    }
    for axis in axes {
        let truth = |r: &AnswerRow| quoted(r.axes.get(*axis).map(|x| &x.truth));
        if truth(a) != truth(b) {
            faults.push(fault(&format!("truth on `{axis}`"), &truth(a), &truth(b)));
        }
    }
    faults
}
