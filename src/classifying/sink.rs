//! Where verdicts go: a table, standard output, a file that appears whole, or one that is gone on with.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use rasid_corpus::{ResumableFile, RunProgress};
#[cfg(feature = "parquet")]
use rasid_report::VerdictParquet;
use rasid_report::{Style, VerdictTable};

use super::form::{Form, Made};
use crate::diagnostics::Failure;
use crate::printer::{Output, terminal_width};

/// A journal is written when this much time has passed, and when writing the last one has cost at most
/// a twentieth of it: a run loses a moment when it is killed, and little on a slow disk.
const BETWEEN_JOURNALS: Duration = Duration::from_millis(100);
const COST_OF_JOURNALS: u32 = 20;

/// Takes the records of batches, in order.
pub(super) struct Sink<'a> {
    target: Target<'a>,
    kind: Kind,
}

enum Kind {
    Rows,
    Table(VerdictTable),
    #[cfg(feature = "parquet")]
    Parquet(Box<VerdictParquet>),
}

/// The place that bytes go to.
pub(super) enum Target<'a> {
    Whole(Output<'a>),
    Resumable { file: Box<ResumableFile>, place: &'a Path, due: Instant },
}

impl<'a> Target<'a> {
    pub(super) fn resumable(file: Box<ResumableFile>, place: &'a Path) -> Self {
        Self::Resumable { file, place, due: Instant::now() + BETWEEN_JOURNALS }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Whole(out) => out.write_all(bytes),
            Self::Resumable { file, .. } => file.write_all(bytes),
        }
        .map_err(|e| self.failed(&e))
    }

    fn failed(&self, e: &io::Error) -> Failure {
        match self {
            Self::Whole(out) => out.failed(e),
            Self::Resumable { place, .. } => Failure::output(Some(place), e)
                .hint("make room and give the same command again: it goes on where it was"),
        }
    }
}

impl<'a> Sink<'a> {
    /// Starts an output; what stands before the first row is written where the output is `new`.
    pub(super) fn new(form: &Form<'_>, target: Target<'a>, is_new: bool) -> Result<Self, Failure> {
        let mut sink = Self { target, kind: Kind::Rows };
        match form {
            Form::Table(_) => sink.kind = Kind::Table(VerdictTable::default()),
            Form::Csv(form) if is_new => {
                let head = form.head().map_err(|e| sink.target.failed(&e))?;
                sink.target.write(&head)?;
            }
            Form::Csv(_) | Form::Json(_) => {}
            #[cfg(feature = "parquet")]
            Form::Parquet(form) => {
                let file = VerdictParquet::new(form).map_err(|e| sink.target.failed(&e))?;
                sink.kind = Kind::Parquet(Box::new(file));
            }
        }
        Ok(sink)
    }

    /// Takes the records of the next batch.
    pub(super) fn take(&mut self, made: Made) -> Result<(), Failure> {
        match (made, &mut self.kind) {
            (Made::Table(rows), Kind::Table(table)) => {
                rows.into_iter().for_each(|row| table.add(row));
                Ok(())
            }
            #[cfg(feature = "parquet")]
            (Made::Parquet(rows), Kind::Parquet(file)) => {
                let bytes = file.write(&rows).map_err(|e| self.target.failed(&e))?;
                self.target.write(&bytes)
            }
            (Made::Rows(rows), _) => self.target.write(&rows.bytes),
            // A form makes what its kind takes.
            _ => Ok(()),
        }
    }

    /// Vouches for what was written, if that is due.
    pub(super) fn progress(&mut self, progress: &RunProgress) -> Result<(), Failure> {
        let Target::Resumable { file, due, .. } = &mut self.target else { return Ok(()) };
        let start = Instant::now();
        if start < *due {
            return Ok(());
        }
        let written = file.checkpoint(progress);
        *due = Instant::now() + BETWEEN_JOURNALS.max(start.elapsed() * COST_OF_JOURNALS);
        written.map_err(|e| self.target.failed(&e))
    }

    /// Puts the output in its place.
    pub(super) fn finish(mut self, form: &Form<'_>, progress: &RunProgress) -> Result<(), Failure> {
        match (self.kind, form) {
            (Kind::Table(table), Form::Table(book)) => {
                let mut text = Vec::new();
                let written = table.write(&mut text, book, Style::Terminal(terminal_width()));
                written.map_err(|e| self.target.failed(&e))?;
                self.target.write(&text)?;
            }
            #[cfg(feature = "parquet")]
            (Kind::Parquet(file), _) => {
                let bytes = file.finish().map_err(|e| self.target.failed(&e))?;
                self.target.write(&bytes)?;
            }
            _ => {}
        }
        match self.target {
            Target::Whole(out) => out.finish(),
            Target::Resumable { file, place, .. } => {
                file.finish(progress).map_err(|e| Failure::output(Some(place), &e))
            }
        }
    }

    /// Leaves an old output as it is.
    pub(super) fn discard(self) -> Result<(), Failure> {
        match self.target {
            Target::Whole(_) => Ok(()),
            Target::Resumable { file, place, .. } => {
                file.discard().map_err(|e| Failure::output(Some(place), &e))
            }
        }
    }
}
