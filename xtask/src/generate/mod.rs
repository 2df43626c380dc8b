//! Made-up Arabic articles as JSON Lines, for measuring: as many as are asked for, and equal on every machine.
//!
//! Frequencies of words, lengths, names, quotations and marks are like those of news; no sentence is anyone's.
//! Words depend on the labels, so that there is something to learn.

mod article;
mod draw;
mod lists;
mod prose;
mod vocabulary;

use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;

use article::Author;
use draw::Draw;
use vocabulary::Vocabulary;

/// How many articles, and of what kind. An article depends on all but `articles`: fewer articles are the
/// first ones of more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// Number of articles.
    pub(crate) articles: u64,
    /// Another seed gives other words and other articles.
    pub(crate) seed: u64,
    /// Mean number of words in an article, at least 20.
    pub(crate) words: u32,
    /// Word types, from 1,000 to 10 million.
    pub(crate) types: u32,
    /// Where they go; standard output where there is none.
    pub(crate) output: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { articles: 1_000, seed: 1, words: 600, types: 190_000, output: None }
    }
}

impl Settings {
    /// What was typed.
    ///
    /// # Errors
    /// An option that is unknown, lacks its value or is out of range.
    pub(crate) fn parse(args: &[&str]) -> Result<Settings, String> {
        let mut settings = Settings::default();
        for pair in args.chunks(2) {
            let &[option, value] = pair else {
                return Err(format!("{}: a value is missing", pair[0]));
            };
            let number = |least: u64, most: u64| match value.parse::<u64>() {
                Ok(number) if (least..=most).contains(&number) => Ok(number),
                _ => Err(format!("{option} {value}: not a number from {least} to {most}")),
            };
            match option {
                "--articles" => settings.articles = number(0, 1 << 40)?,
                "--seed" => settings.seed = number(0, u64::MAX)?,
                "--words" => settings.words = number(20, 1_000_000)? as u32,
                "--types" => settings.types = number(1_000, 10_000_000)? as u32,
                "-o" | "--output" => settings.output = Some(value.into()),
                _ => return Err(format!("{option}: unknown option of generate")),
            }
        }
        Ok(settings)
    }
}

/// Writes the articles.
///
/// # Errors
/// The output cannot be written. A closed pipe is the end, and no error.
pub(crate) fn run(args: &[&str]) -> Result<(), String> {
    let settings = Settings::parse(args)?;
    let out: Box<dyn Write> = match &settings.output {
        Some(path) => {
            Box::new(std::fs::File::create(path).map_err(|e| format!("{}: {e}", path.display()))?)
        }
        None => Box::new(std::io::stdout().lock()),
    };
    match write(&settings, BufWriter::with_capacity(1 << 20, out)) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("generate: {error}")),
        _ => Ok(()),
    }
}

fn write(settings: &Settings, mut out: impl Write) -> std::io::Result<()> {
    let vocabulary = Vocabulary::new(settings.types, &mut Draw::new(settings.seed, 0));
    let author = Author::new(&vocabulary, settings);
    let mut line = String::new();
    for number in 0..settings.articles {
        line.clear();
        author.write(number, &mut line);
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}

#[cfg(test)]
mod tests;
