//! Which labels are likely wrong, by confident learning (Northcutt, Jiang and Chuang 2021, "Confident
//! Learning: Estimating Uncertainty in Dataset Labels", JAIR 70).

use serde::Serialize;

use crate::figures::confusion::Confusion;
use crate::labels::agreement::cohen_kappa;

/// A label and what a model that saw nothing of its group says of the article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredLabel<'a> {
    /// Position of the class that was given.
    pub label: usize,
    /// Calibrated probabilities of all classes, in \[0, 1], summing to 1.
    pub probabilities: &'a [f64],
}

/// What confident learning makes of the labels of one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfidentLabels {
    /// Threshold of each class: the mean probability that its own labels are given; none for a class
    /// without labels.
    pub thresholds: Vec<Option<f64>>,
    /// The confident joint: rows are classes as labelled, columns the most probable class that reaches
    /// its threshold. Labels for which none does are not counted.
    pub joint: Vec<Vec<u64>>,
    /// Cohen's kappa of the labels and the most probable classes. Where it is low, the model has learned
    /// too little to judge labels by, and the estimate below says nothing.
    pub kappa: Option<f64>,
    /// Estimated share of wrong labels in \[0, 1]: what lies off the diagonal of the joint once its rows
    /// are weighted as the classes are labelled; none where no class reached its threshold.
    pub error_share: Option<f64>,
    /// Labels looked at.
    pub n: u64,
    /// One for each label, in order.
    #[serde(skip)]
    pub labels: Vec<JudgedLabel>,
}

/// One label as the probabilities judge it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedLabel {
    /// Probability of the class that was given, in \[0, 1].
    pub self_confidence: f64,
    /// `self_confidence` less the probability of the most probable other class, from −1 to 1 (the
    /// normalized margin of the paper): the lower the more doubtful. Margins above thresholds instead find
    /// slightly more of planted errors in the first fifth (0.88 for 0.86), but stand them less high: 0.89
    /// for 0.98 of the first 50 are planted.
    pub margin: f64,
    /// The most probable other class that reaches its threshold; where none does, the most probable
    /// other class. The first of equals.
    pub suggested: usize,
    /// Probability of the suggested class.
    pub suggested_probability: f64,
    /// Whether it counts off the diagonal of the confident joint.
    pub likely_error: bool,
}

/// Judges the labels of an axis of at least two classes. Their order changes no figure.
///
/// ```
/// use rasid_eval::{ScoredLabel, confident_labels};
///
/// let told = [(0, [0.9, 0.1]), (0, [0.8, 0.2]), (1, [0.2, 0.8]), (1, [0.95, 0.05])];
/// let labels: Vec<ScoredLabel> =
///     told.iter().map(|(label, p)| ScoredLabel { label: *label, probabilities: p }).collect();
/// let found = confident_labels(2, &labels);
/// let wrong: Vec<bool> = found.labels.iter().map(|l| l.likely_error).collect();
/// assert_eq!(wrong, [false, false, false, true]);
/// assert_eq!(found.labels[3].suggested, 0);
/// ```
pub fn confident_labels(classes: usize, labels: &[ScoredLabel<'_>]) -> ConfidentLabels {
    let of_class = |class: usize| labels.iter().filter(move |l| l.label == class);
    let threshold = |class: usize| mean(of_class(class).map(|l| l.probabilities[class]).collect());
    let thresholds: Vec<Option<f64>> = (0..classes).map(threshold).collect();
    let mut joint = vec![vec![0; classes]; classes];
    let mut confusion = Confusion::new(classes);
    let judged = labels.iter().map(|l| {
        let confident = best((0..classes).filter(|&c| reaches(l, &thresholds, c)), l);
        if let Some(class) = confident {
            joint[l.label][class] += 1;
        }
        confusion.add(l.label, best(0..classes, l));
        let other = best((0..classes).filter(|&c| c != l.label), l).unwrap_or(l.label);
        let suggested = confident.filter(|&c| c != l.label).unwrap_or(other);
        JudgedLabel {
            self_confidence: l.probabilities[l.label],
            margin: l.probabilities[l.label] - l.probabilities[other],
            suggested,
            suggested_probability: l.probabilities[suggested],
            likely_error: suggested != l.label && confident == Some(suggested),
        }
    });
    let judged: Vec<JudgedLabel> = judged.collect();
    let given: Vec<u64> = (0..classes).map(|c| of_class(c).count() as u64).collect();
    let (error_share, n) = (error_share(&joint, &given), labels.len() as u64);
    let kappa = cohen_kappa(&confusion);
    ConfidentLabels { thresholds, joint, kappa, error_share, n, labels: judged }
}

/// Rounding must not part a probability from a threshold that is its own mean.
const ROUNDING: f64 = 1e-12;

fn reaches(label: &ScoredLabel<'_>, thresholds: &[Option<f64>], class: usize) -> bool {
    thresholds[class].is_some_and(|t| label.probabilities[class] + ROUNDING >= t)
}

/// The most probable of some classes, the first of equals.
fn best(classes: impl Iterator<Item = usize>, label: &ScoredLabel<'_>) -> Option<usize> {
    let p = label.probabilities;
    classes.reduce(|b, c| if p[c] > p[b] { c } else { b })
}

/// Summed in order of size, so that the order of the articles changes nothing.
fn mean(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Rows are weighted by how often their class was given; a class no label of which reached a threshold
/// tells nothing and is left out.
fn error_share(joint: &[Vec<u64>], given: &[u64]) -> Option<f64> {
    let (mut wrong, mut all) = (0.0, 0u64);
    for (class, (row, &n)) in joint.iter().zip(given).enumerate() {
        let counted: u64 = row.iter().sum();
        if counted > 0 {
            wrong += n as f64 * (counted - row[class]) as f64 / counted as f64;
            all += n;
        }
    }
    (all > 0).then(|| wrong / all as f64)
}
