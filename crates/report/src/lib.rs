//! Results as terminal tables, CSV, JSON Lines, JSON and Markdown.
//!
//! Called by the command line; calls `codebook`, `decide`, `eval` and `pipeline` for their types. It
//! writes to any `Write` and opens nothing. Text of articles passes through [`inert`] before it meets
//! a terminal or a spreadsheet. Do not use it to compute: every figure comes in ready.
//!
//! ```
//! assert_eq!(rasid_report::inert("\u{1b}[31mخبر\u{202e}\nx"), "[31mخبر x");
//! ```
#![forbid(unsafe_code)]

mod agreement;
mod answers;
mod comparison;
mod evaluation;
mod evaluation_csv;
mod evaluation_details;
mod inert;
mod json_line;
mod model;
mod stages;
mod table;
mod trials;
mod verdicts;

pub use agreement::{AgreementReport, Code, Difference, write_agreement_csv};
pub use answers::{AnswerLine, AxisLine, write_answers};
pub use comparison::{ComparisonReport, write_comparison_csv};
pub use evaluation::EvaluationReport;
pub use evaluation_csv::write_evaluation_csv;
pub use inert::{inert, no_formula, short};
pub use model::ModelReport;
pub use stages::{Stage, Walked, write_facts_json, write_overview, write_stage, write_stage_jsonl};
pub use table::Style;
pub use verdicts::{Answer, Record, VerdictCsv, VerdictTable, write_jsonl};
