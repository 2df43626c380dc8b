//! What became of the records, and how fast.

use std::time::Duration;

use rasid_corpus::RunProgress;

use crate::diagnostics::{Failure, Kind};
use crate::printer::Printer;

/// Counts of records. All that were read = answered + abstained + skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Records that came in.
    pub(super) records: u64,
    /// Those with a class on an axis.
    pub(super) answered: u64,
    /// Those with none.
    pub(super) abstained: u64,
    /// Those that could not be read.
    pub(super) skipped: u64,
}

impl Tally {
    /// What an earlier process counted.
    pub(super) fn of(progress: &RunProgress) -> Self {
        let RunProgress { answered, abstained, skipped, .. } = *progress;
        Self { records: answered + abstained + skipped, answered, abstained, skipped }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.records += other.records;
        self.answered += other.answered;
        self.abstained += other.abstained;
        self.skipped += other.skipped;
        debug_assert_eq!(self.records, self.judged() + self.skipped, "no record is lost");
    }

    /// Records that were read.
    pub(super) fn judged(&self) -> u64 {
        self.answered + self.abstained
    }

    /// Tells it; `pace` is the bytes of input that were read, and how long that took.
    pub(super) fn tell(&self, printer: &Printer, pace: Option<(u64, Duration)>) {
        let Self { records, answered, abstained, skipped } = self;
        let pace = pace.map_or(String::new(), |(bytes, time)| {
            let seconds = time.as_secs_f64();
            let rate = bytes as f64 / 1e6 / seconds.max(1e-9);
            format!(", {seconds:.1} seconds, {rate:.1} MB/s")
        });
        printer.note(&format!(
            "{records} records: {answered} answered + {abstained} abstained + {skipped} skipped{pace}"
        ));
    }

    /// How the run ends.
    pub(super) fn end(&self, strict: bool) -> Result<(), Failure> {
        match (self.skipped, self.judged()) {
            (0, 0) => Err(Failure::new(Kind::Input, "there is no record to classify")),
            (0, _) => Ok(()),
            (_, 0) => Err(Failure::new(Kind::Input, "no record could be read")),
            (n, _) if strict => Err(Failure::new(Kind::Found, format!("{n} records were skipped"))),
            _ => Ok(()),
        }
    }
}
