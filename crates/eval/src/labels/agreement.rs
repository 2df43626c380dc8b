//! How far coders agree.

use std::collections::BTreeSet;

use rasid_codebook::{AxisId, Codebook};
use serde::Serialize;

use crate::figures::confusion::{Confusion, share};
use crate::intervals::bootstrap::{Figure, interval};

/// One article's codes on one axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding<'a> {
    /// For each coder, in order, the position of the class on the axis; none where the article was left
    /// out.
    pub codes: Vec<Option<usize>>,
    /// Position of the class that stands after the codes were compared.
    pub adjudicated: Option<usize>,
    /// Group, for the intervals.
    pub group: &'a str,
}

impl Coding<'_> {
    /// Coders who gave the article a code.
    pub fn given(&self) -> usize {
        self.codes.iter().flatten().count()
    }

    /// Whether two of its codes differ.
    pub fn differs(&self) -> bool {
        let mut given = self.codes.iter().flatten();
        given.next().is_some_and(|first| given.any(|code| code != first))
    }
}

/// How far the coders agree on one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisAgreement {
    /// Name of the axis.
    pub axis: String,
    /// Names of its classes, in codebook order.
    pub classes: Vec<String>,
    /// Names of the coders.
    pub coders: Vec<String>,
    /// Articles with at least two codes.
    pub n: u64,
    /// Groups they fall into.
    pub groups: usize,
    /// Articles with at least two codes that are not all the same.
    pub differing: u64,
    /// Krippendorff's alpha over all coders.
    pub alpha: Figure,
    /// One for each two coders.
    pub pairs: Vec<PairAgreement>,
    /// One for each coder; empty where no article has an adjudicated class.
    pub adjudicated: Vec<AdjudicatedShare>,
}

/// How far two coders agree, over the articles that both coded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairAgreement {
    /// Name of the first coder.
    pub first: String,
    /// Name of the second.
    pub second: String,
    /// Share of the articles with the same code from both, from 0 to 1.
    pub agreement: Figure,
    /// Cohen's kappa.
    pub kappa: Figure,
    /// Rows: the first coder's classes; columns: the second's.
    pub confusion: Vec<Vec<u64>>,
}

/// How far one coder agrees with what stands in the end. No measure of reliability: the adjudicated
/// class rests on the coders' own codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdjudicatedShare {
    /// Name of the coder.
    pub coder: String,
    /// Share of the articles with the adjudicated class, from 0 to 1; undefined without articles.
    pub agreement: Option<f64>,
    /// Articles with the coder's code and an adjudicated class.
    pub n: u64,
}

/// Cohen's kappa, at most 1: agreement of two coders beyond what their own shares of the classes would
/// give by chance (Cohen 1960). Rows are the first coder's classes, columns the second's.
///
/// Undefined with fewer than two articles, and where both coders put all in the same one class: chance
/// would agree as well.
///
/// ```
/// use rasid_eval::{Confusion, cohen_kappa};
///
/// let mut pair = Confusion::new(2);
/// for (first, second, n) in [(0, 0, 20), (0, 1, 5), (1, 0, 10), (1, 1, 15)] {
///     (0..n).for_each(|_| pair.add(first, Some(second)));
/// }
/// // 0.7 agree, 0.5 would by chance.
/// assert!((cohen_kappa(&pair).unwrap() - 0.4).abs() < 1e-12);
/// ```
pub fn cohen_kappa(pair: &Confusion) -> Option<f64> {
    let n = pair.n();
    let chance: u64 = (0..pair.classes()).map(|c| pair.support(c) * pair.predicted(c)).sum();
    // Whole numbers until the division: the order of classes and coders cannot change a bit.
    let beyond_chance = (n * pair.right()) as f64 - chance as f64;
    (n >= 2 && chance < n * n).then(|| beyond_chance / (n * n - chance) as f64)
}

