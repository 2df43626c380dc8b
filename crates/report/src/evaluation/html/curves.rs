//! Curves of an axis, each with its numbers as a table.

use maud::{Markup, html};
use rasid_eval::AxisEvaluation;

use super::cells;
use crate::charts::{Axis, Look, Plot, Point, Series};
use crate::evaluation::LearningCurve;
use crate::inert::inert;
use crate::page::{paragraphs, table};

/// What more labels brought.
pub(super) fn learning(axis: &AxisEvaluation, curve: &LearningCurve, id: &str) -> Markup {
    let points: Vec<Point> = curve
        .points
        .iter()
        .filter_map(|p| {
            let interval = p.macro_f1.interval.map(|i| (i.low, i.high));
            Some(Point { x: p.articles as f64, y: p.macro_f1.value?, interval, radius: 4 })
        })
        .collect();
    let most = curve.points.iter().map(|p| p.articles).max().unwrap_or(1).max(1) as f64;
    let mut series =
        vec![Series { name: "macro-F1, no abstention".to_owned(), look: Look::First, points }];
    let majority = axis
        .mentioned
        .as_ref()
        .map_or((&axis.majority, axis.majority_macro_f1), |m| (&m.majority, m.majority_macro_f1));
    if let (Some(class), Some(y)) = majority {
        let points = [0.0, most].map(|x| Point { x, y, interval: None, radius: 0 }).to_vec();
        series.push(Series { name: format!("always {class}"), look: Look::Rule, points });
    }
    let plot = Plot {
        x: Axis { name: "labelled articles trained on", range: 0.0..most * 1.04, decimals: 0 },
        y: Axis { name: "macro-F1", range: 0.0..1.0, decimals: 1 },
        series,
    };
    let row = |p: &crate::LearningPoint| {
        [p.articles.to_string(), p.groups.to_string()]
            .into_iter()
            .chain(cells(&p.macro_f1))
            .collect()
    };
    let rows: Vec<Vec<String>> = curve.points.iter().map(row).collect();
    let header = ["articles", "groups", "macro-F1", "95 % interval", "n"];
    html! {
        h3 { "Learning curve" }
        (paragraphs(&curve.forecast))
        figure {
            (plot.chart().markup(
                &format!("{id}-learning"),
                &format!("Learning curve of {}", inert(&axis.axis)),
                "Macro-F1 on unseen groups by the number of labelled articles trained on, with 95 % intervals. \
                 The table below has the numbers.",
            ))
            figcaption { "Macro-F1 on articles of unseen groups, with 95 % intervals." }
        }
        details {
            summary { "The same numbers as a table" }
            (table("", 0, &header, &rows))
        }
    }
}
