//! Verdicts read back from what `classify` wrote.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rasid_codebook::{AxisId, ClassId, Codebook, Day};
use serde_json::Value;

use crate::error::RecordError;
use crate::inputs::{Input, Kind};
use crate::options::{Names, ReadOptions};
use crate::reader::{Opened, Origin, Position, Record, Records, csv, json, one, open};

/// What stands between words of evidence in a table.
const BETWEEN_WORDS: &str = "، ";
const OTHER_BOOK: &str = "name the codebook that these verdicts were made with: --codebook FILE";

/// One line of a file of verdicts.
#[derive(Debug, Clone, PartialEq)]
pub enum VerdictLine {
    /// An article that was judged.
    Verdict(VerdictRecord),
    /// A record that could not be read when the verdicts were made.
    Skipped,
}

/// The verdicts on one article.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictRecord {
    /// Its id.
    pub id: String,
    /// Day of publication, where it is known.
    pub date: Option<Day>,
    /// Headline, where there is one.
    pub title: Option<String>,
    /// The outlet, where the registry knew it.
    pub outlet: Option<String>,
    /// Id of the first article of its family, where it was marked as a near copy of an earlier one.
    pub copy_of: Option<String>,
    /// One for each axis of the codebook, in order.
    pub axes: Vec<ReadVerdict>,
}

/// A verdict on one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadVerdict {
    /// The class that was given; none is an abstention.
    pub class: Option<ClassId>,
    /// The most probable class; none where nothing spoke.
    pub best: Option<ClassId>,
    /// Probability of `best`, from 0 to 1.
    pub probability: Option<f64>,
    /// The strongest words, where they were written.
    pub evidence: Vec<String>,
}

/// Reads verdicts (JSON Lines, or a table) line by line. Each line that is no verdict on the axes of
/// `book` is an error of its own; the others go on. An id that stands twice counts twice: to notice,
/// all ids would have to be remembered.
///
/// ```
/// use rasid_corpus::{Input, Kind, VerdictLine, verdicts};
///
/// let book = rasid_codebook::Codebook::from_toml(
///     "format = 1\n[[axis]]\nname = \"tone\"\nclasses = [{ name = \"warm\" }, { name = \"cold\" }]",
/// )?;
/// let lines = r#"{"id": "a", "tone": {"class": "cold", "best": "cold", "probability": 0.9}}"#;
/// let input = Input::from_reader("v.jsonl", Kind::JsonLines, lines.as_bytes());
/// let read: Vec<_> = verdicts(input, &book).collect::<Result<_, _>>()?;
/// let [VerdictLine::Verdict(verdict)] = read.as_slice() else { panic!() };
/// assert_eq!(verdict.axes[0].class.unwrap().index(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verdicts(
    input: Input,
    book: &Codebook,
) -> impl Iterator<Item = Result<VerdictLine, RecordError>> {
    rows(input).map(|row| line(row?, book))
}

/// Lines as columns, whichever way they are written.
fn rows(input: Input) -> Records {
    let names = Arc::new(Names::new(&ReadOptions::default()));
    let known = input.kind.is_some();
    let Opened { origin, kind, reader, .. } = match open(input, &names, &Position::default()) {
        Ok(opened) => opened,
        Err(e) => return one(Err(e)),
    };
    // Without a name, what is no JSON Lines can only be a table: verdicts have no column of text.
    match if known || kind == Kind::JsonLines { kind } else { Kind::Csv } {
        Kind::JsonLines => {
            let file = Arc::clone(&origin.file);
            let objects = json::objects(Arc::clone(&file), reader);
            Box::new(objects.map(move |object| flat(object?, &file)))
        }
        kind @ (Kind::Csv | Kind::Tsv) => {
            Box::new(csv::records(origin, kind, reader, check_header).map(|row| Ok(bare(row?))))
        }
        _ => {
            let fault = RecordError::new(&origin.file, None, "this is no file of verdicts");
            one(Err(fault.hint("make one: rasid classify … --format jsonl -o verdicts.jsonl")))
        }
    }
}

fn check_header(header: &[String], origin: &Origin) -> Result<(), RecordError> {
    let is_axis = |name: &String| header.contains(&format!("{name}_best"));
    if header.iter().any(|c| c == "id") && header.iter().any(is_axis) {
        return Ok(());
    }
    let fault = RecordError::new(&origin.file, Some(1), "this table holds no verdicts");
    Err(fault.hint("make one: rasid classify … --format csv -o verdicts.csv"))
}

