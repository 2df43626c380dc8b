//! How sure scores may be of themselves: one temperature an axis.

use serde::{Deserialize, Serialize};

/// Steps of the grid of temperatures; T = 2^((step − 32) / 8), from 1/16 to 64.
const STEPS: usize = 81;
/// Step of T = 1.
const ONE: u16 = 32;
/// Log-losses are summed in units of 2^-20 nat, so that the sum does not depend on the order.
const UNIT: f64 = (1u64 << 20) as f64;
/// Fewer words than this count as this many: a handful of words is no ground for certainty, however
/// strongly each of them speaks.
pub const FEW_WORDS: u64 = 20;
/// A single article's log-loss counts for no more than this, in nat.
const MAX_LOSS: f64 = 50.0;

/// Temperature of one axis: probabilities are `softmax(score / (T · √length) + ln prior)`, where a
/// length below 20 counts as 20.
///
/// Naive Bayes takes words for independent, so its log-odds grow with the length of a text; those of
/// dependent words grow with its square root. T is fitted on articles that the scoring model did not
/// see ([`TemperatureFit`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Temperature {
    step: u16,
}

impl From<Temperature> for u16 {
    fn from(t: Temperature) -> Self {
        t.step
    }
}

impl TryFrom<u16> for Temperature {
    type Error = &'static str;

    fn try_from(step: u16) -> Result<Self, Self::Error> {
        Self::at(step).ok_or("no such temperature")
    }
}

/// Joint log-likelihoods as they are calibrated: over the square root of `length`, the number of words
/// that say something, where a length below 20 counts as 20.
pub fn by_length(joint: &[f64], length: u64) -> Vec<f64> {
    let root = root_of_length(length);
    joint.iter().map(|v| v / root).collect()
}

/// What joint log-likelihoods of `length` speaking words are divided by: the square root of the length,
/// where one below 20 counts as 20.
pub fn root_of_length(length: u64) -> f64 {
    (length.max(FEW_WORDS) as f64).sqrt()
}

impl Default for Temperature {
    /// T = 1.
    fn default() -> Self {
        Self { step: ONE }
    }
}

impl Temperature {
    /// The temperature at a step of the grid; none outside of it.
    pub fn at(step: u16) -> Option<Self> {
        (usize::from(step) < STEPS).then_some(Self { step })
    }

    /// T, from 1/16 to 64.
    pub fn value(self) -> f64 {
        ((f64::from(self.step) - f64::from(ONE)) / 8.0).exp2()
    }

    /// Log-odds of the classes against one another, in nat, of values that do not grow with the text
    /// ([`by_length`]); `log_prior` is what is known of each class before any word is read.
    pub fn scores(self, values: &[f64], log_prior: &[f64]) -> Vec<f64> {
        let max = values.iter().fold(f64::NEG_INFINITY, |m, &v| m.max(v));
        let scale = self.value();
        values.iter().zip(log_prior).map(|(v, prior)| (v - max) / scale + prior).collect()
    }
}

/// Probabilities of scores in nat: finite, in \[0, 1], summing to 1.
pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let max = scores.iter().fold(f64::NEG_INFINITY, |m, &v| m.max(v));
    let mut out: Vec<f64> = scores.iter().map(|v| (v - max).exp()).collect();
    let sum: f64 = out.iter().sum();
    out.iter_mut().for_each(|p| *p /= sum);
    out
}

/// Log-loss of each temperature over articles scored by a model that did not see them. A commutative
/// monoid: articles and shards may come in any order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemperatureFit {
    losses: Vec<i64>,
    articles: u64,
}

impl Default for TemperatureFit {
    fn default() -> Self {
        Self { losses: vec![0; STEPS], articles: 0 }
    }
}

impl TemperatureFit {
    /// Adds one article whose true class is at position `truth`.
    pub fn add(&mut self, values: &[f64], log_prior: &[f64], truth: usize) {
        self.articles += 1;
        for (step, loss) in self.losses.iter_mut().enumerate() {
            let scores = Temperature { step: step as u16 }.scores(values, log_prior);
            let p = softmax(&scores)[truth];
            *loss += ((-p.ln()).min(MAX_LOSS) * UNIT).round() as i64;
        }
    }

    /// Adds the articles of another shard.
    pub fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        for (a, b) in self.losses.iter_mut().zip(&other.losses) {
            *a += b;
        }
    }

    /// Articles counted.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// The temperature of least log-loss, the smallest on ties; none without an article.
    pub fn best(&self) -> Option<Temperature> {
        let (step, _) = self.losses.iter().enumerate().min_by_key(|(_, loss)| **loss)?;
        (self.articles > 0).then_some(Temperature { step: step as u16 })
    }
}
