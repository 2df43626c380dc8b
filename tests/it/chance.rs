//! Labels that were tossed: nothing is there to learn, and the report must say so.

use rasid_codebook::{ClassId, Codebook};
use rasid_eval::{Design, Folds, Outcome, evaluate};
use rasid_pipeline::{Analyzed, Analyzer, Example, Settings, Source, train};

use crate::run::table;

const BOOK: &str = "
format = 1
[[axis]]
name = \"coin\"
classes = [{ name = \"heads\" }, { name = \"tails\" }]
";
/// Articles, events and folds of each toss.
const ARTICLES: usize = 240;
const FOLDS: usize = 5;

/// A coin for each article, another for each seed (SplitMix64).
fn coin(seed: u64, article: u64) -> usize {
    let mut z = (seed << 32 | article).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 63) as usize
}

/// Macro-F1 of answers that have the same shares of classes but nothing to do with the truth: of each
/// class 2pq / (p + q), where p is its share in truth and q its share of the answers.
fn chance(confusion: &[Vec<u64>]) -> f64 {
    let n: u64 = confusion.iter().flatten().sum();
    let share = |count: u64| count as f64 / n as f64;
    let of = |class: usize| {
        let p = share(confusion[class].iter().sum());
        let q = share(confusion.iter().map(|row| row[class]).sum());
        2.0 * p * q / (p + q)
    };
    (0..confusion.len()).map(of).sum::<f64>() / confusion.len() as f64
}

#[test]
fn a_coin_teaches_nothing_and_the_gate_says_so() {
    let analyzer = Analyzer::new(Codebook::from_toml(BOOK).unwrap(), Settings::default());
    let book = analyzer.codebook();
    let axis = book.axis_ids().next().unwrap();
    let classes: Vec<ClassId> = book.class_ids(axis).collect();
    let rows = table("labels/articles.csv");
    let rows = &rows[..ARTICLES];
    let groups: Vec<&str> = rows.iter().map(|r| r["group"].as_str()).collect();
    let texts: Vec<&str> = rows.iter().map(|r| r["text"].as_str()).collect();
    let read: Vec<Analyzed> = texts.iter().map(|t| analyzer.analyze(Source::plain(t))).collect();
    let folds = Folds::grouped(&groups, FOLDS).unwrap();
    let (mut covered, mut closed) = (0, 0);
    for seed in 0..100 {
        let truth: Vec<usize> = (0..ARTICLES as u64).map(|i| coin(seed, i)).collect();
        let mut verdicts = vec![None; ARTICLES];
        for (fit, test) in folds.splits() {
            let example = |&i: &usize| Example {
                article: &read[i],
                text: texts[i],
                labels: vec![Some(classes[truth[i]])],
                group: groups[i],
                domain: "",
            };
            let examples: Vec<Example<'_>> = fit.iter().map(example).collect();
            let model = train(&analyzer, &examples, &[], None).unwrap().model;
            for i in test {
                verdicts[i] = Some(model.classify(&read[i]));
            }
        }
        let verdicts: Vec<_> = verdicts.into_iter().flatten().collect();
        let outcome = |i: usize| Outcome {
            truth: truth[i],
            verdict: &verdicts[i].axes[0].verdict,
            probabilities: &verdicts[i].axes[0].probabilities,
            raw: &[],
            set: None,
            keyword: None,
            group: groups[i],
            slices: &[],
        };
        let outcomes: Vec<Outcome<'_>> = (0..ARTICLES).map(outcome).collect();
        let report =
            evaluate(book, axis, &outcomes, Design::CrossValidated { folds: FOLDS }, &[], None);
        let interval = report.macro_f1_forced.interval.unwrap();
        let chance = chance(&report.confusion);
        covered += u32::from(interval.low <= chance && chance <= interval.high);
        closed += u32::from(!report.gate.open);
    }
    assert!(covered >= 93, "the interval covers chance in {covered} of 100 tosses");
    assert!(closed >= 93, "the gate is closed in {closed} of 100 tosses");
}
