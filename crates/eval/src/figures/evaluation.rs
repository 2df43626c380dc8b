//! All figures of one axis.

use rasid_codebook::{AxisId, Codebook};
use rasid_decide::Verdict;
use serde::Serialize;

use crate::figures::answers::{Answered, Answers};
use crate::figures::baselines::{Baseline, baselines};
use crate::figures::calibration::{CalibrationFigures, Forecast, reliability};
use crate::figures::conformal::{ConformalFigures, conformal};
use crate::figures::confusion::Confusion;
use crate::figures::gate::{Comparison, Gate};
use crate::figures::risk::{RiskCoverage, risk_coverage};
use crate::figures::slices::{Slicing, slicings};
use crate::intervals::bootstrap::Figure;
use crate::intervals::design::Design;

/// One article's truth and verdict, and what else is known of both.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// Position of the true class on its axis.
    pub truth: usize,
    /// The verdict; its classes are positions on the axis.
    pub verdict: &'a Verdict,
    /// Calibrated probabilities of the axis's classes, summing to 1; empty where no model was asked
    /// (rule, registry, no evidence).
    pub probabilities: &'a [f64],
    /// The same of naive Bayes itself, before calibration.
    pub raw: &'a [f64],
    /// Conformal set: positions of classes; none where sets were not asked for.
    pub set: Option<&'a [usize]>,
    /// What a list of keywords answers; none where it is silent, or there is none.
    pub keyword: Option<usize>,
    /// Group, for the intervals.
    pub group: &'a str,
    /// What the article is in each slicing, in the order of the names given to [`evaluate`]; empty
    /// where it has no value there.
    pub slices: &'a [String],
}

/// Figures of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassFigures {
    /// Name of the class.
    pub class: String,
    /// Of the articles predicted to be of it, the share that are.
    pub precision: Figure,
    /// Of the articles of it, the share predicted to be.
    pub recall: Figure,
    /// Their harmonic mean.
    pub f1: Figure,
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
    /// Mean recall of the classes that occur; an abstention is a miss.
    pub balanced_accuracy: Figure,
    /// Mean F1 over the classes that occur; an abstention is a miss.
    pub macro_f1: Figure,
    /// The same where every article with evidence is answered by its most probable class.
    pub macro_f1_forced: Figure,
    /// Matthews correlation; abstention is a class of its own, which truth never has.
    pub matthews: Figure,
    /// Cohen's kappa of truth and answers; abstention as before.
    pub kappa: Figure,
    /// Among articles whose truth is not absent; only on axes with an absent class.
    pub mentioned: Option<MentionedFigures>,
    /// Name of the commonest true class.
    pub majority: Option<String>,
    /// Accuracy of always answering it.
    pub majority_accuracy: Option<f64>,
    /// Macro-F1 of always answering it.
    pub majority_macro_f1: Option<f64>,
    /// What keywords would have answered; empty where there are none.
    pub baselines: Vec<Baseline>,
    /// Whether the model beats those who read nothing.
    pub gate: Gate,
    /// A line for each class.
    pub by_class: Vec<ClassFigures>,
    /// Whether probabilities mean what they say; none where no article has any.
    pub calibration: Option<CalibrationFigures>,
    /// Accuracy among the surest articles.
    pub risk_coverage: RiskCoverage,
    /// Sets of classes; none where they were not asked for.
    pub conformal: Option<ConformalFigures>,
    /// The same few figures for parts of the set.
    pub slicings: Vec<Slicing>,
}

/// A way to read an answer off an outcome.
pub(crate) type Answer = fn(&Outcome<'_>) -> Option<usize>;

/// As the verdict stands; an abstention is no answer.
pub(crate) const ANSWERED: Answer = |o| o.verdict.class;
/// The most probable class, wherever there is evidence.
pub(crate) const FORCED: Answer = |o| o.verdict.best;

impl<'a> Outcome<'a> {
    pub(crate) fn answered<const N: usize>(&self, ways: [Answer; N]) -> Answered<'a, N> {
        Answered { truth: self.truth, answers: ways.map(|way| way(self)), group: self.group }
    }
}

/// The calibrated probabilities of an article that a model was asked about.
pub(crate) fn forecast<'a>(outcome: &Outcome<'a>) -> Option<Forecast<'a>> {
    let Outcome { truth, verdict, probabilities, group, .. } = *outcome;
    let best = verdict.best?;
    (!probabilities.is_empty()).then_some(Forecast { truth, best, probabilities, group })
}

