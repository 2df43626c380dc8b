//! Copies of articles in folders named by their classes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::output::WholeFile;

/// Longest file name taken from an id, in bytes: file systems allow 255.
const MAX_NAME: usize = 120;

/// A tree of folders that articles are sorted into. Originals stay where they are.
pub struct SortedTree {
    root: PathBuf,
    /// How many articles have had a name so far.
    taken: BTreeMap<PathBuf, u32>,
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
        Ok(Self { root: root.to_owned(), taken: BTreeMap::new() })
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
        let count = self.taken.entry(folder.join(&stem)).or_default();
        *count += 1;
        // No name made from an id holds two dots in a row, so that none is given twice.
        let number = if *count > 1 { format!("..{count}") } else { String::new() };
        let path = folder.join(format!("{stem}{number}.{ending}"));
        let mut file = WholeFile::create(&path)?;
        // The copy is UTF-8, whatever the page declares: a mark outweighs that in every browser.
        let decoded = article.bytes.as_ref().is_some_and(|map| !map.is_identity());
        if article.html && decoded {
            file.write_all("\u{FEFF}".as_bytes())?;
        }
        file.write_all(article.text.as_bytes())?;
        file.finish()?;
        Ok(path)
    }
}

fn name(article: &Article) -> (String, &'static str) {
    let endings = [".txt", ".html", ".htm"];
    let stem = endings.iter().find_map(|e| article.id.strip_suffix(e)).unwrap_or(&article.id);
    let stem = safe(&stem[..stem.floor_char_boundary(MAX_NAME)]);
    (
        if stem.is_empty() { "article".into() } else { stem },
        if article.html { "html" } else { "txt" },
    )
}

/// The name with everything replaced that could lead elsewhere.
fn safe(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '=');
    let mut name: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    while name.contains("..") {
        name = name.replace("..", ".");
    }
    name.trim_start_matches('.').to_owned()
}
