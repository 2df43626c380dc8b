//! Two sets of answers to the same articles.

use serde::Serialize;
use statrs::function::erf::erfc;

use crate::figures::answers::{Answered, Answers};
use crate::figures::confusion::Confusion;
use crate::intervals::bootstrap::Figure;
use crate::intervals::design::Design;

/// Fewer answers than this on which one is right and the other wrong: the exact test.
const FEW: u64 = 25;

/// One article's truth, and what two models say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// Position of the true class.
    pub truth: usize,
    /// What the first says.
    pub first: Given,
    /// What the second says.
    pub second: Given,
    /// Group, for the intervals.
    pub group: &'a str,
}

/// A model's answer; classes by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// The class given; none on abstention.
    pub class: Option<usize>,
    /// The most probable class all the same; none without evidence.
    pub best: Option<usize>,
}

/// A figure of both models, and how far apart they are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Compared {
    /// The first model's.
    pub first: Figure,
    /// The second model's.
    pub second: Figure,
    /// The second's less the first's, resampled together: the interval of a difference is narrower than
    /// the two intervals let think.
    pub difference: Figure,
}

/// Both models' F1 of one class.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassComparison {
    /// Name of the class.
    pub class: String,
    /// F1, each article with evidence answered by its most probable class.
    pub f1: Compared,
}

/// McNemar's test of whether one model is right where the other is wrong as often as the other way
/// round (McNemar 1947). It takes articles as independent; those of a group are not, so that the
/// interval of the difference in accuracy says more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct McNemar {
    /// Articles that only the first answers rightly; an abstention is no right answer.
    pub only_first_right: u64,
    /// Articles that only the second answers rightly.
    pub only_second_right: u64,
    /// Two-sided p-value; none where the models are right on the same articles.
    pub p: Option<f64>,
    /// Whether it is of the exact binomial test, as with fewer than 25 such articles, and not of the
    /// chi-squared one with continuity correction (Edwards 1948).
    pub exact: bool,
}

/// Two models on one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisComparison {
    /// Name of the axis.
    pub axis: String,
    /// Articles that both answered or abstained on.
    pub n: u64,
    /// Groups they fall into.
    pub groups: usize,
    /// Right answers among all articles; an abstention is a miss.
    pub accuracy: Compared,
    /// Mean F1 over the classes that occur, each article with evidence answered by its most probable
    /// class.
    pub macro_f1_forced: Compared,
    /// A line for each class that occurs.
    pub by_class: Vec<ClassComparison>,
    /// Right and wrong answers, article by article.
    pub mcnemar: McNemar,
}

/// Ways of answering, in the order of the counts.
const CLASS: [usize; 2] = [0, 1];
const BEST: [usize; 2] = [2, 3];

/// Compares two models on the articles of one axis. `classes` names the positions; `design` is how they
/// were answered, the more doubtful one where the two differ.
///
/// # Panics
/// Where a position is none of the classes.
pub fn compare(
    axis: &str,
    classes: &[String],
    pairs: &[Pair<'_>],
    design: Design,
) -> AxisComparison {
    let articles = pairs.iter().map(|p| Answered {
        truth: p.truth,
        answers: [p.first.class, p.second.class, p.first.best, p.second.best],
        group: p.group,
    });
    let answers = Answers::new(design, classes.len(), articles);
    let all: Vec<usize> = (0..classes.len()).collect();
    let truth = answers.confusion(0);
    let by_class = all.iter().filter(|&&c| truth.support(c) > 0).map(|&c| ClassComparison {
        class: classes[c].clone(),
        f1: compared(&answers, BEST, truth.support(c), |confusion| confusion.f1(c)),
    });
    AxisComparison {
        axis: axis.to_owned(),
        n: truth.n(),
        groups: answers.groups(),
        accuracy: compared(&answers, CLASS, truth.n(), Confusion::accuracy),
        macro_f1_forced: compared(&answers, BEST, truth.n(), answers.mean_f1(&all)),
        by_class: by_class.collect(),
        mcnemar: mcnemar(pairs),
    }
}

fn compared(
    answers: &Answers<4>,
    [first, second]: [usize; 2],
    n: u64,
    measure: impl Fn(&Confusion) -> Option<f64>,
) -> Compared {
    Compared {
        first: Figure { n, ..answers.figure(first, &measure) },
        second: Figure { n, ..answers.figure(second, &measure) },
        difference: Figure { n, ..answers.difference(first, second, &measure) },
    }
}

fn mcnemar(pairs: &[Pair<'_>]) -> McNemar {
    let right = |p: &Pair<'_>| {
        let truth = Some(p.truth);
        (p.first.class == truth, p.second.class == truth)
    };
    let count = |wanted| pairs.iter().filter(|p| right(p) == wanted).count() as u64;
    let (first, second) = (count((true, false)), count((false, true)));
    let (differing, exact) = (first + second, first + second < FEW);
    let p = if exact { binomial(first.min(second), differing) } else { chi(first, second) };
    McNemar {
        only_first_right: first,
        only_second_right: second,
        p: (differing > 0).then_some(p),
        exact,
    }
}

/// Twice the chance of at most `least` heads among so many fair coins, at most 1.
fn binomial(least: u64, coins: u64) -> f64 {
    let mut of_coins = 0.5_f64.powi(coins as i32);
    let mut sum = of_coins;
    for heads in 1..=least {
        of_coins *= (coins - heads + 1) as f64 / heads as f64;
        sum += of_coins;
    }
    (2.0 * sum).min(1.0)
}

/// The chance that a chi-squared variable of one degree exceeds the corrected statistic.
fn chi(first: u64, second: u64) -> f64 {
    let apart = (first.abs_diff(second) as f64 - 1.0).max(0.0);
    erfc((apart * apart / (first + second) as f64 / 2.0).sqrt())
}
