//! Labels that are probably wrong: by confident learning, and by the rule of mentions.

use std::cmp::Ordering;

use rasid_codebook::AxisId;
use serde::Serialize;

use super::finding::{Finding, FindingKind, Place, Severity};
use super::{AuditArticle, AuditSet};
use crate::confident::{ConfidentLabels, ScoredLabel, confident_labels};

/// The model is sure that a label is wrong where it gives it no more than this …
const HARDLY: f64 = 0.1;
/// … and the suggested class at least this.
const SURELY: f64 = 0.8;

/// What confident learning makes of one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisLabels {
    /// Name of the axis.
    pub axis: String,
    /// Names of its classes, in codebook order.
    pub classes: Vec<String>,
    /// Thresholds, confident joint and share of errors.
    #[serde(flatten)]
    pub confident: ConfidentLabels,
}

/// What the rank of a label rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The rule of mentions says otherwise.
    Mention,
    /// The probabilities of a model that did not see the article.
    Model,
    /// Nothing speaks against it: the rule of mentions agrees, or no model could be asked.
    Nothing,
}

/// A label with its place among all labels, most doubtful first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedLabel {
    /// From 1.
    pub rank: usize,
    /// Where the article stands.
    #[serde(flatten)]
    pub place: Place,
    /// Name of the axis.
    pub axis: String,
    /// Name of the class that was given.
    pub label: String,
    /// Name of the likeliest other class; none where nothing speaks for one.
    pub suggested: Option<String>,
    /// Probability of the class that was given.
    pub self_confidence: Option<f64>,
    /// The same less the probability of the likeliest other class, from −1 to 1.
    pub margin: Option<f64>,
    /// What the rank rests on.
    pub basis: Basis,
    /// Whether confident learning, or the rule of mentions, takes it for an error.
    pub likely_error: bool,
}

/// Ranks every label: what the rule of mentions contradicts first, then by margin.
pub(super) fn judge(set: &AuditSet<'_>) -> (Vec<AxisLabels>, Vec<RankedLabel>) {
    let (mut axes, mut ranked) = (Vec::new(), Vec::new());
    for axis in set.book.axis_ids() {
        let (judged, labels) = judge_axis(set, axis);
        axes.extend(judged);
        ranked.extend(labels.into_iter().map(|l| (axis.index(), l)));
    }
    ranked.sort_by(|(i, a), (j, b)| {
        let margins = (a.margin, b.margin);
        let by_margin = match margins {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => Ordering::Equal,
        };
        let ties = || (i, &a.place).cmp(&(j, &b.place));
        a.basis.cmp(&b.basis).then(by_margin).then_with(ties)
    });
    let labels = (1..).zip(ranked).map(|(rank, (_, l))| RankedLabel { rank, ..l }).collect();
    (axes, labels)
}

fn judge_axis(set: &AuditSet<'_>, axis: AxisId) -> (Option<AxisLabels>, Vec<RankedLabel>) {
    let absent = set.book.absent_class(axis).map(|c| c.index());
    let (mut scored, mut of, mut ranked) = (Vec::new(), Vec::new(), Vec::new());
    for (article, label) in set.labelled(axis) {
        let probabilities = article.probabilities[axis.index()].as_slice();
        let is_absent = Some(label) == absent;
        match (is_absent, article.mentions[axis.index()]) {
            (true, Some(true)) | (false, Some(false)) if absent.is_some() => {
                let suggested = if is_absent { likeliest(probabilities) } else { absent };
                let row = row(set, axis, article, label, suggested);
                ranked.push(RankedLabel { basis: Basis::Mention, likely_error: true, ..row });
            }
            _ if probabilities.is_empty() || is_absent => {
                ranked.push(row(set, axis, article, label, None));
            }
            _ => {
                scored.push(ScoredLabel { label, probabilities });
                of.push(article);
            }
        }
    }
    if scored.is_empty() {
        return (None, ranked);
    }
    let classes = &set.book.axis_at(axis).classes;
    let confident = confident_labels(classes.len(), &scored);
    for ((article, scored), judged) in of.into_iter().zip(&scored).zip(&confident.labels) {
        ranked.push(RankedLabel {
            self_confidence: Some(judged.self_confidence),
            margin: Some(judged.margin),
            basis: Basis::Model,
            likely_error: judged.likely_error,
            ..row(set, axis, article, scored.label, Some(judged.suggested))
        });
    }
    let (axis, classes) =
        (set.axis_name(axis).to_owned(), classes.iter().map(|c| c.name.clone()).collect());
    (Some(AxisLabels { axis, classes, confident }), ranked)
}

fn row(
    set: &AuditSet<'_>,
    axis: AxisId,
    article: &AuditArticle<'_>,
    label: usize,
    suggested: Option<usize>,
) -> RankedLabel {
    RankedLabel {
        rank: 0,
        place: article.place(),
        axis: set.axis_name(axis).to_owned(),
        label: set.class_name(axis, label).to_owned(),
        suggested: suggested.map(|c| set.class_name(axis, c).to_owned()),
        self_confidence: None,
        margin: None,
        basis: Basis::Nothing,
        likely_error: false,
    }
}

fn likeliest(probabilities: &[f64]) -> Option<usize> {
    (0..probabilities.len()).reduce(|b, i| if probabilities[i] > probabilities[b] { i } else { b })
}

/// A finding for each label that is probably wrong, and one for each axis.
pub(super) fn findings(
    set: &AuditSet<'_>,
    axes: &[AxisLabels],
    labels: &[RankedLabel],
    found: &mut Vec<Finding>,
) {
    let absent = |name: &str| {
        let axis = set.book.axis(name).ok()?;
        Some(set.class_name(axis, set.book.absent_class(axis)?.index()))
    };
    let doubted = labels.iter().filter(|l| l.likely_error);
    found.extend(doubted.map(|l| of_label(l, absent(&l.axis) == Some(l.label.as_str()))));
    for AxisLabels { axis, confident, .. } in axes {
        let Some(share) = confident.error_share else { continue };
        let what = format!(
            "an estimated {:.1} % of {} labels are wrong, where the model is as good as it is sure",
            100.0 * share,
            confident.n
        );
        let finding = Finding::new(Severity::Note, FindingKind::LabelErrors, what);
        let finding = finding.number("share", share).number("n", confident.n as f64);
        found.push(finding.axis(axis));
    }
}

fn of_label(l: &RankedLabel, is_absent: bool) -> Finding {
    let (label, suggested) = (&l.label, l.suggested.as_deref().unwrap_or("nothing"));
    let finding = match (l.basis, l.self_confidence, l.margin) {
        (Basis::Model, Some(given), Some(margin)) => {
            let other = given - margin;
            let sure = given <= HARDLY && other >= SURELY;
            let severity = if sure { Severity::Warning } else { Severity::Note };
            let what = format!(
                "labelled `{label}` ({given:.2}), the model says `{suggested}` ({other:.2})"
            );
            Finding::new(severity, FindingKind::LabelDoubt, what)
                .number("self_confidence", given)
                .number("margin", margin)
        }
        _ if !is_absent => {
            let what = format!("labelled `{label}`, but no mention of the target was found");
            Finding::new(Severity::Warning, FindingKind::StanceWithoutMention, what)
        }
        _ => {
            let what = format!("labelled `{label}`, but the target is mentioned");
            Finding::new(Severity::Warning, FindingKind::AbsentWithMention, what)
        }
    };
    finding.number("rank", l.rank as f64).axis(&l.axis).articles([l.place.clone()])
}
