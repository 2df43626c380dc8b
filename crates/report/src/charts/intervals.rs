//! Shares with their intervals, a line for each of several things.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use rasid_eval::Figure;

use super::{Area, Chart, Drawn, GRID, INK, Look, SOFT, label, letters, room, write};

/// Width of the scale from 0 to 1, in pixels.
const SCALE: i32 = 210;
/// Height of a line, and between the marks on it.
const LINE: i32 = 20;

/// One line: a name, and a figure for each of the chart's series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) name: String,
    /// One for each series; undefined ones are not drawn.
    pub(crate) figures: Vec<Figure>,
}

/// A dot and an interval for every figure. With one series there is no legend.
pub(crate) fn intervals(series: &[(&str, Look)], rows: &[Row]) -> Chart {
    let names: Vec<String> = rows.iter().map(|r| label(&r.name)).collect();
    let left = 16 + names.iter().map(|n| room(n)).max().unwrap_or_default().cast_signed();
    let legend = if series.len() > 1 { LINE * series.len() as i32 + 6 } else { 0 };
    let row = LINE * series.len() as i32 + 8;
    let bottom = legend + 8 + row * rows.len() as i32;
    let x = |share: f64| left + (share.clamp(0.0, 1.0) * f64::from(SCALE)).round() as i32;
    let (width, height) = (left + SCALE + 18, bottom + 24);
    Chart::draw(width.unsigned_abs(), height.unsigned_abs(), |area| {
        for (line, (name, look)) in series.iter().enumerate().filter(|_| legend > 0) {
            look.legend(area, (left, LINE * line as i32 + LINE / 2), name)?;
        }
        for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            let ends = vec![(x(tick), legend), (x(tick), bottom)];
            area.draw(&PathElement::new(ends, GRID))?;
            let below = letters(SOFT, HPos::Center, VPos::Top);
            write(area, &format!("{tick:.1}"), (x(tick), bottom + 6), below)?;
        }
        for (i, (name, Row { figures, .. })) in names.iter().zip(rows).enumerate() {
            let top = legend + 4 + row * i as i32;
            let middle = (left - 8, top + row / 2);
            write(area, name, middle, letters(INK, HPos::Right, VPos::Center))?;
            for (j, (figure, (_, look))) in figures.iter().zip(series).enumerate() {
                figure_at(area, figure, *look, x, top + 4 + LINE / 2 + LINE * j as i32)?;
            }
        }
        Ok(())
    })
}

fn figure_at(
    area: &Area<'_>,
    figure: &Figure,
    look: Look,
    x: impl Fn(f64) -> i32,
    y: i32,
) -> Drawn {
    let Some(value) = figure.value else { return Ok(()) };
    if let Some(interval) = figure.interval {
        let (low, high) = (x(interval.low), x(interval.high));
        let style = look.color().stroke_width(2);
        area.draw(&PathElement::new(vec![(low, y), (high, y)], style))?;
        for end in [low, high] {
            area.draw(&PathElement::new(vec![(end, y - 4), (end, y + 4)], style))?;
        }
    }
    look.marker(area, (x(value), y), 4)
}
