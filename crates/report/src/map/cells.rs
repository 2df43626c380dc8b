//! The map itself, and the key to it.

use maud::{Markup, html};

use super::MapReport;
use super::draw::{Ink, bar, inks, swatch};
use super::figures::{CellFigures, RowFigures, percent, signed, with_interval};
use crate::page::foreign;

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
        let mut keys: Vec<(Vec<&str>, Vec<Ink>, Vec<&str>)> = Vec::new();
        for (cell, inks) in total.cells.iter().zip(self.all_inks()) {
            let classes: Vec<&str> = cell.classes.iter().map(|c| c.class.as_str()).collect();
            match keys.iter_mut().find(|(known, drawn, _)| *known == classes && *drawn == inks) {
                Some((.., axes)) => axes.push(&cell.axis),
                None => keys.push((classes, inks, vec![&cell.axis])),
            }
        }
        html! {
            @for (classes, inks, axes) in &keys {
                p.key {
                    @if keys.len() > 1 { span.soft { (axes.join(", ")) ": " } }
                    @for (class, ink) in classes.iter().zip(inks) { span { (swatch(*ink)) " " (class) } }
                }
            }
        }
    }

    /// The table. `listed` says whether cells lead to their articles.
    pub(super) fn map_table(&self, rows: &[RowFigures], listed: bool, caption: &str) -> Markup {
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
                            tr role="row" {
                                th scope="row" role="rowheader" {
                                    @match &row.row {
                                        Some(name) => { (foreign(name)) }
                                        None => { "all articles" }
                                    }
                                    span.soft { (row.articles) " articles" }
                                }
                                @for (j, (cell, inks)) in row.cells.iter().zip(&inks).enumerate() {
                                    // The first row is that of all articles, which have no list.
                                    @let place = (listed && i > 0).then(|| anchor(i - 1, j));
                                    (one_cell(row.row.as_deref(), cell, inks, place))
                                }
                            }
                        }
                    }
                }
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
                    @if let Some(net) = net { b { (signed(*net)) } " net · " }
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

/// The class of the style sheet for a net stance.
fn tint(net: Option<f64>) -> &'static str {
    match net {
        Some(v) if v >= 0.4 => "for-3",
        Some(v) if v >= 0.15 => "for-2",
        Some(v) if v >= 0.05 => "for-1",
        Some(v) if v <= -0.4 => "against-3",
        Some(v) if v <= -0.15 => "against-2",
        Some(v) if v <= -0.05 => "against-1",
        _ => "even",
    }
}
