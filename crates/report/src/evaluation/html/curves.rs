//! Curves of an axis, each with its numbers as a table.

use maud::{Markup, html};
use rasid_eval::{AxisEvaluation, CalibrationFigures, CoveragePoint, Reliability, ReliabilityBin};

use super::{cells, with_interval};
use crate::charts::{Axis, Look, Plot, Point, Series};
use crate::evaluation::LearningCurve;
use crate::inert::inert;
use crate::page::{foreign, table};
use crate::table::share;

/// Whether probabilities mean what they say.
pub(super) fn reliability(axis: &AxisEvaluation, figures: &CalibrationFigures, id: &str) -> Markup {
    let kinds = kinds(figures);
    let ends = [0.0, 1.0].map(|v| Point { x: v, y: v, interval: None, radius: 0 }).to_vec();
    let mut series =
        vec![Series { name: "as often as promised".to_owned(), look: Look::Rule, points: ends }];
    for ((name, r), look) in kinds.iter().zip([Look::First, Look::Second]) {
        series.push(Series { name: (*name).to_owned(), look, points: bins(r) });
    }
    let plot = Plot::shares("probability of the class given", "share that is right", series);
    html! {
        div.block {
            h3 { "Reliability of probabilities" }
            figure {
                (plot.chart().markup(
                    &format!("{id}-reliability"),
                    &format!("Reliability of probabilities of {}", inert(&axis.axis)),
                    "For articles of about the same probability, how often the most probable class is the true one; \
                     on the diagonal as often as promised. The table below has the numbers.",
                ))
                figcaption {
                    "Articles of about the same probability: how often the most probable class is the true one. "
                    "Below the dotted line the model promises too much. The larger a marker, the more articles."
                }
            }
            details {
                summary { "The same points as a table" }
                @for (name, r) in &kinds { (bin_table(name, r)) }
            }
        }
    }
}

/// The kinds of probabilities that were measured, by name.
fn kinds(figures: &CalibrationFigures) -> Vec<(&'static str, &Reliability)> {
    let raw = figures.raw.as_ref().map(|raw| ("before calibration", raw));
    [("calibrated", &figures.calibrated)].into_iter().chain(raw).collect()
}

/// A point for each bin with articles, larger where there are more.
fn bins(reliability: &Reliability) -> Vec<Point> {
    let point = |b: &ReliabilityBin| {
        let share = b.n as f64 / reliability.n.max(1) as f64;
        let radius = 3 + (share.sqrt() * 8.0).round() as i32;
        Some(Point { x: b.confidence?, y: b.accuracy?, interval: None, radius })
    };
    reliability.bins.iter().filter_map(point).collect()
}

fn bin_table(name: &str, reliability: &Reliability) -> Markup {
    let row = |b: &ReliabilityBin| {
        vec![
            format!("{:.3} to {:.3}", b.low, b.high),
            share(b.confidence),
            share(b.accuracy),
            b.n.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = reliability.bins.iter().filter(|b| b.n > 0).map(row).collect();
    table(name, 0, &["probability", "mean", "right", "n"], &rows)
}

/// Scores of the probabilities, a column for each kind.
pub(super) fn scores(figures: &CalibrationFigures) -> Markup {
    let kinds = kinds(figures);
    type Score = fn(&Reliability) -> String;
    let lines: [(&str, Score); 8] = [
        ("expected calibration error", |r| share(r.ece)),
        ("the same, less what chance alone would show", |r| with_interval(&r.ece_corrected)),
        ("Brier score", |r| with_interval(&r.brier)),
        ("logarithmic loss", |r| with_interval(&r.log_loss)),
        ("mean probability", |r| with_interval(&r.mean_confidence)),
        ("most probable class is right", |r| with_interval(&r.accuracy)),
        ("share of articles given over 0.99", |r| with_interval(&r.near_certain)),
        ("share right among these", |r| {
            format!("{}, n {}", with_interval(&r.near_certain_accuracy), r.near_certain_accuracy.n)
        }),
    ];
    let mut header = vec!["score (95 % interval)"];
    header.extend(kinds.iter().map(|k| k.0));
    let row = |(name, score): &(&str, Score)| {
        [(*name).to_owned()].into_iter().chain(kinds.iter().map(|k| score(k.1))).collect()
    };
    let mut rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let n = kinds.iter().map(|k| k.1.n.to_string());
    rows.push(["n".to_owned()].into_iter().chain(n).collect());
    table("Scores of the probabilities", 1, &header, &rows)
}

/// What is gained by answering only where the model is sure.
pub(super) fn risk_coverage(axis: &AxisEvaluation, id: &str) -> Markup {
    let curve = &axis.risk_coverage;
    let point = |p: &CoveragePoint, radius| {
        Some(Point { x: p.coverage?, y: 1.0 - p.accuracy?, interval: None, radius })
    };
    let points: Vec<Point> = curve.points.iter().filter_map(|p| point(p, 0)).collect();
    let here: Vec<Point> = point(&curve.at_threshold, 6).into_iter().collect();
    let worst = points.iter().chain(&here).map(|p| p.y).fold(0.1, f64::max);
    let plot = Plot {
        x: Axis { name: "share of articles answered", range: 0.0..1.0, decimals: 1 },
        y: Axis {
            name: "share of wrong answers",
            range: 0.0..(worst * 10.0).ceil() / 10.0,
            decimals: 2,
        },
        series: vec![
            Series { name: "the surest first".to_owned(), look: Look::First, points },
            Series {
                name: "where the model abstains now".to_owned(),
                look: Look::Second,
                points: here,
            },
        ],
    };
    let row = |p: &CoveragePoint| {
        vec![share(p.coverage), p.kept.to_string(), share(p.confidence), share(p.accuracy)]
    };
    let rows: Vec<Vec<String>> =
        curve.points.iter().chain([&curve.at_threshold]).map(row).collect();
    html! {
        div.block {
            h3 { "Risk and coverage" }
            figure {
                (plot.chart().markup(
                    &format!("{id}-risk"),
                    &format!("Risk and coverage of {}", inert(&axis.axis)),
                    "Share of wrong answers when only the surest articles are answered, by the share that is \
                     answered. The table below has the numbers.",
                ))
                figcaption {
                    "Share of wrong answers when only the surest articles are answered. Area under the curve: "
                    (share(curve.aurc)) ", lower is better; n " (curve.n) ", of which " (curve.unanswerable)
                    " have no evidence and no answer."
                }
            }
            details {
                summary { "The same points as a table" }
                (table(
                    "Last line: where the model abstains now",
                    0,
                    &["coverage", "answered", "lowest probability", "right"],
                    &rows,
                ))
            }
        }
    }
}

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
    let where_mentioned =
        if axis.mentioned.is_some() { " that mention the target, over its stances" } else { "" };
    let plot = Plot {
        x: Axis { name: "labeled articles trained on", range: 0.0..most * 1.04, decimals: 0 },
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
        div.block {
            h3 { "Learning curve" }
            @if !curve.forecast.is_empty() { p { (foreign(&curve.forecast)) } }
            figure {
                (plot.chart().markup(
                    &format!("{id}-learning"),
                    &format!("Learning curve of {}", inert(&axis.axis)),
                    "Macro-F1 on unseen groups by the number of labeled articles trained on, with 95 % intervals. \
                     The table below has the numbers.",
                ))
                figcaption {
                    "Macro-F1 on articles of unseen groups" (where_mentioned) ", by how many labeled articles the "
                    "model learned from. 95 % intervals."
                }
            }
            details {
                summary { "The same numbers as a table" }
                (table("", 0, &header, &rows))
            }
        }
    }
}
