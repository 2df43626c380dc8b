//! Direct quotations of real articles against a hand-marked list of byte offsets.
//!
//! `seeds_quotations.csv` was marked by a reader who did not know the rules; the articles themselves
//! lie beside the project, so that the test is skipped where they do not.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use rasid_text::{Body, Format, Normalized, SpeechFinder, SpeechKind, TextSettings, Tokens};

const MARKED: &str = include_str!("seeds_quotations.csv");

/// The span without the punctuation and spaces around it.
fn trimmed(text: &str, span: Range<usize>) -> (usize, usize) {
    let around = |c: char| !c.is_alphanumeric();
    let words = &text[span.clone()];
    let start = span.start + (words.len() - words.trim_start_matches(around).len());
    (start, start + words.trim_matches(around).len())
}

fn found(text: &str) -> BTreeSet<(usize, usize)> {
    let settings = TextSettings::default();
    let body = Body::extract(text, Format::Plain);
    let normalized = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&normalized, &settings);
    let speeches = SpeechFinder::new(&settings).find(&normalized, &tokens);
    let direct = speeches.list().iter().filter(|s| s.kind == SpeechKind::Direct);
    direct.map(|s| trimmed(text, s.source.clone())).collect()
}

#[test]
fn direct_quotations_of_the_real_seeds() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let files: BTreeSet<&str> =
        MARKED.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for file in files {
        let Ok(text) = std::fs::read_to_string(seeds.join(file)) else { return };
        let number = |n: Option<&str>| n.and_then(|n| n.parse::<usize>().ok()).expect("an offset");
        let rows = MARKED.lines().filter(|l| l.starts_with(file));
        let marked: BTreeSet<_> = rows
            .map(|l| {
                let mut cells = l.split(',').skip(1);
                trimmed(&text, number(cells.next())..number(cells.next()))
            })
            .collect();
        let found = found(&text);
        right += marked.intersection(&found).count();
        wrong.extend(found.difference(&marked).map(|span| (file, *span)));
        missed.extend(marked.difference(&found).map(|span| (file, *span)));
    }
    let f1 =
        2.0 * f64::from(right as u32) / f64::from((2 * right + wrong.len() + missed.len()) as u32);
    assert!(f1 >= 0.95, "F1 {f1:.3}; not in the list {wrong:?}; not found {missed:?}");
}
