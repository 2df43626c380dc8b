//! Counts of verdicts on articles that nobody labelled.

pub(crate) mod counts;
pub(crate) mod crosstab;
pub(crate) mod timeline;

pub use counts::{Counts, Scale, Share};
pub use crosstab::{Cell, CrossTab, Judged, Row};
pub use timeline::{Span, Step, timeline};
