//! Labels that are probably wrong: by confident learning, and by the rule of mentions.

use std::cmp::Ordering;

use rasid_codebook::AxisId;
use serde::Serialize;

use super::finding::{Finding, FindingKind, Place, Severity};
use super::{AuditArticle, AuditSet};
use crate::labels::confident::{ConfidentLabels, ScoredLabel, confident_labels};

/// Below this kappa of labels and cross-fitted classes (slight agreement, Landis and Koch 1977) a model
/// has not learned enough of an axis to judge its labels.
const LEARNED: f64 = 0.2;
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
    /// Probability of the suggested class.
    pub suggested_probability: Option<f64>,
    /// What labels are ranked by ([`JudgedLabel::margin`](crate::JudgedLabel)), from −1 to 1.
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
    let mut confident = confident_labels(classes.len(), &scored);
    // Each label goes on with its article.
    let judged = std::mem::take(&mut confident.labels);
    for ((article, scored), judged) in of.into_iter().zip(&scored).zip(judged) {
        ranked.push(RankedLabel {
            self_confidence: Some(judged.self_confidence),
            suggested_probability: Some(judged.suggested_probability),
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
        suggested_probability: None,
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
    unchecked: &mut Vec<String>,
) {
    let absent = |name: &str| {
        let axis = set.book.axis(name).ok()?;
        Some(set.class_name(axis, set.book.absent_class(axis)?.index()))
    };
    let learned = |a: &&AxisLabels| a.confident.kappa.is_some_and(|kappa| kappa >= LEARNED);
    let (judges, others): (Vec<&AxisLabels>, Vec<&AxisLabels>) = axes.iter().partition(learned);
    for l in labels.iter().filter(|l| l.likely_error) {
        if l.basis == Basis::Mention {
            found.push(of_rule(l, absent(&l.axis) == Some(l.label.as_str())));
        } else if judges.iter().any(|a| a.axis == l.axis) {
            found.extend(of_model(l));
        }
    }
    found.extend(judges.into_iter().filter_map(of_axis));
    unchecked.extend(others.into_iter().map(|AxisLabels { axis, confident, .. }| {
        let kappa = confident.kappa.map_or("undefined".to_owned(), |k| format!("{k:.2}"));
        format!(
            "{axis}: wrong labels, for cross-fitted models learned too little to judge them (kappa {kappa} with {} labels)",
            confident.n
        )
    }));
}

fn of_axis(AxisLabels { axis, confident, .. }: &AxisLabels) -> Option<Finding> {
    let (share, kappa) = (confident.error_share?, confident.kappa?);
    let what = format!(
        "an estimated {:.1} % of {} labels are wrong, or the model is where it is sure (kappa {kappa:.2})",
        100.0 * share,
        confident.n
    );
    let finding = Finding::new(Severity::Note, FindingKind::LabelErrors, what).axis(axis);
    Some(finding.number("share", share).number("kappa", kappa).number("n", confident.n as f64))
}

fn of_model(l: &RankedLabel) -> Option<Finding> {
    let (given, other) = (l.self_confidence?, l.suggested_probability?);
    let sure = given <= HARDLY && other >= SURELY;
    let severity = if sure { Severity::Warning } else { Severity::Note };
    let (label, suggested) = (&l.label, l.suggested.as_deref()?);
    let what =
        format!("labelled `{label}` ({given:.2}), the model says `{suggested}` ({other:.2})");
    let finding = Finding::new(severity, FindingKind::LabelDoubt, what)
        .number("self_confidence", given)
        .number("suggested_probability", other)
        .number("margin", l.margin);
    Some(finding.number("rank", l.rank as f64).axis(&l.axis).articles([l.place.clone()]))
}

fn of_rule(l: &RankedLabel, is_absent: bool) -> Finding {
    let (kind, what) = if is_absent {
        (FindingKind::AbsentWithMention, "but the target is mentioned")
    } else {
        (FindingKind::StanceWithoutMention, "but no mention of the target was found")
    };
    let what = format!("labelled `{}`, {what}", l.label);
    let finding = Finding::new(Severity::Warning, kind, what);
    finding.number("rank", l.rank as f64).axis(&l.axis).articles([l.place.clone()])
}
