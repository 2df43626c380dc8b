//! What an outlet gives away: the class of its articles, and itself by words and lines.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, FindingKind, Severity};
use super::{AuditArticle, AuditSet};
use crate::labels::association::association;
use crate::labels::telling::{TellingWord, telling_words};

/// Fewer outlets of two articles than this tell nothing of outlets.
const OUTLETS: usize = 2;
/// Bias-corrected Cramér's V from which an outlet and a class are entangled (a large effect, Cohen 1988).
const ENTANGLED: f64 = 0.5;
/// From here on it is worth a note (a medium effect).
const LEANING: f64 = 0.3;
/// Largest p-value of what is told.
const CHANCE: f64 = 0.01;
/// A word gives an outlet away where it stands in this share of its articles (nearly all, or half) …
const NEARLY_ALL: f64 = 0.8;
const HALF: f64 = 0.5;
/// … and the outlet's probability, where the word stands, has a lower bound of at least this.
const TELLING: f64 = 0.5;
/// An outlet with fewer articles has no words of its own.
const ARTICLES: u64 = 5;
/// Least z of the weighted log-odds: where two outlets share a set, the lower bound alone is no news.
const Z: f64 = 3.0;
/// More words than this are told of no outlet.
const WORDS: usize = 10;
/// A line is an outlet's own where so much of all that repeat it are of the outlet.
const OWN_LINE: f64 = 0.9;

pub(super) fn findings(set: &AuditSet<'_>, found: &mut Vec<Finding>, unchecked: &mut Vec<String>) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    set.articles.iter().filter_map(|a| a.outlet).for_each(|o| *sizes.entry(o).or_default() += 1);
    let several = sizes.values().filter(|n| **n > 1).count();
    if several < OUTLETS {
        let why = match (sizes.len(), several) {
            (0, _) => "no article names its outlet".to_owned(),
            (1, _) => "all articles that name an outlet name the same".to_owned(),
            (n, few) => format!("of {n} outlets {few} have more than one article"),
        };
        unchecked.push(format!(
            "outlets entangled with classes, words and lines that give an outlet away: {why}"
        ));
    } else {
        entangled(set, found);
        words(set, &sizes, found);
    }
    lines(set, several >= OUTLETS, found);
}

fn entangled(set: &AuditSet<'_>, found: &mut Vec<Finding>) {
    for axis in set.book.axis_ids() {
        let pairs: Vec<(&str, usize)> =
            set.labelled(axis).filter_map(|(a, class)| Some((a.outlet?, class))).collect();
        let hang = association(&pairs);
        let (Some(v), Some(p)) = (hang.cramers_v, hang.p) else { continue };
        if v < LEANING || p > CHANCE {
            continue;
        }
        let percent = |share: Option<f64>| {
            share.map_or("undefined".to_owned(), |s| format!("{:.0} %", 100.0 * s))
        };
        let mut what = format!(
            "the outlet alone tells the class of {}, the commonest class of {} (Cramér's V {v:.2}, p {p:.3}, {} articles, {} outlets)",
            percent(hang.by_origin),
            percent(hang.by_majority),
            hang.n,
            hang.origins
        );
        if hang.decided {
            what.push_str("; each outlet has one class, as where an axis asks about the outlet");
        }
        let severe = v >= ENTANGLED && !hang.decided;
        let severity = if severe { Severity::Warning } else { Severity::Note };
        let finding = Finding::new(severity, FindingKind::OutletEntangled, what)
            .number("cramers_v", v)
            .number("p", p)
            .number("by_outlet", hang.by_origin)
            .number("by_majority", hang.by_majority)
            .number("n", hang.n as f64);
        found.push(finding.axis(set.axis_name(axis)));
    }
}

fn words(set: &AuditSet<'_>, sizes: &BTreeMap<&str, usize>, found: &mut Vec<Finding>) {
    let names: Vec<&str> = sizes.keys().copied().collect();
    let values: Vec<Option<usize>> =
        set.articles.iter().map(|a| names.binary_search(&a.outlet?).ok()).collect();
    let words: Vec<Vec<u32>> = set.articles.iter().map(distinct).collect();
    // Each article is a draw by itself: groups that hold an outlet together would leave one.
    let ids: Vec<&str> = set.articles.iter().map(|a| a.id).collect();
    let share = |t: &TellingWord| t.inside.0 as f64 / t.inside.1 as f64;
    let mut telling = telling_words(&words, &values, &ids, 3);
    telling.retain(|t| t.inside.1 >= ARTICLES && share(t) >= HALF && t.low >= TELLING && t.z >= Z);
    telling
        .sort_by(|a, b| a.value.cmp(&b.value).then(b.z.total_cmp(&a.z)).then(a.word.cmp(&b.word)));
    for of_outlet in telling.chunk_by(|a, b| a.value == b.value) {
        for t in of_outlet.iter().take(WORDS) {
            let nearly_all = share(t) >= NEARLY_ALL;
            let severity = if nearly_all { Severity::Warning } else { Severity::Note };
            let what = format!(
                "the word stands in {} of {} articles of the outlet and in {} of {} others",
                t.inside.0, t.inside.1, t.outside.0, t.outside.1
            );
            let finding = Finding::new(severity, FindingKind::OutletWord, what);
            found.push(
                finding
                    .quote(&set.vocabulary[t.word as usize])
                    .quote(names[t.value])
                    .number("inside", t.inside.0 as f64)
                    .number("inside_of", t.inside.1 as f64)
                    .number("outside", t.outside.0 as f64)
                    .number("outside_of", t.outside.1 as f64)
                    .number("low", t.low)
                    .number("z", t.z),
            );
        }
    }
}

pub(super) fn distinct(article: &AuditArticle<'_>) -> Vec<u32> {
    article.words.iter().map(|(word, _)| *word).collect()
}

/// Lines that repeat, with the articles that hold them.
fn lines(set: &AuditSet<'_>, outlets_known: bool, found: &mut Vec<Finding>) {
    let mut holders: BTreeMap<&str, Vec<&AuditArticle<'_>>> = BTreeMap::new();
    for article in &set.articles {
        let distinct: BTreeSet<&str> = article.repeated.iter().copied().collect();
        distinct.into_iter().for_each(|line| holders.entry(line).or_default().push(article));
    }
    let mut lines: Vec<(&str, Vec<&AuditArticle<'_>>)> = holders.into_iter().collect();
    lines.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    for (line, articles) in lines {
        let mut by_outlet: BTreeMap<&str, usize> = BTreeMap::new();
        articles
            .iter()
            .filter_map(|a| a.outlet)
            .for_each(|o| *by_outlet.entry(o).or_default() += 1);
        let most = by_outlet.iter().rev().max_by_key(|(_, n)| **n);
        let own = most.filter(|(_, n)| **n as f64 >= OWN_LINE * articles.len() as f64);
        let n = articles.len();
        let finding = match own.filter(|_| outlets_known) {
            Some((outlet, of_outlet)) => {
                let what = format!("the line stands in {n} articles, {of_outlet} of one outlet");
                Finding::new(Severity::Warning, FindingKind::OutletLine, what)
                    .quote(line)
                    .quote(outlet)
            }
            None => {
                let what = format!("the line stands in {n} articles");
                Finding::new(Severity::Note, FindingKind::RepeatedLine, what).quote(line)
            }
        };
        let places = articles.iter().map(|a| a.place());
        found.push(finding.articles(places).number("n", n as f64));
    }
}
