//! Bag-of-words vectors from the normalised text.
//!
//! Called by `pipeline` (and its types by `bayes`); calls `text`. A [`Bag`] lists the terms of one
//! article with the way back to the original; a [`Vocabulary`] turns bags into [`SparseRow`]s. It
//! neither counts classes nor knows any: that is `bayes`.
//!
//! A feature of an axis is a term in a field: for an axis about a target, words near a
//! mention of it (`near`) and the other words (`far`) can be different features, and so can the
//! author's words and those of the sources that the article quotes.
//!
//! ```
//! use rasid_feature::{Bag, BagSettings, FeatureSettings, Vocabulary};
//! use rasid_text::{Body, Mentions, Normalized, TextSettings, Tokens};
//!
//! let (text, settings) = (TextSettings::default(), BagSettings::default());
//! let body = Body::whole("شراكة قوية وشراكة دائمة");
//! let normalized = Normalized::new(&body, &text.rules);
//! let tokens = Tokens::new(&normalized, &text);
//! let bag = Bag::new(&normalized, &tokens, &Mentions::default(), None, &settings);
//! let vocabulary = Vocabulary::of([&bag], 1, &settings, []);
//! let counts = FeatureSettings { binary: false, ..FeatureSettings::default() }.without_target();
//! let row = vocabulary.index(&bag).row(counts, None);
//! assert_eq!(row.total(), 4);
//! assert_eq!(row.entries().count(), 3, "شراكة stands twice");
//! ```
#![forbid(unsafe_code)]

mod bag;
mod growing;
mod numbers;
mod row;
mod settings;
mod terms;
mod vocabulary;

pub use bag::{BESIDE, Bag, Kind, Occurrence, TermParts, near_mentions};
pub use growing::GrowingNumbers;
pub use numbers::{NONE, WordNumbers};
pub use row::{SparseRow, SparseRows};
pub use settings::{BagSettings, FeatureSettings, Field, Fields, Place, Voice};
pub use terms::Terms;
pub use vocabulary::{Indexed, Least, Vocabulary};
