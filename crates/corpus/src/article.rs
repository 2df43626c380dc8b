//! One article as it was read.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rasid_text::ByteMap;

/// An article with the facts that stood beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub file: Arc<Path>,
    /// Line on which the record starts, from 1; none where the file is the record.
    pub line: Option<u64>,
    /// What was unusual about the bytes: every use of anything but plain UTF-8 is here.
    pub notices: Vec<ReadNotice>,
    /// The way from `text` back to the bytes of `file`, where the file is the article.
    pub bytes: Option<ByteMap>,
}

/// How bytes became an article, where they were not plain UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadNotice {
    /// In words.
    pub message: String,
    /// Line of the record that it is about, from 1; none where it is about the whole file.
    pub line: Option<u64>,
}

impl ReadNotice {
    pub(crate) fn new(message: impl Into<String>, line: Option<u64>) -> Self {
        Self { message: message.into(), line }
    }
}

/// An article whose text stands where it was read from, as far as it stands there as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BorrowedArticle<'a> {
    /// As in [`Article`], and so are the others.
    pub id: Cow<'a, str>,
    /// Title, an empty line, and text.
    pub text: Cow<'a, str>,
    /// Whether the text is a page in HTML.
    pub html: bool,
    /// Address of the page.
    pub url: Option<Cow<'a, str>>,
    /// Name of the outlet.
    pub outlet: Option<Cow<'a, str>>,
    /// Date, as written.
    pub date: Option<Cow<'a, str>>,
    /// Event or other group.
    pub group: Option<Cow<'a, str>>,
    /// What was unusual about the bytes.
    pub notices: Vec<ReadNotice>,
}

/// Title and text as one. A page has its title within.
pub(crate) fn whole_text<'a>(title: Option<&str>, text: Cow<'a, str>) -> Cow<'a, str> {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    match title.map(str::trim) {
        Some(title)
            if !title.is_empty() && !start.starts_with(title) && !start.starts_with('<') =>
        {
            Cow::Owned([title, &text].join("\n\n"))
        }
        _ => text,
    }
}
