//! The map itself, and the key to it.

use maud::{Markup, html};

use super::MapReport;
use super::draw::{Ink, bar, inks, swatch};
use super::figures::{CellFigures, RowFigures, percent, with_interval};
use crate::page::foreign;
use crate::table::{articles, signed};

/// Name of the place of a cell's articles on the page.
pub(super) fn anchor(row: usize, column: usize) -> String {
    format!("articles-{row}-{column}")
}

impl MapReport<'_> {
    /// The inks of each column's classes.
    pub(super) fn all_inks(&self) -> Vec<Vec<Ink>> {
        self.scales().iter().map(|(_, scale)| inks(scale)).collect()
    }

    /// Which ink is which class; once where all columns have the same classes.
    pub(super) fn key(&self, total: &RowFigures) -> Markup {
        let mut keys: Vec<(&CellFigures, Vec<Ink>, Vec<&str>)> = Vec::new();
        for (cell, inks) in total.cells.iter().zip(self.all_inks()) {
            let same = |known: &CellFigures| known.names().eq(cell.names());
            match keys.iter_mut().find(|(known, drawn, _)| same(known) && *drawn == inks) {
                Some((.., axes)) => axes.push(&cell.axis),
                None => keys.push((cell, inks, vec![&cell.axis])),
            }
        }
        html! {
            @for (cell, inks, axes) in &keys {
                @if keys.len() > 1 { p.soft { (axes.join(", ")) ":" } }
                (cell.key(inks))
            }
        }
    }

    /// The table, with what is left without copies behind the first row, where that is told. `listed`
    /// says whether cells lead to their articles.
    pub(super) fn map_table(
        &self,
        (rows, originals): (&[RowFigures], Option<&RowFigures>),
        listed: bool,
        caption: &str,
    ) -> Markup {
        let inks = self.all_inks();
        let names = self.column_names();
        // Narrower columns would break their words.
        let width = 9 * (names.len() + 1);
        let head = if listed { self.rows_name() } else { "outlet" };
        html! {
            div.wide {
                table.map role="table" style={ "min-width:" (width) "rem" } {
                    caption { (caption) }
                    thead role="rowgroup" {
                        tr role="row" {
                            th scope="col" role="columnheader" { (head) }
                            @for name in &names { th scope="col" role="columnheader" { (name) } }
                        }
                    }
                    tbody role="rowgroup" {
                        @for (i, row) in rows.iter().enumerate() {
                            // The first row is that of all articles, which have no list.
                            @let list = (listed && i > 0).then(|| i - 1);
                            (one_row(row.row.as_deref(), row, &inks, list))
                            @if let (0, Some(originals)) = (i, originals) {
                                (one_row(Some("without copies"), originals, &inks, None))
                            }
                        }
                    }
                }
            }
        }
    }
}

impl CellFigures {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|c| c.class.as_str())
    }

    /// Which ink is which class.
    pub(super) fn key(&self, inks: &[Ink]) -> Markup {
        html! {
            p.key {
                @for (class, ink) in self.names().zip(inks) { span { (swatch(*ink)) (class) } }
            }
        }
    }
}

/// A row under its name; `list` is the number of its list of articles.
fn one_row(name: Option<&str>, row: &RowFigures, inks: &[Vec<Ink>], list: Option<usize>) -> Markup {
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                @match name {
                    Some(name) => { (foreign(name)) }
                    None => { "all articles" }
                }
                span.soft { (articles(row.articles)) }
            }
            @for (j, (cell, inks)) in row.cells.iter().zip(inks).enumerate() {
                (one_cell(name, cell, inks, list.map(|i| anchor(i, j))))
            }
        }
    }
}

fn one_cell(row: Option<&str>, cell: &CellFigures, inks: &[Ink], place: Option<String>) -> Markup {
    let CellFigures { axis, n, classes, abstained, net, few, .. } = cell;
    let counts: Vec<u64> = classes.iter().map(|c| c.articles).collect();
    let spelled = || {
        let each = classes.iter().map(|c| format!("{} {}", c.articles, c.class));
        format!(
            "{}, {axis}: {}",
            row.unwrap_or("all articles"),
            each.collect::<Vec<_>>().join(", ")
        )
    };
    html! {
        td role="cell" class=(tint(net.filter(|_| !few))) data-column=(axis) {
            @if *n > 0 {
                (bar(&counts, inks, &spelled()))
                p.counts {
                    @for (class, ink) in classes.iter().zip(inks) {
                        span { (swatch(*ink)) (class.articles) " " (class.class) }
                    }
                }
                p.net {
                    @if let Some(net) = net { b { (signed(*net, 2)) } " net · " }
                    @match &place {
                        Some(place) => { a href={ "#" (place) } { "n " (n) } }
                        None => { "n " (n) }
                    }
                    @if *few { " " span.few { "few" } }
                }
                @if let Some((lead, share)) = cell.lead() {
                    p.soft { (lead) " " (with_interval(share)) }
                }
            } @else {
                p.soft { "no verdict" }
            }
            p.soft {
                @if let Some(mention) = cell.mention { "mentioned in " (percent(mention.value)) }
                @if cell.mention.is_some() && *abstained > 0 { " · " }
                @if *abstained > 0 { (abstained) " abstained" }
            }
        }
    }
}

/// The class of the style sheet for a net stance, as far as its two decimals tell it.
fn tint(net: Option<f64>) -> &'static str {
    match net.map(|net| (net * 100.0).round() / 100.0) {
        Some(v) if v >= 0.4 => "for-3",
        Some(v) if v >= 0.15 => "for-2",
        Some(v) if v >= 0.05 => "for-1",
        Some(v) if v <= -0.4 => "against-3",
        Some(v) if v <= -0.15 => "against-2",
        Some(v) if v <= -0.05 => "against-1",
        _ => "even",
    }
}
