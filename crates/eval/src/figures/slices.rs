//! The same few figures for each part of a set: by type of outlet, length, date.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::figures::answers::Answers;
use crate::figures::calibration::{BRIERS, Forecast, mean, units};
use crate::figures::confusion::Confusion;
use crate::figures::evaluation::{ANSWERED, FORCED, Outcome, forecast};
use crate::intervals::bootstrap::{Figure, Resampled};
use crate::intervals::design::{Design, SHARE};

/// One way of cutting the set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slicing {
    /// What it is cut by.
    pub name: String,
    /// A slice for each value that occurs, in order of the values.
    pub slices: Vec<Slice>,
}

/// The articles that have a value in common. With fewer than two groups no figure has an interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// The value.
    pub value: String,
    /// Articles.
    pub n: u64,
    /// Groups they fall into.
    pub groups: usize,
    /// Right answers among all articles.
    pub accuracy: Figure,
    /// Right answers among the answered.
    pub answered_accuracy: Figure,
    /// Mean F1 over the classes that occur in the slice, each article with evidence answered by its
    /// most probable class.
    pub macro_f1_forced: Figure,
    /// Mean probability of the most probable class, where there is one.
    pub mean_confidence: Figure,
    /// Brier score, in \[0, 2], where a model was asked.
    pub brier: Figure,
}

/// Cuts an axis's articles in each of the ways that are named. An article that has no value for one is
/// in none of its slices.
pub(crate) fn slicings(
    design: Design,
    classes: usize,
    outcomes: &[&Outcome<'_>],
    names: &[String],
) -> Vec<Slicing> {
    let cut = |(i, name): (usize, &String)| {
        let value = |o: &Outcome<'_>| o.slices.get(i).filter(|v| !v.is_empty()).cloned();
        let values: BTreeSet<String> = outcomes.iter().filter_map(|o| value(o)).collect();
        let of = |wanted: String| {
            let part = outcomes.iter().filter(|o| o.slices.get(i) == Some(&wanted));
            slice(design, classes, &part.copied().collect::<Vec<_>>(), wanted)
        };
        Slicing { name: name.clone(), slices: values.into_iter().map(of).collect() }
    };
    names.iter().enumerate().map(cut).collect()
}

fn slice(design: Design, classes: usize, part: &[&Outcome<'_>], value: String) -> Slice {
    let answers =
        Answers::new(design, classes, part.iter().map(|o| o.answered([ANSWERED, FORCED])));
    let confusion = answers.confusion(0);
    let all: Vec<usize> = (0..classes).collect();
    Slice {
        value,
        n: confusion.n(),
        groups: answers.groups(),
        accuracy: answers.figure(0, Confusion::accuracy),
        answered_accuracy: Figure {
            n: confusion.n() - confusion.abstained(),
            ..answers.figure(0, Confusion::answered_accuracy)
        },
        macro_f1_forced: answers.macro_f1(1, &all),
        mean_confidence: average(design, part, SHARE, |o| o.verdict.probability),
        brier: average(design, part, BRIERS, |o| forecast(o).as_ref().map(Forecast::brier)),
    }
}

/// Mean of what is not negative, over the articles that have it.
fn average(
    design: Design,
    part: &[&Outcome<'_>],
    range: (f64, f64),
    of: impl Fn(&Outcome<'_>) -> Option<f64>,
) -> Figure {
    let having = part.iter().filter_map(|o| Some((o.group, units(of(o)?))));
    let sums = Resampled::new(
        design,
        having,
        2,
        |(group, _)| group,
        |(_, value), sums| {
            sums[0] += value;
            sums[1] += 1;
        },
    );
    sums.figure(sums.whole()[1], range, |s| mean(s[0], s[1]))
}
