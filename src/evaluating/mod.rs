//! Answering every article of a labelled set by a model that saw nothing of it, and making the
//! confusion report of the answers.

mod answered;
mod bench;
mod curves;
mod forms;
mod lines;
mod mistakes;
mod report;
mod slices;

pub(crate) use bench::{by_folds, of_model};
pub(crate) use forms::Forms;
