//! A trained model as one value: train, save, load, classify.
//!
//! Called by the command line (and, for its types, by `report`); calls `codebook`, `text`,
//! `feature`, `bayes` and `decide`, and walks an article through them: [`Analyzer::analyze`] makes an
//! [`Analyzed`] article, which [`train`] and [`Model::classify`] both start from, so that training and
//! use cannot differ. It reads no file and starts no thread; a model comes from and goes to bytes.
//! Do not use it to measure: `eval` does, with fold numbers that it hands in as groups.
//!
//! ```
//! use rasid_pipeline::{Analyzer, Example, Settings, Source, train};
//!
//! let book = rasid_codebook::Codebook::from_toml(r#"
//!     format = 1
//!     [[axis]]
//!     name = "tone"
//!     classes = [{ name = "warm" }, { name = "cold" }]
//! "#)?;
//! let (tone, warm, cold) = (book.axis("tone")?, 0, 1);
//! let classes: Vec<_> = book.class_ids(tone).collect();
//! let analyzer = Analyzer::new(book, Settings::default());
//! let texts = ["شراكة وصداقة", "شراكة وثقة وصداقة", "عدوان ونهب", "نهب وعدوان وابتزاز"];
//! let read: Vec<_> = texts.iter().map(|t| analyzer.analyze(Source::plain(t))).collect();
//! let examples: Vec<_> = read.iter().zip(texts).zip([(warm, "a"), (warm, "b"), (cold, "c"), (cold, "d")])
//!     .map(|((article, text), (class, group))| {
//!         Example { article, text, labels: vec![Some(classes[class])], group, domain: "" }
//!     })
//!     .collect();
//! let model = train(&analyzer, &examples, &[], None)?.model;
//! let verdict = model.classify(&model.analyzer().analyze(Source::plain("صداقة وشراكة")));
//! assert_eq!(verdict.axes[0].verdict.best, Some(warm));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod analyze;
mod classify;
mod compiled;
mod container;
mod digest;
mod explain;
mod file;
mod keywords;
mod model;
mod registry;
mod score;
mod seeds;
mod settings;
mod shard_file;
mod survey;
mod tables;
mod train;
mod walk;
mod words;

pub use analyze::{Analyzed, Analyzer, Source, Worker};
pub use classify::{ArticleVerdict, AxisVerdict, Evidence};
pub use compiled::{Classifier, Compiled};
pub use digest::Digest;
pub use explain::{
    AxisExplanation, Chain, ClassChain, Explanation, FeatureSum, Passage, Passages, Quoted, Said,
    Sentence, SentenceSum, Spoken, VoiceSum, Without, WordSum,
};
pub use file::{FORMAT_VERSION, ModelError};
pub use model::{AxisModel, Model, SpeakingWord};
pub use rasid_feature::{FeatureSettings, Field, Fields, Place, TermParts, Vocabulary, Voice};
pub use rasid_text::{
    Boilerplate, Fact, Facts, Format, Part, RepeatedLines, SpeechKind, Stemmer, TokenKind,
};
pub use registry::{KnownBy, Outlet, Registry, RegistryError, host};
pub use seeds::{SeedError, SeedTerms};
pub use settings::{AbstentionSettings, AxisSettings, SettingError, Settings};
pub use shard_file::{ShardError, StoredShard, Workbench};
pub use survey::Survey;
pub use tables::{Count, Scorer, UNITS_PER_NAT};
pub use train::{
    Answer, COORDINATES, Counter, Example, Shard, TrainError, TrainNote, Trained, Trial, Trials,
    Unlabelled, digest_of, families, train,
};
pub use walk::Walk;
