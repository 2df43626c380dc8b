//! Stages for reading. Colours are written always; who prints strips them where they do not belong.

use std::io::{self, Write};
use std::ops::Range;

use owo_colors::{AnsiColors, OwoColorize};
use rasid_pipeline::SpeechKind;

use super::{Row, Stage, Walked, kind_name, named_facts};
use crate::inert::{inert, short};

/// Colours of targets, in the order of the codebook.
const COLORS: [AnsiColors; 6] = [
    AnsiColors::Red,
    AnsiColors::Blue,
    AnsiColors::Green,
    AnsiColors::Magenta,
    AnsiColors::Cyan,
    AnsiColors::Yellow,
];

fn color(number: usize) -> AnsiColors {
    COLORS[number % COLORS.len()]
}

/// Writes a stage, a row a line: offsets, what the stage says, the words last, as Arabic is read.
///
/// # Errors
/// Those of the writer.
pub fn write_stage(out: &mut dyn Write, walked: &Walked<'_>, stage: Stage) -> io::Result<()> {
    heading(out, walked)?;
    for row in walked.rows(stage) {
        let place = (walked.place)(row.source.clone());
        write!(out, "{} ", format!("{:>6}..{:<6}", place.start, place.end).dimmed())?;
        match (stage, &row.speech) {
            (_, Some(said)) => {
                let part = |name: &str, words: Option<&str>| match words {
                    Some(words) => format!(" {} {}", name.dimmed(), inert(words)),
                    None => String::new(),
                };
                let kind = format!("{:8}", kind_name(said.kind));
                let (verb, speaker) = (part("verb", said.verb), part("speaker", said.speaker));
                writeln!(out, "{}{verb}{speaker}", kind.cyan())?;
                writeln!(out, "               {}", slice(walked, &row).italic())?;
            }
            (Stage::Mentions, _) => {
                let target = row.target.unwrap_or_default();
                let number = walked.book.targets().iter().position(|t| t.name == target);
                let color = color(number.unwrap_or_default());
                let (before, after) = around(walked.source, &row.source);
                let words = slice(walked, &row);
                let words = words.color(color).bold().to_string();
                let target = format!("{target:10}");
                let (before, after) = (inert(before), inert(after));
                writeln!(out, "{} {before}{words}{after}", target.color(color))?;
            }
            _ => {
                let (token, stem) = walked.words(&row);
                let stem =
                    if stem == token { "=".dimmed().to_string() } else { stem.green().to_string() };
                writeln!(out, "{} {stem} {token}", inert(&walked.source[row.source.clone()]))?;
            }
        }
    }
    Ok(())
}

/// Writes what is known of an article and its body, with mentions in the colours of their targets and
/// direct speech underlined.
///
/// # Errors
/// Those of the writer.
pub fn write_overview(
    out: &mut dyn Write,
    walked: &Walked<'_>,
    encoding: &[String],
) -> io::Result<()> {
    heading(out, walked)?;
    let walk = walked.walk;
    let mut line = |name: &str, value: &str| -> io::Result<()> {
        if value.is_empty() {
            Ok(())
        } else {
            writeln!(out, "{} {value}", format!("{name:10}").bold())
        }
    };
    let code = |code: Option<&'static str>| code.unwrap_or("not sure");
    line("language", &format!("{} ({})", code(walk.language), code(walk.script)))?;
    let facts = &walk.facts;
    for (name, fact) in named_facts(facts) {
        line(name, &fact.map(|f| inert(&f.text)).unwrap_or_default())?;
    }
    if let Some(date) = &facts.date {
        let day = date.gregorian.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}  "));
        line("date", &format!("{}{}", day.unwrap_or_default(), inert(&date.written.text)))?;
    }
    let (tokens, sentences) = (walk.tokens.list().len(), walk.tokens.sentences());
    line("words", &format!("{tokens} in {sentences} sentences"))?;
    let mentions: Vec<String> = walked
        .book
        .targets()
        .iter()
        .enumerate()
        .map(|(number, target)| {
            let count = walk.mentions.list().iter().filter(|m| m.target == number).count();
            format!("{} {count}", target.name.color(color(number)))
        })
        .collect();
    line("mentions", &mentions.join(", "))?;
    let count = |kind| walk.speeches.list().iter().filter(|s| s.kind == kind).count();
    let direct = format!("{} direct", count(SpeechKind::Direct)).underline().to_string();
    line("speech", &format!("{direct}, {} reported", count(SpeechKind::Reported)))?;
    let left: Vec<&rasid_pipeline::Part> =
        walk.body.parts().iter().filter(|p| !p.in_body).collect();
    for part in left {
        line(
            "left out",
            &format!("{}: {}", part.kind.name(), inert(&walked.source[part.span.clone()]))
                .dimmed()
                .to_string(),
        )?;
    }
    let notes = encoding.iter().map(String::as_str);
    for note in notes.chain(walk.body.notes().iter().map(|n| n.message())) {
        line("note", &inert(note).yellow().to_string())?;
    }
    writeln!(out)?;
    marked_body(out, walked)
}

/// The normalised body's words as the source spells them, painted.
fn marked_body(out: &mut dyn Write, walked: &Walked<'_>) -> io::Result<()> {
    let walk = walked.walk;
    let list = walk.tokens.list();
    let mut paint: Vec<Option<usize>> = vec![None; list.len()];
    for mention in walk.mentions.list() {
        paint[mention.tokens.clone()].fill(Some(mention.target));
    }
    let mut direct = vec![false; list.len()];
    for speech in walk.speeches.list().iter().filter(|s| s.kind == SpeechKind::Direct) {
        direct[speech.tokens.clone()].fill(true);
    }
    let text = walk.text.text();
    let mut at = 0;
    for (i, token) in list.iter().enumerate() {
        between(out, &text[at..token.range().start], i > 0 && direct[i] && direct[i - 1])?;
        at = token.range().end;
        let word = inert(&walked.source[token.source()]);
        let word = match paint[i] {
            Some(target) => word.color(color(target)).bold().to_string(),
            None => word,
        };
        if direct[i] { write!(out, "{}", word.underline())? } else { write!(out, "{word}")? }
    }
    between(out, &text[at..], false)?;
    writeln!(out)
}

/// What stands between two words: line ends stay, so that paragraphs do.
fn between(out: &mut dyn Write, gap: &str, direct: bool) -> io::Result<()> {
    for (i, line) in gap.split('\n').enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        let line = inert(line);
        if direct && !line.is_empty() {
            write!(out, "{}", line.underline())?
        } else {
            write!(out, "{line}")?
        }
    }
    Ok(())
}

fn heading(out: &mut dyn Write, walked: &Walked<'_>) -> io::Result<()> {
    walked.id.map_or(Ok(()), |id| writeln!(out, "{}", short(&inert(id)).bold().underline()))
}

fn slice(walked: &Walked<'_>, row: &Row<'_>) -> String {
    inert(&walked.source[row.source.clone()])
}

/// Some words before and after a span, within its line.
fn around<'t>(text: &'t str, span: &Range<usize>) -> (&'t str, &'t str) {
    const REACH: usize = 60;
    let from = text.ceil_char_boundary(span.start.saturating_sub(REACH));
    let before = &text[from..span.start];
    let before = before.rsplit('\n').next().unwrap_or_default();
    let to = text.floor_char_boundary((span.end + REACH).min(text.len()));
    let after = text[span.end..to].split('\n').next().unwrap_or_default();
    (before, after)
}
