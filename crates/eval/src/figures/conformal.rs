//! Whether sets of classes hold the truth as often as they promise.

use serde::Serialize;
use statrs::distribution::{Beta, ContinuousCDF};

use crate::figures::confusion::share;
use crate::figures::evaluation::Outcome;
use crate::intervals::bootstrap::{Figure, Interval, Resampled};
use crate::intervals::design::{Design, SHARE};

/// Figures of one axis's conformal sets, over the articles that have one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConformalFigures {
    /// The coverage that the sets promise.
    pub nominal: f64,
    /// Articles with a set.
    pub n: u64,
    /// Share of sets that hold the true class.
    pub coverage: Figure,
    /// A line for each class that the model can answer: others are decided by rule, or by nobody.
    pub by_class: Vec<ClassCoverage>,
    /// Mean number of classes in a set.
    pub mean_size: Option<f64>,
    /// Share of sets of one class.
    pub singletons: Option<f64>,
    /// Share of sets without any class.
    pub empty: Option<f64>,
    /// Share of sets of all classes that the model knows: they say nothing.
    pub full: Option<f64>,
}

/// How often sets of the articles of one class hold it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClassCoverage {
    /// Name of the class.
    pub class: String,
    /// Share of sets that hold it. The interval is the exact one of Clopper and Pearson 1934, which
    /// takes articles as independent, widened as the [`Design`] has it: a group's articles are not, and
    /// it is too narrow by as much.
    pub coverage: Figure,
}

/// Places of the sums; each class has its articles and covered ones after them.
const COVERED: usize = 1;
const SIZE: usize = 2;
const SINGLE: usize = 3;
const EMPTY: usize = 4;
const FULL: usize = 5;
const CLASSES: usize = 6;

/// Measures the sets; none where no article has one.
pub(crate) fn conformal(
    design: Design,
    classes: &[String],
    outcomes: &[&Outcome<'_>],
    nominal: f64,
) -> Option<ConformalFigures> {
    let is_known = |c: &usize| outcomes.iter().any(|o| o.probabilities.get(*c) > Some(&0.0));
    let known: Vec<usize> = (0..classes.len()).filter(is_known).collect();
    let sets = outcomes.iter().filter_map(|o| Some((o, o.set?)));
    let sums = Resampled::new(
        design,
        sets,
        CLASSES + 2 * classes.len(),
        |(o, _)| o.group,
        |(o, set), sums| {
            let covered = u64::from(set.contains(&o.truth));
            sums[0] += 1;
            sums[COVERED] += covered;
            sums[SIZE] += set.len() as u64;
            sums[SINGLE] += u64::from(set.len() == 1);
            sums[EMPTY] += u64::from(set.is_empty());
            sums[FULL] += u64::from(set.len() == known.len());
            sums[CLASSES + 2 * o.truth] += 1;
            sums[CLASSES + 2 * o.truth + 1] += covered;
        },
    );
    let whole = sums.whole();
    let of_all = |place: usize| share(whole[place], whole[0]);
    let by_class = known.iter().map(|&c| {
        let (n, covered) = (whole[CLASSES + 2 * c], whole[CLASSES + 2 * c + 1]);
        let value = share(covered, n);
        let interval = value.zip(exact(covered, n));
        let interval = interval.map(|(value, exact)| design.widened(value, exact, SHARE));
        let coverage = Figure { value, interval, n };
        ClassCoverage { class: classes[c].clone(), coverage }
    });
    (whole[0] > 0).then(|| ConformalFigures {
        nominal,
        n: whole[0],
        coverage: sums.figure(whole[0], SHARE, |s| share(s[COVERED], s[0])),
        by_class: by_class.collect(),
        mean_size: of_all(SIZE),
        singletons: of_all(SINGLE),
        empty: of_all(EMPTY),
        full: of_all(FULL),
    })
}

/// The exact 95 % interval of a share of independent draws (Clopper and Pearson 1934).
fn exact(part: u64, whole: u64) -> Option<Interval> {
    if whole == 0 {
        return None;
    }
    let quantile =
        |a: u64, b: u64, q: f64| Some(Beta::new(a as f64, b as f64).ok()?.inverse_cdf(q));
    let other = whole - part;
    Some(Interval {
        low: if part == 0 { 0.0 } else { quantile(part, other + 1, 0.025)? },
        high: if other == 0 { 1.0 } else { quantile(part + 1, other, 0.975)? },
    })
}
