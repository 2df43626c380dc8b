//! Labelled articles that are counted as they are read.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rasid_corpus::{Labelled, LabelsError, ReadOptions, stream_labels};
use rasid_pipeline::{Analyzer, Shard, TrainError, Worker};
use rayon::prelude::*;

use crate::commands::train::{cannot_train, example};
use crate::diagnostics::Failure;
use crate::printer::{ByteNotices, Printer};
use crate::settings::{OWN, domain};
use crate::workers::source;

/// Articles that are read at once, and their bytes.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 16 << 20;

/// A thread's own shard, and its memory of words.
struct Counter<'a> {
    worker: Worker<'a>,
    shard: Shard,
}

/// Counts the articles of a labels file and of those beside it, by the settings of the analyzer. Threads
/// count apart: shards join in any order.
pub(crate) fn count(
    analyzer: &Analyzer,
    (labels, with): (&Path, &[PathBuf]),
    options: &ReadOptions,
    printer: &Printer,
) -> Result<Shard, Failure> {
    let cannot = |e: TrainError| cannot_train(labels, &e);
    let beside = with.iter().map(|file| (file.as_path(), domain(file, with)));
    let files: Vec<(&Path, &str)> = std::iter::once((labels, OWN)).chain(beside).collect();
    let domains: Vec<&str> = files.iter().map(|file| file.1).collect();
    let empty = Shard::new(analyzer, &domains).map_err(cannot)?;
    let counter = |_| Mutex::new(Counter { worker: analyzer.worker(), shard: empty.clone() });
    let counters: Vec<Mutex<Counter<'_>>> =
        (0..rayon::current_num_threads()).map(counter).collect();
    let bar = printer.progress("counting", None);
    let mut notices = ByteNotices::new(printer);
    for (path, domain) in files {
        let mut records = stream_labels(path, analyzer.codebook(), options);
        loop {
            let batch = batch(path, &mut records)?;
            if batch.is_empty() {
                break;
            }
            batch.iter().for_each(|l| notices.tell(&l.article));
            batch.par_iter().for_each(|l| {
                let thread = rayon::current_thread_index().unwrap_or_default();
                let mut counter = counters[thread].lock().unwrap_or_else(PoisonError::into_inner);
                let read = counter.worker.analyze(source(&l.article));
                counter.shard.add(analyzer, &example(&read, l, group(l), domain));
            });
            bar.inc(batch.len() as u64);
        }
    }
    notices.finish();
    bar.finish_and_clear();
    let shards = counters
        .into_iter()
        .map(|counter| counter.into_inner().unwrap_or_else(PoisonError::into_inner).shard);
    let mut shards = shards.filter(|shard| shard.articles() > 0);
    let mut all = shards.next().unwrap_or(empty);
    shards.for_each(|shard| all.merge(&shard));
    Ok(all)
}

/// The next articles of a file. A set is counted whole or not at all.
fn batch(
    path: &Path,
    records: &mut impl Iterator<Item = Result<Labelled, rasid_corpus::RecordError>>,
) -> Result<Vec<Labelled>, Failure> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for read in records {
        let labelled = read.map_err(|fault| {
            let (file, faults) = (path.display().to_string(), vec![fault]);
            Failure::labels(&LabelsError { file, faults })
        })?;
        bytes += labelled.article.text.len();
        batch.push(labelled);
        if batch.len() == BATCH || bytes >= BATCH_BYTES {
            break;
        }
    }
    Ok(batch)
}

/// What hangs together as far as one article tells: its event, else its outlet, else itself.
fn group(labelled: &Labelled) -> &str {
    let article = &labelled.article;
    article.group.as_deref().or(article.outlet.as_deref()).unwrap_or(&article.id)
}
