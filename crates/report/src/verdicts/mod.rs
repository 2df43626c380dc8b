//! Verdicts: one record an article, in four forms.
//!
//! A worker thread makes the rows of a batch ([`JsonRows`], [`CsvRows`], `ParquetRows`), and whoever
//! keeps the order puts the batches one after the other: the bytes of a row do not depend on the rows
//! around it.

mod copies;
mod csv;
mod decimal;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

pub use copies::CopyMark;
pub use csv::{CsvForm, CsvRows};
pub use json::{JsonForm, JsonRows};
#[cfg(feature = "parquet")]
pub use parquet::{ParquetBatch, ParquetForm, ParquetRows, VerdictParquet};
pub use table::{TableRow, VerdictTable};

use rasid_pipeline::{ArticleVerdict, AxisVerdict, Evidence};

use crate::inert::inert;

/// An article with its verdicts.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Id of the record.
    pub id: &'a str,
    /// The original text, which evidence is sliced from.
    pub text: &'a str,
    /// The verdicts.
    pub verdict: &'a ArticleVerdict,
    /// What was unusual about the bytes: it stands before the notes about the text.
    pub notes_on_bytes: &'a [&'a str],
    /// How many of the words that spoke for the best class of an axis are written, strongest first.
    pub evidence: usize,
}

/// A record that could not be read.
#[derive(Debug, Clone, Copy)]
pub struct Skipped<'a> {
    /// Its id, where that could be read.
    pub id: Option<&'a str>,
    /// What is wrong.
    pub error: &'a str,
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    pub line: Option<u64>,
}

/// Rows of one batch as bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// All rows, one after the other.
    pub bytes: Vec<u8>,
    /// Where each row ends in `bytes`.
    pub ends: Vec<usize>,
}

impl<'a> Answer<'a> {
    /// The strongest words for the verdict on an axis, as they are spelled.
    fn words(&self, axis: usize) -> impl Iterator<Item = (&'a str, &'a Evidence)> + use<'a> {
        let (text, all) = (self.text, self.verdict.axes[axis].evidence.as_slice());
        let strongest = all.iter().filter(|e| e.weight > 0.0).take(self.evidence);
        strongest.map(move |e| (&text[e.source.clone()], e))
    }

    /// What was unusual, about the bytes first.
    fn notes(&self) -> impl Iterator<Item = &'a str> {
        self.notes_on_bytes.iter().chain(&self.verdict.notes).copied()
    }
}

/// Probability of the best class less that of the likeliest other one, from 0 to 1; none where no model
/// was asked or nothing spoke.
fn margin(judged: &AxisVerdict) -> Option<f64> {
    let best = judged.verdict.best?;
    let others = judged.probabilities.iter().enumerate().filter(|(class, _)| *class != best);
    let second = others.map(|(_, p)| *p).reduce(f64::max)?;
    // Classes are ordered by score: where scores are close their probabilities may round the other way.
    Some((judged.probabilities[best] - second).max(0.0))
}

/// A day as ISO 8601 writes it.
fn iso((year, month, day): (i32, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Words in a row, harmless.
fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(inert).collect::<Vec<_>>().join("، ")
}
