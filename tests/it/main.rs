//! Tests of the whole: the command line as a user meets it, the house as DESIGN draws it, the
//! labelled set as it is shipped.

mod agree;
mod audit;
mod chance;
mod classify;
mod compare;
mod copies;
mod encodings;
mod evaluate;
mod explain;
mod export;
mod faults;
mod help;
mod house;
mod labels;
mod languages;
mod map;
mod outlets;
mod page;
mod resume;
mod run;
mod shards;
mod syndicated;
mod text;
mod train;
mod writing;
