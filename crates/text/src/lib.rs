//! Arabic-first text layer: body, normalised text, tokens, sentences and mentions, each with the
//! way back to the original bytes.
//!
//! Called by `corpus`, `feature` and `pipeline`; calls nobody of the house. It reads no file. On text it
//! never fails: odd input gives a result and [`Note`]s; bytes that are no text are refused. The order of
//! the stages is enforced by types:
//! [`Body`] → [`Normalized`] → [`Tokens`] → [`Mentions`]; a [`Reader`] walks the last three for many
//! articles faster. [`decode`] makes text of bytes, with a [`ByteMap`] back to them. Beside these stand
//! the [`Facts`] of an article: who wrote it, when, and out of which source.
//!
//! ```
//! use rasid_text::{Body, Format, MentionFinder, Normalized, TargetTerms, TextSettings, Tokens};
//!
//! let source = "أَشَادَتْ موسكو بالتعاون مع الـسعودية.";
//! let settings = TextSettings::default();
//! let body = Body::extract(source, Format::Plain);
//! let text = Normalized::new(&body, &settings.rules);
//! let tokens = Tokens::new(&text, &settings);
//! assert_eq!(text.slice(&tokens.list()[0]), "اشادت");
//! assert_eq!(&source[tokens.list()[0].source()], "أَشَادَتْ");
//!
//! let russia = TargetTerms { names: vec!["موسكو".into()], ..TargetTerms::default() };
//! let finder = MentionFinder::new(&[russia], &settings);
//! let found = finder.find(&text, &tokens, None);
//! assert_eq!(found.list().len(), 1);
//! ```
#![forbid(unsafe_code)]

mod alignment;
mod body;
mod decode;
mod facts;
mod language;
mod letters;
mod mention;
mod names;
mod normalize;
mod reader;
mod settings;
mod speech;
mod stem;
mod stop;
mod tokens;

pub use body::{Body, Boilerplate, Format, Note, Part, PartKind, RepeatedLines};
pub use decode::{
    ByteMap, DecodeError, DecodeErrorKind, DecodeNotice, Decoded, Lines, decode, stream_encoding,
};
pub use facts::{Calendar, DateFact, Dateline, Fact, Facts, Imprint, dateline, dates, title};
pub use language::{language, language_and_script, script};
pub use mention::{Day, Mention, MentionFinder, Mentions, Office, TargetTerms};
pub use names::Names;
pub use normalize::{Normalized, Normalizer};
pub use reader::{Reader, Reading, Seen, Skim};
pub use settings::{Rules, Stemmer, TextSettings};
pub use speech::{Speech, SpeechFinder, SpeechKind, Speeches};
pub use stem::light_stem;
pub use tokens::{Token, TokenKind, Tokens};
