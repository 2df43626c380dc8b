//! Read articles and labels, write files whole.
//!
//! Called by the command line; calls `codebook` to check labels and `text` to make text of bytes. [`articles`] reads what is to be
//! classified: one bad record is an error of its own and the others go on. [`read_labels`] reads a
//! labelled set: there every fault counts, and all are told at once; [`read_coded`] reads what each
//! coder said of it too; [`verdicts`] reads what `classify` wrote; [`read_answers`] reads what a run
//! answered, and [`pair_answers`] joins two. [`WholeFile`] and [`SortedTree`]
//! write: a file appears whole or not at all; a [`ResumableFile`] is gone on with where its run was
//! interrupted. Do not use it to look into a text: that is `text`.
//! What was not plain UTF-8 is read with a [`ReadNotice`].
//!
//! ```
//! use rasid_corpus::{Input, ReadOptions, articles};
//!
//! let lines = "{\"id\": \"a\", \"text\": \"خبر\"}\n{\"id\": \"b\"\n{\"id\": \"c\", \"text\": \"تعليق\"}\n";
//! let input = Input::from_reader("news.jsonl", rasid_corpus::Kind::JsonLines, lines.as_bytes());
//! let read: Vec<_> = articles([Ok(input)], &ReadOptions::default()).collect();
//! assert_eq!(read[0].as_ref().unwrap().text, "خبر");
//! assert_eq!(read[1].as_ref().unwrap_err().line(), Some(2));
//! assert_eq!(read[2].as_ref().unwrap().id, "c");
//! ```
#![forbid(unsafe_code)]

mod answers;
mod article;
mod batch;
mod codes;
mod error;
mod inputs;
mod labels;
mod options;
mod outlets;
mod output;
mod quotes;
mod reader;
mod resumable;
mod transcode;
mod tree;
mod verdicts;

pub use answers::{AnswerRow, AnswerSet, AxisAnswer, PairedAnswers, pair_answers, read_answers};
pub use article::{Article, BorrowedArticle, ReadNotice};
pub use batch::{Batch, articles, batches};
pub use codes::{CodedSet, Coder, read_coded};
pub use error::RecordError;
pub use inputs::{Input, Kind, inputs};
pub use labels::{LabelBatch, Labelled, LabelsError, label_batches, read_labels};
pub use options::{Columns, ReadOptions};
pub use outlets::{OutletRow, read_outlets};
pub use output::WholeFile;
#[cfg(feature = "parquet")]
pub use reader::MemoryRows;
pub use resumable::{ResumableFile, ResumeError, Resumed, RunProgress, RunSettings, resume_files};
pub use tree::SortedTree;
pub use verdicts::{ReadVerdict, VerdictLine, VerdictRecord, verdicts};