/// A table's cells without the apostrophe that keeps a spreadsheet from reading a formula.
fn bare(mut row: Record) -> Record {
    for value in row.columns.values_mut() {
        let formula = |text: &str| text.trim_start().starts_with(['=', '+', '-', '@']);
        if value.strip_prefix('\'').is_some_and(formula) {
            value.remove(0);
        }
    }
    row
}

/// An object with the columns that a table has for it.
fn flat(object: json::Object, path: &Arc<Path>) -> Result<Record, RecordError> {
    let mut columns = BTreeMap::new();
    let mut add = |name: String, value: &Value| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null => String::new(),
            _ => {
                let what = format!("`{name}` is neither text nor a number");
                return Err(json::fault(path, Some(object.line), what));
            }
        };
        columns.insert(name, text);
        Ok(())
    };
    for (name, value) in &object.values {
        match value {
            Value::Object(verdict) if verdict.contains_key("class") => {
                add(name.clone(), &verdict["class"])?;
                for key in ["best", "probability"] {
                    add(format!("{name}_{key}"), verdict.get(key).unwrap_or(&Value::Null))?;
                }
                let words = verdict.get("evidence").and_then(Value::as_array);
                let words = words.into_iter().flatten().filter_map(|e| e.get("word")?.as_str());
                let words = words.collect::<Vec<_>>().join(BETWEEN_WORDS);
                add(format!("{name}_evidence"), &Value::String(words))?;
            }
            Value::Array(_) | Value::Object(_) | Value::Bool(_) if name != "id" => {}
            value => add(name.clone(), value)?,
        }
    }
    let (file, line) = (Arc::clone(path), Some(object.line));
    Ok(Record { columns, file, line, notices: vec![] })
}

fn line(mut row: Record, book: &Codebook) -> Result<VerdictLine, RecordError> {
    let mut take = |name: &str| row.columns.remove(name).filter(|v| !v.trim().is_empty());
    let id = take("id");
    if take("error").is_some() {
        return Ok(VerdictLine::Skipped);
    }
    let (date, title, outlet) = (take("date"), take("title"), take("outlet"));
    let copy_of = take("copy_of");
    let fault = |what: String, hint: &str| {
        let fault = RecordError::new(&row.file, row.line, what).hint(hint);
        id.iter().fold(fault, |fault, id| fault.id(id))
    };
    let Some(id) = id.clone() else {
        return Err(fault("a verdict without an id".to_owned(), "each article has one"));
    };
    let date = date
        .map(|date| {
            Day::try_from(date)
                .map_err(|e| fault(e, "write the verdicts anew with `rasid classify`"))
        })
        .transpose()?;
    let is_axis = |name: &&String| row.columns.contains_key(&format!("{name}_best"));
    for name in row.columns.keys().filter(is_axis) {
        book.axis(name).map_err(|e| fault(e.to_string(), OTHER_BOOK))?;
    }
    let axis =
        |axis: AxisId| verdict(&row.columns, book, axis).map_err(|(e, hint)| fault(e, &hint));
    let axes = book.axis_ids().map(axis).collect::<Result<_, _>>()?;
    Ok(VerdictLine::Verdict(VerdictRecord { id, date, title, outlet, copy_of, axes }))
}

/// The verdict on an axis, or what is wrong with it and a way out.
fn verdict(
    columns: &BTreeMap<String, String>,
    book: &Codebook,
    axis: AxisId,
) -> Result<ReadVerdict, (String, String)> {
    let name = &book.axis_at(axis).name;
    let column = |ending: &str| {
        columns.get(&format!("{name}{ending}")).map(String::as_str).filter(|v| !v.is_empty())
    };
    if !columns.contains_key(&format!("{name}_best")) {
        return Err((format!("no verdict on axis `{name}`"), OTHER_BOOK.to_owned()));
    }
    let class = |ending: &str| {
        let class = column(ending).map(|class| book.class(axis, class)).transpose();
        class.map_err(|e| {
            (e.to_string(), format!("{}; or {OTHER_BOOK}", e.way_out().unwrap_or_default()))
        })
    };
    let probability = column("_probability").map(|written| {
        let number = written.parse::<f64>().ok().filter(|p| (0.0..=1.0).contains(p));
        let what = format!("the probability on axis `{name}` is no number from 0 to 1");
        number.ok_or((what, "write the verdicts anew with `rasid classify`".to_owned()))
    });
    let words = column("_evidence").into_iter().flat_map(|words| words.split(BETWEEN_WORDS));
    Ok(ReadVerdict {
        class: class("")?,
        best: class("_best")?,
        probability: probability.transpose()?,
        evidence: words.filter(|w| !w.trim().is_empty()).map(str::to_owned).collect(),
    })
}
