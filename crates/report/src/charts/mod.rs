//! Charts as SVG within a page: readable in grey, on paper and on a phone.
//!
//! Natural sizes are those of a phone's screen, so that letters are never scaled below eleven pixels.
//! Beside every chart the page has the same numbers as a table.

mod heat_map;
mod intervals;
mod plot;

pub(crate) use heat_map::heat_map;
pub(crate) use intervals::{Row, intervals};
pub(crate) use plot::{Axis, Plot, Point, Series};

use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::inert::{inert, short};

/// Letters, in pixels.
const LETTERS: f64 = 13.0;
/// Room for two letters of a label, in pixels: fonts are the reader's.
const TWO_LETTERS: u32 = 15;
/// A wider drawing scrolls on a phone; others shrink a little, to letters of no less than eleven pixels.
const SHRINKS: u32 = 420;
/// Longest label of a class, in characters.
const LONGEST: usize = 20;

pub(crate) const INK: RGBColor = RGBColor(26, 26, 26);
pub(crate) const SOFT: RGBColor = RGBColor(85, 85, 85);
pub(crate) const GRID: RGBColor = RGBColor(225, 225, 225);
/// Blue and vermilion of Okabe and Ito (2008): told apart by most eyes, and in grey by their dashes
/// and markers.
const BLUE: RGBColor = RGBColor(0, 114, 178);
const VERMILION: RGBColor = RGBColor(213, 94, 0);

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// A drawing and its natural size in pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    width: u32,
    height: u32,
    shapes: String,
}

impl Chart {
    pub(crate) fn draw(width: u32, height: u32, drawing: impl FnOnce(&Area<'_>) -> Drawn) -> Self {
        let mut svg = String::new();
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        drawing(&area).and_then(|()| area.present()).expect("a string takes all that is drawn");
        drop(area);
        // The outermost element is written by `markup`.
        let inner = svg.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>"));
        let shapes = inner.map(|(shapes, _)| shapes.to_owned()).unwrap_or_default();
        Self { width, height, shapes }
    }

    /// A small drawing without a table of its own, which whoever hears the page knows by its name; where
    /// the name is empty the words beside it say the same.
    pub(crate) fn small(&self, name: &str) -> Markup {
        let Self { width, height, shapes } = self;
        let (named, name) = (!name.is_empty(), inert(name));
        html! {
            svg role=[named.then_some("img")] aria-hidden=[(!named).then_some("true")]
                width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
                @if named { title { (name) } }
                (PreEscaped(shapes))
            }
        }
    }

    /// The chart as an element. `id` must be the only one of its page.
    pub(crate) fn markup(&self, id: &str, title: &str, description: &str) -> Markup {
        let Self { width, height, shapes } = self;
        html! {
            svg role="img" class=(if *width > SHRINKS { "scrolls" } else { "shrinks" }) width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
                aria-labelledby={ (id) "-title " (id) "-desc" } {
                title id={ (id) "-title" } { (inert(title)) }
                desc id={ (id) "-desc" } { (inert(description)) }
                (PreEscaped(shapes))
            }
        }
    }
}

/// A label that fits: harmless, and cut where it is long.
fn label(text: &str) -> String {
    let text = inert(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => short(&text),
    }
}

/// Room for a label, in pixels.
fn room(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX).saturating_mul(TWO_LETTERS) / 2
}

pub(crate) fn letters(color: RGBColor, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    // The backend divides sizes by this.
    let font = FontDesc::from(("sans-serif", LETTERS * 1.24));
    let pos = Pos::new(horizontal, vertical);
    TextStyle { font, color: color.to_backend_color(), pos }
}

pub(crate) fn write(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    style: TextStyle<'static>,
) -> Drawn {
    area.draw(&Text::new(text.to_owned(), at, style))
}

/// How a series is told from the others: by color, by dash and by marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Blue, solid, circles.
    First,
    /// Vermilion, dashed, triangles.
    Second,
    /// Grey and dotted, without markers: a line to compare with.
    Rule,
}

impl Look {
    fn color(self) -> RGBColor {
        match self {
            Self::First => BLUE,
            Self::Second => VERMILION,
            Self::Rule => SOFT,
        }
    }

    /// A marker around a point in pixels.
    fn marker(self, area: &Area<'_>, at: (i32, i32), radius: i32) -> Drawn {
        match self {
            Self::First => area.draw(&Circle::new(at, radius, self.color().filled())),
            Self::Second => area.draw(&TriangleMarker::new(at, radius + 1, self.color().filled())),
            Self::Rule => Ok(()),
        }
    }

    /// A line through points in pixels.
    fn line(self, area: &Area<'_>, points: &[(i32, i32)]) -> Drawn {
        let style = self.color().stroke_width(2);
        let dashed = |dash, gap| DashedPathElement::new(points.to_vec(), dash, gap, style);
        match self {
            Self::First => area.draw(&PathElement::new(points.to_vec(), style)),
            Self::Second => area.draw(&dashed(7, 4)),
            Self::Rule => area.draw(&dashed(2, 3)),
        }
    }

    /// A sample of line and marker with its name.
    fn legend(self, area: &Area<'_>, at: (i32, i32), name: &str) -> Drawn {
        let (x, y) = at;
        self.line(area, &[(x, y), (x + 30, y)])?;
        self.marker(area, (x + 15, y), 4)?;
        write(area, &inert(name), (x + 38, y), letters(INK, HPos::Left, VPos::Center))
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Plot, Series, heat_map, label};

    #[track_caller]
    fn check(name: &str, shown: &str) {
        let names = vec![name.to_owned()];
        let svg = heat_map(&names, &[vec![3, 1]]).markup("a", name, name).into_string();
        let texts: Vec<&str> =
            svg.split('>').filter_map(|p| p.split_once('<')).map(|p| p.0.trim()).collect();
        // As title, as description, as row and as column.
        assert_eq!(texts.iter().filter(|t| **t == shown).count(), 4, "{svg}");
    }

    #[test]
    fn names_are_never_markup() {
        check("neutral", "neutral");
        check("محايد", "محايد");
        check("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;");
        check("a & b", "a &amp; b");
        check("\u{1b}[31ma\u{202e}b\u{2028}c", "[31mab c");
    }

    #[test]
    fn quotes_stay_text() {
        let svg = heat_map(&["\"'".to_owned()], &[vec![1, 0]]).markup("a", "\"'", "").into_string();
        assert_eq!(svg.matches("&quot;&apos;").count(), 2, "{svg}");
        assert_eq!(svg.matches('"').count() % 2, 0);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(label(&"x".repeat(30)), format!("{}…", "x".repeat(20)));
    }

    #[test]
    fn nothing_to_show_is_drawn_all_the_same() {
        let empty = Plot::shares("x", "y", vec![]);
        assert!(empty.chart().markup("p", "t", "d").into_string().ends_with("</svg>"));
        let series = Series { name: "s".to_owned(), look: Look::First, points: vec![] };
        let bare = Plot::shares("x", "y", vec![series]).chart();
        assert!(!bare.shapes.contains("NaN") && !bare.shapes.contains("http"));
        assert!(heat_map(&[], &[]).markup("h", "t", "d").into_string().starts_with("<svg"));
    }
}
