//! What many verdicts say: by rows and targets, by outlet and over time.

mod articles;
mod cells;
mod csv;
mod draw;
mod figures;
mod html;
mod terminal;
mod time;

use std::io::{self, Write};

use rasid_codebook::{AxisId, Codebook, Day};
use rasid_eval::{CrossTab, Scale, timeline};
use serde::Serialize;

pub use csv::write_map_csv;
use figures::{RowFigures, SpanFigures};

use crate::inert::{inert, short};
use crate::json_line::write_json_pretty;
use crate::table::articles;

/// Words of evidence that are kept of an article.
const WORDS: usize = 12;

/// Cells with fewer verdicts are marked.
const FEW: u64 = 10;

/// What a list shows of an article. The most probable verdicts come first, ties by id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// A million less the verdict's probability in millionths.
    doubt: u32,
    id: String,
    date: Option<Day>,
    title: Option<String>,
    outlet: Option<String>,
    copy_of: Option<String>,
    words: Vec<String>,
}

impl Listed {
    /// Takes what is shown: names and words of any length are cut short.
    pub fn new(
        id: &str,
        probability: Option<f64>,
        date: Option<Day>,
        title: Option<&str>,
        outlet: Option<&str>,
        words: &[String],
    ) -> Self {
        let doubt =
            probability.map_or(u32::MAX, |p| ((1.0 - p.clamp(0.0, 1.0)) * 1e6).round() as u32);
        // A word may speak at several places.
        let mut own: Vec<String> = Vec::new();
        for word in words.iter().map(|word| short(word)) {
            if own.len() < WORDS && !own.contains(&word) {
                own.push(word);
            }
        }
        let cut = |text: &str| text.chars().take(240).collect::<String>();
        Self {
            doubt,
            id: short(id),
            date,
            title: title.map(cut).filter(|t| !inert(t).trim().is_empty()),
            outlet: outlet.map(short),
            copy_of: None,
            words: own,
        }
    }

    /// The same as a near copy of an earlier article, whose id is given.
    #[must_use]
    pub fn copy_of(self, first: Option<&str>) -> Self {
        Self { copy_of: first.map(short), ..self }
    }

    fn probability(&self) -> Option<f64> {
        (self.doubt <= 1_000_000).then(|| 1.0 - f64::from(self.doubt) / 1e6)
    }
}

/// Records that the verdicts came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Intake {
    /// Articles with a class on some axis.
    pub answered: u64,
    /// Articles without any.
    pub abstained: u64,
    /// Records that could not be read when the verdicts were made.
    pub skipped: u64,
    /// Lines that could not be read now.
    pub faulty: u64,
    /// Articles that are near copies of earlier ones, whether they are counted or not.
    pub copies: u64,
}

/// How near copies of earlier articles enter a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// They count as all others do.
    Count,
    /// They are left out, so that each family counts once: the caller adds none of them.
    Once,
    /// They count; what is left without them stands beside the total, where there are any.
    Both,
}

/// A map of verdicts.
#[derive(Debug, Clone, Copy)]
pub struct MapReport<'a> {
    /// The names.
    pub book: &'a Codebook,
    /// The counts.
    pub tab: &'a CrossTab<Listed>,
    /// What was counted.
    pub intake: Intake,
    /// What became of copies.
    pub copies: Copies,
    /// Most articles that are listed for a cell and class.
    pub listed: usize,
}

/// Everything but the lists, as JSON has it.
#[derive(Serialize)]
struct Figures<'a> {
    codebook: &'a str,
    rows_axis: &'a str,
    #[serde(flatten)]
    intake: Intake,
    first_day: Option<String>,
    last_day: Option<String>,
    undated: u64,
    rows: Vec<RowFigures>,
    /// Over the articles that are no copies, where they are told apart.
    without_copies: Option<RowFigures>,
    outlets: Vec<RowFigures>,
    time: Option<&'static str>,
    spans: Vec<SpanFigures>,
}

impl<'a> MapReport<'a> {
    /// Writes every number as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let timeline = timeline(self.tab.days().collect::<Vec<_>>().into_iter());
        let figures = Figures {
            codebook: self.book.title(),
            rows_axis: self.rows_name(),
            intake: self.intake,
            first_day: self.tab.days().next().map(|(day, ..)| day.into()),
            last_day: self.tab.days().next_back().map(|(day, ..)| day.into()),
            undated: self.tab.undated(),
            rows: self.row_figures(),
            without_copies: self.without_copies(),
            outlets: self.outlet_figures(),
            time: timeline.as_ref().map(|(step, _)| step.plural()),
            spans: self.span_figures(),
        };
        write_json_pretty(out, &figures)
    }

    fn rows_name(&self) -> &'a str {
        &self.book.axis_at(self.tab.rows_axis()).name
    }

    /// Names of the columns' axes.
    fn column_names(&self) -> Vec<&'a str> {
        self.tab.columns().iter().map(|axis| self.axis_name(*axis)).collect()
    }

    fn axis_name(&self, axis: AxisId) -> &'a str {
        &self.book.axis_at(axis).name
    }

    /// The classes of each column that are shown, in order.
    fn scales(&self) -> Vec<(AxisId, Scale)> {
        self.tab.columns().iter().map(|axis| (*axis, Scale::of(self.book, *axis))).collect()
    }

    /// Articles, dates and gaps in a line of words each.
    fn headlines(&self) -> Vec<String> {
        let Intake { answered, abstained, skipped, faulty, copies } = self.intake;
        let mut lines = vec![format!(
            "{} articles: {answered} answered, {abstained} abstained on every axis; {skipped} records \
             skipped when they were judged, {faulty} lines of verdicts unread",
            answered + abstained
        )];
        lines.extend(match (self.copies, copies) {
            (Copies::Once, 0) => Some("no article is marked as a near copy".to_owned()),
            (_, 0) => None,
            (Copies::Once, n) => Some(format!("{n} near copies of earlier articles are left out")),
            (_, n) => Some(format!(
                "{n} of them are near copies of earlier ones; {} without copies",
                articles(answered + abstained - n)
            )),
        });
        let days = || self.tab.days().map(|(day, ..)| String::from(day));
        lines.push(match (days().next(), days().next_back()) {
            (Some(first), Some(last)) => {
                format!(
                    "dates from {first} to {last}; {} articles without a date",
                    self.tab.undated()
                )
            }
            _ => "no article has a date".to_owned(),
        });
        lines
    }
}

/// What the counts are, and what they are not.
const CAVEAT: &str = "These are counts of single verdicts, not estimates of prevalence: the errors of the \
    classifier bias them, and intervals allow for chance alone, as if articles were independent and verdicts \
    right. Abstentions are left out of all shares; their number stands beside them.";
