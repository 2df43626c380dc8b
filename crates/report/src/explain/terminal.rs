//! For reading in a terminal: an axis after the other, in logical order.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table};
use owo_colors::OwoColorize;

use super::pieces::{Mark, Piece, runs, strongest};
use super::{Explained, Look, View, voice_name, way};
use crate::inert::{inert, short};
use crate::table::{Style, lines, numbers_right};

/// Sentences that carry so much of what the strongest one carries are shown.
const MATTERS: f64 = 0.2;
/// Sentences in the table.
const SENTENCES: usize = 8;

/// Writes an explanation for reading. Words for the verdict are blue and underlined, words against it
/// orange and in italics; without colours `[+` and `[-` stand before them. Words that a source says
/// stand in braces after its name.
///
/// # Errors
/// Those of the writer.
pub fn write_explanation(out: &mut dyn Write, of: &Explained<'_>, look: Look) -> io::Result<()> {
    let told = of.explanation;
    writeln!(out, "{}", bold(&short(&inert(of.id)), look))?;
    if let Some(outlet) = &told.verdict.outlet {
        writeln!(out, "outlet: {}", short(&inert(outlet)))?;
    }
    if let Some(source) = &told.verdict.source {
        writeln!(out, "source: {}", short(&inert(source)))?;
    }
    let notes = of.encoding.iter().map(String::as_str).chain(told.verdict.notes.iter().copied());
    for note in notes {
        writeln!(out, "note: {}", inert(note))?;
    }
    for view in of.views() {
        axis(out, &view, look)?;
    }
    Ok(())
}

fn axis(out: &mut dyn Write, view: &View<'_>, look: Look) -> io::Result<()> {
    writeln!(out)?;
    writeln!(out, "{}", bold(&format!("{}: {}", view.axis.name, view.headline()), look))?;
    writeln!(out, "{}", inert(&view.reason()))?;
    let Some((best, second)) = view.sides() else { return Ok(()) };
    let marks = [(1.0, format!("for {best}")), (-1.0, format!("for {second}"))];
    let [one, other] =
        marks.map(|(weight, name)| painted(&name, Some(Mark { weight, step: 2 }), look));
    writeln!(out, "marked: {one}, {other}; {{name: words of a source}}\n")?;
    text(out, view, look)?;
    words(out, view, look)?;
    sentences(out, view, look)?;
    for voice in &view.told.voices {
        let name = voice_name(voice.voice, voice.speaker.as_deref());
        writeln!(out, "{:>+8.3} in {:>3} places: {name}", voice.weight, voice.places)?;
    }
    for without in &view.told.without {
        let number = without.sentence + 1;
        writeln!(out, "without sentence {number} {}", view.otherwise(without))?;
    }
    if view.told.without.is_empty() {
        writeln!(out, "{}", view.steady())?;
    }
    chain(out, view, look)
}

/// The sentences that matter, each with its number; all where the whole text is asked for.
fn text(out: &mut dyn Write, view: &View<'_>, look: Look) -> io::Result<()> {
    let told = view.told;
    let most = told.sentences.iter().map(|s| s.weight.abs()).fold(0.0, f64::max);
    let matters = |number: usize| {
        let weight = told.sentences.binary_search_by_key(&number, |s| s.sentence);
        let strong = weight.is_ok_and(|i| told.sentences[i].weight.abs() >= MATTERS * most);
        look.whole || strong || told.without.iter().any(|w| w.sentence == number)
    };
    let strongest = strongest(view);
    let mut gap = false;
    for (number, sentence) in view.of.explanation.sentences.iter().enumerate() {
        if !matters(number) {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            writeln!(out, "     …")?;
        }
        let unheard = if view.is_heard(number) { "" } else { " (not heard)" };
        write!(out, "{:>4}{unheard} ", number + 1)?;
        for run in runs(view, &sentence.shown, strongest) {
            let speaker =
                run.speech.map(|speech| view.of.explanation.speeches[speech].speaker.as_deref());
            if let Some(speaker) = speaker {
                let name = speaker.map_or("?".to_owned(), |name| short(&inert(name)));
                write!(out, "{}", dim(&format!("{{{name}: "), look))?;
            }
            for Piece { span, mark } in run.pieces {
                write!(out, "{}", painted(&inert(&view.of.explanation.text[span]), mark, look))?;
            }
            if speaker.is_some() {
                write!(out, "{}", dim("}", look))?;
            }
        }
        writeln!(out)?;
    }
    if gap {
        writeln!(out, "     …")?;
    }
    writeln!(out)
}

