//! What the figures mean, for readers who do not meet them every day.

use maud::{Markup, html};

use crate::evaluation::EvaluationReport;

/// Terms of every report.
const ALWAYS: [(&str, &str); 7] = [
    (
        "Precision, recall, F1",
        "Of the verdicts of a class, the share that is right; of the articles of a class, the share that is \
         found; and the harmonic mean of both. All run from 0 to 1.",
    ),
    (
        "Macro-F1",
        "The plain mean of the classes’ F1, so that rare classes weigh as much as common ones. A class that does \
         not occur in the set takes no part.",
    ),
    (
        "Accuracy, balanced accuracy",
        "The share of right verdicts, where an abstention counts as wrong; and the mean of the classes’ recall.",
    ),
    (
        "Matthews correlation, Cohen’s kappa",
        "Two measures of agreement with the labels beyond chance: 1 is full agreement, 0 is chance.",
    ),
    (
        "95 % interval",
        "Where the figure would likely lie if the set were drawn anew from groups of the same kind.",
    ),
    ("n", "The articles that a figure rests on."),
    (
        "Coverage and risk",
        "The share of articles that are answered when only the surest are, and the share of wrong answers among \
         these.",
    ),
];

/// Terms of a report that measures probabilities.
const PROBABILITIES: [(&str, &str); 4] = [
    (
        "Probability",
        "How likely the model holds a class. “Reliability” shows whether it means what it says.",
    ),
    (
        "Calibration",
        "A correction, fitted on articles that the model did not learn from, that makes probabilities mean what \
         they say.",
    ),
    (
        "Expected calibration error",
        "The mean distance of the probability from the share that is right, over articles of about the same \
         probability; 0 is best.",
    ),
    (
        "Brier score, logarithmic loss",
        "Two measures of how far the probabilities of all classes are from the truth; 0 is best. The second is \
         hard on sure mistakes.",
    ),
];

/// The terms, closed until they are asked for.
pub(super) fn list(report: &EvaluationReport) -> Markup {
    let measured = report.axes.iter().any(|a| a.calibration.is_some());
    let more = PROBABILITIES.iter().filter(|_| measured);
    html! {
        details {
            summary { "What the figures mean" }
            dl.terms {
                @for (term, meaning) in ALWAYS.iter().chain(more) { dt { (term) } dd { (meaning) } }
            }
        }
    }
}
