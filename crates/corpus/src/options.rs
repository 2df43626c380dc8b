//! How records are read: which columns hold what.

/// What columns mean.
///
/// ```
/// use rasid_corpus::{Columns, ReadOptions};
///
/// let columns = Columns { text: Some("body".into()), ..Columns::default() };
/// let options = ReadOptions { columns };
/// assert_ne!(options, ReadOptions::default());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Names that take the place of the usual ones.
    pub columns: Columns,
}

/// Names of columns in tables, Parquet files and objects of JSON Lines; none keeps the usual name, which is
/// that of the field here. A column that is named and does not exist is an error: of the file
/// where it has a header, of the record in JSON Lines (`text` and `id` only, because writers of JSON
/// leave out what is empty).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The text of the article.
    pub text: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Address of its page.
    pub url: Option<String>,
    /// Name of its outlet.
    pub outlet: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Event or other group that folds must not split.
    pub group: Option<String>,
    /// A file that holds the text, where there is no text.
    pub path: Option<String>,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Text,
    Id,
    Title,
    Url,
    Outlet,
    Date,
    Group,
    Path,
}

impl Column {
    pub(crate) const ALL: [Self; 8] = [
        Self::Text,
        Self::Id,
        Self::Title,
        Self::Url,
        Self::Outlet,
        Self::Date,
        Self::Group,
        Self::Path,
    ];
    const USUAL: [&str; 8] = ["text", "id", "title", "url", "outlet", "date", "group", "path"];
}

/// The name of each column, in order of [`Column::ALL`].
#[derive(Debug, Clone)]
pub(crate) struct Names {
    names: [String; 8],
    mapped: [bool; 8],
}

impl Names {
    pub(crate) fn new(options: &ReadOptions) -> Self {
        let Columns { text, id, title, url, outlet, date, group, path } = &options.columns;
        let typed = [text, id, title, url, outlet, date, group, path];
        let name = |i: usize| typed[i].clone().unwrap_or_else(|| Column::USUAL[i].to_owned());
        Self { names: std::array::from_fn(name), mapped: typed.map(Option::is_some) }
    }

    pub(crate) fn name(&self, column: Column) -> &str {
        &self.names[column as usize]
    }

    /// Whether the name was given.
    pub(crate) fn is_mapped(&self, column: Column) -> bool {
        self.mapped[column as usize]
    }

    /// Which columns a name means, in order of [`Column::ALL`]; mostly one or none.
    pub(crate) fn meant(&self, name: &str) -> [bool; 8] {
        std::array::from_fn(|i| self.names[i] == name)
    }

    /// The first name that was given and is not among those that exist.
    pub(crate) fn missing(&self, exists: impl Fn(&str) -> bool) -> Option<&str> {
        let mapped = Column::ALL.into_iter().filter(|&c| self.is_mapped(c));
        mapped.map(|c| self.name(c)).find(|name| !exists(name))
    }
}
