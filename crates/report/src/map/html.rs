//! The map as one page.

use std::io::{self, Write};

use maud::{Markup, html};
use rasid_eval::timeline;

use super::figures::RowFigures;
use super::{CAVEAT, Copies, FEW, MapReport};
use crate::page::{foreign, write_page};

const STYLE: &str = include_str!("map.css");
/// Outlets that have a row of their own.
const OUTLETS: usize = 20;

impl MapReport<'_> {
    /// Writes a page that needs nothing else.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_html(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows = self.row_figures();
        let title = format!("{} × {}", self.rows_name(), self.column_names().join(", "));
        let body = html! {
            h1 { "Map of verdicts: " (title) }
            @if !self.book.title().is_empty() { p.soft { (foreign(self.book.title())) } }
            (self.numbers())
            h2 id="map" { "The map" }
            (self.how_to_read(&rows))
            (self.map_table((&rows, self.without_copies().as_ref()), true, "Largest groups first."))
            h2 { "Over time" }
            (self.time_section())
            h2 { "By outlet" }
            (self.outlet_section())
            h2 { "The articles" }
            (self.article_section())
        };
        write_page(out, &format!("Map of verdicts: {title}"), STYLE, &body)
    }

    fn numbers(&self) -> Markup {
        let intake = self.intake;
        let all = intake.answered + intake.abstained;
        let days = || self.tab.days().map(|(day, ..)| String::from(day));
        let figure = |n: &str, what: &str| html! { div { dd { (n) } dt { (what) } } };
        html! {
            dl.numbers {
                (figure(&all.to_string(), "articles"))
                (figure(&intake.answered.to_string(), "answered"))
                (figure(&intake.abstained.to_string(), "abstained on every axis"))
                (figure(&intake.skipped.to_string(), "records skipped"))
                @if intake.copies > 0 {
                    (figure(&intake.copies.to_string(), match self.copies {
                        Copies::Once => "near copies, left out",
                        Copies::Count | Copies::Both => "of them near copies",
                    }))
                }
                @if intake.faulty > 0 { (figure(&intake.faulty.to_string(), "lines unread")) }
                (figure(&self.tab.undated().to_string(), "without a date"))
                @if let (Some(first), Some(last)) = (days().next(), days().next_back()) {
                    (figure(&format!("{first} – {last}"), "dates"))
                }
            }
        }
    }

    fn how_to_read(&self, rows: &[RowFigures]) -> Markup {
        let ends = self.scales().into_iter().find_map(|(axis, scale)| {
            let (first, second) = scale.ends()?;
            Some((self.book.class_name(axis, first), self.book.class_name(axis, second)))
        });
        html! {
            p.warning { (CAVEAT) }
            (self.key(&rows[0]))
            @if let Some((first, second)) = ends {
                p.soft {
                    "Net is the share of " (first) " less that of " (second) " among the n verdicts other than "
                    "absent. It tints the cell: blue toward " (first) ", orange toward " (second)
                    "; the sign says the same."
                }
            }
            @if self.without_copies().is_some() {
                p.soft {
                    "Near copies of an earlier article count everywhere but in the row " b { "without copies" } ": there each                      syndicated family counts once, as its first article was judged."
                }
            }
            p.soft {
                "Below it stands the commonest lean, its share of n and a 95 % interval (Wilson’s, for shares). Cells with \
                 fewer than " (FEW) " verdicts are marked " span.few { "few" } ": they say little. n leads to the articles."
            }
        }
    }

    fn time_section(&self) -> Markup {
        let days: Vec<_> = self.tab.days().collect();
        let undated = self.tab.undated();
        html! {
            @match timeline(days.into_iter()) {
                Some((step, _)) => {
                    @if undated > 0 {
                        p.warning { "Not in these charts, without a date: " (crate::table::articles(undated)) "." }
                    }
                    (self.over_time(&self.span_figures(), step.singular()))
                }
                None => { p { "No article has a date." } }
            }
        }
    }

    fn outlet_section(&self) -> Markup {
        let mut rows = self.outlet_figures();
        let all = rows.len();
        let known: u64 = rows.iter().map(|row| row.articles).sum();
        let (articles, _) = self.tab.total();
        rows.truncate(OUTLETS);
        let caption = match all {
            ..=OUTLETS => "Those with most articles first.".to_owned(),
            _ => format!("The {OUTLETS} with most articles."),
        };
        html! {
            @if rows.is_empty() {
                p { "The registry knows the outlet of no article." }
            } @else {
                p {
                    "The registry knows the outlet of " (known) " of " (articles) " articles; "
                    @if all == 1 { "there is one." } @else { "there are " (all) "." }
                }
                (self.map_table((&rows, None), false, &caption))
            }
        }
    }

    fn article_section(&self) -> Markup {
        html! {
            p.soft {
                "Of each cell and class the most probable verdicts, " (self.listed) " at most: p is the verdict's \
                 probability, as the model gives it. The words are those that spoke most for it, where the verdicts were made with evidence."
            }
            (self.lists())
        }
    }
}
