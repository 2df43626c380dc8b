//! Bag-of-words vectors from the normalised text.
//!
//! Called by `pipeline` (and its types by `bayes`); calls `text`. A [`Bag`] lists the terms of one
//! article with the way back to the original; a [`Vocabulary`] turns bags into [`SparseRow`]s. It
//! neither counts classes nor knows any: that is `bayes`.
//!
//! A feature of an axis is a term in a field: for an axis about a target, words near a
//! mention of it (`near`) and the other words (`far`) are different features.
//!
//! ```
//! use rasid_feature::{Bag, FeatureSettings, Fields, Vocabulary};
//! use rasid_text::{Body, Mentions, Normalized, TextSettings, Tokens};
//!
//! let (text, settings) = (TextSettings::default(), FeatureSettings::default());
//! let body = Body::whole("شراكة قوية وشراكة دائمة");
//! let normalized = Normalized::new(&body, &text.rules);
//! let tokens = Tokens::new(&normalized, &text);
//! let bag = Bag::new(&normalized, &tokens, &Mentions::default(), &settings);
//! let vocabulary = Vocabulary::of([&bag], 1, []);
//! let row = vocabulary.index(&bag).row(Fields::Whole, None, false);
//! assert_eq!(row.total(), 4);
//! assert_eq!(row.entries().count(), 3, "شراكة stands twice");
//! ```
#![forbid(unsafe_code)]

mod bag;
mod row;
mod settings;
mod vocabulary;

pub use bag::{Bag, Occurrence};
pub use row::{SparseRow, SparseRows};
pub use settings::{FeatureSettings, Field, Fields};
pub use vocabulary::{Indexed, Vocabulary};
