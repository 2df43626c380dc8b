//! Too few labels: of a class, of an axis, of different groups.

use std::collections::BTreeMap;

use rasid_codebook::AxisId;

use super::AuditSet;
use super::finding::{Finding, FindingKind, Severity};

/// A class of fewer articles is too small to be learned, or to be measured on: its recall has a 95 %
/// interval of more than ±0.18.
const ARTICLES: usize = 30;
/// Articles of one group are no independent draws; of fewer groups none is chosen by.
const GROUPS: usize = 10;
/// A class of at least so many articles should not hang on one group.
const WORTH_PARTING: usize = 10;

pub(super) fn findings(set: &AuditSet<'_>, found: &mut Vec<Finding>) {
    for axis in set.book.axis_ids() {
        of_axis(set, axis, found);
    }
}

fn of_axis(set: &AuditSet<'_>, axis: AxisId, found: &mut Vec<Finding>) {
    let name = set.axis_name(axis);
    let mut groups: Vec<BTreeMap<&str, usize>> =
        vec![BTreeMap::new(); set.book.axis_at(axis).classes.len()];
    let mut labelled = 0;
    for (article, class) in set.labelled(axis) {
        *groups[class].entry(article.fold_group).or_default() += 1;
        labelled += 1;
    }
    let without = set.articles.len() - labelled;
    if without > 0 {
        let what = format!("{without} of {} articles have no label", set.articles.len());
        let finding = Finding::new(Severity::Note, FindingKind::Unlabelled, what);
        let places = set.articles.iter().filter(|a| a.labels[axis.index()].is_none());
        let finding = finding.articles(places.map(|a| a.place())).axis(name);
        found.push(finding.number("n", without as f64));
    }
    if labelled == 0 {
        return;
    }
    let absent = set.book.absent_class(axis).map(|c| c.index());
    let learned = || (0..groups.len()).filter(|c| Some(*c) != absent);
    let (filled, empty): (Vec<usize>, Vec<usize>) = learned().partition(|c| !groups[*c].is_empty());
    if filled.len() < 2 {
        let what = "fewer than two of the classes that are learned have labels";
        found.push(Finding::new(Severity::Error, FindingKind::OneClass, what).axis(name));
    }
    for class in empty {
        let what = format!("no article is labelled `{}`", set.class_name(axis, class));
        found.push(Finding::new(Severity::Note, FindingKind::NoLabels, what).axis(name));
    }
    for class in filled {
        of_class(set, axis, class, &groups[class], found);
    }
}

fn of_class(
    set: &AuditSet<'_>,
    axis: AxisId,
    class: usize,
    groups: &BTreeMap<&str, usize>,
    found: &mut Vec<Finding>,
) {
    let articles: usize = groups.values().sum();
    let name = set.class_name(axis, class);
    let finding = |kind, what| {
        Finding::new(Severity::Warning, kind, what)
            .axis(set.axis_name(axis))
            .number("articles", articles as f64)
            .number("groups", groups.len() as f64)
    };
    if articles < ARTICLES || groups.len() < GROUPS {
        let what = format!(
            "`{name}` has {articles} articles in {} groups (wanted: {ARTICLES} in {GROUPS})",
            groups.len()
        );
        found.push(finding(FindingKind::FewLabels, what));
    }
    // Of equally large groups the one that comes first.
    let Some((group, &largest)) = groups.iter().rev().max_by_key(|(_, n)| **n) else { return };
    if articles >= WORTH_PARTING && largest * 2 > articles {
        let what = format!("one group holds {largest} of the {articles} articles of `{name}`");
        let finding = finding(FindingKind::OneGroup, what).quote(group);
        found.push(finding.number("largest", largest as f64));
    }
}
