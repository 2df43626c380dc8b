//! All figures of one axis.

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

/// Measures one axis.
pub fn evaluate(book: &Codebook, axis: AxisId, outcomes: &[Outcome<'_>]) -> AxisEvaluation {
    let classes = book.axis_at(axis).classes.len();
    let absent = book.absent_class(axis).map(rasid_codebook::ClassId::index);
    let answered = |o: &Outcome<'_>| o.verdict.class;
    let forced = |o: &Outcome<'_>| o.verdict.best;
    let count = |of: &mut dyn Iterator<Item = &Outcome<'_>>,
                 answer: &dyn Fn(&Outcome<'_>) -> Option<usize>| {
        let mut confusion = Confusion::new(classes);
        of.for_each(|o| confusion.add(o.truth, answer(o)));
        confusion
    };
    let figure = |outcomes: &[Outcome<'_>],
                  answer: &dyn Fn(&Outcome<'_>) -> Option<usize>,
                  measure: &dyn Fn(&Confusion) -> Option<f64>| {
        let whole = count(&mut outcomes.iter(), answer);
        let value = measure(&whole);
        // A resample that lost a class measures something else.
        let classes_of = |c: &Confusion| (0..classes).filter(|&t| c.support(t) > 0).count();
        let interval = value.and_then(|_| {
            interval(outcomes, |sample| {
                let sample = count(sample, answer);
                (classes_of(&sample) == classes_of(&whole)).then(|| measure(&sample)).flatten()
            })
        });
        Figure { value, interval, n: whole.n() }
    };
    let confusion = count(&mut outcomes.iter(), &answered);
    let majority = confusion.majority();
    let majority_confusion = majority.map(|m| count(&mut outcomes.iter(), &|_| Some(m)));
    let mentioned: Vec<Outcome<'_>> =
        outcomes.iter().filter(|o| Some(o.truth) != absent).copied().collect();
    let stances: Vec<usize> = (0..classes).filter(|c| Some(*c) != absent).collect();
    let name = |c: usize| book.axis_at(axis).classes[c].name.clone();
    let mut groups: Vec<&str> = outcomes.iter().map(|o| o.group).collect();
    groups.sort_unstable();
    groups.dedup();
    AxisEvaluation {
        axis: book.axis_at(axis).name.clone(),
        classes: (0..classes).map(name).collect(),
        confusion: (0..classes).map(|t| confusion.row(t).to_vec()).collect(),
        n: confusion.n(),
        groups: groups.len(),
        abstained: confusion.abstained(),
        accuracy: figure(outcomes, &answered, &Confusion::accuracy),
        answered_accuracy: Figure {
            n: confusion.n() - confusion.abstained(),
            ..figure(outcomes, &answered, &Confusion::answered_accuracy)
        },
        macro_f1: figure(outcomes, &answered, &Confusion::macro_f1),
        macro_f1_forced: figure(outcomes, &forced, &Confusion::macro_f1),
        mentioned: absent.map(|_| {
            let whole = count(&mut mentioned.iter(), &forced);
            let always = whole.majority().map(|m| count(&mut mentioned.iter(), &|_| Some(m)));
            let of_stances = |c: &Confusion| c.macro_f1_of(stances.iter().copied());
            MentionedFigures {
                macro_f1_forced: figure(&mentioned, &forced, &of_stances),
                majority: whole.majority().map(name),
                majority_macro_f1: always.as_ref().and_then(of_stances),
            }
        }),
        majority: majority.map(name),
        majority_accuracy: majority_confusion.as_ref().and_then(Confusion::accuracy),
        majority_macro_f1: majority_confusion.as_ref().and_then(Confusion::macro_f1),
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
