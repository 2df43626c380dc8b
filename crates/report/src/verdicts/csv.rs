//! A table with a header line, for other programs.

use std::io::{self, Write};

use rasid_codebook::Codebook;

use super::{Answer, Record, iso, joined, rounded};
use crate::inert::no_formula;
use crate::table::plain;

/// Writes records as a table with a header line. Cells are inert: see [`no_formula`].
pub struct VerdictCsv<W: Write> {
    out: csv::Writer<W>,
    columns: usize,
    evidence: bool,
    sets: bool,
}

impl<W: Write> VerdictCsv<W> {
    /// Writes the header; `evidence` and `sets` say whether there is a column for each axis's words and
    /// for its conformal set.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(out: W, book: &Codebook, evidence: bool, sets: bool) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        let mut header = vec!["id".to_owned()];
        for axis in book.axes() {
            let name = &axis.name;
            header.extend([
                name.clone(),
                format!("{name}_best"),
                format!("{name}_probability"),
                format!("{name}_method"),
            ]);
            if sets {
                header.push(format!("{name}_set"));
            }
            if evidence {
                header.push(format!("{name}_evidence"));
            }
        }
        header.extend(
            [
                "unseen", "language", "outlet", "source", "date", "title", "notes", "error",
                "file", "line",
            ]
            .map(str::to_owned),
        );
        out.write_record(&header).map_err(plain)?;
        Ok(Self { out, columns: header.len(), evidence, sets })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, book: &Codebook, record: &Record) -> io::Result<()> {
        let row = match record {
            Record::Answer(answer) => self.answer(book, answer),
            Record::Error { id, error, file, line } => {
                let mut row = vec![no_formula(id.as_deref().unwrap_or_default())];
                row.resize(self.columns - 3, String::new());
                row.extend([
                    no_formula(error),
                    no_formula(file),
                    line.map_or(String::new(), |l| l.to_string()),
                ]);
                row
            }
        };
        self.out.write_record(&row).map_err(plain)
    }

    fn answer(&self, book: &Codebook, answer: &Answer) -> Vec<String> {
        let verdict = &answer.verdict;
        let mut row = vec![no_formula(&answer.id)];
        for ((axis, judged), words) in book.axes().iter().zip(&verdict.axes).zip(&answer.words) {
            let v = &judged.verdict;
            let name = |class: Option<usize>| {
                class.map_or(String::new(), |c| axis.classes[c].name.clone())
            };
            let probability = v.probability.map_or(String::new(), |p| rounded(p).to_string());
            row.extend([name(v.class), name(v.best), probability, v.method.as_str().to_owned()]);
            if self.sets {
                let set = judged.set.iter().flatten();
                let names: Vec<&str> = set.map(|&c| axis.classes[c].name.as_str()).collect();
                row.push(names.join("|"));
            }
            if self.evidence {
                row.push(no_formula(&joined(words)));
            }
        }
        let text = |t: Option<&str>| t.map_or(String::new(), no_formula);
        let notes = no_formula(&answer.notes.join("; "));
        let outlet = text(verdict.outlet.as_deref());
        row.push(verdict.unseen.map_or(String::new(), |share| rounded(share).to_string()));
        row.extend([text(verdict.language), outlet, text(verdict.source.as_deref())]);
        let date = verdict.date.map_or(String::new(), iso);
        row.extend([date, text(verdict.title.as_deref()), notes]);
        row.extend([String::new(), String::new(), String::new()]);
        row
    }

    /// Flushes the last rows and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|e| io::Error::new(e.error().kind(), e.to_string()))
    }
}
