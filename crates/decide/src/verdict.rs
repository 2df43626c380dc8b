//! One axis's answer about one article.

use serde::{Deserialize, Serialize};

use crate::conformal::Sets;

/// What a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The words of the article, by the model.
    Model,
    /// The outlet is known by its address or name.
    Registry,
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
            Self::Registry => "registry",
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
    /// Most words of the article are new to the model.
    #[serde(rename = "unfamiliar words")]
    Unfamiliar,
    /// The conformal set holds several classes.
    #[serde(rename = "several classes")]
    SeveralClasses,
    /// The conformal set holds no class: the article is like none that was seen.
    #[serde(rename = "no class fits")]
    NoClass,
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
            Self::Unfamiliar => "unfamiliar words",
            Self::SeveralClasses => "several classes",
            Self::NoClass => "no class fits",
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

/// When a class is not given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Abstention<'a> {
    /// Where the best class is less probable than this.
    Below(f64),
    /// Where the conformal set is not just the best class.
    Sets(&'a Sets),
}

impl Verdict {
    /// Decides by calibrated log-odds (`scores`) and their probabilities. `length` is the number of words
    /// that say something; without any there is no evidence. A class that another equals is not given,
    /// nor one that the rule holds back; the best of equals is the first.
    pub fn by_model(
        scores: &[f64],
        probabilities: &[f64],
        length: u64,
        rule: Abstention<'_>,
    ) -> Self {
        if length == 0 || scores.is_empty() {
            return Self::abstained(Reason::NoEvidence);
        }
        // By score: probabilities of close scores may round to the same number.
        let best = best_of(scores);
        let probability = Some(probabilities[best]);
        let tied = scores.iter().filter(|&&s| s == scores[best]).count() > 1;
        let held_back = match rule {
            _ if tied => Some(Reason::LowConfidence),
            Abstention::Below(threshold) => {
                (probabilities[best] < threshold).then_some(Reason::LowConfidence)
            }
            Abstention::Sets(sets) => match sets.of(probabilities)[..] {
                [only] if only == best => None,
                [] => Some(Reason::NoClass),
                [_] => Some(Reason::LowConfidence),
                _ => Some(Reason::SeveralClasses),
            },
        };
        match held_back {
            Some(reason) => Self { best: Some(best), probability, ..Self::abstained(reason) },
            None => Self {
                class: Some(best),
                best: Some(best),
                probability,
                method: Method::Model,
                reason: None,
            },
        }
    }

    /// The class that means "no mention", given by rule with certainty.
    pub fn by_mention(absent: usize) -> Self {
        Self::certain(absent, Method::Mention)
    }

    /// The class that the article's outlet has as a fact.
    pub fn by_registry(class: usize) -> Self {
        Self::certain(class, Method::Registry)
    }

    fn certain(class: usize, method: Method) -> Self {
        let class = Some(class);
        Self { class, best: class, probability: Some(1.0), method, reason: None }
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

/// The position of the highest score, the first of equals.
pub fn best_of(scores: &[f64]) -> usize {
    (1..scores.len()).fold(0, |b, i| if scores[i] > scores[b] { i } else { b })
}
