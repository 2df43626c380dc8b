//! Drawings: bars of classes, told apart by hatching as well as by colour.

use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, DrawingArea, IntoDrawingArea, PathElement, RGBColor, Rectangle, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};
use rasid_eval::Scale;

use crate::inert::inert;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Left, top, right and bottom, in pixels.
pub(super) type Sides = (i32, i32, i32, i32);

const INK: RGBColor = RGBColor(26, 26, 26);
const LINE: RGBColor = RGBColor(200, 200, 200);
const SOFT: RGBColor = RGBColor(85, 85, 85);

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
pub(super) fn bar(counts: &[u64], inks: &[Ink], title: &str) -> Markup {
    const SIZE: (u32, u32) = (200, 14);
    let total = counts.iter().sum::<u64>().max(1);
    drawing(SIZE, title, "", |area| {
        let (mut from, mut sum) = (0, 0);
        for (count, ink) in counts.iter().zip(inks) {
            sum += count;
            let to = (sum as f64 / total as f64 * f64::from(SIZE.0)).round() as i32;
            fill(area, (from, 0, to, SIZE.1 as i32), *ink);
            from = to;
        }
        outline(area, (0, 0, SIZE.0 as i32 - 1, SIZE.1 as i32 - 1));
    })
}

/// What stands for a class in the key.
pub(super) fn swatch(ink: Ink) -> Markup {
    let drawn = plain_drawing((14, 14), |area| {
        fill(area, (0, 0, 14, 14), ink);
        outline(area, (0, 0, 13, 13));
    });
    html! { span class="swatch" aria-hidden="true" { (drawn) } }
}

/// An SVG picture with its name and what it shows, for those who hear the page.
pub(super) fn drawing(
    size: (u32, u32),
    title: &str,
    description: &str,
    draw: impl FnOnce(&Area<'_>),
) -> Markup {
    let drawn = plain_drawing(size, draw).into_string();
    // The drawing begins with its own tag; name and description come first inside.
    let rest = drawn.split_once('>').map_or("", |(_, rest)| rest);
    html! {
        (PreEscaped(format!(r#"<svg role="img" viewBox="0 0 {} {}" width="{}">"#, size.0, size.1, size.0)))
        title { (inert(title)) }
        @if !description.is_empty() { desc { (inert(description)) } }
        (PreEscaped(rest))
    }
}

fn plain_drawing(size: (u32, u32), draw: impl FnOnce(&Area<'_>)) -> Markup {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area);
        // A string takes everything.
        let _ = area.present();
    }
    PreEscaped(svg)
}

/// A filled piece with its hatching.
pub(super) fn fill(area: &Area<'_>, (left, top, right, bottom): Sides, ink: Ink) {
    if right <= left || bottom <= top {
        return;
    }
    let _ = area.draw(&Rectangle::new([(left, top), (right, bottom)], ink.fill.filled()));
    let line = |from, to| {
        let white = RGBColor(255, 255, 255).stroke_width(1);
        let _ = area.draw(&PathElement::new([from, to], white));
    };
    let steps = |from: i32, to: i32, step: i32| {
        let first = from + step / 2;
        (step > 0).then(|| (first..to).step_by(step as usize)).into_iter().flatten()
    };
    steps(left, right, ink.hatch.0).for_each(|x| line((x, top), (x, bottom)));
    steps(top, bottom, ink.hatch.1).for_each(|y| line((left, y), (right, y)));
}

fn outline(area: &Area<'_>, (left, top, right, bottom): Sides) {
    let _ = area.draw(&Rectangle::new([(left, top), (right, bottom)], SOFT.stroke_width(1)));
}

/// A level line across the drawing.
pub(super) fn rule(area: &Area<'_>, (left, right): (i32, i32), y: i32, strong: bool) {
    let color = if strong { INK } else { LINE };
    let _ = area.draw(&PathElement::new([(left, y), (right, y)], color.stroke_width(1)));
}

/// Words at a place, which is their middle or their end.
pub(super) fn label(area: &Area<'_>, text: String, at: (i32, i32), across: HPos) {
    let style = TextStyle::from(("sans-serif", 13.0 * 1.24).into_font()).color(&BLACK);
    let _ = area.draw(&Text::new(text, at, style.pos(Pos::new(across, VPos::Center))));
}
