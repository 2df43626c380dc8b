//! What went wrong, said once: error, causes, hint, exit code.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rasid_codebook::CodebookError;
use rasid_corpus::{LabelsError, RecordError};
use rasid_pipeline::ModelError;

use crate::printer::Printer;

/// More faults of one file than this are counted, not told.
const MAX_TOLD: usize = 20;

/// Which exit code a failure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Done, but something that was asked about was found: records skipped under `--strict`, findings
    /// at or above `--fail-on`.
    Found = 1,
    /// The words typed do not go together.
    Usage = 2,
    /// An input cannot be used.
    Input = 3,
    /// A model cannot be used.
    Model = 4,
    /// An output cannot be written.
    Output = 5,
    /// Ctrl-C.
    Interrupted = 130,
}

/// A place in an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1, where the file has lines.
    pub line: Option<u64>,
}

/// Why a command ends early.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
    spot: Option<Spot>,
    /// The reader of our output has gone: nothing is left to say.
    quiet: bool,
}

impl Failure {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), causes: vec![], hint: None, spot: None, quiet: false }
    }

    /// Words that do not go together.
    pub(crate) fn usage(e: &clap::Error) -> Self {
        let text = e.to_string();
        let message = text.trim().trim_start_matches("error: ");
        Self::new(Kind::Usage, message)
    }

    /// Which exit code the command line ends with.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What went wrong, in one line or a few.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Why, one reason each.
    pub fn causes(&self) -> &[String] {
        &self.causes
    }

    /// The way out, where there is one.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The record that is at fault, or the first of several.
    pub fn spot(&self) -> Option<&Spot> {
        self.spot.as_ref()
    }

    pub(crate) fn cause(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|h: &String| !h.is_empty());
        self
    }

    /// An output that cannot be written; a closed pipe ends the run without a word.
    pub(crate) fn output(path: Option<&Path>, e: &io::Error) -> Self {
        let name = path.map_or("standard output".into(), |p| p.display().to_string());
        let failure = Self::new(Kind::Output, format!("cannot write {name}")).cause(e.to_string());
        let failure = failure.hint("choose another place with -o, or make room");
        Self { quiet: e.kind() == io::ErrorKind::BrokenPipe, ..failure }
    }

    pub(crate) fn input(path: &Path, e: &io::Error) -> Self {
        Self::new(Kind::Input, format!("cannot read {}", path.display()))
            .cause(e.to_string())
            .hint("check the path")
    }

    pub(crate) fn model(path: &Path, e: &ModelError) -> Self {
        let failure =
            Self::new(Kind::Model, format!("cannot use {}", path.display())).cause(e.to_string());
        failure.hint("train it anew with `rasid train`, or copy it again")
    }

    pub(crate) fn codebook(path: &Path, e: &CodebookError) -> Self {
        let failure =
            Self::new(Kind::Input, format!("cannot use {}", path.display())).cause(e.to_string());
        failure.hint(e.way_out().unwrap_or_default())
    }

    pub(crate) fn labels(e: &LabelsError) -> Self {
        let mut failure = Self::new(Kind::Input, format!("cannot use {}", e.file));
        failure.causes = e.faults.iter().take(MAX_TOLD).map(place_and_message).collect();
        failure.spot = e.faults.first().map(spot);
        if e.faults.len() > MAX_TOLD {
            failure.causes.push(format!("and {} more", e.faults.len() - MAX_TOLD));
        }
        let mut hints: Vec<&str> = Vec::new();
        for hint in e.faults.iter().filter_map(RecordError::way_out) {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        failure.hint(hints.into_iter().take(3).collect::<Vec<_>>().join("\nhint: "))
    }

    /// Tells the user and gives the exit code.
    pub(crate) fn report(self, printer: &Printer) -> ExitCode {
        if self.quiet {
            return ExitCode::SUCCESS;
        }
        printer.error(&self.message, &self.causes, self.hint.as_deref());
        ExitCode::from(self.kind as u8)
    }
}

impl From<RecordError> for Failure {
    fn from(e: RecordError) -> Self {
        let failure = Self::new(Kind::Input, place_and_message(&e));
        Self { spot: Some(spot(&e)), ..failure.hint(e.way_out().unwrap_or_default()) }
    }
}

fn spot(e: &RecordError) -> Spot {
    Spot { file: e.file().to_owned(), line: e.line() }
}

/// `file:line: message`, without the file where the message names it.
pub(crate) fn place_and_message(e: &RecordError) -> String {
    let (file, message) = (e.file().display().to_string(), e.to_string());
    match e.line() {
        Some(line) => format!("{file}:{line}: {message}"),
        None if message.contains(&file) => message,
        None => format!("{file}: {message}"),
    }
}
