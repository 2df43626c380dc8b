//! The confusion report below its main figures: calibration, coverage, sets, baselines, slices.

use std::io::{self, Write};

use rasid_eval::{AxisEvaluation, ConformalFigures, Figure, Reliability, RiskCoverage, Slicing};

use crate::table::{Style, interval, lines, numbers_right, share, with_interval};

/// Of so many points of the risk-coverage curve one is shown.
const SHOWN_POINTS: usize = 4;

/// Writes a table for each part that the axis has.
pub(crate) fn write_details(
    out: &mut dyn Write,
    axis: &AxisEvaluation,
    style: Style,
) -> io::Result<()> {
    let mut put = |title: &str, table: &comfy_table::Table| -> io::Result<()> {
        writeln!(out, "{title}\n")?;
        out.write_all(lines(table).as_bytes())?;
        writeln!(out)
    };
    if !axis.baselines.is_empty() {
        put("Keywords on the same articles", &baseline_table(axis, style))?;
    }
    if let Some(calibration) = &axis.calibration {
        let kinds = [("calibrated", Some(&calibration.calibrated))];
        let kinds = kinds.into_iter().chain([("raw", calibration.raw.as_ref())]);
        let kinds: Vec<_> = kinds.filter_map(|(name, r)| Some((name, r?))).collect();
        let title =
            format!("Calibration, over {} articles put to the model", calibration.calibrated.n);
        put(&title, &calibration_table(&kinds, style))?;
        put("Reliability by confidence, calibrated", &bin_table(&calibration.calibrated, style))?;
    }
    let curve = &axis.risk_coverage;
    let title =
        format!("Accuracy among the surest; area under risk-coverage {}", share(curve.aurc));
    put(&title, &coverage_table(curve, style))?;
    if let Some(sets) = &axis.conformal {
        let title = format!(
            "Sets of classes that promise to hold the truth in {:.1} of 100 articles",
            100.0 * sets.nominal
        );
        put(&title, &set_table(sets, style))?;
    }
    for slicing in &axis.slicings {
        put(&format!("By {}", style.sentence(&slicing.name)), &slice_table(slicing, style))?;
    }
    Ok(())
}

fn baseline_table(axis: &AxisEvaluation, style: Style) -> comfy_table::Table {
    let head = ["answers by", "accuracy", "macro-F1", "ours, no abstention, less it", "answered"];
    let mut table = style.table(&head);
    for b in &axis.baselines {
        let [accuracy, f1, gain] = [b.accuracy, b.macro_f1, b.macro_f1_gain];
        table.add_row(vec![
            style.sentence(&b.name),
            with_interval(&accuracy),
            with_interval(&f1),
            with_interval(&gain),
            b.answered.to_string(),
        ]);
    }
    numbers_right(&mut table);
    table
}

/// The figures of a reliability by name.
pub(crate) fn reliability_figures(r: &Reliability) -> [(&'static str, Figure); 8] {
    [
        ("ECE, plain", Figure { value: r.ece, interval: None, n: r.n }),
        ("ECE, corrected", r.ece_corrected),
        ("Brier score", r.brier),
        ("log-loss", r.log_loss),
        ("mean confidence", r.mean_confidence),
        ("accuracy of the best class", r.accuracy),
        ("share above 0.99", r.near_certain),
        ("accuracy above 0.99", r.near_certain_accuracy),
    ]
}

fn calibration_table(kinds: &[(&str, &Reliability)], style: Style) -> comfy_table::Table {
    let mut table = style.table(&["figure", "probabilities", "value", "95 % interval", "n"]);
    for i in 0..8 {
        for (kind, reliability) in kinds {
            let (name, f) = reliability_figures(reliability)[i];
            let (name, kind) = (name.to_owned(), (*kind).to_owned());
            table.add_row(vec![name, kind, share(f.value), interval(&f), f.n.to_string()]);
        }
    }
    numbers_right(&mut table);
    table
}

fn bin_table(r: &Reliability, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["confidence", "mean", "accuracy", "n"]);
    for b in r.bins.iter().filter(|b| b.n > 0) {
        table.add_row(vec![
            format!("{:.3} to {:.3}", b.low, b.high),
            share(b.confidence),
            share(b.accuracy),
            b.n.to_string(),
        ]);
    }
    numbers_right(&mut table);
    table
}

fn coverage_table(curve: &RiskCoverage, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["articles", "share kept", "lowest confidence", "accuracy", "n"]);
    let last = curve.points.len().saturating_sub(1);
    let shown = |(i, _): &(usize, _)| i % SHOWN_POINTS == SHOWN_POINTS - 1 || *i == last;
    let points = curve.points.iter().enumerate().filter(shown);
    let rows = points.map(|(_, p)| ("surest", p));
    for (name, p) in rows.chain([("with a class given", &curve.at_threshold)]) {
        table.add_row(vec![
            name.to_owned(),
            share(p.coverage),
            share(p.confidence),
            share(p.accuracy),
            p.kept.to_string(),
        ]);
    }
    numbers_right(&mut table);
    table
}

/// The figures of the sets by name, those of a class with its name.
pub(crate) fn set_figures(sets: &ConformalFigures) -> Vec<(String, &str, Figure)> {
    let bare = |value| Figure { value, interval: None, n: sets.n };
    let mut list = vec![
        ("coverage".to_owned(), "", sets.coverage),
        ("mean size".to_owned(), "", bare(sets.mean_size)),
        ("share of one class".to_owned(), "", bare(sets.singletons)),
        ("share without a class".to_owned(), "", bare(sets.empty)),
        ("share of all classes".to_owned(), "", bare(sets.full)),
    ];
    let of_class =
        sets.by_class.iter().map(|c| ("coverage".to_owned(), c.class.as_str(), c.coverage));
    list.extend(of_class);
    list
}

fn set_table(sets: &ConformalFigures, style: Style) -> comfy_table::Table {
    let mut table = style.table(&["figure", "value", "95 % interval", "n"]);
    for (name, class, f) in set_figures(sets) {
        let name = if class.is_empty() { name } else { format!("{name}, {}", style.name(class)) };
        table.add_row(vec![name, share(f.value), interval(&f), f.n.to_string()]);
    }
    numbers_right(&mut table);
    table
}

fn slice_table(slicing: &Slicing, style: Style) -> comfy_table::Table {
    let head = ["value", "accuracy", "answered", "macro-F1", "confidence", "Brier", "n", "groups"];
    let mut table = style.table(&head);
    for s in &slicing.slices {
        table.add_row(vec![
            style.name(&s.value),
            with_interval(&s.accuracy),
            with_interval(&s.answered_accuracy),
            with_interval(&s.macro_f1_forced),
            share(s.mean_confidence.value),
            share(s.brier.value),
            s.n.to_string(),
            s.groups.to_string(),
        ]);
    }
    numbers_right(&mut table);
    table
}
