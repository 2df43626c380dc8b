//! How `classify` goes about it: a reader thread cuts the input into batches, worker threads judge them
//! and write them into memory, and what they made goes out in the order of the input. Memory is bounded by
//! the batches under way, whatever the number of articles.

mod copies;
mod form;
mod in_order;
mod judge;
mod resuming;
mod sink;
mod tally;

use std::path::{Path, PathBuf};

use rasid_corpus::{
    Article, Input, ReadOptions, RecordError, ResumableFile, Resumed, RunProgress, RunSettings,
    SortedTree, batches,
};
use rasid_pipeline::{Boilerplate, Model};

use crate::cli::VerdictFormat;
use crate::diagnostics::{Failure, Kind};
use crate::interrupt;
use crate::printer::{ByteNotices, Output, Printer};
use copies::Copies;
use form::Form;
pub(crate) use in_order::{Bounds, in_order};
pub(crate) use judge::outlet;
use judge::{Judge, Judged, Stretch, Told};
pub(crate) use resuming::digest_of;
use resuming::{Parcel, hand_out, hand_out_behind};
use sink::{Sink, Target};
use tally::Tally;

/// Input that is read and not yet written, at most, in bytes: a single record may be larger.
const UNDER_WAY: u64 = 32 << 20;

/// To make a model ready takes as long as to judge so much text without, in bytes.
const FEW: u64 = 256 << 10;

/// All that a run needs beside its input.
pub(crate) struct Run<'a> {
    pub(crate) model: &'a Model,
    pub(crate) format: VerdictFormat,
    pub(crate) spreadsheet: bool,
    /// Words of evidence that are written.
    pub(crate) evidence: usize,
    pub(crate) repeated: Option<Boilerplate>,
    /// Near copies of earlier articles are marked.
    pub(crate) copies: bool,
    /// Copies of the articles go into folders.
    pub(crate) tree: Option<SortedTree>,
    pub(crate) read: ReadOptions,
    pub(crate) jobs: usize,
    pub(crate) strict: bool,
    pub(crate) printer: &'a Printer,
}

