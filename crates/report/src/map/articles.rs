//! The articles of each cell, with what their verdicts rest on.

use maud::{Markup, html};
use rasid_codebook::ClassId;
use rasid_eval::Cell;

use super::cells::anchor;
use super::{Listed, MapReport};
use crate::inert::inert;
use crate::page::foreign;
use crate::table::{articles, probability};

impl MapReport<'_> {
    /// A list for each cell, closed until it is asked for.
    pub(super) fn lists(&self) -> Markup {
        let (rows, columns) = (self.tab.rows(), self.column_names());
        let axis = self.tab.rows_axis();
        html! {
            @for (i, row) in rows.iter().enumerate() {
                @let name = match row.class {
                    Some(class) => self.book.class_name(axis, class).to_owned(),
                    None => format!("no {} given", self.rows_name()),
                };
                h3 { (name) }
                @for (j, cell) in row.cells.iter().enumerate() {
                    @let n = cell.counts.n();
                    @if n > 0 {
                        details {
                            summary { (name) ", " (columns[j]) ": " (articles(n)) }
                            // A link to what is within opens it.
                            div.list id=(anchor(i, j)) {
                                @for class in cell.counts.scale().shown() { (self.list(j, cell, class)) }
                                p { a href="#map" { "back to the map" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn list(&self, column: usize, cell: &Cell<Listed>, class: ClassId) -> Markup {
        let first = cell.first(class);
        let all = cell.counts.of(class);
        let name = self.book.class_name(self.tab.columns()[column], class);
        let more = all - first.len() as u64;
        html! {
            @if all > 0 {
                h4 { (name) ": " (all) }
                ol { @for article in first { (article.shown()) } }
                @if more > 0 { p.soft { "and " (more) " more, less probable or later by id" } }
            }
        }
    }
}

impl Listed {
    /// Headline, facts and words, all in the direction of the headline.
    fn shown(&self) -> Markup {
        let name = self.title.as_deref().unwrap_or(&self.id);
        html! {
            li dir="auto" {
                p.headline { (inert(name)) }
                p.facts {
                    @if let Some(p) = self.probability() { bdi dir="ltr" { "p " (probability(p)) } " · " }
                    @if let Some(day) = self.date { bdi dir="ltr" { (String::from(day)) } " · " }
                    @if let Some(outlet) = &self.outlet { (foreign(outlet)) " · " }
                    @if self.title.is_some() { (foreign(&self.id)) }
                    @if let Some(first) = &self.copy_of {
                        @if self.title.is_some() { " · " }
                        "near copy of " (foreign(first))
                    }
                }
                @if !self.words.is_empty() {
                    p.words {
                        @for (i, word) in self.words.iter().enumerate() {
                            @if i > 0 { " · " }
                            (foreign(word))
                        }
                    }
                }
            }
        }
    }
}
