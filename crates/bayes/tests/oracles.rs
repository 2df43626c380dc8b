//! Against scikit-learn (golden file) and linfa-bayes's own dense model.

use std::collections::BTreeMap;

use linfa::dataset::DatasetBase;
use linfa::prelude::*;
use linfa_bayes::{MultinomialNbParams, NaiveBayes};
use ndarray::{Array1, Array2};
use rasid_bayes::{BayesError, Prior, SparseNb, SparseNbParams, SparseRecords, Variant};
use rasid_feature::{SparseRow, SparseRows};
use serde_json::Value;

const EPSILON: f64 = 1e-9;

struct Case {
    alpha: f64,
    x: Vec<Vec<f64>>,
    y: Vec<usize>,
    golden: Value,
}

fn cases() -> Vec<Case> {
    let file: Vec<Value> = serde_json::from_str(include_str!("golden/sklearn.json")).unwrap();
    file.into_iter()
        .map(|golden| Case {
            alpha: golden["alpha"].as_f64().unwrap(),
            x: table(&golden["x"]),
            y: golden["y"]
                .as_array()
                .unwrap()
                .iter()
                .map(|v| v.as_u64().unwrap() as usize)
                .collect(),
            golden,
        })
        .collect()
}

fn table(value: &Value) -> Vec<Vec<f64>> {
    let rows = value.as_array().unwrap().iter();
    rows.map(|r| r.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()).collect()
}

impl Case {
    fn rows(&self) -> Vec<SparseRow> {
        let row =
            |r: &Vec<f64>| SparseRow::new(r.iter().enumerate().map(|(f, n)| (f as u32, *n as u32)));
        self.x.iter().map(row).collect()
    }

    fn dense(&self) -> Array2<f64> {
        let flat: Vec<f64> = self.x.iter().flatten().copied().collect();
        Array2::from_shape_vec((self.x.len(), self.x[0].len()), flat).unwrap()
    }

    fn fit(&self, params: SparseNbParams) -> SparseNb {
        let records = SparseRecords::new(SparseRows::new(self.x[0].len(), self.rows()));
        let data = DatasetBase::new(records, Array1::from(self.y.clone()));
        params.alpha(self.alpha).fit(&data).unwrap()
    }
}

#[track_caller]
fn close(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() <= EPSILON * theirs.abs().max(1.0), "{ours} is not {theirs}");
}

#[track_caller]
fn check_sklearn(name: &str, params: &SparseNbParams, with_prior: bool) {
    for case in cases() {
        let model = case.fit(params.clone());
        let golden = &case.golden[name];
        for (class, weights) in table(&golden["feature_log_prob"]).iter().enumerate() {
            for (feature, weight) in weights.iter().enumerate() {
                close(model.weights(feature)[class], *weight);
            }
        }
        for (row, joint) in case.rows().iter().zip(table(&golden["joint"])) {
            let (ours, _) = model.joint_log_likelihood_of(row);
            for (class, theirs) in joint.iter().enumerate() {
                let prior = if with_prior { 0.0 } else { model.log_prior()[class] };
                close(ours[class] - prior, *theirs);
            }
        }
    }
}

#[test]
fn equals_scikit_learn() {
    let params = SparseNbParams::new();
    check_sklearn("multinomial", &params.clone().prior(Prior::Empirical), true);
    check_sklearn("multinomial_uniform", &params.clone().prior(Prior::Uniform), true);
    // ComplementNB leaves the prior out.
    check_sklearn("complement", &params.variant(Variant::Complement), false);
}

#[test]
fn equals_linfa_bayes() {
    for case in cases() {
        let data = DatasetBase::new(case.dense(), Array1::from(case.y.clone()));
        // linfa-bayes prints its model to standard error here: a debug macro left in 0.8.1.
        let theirs = MultinomialNbParams::<f64, usize>::new().alpha(case.alpha).fit(&data).unwrap();
        let ours = case.fit(SparseNbParams::new().prior(Prior::Empirical));
        let dense = case.dense();
        let sorted = |m: BTreeMap<usize, Array1<f64>>| m;
        let a = sorted(
            ours.joint_log_likelihood(dense.view()).into_iter().map(|(k, v)| (*k, v)).collect(),
        );
        let b = sorted(
            theirs.joint_log_likelihood(dense.view()).into_iter().map(|(k, v)| (*k, v)).collect(),
        );
        assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
        for (class, values) in &a {
            values.iter().zip(&b[class]).for_each(|(x, y)| close(*x, *y));
        }
        // Short rows: theirs is still finite, and ours the same.
        let (p, _) = ours.predict_proba(dense.view());
        let (q, _) = theirs.predict_proba(dense.view());
        p.iter().zip(&q).for_each(|(x, y)| close(*x, *y));
    }
}

#[test]
fn probabilities_of_long_texts_are_finite() {
    let case = &cases()[1];
    let model = case.fit(SparseNbParams::new());
    let long = Array2::from_elem((1, case.x[0].len()), 1e6);
    let (p, classes) = model.predict_proba(long.view());
    assert_eq!(classes.len(), 3);
    assert!(p.iter().all(|p| p.is_finite() && (0.0..=1.0).contains(p)), "{p}");
    close(p.sum(), 1.0);
}

#[test]
fn ties_go_to_the_first_class() {
    let rows = vec![SparseRow::new([(0, 1)]), SparseRow::new([(0, 1)])];
    let data =
        DatasetBase::new(SparseRecords::new(SparseRows::new(1, rows)), ndarray::array![7usize, 3]);
    let model = SparseNbParams::new().fit(&data).unwrap();
    assert_eq!(model.predict(&data), ndarray::array![3, 3]);
}

#[test]
fn parameters_are_checked() {
    for alpha in [0.0, f64::NAN, f64::INFINITY] {
        let error = SparseNbParams::new().alpha(alpha).check().unwrap_err();
        assert!(matches!(error, BayesError::Alpha(_)), "{alpha}: {error}");
    }
    let error = SparseNbParams::new().alpha(-1.0).check().unwrap_err();
    assert!(matches!(error, BayesError::Params(_)), "linfa-bayes's own check: {error}");
    let empty = DatasetBase::new(SparseRecords::default(), Array1::<usize>::zeros(0));
    assert!(matches!(SparseNbParams::new().fit(&empty), Err(BayesError::NoRows)));
}
