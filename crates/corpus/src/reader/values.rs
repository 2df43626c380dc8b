//! From the columns of a record to an article.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rasid_text::{ByteMap, DecodeNotice};

use super::bytes::put_right;
use super::{Record, whole};
use crate::article::{Article, BorrowedArticle, ReadNotice, whole_text};
use crate::error::RecordError;
use crate::inputs::Kind;
use crate::options::{Column, Names};

/// What the records of one file have in common.
pub(crate) struct Origin {
    pub(crate) file: Arc<Path>,
    /// The id of the article where the file is one; the start of the ids of records without one.
    pub(crate) id: String,
    /// What is unusual about the whole file.
    pub(crate) notices: Vec<ReadNotice>,
    pub(crate) names: Arc<Names>,
}

/// The columns that have a meaning.
#[derive(Debug, Default)]
pub(crate) struct Values<'a>([Option<Cow<'a, str>>; Column::ALL.len()]);

impl<'a> Values<'a> {
    /// Sets a column; the last value stands.
    pub(crate) fn set(&mut self, column: Column, value: Option<Cow<'a, str>>) {
        self.0[column as usize] = value;
    }

    /// Sets all columns that a name means.
    pub(crate) fn set_meant(&mut self, meant: [bool; Column::ALL.len()], value: Cow<'a, str>) {
        for column in Column::ALL.into_iter().filter(|&c| meant[c as usize]) {
            self.set(column, Some(value.clone()));
        }
    }

    fn take(&mut self, column: Column) -> Option<Cow<'a, str>> {
        self.0[column as usize].take().filter(|v| !v.trim().is_empty())
    }
}

/// One record's place and shape.
#[derive(Default)]
pub(crate) struct Place {
    /// Line on which it starts, where the file has lines.
    pub(crate) line: Option<u64>,
    /// Its number in the file, from 1, where the file holds several.
    pub(crate) number: Option<u64>,
    pub(crate) html: bool,
    pub(crate) notices: Vec<ReadNotice>,
    /// The way from the text back to the bytes of the file, where the file is the article.
    pub(crate) bytes: Option<ByteMap>,
}

/// The article of a record with all of its columns.
pub(crate) fn of_record(
    record: Record,
    origin: &Origin,
    number: u64,
) -> Result<Article, RecordError> {
    let Record { mut columns, line, notices, .. } = record;
    let mut values = Values::default();
    for column in Column::ALL {
        values.set(column, columns.remove(origin.names.name(column)).map(Cow::Owned));
    }
    let number = Some(number);
    article(values, origin, Place { line, number, notices, ..Place::default() })
}

/// Gives the columns of a record their meaning.
pub(crate) fn article(
    values: Values<'_>,
    origin: &Origin,
    mut place: Place,
) -> Result<Article, RecordError> {
    let number = place.number;
    let id = || match number {
        Some(number) => format!("{}#{number}", origin.id),
        None => origin.id.clone(),
    };
    let (line, bytes) = (place.line, place.bytes.take());
    let read = borrowed(values, origin, (place, bytes.is_some()), id)?;
    Ok(Article {
        id: read.id.into_owned(),
        text: read.text.into_owned(),
        html: read.html,
        url: read.url.map(Cow::into_owned),
        outlet: read.outlet.map(Cow::into_owned),
        date: read.date.map(Cow::into_owned),
        group: read.group.map(Cow::into_owned),
        file: Arc::clone(&origin.file),
        line,
        notices: read.notices,
        bytes,
    })
}

/// The same without a copy of what stands in the values as it is. `is_right` says that the text was put right
/// as a whole; `id` makes one where the record has none.
pub(crate) fn borrowed<'a>(
    mut values: Values<'a>,
    origin: &Origin,
    (place, is_right): (Place, bool),
    id: impl FnOnce() -> String,
) -> Result<BorrowedArticle<'a>, RecordError> {
    let Place { line, mut html, mut notices, .. } = place;
    notices.extend(origin.notices.iter().cloned());
    let id = values.take(Column::Id).unwrap_or_else(|| Cow::Owned(id()));
    let fault = |what: &str| RecordError::new(&origin.file, line, what).id(&*id);
    let title = values.take(Column::Title);
    let text = match (values.take(Column::Text), values.take(Column::Path)) {
        (Some(text), _) => text,
        (None, Some(path)) => {
            let file = below(&path, origin).ok_or_else(|| {
                fault(&format!("`path` {path} leads out of the folder of this file"))
                    .hint("give a path below that folder")
            })?;
            html = Kind::of(&file) == Some(Kind::Html);
            let whole = whole::text_of_file(&file).map_err(|e| {
                let hint = "`path` is relative to the folder of this file";
                fault(&format!("no article at its `path`: {e}")).hint(e.way_out().unwrap_or(hint))
            })?;
            let about = |n: &DecodeNotice| format!("{}: {}", file.display(), n.message());
            notices.extend(whole.notices.iter().map(|n| ReadNotice::new(about(n), line)));
            Cow::Owned(whole.text)
        }
        (None, None) if title.is_some() => Cow::Borrowed(""),
        (None, None) => {
            let (text, path) = (origin.names.name(Column::Text), origin.names.name(Column::Path));
            return Err(
                fault("the record has no text").hint(format!("fill its `{text}` or its `{path}`"))
            );
        }
    };
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Err(fault(&format!("NUL at byte {at} of the text: this is no text"))
            .hint("binary files are refused; convert UTF-16 to UTF-8"));
    }
    // A file that is one article was put right as a whole.
    let mut right = |value| put_right(value, line, &mut notices);
    let text = if is_right { text } else { right(text) };
    let title = title.map(&mut right);
    let outlet = values.take(Column::Outlet).map(right);
    Ok(BorrowedArticle {
        id,
        text: whole_text(title.as_deref(), text),
        html,
        url: values.take(Column::Url),
        outlet,
        date: values.take(Column::Date),
        group: values.take(Column::Group),
        notices,
    })
}

/// The file that a record's `path` names; none where it leads out of the folder of the record's file.
fn below(path: &str, origin: &Origin) -> Option<PathBuf> {
    let inside = |c| matches!(c, Component::Normal(_) | Component::CurDir);
    let inside = Path::new(path).components().all(inside);
    inside.then(|| origin.file.parent().unwrap_or(Path::new("")).join(path))
}
