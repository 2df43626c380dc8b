//! A model for other programs: its counts as tables, and all of it as a script that scores.

mod counts;
mod literal;
#[cfg(feature = "parquet")]
mod parquet;
mod sql;

pub use counts::write_counts_csv;
#[cfg(feature = "parquet")]
pub use parquet::write_counts_parquet;
pub use sql::write_scorer_sql;
