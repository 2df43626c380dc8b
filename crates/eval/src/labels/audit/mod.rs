//! What is wrong with a labelled set, and with each of its labels.

mod copies;
mod coverage;
mod finding;
mod labels;
mod outlets;
mod text;
mod versus;

use rasid_codebook::{AxisId, Codebook};

pub use finding::{Finding, FindingKind, Place, Severity};
pub use labels::{AxisLabels, Basis, RankedLabel};

use crate::copies::CopyPair;

/// An article as an audit takes it.
#[derive(Debug, Clone)]
pub struct AuditArticle<'a> {
    /// Its id.
    pub id: &'a str,
    /// The file it stands in.
    pub file: String,
    /// Line on which its record starts, from 1.
    pub line: Option<u64>,
    /// Group as folds take it.
    pub fold_group: &'a str,
    /// Event or other group that the set names.
    pub group: Option<&'a str>,
    /// Name of the outlet.
    pub outlet: Option<&'a str>,
    /// Position of its class on each axis.
    pub labels: Vec<Option<usize>>,
    /// For each axis the calibrated probabilities of its classes, by a model that saw nothing of the
    /// article's fold group; empty where no model was asked.
    pub probabilities: Vec<Vec<f64>>,
    /// For each axis about a target, whether the article mentions it.
    pub mentions: Vec<Option<bool>>,
    /// Numbers of its words in [`AuditSet::vocabulary`], each once and rising, and how often each stands.
    pub words: Vec<(u32, u64)>,
    /// Lines of its body that repeat across articles.
    pub repeated: Vec<&'a str>,
    /// Share of its text that is the article's own, in \[0, 1]; none for pages.
    pub body_share: Option<f64>,
}

impl AuditArticle<'_> {
    fn place(&self) -> Place {
        Place { id: self.id.to_owned(), file: self.file.clone(), line: self.line }
    }
}

/// A labelled set as an audit takes it.
#[derive(Debug, Clone)]
pub struct AuditSet<'a> {
    /// Names the axes and classes.
    pub book: &'a Codebook,
    /// The articles.
    pub articles: Vec<AuditArticle<'a>>,
    /// The words, sorted.
    pub vocabulary: &'a [String],
}

impl AuditSet<'_> {
    fn axis_name(&self, axis: AxisId) -> &str {
        &self.book.axis_at(axis).name
    }

    fn class_name(&self, axis: AxisId, class: usize) -> &str {
        &self.book.axis_at(axis).classes[class].name
    }

    /// Articles with a label on an axis, and the position of its class.
    fn labelled(&self, axis: AxisId) -> impl Iterator<Item = (&AuditArticle<'_>, usize)> {
        let axis = axis.index();
        self.articles.iter().filter_map(move |a| Some((a, a.labels[axis]?)))
    }
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// Most severe first, then by kind, axis and strength.
    pub findings: Vec<Finding>,
    /// What confident learning makes of each axis.
    pub axes: Vec<AxisLabels>,
    /// Every label of every axis, most doubtful first.
    pub labels: Vec<RankedLabel>,
    /// Checks that could not be made, and why.
    pub unchecked: Vec<String>,
}

/// Audits a set. `copies` are pairs of positions among its articles. The order of the articles changes
/// nothing.
pub fn audit(set: &AuditSet<'_>, copies: &[CopyPair]) -> Audit {
    let (axes, labels) = labels::judge(set);
    let (mut findings, mut unchecked) = (Vec::new(), Vec::new());
    labels::findings(set, &axes, &labels, &mut findings, &mut unchecked);
    copies::findings(set, copies, &mut findings);
    coverage::findings(set, &mut findings);
    outlets::findings(set, &mut findings, &mut unchecked);
    text::findings(set, &mut findings);
    sort(&mut findings);
    Audit { findings, axes, labels, unchecked }
}

/// Compares a set with a second one. `copies` are pairs of a position in the first and one in the
/// second; both sets number their words alike.
pub fn audit_against(
    set: &AuditSet<'_>,
    other: &AuditSet<'_>,
    copies: &[(usize, usize)],
) -> (Vec<Finding>, Vec<DriftComparison>) {
    let (mut findings, comparisons) = versus::compare(set, other, copies);
    sort(&mut findings);
    (findings, comparisons)
}

pub use versus::DriftComparison;

/// Within a kind and axis findings stay in the order in which they were made, strongest first.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.severity, a.kind, &a.axis).cmp(&(b.severity, b.kind, &b.axis)));
}
