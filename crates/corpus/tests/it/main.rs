//! Readers from the outside: what comes out of files of each kind, whole and damaged.

mod batches;
mod columns;
mod crawls;
mod damage;
mod kinds;
mod limits;
#[cfg(feature = "parquet")]
mod parquet;
mod read;
