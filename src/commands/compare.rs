//! `rasid compare`: two runs' answers to the same labels.

use std::collections::BTreeSet;
use std::path::Path;

use rasid_corpus::{AnswerRow, AxisAnswer, PairedAnswers, pair_answers, read_answers};
use rasid_eval::{Design, Given, Pair, compare};
use rasid_report::{ComparisonReport, Style, inert, short, write_comparison_csv};

use crate::cli::{CompareArgs, ReportFormat};
use crate::diagnostics::Failure;
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::refuse_overwriting;

pub(crate) fn run(args: &CompareArgs, printer: &Printer) -> Result<(), Failure> {
    let read = [args.first.clone(), args.second.clone()];
    refuse_overwriting(args.output.as_deref(), read.into_iter())?;
    let mut out = Output::open(args.output.as_deref())?;
    let first = read_answers(&args.first).map_err(|e| Failure::labels(&e))?;
    let second = read_answers(&args.second).map_err(|e| Failure::labels(&e))?;
    let paired = pair_answers(&first, &second).map_err(|e| Failure::labels(&e))?;
    for (file, only) in [(&args.first, paired.only_first), (&args.second, paired.only_second)] {
        if only > 0 {
            let file = file.display();
            printer.warning(&format!("{only} articles that only {file} has are left out"));
        }
    }
    for axis in &paired.left_out {
        let axis = short(&inert(axis));
        printer.warning(&format!("axis `{axis}` is left out: only one of the files has it"));
    }
    let report = report(args, &paired);
    let written = match args.format {
        ReportFormat::Table => report.write(&mut out, Style::Terminal(terminal_width())),
        ReportFormat::Markdown => report.write(&mut out, Style::Markdown),
        ReportFormat::Csv => write_comparison_csv(&mut out, &report),
        ReportFormat::Json => report.write_json(&mut out),
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()
}

fn report(args: &CompareArgs, paired: &PairedAnswers<'_>) -> ComparisonReport {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folds = paired.rows.iter().flat_map(|(a, b)| [a.folds, b.folds]).flatten().min();
    // Of two designs the one of wider intervals.
    let design = folds.map_or(Design::Sample, |folds| Design::CrossValidated { folds });
    ComparisonReport {
        first: name(&args.first),
        second: name(&args.second),
        articles: paired.rows.len(),
        only_first: paired.only_first,
        only_second: paired.only_second,
        folds,
        axes: paired.axes.iter().map(|axis| of_axis(axis, &paired.rows, design)).collect(),
    }
}

fn of_axis(
    axis: &str,
    rows: &[(&AnswerRow, &AnswerRow)],
    design: Design,
) -> rasid_eval::AxisComparison {
    let answers: Vec<(&str, &AxisAnswer, &AxisAnswer)> =
        rows.iter().filter_map(|(a, b)| answers_of(axis, a, b)).collect();
    // The files know no codebook: classes are all that are named, in order of their names.
    let named = |a: &AxisAnswer| [Some(a.truth.clone()), a.class.clone(), a.best.clone()];
    let classes: BTreeSet<String> = answers
        .iter()
        .flat_map(|(_, a, b)| named(a).into_iter().chain(named(b)).flatten())
        .collect();
    let classes: Vec<String> = classes.into_iter().collect();
    let place = |name: &String| classes.binary_search(name).expect("every class is in the list");
    let given = |a: &AxisAnswer| Given {
        class: a.class.as_ref().map(place),
        best: a.best.as_ref().map(place),
    };
    let pairs: Vec<Pair<'_>> = answers
        .iter()
        .map(|(group, a, b)| {
            let (truth, first, second) = (place(&a.truth), given(a), given(b));
            Pair { truth, first, second, group }
        })
        .collect();
    compare(axis, &classes, &pairs, design)
}

/// An article's group and both answers on one axis; none where it is not labelled there.
fn answers_of<'a>(
    axis: &str,
    first: &'a AnswerRow,
    second: &'a AnswerRow,
) -> Option<(&'a str, &'a AxisAnswer, &'a AxisAnswer)> {
    Some((&first.group, first.axes.get(axis)?, second.axes.get(axis)?))
}
