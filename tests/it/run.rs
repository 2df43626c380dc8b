//! Running the built program in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with files, in which rasid runs.
pub(crate) struct Place {
    dir: TempDir,
}

/// What a run said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// Puts a file in place.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs rasid with words that are parted by spaces.
    pub(crate) fn rasid(&self, words: &str) -> Said {
        self.rasid_with(words, "")
    }

    /// Runs rasid and holds it to its exit code and to what its lines say, where blanks count as one:
    /// columns are as wide as need be.
    #[track_caller]
    pub(crate) fn tells(&self, words: &str, code: i32, said: &[&str]) -> Said {
        let run = self.rasid(words);
        let all = format!("{}\n{}", run.err, run.out);
        assert_eq!(run.code, code, "rasid {words}\n{all}");
        let narrow: Vec<String> =
            all.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for piece in said {
            assert!(
                narrow.iter().any(|l| l.contains(piece)),
                "rasid {words} does not say {piece:?}:\n{all}"
            );
        }
        assert!(!all.contains("NaN") && !all.contains("panicked"), "{all}");
        run
    }

    pub(crate) fn rasid_with(&self, words: &str, input: impl Into<Vec<u8>>) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rasid"));
        command.current_dir(self.dir.path()).args(words.split_whitespace());
        let output = command.write_stdin(input).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Said {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A row of a table, by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// All rows of a table of the project.
#[track_caller]
pub(crate) fn table(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(project(path)).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        header.iter().zip(&r).map(|(h, v)| (h.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}
