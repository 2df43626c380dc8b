//! One axis: confusion, classes, curves, words, mistakes.

use maud::{Markup, html};
use rasid_eval::AxisEvaluation;

use super::{cells, curves, mistakes};
use crate::charts::heat_map;
use crate::evaluation::EvaluationReport;
use crate::evaluation::terminal::figures;
use crate::inert::inert;
use crate::page::{foreign, table};
use crate::table::share;

/// The section of the axis at position `i`.
pub(super) fn section(report: &EvaluationReport, i: usize) -> Markup {
    let axis = &report.axes[i];
    let id = format!("axis-{}", i + 1);
    let learning = report.learning.iter().find(|l| l.axis == axis.axis);
    html! {
        section id=(id) {
            h2 { (foreign(&axis.axis)) }
            p.soft { (axis.n) " articles in " (axis.groups) " groups, " (axis.abstained) " abstentions" }
            (confusion(axis, &id))
            h3 { "Figures" }
            (figure_table(axis))
            h3 { "Classes" }
            (class_table(axis))
            @if let Some(curve) = learning { (curves::learning(axis, curve, &id)) }
            (mistakes::words(report, &axis.axis))
            (mistakes::section(report, &axis.axis))
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

fn figure_table(axis: &AxisEvaluation) -> Markup {
    let row = |(name, figure)| [name].into_iter().chain(cells(&figure)).collect();
    let rows: Vec<Vec<String>> = figures(axis).into_iter().map(row).collect();
    table("", 1, &["figure", "value", "95 % interval", "n"], &rows)
}

fn class_table(axis: &AxisEvaluation) -> Markup {
    let rows: Vec<Vec<String>> = axis
        .by_class
        .iter()
        .map(|c| {
            let figures = [share(c.precision), share(c.recall), share(c.f1)];
            let counts = [c.support.to_string(), c.predicted.to_string()];
            [c.class.clone()].into_iter().chain(figures).chain(counts).collect()
        })
        .collect();
    table("", 1, &["class", "precision", "recall", "F1", "n", "predicted"], &rows)
}
