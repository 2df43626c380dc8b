//! The one figure that an axis is known by, and how it changes with what a model was trained on.

use rasid_codebook::{AxisId, ClassId, Codebook};
use serde::Serialize;

use crate::figures::answers::{Answered, Answers};
use crate::figures::evaluation::{FORCED, Outcome};
use crate::intervals::bootstrap::Figure;
use crate::intervals::design::Design;

/// Sizes of training set on a learning curve.
pub const CURVE_POINTS: usize = 4;

/// Macro-F1 of an axis without abstention over the articles that mention its target (all, where it has
/// none), by models that were trained in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Difference {
    /// One way.
    pub first: Figure,
    /// The other.
    pub second: Figure,
    /// The second less the first, on the same resamples.
    pub gap: Figure,
}

/// The same on growing training sets, and what its slope lets one expect.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Learning {
    /// A figure for each size.
    pub points: Vec<Figure>,
    /// What so many more articles would add: the slope of the last three points over the logarithm of
    /// their size (Figueroa et al. 2012 fit power laws; over a factor of four a line is one), on the same
    /// resamples. Undefined where a point is.
    pub gain: Figure,
}

/// Compares two ways of training by their answers about the same articles, in the same order.
///
/// # Panics
/// Where the articles are not the same ones.
pub fn difference(
    book: &Codebook,
    axis: AxisId,
    design: Design,
    first: &[Outcome<'_>],
    second: &[Outcome<'_>],
) -> Difference {
    let (answers, classes) = headline(book, axis, design, [first, second]);
    Difference {
        first: answers.macro_f1(0, &classes),
        second: answers.macro_f1(1, &classes),
        gap: answers.difference(0, 1, answers.mean_f1(&classes)),
    }
}

/// Measures models that were trained on so many articles each, rising, by their answers about the same
/// articles, in the same order; `more` articles are those that could be added.
///
/// # Panics
/// Where the articles are not the same ones.
pub fn learning(
    book: &Codebook,
    axis: AxisId,
    design: Design,
    sizes: [u64; CURVE_POINTS],
    outcomes: [&[Outcome<'_>]; CURVE_POINTS],
    more: u64,
) -> Learning {
    let (answers, classes) = headline(book, axis, design, outcomes);
    let measure = answers.mean_f1(&classes);
    let ln = sizes.map(|n| (n.max(1) as f64).ln());
    let last = sizes[CURVE_POINTS - 1] as f64;
    let step = (1.0 + more as f64 / last.max(1.0)).ln();
    let gain = answers.joint(|confusions| {
        let values: Option<Vec<f64>> = confusions.iter().map(&measure).collect();
        slope(&ln[1..], &values?[1..]).map(|slope| slope * step)
    });
    Learning { points: (0..CURVE_POINTS).map(|i| answers.macro_f1(i, &classes)).collect(), gain }
}

/// Slope of the line of least squares; none where all `x` are the same.
fn slope(x: &[f64], y: &[f64]) -> Option<f64> {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(x), mean(y));
    let spread: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
    let along: f64 = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum();
    (spread > 0.0).then(|| along / spread)
}

/// The articles that count, answered in `N` ways, and the classes whose F1 is averaged.
fn headline<const N: usize>(
    book: &Codebook,
    axis: AxisId,
    design: Design,
    ways: [&[Outcome<'_>]; N],
) -> (Answers<N>, Vec<usize>) {
    let absent = book.absent_class(axis).map(ClassId::index);
    let all = book.axis_at(axis).classes.len();
    let articles = ways[0].iter().enumerate().filter(|(_, o)| Some(o.truth) != absent);
    let answered = articles.map(|(i, article)| Answered {
        truth: article.truth,
        answers: ways.map(|way| {
            assert_eq!((way[i].truth, way[i].group), (article.truth, article.group), "one article");
            FORCED(&way[i])
        }),
        group: article.group,
    });
    (Answers::new(design, all, answered), (0..all).filter(|c| Some(*c) != absent).collect())
}

#[cfg(test)]
mod tests {
    use super::slope;

    #[test]
    fn slopes() {
        let check = |x: &[f64], y: &[f64], expected| assert_eq!(slope(x, y), expected);
        check(&[0.0, 1.0, 2.0], &[1.0, 3.0, 5.0], Some(2.0));
        check(&[0.0, 1.0, 2.0], &[1.0, 1.0, 1.0], Some(0.0));
        check(&[1.0, 1.0], &[0.0, 1.0], None);
    }
}
