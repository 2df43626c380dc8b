//! Drawings: bars of classes, told apart by hatching as well as by color.

use maud::{Markup, html};
use plotters::prelude::*;
use rasid_eval::Scale;

use crate::charts::{Area, Chart, Drawn, SOFT};

/// Left, top, right and bottom, in pixels.
pub(super) type Sides = (i32, i32, i32, i32);

/// How a class is drawn. Fills are of Okabe and Ito (2008).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink {
    fill: RGBColor,
    /// Distance of white lines, upright and level; 0 is none.
    hatch: (i32, i32),
}

const PLAIN: Ink = Ink { fill: RGBColor(222, 222, 222), hatch: (0, 0) };
const LEANS: &[Ink] = &[
    Ink { fill: RGBColor(0, 114, 178), hatch: (0, 0) },
    Ink { fill: RGBColor(213, 94, 0), hatch: (4, 0) },
    Ink { fill: RGBColor(0, 158, 115), hatch: (0, 4) },
    Ink { fill: RGBColor(204, 121, 167), hatch: (4, 4) },
    Ink { fill: RGBColor(86, 180, 233), hatch: (8, 0) },
    Ink { fill: RGBColor(60, 60, 60), hatch: (0, 8) },
];

/// The inks of the classes that are shown, in their order.
pub(super) fn inks(scale: &Scale) -> Vec<Ink> {
    let ink = |class| match scale.leans.iter().position(|lean| *lean == class) {
        Some(at) => LEANS[at % LEANS.len()],
        None => PLAIN,
    };
    scale.shown().into_iter().map(ink).collect()
}

/// A bar of these counts, which fill its whole length.
pub(super) fn bar(counts: &[u64], inks: &[Ink], name: &str) -> Markup {
    const SIZE: (i32, i32) = (200, 14);
    let total = counts.iter().sum::<u64>().max(1);
    let bar = drawing(SIZE, |area| {
        let (mut from, mut sum) = (0, 0);
        for (count, ink) in counts.iter().zip(inks) {
            sum += count;
            let to = (sum as f64 / total as f64 * f64::from(SIZE.0)).round() as i32;
            fill(area, (from, 0, to, SIZE.1), *ink)?;
            from = to;
        }
        Ok(())
    });
    bar.small(name)
}

/// What stands for a class in the key.
pub(super) fn swatch(ink: Ink) -> Markup {
    const SIZE: (i32, i32) = (14, 14);
    let drawn = drawing(SIZE, |area| fill(area, (0, 0, SIZE.0, SIZE.1), ink));
    html! { span.swatch { (drawn.small("")) } }
}

/// A drawing within an outline.
fn drawing(size: (i32, i32), draw: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
    Chart::draw(size.0.unsigned_abs(), size.1.unsigned_abs(), |area| {
        draw(area)?;
        area.draw(&Rectangle::new([(0, 0), (size.0 - 1, size.1 - 1)], SOFT.stroke_width(1)))
    })
}

/// A filled piece with its hatching.
pub(super) fn fill(area: &Area<'_>, (left, top, right, bottom): Sides, ink: Ink) -> Drawn {
    if right <= left || bottom <= top {
        return Ok(());
    }
    area.draw(&Rectangle::new([(left, top), (right, bottom)], ink.fill.filled()))?;
    let line = |from, to| area.draw(&PathElement::new(vec![from, to], WHITE.stroke_width(1)));
    let steps = |from: i32, to: i32, step: i32| {
        let first = from + step / 2;
        (step > 0).then(|| (first..to).step_by(step as usize)).into_iter().flatten()
    };
    steps(left, right, ink.hatch.0).try_for_each(|x| line((x, top), (x, bottom)))?;
    steps(top, bottom, ink.hatch.1).try_for_each(|y| line((left, y), (right, y)))
}
