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
mod audit;
mod evaluation;
mod inert;
mod json_line;
mod model;
mod stages;
mod table;
mod trials;
mod verdicts;

pub use agreement::{AgreementReport, Code, Difference, write_agreement_csv};
pub use audit::{AuditReport, write_audit_csv};
pub use evaluation::{EvaluationReport, write_evaluation_csv};
pub use inert::{inert, no_formula, short};
pub use model::ModelReport;
pub use stages::{Stage, Walked, write_facts_json, write_overview, write_stage, write_stage_jsonl};
pub use table::Style;
pub use verdicts::{Answer, Record, VerdictCsv, VerdictTable, write_jsonl};
