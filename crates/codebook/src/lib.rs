//! Names of axes, targets and classes: a label outside the book cannot exist.
//!
//! Called by `pipeline`, `corpus`, `eval` and `report`; calls nobody and reads no file: it is given
//! the text of a `codebook.toml`. Everything is checked once, when a [`Codebook`] is made; after
//! that an [`AxisId`] or a [`ClassId`] of a book is an index that cannot miss. Do not use it to find
//! mentions in a text: it only holds the alias tables, the `text` crate applies them.
//!
//! ```
//! let book = rasid_codebook::Codebook::from_toml(r#"
//!     format = 1
//!     [[axis]]
//!     name = "tone"
//!     classes = [{ name = "warm" }, { name = "cold" }]
//! "#)?;
//! let axis = book.axis("tone")?;
//! assert_eq!(book.class(axis, "cold")?.index(), 1);
//! assert!(book.class(axis, "colt").unwrap_err().to_string().contains("`colt`"));
//! # Ok::<(), rasid_codebook::CodebookError>(())
//! ```
#![forbid(unsafe_code)]

mod book;
mod error;
mod raw;

pub use book::{AxisId, ClassId, Codebook};
pub use error::{CodebookError, ErrorKind};
pub use raw::{Axis, Class, Day, Office, Target};
