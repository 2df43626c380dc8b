//! All axes at a glance.

use maud::{Markup, html};

use super::axis::closed_gate;
use super::with_interval;
use crate::charts::{Look, Row, intervals};
use crate::evaluation::EvaluationReport;
use crate::page::{foreign, table};
use crate::table::share;

/// The summary: warnings first, then a line for each axis, then grouped folds beside random ones.
pub(super) fn section(report: &EvaluationReport) -> Markup {
    html! {
        section id="summary" {
            h2 { "Summary" }
            @for axis in report.axes.iter().filter(|a| !a.gate.open) { (closed_gate(axis)) }
            (axes(report))
            @if !report.random.is_empty() { (comparison(report)) }
        }
    }
}

fn axes(report: &EvaluationReport) -> Markup {
    let header = [
        "axis",
        "macro-F1, no abstention",
        "always the commonest class",
        "accuracy among answered",
        "answered",
        "n",
    ];
    let rows: Vec<Vec<String>> = report
        .axes
        .iter()
        .map(|a| {
            vec![
                a.axis.clone(),
                with_interval(&a.macro_f1_forced),
                share(a.majority_macro_f1),
                with_interval(&a.answered_accuracy),
                (a.n - a.abstained).to_string(),
                a.n.to_string(),
            ]
        })
        .collect();
    let row = |name: &str, figure| Row { name: name.to_owned(), figures: vec![figure] };
    let chart: Vec<Row> = report.axes.iter().map(|a| row(&a.axis, a.macro_f1_forced)).collect();
    html! {
        (table("95 % intervals in brackets", 1, &header, &rows))
        figure {
            (intervals(&[("macro-F1", Look::First)], &chart).markup(
                "summary-chart",
                "Macro-F1 of each axis",
                "A dot for the macro-F1 of each axis without abstention, a bar for its 95 % interval. \
                 The table above has the numbers.",
            ))
            figcaption { "Macro-F1 without abstention, with 95 % intervals, on a scale from 0 to 1." }
        }
    }
}

fn comparison(report: &EvaluationReport) -> Markup {
    let rows: Vec<Vec<String>> = report
        .random
        .iter()
        .map(|c| {
            let figures = [&c.grouped, &c.random, &c.gap].map(with_interval);
            let mut row = vec![c.axis.clone()];
            row.extend(figures);
            row.push(c.grouped.n.to_string());
            row
        })
        .collect();
    let row = |c: &crate::FoldComparison| Row {
        name: c.axis.clone(),
        figures: vec![c.grouped, c.random],
    };
    let chart: Vec<Row> = report.random.iter().map(row).collect();
    let series = [("groups kept whole", Look::First), ("groups ignored", Look::Second)];
    html! {
        h3 { "Grouped folds beside random ones" }
        p {
            "Where folds ignore groups, the model has often seen the same event or outlet before it judges an "
            "article. The gap, random less grouped, is what that alone brings, and would be missing on new events "
            "and outlets; where it is near 0 or below, it brings nothing here. Only the grouped figures tell "
            "what to expect on new ones."
        }
        figure {
            (intervals(&series, &chart).markup(
                "folds-chart",
                "Grouped folds beside random ones",
                "Two lines for each axis: macro-F1 on folds that keep groups whole, and on folds that ignore \
                 them, each with its 95 % interval. The table below has the numbers.",
            ))
        }
        (table(
            "Macro-F1, no abstention; where the target is mentioned, on axes about a target (95 % interval)",
            1,
            &["axis", "grouped", "random", "gap", "n"],
            &rows,
        ))
        @for (i, axis) in report.axes.iter().enumerate().filter(|(_, a)| report.random.iter().all(|c| c.axis != a.axis)) {
            p.soft { a href={ "#axis-" (i + 1) } { (foreign(&axis.axis)) } ": not compared." }
        }
    }
}
