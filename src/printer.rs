//! Everything that is shown: data on standard output, all else on standard error.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use owo_colors::OwoColorize;
use rasid_corpus::{Article, ReadNotice, WholeFile};
use rasid_report::inert;

use crate::diagnostics::Failure;
use crate::interrupt::remove_on_interrupt;

/// Shows notices, errors and progress. Quiet ones show errors only.
pub(crate) struct Printer {
    quiet: bool,
    /// What was said instead of shown, where someone else will show it.
    heard: Option<Mutex<Vec<String>>>,
}

impl Printer {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet, heard: None }
    }

    /// Shows nothing and keeps warnings, and what was skipped, for [`Printer::heard`].
    pub(crate) fn listening() -> Self {
        Self { quiet: true, heard: Some(Mutex::default()) }
    }

    /// What a listening one was told.
    pub(crate) fn heard(self) -> Vec<String> {
        let heard = self.heard.map(Mutex::into_inner);
        heard.map_or_else(Vec::new, |heard| heard.unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps what someone else will show; false where it is to be shown here.
    fn is_kept(&self, text: &str) -> bool {
        let Some(heard) = &self.heard else { return false };
        heard.lock().unwrap_or_else(PoisonError::into_inner).push(inert(text));
        true
    }

    /// Something good to know.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            Self::line(&inert(text));
        }
    }

    /// Something that may need a change.
    pub(crate) fn warning(&self, text: &str) {
        if !self.is_kept(text) && !self.quiet {
            Self::line(&format!("{} {}", "warning:".yellow().bold(), inert(text)));
        }
    }

    /// A record that was skipped. Told even when quiet: nothing is lost in silence.
    pub(crate) fn skipped(&self, text: &str, hint: Option<&str>) {
        let hint = hint.map_or(String::new(), |h| format!(" ({})", inert(h)));
        if !self.is_kept(&format!("skipped: {text}{hint}")) {
            Self::line(&format!("{} {}{hint}", "skipped:".yellow().bold(), inert(text)));
        }
    }

    pub(crate) fn error(&self, message: &str, causes: &[String], hint: Option<&str>) {
        Self::line(&format!("{} {}", "error:".red().bold(), inert(message)));
        for cause in causes {
            // A cause may show several lines, such as the place in a TOML file.
            let lines: Vec<String> = cause.lines().map(inert).collect();
            Self::line(&format!("  {} {}", "caused by:".bold(), lines.join("\n    ")));
        }
        if let Some(hint) = hint {
            Self::line("");
            hint.lines().for_each(|h| {
                let h = h.strip_prefix("hint: ").unwrap_or(h);
                Self::line(&format!("{} {}", "hint:".cyan().bold(), inert(h)));
            });
        }
    }

    /// Colours go where NO_COLOR and the terminal allow. A closed standard error is no reason to stop.
    fn line(text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// A bar for long work; hidden when quiet or when standard error is no terminal.
    pub(crate) fn progress(&self, what: &'static str, total: Option<u64>) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = match total {
            Some(_) => "{msg} {bar:30} {pos}/{len} {eta}",
            None => "{spinner} {msg} {pos} articles, {rate}",
        };
        let style = ProgressStyle::with_template(template);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.with_key("rate", |state: &ProgressState, out: &mut dyn fmt::Write| {
            let _ = write!(out, "{:.0}/s", state.per_sec());
        }));
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// How far a run over many records is, and how fast.
pub(crate) struct Pace {
    bar: ProgressBar,
    start: Instant,
}

impl Printer {
    /// Shows the pace of a run; `total` is the bytes of its inputs, where they are known.
    pub(crate) fn pace(&self, total: Option<u64>) -> Pace {
        let bar = self.progress("classifying", total);
        let template = match total {
            Some(_) => "{msg} {bar:30} {percent}%, {eta} left",
            None => "{spinner} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Pace { bar, start: Instant::now() }
    }
}

impl Pace {
    /// Shows records and bytes so far, and where in the inputs the run is.
    pub(crate) fn show(&self, records: u64, bytes: u64, position: u64) {
        if self.bar.is_hidden() {
            return;
        }
        let seconds = self.time().as_secs_f64().max(1e-3);
        let (speed, articles) = (bytes as f64 / 1e6 / seconds, records as f64 / seconds);
        self.bar.set_message(format!("{records} articles, {speed:.0} MB/s, {articles:.0}/s"));
        self.bar.set_position(position);
    }

