//! What a list of keywords would have answered, beside the model.

use serde::Serialize;

use crate::figures::answers::{Answered, Answers};
use crate::figures::confusion::Confusion;
use crate::figures::evaluation::{FORCED, Outcome};
use crate::intervals::bootstrap::Figure;
use crate::intervals::design::Design;

/// Figures of another way of answering the same articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    /// What answers.
    pub name: String,
    /// Articles that it answers.
    pub answered: u64,
    /// Right answers among all articles.
    pub accuracy: Figure,
    /// Mean F1 over the classes that occur; silence is a miss.
    pub macro_f1: Figure,
    /// Our macro-F1, each article answered by its most probable class, less the baseline's, on the same
    /// resamples.
    pub macro_f1_gain: Figure,
}

/// Keywords alone, and keywords with the commonest class where they are silent; nothing where no
/// keyword answers.
pub(crate) fn baselines(
    design: Design,
    classes: usize,
    outcomes: &[&Outcome<'_>],
    majority: Option<usize>,
) -> Vec<Baseline> {
    if outcomes.iter().all(|o| o.keyword.is_none()) {
        return Vec::new();
    }
    let ways = outcomes.iter().map(|o| Answered {
        truth: o.truth,
        answers: [FORCED(o), o.keyword, o.keyword.or(majority)],
        group: o.group,
    });
    let answers = Answers::new(design, classes, ways);
    let all: Vec<usize> = (0..classes).collect();
    let row = |way: usize, name: &str| {
        let confusion = answers.confusion(way);
        Baseline {
            name: name.to_owned(),
            answered: confusion.n() - confusion.abstained(),
            accuracy: answers.figure(way, Confusion::accuracy),
            macro_f1: answers.macro_f1(way, &all),
            macro_f1_gain: answers.difference(way, 0, answers.mean_f1(&all)),
        }
    };
    vec![row(1, "keywords"), row(2, "keywords, else the commonest class")]
}
