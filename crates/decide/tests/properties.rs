//! What holds for any scores.

use proptest::prelude::*;
use rasid_decide::{Calibration, CalibrationFit, Method, Reason, Verdict, by_length};

fn scores() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1e7..1e7f64, 2..7)
}

proptest! {
    #[test]
    fn probabilities_are_probabilities(joint in scores(), length in 0u64..10_000_000, step in 0u16..81) {
        let prior = vec![-1.0; joint.len()];
        let p = Calibration::probabilities(&Calibration::at(step).unwrap().scores(&by_length(&joint, length), &prior));
        prop_assert!(p.iter().all(|p| p.is_finite() && (0.0..=1.0).contains(p)));
        prop_assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_verdict_has_a_class_or_a_reason(joint in scores(), length in 0u64..100, threshold in 0.0..=1.0f64) {
        let even = vec![0.0; joint.len()];
        let scores = Calibration::default().scores(&by_length(&joint, length), &even);
        let v = Verdict::by_model(&scores, length, threshold);
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
            let mut fit = CalibrationFit::default();
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
    let (mut sure, mut unsure) = (CalibrationFit::default(), CalibrationFit::default());
    for i in 0..100 {
        sure.add(&[0.0, -3.0], &[0.0; 2], 0);
        // As sure of itself, and right half of the time.
        unsure.add(&[0.0, -3.0], &[0.0; 2], i % 2);
    }
    assert!(sure.best().unwrap().temperature() < 0.2);
    assert!(unsure.best().unwrap().temperature() > 8.0);
    assert_eq!(CalibrationFit::default().best(), None);
}

#[test]
fn ties_go_to_the_first_class() {
    let v = Verdict::by_model(&[-3.0, -1.0, -1.0], 5, 0.0);
    assert_eq!(v.best, Some(1));
}
