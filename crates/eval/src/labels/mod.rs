//! What labels themselves say: how far coders agree, and what an audit finds.

pub(crate) mod agreement;
pub(crate) mod association;
pub(crate) mod audit;
pub(crate) mod confident;
pub(crate) mod drift;
pub(crate) mod telling;

pub use agreement::{
    AdjudicatedShare, AxisAgreement, Coding, PairAgreement, agreement, cohen_kappa,
    krippendorff_alpha,
};
pub use association::{Association, association};
pub use audit::{
    Audit, AuditArticle, AuditSet, AxisLabels, Basis, DriftComparison, Finding, FindingKind, Place,
    RankedLabel, Severity, audit, audit_against,
};
pub use confident::{ConfidentLabels, JudgedLabel, ScoredLabel, confident_labels};
pub use drift::{GroupCounts, Shift, shift};
pub use telling::{TellingWord, telling_words};
