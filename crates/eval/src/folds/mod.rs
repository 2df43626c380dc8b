//! How a labelled set is cut: by groups, forward in time.

pub(crate) mod forward;
pub(crate) mod grouped;

pub use forward::Forward;
pub use grouped::{FoldError, Folds, Split, connected};
