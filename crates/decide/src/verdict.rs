//! One axis's answer about one article.

use serde::{Deserialize, Serialize};

use crate::calibration::Calibration;

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The words of the article, by the model.
    Model,
    /// No mention of the target, by rule.
    Mention,
    /// Nothing: no class is given.
    Abstained,
}

impl Method {
    /// The method in words, as in verdict records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Mention => "mention",
            Self::Abstained => "abstained",
        }
    }
}

/// Why no class is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Reason {
    /// No word of the article says anything on this axis.
    #[serde(rename = "no evidence")]
    NoEvidence,
    /// The most probable class is below the threshold.
    #[serde(rename = "low confidence")]
    LowConfidence,
    /// The article is in a language that the model was not trained on.
    #[serde(rename = "foreign language")]
    ForeignLanguage,
    /// The model was not trained on this axis.
    #[serde(rename = "not trained")]
    NotTrained,
}

impl Reason {
    /// The reason in words, as in verdict records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoEvidence => "no evidence",
            Self::LowConfidence => "low confidence",
            Self::ForeignLanguage => "foreign language",
            Self::NotTrained => "not trained",
        }
    }
}

/// A class, or an abstention with its reason. Classes are positions on the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The class given; none on abstention.
    pub class: Option<usize>,
    /// The most probable class all the same; none without evidence.
    pub best: Option<usize>,
    /// Probability of `best`, in \[0, 1].
    pub probability: Option<f64>,
    /// What the verdict rests on.
    pub method: Method,
    /// Why no class is given; present exactly on abstention.
    pub reason: Option<Reason>,
}

impl Verdict {
    /// Decides by scores. `length` is the number of words that say something; without any there is
    /// no evidence. A best class below `threshold` is not given, nor one that another equals; the best
    /// of equals is the first.
    pub fn by_model(joint: &[f64], length: u64, calibration: Calibration, threshold: f64) -> Self {
        if length == 0 || joint.is_empty() {
            return Self::abstained(Reason::NoEvidence);
        }
        let probabilities = calibration.probabilities(joint, length);
        // By score: probabilities of close scores may round to the same number.
        let best = (1..joint.len()).fold(0, |b, i| if joint[i] > joint[b] { i } else { b });
        let probability = Some(probabilities[best]);
        let tied = joint.iter().filter(|&&j| j == joint[best]).count() > 1;
        if tied || probabilities[best] < threshold {
            let abstained = Self::abstained(Reason::LowConfidence);
            return Self { best: Some(best), probability, ..abstained };
        }
        Self {
            class: Some(best),
            best: Some(best),
            probability,
            method: Method::Model,
            reason: None,
        }
    }

    /// The class that means "no mention", given by rule with certainty.
    pub fn by_mention(absent: usize) -> Self {
        Self {
            class: Some(absent),
            best: Some(absent),
            probability: Some(1.0),
            method: Method::Mention,
            reason: None,
        }
    }

    /// No class.
    pub fn abstained(reason: Reason) -> Self {
        Self {
            class: None,
            best: None,
            probability: None,
            method: Method::Abstained,
            reason: Some(reason),
        }
    }

    /// Replaces the positions by those of another list of classes.
    #[must_use]
    pub fn renumbered(mut self, to: impl Fn(usize) -> usize) -> Self {
        self.class = self.class.map(&to);
        self.best = self.best.map(&to);
        self
    }
}
