//! What stands in the text and should not: words that give a class away, pages around an article.

use super::AuditSet;
use super::finding::{Finding, FindingKind, Severity};
use super::outlets::distinct;
use crate::labels::telling::telling_words;

/// A word that fewer groups hold may give a class away by chance.
const GROUPS: u64 = 20;
/// Least lower bound of the class's probability where the word stands.
const TELLING: f64 = 0.8;
/// Least z of the weighted log-odds: chance on some ten thousand words stays below it.
const Z: f64 = 5.0;
/// So many of an axis are told, the strongest.
const WORDS: usize = 5;
/// An article of which less is its own text is told.
const LITTLE: f64 = 0.5;

pub(super) fn findings(set: &AuditSet<'_>, found: &mut Vec<Finding>) {
    class_words(set, found);
    let share = |a: &super::AuditArticle<'_>| a.body_share.unwrap_or(1.0);
    let mut little: Vec<_> = set.articles.iter().filter(|a| share(a) < LITTLE).collect();
    little.sort_by(|a, b| share(a).total_cmp(&share(b)).then(a.id.cmp(b.id)));
    for article in little {
        let share = share(article);
        let what = format!("{:.0} % of the text is the article's own", 100.0 * share);
        let finding = Finding::new(Severity::Note, FindingKind::LittleBody, what);
        found.push(finding.articles([article.place()]).number("share", share));
    }
}

fn class_words(set: &AuditSet<'_>, found: &mut Vec<Finding>) {
    let words: Vec<Vec<u32>> = set.articles.iter().map(distinct).collect();
    let groups: Vec<&str> = set.articles.iter().map(|a| a.fold_group).collect();
    for axis in set.book.axis_ids() {
        let absent = set.book.absent_class(axis).map(|c| c.index());
        let learned = |label: Option<usize>| label.filter(|c| Some(*c) != absent);
        let values: Vec<Option<usize>> =
            set.articles.iter().map(|a| learned(a.labels[axis.index()])).collect();
        let mut telling = telling_words(&words, &values, &groups, GROUPS);
        telling.retain(|t| t.low >= TELLING && t.z >= Z);
        telling.sort_by(|a, b| {
            b.low.total_cmp(&a.low).then(b.z.total_cmp(&a.z)).then(a.word.cmp(&b.word))
        });
        for t in telling.iter().take(WORDS) {
            let what = format!(
                "the word stands in {} articles, of which {} are `{}`, and in {} groups",
                t.inside.0 + t.outside.0,
                t.inside.0,
                set.class_name(axis, t.value),
                t.groups
            );
            let finding = Finding::new(Severity::Note, FindingKind::ClassWord, what);
            found.push(
                finding
                    .quote(&set.vocabulary[t.word as usize])
                    .axis(set.axis_name(axis))
                    .number("low", t.low)
                    .number("precision", t.precision)
                    .number("groups", t.groups as f64)
                    .number("z", t.z),
            );
        }
    }
}