/// Where verdicts go.
pub(crate) enum Place<'a> {
    /// An output of this run alone.
    Whole(Output<'a>),
    /// A file that is gone on with, if it was these settings that began it.
    Resumed(&'a Path, RunSettings),
}

/// How far a run is.
struct Stand {
    tally: Tally,
    progress: RunProgress,
    /// Bytes of input that this process has read.
    bytes: u64,
}

impl Run<'_> {
    /// Judges all records of the inputs.
    pub(crate) fn go(
        self,
        found: Vec<Result<Input, RecordError>>,
        place: Place<'_>,
    ) -> Result<(), Failure> {
        let form =
            Form::new(self.format, self.spreadsheet, self.model, (self.evidence > 0, self.copies))?;
        let (target, from) = match place {
            Place::Whole(out) => (Target::Whole(out), None),
            Place::Resumed(path, settings) => {
                let resumed = ResumableFile::open(path, &settings);
                match resumed.map_err(|e| resuming::refused(path, &e))? {
                    Resumed::Done(progress) => return self.was_over(path, &progress),
                    Resumed::Open(file, from) => {
                        interrupt::goes_on();
                        (Target::resumable(file, path), Some((from, path.to_owned())))
                    }
                }
            }
        };
        let start = from.as_ref().map(|(from, _)| *from).unwrap_or_default();
        if start.batches > 0 {
            let records = Tally::of(&start).records;
            self.printer.note(&format!("going on behind {records} records"));
        }
        let sink = Sink::new(&form, target, start.batches == 0)?;
        self.judge_all(found, &form, sink, from)
    }

    fn judge_all(
        self,
        found: Vec<Result<Input, RecordError>>,
        form: &Form<'_>,
        mut sink: Sink<'_>,
        from: Option<(RunProgress, PathBuf)>,
    ) -> Result<(), Failure> {
        let Self { model, printer, mut tree, repeated, read, .. } = self;
        let (repeated, sorted) = (repeated.as_ref(), tree.is_some());
        let (evidence, again) = (self.evidence, self.copies);
        let few = size_of(&found).is_some_and(|size| size <= FEW);
        let compiled = (!few).then(|| model.compiled());
        let compiled = compiled.as_ref();
        let judge =
            Judge { model, compiled, form, evidence, repeated, sorted, copies: self.copies };
        let mut copies = self.copies.then(Copies::new);
        let pace = printer.pace(size_of(&found));
        let progress = from.as_ref().map(|(from, _)| *from).unwrap_or_default();
        let mut stand = Stand { tally: Tally::of(&progress), progress, bytes: 0 };
        let mut notices = ByteNotices::new(printer);
        let reader = move |give: &mut dyn FnMut(Result<Parcel, Failure>, u64) -> bool| {
            let batches = batches(found, &read);
            match from {
                Some((from, place)) => hand_out_behind(batches, (from, &place, again), give),
                None => hand_out(batches, give),
            }
        };
        let bounds = Bounds { items: 2 * self.jobs as u64 + 2, bytes: UNDER_WAY };
        let take = |judged: Result<Judged, Failure>| -> Result<(), Failure> {
            let Judged { made, tally, told, sorted, sketched, stretch } = judged?;
            let marks = copies.as_mut().map(|copies| copies.mark(&sketched));
            let Some(mut made) = made else { return Ok(()) };
            if let Some(marks) = marks {
                made = form.with_copies(made, &marks)?;
            }
            told.into_iter().for_each(|told| tell(told, printer, &mut notices));
            for (article, folders) in &sorted {
                tree.iter_mut().try_for_each(|tree| sort(tree, article, folders))?;
            }
            sink.take(made)?;
            stand.add(tally, &stretch);
            sink.progress(&stand.progress)?;
            pace.show(stand.tally.records, stand.bytes, stretch.position);
            Ok(())
        };
        in_order(self.jobs, bounds, reader, || judge.worker(), take)?;
        pace.finish();
        notices.finish();
        // A run that answered nothing leaves an old output as it is.
        if stand.tally.judged() > 0 {
            sink.finish(form, &stand.progress)?;
        } else {
            sink.discard()?;
        }
        stand.tally.tell(printer, Some((stand.bytes, pace.time())));
        copies.iter().for_each(|copies| copies.tell(printer));
        stand.tally.end(self.strict)
    }

    /// A run that was killed with its last batch written.
    fn was_over(&self, path: &Path, progress: &RunProgress) -> Result<(), Failure> {
        let what = "the interrupted run was over; its output is in place now:";
        self.printer.note(&format!("{what} {}", path.display()));
        let tally = Tally::of(progress);
        tally.tell(self.printer, None);
        tally.end(self.strict)
    }
}

impl Stand {
    fn add(&mut self, tally: Tally, stretch: &Stretch) {
        self.tally.add(tally);
        self.bytes += stretch.bytes;
        let Tally { answered, abstained, skipped, .. } = self.tally;
        let (batches, input) = (self.progress.batches + 1, stretch.input);
        self.progress = RunProgress { batches, input, answered, abstained, skipped };
    }
}

fn tell(told: Told, printer: &Printer, notices: &mut ByteNotices<'_>) {
    match told {
        Told::Notices(of_article) => notices.take(of_article),
        Told::Skipped(place, way_out) => printer.skipped(&place, way_out.as_deref()),
    }
}

fn sort(tree: &mut SortedTree, article: &Article, folders: &[String]) -> Result<(), Failure> {
    let copied = tree.add(article, folders);
    copied.map(|_| ()).map_err(|e| {
        Failure::new(Kind::Output, format!("cannot write a copy of {}", article.id))
            .cause(e.to_string())
            .hint("--sort-into needs a folder it can write to")
    })
}

/// Bytes of all inputs, where each is a file.
fn size_of(found: &[Result<Input, RecordError>]) -> Option<u64> {
    let size = |input: &Input| {
        std::fs::metadata(input.path()).ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
    };
    found.iter().flatten().map(size).sum()
}
