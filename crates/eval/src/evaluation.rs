//! All figures of one axis.

use std::collections::BTreeSet;

use rasid_codebook::{AxisId, Codebook};
use rasid_decide::Verdict;
use serde::Serialize;

use crate::bootstrap::{Interval, interval};
use crate::confusion::Confusion;

/// One article's truth and verdict.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// Position of the true class on its axis.
    pub truth: usize,
    /// The verdict; its classes are positions on the axis.
    pub verdict: &'a Verdict,
    /// Group, for the intervals.
    pub group: &'a str,
}

/// A figure with its doubt. Undefined values are none, and are printed as such.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// The value.
    pub value: Option<f64>,
    /// 95 % interval by resampling groups.
    pub interval: Option<Interval>,
    /// Articles it rests on.
    pub n: u64,
}

/// Figures of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Name of the class.
    pub class: String,
    /// Of the articles predicted to be of it, the share that are.
    pub precision: Option<f64>,
    /// Of the articles of it, the share predicted to be.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// Articles of the class.
    pub support: u64,
    /// Articles predicted to be of the class.
    pub predicted: u64,
}

/// Figures over the articles that mention the target, by their true label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MentionedFigures {
    /// Mean F1 over the classes other than absent, each article answered by its most probable class.
    pub macro_f1_forced: Figure,
    /// Name of the commonest of these classes.
    pub majority: Option<String>,
    /// Mean F1 of always answering it.
    pub majority_macro_f1: Option<f64>,
}

/// All figures of one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisEvaluation {
    /// Name of the axis.
    pub axis: String,
    /// Names of its classes, in codebook order.
    pub classes: Vec<String>,
    /// Rows truth; columns predicted class, and abstention last.
    pub confusion: Vec<Vec<u64>>,
    /// Articles measured.
    pub n: u64,
    /// Groups they fall into.
    pub groups: usize,
    /// Articles without an answer.
    pub abstained: u64,
    /// Right answers among all articles.
    pub accuracy: Figure,
    /// Right answers among the answered.
    pub answered_accuracy: Figure,
    /// Mean F1 over the classes that occur; an abstention is a miss.
    pub macro_f1: Figure,
    /// The same where every article with evidence is answered by its most probable class.
    pub macro_f1_forced: Figure,
    /// Among articles whose truth is not absent; only on axes with an absent class.
    pub mentioned: Option<MentionedFigures>,
    /// Name of the commonest true class.
    pub majority: Option<String>,
    /// Accuracy of always answering it.
    pub majority_accuracy: Option<f64>,
    /// Macro-F1 of always answering it.
    pub majority_macro_f1: Option<f64>,
    /// A line for each class.
    pub by_class: Vec<ClassFigures>,
}

/// Outcomes that are measured together.
struct Sample<'a> {
    classes: usize,
    outcomes: Vec<Outcome<'a>>,
}

type Answer = fn(&Outcome<'_>) -> Option<usize>;

/// As the verdict stands; an abstention is no answer.
const ANSWERED: Answer = |o| o.verdict.class;
/// The most probable class, wherever there is evidence.
const FORCED: Answer = |o| o.verdict.best;

impl<'a> Sample<'a> {
    fn confusion(&self, answer: impl Fn(&Outcome<'_>) -> Option<usize>) -> Confusion {
        count(self.classes, &mut self.outcomes.iter(), &answer)
    }

    fn figure(&self, answer: Answer, measure: impl Fn(&Confusion) -> Option<f64>) -> Figure {
        let whole = self.confusion(answer);
        let resampled = |drawn: &mut dyn Iterator<Item = &Outcome<'_>>| {
            measure(&count(self.classes, drawn, &answer))
        };
        let value = measure(&whole);
        let interval = value.and_then(|_| interval(&self.outcomes, |o| o.group, resampled));
        Figure { value, interval, n: whole.n() }
    }

    /// Mean F1 over those of some classes that occur. A resample that lost one of them would measure
    /// something else: it is undefined.
    fn macro_f1(&self, answer: Answer, of: &[usize]) -> Figure {
        let whole = self.confusion(answer);
        let occurring: Vec<usize> = of.iter().copied().filter(|&c| whole.support(c) > 0).collect();
        self.figure(answer, |sample| {
            let complete = occurring.iter().all(|&c| sample.support(c) > 0);
            complete.then(|| sample.macro_f1_of(occurring.iter().copied())).flatten()
        })
    }

    fn groups(&self) -> usize {
        self.outcomes.iter().map(|o| o.group).collect::<BTreeSet<_>>().len()
    }
}

fn count<'o, 'a: 'o>(
    classes: usize,
    of: &mut dyn Iterator<Item = &'o Outcome<'a>>,
    answer: &dyn Fn(&Outcome<'_>) -> Option<usize>,
) -> Confusion {
    let mut confusion = Confusion::new(classes);
    of.for_each(|o| confusion.add(o.truth, answer(o)));
    confusion
}

/// Measures one axis.
pub fn evaluate(book: &Codebook, axis: AxisId, outcomes: &[Outcome<'_>]) -> AxisEvaluation {
    let classes = book.axis_at(axis).classes.len();
    let all: Vec<usize> = (0..classes).collect();
    let name = |c: usize| book.axis_at(axis).classes[c].name.clone();
    let sample = Sample { classes, outcomes: outcomes.to_vec() };
    let confusion = sample.confusion(ANSWERED);
    let majority = confusion.majority();
    let always = majority.map(|m| sample.confusion(|_| Some(m)));
    let absent = book.absent_class(axis).map(rasid_codebook::ClassId::index);
    AxisEvaluation {
        axis: book.axis_at(axis).name.clone(),
        classes: (0..classes).map(name).collect(),
        confusion: (0..classes).map(|t| confusion.row(t).to_vec()).collect(),
        n: confusion.n(),
        groups: sample.groups(),
        abstained: confusion.abstained(),
        accuracy: sample.figure(ANSWERED, Confusion::accuracy),
        answered_accuracy: Figure {
            n: confusion.n() - confusion.abstained(),
            ..sample.figure(ANSWERED, Confusion::answered_accuracy)
        },
        macro_f1: sample.macro_f1(ANSWERED, &all),
        macro_f1_forced: sample.macro_f1(FORCED, &all),
        mentioned: absent.map(|absent| mentioned(&sample, absent, name)),
        majority: majority.map(name),
        majority_accuracy: always.as_ref().and_then(Confusion::accuracy),
        majority_macro_f1: always.as_ref().and_then(Confusion::macro_f1),
        by_class: (0..classes)
            .map(|c| ClassFigures {
                class: name(c),
                precision: confusion.precision(c),
                recall: confusion.recall(c),
                f1: confusion.f1(c),
                support: confusion.support(c),
                predicted: confusion.predicted(c),
            })
            .collect(),
    }
}

/// Figures over the articles whose truth is not `absent`.
fn mentioned(
    sample: &Sample<'_>,
    absent: usize,
    name: impl Fn(usize) -> String,
) -> MentionedFigures {
    let named = sample.outcomes.iter().filter(|o| o.truth != absent).copied();
    let named = Sample { classes: sample.classes, outcomes: named.collect() };
    let stances: Vec<usize> = (0..sample.classes).filter(|c| *c != absent).collect();
    let majority = named.confusion(FORCED).majority();
    let always = majority.map(|m| named.confusion(|_| Some(m)));
    MentionedFigures {
        macro_f1_forced: named.macro_f1(FORCED, &stances),
        majority: majority.map(name),
        majority_macro_f1: always.and_then(|c| c.macro_f1_of(stances)),
    }
}
