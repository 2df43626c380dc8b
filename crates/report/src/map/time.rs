//! Verdicts over time: a chart for each column, with its numbers.

use maud::{Markup, html};
use plotters::style::text_anchor::HPos;

use super::MapReport;
use super::draw::{Ink, drawing, fill, label, rule};
use super::figures::{CellFigures, SpanFigures, signed};
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
    /// The chart and the table of each column.
    pub(super) fn over_time(&self, spans: &[SpanFigures], step: &str) -> Markup {
        let names = self.column_names();
        html! {
            @for (i, inks) in self.all_inks().iter().enumerate() {
                h3 { (names[i]) }
                figure.chart {
                    div.wide tabindex="0" role="group" aria-label={ "chart of " (names[i]) } {
                        (chart(spans, i, inks, names[i], step))
                    }
                    figcaption {
                        "Verdicts other than absent, by " (step) "."
                        @if spans.len() <= NUMBERS { " The number above a bar is n." }
                    }
                }
                details {
                    summary { "Numbers of " (names[i]) " over time" }
                    (numbers(spans, i, step))
                }
            }
        }
    }
}

/// Bars of counts, one a span, stacked in the order of the key.
fn chart(spans: &[SpanFigures], column: usize, inks: &[Ink], name: &str, step: &str) -> Markup {
    let counts = |span: &SpanFigures| -> Vec<u64> {
        let cell = span.cells.get(column);
        cell.map_or_else(Vec::new, |c| c.classes.iter().map(|c| c.articles).collect())
    };
    let most = spans.iter().map(|s| counts(s).iter().sum::<u64>()).max().unwrap_or(0);
    let (tick, ticks) = ticks(most);
    let y = |count: u64| {
        let share = count as f64 / (tick * ticks) as f64;
        BOTTOM - (share * f64::from(BOTTOM - TOP)).round() as i32
    };
    let title = format!("{name} over time");
    let description = format!(
        "Stacked bars of counts by {step} from {} to {}; the largest is {most}. The table below has all numbers.",
        spans.first().map_or("", |s| &s.span),
        spans.last().map_or("", |s| &s.span),
    );
    drawing(SIZE, &title, &description, |area| {
        for i in 0..=ticks {
            rule(area, (LEFT, RIGHT), y(i * tick), i == 0);
            label(area, (i * tick).to_string(), (LEFT - 8, y(i * tick)), HPos::Right);
        }
        let width = f64::from(RIGHT - LEFT) / spans.len() as f64;
        let every = spans.len().div_ceil(NAMES);
        for (i, span) in spans.iter().enumerate() {
            let middle = f64::from(LEFT) + (i as f64 + 0.5) * width;
            let half = (width * 0.4).clamp(1.0, 28.0);
            let (from, to) = ((middle - half).round() as i32, (middle + half).round() as i32);
            let mut sum = 0;
            for (count, ink) in counts(span).iter().zip(inks) {
                fill(area, (from, y(sum + count), to, y(sum)), *ink);
                sum += count;
            }
            let middle = middle.round() as i32;
            if sum > 0 && spans.len() <= NUMBERS {
                label(area, sum.to_string(), (middle, y(sum) - 9), HPos::Center);
            }
            if i % every == 0 {
                label(area, span.span.clone(), (middle, BOTTOM + 16), HPos::Center);
            }
        }
    })
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
        let net = cell.net.map_or_else(|| "–".to_owned(), signed);
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
