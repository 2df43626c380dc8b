//! What the user named: files, folders, standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::RecordError;
use crate::reader::Packing;

/// How a file holds articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The whole file is one article in plain text.
    Text,
    /// The whole file is one article in HTML.
    Html,
    /// A table with a header line.
    Csv,
    /// The same with tabs between its columns.
    Tsv,
    /// One JSON object a line.
    JsonLines,
    /// Columns of Apache Parquet.
    Parquet,
    /// A crawl (ISO 28500).
    Warc,
    /// An archive of files of any of these kinds.
    Tar,
}

impl Kind {
    /// By the ending of the name, before `.gz` or `.zst` where it has one; none for endings that are no
    /// articles.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        if name.to_ascii_lowercase().ends_with(".tgz") {
            return Some(Self::Tar);
        }
        let name = Packing::of_name(name).map_or(name, |(_, stem)| stem);
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "parquet" => Some(Self::Parquet),
            "warc" | "wet" => Some(Self::Warc),
            "tar" => Some(Self::Tar),
            _ => None,
        }
    }

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Html => "HTML",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::JsonLines => "JSON Lines",
            Self::Parquet => "Parquet",
            Self::Warc => "WARC",
            Self::Tar => "tar",
        }
    }
}

/// A place that articles are read from.
pub struct Input {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) kind: Option<Kind>,
    pub(crate) source: Source,
}

pub(crate) enum Source {
    File,
    Stream(Box<dyn Read + Send>),
}

impl Input {
    /// A file on disk, with the id that its article has where the file is the record.
    pub fn from_file(id: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { id: id.into(), kind: Kind::of(&path), path, source: Source::File }
    }

    /// The file, or a stream's name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A stream, with a name for messages.
    pub fn from_reader(name: &str, kind: Kind, reader: impl Read + Send + 'static) -> Self {
        Self {
            id: name.into(),
            path: name.into(),
            kind: Some(kind),
            source: Source::Stream(Box::new(reader)),
        }
    }

    /// A stream whose kind is told from its first bytes, with a name for messages.
    pub fn from_stream(name: &str, reader: impl Read + Send + 'static) -> Self {
        let source = Source::Stream(Box::new(reader));
        Self { id: name.into(), path: name.into(), kind: None, source }
    }

    /// Standard input, whose kind is told from its first bytes.
    pub fn stdin() -> Self {
        Self::from_stream("-", std::io::stdin())
    }
}

/// The files that a path names, in order of their names; a folder is walked, links are followed. A path
/// that does not exist and holds `*`, `?` or `[` is a pattern, for shells that leave it as it is. `-` is
/// standard input. What cannot be opened or listed is an error in its place.
pub fn inputs(path: &Path) -> Vec<Result<Input, RecordError>> {
    if path == Path::new("-") {
        return vec![Ok(Input::stdin())];
    }
    let fault = |what: String| RecordError::new(path, None, what);
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(_) if is_pattern(path) => return matching(path),
        Err(e) => {
            let fault = fault(format!("cannot open {}: {e}", path.display()));
            return vec![Err(fault.hint("check the path; `-` reads standard input"))];
        }
    };
    if !about.is_dir() {
        return vec![Ok(Input::from_file(path.to_string_lossy(), path))];
    }
    let shown =
        |e: &walkdir::DirEntry| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(path).sort_by_file_name().follow_links(true);
    let mut found = Vec::new();
    for entry in walk.into_iter().filter_entry(shown) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && Kind::of(entry.path()).is_some() => {
                let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
                found.push(Ok(Input::from_file(below.to_string_lossy(), entry.path())));
            }
            Ok(_) => {}
            Err(e) => {
                let place = e.path().unwrap_or(path);
                let why = e.io_error().map_or_else(|| e.to_string(), ToString::to_string);
                let what = format!("cannot open {}: {why}", place.display());
                found.push(Err(
                    RecordError::new(place, None, what).hint("check its permissions and links")
                ));
            }
        }
    }
    if found.is_empty() {
        let what = format!("no articles in {}", path.display());
        found.push(Err(
            fault(what).hint("articles are files that end in .txt, .html, .csv, .tsv, .jsonl, .parquet, .warc or .tar, also with .gz or .zst")
        ));
    }
    found
}

fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|p| p.contains(['*', '?', '[']))
}

/// The files and folders that a pattern names. `*` stands for no hidden file, `**` for any folders.
fn matching(path: &Path) -> Vec<Result<Input, RecordError>> {
    let pattern = path.to_string_lossy();
    let fault = |what: String, hint: &str| vec![Err(RecordError::new(path, None, what).hint(hint))];
    let options = glob::MatchOptions {
        require_literal_leading_dot: true,
        require_literal_separator: true,
        ..glob::MatchOptions::default()
    };
    let found = match glob::glob_with(&pattern, options) {
        Ok(found) => found,
        Err(e) => return fault(format!("cannot open {pattern}: {e}"), "* and ? stand for names"),
    };
    let all: Vec<_> = found
        .flat_map(|found| match found {
            Ok(path) => inputs(&path),
            Err(e) => {
                let what = format!("cannot open {}: {}", e.path().display(), e.error());
                vec![Err(RecordError::new(e.path(), None, what).hint("check its permissions"))]
            }
        })
        .collect();
    if all.is_empty() {
        return fault(
            format!("cannot open {pattern}: no file is named like it"),
            "check the path; `-` reads standard input",
        );
    }
    all
}
