//! What holds for any scores.

use proptest::prelude::*;
use rasid_decide::{
    Abstention, Calibration, Conformal, HeldOut, IsotonicFit, Method, Reason, SetFault,
    Temperature, TemperatureFit, Verdict, by_length, softmax,
};

fn scores() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1e7..1e7f64, 2..7)
}

proptest! {
    #[test]
    fn probabilities_are_probabilities(joint in scores(), length in 0u64..10_000_000, step in 0u16..81) {
        let prior = vec![-1.0; joint.len()];
        let p = softmax(&Temperature::at(step).unwrap().scores(&by_length(&joint, length), &prior));
        prop_assert!(p.iter().all(|p| p.is_finite() && (0.0..=1.0).contains(p)));
        prop_assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_verdict_has_a_class_or_a_reason(joint in scores(), length in 0u64..100, threshold in 0.0..=1.0f64) {
        let even = vec![0.0; joint.len()];
        let scores = Temperature::default().scores(&by_length(&joint, length), &even);
        let v = Verdict::by_model(&scores, &softmax(&scores), length, Abstention::Below(threshold));
        prop_assert_eq!(v.class.is_some(), v.reason.is_none());
        prop_assert_eq!(v.class.is_none(), v.method == Method::Abstained);
        prop_assert_eq!(v.best.is_some(), v.probability.is_some());
        prop_assert_eq!(length == 0, v.reason == Some(Reason::NoEvidence));
        if let Some(best) = v.best {
            prop_assert!(joint.iter().all(|j| *j <= joint[best]));
        }
    }

    #[test]
    fn calibration_merges_in_any_order(
        articles in prop::collection::vec((scores(), 1u64..500), 1..20), cut in 0usize..20,
    ) {
        let fit = |part: &[(Vec<f64>, u64)]| {
            let mut fit = TemperatureFit::default();
            part.iter().for_each(|(joint, length)| fit.add(&by_length(joint, *length), &vec![0.0; joint.len()], joint.len() - 1));
            fit
        };
        let (a, b) = articles.split_at(cut.min(articles.len()));
        let (mut one, mut other) = (fit(a), fit(b));
        one.merge(&fit(b));
        other.merge(&fit(a));
        prop_assert_eq!(&one, &fit(&articles));
        prop_assert_eq!(one, other);
    }
}

#[test]
fn temperature_follows_the_truth() {
    let (mut sure, mut unsure) = (TemperatureFit::default(), TemperatureFit::default());
    for i in 0..100 {
        sure.add(&[0.0, -3.0], &[0.0; 2], 0);
        // As sure of itself, and right half of the time.
        unsure.add(&[0.0, -3.0], &[0.0; 2], i % 2);
    }
    assert!(sure.best().unwrap().value() < 0.2);
    assert!(unsure.best().unwrap().value() > 8.0);
    assert_eq!(TemperatureFit::default().best(), None);
}

#[test]
fn ties_go_to_the_first_class() {
    let scores = [-3.0, -1.0, -1.0];
    let v = Verdict::by_model(&scores, &softmax(&scores), 5, Abstention::Below(0.0));
    assert_eq!(v.best, Some(1));
}

/// Confidences on a grid from 0.5 to 1, right as often as `share` says, over four folds.
fn shaped(share: impl Fn(f64) -> f64, each: u64) -> IsotonicFit {
    let mut fit = IsotonicFit::default();
    for step in 0..50 {
        let confidence = 0.505 + f64::from(step) / 100.0;
        let right = (share(confidence) * each as f64).round() as u64;
        (0..each).for_each(|i| fit.add(i as usize % 4, confidence, i < right));
    }
    fit
}

#[test]
fn a_shape_is_taken_where_labels_are_many_and_it_helps() {
    let bent = |p: f64| if p < 0.8 { 0.5 } else { 0.7 };
    assert!(shaped(bent, 20).best().is_none(), "a thousand articles are too few");
    assert!(shaped(|p| p, 100).best().is_none(), "it is straight already");
    let map = shaped(bent, 100).best().unwrap();
    assert!((map.of_confidence(0.6) - 0.5).abs() < 0.01);
    assert!((map.of_confidence(0.95) - 0.7).abs() < 0.01);
    let stored = serde_json::to_string(&map).unwrap();
    assert_eq!(serde_json::from_str::<rasid_decide::Isotonic>(&stored).unwrap(), map);
}

proptest! {
    #[test]
    fn a_shape_keeps_the_best_class_and_gives_probabilities(joint in scores(), scale in 1.0..1e6f64) {
        let map = shaped(|p| if p < 0.8 { 0.1 } else { 0.4 }, 100).best().unwrap();
        let before = softmax(&joint.iter().map(|j| j / scale).collect::<Vec<_>>());
        let after = map.of_probabilities(&before);
        prop_assert!(after.iter().all(|p| (0.0..=1.0).contains(p)));
        prop_assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let best = rasid_decide::best_of(&before);
        prop_assert!(after.iter().all(|p| *p <= after[best]));
    }
}

proptest! {
    #[test]
    fn shards_of_shapes_and_sets_join_in_any_order(
        articles in prop::collection::vec((0.0..=1.0f64, 0usize..2, 0usize..4), 1..60), cut in 0usize..60,
    ) {
        let counted = |part: &[(f64, usize, usize)]| {
            let (mut shapes, mut sets) = (IsotonicFit::default(), Conformal::new(2));
            for &(p, truth, fold) in part {
                shapes.add(fold, p, truth == 0);
                sets.add(&[p, 1.0 - p], truth);
            }
            (shapes, sets)
        };
        let (a, b) = articles.split_at(cut.min(articles.len()));
        let (whole, one, other) = (counted(&articles), counted(a), counted(b));
        let joined = |first: &(IsotonicFit, Conformal), second: &(IsotonicFit, Conformal)| {
            let (mut shapes, mut sets) = first.clone();
            shapes.merge(&second.0);
            sets.merge(&second.1);
            (shapes, sets)
        };
        prop_assert_eq!(&joined(&one, &other), &whole);
        prop_assert_eq!(joined(&other, &one), whole);
    }
}

#[track_caller]
fn check_sets(
    of_truth: &[&[f64]],
    coverage: f64,
    probabilities: &[f64],
    set: &[usize],
    faults: usize,
) {
    let mut counted = Conformal::new(of_truth.len());
    for (class, held) in of_truth.iter().enumerate() {
        for p in *held {
            let mut all = vec![(1.0 - p) / (of_truth.len() - 1) as f64; of_truth.len()];
            all[class] = *p;
            counted.add(&all, class);
        }
    }
    let sets = counted.sets(coverage);
    assert_eq!(sets.of(probabilities), set);
    assert_eq!(sets.faults().count(), faults, "{:?}", sets.faults().collect::<Vec<_>>());
}

#[test]
fn sets_hold_what_is_no_stranger_than_a_class_s_own_articles() {
    let nine = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
    let ten = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
    // Nine articles carry 0.9 just so, ten carry 0.8 and leave the two strangest out.
    check_sets(&[&nine, &nine], 0.9, &[0.85, 0.15], &[0, 1], 0);
    check_sets(&[&nine, &nine], 0.9, &[0.95, 0.05], &[0], 0);
    check_sets(&[&ten, &ten], 0.8, &[0.75, 0.25], &[0, 1], 0);
    check_sets(&[&ten, &ten], 0.8, &[0.85, 0.15], &[0], 0);
    // Confident wherever it was right: a doubtful article is like none of them.
    check_sets(&[&[0.9; 20], &[0.9; 20]], 0.9, &[0.5, 0.5], &[], 0);
    // Too few of one class, or none: every set holds it, and that is said.
    check_sets(&[&nine[..8], &nine], 0.9, &[0.01, 0.99], &[0, 1], 1);
    check_sets(&[&[], &nine], 0.9, &[0.01, 0.99], &[0, 1], 1);
    // Certain and wrong: nothing can be promised but both.
    check_sets(&[&[0.0; 20], &[1.0; 20]], 0.9, &[0.0, 1.0], &[0, 1], 1);
}

#[test]
fn faults_say_how_many_articles_are_needed() {
    let mut counted = Conformal::new(2);
    (0..5).for_each(|_| counted.add(&[0.8, 0.2], 0));
    let faults: Vec<_> = counted.sets(0.9).faults().collect();
    let few = |articles| SetFault::TooFew { articles, needed: 9 };
    assert_eq!(faults, [(0, few(5)), (1, few(0))]);
}

#[test]
fn verdicts_by_sets_give_a_class_that_stands_alone() {
    let mut counted = Conformal::new(2);
    for i in 0..40 {
        let p = 0.5 + f64::from(i) / 100.0;
        counted.add(&[p, 1.0 - p], 0);
        counted.add(&[1.0 - p, p], 1);
    }
    let sets = counted.sets(0.9);
    let check = |p: f64, class: Option<usize>, reason: Option<Reason>| {
        let scores = [p.ln(), (1.0 - p).ln()];
        let v = Verdict::by_model(&scores, &[p, 1.0 - p], 9, Abstention::Sets(&sets));
        assert_eq!((v.class, v.reason), (class, reason), "{p}");
        assert_eq!(v.best, Some(0));
    };
    check(0.9, Some(0), None);
    check(0.505, None, Some(Reason::NoClass));
}

#[test]
fn probabilities_hold_at_home_and_the_best_class_stays() {
    let article = |i: usize, right: usize| HeldOut {
        values: vec![0.0, -3.0],
        truth: usize::from(i % 20 >= right),
        fold: i % 3,
    };
    let abroad: Vec<HeldOut> = (0..400).map(|i| article(i, 19)).collect();
    let home: Vec<HeldOut> = (0..100).map(|i| article(i, 12)).collect();
    let all = [abroad, home.clone()].concat();
    let sure = |home| {
        let fitted = Calibration::fit(&[0.0; 2], &all, home);
        let scores = fitted.scores(&[0.0, -3.0], &[0.0; 2]);
        assert!(scores[0] > scores[1]);
        (fitted.probabilities(&scores)[0], fitted.articles())
    };
    let (anywhere, at_home) = (sure(None), sure(Some(&home[..])));
    assert!((anywhere.0 - 0.88).abs() < 0.02 && anywhere.1 == 500, "{anywhere:?}");
    assert!((at_home.0 - 0.60).abs() < 0.02 && at_home.1 == 100, "{at_home:?}");
}

#[test]
fn what_was_fitted_is_stored_whole() {
    let article = |i: usize| HeldOut {
        values: vec![0.0, -(i as f64) / 50.0],
        truth: usize::from(i.is_multiple_of(4)),
        fold: i % 3,
    };
    let articles: Vec<HeldOut> = (0..1200).map(article).collect();
    let fitted = Calibration::fit(&[0.0; 2], &articles, None);
    assert_eq!(fitted.articles(), 1200);
    let mut turned = articles.clone();
    turned.reverse();
    assert_eq!(Calibration::fit(&[0.0; 2], &turned, None), fitted);
    let stored = serde_json::to_string(&fitted).unwrap();
    assert_eq!(serde_json::from_str::<Calibration>(&stored).unwrap(), fitted);
    for broken in [
        stored.replacen(r#""temperature":"#, r#""temperature":9"#, 1),
        stored.replacen(r#""conformal":[[["#, r#""conformal":[[[9"#, 1),
    ] {
        assert!(serde_json::from_str::<Calibration>(&broken).is_err(), "{broken}");
    }
}
