//! Near copies: with conflicting labels, in different groups, or merely twice.

use super::finding::{Finding, FindingKind, Severity};
use super::{AuditArticle, AuditSet};
use crate::copies::CopyPair;

/// From this resemblance on two articles are the same text, and one of two different labels is wrong.
/// Below it one may stand in a longer one that takes another stance.
const SAME: f64 = 0.7;

pub(super) fn findings(set: &AuditSet<'_>, copies: &[CopyPair], found: &mut Vec<Finding>) {
    let id = |i: usize| set.articles[i].id;
    let mut copies: Vec<&CopyPair> = copies.iter().collect();
    copies.sort_by(|a, b| {
        let by_id = || (id(a.first), id(a.second)).cmp(&(id(b.first), id(b.second)));
        b.jaccard.total_cmp(&a.jaccard).then_with(by_id)
    });
    for pair in copies {
        let (a, b) = (&set.articles[pair.first], &set.articles[pair.second]);
        let before = found.len();
        conflicts(set, pair, (a, b), found);
        let differ = |a: Option<&str>, b: Option<&str>| a.is_some() && b.is_some() && a != b;
        let grouped = a.group.is_some() && b.group.is_some();
        let (kind, severity, what) = if differ(a.group, b.group) {
            (FindingKind::CopiesAcrossGroups, Severity::Warning, "near copies in different groups")
        } else if !grouped && differ(a.outlet, b.outlet) {
            (FindingKind::CopiesAcrossGroups, Severity::Warning, "near copies of two outlets")
        } else {
            (FindingKind::Copies, Severity::Note, "near copies")
        };
        if kind == FindingKind::CopiesAcrossGroups || found.len() == before {
            found.push(of_pair(pair, (a, b), severity, kind, what.to_owned()));
        }
    }
}

/// One finding for each axis on which the two differ.
fn conflicts(
    set: &AuditSet<'_>,
    pair: &CopyPair,
    (a, b): (&AuditArticle<'_>, &AuditArticle<'_>),
    found: &mut Vec<Finding>,
) {
    let severity = if pair.jaccard >= SAME { Severity::Error } else { Severity::Warning };
    for axis in set.book.axis_ids() {
        let (Some(first), Some(second)) = (a.labels[axis.index()], b.labels[axis.index()]) else {
            continue;
        };
        if first != second {
            // In order of the ids, as the articles are told.
            let (first, second) = if a.id <= b.id { (first, second) } else { (second, first) };
            let name = |class: usize| set.class_name(axis, class);
            let what = format!("near copies labelled `{}` and `{}`", name(first), name(second));
            let finding = of_pair(pair, (a, b), severity, FindingKind::CopiesConflict, what);
            found.push(finding.axis(set.axis_name(axis)));
        }
    }
}

fn of_pair(
    pair: &CopyPair,
    (a, b): (&AuditArticle<'_>, &AuditArticle<'_>),
    severity: Severity,
    kind: FindingKind,
    what: String,
) -> Finding {
    let what = format!("{what}: {:.0} % of the shorter one", 100.0 * pair.containment);
    Finding::new(severity, kind, what)
        .articles([a.place(), b.place()])
        .number("jaccard", pair.jaccard)
        .number("containment", pair.containment)
}
