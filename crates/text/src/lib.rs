//! Arabic-first text layer: body, normalised text, tokens, sentences and mentions, each with the
//! way back to the original bytes.
//!
//! Called by `feature` and `pipeline`; calls nobody of the house. It reads no file and never fails:
//! odd input gives a result and [`Note`]s. The order of the stages is enforced by types:
//! [`Body`] → [`Normalized`] → [`Tokens`] → [`Mentions`]; a [`Reader`] walks the last three for many
//! articles faster. Do not use it to decode bytes: it is given `&str`.
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
//! let found = finder.find(&text, &tokens);
//! assert_eq!(found.list().len(), 1);
//! ```
#![forbid(unsafe_code)]

mod alignment;
mod body;
mod facts;
mod language;
mod mention;
mod normalize;
mod reader;
mod settings;
mod stem;
mod stop;
mod tokens;

pub use body::{Body, Boilerplate, Format, Note, Part, PartKind, RepeatedLines};
pub use facts::dateline;
pub use language::{language, script};
pub use mention::{Mention, MentionFinder, Mentions, TargetTerms};
pub use normalize::Normalized;
pub use reader::{Reader, Reading};
pub use settings::{Rules, TextSettings};
pub use stem::light_stem;
pub use tokens::{Token, TokenKind, Tokens};
