//! Folds do not leak; figures are those of the textbook; undefined is undefined.

use proptest::prelude::*;
use rasid_codebook::Codebook;
use rasid_decide::{Abstention, Verdict, softmax};
use rasid_eval::{Confusion, Design, FoldError, Folds, Outcome, connected, evaluate};

proptest! {
    #[test]
    fn groups_are_never_cut(groups in prop::collection::vec(0u8..12, 12..80), folds in 2usize..5) {
        let names: Vec<String> = groups.iter().map(|g| format!("group {g}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let Ok(cut) = Folds::grouped(&names, folds) else { return Ok(()) };
        for (i, a) in names.iter().enumerate() {
            for (j, b) in names.iter().enumerate() {
                prop_assert!(a != b || cut.of(i) == cut.of(j));
            }
        }
        // Each fold tests something, and shuffled articles keep their folds.
        for (_, test) in cut.splits() {
            prop_assert!(!test.is_empty());
        }
        let reversed: Vec<&str> = names.iter().rev().copied().collect();
        let again = Folds::grouped(&reversed, folds).unwrap();
        for i in 0..names.len() {
            prop_assert_eq!(cut.of(i), again.of(names.len() - 1 - i));
        }
    }
}

#[test]
fn too_little_to_cut() {
    assert_eq!(Folds::grouped(&["a", "b"], 1), Err(FoldError::TooFewFolds(1)));
    let error = Folds::grouped(&["a", "b", "a"], 3).unwrap_err();
    assert_eq!(error, FoldError::TooFewGroups { groups: 2, folds: 3 });
}

#[test]
fn every_article_is_scored_once_and_never_by_itself() {
    let groups: Vec<String> = (0..30).map(|i| (i / 3).to_string()).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    let folds = Folds::grouped(&groups, 4).unwrap();
    let mut scored = Vec::new();
    for (train, test) in folds.splits() {
        assert!(test.iter().all(|t| train.iter().all(|r| groups[*t] != groups[*r])));
        assert_eq!(train.len() + test.len(), groups.len());
        scored.extend(test);
    }
    scored.sort_unstable();
    assert_eq!(scored, (0..30).collect::<Vec<_>>());
}

#[test]
fn figures_of_a_worked_example() {
    // truth 0: 3 right, 1 as 1. truth 1: 1 right, 1 as 0, 1 abstained. Class 2: nothing.
    let mut c = Confusion::new(3);
    for (truth, predicted, n) in
        [(0, Some(0), 3), (0, Some(1), 1), (1, Some(1), 1), (1, Some(0), 1), (1, None, 1)]
    {
        (0..n).for_each(|_| c.add(truth, predicted));
    }
    assert_eq!((c.n(), c.abstained(), c.majority()), (7, 1, Some(0)));
    assert_eq!(
        (c.precision(0), c.recall(0), c.f1(0)),
        (Some(3.0 / 4.0), Some(3.0 / 4.0), Some(0.75))
    );
    assert_eq!((c.precision(1), c.recall(1), c.f1(1)), (Some(0.5), Some(1.0 / 3.0), Some(0.4)));
    assert_eq!((c.precision(2), c.recall(2), c.f1(2)), (None, None, None), "undefined, not 0");
    assert_eq!(c.macro_f1(), Some((0.75 + 0.4) / 2.0));
    assert_eq!((c.accuracy(), c.answered_accuracy()), (Some(4.0 / 7.0), Some(4.0 / 6.0)));
    assert_eq!(Confusion::new(2).accuracy(), None);
}

#[test]
fn intervals_hold_the_value_and_need_two_groups() {
    let book = Codebook::from_toml(
        "format = 1\n[[axis]]\nname = \"x\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]",
    )
    .unwrap();
    let axis = book.axis("x").unwrap();
    let says = |class: usize| {
        let joint = if class == 0 { [0.0, -9.0] } else { [-9.0, 0.0] };
        Verdict::by_model(&joint, &softmax(&joint), 1, Abstention::Below(0.0))
    };
    let verdicts: Vec<Verdict> = (0..40).map(|i| says(usize::from(i % 5 == 0))).collect();
    let groups: Vec<String> = (0..40).map(|i| (i / 4).to_string()).collect();
    let outcome = |i: usize, group: &'static str| Outcome {
        truth: i % 2,
        verdict: &verdicts[i],
        probabilities: &[],
        raw: &[],
        set: None,
        keyword: None,
        group,
        slices: &[],
    };
    let one: Vec<_> = (0..40).map(|i| outcome(i, "all")).collect();
    assert_eq!(evaluate(&book, axis, &one, Design::Sample, &[], None).accuracy.interval, None);
    let many: Vec<_> = (0..40).map(|i| Outcome { group: &groups[i], ..outcome(i, "") }).collect();
    let report = evaluate(&book, axis, &many, Design::Sample, &[], None);
    let (value, interval) = (report.accuracy.value.unwrap(), report.accuracy.interval.unwrap());
    assert!(interval.low < value && value < interval.high, "{interval:?} {value}");
    assert_eq!(
        report,
        evaluate(&book, axis, &many, Design::Sample, &[], None),
        "the same outcomes give the same interval"
    );
    assert_eq!((report.n, report.groups, report.majority.as_deref()), (40, 10, Some("a")));
}

#[test]
fn articles_of_one_event_or_outlet_are_one_group() {
    let keys = [
        [Some("e2"), Some("alpha")],
        [Some("e1"), Some("beta")],
        [Some("e3"), Some("alpha")],
        [None, Some("beta")],
        [None, None],
        [None, Some("gamma")],
    ];
    let ids = ["1", "2", "3", "4", "5", "6"];
    assert_eq!(connected(&keys, &ids, &[]), ["e2", "e1", "e2", "e1", "5", "gamma"]);
    let (mut back, mut names) = (keys, ids);
    back.reverse();
    names.reverse();
    let mut again = connected(&back, &names, &[]);
    again.reverse();
    assert_eq!(again, connected(&keys, &ids, &[]));
    assert!(connected::<2>(&[], &[], &[]).is_empty());
}
