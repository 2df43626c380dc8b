//! The words that the model rests on, and where they led it wrong.

use maud::{Markup, html};

use crate::evaluation::{ClassWords, EvaluationReport, Mistake};
use crate::page::{Mark, foreign, marked};
use crate::table::{probability, signed};

/// Words of each class of an axis.
pub(super) fn words(report: &EvaluationReport, axis: &str) -> Markup {
    let classes: Vec<&ClassWords> = report.words.iter().filter(|w| w.axis == axis).collect();
    html! {
        @if !classes.is_empty() {
            h3 { "Words that speak most for each class" }
            p.soft { "As the model counts them, with letters folded and prefixes and suffixes cut off. A weight is the "
                "logarithm of how much likelier the class is to use the word than the others are: 0.69 is twice." }
            div.wide {
                table {
                    @for class in classes {
                        tr {
                            th scope="row" { (foreign(&class.class)) }
                            td.words {
                                @for (word, weight) in &class.words {
                                    span.word { (foreign(word)) " " span.soft { (signed(*weight, 2)) } } " "
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The worst mistakes of an axis, with their evidence marked.
pub(super) fn section(report: &EvaluationReport, axis: &str) -> Markup {
    let mistakes: Vec<&Mistake> = report.mistakes.iter().filter(|m| m.axis == axis).collect();
    html! {
        @if !mistakes.is_empty() {
            h3 { "Worst mistakes" }
            p {
                "Wrong verdicts with the highest probability, worst first. "
                mark.for { "Words like this" } " speak for the class that was given, "
                mark.against { "words like this" } " against it."
            }
            @for mistake in mistakes { (one(mistake)) }
        }
    }
}

fn one(mistake: &Mistake) -> Markup {
    let marks: Vec<Mark> = mistake
        .marks
        .iter()
        .map(|m| {
            let (class, side) =
                if m.weight > 0.0 { ("for", "for") } else { ("against", "against") };
            let label = format!("speaks {side} {}: {}", mistake.given, signed(m.weight, 2));
            Mark { span: m.start..m.end, class, label }
        })
        .collect();
    html! {
        details.mistake {
            summary {
                b { (foreign(if mistake.title.trim().is_empty() { &mistake.id } else { &mistake.title })) }
                br;
                span.soft {
                    "truth " (foreign(&mistake.truth)) ", given " (foreign(&mistake.given))
                    " with probability " (probability(mistake.probability))
                    " · " (foreign(&mistake.id))
                }
            }
            div.article { (marked(&mistake.text, &marks)) }
        }
    }
}