fn words(out: &mut dyn Write, view: &View<'_>, look: Look) -> io::Result<()> {
    let header = ["weight", "places", "where", "who", "stem", "word"];
    let mut table: Table = Style::Terminal(look.width).table(&header);
    for row in view.strongest() {
        table.add_row([
            format!("{:+.3}", row.weight),
            row.places.to_string(),
            row.field,
            row.voice.to_owned(),
            inert(&row.term),
            short(&inert(&row.word)),
        ]);
    }
    for column in table.column_iter_mut().take(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    writeln!(out, "{}", lines(&table))
}

/// The sentences that carry most, on either side.
fn sentences(out: &mut dyn Write, view: &View<'_>, look: Look) -> io::Result<()> {
    let mut strongest: Vec<_> = view.told.sentences.iter().collect();
    strongest.sort_by(|a, b| {
        b.weight.abs().total_cmp(&a.weight.abs()).then(a.sentence.cmp(&b.sentence))
    });
    let mut table: Table = Style::Terminal(look.width).table(&["weight", "number", "sentence"]);
    for sum in strongest.iter().take(SENTENCES) {
        let number = (sum.sentence + 1).to_string();
        table.add_row([format!("{:+.3}", sum.weight), number, view.sentence(sum.sentence)]);
    }
    for column in table.column_iter_mut().take(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let rest = strongest.len().saturating_sub(SENTENCES);
    let sum: f64 = strongest.iter().skip(SENTENCES).map(|s| s.weight).sum();
    write!(out, "{}", lines(&table))?;
    if rest > 0 {
        writeln!(out, "{sum:>+8.3} in {rest} more sentences")?;
    }
    writeln!(out)
}

fn chain(out: &mut dyn Write, view: &View<'_>, look: Look) -> io::Result<()> {
    let Some(chain) = &view.told.chain else { return Ok(()) };
    writeln!(out)?;
    let header = ["class", "sum", "value", "value / T", "prior", "score", "probability"];
    let mut table = Style::Terminal(look.width).table(&header);
    for class in &chain.classes {
        table.add_row([
            view.class(class.class).to_owned(),
            format!("{:+.4}", class.sum),
            format!("{:+.4}", class.value),
            format!("{:+.4}", class.value / chain.temperature),
            format!("{:+.4}", class.log_prior),
            format!("{:+.4}", class.score),
            format!("{:.4}", class.probability),
        ]);
    }
    numbers_right(&mut table);
    write!(out, "{}", lines(&table))?;
    way(view).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    if let Some(passages) = &chain.passages {
        writeln!(out)?;
        let mut table =
            Style::Terminal(look.width).table(&["judged by", "sentence", "words", "value"]);
        for passage in &passages.chosen {
            table.add_row([
                view.class(passage.class).to_owned(),
                (passage.sentence + 1).to_string(),
                passage.words.to_string(),
                format!("{:+.4}", passage.value),
            ]);
        }
        numbers_right(&mut table);
        write!(out, "{}", lines(&table))?;
    }
    Ok(())
}

/// A word in its colour, or behind its sign.
fn painted(text: &str, mark: Option<Mark>, look: Look) -> String {
    let Some(Mark { weight, step }) = mark else { return text.to_owned() };
    match (look.colors, weight > 0.0) {
        (false, true) => format!("[+{text}]"),
        (false, false) => format!("[-{text}]"),
        (true, true) if step > 1 => text.blue().bold().underline().to_string(),
        (true, true) => text.blue().underline().to_string(),
        (true, false) if step > 1 => text.truecolor(213, 94, 0).bold().italic().to_string(),
        (true, false) => text.truecolor(213, 94, 0).italic().to_string(),
    }
}

fn bold(text: &str, look: Look) -> String {
    if look.colors { text.bold().to_string() } else { text.to_owned() }
}

fn dim(text: &str, look: Look) -> String {
    if look.colors { text.dimmed().to_string() } else { text.to_owned() }
}