/// Measures one axis. `design` is how the outcomes were answered; `by` names what each outcome's slices are; `coverage` is what conformal
/// sets promise, where there are any.
///
/// # Panics
/// Where a position or a list of probabilities is not one of the axis's classes.
pub fn evaluate(
    book: &Codebook,
    axis: AxisId,
    outcomes: &[Outcome<'_>],
    design: Design,
    by: &[String],
    coverage: Option<f64>,
) -> AxisEvaluation {
    let names: Vec<String> = book.axis_at(axis).classes.iter().map(|c| c.name.clone()).collect();
    let outcomes: Vec<&Outcome<'_>> = outcomes.iter().collect();
    let all: Vec<usize> = (0..names.len()).collect();
    let answers =
        Answers::new(design, names.len(), outcomes.iter().map(|o| o.answered([ANSWERED, FORCED])));
    let confusion = answers.confusion(0);
    let majority = confusion.majority();
    let always = majority.map(|m| constant(names.len(), &outcomes, m));
    let majority_macro_f1 = always.as_ref().and_then(Confusion::macro_f1);
    let absent = book.absent_class(axis).map(rasid_codebook::ClassId::index);
    let mentioned = absent.map(|absent| mentioned(design, &names, &outcomes, absent));
    let macro_f1_forced = answers.macro_f1(1, &all);
    let occurring = |but: Option<usize>| {
        all.iter().filter(|c| Some(**c) != but && confusion.support(**c) > 0).count()
    };
    AxisEvaluation {
        axis: book.axis_at(axis).name.clone(),
        confusion: all.iter().map(|&t| confusion.row(t).to_vec()).collect(),
        n: confusion.n(),
        groups: answers.groups(),
        abstained: confusion.abstained(),
        accuracy: answers.figure(0, Confusion::accuracy),
        answered_accuracy: Figure {
            n: confusion.n() - confusion.abstained(),
            ..answers.figure(0, Confusion::answered_accuracy)
        },
        balanced_accuracy: answers.figure(0, Confusion::balanced_accuracy),
        macro_f1: answers.macro_f1(0, &all),
        macro_f1_forced,
        matthews: answers.signed(0, Confusion::matthews),
        kappa: answers.signed(0, Confusion::kappa),
        majority: majority.map(|m| names[m].clone()),
        majority_accuracy: always.as_ref().and_then(Confusion::accuracy),
        majority_macro_f1,
        baselines: baselines(design, names.len(), &outcomes, majority),
        gate: Gate::new(
            Comparison::new(&macro_f1_forced, majority_macro_f1, occurring(None)),
            mentioned.as_ref().map(|m| {
                Comparison::new(&m.macro_f1_forced, m.majority_macro_f1, occurring(absent))
            }),
        ),
        mentioned,
        by_class: all.iter().map(|&c| class_figures(&names[c], &answers, c)).collect(),
        calibration: calibration(design, &outcomes),
        risk_coverage: risk_coverage(&outcomes),
        conformal: coverage.and_then(|nominal| conformal(design, &names, &outcomes, nominal)),
        slicings: slicings(design, names.len(), &outcomes, by),
        classes: names,
    }
}

/// Truth against the same answer everywhere.
fn constant(classes: usize, outcomes: &[&Outcome<'_>], answer: usize) -> Confusion {
    let mut confusion = Confusion::new(classes);
    outcomes.iter().for_each(|o| confusion.add(o.truth, Some(answer)));
    confusion
}

fn class_figures(name: &str, answers: &Answers<2>, class: usize) -> ClassFigures {
    let confusion = answers.confusion(0);
    let (support, predicted) = (confusion.support(class), confusion.predicted(class));
    ClassFigures {
        class: name.to_owned(),
        precision: Figure { n: predicted, ..answers.figure(0, |c| c.precision(class)) },
        recall: Figure { n: support, ..answers.figure(0, |c| c.recall(class)) },
        f1: Figure { n: support, ..answers.figure(0, |c| c.f1(class)) },
        support,
        predicted,
    }
}

/// Figures over the articles whose truth is not `absent`.
fn mentioned(
    design: Design,
    names: &[String],
    outcomes: &[&Outcome<'_>],
    absent: usize,
) -> MentionedFigures {
    let named: Vec<&Outcome<'_>> = outcomes.iter().copied().filter(|o| o.truth != absent).collect();
    let stances: Vec<usize> = (0..names.len()).filter(|c| *c != absent).collect();
    let answers = Answers::new(design, names.len(), named.iter().map(|o| o.answered([FORCED])));
    let majority = answers.confusion(0).majority();
    let always = majority.map(|m| constant(names.len(), &named, m));
    MentionedFigures {
        macro_f1_forced: answers.macro_f1(0, &stances),
        majority: majority.map(|m| names[m].clone()),
        majority_macro_f1: always.and_then(|c| c.macro_f1_of(stances)),
    }
}

/// Both kinds of probabilities, over the articles where a model was asked.
fn calibration(design: Design, outcomes: &[&Outcome<'_>]) -> Option<CalibrationFigures> {
    let asked = || outcomes.iter().filter(|o| !o.probabilities.is_empty());
    let calibrated: Vec<Forecast<'_>> = asked().filter_map(|o| forecast(o)).collect();
    let raw = asked().map(|o| {
        let Outcome { truth, raw: probabilities, group, .. } = **o;
        // These are nobody's verdict: of equals the first.
        let best = rasid_decide::best_of(probabilities);
        (!probabilities.is_empty()).then_some(Forecast { truth, best, probabilities, group })
    });
    Some(CalibrationFigures {
        calibrated: reliability(design, &calibrated)?,
        raw: raw.collect::<Option<Vec<_>>>().and_then(|raw| reliability(design, &raw)),
    })
}
