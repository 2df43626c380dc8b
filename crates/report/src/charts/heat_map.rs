//! A confusion matrix whose cells are shaded by their share of the row.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::{Area, Chart, Drawn, INK, SOFT, label, letters, room, write};

/// Least width and height of a cell, in pixels.
const CELL: (i32, i32) = (34, 34);
/// Room for a digit.
const DIGIT: i32 = 9;
/// Between the classes and the column of abstentions.
const GAP: i32 = 8;
/// The darkest shade: every article of the row.
const DARK: (f64, f64, f64) = (8.0, 48.0, 107.0);

/// Rows are the true classes; columns the predicted ones, and abstention last.
pub(crate) fn heat_map(classes: &[String], cells: &[Vec<u64>]) -> Chart {
    let names: Vec<String> = classes.iter().map(|c| label(c)).collect();
    let abstained = "abstained".to_owned();
    let longest = names.iter().chain([&abstained]).map(|n| room(n)).max().unwrap_or_default();
    let (left, top) = (longest.cast_signed() + 14, longest.cast_signed() + 26);
    let columns = i32::try_from(names.len()).unwrap_or(i32::MAX - 1) + 1;
    let digits = cells.iter().flatten().max().map_or(1, |most| most.to_string().len() as i32);
    let wide = CELL.0.max(digits * DIGIT + 6);
    let width = left + columns * wide + GAP + 4;
    let height = top + (columns - 1) * CELL.1 + 4;
    let corner = |row: usize, column: usize| {
        let gap = if column == names.len() { GAP } else { 0 };
        (left + column as i32 * wide + gap, top + row as i32 * CELL.1)
    };
    Chart::draw(width.unsigned_abs(), height.unsigned_abs(), |area| {
        let end = letters(SOFT, HPos::Right, VPos::Bottom);
        write(area, "truth ↓", (left - 8, top - 8), end)?;
        write(area, "predicted →", (left, 10), letters(SOFT, HPos::Left, VPos::Center))?;
        for (column, name) in names.iter().chain([&abstained]).enumerate() {
            let (x, _) = corner(0, column);
            let style = letters(INK, HPos::Left, VPos::Center).transform(FontTransform::Rotate270);
            write(area, name, (x + wide / 2, top - 6), style)?;
        }
        for (row, (name, counts)) in names.iter().zip(cells).enumerate() {
            let middle = top + row as i32 * CELL.1 + CELL.1 / 2;
            write(area, name, (left - 8, middle), letters(INK, HPos::Right, VPos::Center))?;
            let all: u64 = counts.iter().sum();
            for (column, &count) in counts.iter().enumerate() {
                let share = if all > 0 { count as f64 / all as f64 } else { 0.0 };
                cell(area, (corner(row, column), wide), count, share, row == column)?;
            }
        }
        Ok(())
    })
}

/// One cell; those of right answers have a frame.
fn cell(
    area: &Area<'_>,
    ((x, y), wide): ((i32, i32), i32),
    count: u64,
    share: f64,
    right: bool,
) -> Drawn {
    let mix = |dark: f64| (255.0 - (255.0 - dark) * share).round() as u8;
    let shade = RGBColor(mix(DARK.0), mix(DARK.1), mix(DARK.2));
    let inner = [(x + 1, y + 1), (x + wide - 1, y + CELL.1 - 1)];
    area.draw(&Rectangle::new(inner, shade.filled()))?;
    let frame = if right { INK.stroke_width(2) } else { RGBColor(205, 205, 205).stroke_width(1) };
    area.draw(&Rectangle::new(inner, frame))?;
    if right {
        let within = [(x + 2, y + 2), (x + wide - 2, y + CELL.1 - 2)];
        area.draw(&Rectangle::new(within, frame))?;
    }
    let ink = if contrast(shade, WHITE) > contrast(shade, INK) { WHITE } else { INK };
    let style = letters(ink, HPos::Center, VPos::Center);
    write(area, &count.to_string(), (x + wide / 2, y + CELL.1 / 2), style)
}

/// Contrast ratio of WCAG 2.2, from 1 to 21.
fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of WCAG 2.2.
fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use plotters::prelude::{BLACK, RGBColor, WHITE};

    use super::{DARK, INK, contrast};

    #[test]
    fn numbers_are_readable_on_every_shade() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        for share in (0..=100).map(|s| f64::from(s) / 100.0) {
            let mix = |dark: f64| (255.0 - (255.0 - dark) * share).round() as u8;
            let shade = RGBColor(mix(DARK.0), mix(DARK.1), mix(DARK.2));
            let best = contrast(shade, WHITE).max(contrast(shade, INK));
            assert!(best >= 4.0, "{share}: {best}");
        }
    }
}
