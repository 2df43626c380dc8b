//! Labelled articles that are counted as they are read.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rasid_corpus::{
    Article, LabelBatch, Labelled, LabelsError, ReadOptions, RecordError, label_batches,
};
use rasid_pipeline::{Analyzer, Counter, Shard};

use crate::classifying::{Bounds, in_order};
use crate::commands::train::cannot_train;
use crate::diagnostics::Failure;
use crate::printer::{ByteNotices, NoticesOfArticle, Printer};
use crate::settings::{OWN, domain};
use crate::workers::source;

/// Input that is read and not yet counted, at most, in bytes: a single record may be larger.
const UNDER_WAY: u64 = 32 << 20;

/// What there is to tell of a batch.
struct Told {
    articles: u64,
    notices: Vec<NoticesOfArticle>,
}

/// Counts the articles of a labels file and of those beside it, by the settings of the analyzer. Threads
/// count apart: shards join in any order. A set is counted whole or not at all.
pub(crate) fn count(
    analyzer: &Analyzer,
    (labels, with): (&Path, &[PathBuf]),
    options: &ReadOptions,
    printer: &Printer,
) -> Result<Shard, Failure> {
    let beside = with.iter().map(|file| (file.as_path(), domain(file, with)));
    let files: Vec<(&Path, &str)> = std::iter::once((labels, OWN)).chain(beside).collect();
    let domains: Vec<&str> = files.iter().map(|file| file.1).collect();
    let jobs = rayon::current_num_threads().max(1);
    let counters = (0..jobs).map(|_| Counter::new(analyzer, &domains)).collect::<Result<_, _>>();
    let counters: Vec<Counter<'_>> = counters.map_err(|e| cannot_train(labels, &e))?;
    // One for each thread: whoever has a batch takes one, and lays it back.
    let counters = Mutex::new(counters);
    let lock = || counters.lock().unwrap_or_else(PoisonError::into_inner);
    let worker = || {
        |(file, batch): (usize, LabelBatch)| {
            let mut counter = lock().pop().expect("there is one for each thread");
            let told = told_of(batch, &mut counter, files[file].1);
            lock().push(counter);
            told.map_err(|fault| (file, fault))
        }
    };
    let bar = printer.progress("counting", None);
    let mut notices = ByteNotices::new(printer);
    let take = |told: Result<Told, (usize, RecordError)>| -> Result<(), Failure> {
        let told = told.map_err(|(file, fault)| {
            let (file, faults) = (files[file].0.display().to_string(), vec![fault]);
            Failure::labels(&LabelsError { file, faults })
        })?;
        told.notices.into_iter().for_each(|told| notices.take(told));
        bar.inc(told.articles);
        Ok(())
    };
    let paths: Vec<PathBuf> = files.iter().map(|file| file.0.to_owned()).collect();
    let options = options.clone();
    // The reader cuts; the threads that count parse.
    let read = move |give: &mut dyn FnMut((usize, LabelBatch), u64) -> bool| {
        let of_file = |(file, path)| label_batches(path, &options).map(move |b| (file, b));
        let mut batches = paths.iter().map(PathBuf::as_path).enumerate().flat_map(of_file);
        let _ = batches.all(|(file, batch)| {
            let bytes = batch.bytes() as u64;
            give((file, batch), bytes)
        });
    };
    let bounds = Bounds { items: 2 * jobs as u64 + 2, bytes: UNDER_WAY };
    in_order(jobs, bounds, read, worker, take)?;
    notices.finish();
    bar.finish_and_clear();
    let counters = counters.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut shards = counters.into_iter().map(Counter::into_shard);
    let mut all = shards.next().expect("there is one for each thread");
    shards.filter(|shard| shard.articles() > 0).for_each(|shard| all.merge(&shard));
    Ok(all)
}

/// Counts the articles of a batch.
fn told_of(
    batch: LabelBatch,
    counter: &mut Counter<'_>,
    domain: &str,
) -> Result<Told, RecordError> {
    let mut told = Told { articles: 0, notices: Vec::new() };
    for labelled in batch.labelled(counter.codebook()) {
        let Labelled { article, labels, .. } = labelled?;
        told.articles += 1;
        told.notices.extend(NoticesOfArticle::of(&article));
        counter.add(source(&article), labels, (group(&article), domain));
    }
    Ok(told)
}

/// What hangs together as far as one article tells: its event, else its outlet, else itself.
fn group(article: &Article) -> &str {
    article.group.as_deref().or(article.outlet.as_deref()).unwrap_or(&article.id)
}
