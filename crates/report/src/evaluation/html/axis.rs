//! One axis: confusion, classes, curves, words, mistakes.

use maud::{Markup, html};
use rasid_eval::{AxisEvaluation, ClassFigures, Comparison};

use super::{cells, curves, mistakes, parts, with_interval};
use crate::charts::{Look, Row, heat_map, intervals};
use crate::evaluation::EvaluationReport;
use crate::evaluation::terminal::figures;
use crate::inert::inert;
use crate::page::{foreign, table};
use crate::table::{articles, share};

/// The section of the axis at position `i`.
pub(super) fn section(report: &EvaluationReport, i: usize) -> Markup {
    let axis = &report.axes[i];
    let id = format!("axis-{}", i + 1);
    let learning = report.learning.iter().find(|l| l.axis == axis.axis);
    html! {
        section id=(id) {
            h2 { (foreign(&axis.axis)) }
            p.soft {
                (articles(axis.n)) " in " (axis.groups) " groups; on " (axis.abstained) " the model abstained"
            }
            @if !axis.gate.open { (closed_gate(axis)) }
            div.blocks {
                (confusion(axis, &id))
                (class_chart(axis, &id))
            }
            (class_table(axis))
            h3 { "Figures" }
            (figure_table(axis))
            div.blocks {
                @if let Some(figures) = &axis.calibration { (curves::reliability(axis, figures, &id)) }
                (curves::risk_coverage(axis, &id))
                @if let Some(curve) = learning { (curves::learning(axis, curve, &id)) }
            }
            @if let Some(figures) = &axis.calibration { (curves::scores(figures)) }
            (parts::section(axis))
            (mistakes::words(report, &axis.axis))
            (mistakes::section(report, &axis.axis))
        }
    }
}

/// Says that the axis is not fit for single articles, and why.
pub(super) fn closed_gate(axis: &AxisEvaluation) -> Markup {
    let lost = |(at, c): (&'static str, &Comparison)| (at, share(c.low), share(c.chance));
    let all = [
        Some(("", &axis.gate.overall)),
        axis.gate.mentioned.as_ref().map(|m| (" where the target is mentioned", m)),
    ];
    let lost: Vec<_> = all.into_iter().flatten().filter(|(_, c)| !c.beaten).map(lost).collect();
    html! {
        div.warning role="note" {
            p {
                b { "Do not publish single verdicts of " (foreign(&axis.axis)) "." }
                @for (at, low, chance) in lost {
                    " The lower bound of macro-F1" (at) " is " (low) "; without reading an article, by the "
                    "commonest class or by guessing, " (chance) " is reached."
                }
            }
        }
    }
}

fn confusion(axis: &AxisEvaluation, id: &str) -> Markup {
    let about = format!(
        "Rows are the true classes of {}, columns the predicted ones and, last, abstentions. Cells are \
         shaded by their share of the row. The table below has the same counts.",
        inert(&axis.axis)
    );
    let mut header = vec!["truth ↓ predicted →"];
    header.extend(axis.classes.iter().map(String::as_str));
    header.extend(["abstained", "n"]);
    let row = |(class, counts): (&String, &Vec<u64>)| {
        let all: u64 = counts.iter().sum();
        let counts = counts.iter().chain([&all]).map(u64::to_string);
        [class.clone()].into_iter().chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = axis.classes.iter().zip(&axis.confusion).map(row).collect();
    html! {
        div.block {
            h3 { "Confusion" }
            figure {
                div.wide {
                    (heat_map(&axis.classes, &axis.confusion).markup(
                        &format!("{id}-confusion"),
                        &format!("Confusion of {}", inert(&axis.axis)),
                        &about,
                    ))
                }
                figcaption {
                    "Articles by true class (rows) and verdict (columns). The darker a cell, the greater its share "
                    "of the row; right answers are framed."
                }
            }
            details {
                summary { "The same counts as a table" }
                (table("", 1, &header, &rows))
            }
        }
    }
}

fn figure_table(axis: &AxisEvaluation) -> Markup {
    let row = |(name, figure)| [name].into_iter().chain(cells(&figure)).collect();
    let rows: Vec<Vec<String>> = figures(axis, inert).into_iter().map(row).collect();
    table("", 1, &["figure", "value", "95 % interval", "n"], &rows)
}

fn class_chart(axis: &AxisEvaluation, id: &str) -> Markup {
    let row =
        |c: &ClassFigures| Row { name: c.class.clone(), figures: vec![c.precision, c.recall] };
    let drawn: Vec<Row> = axis.by_class.iter().map(row).collect();
    let chart = intervals(&[("precision", Look::First), ("recall", Look::Second)], &drawn);
    html! {
        div.block {
            h3 { "Classes" }
            figure {
                (chart.markup(
                    &format!("{id}-classes"),
                    &format!("Precision and recall of the classes of {}", inert(&axis.axis)),
                    "Two lines for each class: precision and recall, each with its 95 % interval. The table \
                     of the classes has the numbers.",
                ))
                figcaption {
                    "Precision and recall of each class, with 95 % intervals. An abstention is a miss."
                }
            }
        }
    }
}

fn class_table(axis: &AxisEvaluation) -> Markup {
    let row = |c: &ClassFigures| {
        let figures = [&c.precision, &c.recall, &c.f1].map(with_interval);
        let counts = [c.support.to_string(), c.predicted.to_string()];
        [c.class.clone()].into_iter().chain(figures).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = axis.by_class.iter().map(row).collect();
    let header = ["class", "precision", "recall", "F1", "n", "predicted"];
    table("Classes, with 95 % intervals in brackets", 1, &header, &rows)
}
