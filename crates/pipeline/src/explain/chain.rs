//! From the sum of the evidence to the probabilities, with every number on the way.

use rasid_decide::root_of_length;

use super::text::Read;
use crate::classify::Heard;
use crate::model::AxisModel;
use crate::score::{self, root};

/// The way from sums to probabilities, to be gone again by hand: `value = sum / root`, `score = value /
/// temperature + log_prior`, that over the softening, `probability = exp(score) / Σ exp(score)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Each class that words speak for, in the codebook's order.
    pub classes: Vec<ClassChain>,
    /// Words that say something.
    pub words: u64,
    /// The root of their number, where the article is read as a whole (below 20 counts as 20); 1 where
    /// it is read by passages, whose own roots are within the sums.
    pub root: f64,
    /// By which sentences the axis judges; none where it reads the article as a whole.
    pub passages: Option<Passages>,
    /// The temperature.
    pub temperature: f64,
    /// By what the score is divided once more; 1 for most models.
    pub softening: f64,
    /// Whether the probability of the most probable class is then mapped to how often such classes were
    /// right; the others share the rest as before.
    pub isotonic: bool,
}

/// One class on that way. Sums, values and scores are those of the class over the runner-up's sum.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassChain {
    /// Position in the codebook's list.
    pub class: usize,
    /// What the words say for it; of the best class, [`crate::AxisVerdict::log_odds`].
    pub sum: f64,
    /// The same, so that it does not grow with the text.
    pub value: f64,
    /// What is known of the class before any word is read.
    pub log_prior: f64,
    /// Calibrated log-odds.
    pub score: f64,
    /// Calibrated probability.
    pub probability: f64,
}

/// How an axis judges by sentences: the value of a class is the mean of the values of its `wanted`
/// passages, where one that is wanting counts 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Passages {
    /// The class against which passages are read; its own value is 0.
    pub plain: usize,
    /// Sentences that hold words of this axis.
    pub read: usize,
    /// How many of them judge each class.
    pub wanted: usize,
    /// Those that judged the best class, then those of the runner-up, strongest first.
    pub chosen: Vec<Passage>,
}

/// A sentence by which a class was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Position of the class in the codebook's list.
    pub class: usize,
    /// Position of the sentence.
    pub sentence: usize,
    /// Its words that say something; below 8 count as 8 in the root.
    pub words: u64,
    /// Log-odds of the class against the plain one, over the root of its words.
    pub value: f64,
}

pub(super) fn of(
    axis: &AxisModel,
    heard: &Heard,
    (best, second): (usize, usize),
    text: &Read,
) -> Chain {
    let Heard { rule, read, scored, scores, probabilities, .. } = heard;
    let temperature = axis.calibration.temperature().value();
    let softening = axis.calibration.softening().value();
    let (root_of_whole, passages) = match read {
        score::Read::Whole(_) => (root_of_length(scored.length), None),
        score::Read::Passages(plain, rows) => {
            let passage = |class: usize, i: usize| {
                let (joint, words) = axis.bayes.joint_log_likelihood_of(&rows[i].1);
                Passage {
                    class: axis.classes[class].index(),
                    sentence: text.sentence(rows[i].0),
                    words,
                    value: (joint[class] - joint[*plain]) / root(words),
                }
            };
            let of_class =
                |class: usize| scored.chosen[class].iter().map(move |&i| passage(class, i));
            let passages = Passages {
                plain: axis.classes[*plain].index(),
                read: rows.len(),
                wanted: rule.wanted(rows.len()),
                chosen: of_class(best).chain(of_class(second)).collect(),
            };
            (1.0, Some(passages))
        }
    };
    let class = |i: usize| {
        let value = scored.values[i] - scored.values[second];
        ClassChain {
            class: axis.classes[i].index(),
            sum: scored.sums[i] - scored.sums[second],
            value,
            log_prior: axis.log_prior[i],
            score: (value / temperature + axis.log_prior[i]) / softening,
            probability: probabilities[i],
        }
    };
    Chain {
        classes: (0..scores.len()).map(class).collect(),
        words: scored.length,
        root: root_of_whole,
        passages,
        temperature,
        softening,
        isotonic: axis.calibration.isotonic().is_some(),
    }
}
