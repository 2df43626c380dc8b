//! Near copies: in a whole set by all its shingles, and in a stream by sketches in bounded memory.

mod index;
pub(crate) mod pairs;
mod recent;
mod shingles;
mod sketch;
mod window;

pub use pairs::{CopyPair, near_copies};
pub use sketch::CopySketch;
pub use window::CopyWindow;
