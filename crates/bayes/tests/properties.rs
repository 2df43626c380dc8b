//! What holds for any counts.

use proptest::prelude::*;
use rasid_bayes::{ClassCounts, ParamGuard, Seeds, SparseNb, SparseNbParams, Variant};
use rasid_feature::SparseRow;

const FEATURES: usize = 6;
const CLASSES: usize = 3;

fn row() -> impl Strategy<Value = SparseRow> {
    prop::collection::vec((0..FEATURES as u32, 1u32..50), 0..8).prop_map(SparseRow::new)
}

fn lessons() -> impl Strategy<Value = Vec<(SparseRow, usize)>> {
    prop::collection::vec((row(), 0..CLASSES), 1..12)
}

fn counted(lessons: &[(SparseRow, usize)]) -> ClassCounts {
    let mut counts = ClassCounts::new(FEATURES, CLASSES);
    lessons.iter().for_each(|(row, class)| counts.add(row, *class));
    counts
}

fn fitted(counts: &ClassCounts, variant: Variant) -> SparseNb {
    let params =
        SparseNbParams::new().alpha(0.5).variant(variant).occupied_only(true).check().unwrap();
    SparseNb::from_counts(
        counts.into(),
        &Seeds { list: vec![(0, 1)], strength: 2.0 },
        None,
        &params,
        vec![0, 1, 2],
    )
}

proptest! {
    #[test]
    fn shards_merge_to_one_run(a in lessons(), b in lessons(), c in lessons()) {
        let whole = counted(&[a.clone(), b.clone(), c.clone()].concat());
        let mut left = counted(&a);
        left.merge(&counted(&b));
        left.merge(&counted(&c));
        let mut right = counted(&c);
        right.merge(&counted(&a));
        right.merge(&counted(&b));
        prop_assert_eq!(&left, &whole);
        prop_assert_eq!(&right, &whole);
        let mut rest = counted(&a);
        rest.merge(&counted(&b));
        prop_assert_eq!(whole.without(&counted(&c)), rest);
    }

    #[test]
    fn evidence_adds_up(training in lessons(), row in row(), one in 0..CLASSES, other in 0..CLASSES) {
        for variant in [Variant::Multinomial, Variant::Complement] {
            let model = fitted(&counted(&training), variant);
            let (joint, _) = model.joint_log_likelihood_of(&row);
            prop_assert!(joint.iter().all(|j| j.is_finite()));
            let sum: f64 = model.contributions(&row, one, other).map(|c| c.2).sum();
            prop_assert!((sum - (joint[one] - joint[other])).abs() <= 1e-9 * sum.abs().max(1.0));
        }
    }

    #[test]
    fn unseen_features_say_nothing(training in lessons()) {
        let model = fitted(&counted(&training), Variant::Multinomial);
        for feature in 1..FEATURES {
            let seen = training.iter().any(|(r, _)| r.entries().any(|e| e.0 == feature));
            prop_assert_eq!(model.speaks(feature), seen);
        }
    }
}
