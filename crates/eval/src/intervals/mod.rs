//! How sure a figure is.

pub(crate) mod bootstrap;
pub(crate) mod design;
pub(crate) mod wilson;

pub use bootstrap::{Figure, Interval};
pub use design::Design;
pub use wilson::wilson;
