//! Marks of near copies: they are known only in the order of the input, when a batch's rows are made.

use std::io;

use super::{CsvForm, Rows};
use crate::inert::no_formula;
use crate::json_line::write_string;

/// What a record is to those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyMark {
    /// It could not be read.
    Skipped,
    /// No near copy of an earlier article.
    Original,
    /// A near copy; with the id of the first of its family.
    Of(String),
}

impl CopyMark {
    /// The id of the first, for a copy.
    pub fn first(&self) -> Option<&str> {
        match self {
            Self::Of(first) => Some(first),
            Self::Skipped | Self::Original => None,
        }
    }
}

impl Rows {
    /// Rows of JSON Lines with `copy_of` in each article: the id of the first of its family, or null.
    #[must_use]
    pub fn with_copies_in_json(&self, marks: &[CopyMark]) -> Self {
        let mark = |out: &mut Vec<u8>, mark: &CopyMark| {
            match mark {
                CopyMark::Skipped => {}
                CopyMark::Original => out.extend_from_slice(b",\"copy_of\":null"),
                CopyMark::Of(first) => {
                    out.extend_from_slice(b",\"copy_of\":");
                    write_string(out, first);
                }
            }
            out.extend_from_slice(b"}\n");
            Ok(())
        };
        self.ended(b"}\n".len(), marks, mark).unwrap_or_default()
    }

    /// Each row with another end, instead of its last bytes.
    fn ended(
        &self,
        end: usize,
        marks: &[CopyMark],
        mut mark: impl FnMut(&mut Vec<u8>, &CopyMark) -> io::Result<()>,
    ) -> io::Result<Self> {
        let mut rows = Self {
            bytes: Vec::with_capacity(self.bytes.len() + 32 * marks.len()),
            ends: Vec::with_capacity(marks.len()),
        };
        let mut start = 0;
        for (&row, of_row) in self.ends.iter().zip(marks) {
            rows.bytes.extend_from_slice(&self.bytes[start..row - end]);
            mark(&mut rows.bytes, of_row)?;
            rows.ends.push(rows.bytes.len());
            start = row;
        }
        Ok(rows)
    }
}

impl CsvForm {
    /// The rows of a batch with their last cell, where this form has a column for copies.
    ///
    /// # Errors
    /// None but those of the csv crate.
    pub fn with_copies(&self, rows: &Rows, marks: &[CopyMark]) -> io::Result<Rows> {
        rows.ended(self.row_end().len(), marks, |out, mark| {
            let Some(first) = mark.first() else {
                out.push(b',');
                out.extend_from_slice(self.row_end());
                return Ok(());
            };
            // A row of an empty cell and ours is what has to stand behind the other cells.
            let mut cell = self.writer(Vec::new());
            cell.write_record(["", &no_formula(first)]).map_err(crate::table::plain)?;
            out.extend(cell.into_inner().map_err(|e| io::Error::other(e.to_string()))?);
            Ok(())
        })
    }
}