    /// Time since the start.
    pub(crate) fn time(&self) -> Duration {
        self.start.elapsed()
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// More notices on bytes than this are counted in a run, not told.
const MAX_BYTE_NOTICES: usize = 20;

/// How the bytes of an article were read.
pub(crate) struct NoticesOfArticle {
    file: PathBuf,
    notices: Vec<ReadNotice>,
}

impl NoticesOfArticle {
    /// None where they were plain UTF-8.
    pub(crate) fn of(article: &Article) -> Option<Self> {
        let file = || article.file.to_path_buf();
        let notices = || article.notices.clone();
        (!article.notices.is_empty()).then(|| Self { file: file(), notices: notices() })
    }
}

/// Tells how bytes were read: once a file, or once a record where one record is meant.
pub(crate) struct ByteNotices<'a> {
    printer: &'a Printer,
    /// The last file, and what was told of it as a whole: articles come file by file.
    file: PathBuf,
    of_file: BTreeSet<ReadNotice>,
    count: usize,
}

impl<'a> ByteNotices<'a> {
    pub(crate) fn new(printer: &'a Printer) -> Self {
        Self { printer, file: PathBuf::new(), of_file: BTreeSet::new(), count: 0 }
    }

    /// Tells what is new about an article's bytes.
    pub(crate) fn tell(&mut self, article: &Article) {
        NoticesOfArticle::of(article).into_iter().for_each(|notices| self.take(notices));
    }

    /// Tells what is new among the notices of an article.
    pub(crate) fn take(&mut self, NoticesOfArticle { file, notices }: NoticesOfArticle) {
        if self.file != file {
            self.file.clone_from(&file);
            self.of_file.clear();
        }
        for notice in notices {
            if notice.line.is_none() && !self.of_file.insert(notice.clone()) {
                continue;
            }
            self.count += 1;
            if self.count <= MAX_BYTE_NOTICES {
                let line = notice.line.map_or(String::new(), |l| format!("{l}: "));
                let gap = if notice.line.is_some() { ":" } else { ": " };
                let place = file.display();
                self.printer.warning(&format!("{place}{gap}{line}{}", notice.message));
            }
        }
    }

    /// Tells how many were not told.
    pub(crate) fn finish(self) {
        if self.count > MAX_BYTE_NOTICES {
            let more = self.count - MAX_BYTE_NOTICES;
            self.printer.warning(&format!("{more} more notices on the bytes of records"));
        }
    }
}

/// Where a command's data go: standard output, or a file that appears whole or not at all.
pub(crate) enum Output<'a> {
    Stdout(io::BufWriter<io::StdoutLock<'static>>),
    File(WholeFile, &'a Path),
}

impl<'a> Output<'a> {
    /// `-` or nothing is standard output.
    pub(crate) fn open(path: Option<&'a Path>) -> Result<Self, Failure> {
        match path.filter(|p| *p != Path::new("-")) {
            None => Ok(Self::Stdout(io::BufWriter::new(io::stdout().lock()))),
            Some(path) => {
                let file = WholeFile::create(path).map_err(|e| Failure::output(Some(path), &e))?;
                file.part().into_iter().for_each(remove_on_interrupt);
                Ok(Self::File(file, path))
            }
        }
    }

    /// The file, if it is one.
    pub(crate) fn place(&self) -> Option<&'a Path> {
        match self {
            Self::Stdout(_) => None,
            Self::File(_, path) => Some(path),
        }
    }

    /// Turns an error of this output's writer into a failure.
    pub(crate) fn failed(&self, e: &io::Error) -> Failure {
        Failure::output(self.place(), e)
    }

    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => out.flush().map_err(|e| Failure::output(None, &e)),
            Self::File(file, path) => file.finish().map_err(|e| Failure::output(Some(path), &e)),
        }
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
}

/// Columns of the terminal on standard output; none where it is no terminal.
pub(crate) fn terminal_width() -> Option<u16> {
    let size = terminal_size::terminal_size_of(io::stdout());
    size.filter(|_| io::stdout().is_terminal()).map(|(width, _)| width.0)
}

/// Whether an output is shown: on standard output, or on a device that a path names.
pub(crate) fn is_terminal(output: Option<&Path>) -> bool {
    match output {
        Some(path) if path != Path::new("-") => {
            !path.is_file() && std::fs::File::open(path).is_ok_and(|f| f.is_terminal())
        }
        _ => io::stdout().is_terminal(),
    }
}

/// Colours go where NO_COLOR and the terminal allow.
pub(crate) fn takes_colors(output: Option<&Path>) -> bool {
    let choice = anstream::AutoStream::choice(&io::stdout());
    is_terminal(output) && choice != anstream::ColorChoice::Never
}
