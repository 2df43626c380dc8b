//! Truth against prediction.

/// A confusion matrix: rows are the true classes, columns the predicted ones and, last, abstention.
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

    /// Counts one article.
    pub fn add(&mut self, truth: usize, predicted: Option<usize>) {
        self.cells[truth * (self.classes + 1) + predicted.unwrap_or(self.classes)] += 1;
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

    /// The commonest true class, the first on ties; none without articles.
    pub fn majority(&self) -> Option<usize> {
        let best = (0..self.classes).rev().max_by_key(|&c| self.support(c))?;
        (self.n() > 0).then_some(best)
    }
}

pub(crate) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
