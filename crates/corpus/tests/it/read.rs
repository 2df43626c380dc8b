//! What tests of readers share: files to read, and what was read in short.

use std::io::Write;
use std::path::PathBuf;

use rasid_corpus::{Article, Columns, Input, ReadOptions, RecordError, articles, inputs};

/// A folder of files that goes when it is dropped.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What is read of a path, with the folder's own name left out.
    pub(crate) fn read(&self, name: &str) -> Vec<String> {
        self.read_with(name, &ReadOptions::default())
    }

    pub(crate) fn read_with(&self, name: &str, options: &ReadOptions) -> Vec<String> {
        let root = format!("{}/", self.0.path().display());
        let read = articles(inputs(&self.path(name)), options).map(|read| shown(&read));
        read.map(|line| line.replace(&root, "")).collect()
    }
}

/// An article as `id: text`, a fault as `file:line! message`.
pub(crate) fn shown(read: &Result<Article, RecordError>) -> String {
    match read {
        Ok(article) => format!("{}: {}", article.id, article.text),
        Err(e) => {
            let line = e.line().map_or(String::new(), |line| format!(":{line}"));
            format!("{}{line}! {e}", e.file().display())
        }
    }
}

/// Reads bytes as standard input does.
pub(crate) fn stream(name: &str, bytes: &[u8]) -> Vec<String> {
    let input = Input::from_stream(name, std::io::Cursor::new(bytes.to_vec()));
    articles([Ok(input)], &ReadOptions::default()).map(|read| shown(&read)).collect()
}

/// Fails unless each line that was read contains what is expected of it.
#[track_caller]
pub(crate) fn assert_read(read: &[String], expected: &[&str]) {
    let fits = |(line, piece): (&String, &&str)| line.contains(piece);
    let all = read.len() == expected.len() && read.iter().zip(expected).all(fits);
    assert!(all, "read\n{}\nexpected\n{}", read.join("\n"), expected.join("\n"));
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes.as_ref()).unwrap();
    out.finish().unwrap()
}

pub(crate) fn zst(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 1).unwrap()
}

/// A tar archive of these files.
pub(crate) fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o644);
        archive.append_data(&mut head, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// JSON Lines of articles with these ids, the text of each being `text of ID`.
pub(crate) fn lines(ids: &[&str]) -> String {
    let line = |id: &&str| format!("{{\"id\":\"{id}\",\"text\":\"text of {id}\"}}\n");
    ids.iter().map(line).collect()
}

pub(crate) fn columns(columns: Columns) -> ReadOptions {
    ReadOptions { columns }
}
