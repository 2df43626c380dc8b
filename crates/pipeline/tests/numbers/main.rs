//! Articles as numbers: what they give is what the plain path gives.

mod compiled;
mod counter;

const BOOK: &str = include_str!("../book.toml");
