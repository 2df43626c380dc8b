//! Sections of the report beyond the figures of each axis, for a terminal and in Markdown.

use std::io::{self, Write};

use super::{Digests, EvaluationReport, FoldComparison, LearningCurve, LearningPoint, Mistake};
use crate::inert::inert;
use crate::table::{Style, interval, lines, numbers_right, share};

/// Writes those sections that the report has.
pub(super) fn write(
    out: &mut dyn Write,
    report: &EvaluationReport,
    style: Style,
) -> io::Result<()> {
    if !report.random.is_empty() {
        write_comparison(out, &report.random, style)?;
    }
    for curve in &report.learning {
        write_curve(out, curve, style)?;
    }
    if !report.words.is_empty() {
        write_words(out, report, style)?;
    }
    if !report.mistakes.is_empty() {
        write_mistakes(out, &report.mistakes, style)?;
    }
    report.digests.as_ref().map_or(Ok(()), |digests| write_digests(out, digests, style))
}

fn write_comparison(
    out: &mut dyn Write,
    comparisons: &[FoldComparison],
    style: Style,
) -> io::Result<()> {
    writeln!(out, "{}", style.heading(3, "Grouped folds beside random ones: macro-F1"))?;
    let mut table = style.table(&["axis", "folds", "value", "95 % interval", "n"]);
    for c in comparisons {
        for (folds, f) in [("grouped", &c.grouped), ("random", &c.random), ("gap", &c.gap)] {
            let axis = style.name(&c.axis);
            table.add_row([axis, folds.to_owned(), share(f.value), interval(f), f.n.to_string()]);
        }
    }
    out.write_all(lines(&table).as_bytes())?;
    writeln!(out)
}

fn write_curve(out: &mut dyn Write, curve: &LearningCurve, style: Style) -> io::Result<()> {
    let title = format!("Learning curve: {}", style.name(&curve.axis));
    writeln!(out, "{}", style.heading(3, &title))?;
    let mut table = style.table(&["articles", "groups", "macro-F1", "95 % interval", "n"]);
    for LearningPoint { articles, groups, macro_f1: f } in &curve.points {
        let counts = [articles.to_string(), groups.to_string()];
        table.add_row(counts.into_iter().chain([share(f.value), interval(f), f.n.to_string()]));
    }
    numbers_right(&mut table);
    out.write_all(lines(&table).as_bytes())?;
    if !curve.forecast.is_empty() {
        writeln!(out, "\n{}", style.sentence(&curve.forecast))?;
    }
    writeln!(out)
}

fn write_words(out: &mut dyn Write, report: &EvaluationReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.heading(3, "Words that speak most for each class"))?;
    let mut table = style.table(&["axis", "class", "words"]);
    for c in &report.words {
        let words: Vec<String> =
            c.words.iter().map(|(word, weight)| format!("{} {weight:+.2}", inert(word))).collect();
        let cells = [inert(&c.axis), inert(&c.class), words.join(", ")];
        table.add_row(cells.map(|cell| style.foreign(&cell)));
    }
    out.write_all(lines(&table).as_bytes())?;
    writeln!(out)
}

fn write_mistakes(out: &mut dyn Write, mistakes: &[Mistake], style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.heading(3, "Worst mistakes"))?;
    let mut table = style.table(&["axis", "article", "truth", "given", "probability", "words"]);
    for m in mistakes {
        let names = [&m.axis, &m.id, &m.truth, &m.given].map(|name| style.name(name));
        let words = style.foreign(&inert(&evidence(m)));
        table.add_row(names.into_iter().chain([format!("{:.2}", m.probability), words]));
    }
    out.write_all(lines(&table).as_bytes())?;
    writeln!(out)?;
    if style == Style::Markdown {
        for m in mistakes {
            writeln!(out, "{}: {}\n", style.name(&m.id), style.name(&m.title))?;
            for line in m.text.lines().map(inert).filter(|line| !line.trim().is_empty()) {
                writeln!(out, "> {}\n>", style.foreign(&line))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Marked words that a table has room for.
const WORDS: usize = 8;

/// The weightiest of the marked words with their weights.
fn evidence(mistake: &Mistake) -> String {
    let word = |m: &super::MistakeMark| {
        Some(format!("{} {:+.2}", mistake.text.get(m.start..m.end)?, m.weight))
    };
    mistake.marks.iter().filter_map(word).take(WORDS).collect::<Vec<_>>().join(", ")
}

fn write_digests(out: &mut dyn Write, digests: &Digests, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.heading(3, "Digests"))?;
    let mut table = style.table(&["of", "digest"]);
    let model = digests.model.as_deref().map(|m| ("model", m));
    let rows = [("rasid", digests.rasid.as_str()), ("labels", &digests.labels)];
    for (of, digest) in rows.into_iter().chain(model).chain([("settings", &*digests.settings)]) {
        table.add_row([of.to_owned(), style.name(digest)]);
    }
    out.write_all(lines(&table).as_bytes())?;
    writeln!(out)
}
