//! The confusion report as one HTML file.
//!
//! Ids are made of numbers alone, so that no name of an axis can take part in them.

mod axis;
mod curves;
mod frame;
mod mistakes;
mod parts;
mod summary;
mod terms;

use std::io::{self, Write};

use maud::html;
use rasid_eval::Figure;

use super::EvaluationReport;
use crate::inert::inert;
use crate::page::{foreign, write_page};
use crate::table::share;

impl EvaluationReport {
    /// Writes the report as a page that needs nothing else: charts, tables, the worst mistakes with
    /// their evidence marked.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_html(&self, out: &mut dyn Write) -> io::Result<()> {
        let body = html! {
            header {
                h1 { "Confusion report: " (foreign(&self.labels)) }
                (frame::methods(self))
                (terms::list(self))
            }
            (frame::contents(self))
            (summary::section(self))
            @for i in 0..self.axes.len() { (axis::section(self, i)) }
            (frame::limits(self))
            (frame::settings(self))
        };
        write_page(out, &format!("Confusion report: {}", inert(&self.labels)), "", &body)
    }
}

/// A figure with its interval in one cell, which breaks between the two only; "undefined" where it has
/// no value.
fn with_interval(figure: &Figure) -> String {
    crate::table::with_interval(figure).replace(" to ", "\u{a0}to\u{a0}").replace('-', "−")
}

/// Value, interval and n, in three cells.
fn cells(figure: &Figure) -> [String; 3] {
    [share(figure.value), crate::table::interval(figure), figure.n.to_string()]
}
