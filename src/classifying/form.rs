//! How verdicts are written: what a worker makes of a batch, and what the writer makes of that.

use rasid_codebook::Codebook;
use rasid_pipeline::Model;
use rasid_report::{
    Answer, CopyMark, CsvForm, CsvRows, JsonForm, JsonRows, Rows, Skipped, TableRow,
};
#[cfg(feature = "parquet")]
use rasid_report::{ParquetBatch, ParquetForm, ParquetRows};

use crate::cli::VerdictFormat;
use crate::diagnostics::{Failure, Kind};

/// How the records of a run are written.
pub(super) enum Form<'a> {
    Table(&'a Codebook),
    Csv(CsvForm),
    Json(JsonForm),
    #[cfg(feature = "parquet")]
    Parquet(ParquetForm),
}

/// The records of a batch in the making.
pub(super) enum FormRows<'a> {
    Table(&'a Codebook, Vec<TableRow>),
    Csv(Box<CsvRows<'a>>),
    Json(JsonRows<'a>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows<'a>>),
}

/// The records of a batch.
pub(super) enum Made {
    Table(Vec<TableRow>),
    Rows(Rows),
    #[cfg(feature = "parquet")]
    Parquet(ParquetBatch),
}

impl<'a> Form<'a> {
    /// The form of a format; `evidence` and `copies` say whether words and marks of copies are written.
    pub(super) fn new(
        format: VerdictFormat,
        spreadsheet: bool,
        model: &'a Model,
        (evidence, copies): (bool, bool),
    ) -> Result<Self, Failure> {
        let book = model.analyzer().codebook();
        let sets = model.analyzer().settings().abstention.coverage.is_some();
        Ok(match format {
            VerdictFormat::Table => Self::Table(book),
            VerdictFormat::Csv => {
                let form = CsvForm::new(book, evidence, sets);
                let form = if copies { form.for_copies() } else { form };
                Self::Csv(if spreadsheet { form.for_spreadsheets() } else { form })
            }
            VerdictFormat::Jsonl => Self::Json(JsonForm::new(book, evidence)),
            #[cfg(feature = "parquet")]
            VerdictFormat::Parquet => {
                let form = ParquetForm::new(book, evidence, sets);
                Self::Parquet(if copies { form.for_copies() } else { form })
            }
            #[cfg(not(feature = "parquet"))]
            VerdictFormat::Parquet => {
                let what = "this rasid was built without Parquet";
                return Err(Failure::new(Kind::Usage, what).hint("take --format csv or jsonl"));
            }
        })
    }

    pub(super) fn rows(&'a self) -> FormRows<'a> {
        match self {
            Self::Table(book) => FormRows::Table(book, Vec::new()),
            Self::Csv(form) => FormRows::Csv(Box::new(form.rows())),
            Self::Json(form) => FormRows::Json(form.rows()),
            #[cfg(feature = "parquet")]
            Self::Parquet(form) => FormRows::Parquet(Box::new(form.rows())),
        }
    }
}

impl Form<'_> {
    /// The records of a batch with their marks, one each.
    pub(super) fn with_copies(&self, made: Made, marks: &[CopyMark]) -> Result<Made, Failure> {
        Ok(match (self, made) {
            (_, Made::Table(mut rows)) => {
                let read = marks.iter().filter(|mark| **mark != CopyMark::Skipped);
                rows.iter_mut().zip(read).for_each(|(row, mark)| row.mark(mark));
                Made::Table(rows)
            }
            (Self::Csv(form), Made::Rows(rows)) => {
                Made::Rows(form.with_copies(&rows, marks).map_err(|e| unwritten(&e))?)
            }
            (_, Made::Rows(rows)) => Made::Rows(rows.with_copies_in_json(marks)),
            #[cfg(feature = "parquet")]
            (_, Made::Parquet(rows)) => {
                Made::Parquet(rows.with_copies(marks).map_err(|e| unwritten(&e))?)
            }
        })
    }
}

impl FormRows<'_> {
    pub(super) fn answer(&mut self, answer: &Answer<'_>) -> Result<(), Failure> {
        match self {
            Self::Table(book, rows) => rows.push(TableRow::new(book, answer)),
            Self::Csv(rows) => rows.answer(answer).map_err(|e| unwritten(&e))?,
            Self::Json(rows) => rows.answer(answer),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => rows.answer(answer),
        }
        Ok(())
    }

    pub(super) fn skipped(&mut self, skipped: &Skipped<'_>) -> Result<(), Failure> {
        match self {
            // They are told on standard error.
            Self::Table(..) => {}
            Self::Csv(rows) => rows.skipped(skipped).map_err(|e| unwritten(&e))?,
            Self::Json(rows) => rows.skipped(skipped),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => rows.skipped(skipped),
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Made, Failure> {
        Ok(match self {
            Self::Table(_, rows) => Made::Table(rows),
            Self::Csv(rows) => Made::Rows(rows.finish().map_err(|e| unwritten(&e))?),
            Self::Json(rows) => Made::Rows(rows.finish()),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => Made::Parquet(rows.finish().map_err(|e| unwritten(&e))?),
        })
    }
}

/// Rows that a library did not make.
fn unwritten(e: &std::io::Error) -> Failure {
    Failure::new(Kind::Output, "cannot write a record").cause(e.to_string())
}
