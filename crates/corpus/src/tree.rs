//! Copies of articles in folders named by their classes.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::output::WholeFile;

/// Longest file name taken from an id, in characters.
const MAX_NAME: usize = 80;

/// A tree of folders that articles are sorted into. Originals stay where they are.
pub struct SortedTree {
    root: PathBuf,
    taken: BTreeSet<PathBuf>,
}

impl SortedTree {
    /// A tree below `root`, which is made where it is missing.
    ///
    /// # Errors
    /// Where it cannot be made, or holds something already.
    pub fn create(root: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(root)?;
        if std::fs::read_dir(root)?.next().is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder is not empty"));
        }
        Ok(Self { root: root.to_owned(), taken: BTreeSet::new() })
    }

    /// Copies an article into the folder that its classes name, outermost first. Names of files are
    /// made from ids: letters, digits, `.`, `_` and `-` stay, so that no id can name another place.
    ///
    /// # Errors
    /// Where the copy cannot be written.
    pub fn add(&mut self, article: &Article, folders: &[String]) -> io::Result<PathBuf> {
        let folder = folders.iter().fold(self.root.clone(), |path, f| path.join(safe(f)));
        std::fs::create_dir_all(&folder)?;
        let (stem, ending) = name(article);
        let mut path = folder.join(format!("{stem}.{ending}"));
        let mut number = 2;
        while !self.taken.insert(path.clone()) {
            path = folder.join(format!("{stem}-{number}.{ending}"));
            number += 1;
        }
        let mut file = WholeFile::create(&path)?;
        file.write_all(article.text.as_bytes())?;
        file.finish()?;
        Ok(path)
    }
}

fn name(article: &Article) -> (String, &'static str) {
    let endings = [".txt", ".html", ".htm"];
    let stem = endings.iter().find_map(|e| article.id.strip_suffix(e)).unwrap_or(&article.id);
    let stem = safe(stem);
    (
        if stem.is_empty() { "article".into() } else { stem },
        if article.html { "html" } else { "txt" },
    )
}

fn safe(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '=');
    let name: String = name.chars().take(MAX_NAME).map(|c| if fits(c) { c } else { '_' }).collect();
    name.trim_start_matches('.').to_owned()
}
