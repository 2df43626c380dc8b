//! One article as it was read.

use std::path::PathBuf;

/// An article with the facts that stood beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// The record's id, or the path below the folder that was named.
    pub id: String,
    /// Title, an empty line, and text; the text alone where it begins with the title or there is none.
    pub text: String,
    /// Whether the text is a page in HTML by the name of its file.
    pub html: bool,
    /// Address of the page.
    pub url: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Date, as written.
    pub date: Option<String>,
    /// Event or other group that folds must not split.
    pub group: Option<String>,
    /// File it was read from, `-` for standard input.
    pub file: PathBuf,
    /// Line on which the record starts, from 1; none where the file is the record.
    pub line: Option<u64>,
}

/// Title and text as one. A page has its title within.
pub(crate) fn whole_text(title: Option<&str>, text: String) -> String {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    match title.map(str::trim) {
        Some(title)
            if !title.is_empty() && !start.starts_with(title) && !start.starts_with('<') =>
        {
            format!("{title}\n\n{text}")
        }
        _ => text,
    }
}
