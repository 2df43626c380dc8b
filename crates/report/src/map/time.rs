//! Verdicts over time: a chart for each column, with its numbers.

use maud::{Markup, html};
use plotters::prelude::PathElement;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::MapReport;
use super::draw::{Ink, fill};
use super::figures::{CellFigures, SpanFigures, net};
use crate::charts::{Area, Chart, Drawn, GRID, INK, letters, write};
use crate::page::table;

const SIZE: (u32, u32) = (1040, 260);
const LEFT: i32 = 56;
const RIGHT: i32 = 1030;
const TOP: i32 = 22;
const BOTTOM: i32 = 226;
/// No more names stand below the bars, and no more numbers above them.
const NAMES: usize = 13;
const NUMBERS: usize = 30;

impl MapReport<'_> {
    /// The chart and the table of each column; `step` is what a bar stands for.
    pub(super) fn over_time(&self, spans: &[SpanFigures], step: &str) -> Markup {
        let total = &self.row_figures()[0];
        html! {
            @for (i, (cell, inks)) in total.cells.iter().zip(self.all_inks()).enumerate() {
                @let name = &cell.axis;
                h3 { (name) }
                figure {
                    (cell.key(&inks))
                    div.wide tabindex="0" role="group" aria-label={ "chart of " (name) } {
                        (stacked(spans, i, &inks).markup(
                            &format!("time-{i}"),
                            &format!("{name} over time"),
                            &description(spans, i, step),
                        ))
                    }
                    figcaption {
                        "Verdicts other than absent, by " (step) "."
                        @if spans.len() <= NUMBERS { " The number above a bar is n." }
                    }
                }
                details {
                    summary { "Numbers of " (name) " over time" }
                    (numbers(spans, i, step))
                }
            }
        }
    }
}

/// Verdicts of each class of a column within a span.
fn counts(span: &SpanFigures, column: usize) -> Vec<u64> {
    let cell = span.cells.get(column);
    cell.map_or_else(Vec::new, |c| c.classes.iter().map(|c| c.articles).collect())
}

/// Most verdicts of a column within one span.
fn most(spans: &[SpanFigures], column: usize) -> u64 {
    spans.iter().map(|s| counts(s, column).iter().sum()).max().unwrap_or(0)
}

fn description(spans: &[SpanFigures], column: usize, step: &str) -> String {
    format!(
        "Stacked bars of counts by {step} from {} to {}; the largest is {}. The table below has all numbers.",
        spans.first().map_or("", |s| &s.span),
        spans.last().map_or("", |s| &s.span),
        most(spans, column),
    )
}

/// Bars of counts, one a span, stacked in the order of the key.
fn stacked(spans: &[SpanFigures], column: usize, inks: &[Ink]) -> Chart {
    let (tick, ticks) = ticks(most(spans, column));
    let y = |count: u64| {
        let share = count as f64 / (tick * ticks) as f64;
        BOTTOM - (share * f64::from(BOTTOM - TOP)).round() as i32
    };
    Chart::draw(SIZE.0, SIZE.1, |area| {
        for i in 0..=ticks {
            let (at, color) = (y(i * tick), if i == 0 { INK } else { GRID });
            let ends = vec![(LEFT, at), (RIGHT, at)];
            area.draw(&PathElement::new(ends, color.stroke_width(1)))?;
            label(area, &(i * tick).to_string(), (LEFT - 8, at), HPos::Right)?;
        }
        let width = f64::from(RIGHT - LEFT) / spans.len() as f64;
        let every = spans.len().div_ceil(NAMES);
        for (i, span) in spans.iter().enumerate() {
            let middle = f64::from(LEFT) + (i as f64 + 0.5) * width;
            let half = (width * 0.4).clamp(1.0, 28.0);
            let (from, to) = ((middle - half).round() as i32, (middle + half).round() as i32);
            let mut sum = 0;
            for (count, ink) in counts(span, column).iter().zip(inks) {
                fill(area, (from, y(sum + count), to, y(sum)), *ink)?;
                sum += count;
            }
            let middle = middle.round() as i32;
            if sum > 0 && spans.len() <= NUMBERS {
                label(area, &sum.to_string(), (middle, y(sum) - 9), HPos::Center)?;
            }
            if i % every == 0 {
                label(area, &span.span, (middle, BOTTOM + 16), HPos::Center)?;
            }
        }
        Ok(())
    })
}

/// Words at a place, which is their middle or their end.
fn label(area: &Area<'_>, text: &str, at: (i32, i32), across: HPos) -> Drawn {
    write(area, text, at, letters(INK, across, VPos::Center))
}

/// The distance of lines across the chart, a round number, and how many there are above the base.
fn ticks(most: u64) -> (u64, u64) {
    let rounds = (0..19).flat_map(|power| [1, 2, 5].map(|n: u64| n * 10_u64.pow(power)));
    let tick = rounds.into_iter().find(|tick| most.div_ceil(*tick) <= 4).unwrap_or(most);
    (tick.max(1), most.div_ceil(tick.max(1)).max(1))
}

fn numbers(spans: &[SpanFigures], column: usize, step: &str) -> Markup {
    let cells = || spans.iter().filter_map(|span| Some((span, span.cells.get(column)?)));
    let classes: Vec<&str> = cells()
        .next()
        .map_or_else(Vec::new, |(_, c)| c.classes.iter().map(|c| c.class.as_str()).collect());
    let header = [&[step, "articles", "n"], &classes[..], &["net", "abstained"]].concat();
    let row = |(span, cell): (&SpanFigures, &CellFigures)| {
        let net = net(cell.net);
        let mut row = vec![span.span.clone(), span.articles.to_string(), cell.n.to_string()];
        row.extend(cell.classes.iter().map(|c| c.articles.to_string()));
        row.extend([net, cell.abstained.to_string()]);
        row
    };
    let caption = format!("By {step}; those without an article are left out. A dash is undefined.");
    table(&caption, 1, &header, &cells().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[track_caller]
    fn check(most: u64, tick: u64, count: u64) {
        assert_eq!(ticks(most), (tick, count), "{most}");
    }

    #[test]
    fn lines_stand_at_round_numbers() {
        check(0, 1, 1);
        check(1, 1, 1);
        check(4, 1, 4);
        check(5, 2, 3);
        check(20, 5, 4);
        check(21, 10, 3);
        check(1_000_001, 500_000, 3);
        let (tick, count) = ticks(u64::MAX / 2);
        assert!(tick * count >= u64::MAX / 2);
    }
}
