//! Results as terminal tables, CSV, JSON Lines, JSON, Markdown and one-file HTML.
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
mod audit;
mod charts;
mod comparison;
mod evaluation;
mod explain;
mod export;
mod inert;
mod json_line;
mod map;
mod model;
mod page;
mod stages;
mod table;
mod trials;
mod verdicts;

pub use agreement::{AgreementReport, Code, Difference, write_agreement_csv};
pub use answers::{AnswerLine, AxisLine, write_answers};
pub use audit::{AuditReport, write_audit_csv};
pub use comparison::{ComparisonReport, write_comparison_csv};
pub use evaluation::{
    ClassWords, Digests, EvaluationReport, FoldComparison, LearningCurve, LearningPoint, Mistake,
    MistakeMark, write_evaluation_csv,
};
pub use explain::{
    Explained, Look, write_explanation, write_explanation_json, write_explanation_page,
};
#[cfg(feature = "parquet")]
pub use export::write_counts_parquet;
pub use export::{write_counts_csv, write_scorer_sql};
pub use inert::{inert, no_formula, short};
pub use map::{Copies, Intake, Listed, MapReport, write_map_csv};
pub use model::ModelReport;
pub use stages::{Stage, Walked, write_facts_json, write_overview, write_stage, write_stage_jsonl};
pub use table::Style;
pub use verdicts::{
    Answer, CopyMark, CsvForm, CsvRows, JsonForm, JsonRows, Rows, Skipped, TableRow, VerdictTable,
};
#[cfg(feature = "parquet")]
pub use verdicts::{ParquetBatch, ParquetForm, ParquetRows, VerdictParquet};
