//! Verdicts: one record an article, in three forms.

mod csv;
mod json;
mod table;

pub use csv::VerdictCsv;
pub use json::write_jsonl;
pub use table::VerdictTable;

use rasid_pipeline::{ArticleVerdict, AxisVerdict, Evidence};

use crate::inert::inert;

/// What is written about one record.
#[derive(Debug, Clone)]
pub enum Record {
    /// It was read and judged.
    Answer(Answer),
    /// It could not be read.
    Error {
        /// Its id, where that could be read.
        id: Option<String>,
        /// What is wrong.
        error: String,
        /// The file.
        file: String,
        /// The line, from 1.
        line: Option<u64>,
    },
}

/// An article with its verdicts.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Id of the record.
    pub id: String,
    /// The verdicts.
    pub verdict: ArticleVerdict,
    /// For each axis, the words that spoke for the best class, strongest first, as they are spelled.
    pub words: Vec<Vec<(String, Evidence)>>,
    /// What was unusual about the bytes, then about the text.
    pub notes: Vec<String>,
}

impl Answer {
    /// Takes, for each axis, the `limit` strongest words for the verdict out of the original text.
    pub fn new(id: &str, text: &str, mut verdict: ArticleVerdict, limit: usize) -> Self {
        // The full evidence is let go: a table keeps every answer.
        let words = |axis: &mut AxisVerdict| {
            let all = std::mem::take(&mut axis.evidence).into_iter();
            let strongest = all.filter(|e| e.weight > 0.0).take(limit);
            strongest.map(|e| (text[e.source.clone()].to_owned(), e)).collect()
        };
        let words = verdict.axes.iter_mut().map(words).collect();
        let notes = verdict.notes.iter().map(|&n| n.to_owned()).collect();
        Self { id: id.to_owned(), words, verdict, notes }
    }

    /// Puts notes about the bytes before those about the text.
    #[must_use]
    pub fn with_notes_on_bytes(mut self, notes: impl Iterator<Item = String>) -> Self {
        self.notes.splice(..0, notes);
        self
    }
}

/// Probabilities and weights are written with six decimals: the last bits of a logarithm differ
/// from one machine to the next.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// A day as ISO 8601 writes it.
fn iso((year, month, day): (i32, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Words in a row, harmless.
fn joined(words: &[(String, Evidence)]) -> String {
    words.iter().map(|(w, _)| inert(w)).collect::<Vec<_>>().join("، ")
}
