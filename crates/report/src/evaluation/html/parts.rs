//! Baselines, slices and conformal sets of an axis.

use maud::{Markup, html};
use rasid_eval::{AxisEvaluation, Baseline, ConformalFigures, Slice};

use super::with_interval;
use crate::page::{foreign, table};
use crate::table::share;

/// What of these the axis has.
pub(super) fn section(axis: &AxisEvaluation) -> Markup {
    html! {
        @if !axis.baselines.is_empty() {
            h3 { "Baselines: what simpler ways reach" }
            (baselines(&axis.baselines))
        }
        @if let Some(sets) = &axis.conformal {
            h3 { "Sets of classes" }
            (conformal(sets))
        }
        @if axis.slicings.iter().any(|s| !s.slices.is_empty()) {
            h3 { "Parts of the set" }
            p.soft { "Small parts have wide intervals, and some look better or worse by chance alone." }
            @for slicing in &axis.slicings {
                h4 { "By " (foreign(&slicing.name)) }
                (slices(&slicing.slices))
            }
        }
    }
}

fn baselines(baselines: &[Baseline]) -> Markup {
    let row = |b: &Baseline| {
        let figures = [&b.accuracy, &b.macro_f1, &b.macro_f1_gain].map(with_interval);
        let counts = [b.answered.to_string(), b.macro_f1.n.to_string()];
        [b.name.clone()].into_iter().chain(figures).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = baselines.iter().map(row).collect();
    let header =
        ["what answers", "accuracy", "macro-F1", "the model's gain over it", "answered", "n"];
    table(
        "95 % intervals in brackets; the gain is measured on the same resamples",
        1,
        &header,
        &rows,
    )
}

fn slices(slices: &[Slice]) -> Markup {
    let row = |s: &Slice| {
        let figures = [&s.macro_f1_forced, &s.answered_accuracy, &s.mean_confidence, &s.brier];
        let counts = [s.n.to_string(), s.groups.to_string()];
        [s.value.clone()].into_iter().chain(figures.map(with_interval)).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = slices.iter().map(row).collect();
    let header = [
        "part",
        "macro-F1, no abstention",
        "accuracy among answered",
        "mean probability",
        "Brier score",
        "n",
        "groups",
    ];
    table("", 1, &header, &rows)
}

fn conformal(sets: &ConformalFigures) -> Markup {
    let all = ("all".to_owned(), &sets.coverage);
    let classes = sets.by_class.iter().map(|c| (c.class.clone(), &c.coverage));
    let row = |(name, figure)| vec![name, with_interval(figure), figure.n.to_string()];
    let rows: Vec<Vec<String>> = [all].into_iter().chain(classes).map(row).collect();
    html! {
        p {
            "In place of one class a set of classes can be given. These promise to hold the true class in " (format!("{:.0}", sets.nominal * 100.0))
            " of 100 articles, whatever the class. Mean size, in classes: " (share(sets.mean_size)) ". Share of sets of one class " (share(sets.singletons))
            ", of none " (share(sets.empty)) ", of all " (share(sets.full)) "; n " (sets.n) "."
        }
        (table("How often they hold it (95 % interval)", 1, &["true class", "coverage", "n"], &rows))
    }
}
