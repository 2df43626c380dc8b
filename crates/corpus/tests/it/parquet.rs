//! parquet tests
