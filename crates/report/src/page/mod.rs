//! One HTML file that needs nothing else: no script, no request, no font of its own.

mod marked;
mod table;

pub(crate) use marked::{Mark, marked};
pub(crate) use table::table;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::inert::inert;

/// What a browser may do with the page: show it, with its own styles.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("page.css");

/// Writes a page; `more` stands behind the styles of every page. Everything foreign in `body` must have
/// come through [`foreign`], [`table`] or [`marked`].
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_page(
    out: &mut dyn Write,
    title: &str,
    more: &str,
    body: &Markup,
) -> io::Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (inert(title)) }
                style { (PreEscaped(STYLE)) (PreEscaped(more)) }
            }
            body { main { (body) } }
        }
    };
    out.write_all(page.into_string().as_bytes())?;
    out.write_all(b"\n")
}

/// Foreign text within a line, in its own direction, harmless.
pub(crate) fn foreign(text: &str) -> Markup {
    html! { bdi dir="auto" { (inert(text)) } }
}
