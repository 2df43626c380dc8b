//! A table with a header line, for other programs and for spreadsheets.

use std::io;

use rasid_codebook::Codebook;

use super::decimal::{decimal, whole};
use super::{Answer, Rows, Skipped, iso, joined, margin};
use crate::inert::no_formula;

/// Columns of every table behind those of the axes; the last three are of records that could not be read.
const FACTS: [&str; 10] =
    ["unseen", "language", "outlet", "source", "date", "title", "notes", "error", "file", "line"];
const OF_ERRORS: usize = 3;

/// Verdicts as a table. Cells are inert: see [`no_formula`].
#[derive(Debug, Clone)]
pub struct CsvForm {
    /// Names of the axes and of their classes.
    axes: Vec<(String, Vec<String>)>,
    evidence: bool,
    sets: bool,
    spreadsheet: bool,
    copies: bool,
}

impl CsvForm {
    /// For the axes of a codebook; `evidence` and `sets` say whether there is a column for each axis's
    /// words and for its conformal set.
    pub fn new(book: &Codebook, evidence: bool, sets: bool) -> Self {
        let axis = |axis: &rasid_codebook::Axis| {
            (axis.name.clone(), axis.classes.iter().map(|c| c.name.clone()).collect())
        };
        Self {
            axes: book.axes().iter().map(axis).collect(),
            evidence,
            sets,
            spreadsheet: false,
            copies: false,
        }
    }

    /// The same as spreadsheets take it without being asked: with a byte-order mark, or they read
    /// Arabic as windows-1252, and with the line ends of RFC 4180.
    #[must_use]
    pub fn for_spreadsheets(self) -> Self {
        Self { spreadsheet: true, ..self }
    }

    /// The same with a last column `copy_of`, which [`CsvForm::with_copies`] fills.
    #[must_use]
    pub fn for_copies(self) -> Self {
        Self { copies: true, ..self }
    }

    /// What stands before the first row.
    ///
    /// # Errors
    /// None but those of the csv crate.
    pub fn head(&self) -> io::Result<Vec<u8>> {
        let mark = if self.spreadsheet { "\u{FEFF}".as_bytes() } else { b"" };
        let mut out = self.writer(mark.to_vec());
        let mut header = vec!["id".to_owned()];
        for (name, _) in &self.axes {
            header.push(name.clone());
            let mut more = vec!["best", "probability", "method", "margin"];
            more.extend(self.sets.then_some("set"));
            more.extend(self.evidence.then_some("evidence"));
            header.extend(more.iter().map(|ending| format!("{name}_{ending}")));
        }
        header.extend(FACTS.map(str::to_owned));
        header.extend(self.copies.then(|| "copy_of".to_owned()));
        out.write_record(&header).map_err(crate::table::plain)?;
        out.into_inner().map_err(|e| io::Error::other(e.to_string()))
    }

    /// Takes the records of a batch.
    pub fn rows(&self) -> CsvRows<'_> {
        CsvRows { form: self, out: self.writer(Vec::new()), ends: Vec::new(), number: Vec::new() }
    }

    /// What each row ends on.
    pub(super) fn row_end(&self) -> &'static [u8] {
        if self.spreadsheet { b"\r\n" } else { b"\n" }
    }

    pub(super) fn writer(&self, out: Vec<u8>) -> csv::Writer<Vec<u8>> {
        let end =
            if self.spreadsheet { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        csv::WriterBuilder::new().terminator(end).flexible(true).from_writer(out)
    }

    /// Columns of the axes.
    fn columns(&self) -> usize {
        self.axes.len() * (5 + usize::from(self.sets) + usize::from(self.evidence))
    }
}

/// Records of a batch as rows of a table.
pub struct CsvRows<'a> {
    form: &'a CsvForm,
    out: csv::Writer<Vec<u8>>,
    ends: Vec<usize>,
    number: Vec<u8>,
}

impl CsvRows<'_> {
    /// Appends an article.
    ///
    /// # Errors
    /// None but those of the csv crate.
    pub fn answer(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        self.try_answer(answer).map_err(crate::table::plain)?;
        self.end()
    }

    fn try_answer(&mut self, answer: &Answer<'_>) -> Result<(), csv::Error> {
        let verdict = answer.verdict;
        self.text(Some(answer.id))?;
        for (i, ((_, classes), judged)) in self.form.axes.iter().zip(&verdict.axes).enumerate() {
            let v = &judged.verdict;
            for class in [v.class, v.best] {
                self.out.write_field(class.map_or("", |c| &classes[c]))?;
            }
            self.number(v.probability)?;
            self.out.write_field(v.method.as_str())?;
            self.number(margin(judged))?;
            if self.form.sets {
                let set = judged.set.iter().flatten();
                let names: Vec<&str> = set.map(|&c| classes[c].as_str()).collect();
                self.out.write_field(names.join("|"))?;
            }
            if self.form.evidence {
                let words = joined(answer.words(i).map(|(word, _)| word));
                self.text(Some(&words))?;
            }
        }
        self.number(verdict.unseen)?;
        self.text(verdict.language)?;
        self.text(verdict.outlet.as_deref())?;
        self.text(verdict.source.as_deref())?;
        self.text(verdict.date.map(iso).as_deref())?;
        self.text(verdict.title.as_deref())?;
        self.text(Some(&answer.notes().collect::<Vec<_>>().join("; ")))?;
        self.empty(OF_ERRORS)
    }

    /// Appends a record that could not be read.
    ///
    /// # Errors
    /// None but those of the csv crate.
    pub fn skipped(&mut self, skipped: &Skipped<'_>) -> io::Result<()> {
        self.try_skipped(skipped).map_err(crate::table::plain)?;
        self.end()
    }

    fn try_skipped(&mut self, skipped: &Skipped<'_>) -> Result<(), csv::Error> {
        self.text(skipped.id)?;
        self.empty(self.form.columns() + FACTS.len() - OF_ERRORS)?;
        self.text(Some(skipped.error))?;
        self.text(Some(skipped.file))?;
        self.number.clear();
        skipped.line.into_iter().for_each(|line| whole(&mut self.number, line));
        self.out.write_field(&self.number)
    }

    /// The rows.
    ///
    /// # Errors
    /// None but those of the csv crate.
    pub fn finish(self) -> io::Result<Rows> {
        let bytes = self.out.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
        Ok(Rows { bytes, ends: self.ends })
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_record(None::<&[u8]>).map_err(crate::table::plain)?;
        self.out.flush()?;
        self.ends.push(self.out.get_ref().len());
        Ok(())
    }

    fn text(&mut self, text: Option<&str>) -> Result<(), csv::Error> {
        self.out.write_field(no_formula(text.unwrap_or_default()))
    }

    fn number(&mut self, number: Option<f64>) -> Result<(), csv::Error> {
        self.number.clear();
        number.into_iter().for_each(|number| _ = decimal(&mut self.number, number, true));
        self.out.write_field(&self.number)
    }

    fn empty(&mut self, cells: usize) -> Result<(), csv::Error> {
        (0..cells).try_for_each(|_| self.out.write_field(""))
    }
}
