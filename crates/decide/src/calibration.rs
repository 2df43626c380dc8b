//! From scores to probabilities that mean what they say: all that was learned from unseen articles.

use serde::{Deserialize, Serialize};

use crate::conformal::Conformal;
use crate::isotonic::{Isotonic, IsotonicFit};
use crate::temperature::{Temperature, TemperatureFit, softmax};
use crate::verdict::best_of;

/// What articles that the scoring models did not see say of an axis's scores. Integers only: equal
/// articles in any order give the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    temperature: Temperature,
    isotonic: Option<Isotonic>,
    conformal: Conformal,
    articles: u64,
}

/// An article scored by a model that saw nothing of its fold.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldOut {
    /// Values of the classes that do not grow with the text.
    pub values: Vec<f64>,
    /// Position of the true class.
    pub truth: usize,
    /// Number of its fold.
    pub fold: usize,
}

impl Calibration {
    /// Fits on articles of so many classes: the temperature first, the rest on what it gives. Without an
    /// article T is 1. `log_prior` is what is known of each class before any word is read.
    pub fn fit(log_prior: &[f64], articles: &[HeldOut]) -> Self {
        let mut fit = TemperatureFit::default();
        articles.iter().for_each(|a| fit.add(&a.values, log_prior, a.truth));
        let temperature = fit.best().unwrap_or_default();
        let judged = |a: &HeldOut| softmax(&temperature.scores(&a.values, log_prior));
        let mut shapes = IsotonicFit::default();
        for article in articles {
            let probabilities = judged(article);
            let best = best_of(&probabilities);
            shapes.add(article.fold, probabilities[best], best == article.truth);
        }
        let isotonic = shapes.best();
        let mut fitted = Self {
            temperature,
            isotonic,
            conformal: Conformal::new(log_prior.len()),
            articles: articles.len() as u64,
        };
        for article in articles {
            let scores = fitted.scores(&article.values, log_prior);
            let probabilities = fitted.probabilities(&scores);
            fitted.conformal.add(&probabilities, article.truth);
        }
        fitted
    }

    /// Log-odds of the classes against one another, in nat: see [`Temperature::scores`].
    pub fn scores(&self, values: &[f64], log_prior: &[f64]) -> Vec<f64> {
        self.temperature.scores(values, log_prior)
    }

    /// Probabilities of the classes by [`Calibration::scores`]: finite, in \[0, 1], summing to 1.
    pub fn probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let probabilities = softmax(scores);
        match &self.isotonic {
            Some(map) => map.of_probabilities(&probabilities),
            None => probabilities,
        }
    }

    /// How far values are drawn together.
    pub fn temperature(&self) -> Temperature {
        self.temperature
    }

    /// The shape of the confidence, where there were labels enough and it helps on unseen articles.
    pub fn isotonic(&self) -> Option<&Isotonic> {
        self.isotonic.as_ref()
    }

    /// How probable the true classes were.
    pub fn conformal(&self) -> &Conformal {
        &self.conformal
    }

    /// Articles it was fitted on.
    pub fn articles(&self) -> u64 {
        self.articles
    }
}
