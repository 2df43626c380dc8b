//! Records in batches: what the thread that reads hands to the threads that work.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use xxhash_rust::xxh3::Xxh3;

use crate::article::Article;
use crate::error::RecordError;
use crate::inputs::Input;
use crate::options::{Names, ReadOptions};
use crate::reader::{Chunk, Fault, Position, chunks};

/// Most bytes of input and most records that a batch holds; one record may be larger.
pub(crate) const BATCH_BYTES: usize = 1 << 20;
pub(crate) const BATCH_RECORDS: usize = 512;

/// Consecutive records, as they were cut from their files: nothing of them is parsed that need not be
/// for cutting. Equal inputs give equal batches, however fast their bytes come.
///
/// ```
/// use rasid_corpus::{Input, Kind, ReadOptions, batches};
///
/// let lines = "{\"id\": \"a\", \"text\": \"خبر\"}\n{\"id\": \"b\", \"text\": \"تعليق\"}\n";
/// let input = Input::from_reader("news.jsonl", Kind::JsonLines, lines.as_bytes());
/// let read: Vec<_> = batches([Ok(input)], &ReadOptions::default()).collect();
/// assert_eq!((read.len(), read[0].bytes()), (1, lines.len() as u64));
/// let articles: Vec<_> = read.into_iter().flat_map(|batch| batch.articles()).collect();
/// assert_eq!(articles[1].as_ref().unwrap().text, "تعليق");
/// ```
pub struct Batch {
    chunks: Vec<Box<dyn Chunk>>,
    position: u64,
}

impl Batch {
    /// The articles in order: decodes, parses and checks. A record that is none is an error in its
    /// place.
    pub fn articles(self) -> impl Iterator<Item = Result<Article, RecordError>> {
        self.chunks.into_iter().flat_map(Chunk::articles)
    }

    /// Bytes of input, decompressed, that this batch stands for.
    pub fn bytes(&self) -> u64 {
        self.chunks.iter().map(|c| c.bytes()).sum()
    }

    /// Bytes of the input files, as they lie on disk, that were read when the batch was cut, over all
    /// inputs. For progress only: readers look ahead.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Adds what the records are and where they stood: equal batches give equal digests.
    pub fn digest_into(&self, hash: &mut Xxh3) {
        self.chunks.iter().for_each(|c| c.digest_into(hash));
    }
}

/// Cuts inputs into batches, in order. This is the work of one thread: it reads, decompresses and finds
/// where records end; [`Batch::articles`] is for the others.
pub fn batches<I>(inputs: I, options: &ReadOptions) -> impl Iterator<Item = Batch> + use<I>
where
    I: IntoIterator<Item = Result<Input, RecordError>>,
{
    let names = Arc::new(Names::new(options));
    let position = Position::default();
    let read = Arc::clone(&position);
    let mut cut = inputs.into_iter().flat_map(move |input| match input {
        Ok(input) => chunks(input, &names, &position),
        Err(e) => Fault::alone(e),
    });
    let mut held: Option<Box<dyn Chunk>> = None;
    std::iter::from_fn(move || {
        let (mut batch, mut bytes, mut records) = (Vec::new(), 0, 0);
        while bytes < BATCH_BYTES as u64 / 2 && records < BATCH_RECORDS {
            let Some(next) = held.take().or_else(|| cut.next()) else { break };
            (bytes, records) = (bytes + next.bytes(), records + next.records());
            if !batch.is_empty() && (bytes > BATCH_BYTES as u64 || records > BATCH_RECORDS) {
                held = Some(next);
                break;
            }
            batch.push(next);
        }
        let position = read.load(Ordering::Relaxed);
        (!batch.is_empty()).then_some(Batch { chunks: batch, position })
    })
}

/// Reads the articles of all inputs, in order. Each record that cannot be read is an error of its own;
/// the others go on. Ids may stand twice: to notice, all would have to be remembered.
pub fn articles<I>(
    inputs: I,
    options: &ReadOptions,
) -> impl Iterator<Item = Result<Article, RecordError>> + use<I>
where
    I: IntoIterator<Item = Result<Input, RecordError>>,
{
    batches(inputs, options).flat_map(Batch::articles)
}
