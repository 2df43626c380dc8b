//! One set against another: copies in both, and how far classes and words have drifted.

use rasid_codebook::AxisId;
use serde::Serialize;

use super::AuditSet;
use super::finding::{Finding, FindingKind, Severity};
use crate::labels::drift::{GroupCounts, Shift, shift};

/// Largest p-value of what is told.
const CHANCE: f64 = 0.01;
/// A shift of classes by less is not told, in total variation.
const CLASSES: f64 = 0.1;
/// Share of unseen words that is a warning.
const UNSEEN: f64 = 0.2;

/// How far one thing has drifted between two sets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriftComparison {
    /// Name of the axis whose classes are compared; none for words.
    pub axis: Option<String>,
    /// Names of the classes, in codebook order; empty for words.
    pub classes: Vec<String>,
    /// Articles of each class in the first set and in the second.
    pub counts: Vec<(u64, u64)>,
    /// The figures.
    #[serde(flatten)]
    pub shift: Shift,
}

pub(super) fn compare(
    set: &AuditSet<'_>,
    other: &AuditSet<'_>,
    copies: &[(usize, usize)],
) -> (Vec<Finding>, Vec<DriftComparison>) {
    let mut found = Vec::new();
    let mut pairs: Vec<_> =
        copies.iter().map(|&(i, j)| [set.articles[i].place(), other.articles[j].place()]).collect();
    pairs.sort();
    found.extend(pairs.into_iter().map(|places| {
        let what = "near copies in both files";
        let finding = Finding::new(Severity::Warning, FindingKind::CopiesAcrossFiles, what);
        Finding { articles: places.to_vec(), ..finding }
    }));
    let mut comparisons: Vec<DriftComparison> =
        set.book.axis_ids().map(|axis| of_classes(set, other, axis)).collect();
    found.extend(comparisons.iter().filter_map(class_drift));
    let words = shift(&words_by_group(set), &words_by_group(other));
    found.extend(word_drift(&words));
    let (classes, counts) = (Vec::new(), Vec::new());
    comparisons.push(DriftComparison { axis: None, classes, counts, shift: words });
    (found, comparisons)
}

fn of_classes(set: &AuditSet<'_>, other: &AuditSet<'_>, axis: AxisId) -> DriftComparison {
    let classes = &set.book.axis_at(axis).classes;
    let count = |s: &AuditSet<'_>, class: usize| {
        s.labelled(axis).filter(|(_, c)| *c == class).count() as u64
    };
    DriftComparison {
        axis: Some(set.axis_name(axis).to_owned()),
        classes: classes.iter().map(|c| c.name.clone()).collect(),
        counts: (0..classes.len()).map(|c| (count(set, c), count(other, c))).collect(),
        shift: shift(&classes_by_group(set, axis), &classes_by_group(other, axis)),
    }
}

fn classes_by_group<'a>(set: &'a AuditSet<'_>, axis: AxisId) -> GroupCounts<'a> {
    let mut groups = GroupCounts::new();
    for (article, class) in set.labelled(axis) {
        *groups.entry(article.fold_group).or_default().entry(class as u32).or_default() += 1;
    }
    groups
}

fn words_by_group<'a>(set: &'a AuditSet<'_>) -> GroupCounts<'a> {
    let mut groups = GroupCounts::new();
    for article in &set.articles {
        let group = groups.entry(article.fold_group).or_default();
        article.words.iter().for_each(|(word, n)| *group.entry(*word).or_default() += n);
    }
    groups
}

fn class_drift(c: &DriftComparison) -> Option<Finding> {
    let (axis, shift) = (c.axis.as_deref()?, &c.shift);
    let (distance, p) = (shift.distance?, shift.p?);
    if p > CHANCE || distance < CLASSES {
        return None;
    }
    let share = |n: u64, of: u64| 100.0 * n as f64 / of as f64;
    let moved = |(i, j): &(u64, u64)| share(*j, shift.n.1) - share(*i, shift.n.0);
    let farthest = (0..c.counts.len())
        .reduce(|b, i| if moved(&c.counts[i]).abs() > moved(&c.counts[b]).abs() { i } else { b })?;
    let (before, after) = c.counts[farthest];
    let what = format!(
        "{:.0} % of the labels would have to change (p {p:.3}); most of all `{}`: {:.0} % of {}, then {:.0} % of {}",
        100.0 * distance,
        c.classes[farthest],
        share(before, shift.n.0),
        shift.n.0,
        share(after, shift.n.1),
        shift.n.1
    );
    let finding = Finding::new(Severity::Warning, FindingKind::ClassDrift, what).axis(axis);
    Some(finding.number("distance", distance).number("p", p).number("divergence", shift.divergence))
}

fn word_drift(shift: &Shift) -> Option<Finding> {
    let (divergence, by_chance, p) = (shift.divergence?, shift.by_chance?, shift.p?);
    if p > CHANCE {
        return None;
    }
    let unseen = shift.unseen?;
    let severity = if unseen >= UNSEEN { Severity::Warning } else { Severity::Note };
    let what = format!(
        "words differ by {divergence:.3} bit, by chance by {by_chance:.3} (p {p:.3}); {:.0} % of the second file's words never stand in the first",
        100.0 * unseen
    );
    let finding = Finding::new(severity, FindingKind::WordDrift, what);
    Some(
        finding
            .number("divergence", divergence)
            .number("by_chance", by_chance)
            .number("p", p)
            .number("unseen", unseen),
    )
}
