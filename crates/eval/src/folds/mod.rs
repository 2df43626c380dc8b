//! How a labelled set is cut: by groups, forward in time; and what near copies it holds.

pub(crate) mod copies;
pub(crate) mod forward;
pub(crate) mod grouped;

pub use copies::{CopyPair, near_copies};
pub use forward::Forward;
pub use grouped::{FoldError, Folds, Split, connected};