/// Krippendorff's alpha for nominal data, at most 1: one less the observed disagreement over what would
/// be expected by chance (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"). Any number
/// of coders; articles with fewer than two codes are left out.
///
/// Undefined with fewer than two articles, and where all codes are the same: nothing shows that the
/// coders can tell classes apart.
///
/// `classes` is the number of classes, each code a position below it.
///
/// # Panics
/// Where a code is no position below `classes`.
///
/// ```
/// use rasid_eval::krippendorff_alpha;
///
/// // Example A of the paper: two coders, ten articles, two classes.
/// let (meg, owen) = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
/// let codes: Vec<[Option<usize>; 2]> =
///     meg.into_iter().zip(owen).map(|(m, o)| [Some(m), Some(o)]).collect();
/// let alpha = krippendorff_alpha(2, codes.iter().map(|c| &c[..])).unwrap();
/// assert_eq!(format!("{alpha:.3}"), "0.095");
/// ```
pub fn krippendorff_alpha<'c>(
    classes: usize,
    articles: impl IntoIterator<Item = &'c [Option<usize>]>,
) -> Option<f64> {
    let (mut n, mut of_class) = (0, vec![0u64; classes]);
    // By number of codes: ordered pairs of an article's codes that differ. They are whole numbers, so
    // the order of articles, coders and classes cannot change a bit.
    let mut differing: Vec<u64> = Vec::new();
    let mut here = vec![0u64; classes];
    for codes in articles {
        here.fill(0);
        codes.iter().flatten().for_each(|&c| here[c] += 1);
        let given: u64 = here.iter().sum();
        if given < 2 {
            continue;
        }
        n += 1;
        of_class.iter_mut().zip(&here).for_each(|(all, here)| *all += here);
        let given = given as usize;
        differing.resize(differing.len().max(given + 1), 0);
        differing[given] += pairs_that_differ(&here);
    }
    // An article's pairs weigh as much as its codes: divided by the codes that each could meet.
    let observed: f64 =
        (2..).zip(differing.iter().skip(2)).map(|(m, &d)| d as f64 / f64::from(m - 1)).sum();
    let expected = pairs_that_differ(&of_class);
    let codes: u64 = of_class.iter().sum();
    (n >= 2 && expected > 0).then(|| 1.0 - (codes - 1) as f64 * observed / expected as f64)
}

/// Ordered pairs of different classes among so many codes of each class.
fn pairs_that_differ(of_class: &[u64]) -> u64 {
    let all: u64 = of_class.iter().sum();
    all * all - of_class.iter().map(|n| n * n).sum::<u64>()
}

/// Measures one axis. `coders` names them in the order of each coding's codes.
pub fn agreement(
    book: &Codebook,
    axis: AxisId,
    coders: &[String],
    codings: &[Coding<'_>],
) -> AxisAgreement {
    let axis = book.axis_at(axis);
    let classes = axis.classes.len();
    let paired: Vec<&Coding<'_>> = codings.iter().filter(|c| c.given() >= 2).collect();
    let alpha =
        figure(&paired, |drawn| krippendorff_alpha(classes, drawn.map(|c| c.codes.as_slice())));
    let pairs = (0..coders.len()).flat_map(|i| (i + 1..coders.len()).map(move |j| (i, j)));
    AxisAgreement {
        axis: axis.name.clone(),
        classes: axis.classes.iter().map(|c| c.name.clone()).collect(),
        coders: coders.to_vec(),
        n: alpha.n,
        groups: paired.iter().map(|c| c.group).collect::<BTreeSet<_>>().len(),
        differing: paired.iter().filter(|c| c.differs()).count() as u64,
        alpha,
        pairs: pairs.map(|pair| pair_agreement(classes, coders, pair, codings)).collect(),
        adjudicated: adjudicated(coders, codings),
    }
}

fn pair_agreement(
    classes: usize,
    coders: &[String],
    (i, j): (usize, usize),
    codings: &[Coding<'_>],
) -> PairAgreement {
    let both = |c: &Coding<'_>| Some((c.codes[i]?, c.codes[j]?));
    let paired: Vec<&Coding<'_>> = codings.iter().filter(|c| both(c).is_some()).collect();
    let count = |of: &mut dyn Iterator<Item = &Coding<'_>>| {
        let mut confusion = Confusion::new(classes);
        of.filter_map(both).for_each(|(a, b)| confusion.add(a, Some(b)));
        confusion
    };
    let confusion = count(&mut paired.iter().copied());
    PairAgreement {
        first: coders[i].clone(),
        second: coders[j].clone(),
        agreement: figure(&paired, |drawn| count(drawn).accuracy()),
        kappa: figure(&paired, |drawn| cohen_kappa(&count(drawn))),
        confusion: (0..classes).map(|c| confusion.row(c)[..classes].to_vec()).collect(),
    }
}

fn adjudicated(coders: &[String], codings: &[Coding<'_>]) -> Vec<AdjudicatedShare> {
    if codings.iter().all(|c| c.adjudicated.is_none()) {
        return Vec::new();
    }
    let of = |(i, coder): (usize, &String)| {
        let both = codings.iter().filter_map(|c| Some((c.codes[i]?, c.adjudicated?)));
        let (same, n) = both.fold((0, 0), |(same, n), (a, b)| (same + u64::from(a == b), n + 1));
        AdjudicatedShare { coder: coder.clone(), agreement: share(same, n), n }
    };
    coders.iter().enumerate().map(of).collect()
}

/// A measure of articles with its interval over their groups.
fn figure(
    articles: &[&Coding<'_>],
    measure: impl Fn(&mut dyn Iterator<Item = &Coding<'_>>) -> Option<f64>,
) -> Figure {
    let value = measure(&mut articles.iter().copied());
    let resampled =
        value.and_then(|_| interval(articles, |c| c.group, |drawn| measure(&mut drawn.copied())));
    Figure { value, interval: resampled, n: articles.len() as u64 }
}
