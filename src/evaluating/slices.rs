//! The parts of a set that are measured on their own.

use std::collections::BTreeMap;

use rasid_codebook::AxisId;

use super::answered::{Answered, Scored};

/// Outlets with fewer articles say nothing of their own, and no more than so many are listed.
const FEWEST_OF_OUTLET: usize = 5;
const MOST_OUTLETS: usize = 20;

/// Names of the slicings of an axis, and the values of each of its articles, in order: true class on the
/// axes without a target, method, words, year, share of unknown words, outlet. An article without a
/// value has an empty one.
pub(crate) fn slices(scored: &Scored<'_>, axis: AxisId) -> (Vec<String>, Vec<Vec<String>>) {
    let book = scored.book;
    let kinds: Vec<AxisId> =
        book.axis_ids().filter(|a| *a != axis && book.target_of(*a).is_none()).collect();
    let mut names: Vec<String> = kinds.iter().map(|a| book.axis_at(*a).name.clone()).collect();
    names.extend(
        ["method", "number of words", "year", "share of unknown words", "outlet"]
            .map(str::to_owned),
    );
    let large = large_outlets(scored, axis);
    let values = scored.on(axis).map(|(_, labelled, _, answered)| {
        let class = |a: &AxisId| {
            labelled.labels[a.index()].map_or(String::new(), |c| book.class_name(*a, c).to_owned())
        };
        let mut values: Vec<String> = kinds.iter().map(class).collect();
        let verdict = &answered.verdict;
        let outlet = labelled.article.outlet.as_deref().filter(|o| large.contains(o));
        values.extend([
            verdict.axes[axis.index()].verdict.method.as_str().to_owned(),
            words(&labelled.article.text),
            verdict.date.map_or(String::new(), |(year, ..)| format!("{year:04}")),
            unknown(answered),
            outlet.unwrap_or_default().to_owned(),
        ]);
        values
    });
    (names, values.collect())
}

/// The outlets with most articles, of those with enough.
fn large_outlets<'a>(scored: &Scored<'a>, axis: AxisId) -> Vec<&'a str> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    let outlets =
        scored.on(axis).filter_map(|(_, labelled, ..)| labelled.article.outlet.as_deref());
    outlets.for_each(|outlet| *sizes.entry(outlet).or_default() += 1);
    let mut sizes: Vec<(&str, usize)> = sizes.into_iter().collect();
    sizes.retain(|(_, n)| *n >= FEWEST_OF_OUTLET);
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sizes.into_iter().take(MOST_OUTLETS).map(|(outlet, _)| outlet).collect()
}

/// Words of the record as it came, in steps that double; named so that they sort.
fn words(text: &str) -> String {
    match text.split_whitespace().count() {
        0..100 => "0 to 99",
        100..200 => "100 to 199",
        200..400 => "200 to 399",
        400..800 => "400 to 799",
        _ => "800 or more",
    }
    .to_owned()
}

fn unknown(answered: &Answered) -> String {
    let Some(share) = answered.verdict.unseen else { return String::new() };
    match (share * 100.0) as u32 {
        0..10 => "0 to 9 %",
        10..20 => "10 to 19 %",
        20..30 => "20 to 29 %",
        30..50 => "30 to 49 %",
        _ => "50 % or more",
    }
    .to_owned()
}
