//! Near copies are marked where articles pass in the order of the input.

use rasid_eval::{CopySketch, CopyWindow};
use rasid_report::CopyMark;

use crate::printer::Printer;

/// Id and sketch of an article; none of a record that could not be read.
pub(super) type Sketched = Option<(String, CopySketch)>;

/// Marks the articles of a run.
pub(super) struct Copies {
    window: CopyWindow,
    copies: u64,
    originals: u64,
}

impl Copies {
    pub(super) fn new() -> Self {
        Self { window: CopyWindow::new(), copies: 0, originals: 0 }
    }

    /// Marks the next records of the input.
    pub(super) fn mark(&mut self, sketched: &[Sketched]) -> Vec<CopyMark> {
        let mark = |sketched: &Sketched| {
            let Some((id, sketch)) = sketched else { return CopyMark::Skipped };
            match self.window.add(id, sketch) {
                Some(first) => {
                    self.copies += 1;
                    CopyMark::Of(first.to_owned())
                }
                None => {
                    self.originals += 1;
                    CopyMark::Original
                }
            }
        };
        sketched.iter().map(mark).collect()
    }

    /// Tells how many there are, and how far back they were looked for.
    pub(super) fn tell(&self, printer: &Printer) {
        let Self { copies, originals, .. } = self;
        let reach = self.window.reach().map_or(String::new(), |articles| {
            format!("; copies were looked for among the last {articles} articles at least")
        });
        printer.note(&format!(
            "{copies} near copies of earlier articles, {originals} articles without copies{reach}"
        ));
    }
}
