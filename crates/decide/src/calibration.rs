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
    /// By what log-odds are divided once more where the probabilities are to hold for other articles than
    /// those that the temperature was fitted on.
    softening: Temperature,
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
    /// Fits on articles: the temperature first, the rest on what it gives. Without an article T is 1.
    /// `log_prior` is what is known of each class before any word is read.
    ///
    /// Where the probabilities are to hold for articles like those of `home` alone, all but the temperature
    /// rests on these; the most probable class stays what all articles make it.
    pub fn fit(log_prior: &[f64], articles: &[HeldOut], home: Option<&[HeldOut]>) -> Self {
        let mut fit = TemperatureFit::default();
        articles.iter().for_each(|a| fit.add(&a.values, log_prior, a.truth));
        let temperature = fit.best().unwrap_or_default();
        let mut softer = TemperatureFit::default();
        let even = vec![0.0; log_prior.len()];
        for article in home.unwrap_or_default() {
            softer.add(&temperature.scores(&article.values, log_prior), &even, article.truth);
        }
        let softening = softer.best().unwrap_or_default();
        let articles = home.unwrap_or(articles);
        let mut fitted = Self {
            temperature,
            softening,
            isotonic: None,
            conformal: Conformal::new(log_prior.len()),
            articles: articles.len() as u64,
        };
        let mut shapes = IsotonicFit::default();
        for article in articles {
            let probabilities = softmax(&fitted.scores(&article.values, log_prior));
            let best = best_of(&probabilities);
            shapes.add(article.fold, probabilities[best], best == article.truth);
        }
        fitted.isotonic = shapes.best();
        for article in articles {
            let scores = fitted.scores(&article.values, log_prior);
            let probabilities = fitted.probabilities(&scores);
            fitted.conformal.add(&probabilities, article.truth);
        }
        fitted
    }

    /// Log-odds of the classes against one another, in nat: those of [`Temperature::scores`], over the
    /// softening.
    pub fn scores(&self, values: &[f64], log_prior: &[f64]) -> Vec<f64> {
        let mut scores = self.temperature.scores(values, log_prior);
        scores.iter_mut().for_each(|score| *score /= self.softening.value());
        scores
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

    /// By what log-odds are divided once more; 1 where the temperature was fitted on the very articles that
    /// the probabilities are to hold for.
    pub fn softening(&self) -> Temperature {
        self.softening
    }

    /// The shape of the confidence, where there were labels enough and it helps on unseen articles.
    pub fn isotonic(&self) -> Option<&Isotonic> {
        self.isotonic.as_ref()
    }

    /// How probable the true classes were.
    pub fn conformal(&self) -> &Conformal {
        &self.conformal
    }

    /// Articles that the probabilities rest on.
    pub fn articles(&self) -> u64 {
        self.articles
    }
}
