//! Tables of a page.

use maud::{Markup, html};

use crate::inert::inert;
use crate::page::foreign;

/// A table whose first `texts` columns are text and all others numbers, under a caption. Cells may be
/// foreign. It scrolls where it is wider than the page.
pub(crate) fn table(caption: &str, texts: usize, header: &[&str], rows: &[Vec<String>]) -> Markup {
    html! {
        div.wide {
            table {
                @if !caption.is_empty() { caption { span { (inert(caption)) } } }
                thead {
                    tr {
                        @for (i, name) in header.iter().enumerate() {
                            th scope="col" class=(if i < texts { "text" } else { "number" }) {
                                (foreign(name))
                            }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (i, cell) in row.iter().enumerate() {
                                @if i < texts {
                                    td.text { (foreign(cell)) }
                                } @else {
                                    td.number { (inert(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
