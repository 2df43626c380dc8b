//! Confusions of one or several ways of answering the same articles, resampled together.

use crate::figures::confusion::{Confusion, cell};
use crate::intervals::bootstrap::{Figure, Resampled};
use crate::intervals::design::{Design, SHARE, SIGNED};

/// One article, answered in `N` ways.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answered<'a, const N: usize> {
    pub(crate) truth: usize,
    pub(crate) answers: [Option<usize>; N],
    pub(crate) group: &'a str,
}

/// Articles with their answers in `N` ways, counted by group.
pub(crate) struct Answers<const N: usize> {
    classes: usize,
    resampled: Resampled,
}

impl<const N: usize> Answers<N> {
    pub(crate) fn new<'a>(
        design: Design,
        classes: usize,
        articles: impl IntoIterator<Item = Answered<'a, N>>,
    ) -> Self {
        let cells = classes * (classes + 1);
        let resampled = Resampled::new(
            design,
            articles,
            N * cells,
            |a: &Answered<'a, N>| a.group,
            |a, sums| {
                for (way, answer) in a.answers.into_iter().enumerate() {
                    sums[way * cells + cell(classes, a.truth, answer)] += 1;
                }
            },
        );
        Self { classes, resampled }
    }

    /// Number of groups.
    pub(crate) fn groups(&self) -> usize {
        self.resampled.groups()
    }

    /// Truth against one way of answering.
    pub(crate) fn confusion(&self, way: usize) -> Confusion {
        self.of(self.resampled.whole(), way)
    }

    /// A measure of one way of answering, over all articles, in \[0, 1].
    pub(crate) fn figure(&self, way: usize, measure: impl Fn(&Confusion) -> Option<f64>) -> Figure {
        self.within(SHARE, way, measure)
    }

    /// The same of a measure in \[-1, 1].
    pub(crate) fn signed(&self, way: usize, measure: impl Fn(&Confusion) -> Option<f64>) -> Figure {
        self.within(SIGNED, way, measure)
    }

    fn within(
        &self,
        range: (f64, f64),
        way: usize,
        measure: impl Fn(&Confusion) -> Option<f64>,
    ) -> Figure {
        let n = self.confusion(way).n();
        self.resampled.figure(n, range, |sums| measure(&self.of(sums, way)))
    }

    /// The second way's measure less the first's, on the same resamples: a paired comparison. The
    /// measure is in \[0, 1].
    pub(crate) fn difference(
        &self,
        first: usize,
        second: usize,
        measure: impl Fn(&Confusion) -> Option<f64>,
    ) -> Figure {
        let n = self.confusion(first).n();
        self.resampled.figure(n, SIGNED, |sums| {
            Some(measure(&self.of(sums, second))? - measure(&self.of(sums, first))?)
        })
    }

    /// A measure of all ways together, of whatever size, on the same resamples.
    pub(crate) fn joint(&self, measure: impl Fn(&[Confusion; N]) -> Option<f64>) -> Figure {
        let n = self.confusion(0).n();
        let any = (f64::NEG_INFINITY, f64::INFINITY);
        let all = |sums: &[u64]| std::array::from_fn(|way| self.of(sums, way));
        self.resampled.figure(n, any, |sums| measure(&all(sums)))
    }

    /// Mean F1 over those of some classes that occur.
    pub(crate) fn macro_f1(&self, way: usize, of: &[usize]) -> Figure {
        self.figure(way, self.mean_f1(of))
    }

    /// Mean F1 over those of some classes that occur among all articles. A resample that lost one of
    /// them would measure something else: it is undefined.
    pub(crate) fn mean_f1(&self, of: &[usize]) -> impl Fn(&Confusion) -> Option<f64> + use<N> {
        let whole = self.of(self.resampled.whole(), 0);
        let occurring: Vec<usize> = of.iter().copied().filter(|&c| whole.support(c) > 0).collect();
        move |sample| {
            let complete = occurring.iter().all(|&c| sample.support(c) > 0);
            complete.then(|| sample.macro_f1_of(occurring.iter().copied())).flatten()
        }
    }

    fn of(&self, sums: &[u64], way: usize) -> Confusion {
        let cells = self.classes * (self.classes + 1);
        Confusion::from_cells(self.classes, &sums[way * cells..][..cells])
    }
}
