//! Truth against prediction.

use crate::labels::agreement::cohen_kappa;

/// A confusion matrix: rows are the true classes, columns the predicted ones and, last, abstention.
///
/// An abstention is a miss: it lowers accuracy, recall and F1. For the Matthews correlation and Cohen's
/// kappa it is a class of its own, which truth never has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    /// `classes × (classes + 1)`, row-major.
    cells: Vec<u64>,
}

impl Confusion {
    /// An empty matrix.
    pub fn new(classes: usize) -> Self {
        Self { classes, cells: vec![0; classes * (classes + 1)] }
    }

    /// A matrix of counts, `classes × (classes + 1)`, row-major.
    pub(crate) fn from_cells(classes: usize, cells: &[u64]) -> Self {
        debug_assert_eq!(cells.len(), classes * (classes + 1));
        Self { classes, cells: cells.to_vec() }
    }

    /// Counts one article.
    pub fn add(&mut self, truth: usize, predicted: Option<usize>) {
        self.add_many(truth, predicted, 1);
    }

    /// Counts so many articles alike.
    pub fn add_many(&mut self, truth: usize, predicted: Option<usize>, articles: u64) {
        self.cells[cell(self.classes, truth, predicted)] += articles;
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Articles of class `truth` that were predicted to be `predicted`.
    pub fn get(&self, truth: usize, predicted: usize) -> u64 {
        self.row(truth)[predicted]
    }

    /// One row: a cell for each class, then the abstentions.
    pub fn row(&self, truth: usize) -> &[u64] {
        &self.cells[truth * (self.classes + 1)..][..=self.classes]
    }

    /// All articles.
    pub fn n(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// Articles without an answer.
    pub fn abstained(&self) -> u64 {
        (0..self.classes).map(|t| self.row(t)[self.classes]).sum()
    }

    /// Articles of a class.
    pub fn support(&self, class: usize) -> u64 {
        self.row(class).iter().sum()
    }

    /// Articles predicted to be of a class.
    pub fn predicted(&self, class: usize) -> u64 {
        (0..self.classes).map(|t| self.get(t, class)).sum()
    }

    /// Articles on the diagonal.
    pub(crate) fn right(&self) -> u64 {
        (0..self.classes).map(|c| self.get(c, c)).sum()
    }

    /// Share of all articles that were answered rightly; undefined without articles.
    pub fn accuracy(&self) -> Option<f64> {
        share(self.right(), self.n())
    }

    /// Share of the answered articles that were answered rightly; undefined without answers.
    pub fn answered_accuracy(&self) -> Option<f64> {
        share(self.right(), self.n() - self.abstained())
    }

    /// Share of the articles predicted to be of a class that are; undefined without predictions.
    pub fn precision(&self, class: usize) -> Option<f64> {
        share(self.get(class, class), self.predicted(class))
    }

    /// Share of the articles of a class that were predicted to be; undefined without articles.
    pub fn recall(&self, class: usize) -> Option<f64> {
        share(self.get(class, class), self.support(class))
    }

    /// Harmonic mean of precision and recall, as 2·TP / (support + predicted); undefined where the
    /// class neither occurs nor is predicted.
    pub fn f1(&self, class: usize) -> Option<f64> {
        share(2 * self.get(class, class), self.support(class) + self.predicted(class))
    }

    /// Mean F1 over the classes that occur in truth; undefined without articles.
    pub fn macro_f1(&self) -> Option<f64> {
        self.macro_f1_of(0..self.classes)
    }

    /// Mean F1 over some classes, as far as they occur in truth.
    pub fn macro_f1_of(&self, classes: impl IntoIterator<Item = usize>) -> Option<f64> {
        let occurring = classes.into_iter().filter(|&c| self.support(c) > 0);
        let f1: Vec<f64> = occurring.filter_map(|c| self.f1(c)).collect();
        (!f1.is_empty()).then(|| f1.iter().sum::<f64>() / f1.len() as f64)
    }

    /// Mean recall of the classes that occur, which is macro-recall too; undefined without articles.
    pub fn balanced_accuracy(&self) -> Option<f64> {
        let recalls: Vec<f64> = (0..self.classes).filter_map(|c| self.recall(c)).collect();
        (!recalls.is_empty()).then(|| recalls.iter().sum::<f64>() / recalls.len() as f64)
    }

    /// The Matthews correlation of several classes, from below 0 to 1 (R_K of Gorodkin 2004, "Comparing
    /// two K-category assignments by a K-category correlation coefficient"). Undefined where truth or
    /// the answers are all of one class: nothing varies.
    pub fn matthews(&self) -> Option<f64> {
        let (n, right) = (i128::from(self.n()), i128::from(self.right()));
        let truths = || (0..self.classes).map(|c| i128::from(self.support(c)));
        let answers = || (0..self.classes).map(|c| i128::from(self.predicted(c)));
        let abstained = i128::from(self.abstained());
        // Whole numbers until the division: the order of classes cannot change a bit.
        let together = n * right - truths().zip(answers()).map(|(t, a)| t * a).sum::<i128>();
        let of_truth = n * n - truths().map(|t| t * t).sum::<i128>();
        let of_answers = n * n - answers().chain([abstained]).map(|a| a * a).sum::<i128>();
        let spread = (of_truth as f64 * of_answers as f64).sqrt();
        (spread > 0.0).then(|| together as f64 / spread)
    }

    /// Cohen's kappa of truth and answers, at most 1: see [`cohen_kappa`](crate::cohen_kappa).
    pub fn kappa(&self) -> Option<f64> {
        cohen_kappa(self)
    }

    /// The commonest true class, the first on ties; none without articles.
    pub fn majority(&self) -> Option<usize> {
        let best = (0..self.classes).rev().max_by_key(|&c| self.support(c))?;
        (self.n() > 0).then_some(best)
    }
}

/// Place of a cell in a matrix of so many classes.
pub(crate) fn cell(classes: usize, truth: usize, predicted: Option<usize>) -> usize {
    truth * (classes + 1) + predicted.unwrap_or(classes)
}

pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
