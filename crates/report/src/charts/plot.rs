//! Lines and points over two axes: reliability, risk and coverage, learning.

use std::ops::Range;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Area, Chart, Drawn, GRID, INK, LETTERS, Look, SOFT, letters};

/// Natural width, and height without the legend, in pixels.
const SIZE: (u32, u32) = (356, 290);
/// Height of a line of the legend.
const LEGEND: i32 = 19;

/// One axis of a plot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    /// What it shows.
    pub(crate) name: &'static str,
    /// From its first value to its last.
    pub(crate) range: Range<f64>,
    /// Decimals of the values at its ticks.
    pub(crate) decimals: usize,
}

/// A point, with its interval where it has one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    /// On the horizontal axis.
    pub(crate) x: f64,
    /// On the vertical axis.
    pub(crate) y: f64,
    /// From low to high on the vertical axis.
    pub(crate) interval: Option<(f64, f64)>,
    /// Radius of the marker in pixels; 0 for none.
    pub(crate) radius: i32,
}

/// A line and its points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// Its name in the legend.
    pub(crate) name: String,
    /// How it is told from the others.
    pub(crate) look: Look,
    /// In the order in which the line goes.
    pub(crate) points: Vec<Point>,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plot {
    /// The horizontal axis.
    pub(crate) x: Axis,
    /// The vertical axis.
    pub(crate) y: Axis,
    /// Later ones lie above.
    pub(crate) series: Vec<Series>,
}

impl Plot {
    /// A plot with shares, from 0 to 1, on both axes.
    pub(crate) fn shares(x: &'static str, y: &'static str, series: Vec<Series>) -> Self {
        let axis = |name| Axis { name, range: 0.0..1.0, decimals: 1 };
        Self { x: axis(x), y: axis(y), series }
    }

    /// The drawing.
    pub(crate) fn chart(&self) -> Chart {
        let legend = LEGEND * i32::try_from(self.series.len()).unwrap_or(i32::MAX / LEGEND);
        Chart::draw(SIZE.0, SIZE.1 + legend.unsigned_abs(), |area| {
            for (line, series) in self.series.iter().enumerate() {
                let y = LEGEND / 2 + LEGEND * line as i32;
                series.look.legend(area, (SIZE.0 as i32 / 6, y), &series.name)?;
            }
            self.draw(area, legend)
        })
    }

    fn draw(&self, area: &Area<'_>, legend: i32) -> Drawn {
        let (_, below) = area.split_vertically(legend);
        let (x, y) = (&self.x, &self.y);
        let mut chart = ChartBuilder::on(&below);
        chart.margin_top(10).margin_right(14).x_label_area_size(46).y_label_area_size(54);
        let mut chart = chart.build_cartesian_2d(x.range.clone(), y.range.clone())?;
        let small = letters(INK, HPos::Left, VPos::Top);
        chart
            .configure_mesh()
            .x_desc(x.name)
            .y_desc(y.name)
            .x_labels(6)
            .y_labels(6)
            .max_light_lines(0)
            .bold_line_style(GRID)
            .axis_style(SOFT)
            .label_style(small)
            .axis_desc_style(("sans-serif", LETTERS * 1.24, &INK))
            .x_label_formatter(&|v| format!("{v:.*}", x.decimals))
            .y_label_formatter(&|v| format!("{v:.*}", y.decimals))
            .draw()?;
        let place = |x: f64, y: f64| chart.backend_coord(&(x, y));
        for series in &self.series {
            let style = series.look.color().stroke_width(2);
            let points: Vec<(i32, i32)> = series.points.iter().map(|p| place(p.x, p.y)).collect();
            if points.len() > 1 {
                series.look.line(area, &points)?;
            }
            for (point, &at) in series.points.iter().zip(&points) {
                if let Some((low, high)) = point.interval {
                    let ends = [place(point.x, low), place(point.x, high)];
                    area.draw(&PathElement::new(ends.to_vec(), style))?;
                    for (x, y) in ends {
                        area.draw(&PathElement::new(vec![(x - 4, y), (x + 4, y)], style))?;
                    }
                }
                if point.radius > 0 {
                    series.look.marker(area, at, point.radius)?;
                }
            }
        }
        Ok(())
    }
}
