//! Verdicts: one record an article.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table};
use rasid_codebook::Codebook;
use rasid_decide::{Method, Verdict};
use rasid_pipeline::{ArticleVerdict, AxisVerdict, Evidence};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::inert::{inert, no_formula};
use crate::table::{Style, lines};

/// What is written about one record.
#[derive(Debug, Clone)]
pub enum Record {
    /// It was read and judged.
    Answer(Answer),
    /// It could not be read.
    Error {
        /// Its id, where that could be read.
        id: Option<String>,
        /// What is wrong.
        error: String,
        /// The file.
        file: String,
        /// The line, from 1.
        line: Option<u64>,
    },
}

/// An article with its verdicts.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Id of the record.
    pub id: String,
    /// The verdicts.
    pub verdict: ArticleVerdict,
    /// For each axis, the words that spoke for the best class, strongest first, as they are spelled.
    pub words: Vec<Vec<(String, Evidence)>>,
}

impl Answer {
    /// Takes, for each axis, the `limit` strongest words for the verdict out of the original text.
    pub fn new(id: &str, text: &str, verdict: ArticleVerdict, limit: usize) -> Self {
        let words = |axis: &AxisVerdict| {
            let strongest = axis.evidence.iter().filter(|e| e.weight > 0.0).take(limit);
            strongest.map(|e| (text[e.source.clone()].to_owned(), e.clone())).collect()
        };
        Self { id: id.to_owned(), words: verdict.axes.iter().map(words).collect(), verdict }
    }
}

/// Probabilities and weights are written with six decimals: the last bits of a logarithm differ
/// from one machine to the next.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Model => "model",
        Method::Mention => "mention",
        Method::Abstained => "abstained",
    }
}

// ---- JSON Lines ----

/// Writes a record as one JSON object and a line end. `evidence` says whether words are written.
///
/// # Errors
/// Those of the writer.
pub fn write_jsonl(
    out: &mut dyn Write,
    book: &Codebook,
    record: &Record,
    evidence: bool,
) -> io::Result<()> {
    match record {
        Record::Answer(answer) => {
            serde_json::to_writer(&mut *out, &JsonAnswer { book, answer, evidence })?
        }
        Record::Error { id, error, file, line } => {
            serde_json::to_writer(&mut *out, &JsonError { id, error, file, line })?;
        }
    }
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct JsonError<'a> {
    id: &'a Option<String>,
    error: &'a str,
    file: &'a str,
    line: &'a Option<u64>,
}

struct JsonAnswer<'a> {
    book: &'a Codebook,
    answer: &'a Answer,
    evidence: bool,
}

impl Serialize for JsonAnswer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let verdict = &self.answer.verdict;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.answer.id)?;
        for (i, axis) in self.book.axes().iter().enumerate() {
            let words = self.evidence.then(|| self.answer.words[i].as_slice());
            map.serialize_entry(&axis.name, &json_verdict(axis, &verdict.axes[i].verdict, words))?;
        }
        map.serialize_entry("language", &verdict.language)?;
        map.serialize_entry("source", &verdict.source)?;
        map.serialize_entry("notes", &verdict.notes)?;
        map.end()
    }
}

#[derive(Serialize)]
struct JsonVerdict<'a> {
    class: Option<&'a str>,
    best: Option<&'a str>,
    probability: Option<f64>,
    method: Method,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<JsonEvidence<'a>>>,
}

#[derive(Serialize)]
struct JsonEvidence<'a> {
    word: &'a str,
    start: usize,
    end: usize,
    count: u32,
    weight: f64,
    field: rasid_pipeline::Field,
}

fn json_verdict<'a>(
    axis: &'a rasid_codebook::Axis,
    verdict: &Verdict,
    words: Option<&'a [(String, Evidence)]>,
) -> JsonVerdict<'a> {
    let name = |class: usize| axis.classes[class].name.as_str();
    let evidence = |words: &'a [(String, Evidence)]| {
        let each = words.iter().map(|(word, e)| JsonEvidence {
            word,
            start: e.source.start,
            end: e.source.end,
            count: e.count,
            weight: rounded(e.weight),
            field: e.field,
        });
        each.collect()
    };
    JsonVerdict {
        class: verdict.class.map(name),
        best: verdict.best.map(name),
        probability: verdict.probability.map(rounded),
        method: verdict.method,
        reason: verdict.reason.map(rasid_decide::Reason::as_str),
        evidence: words.map(evidence),
    }
}

// ---- CSV ----

/// Writes records as a table with a header line. Cells are inert: see [`no_formula`].
pub struct VerdictCsv<W: Write> {
    out: csv::Writer<W>,
    axes: usize,
    evidence: bool,
}

impl<W: Write> VerdictCsv<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(out: W, book: &Codebook, evidence: bool) -> io::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        let mut header = vec!["id".to_owned()];
        for axis in book.axes() {
            let name = &axis.name;
            header.extend([
                name.clone(),
                format!("{name}_best"),
                format!("{name}_probability"),
                format!("{name}_method"),
            ]);
            if evidence {
                header.push(format!("{name}_evidence"));
            }
        }
        header.extend(["language", "source", "notes", "error", "file", "line"].map(str::to_owned));
        out.write_record(&header)?;
        Ok(Self { out, axes: book.axes().len(), evidence })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, book: &Codebook, record: &Record) -> io::Result<()> {
        let row = match record {
            Record::Answer(answer) => self.answer(book, answer),
            Record::Error { id, error, file, line } => {
                let mut row = vec![no_formula(id.as_deref().unwrap_or_default())];
                let blank = self.axes * if self.evidence { 5 } else { 4 } + 3;
                row.resize(1 + blank, String::new());
                row.extend([
                    no_formula(error),
                    no_formula(file),
                    line.map_or(String::new(), |l| l.to_string()),
                ]);
                row
            }
        };
        Ok(self.out.write_record(&row)?)
    }

    fn answer(&self, book: &Codebook, answer: &Answer) -> Vec<String> {
        let verdict = &answer.verdict;
        let mut row = vec![no_formula(&answer.id)];
        for ((axis, judged), words) in book.axes().iter().zip(&verdict.axes).zip(&answer.words) {
            let v = &judged.verdict;
            let name = |class: Option<usize>| {
                class.map_or(String::new(), |c| axis.classes[c].name.clone())
            };
            let probability = v.probability.map_or(String::new(), |p| rounded(p).to_string());
            row.extend([name(v.class), name(v.best), probability, method(v.method).to_owned()]);
            if self.evidence {
                row.push(no_formula(&joined(words)));
            }
        }
        let text = |t: Option<&str>| t.map_or(String::new(), no_formula);
        let notes = verdict.notes.join("; ");
        row.extend([text(verdict.language), text(verdict.source.as_deref()), notes]);
        row.extend([String::new(), String::new(), String::new()]);
        row
    }

    /// Flushes the last rows and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|e| io::Error::new(e.error().kind(), e.to_string()))
    }
}

fn joined(words: &[(String, Evidence)]) -> String {
    words.iter().map(|(w, _)| inert(w)).collect::<Vec<_>>().join("، ")
}

// ---- Table ----

/// Collects verdicts and shows them sorted: by the classes of the axes in codebook order, abstentions
/// last, then by id.
pub struct VerdictTable {
    rows: Vec<(Vec<usize>, String, Answer)>,
}

impl Default for VerdictTable {
    fn default() -> Self {
        Self::new()
    }
}

impl VerdictTable {
    /// An empty table.
    pub fn new() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds an article.
    pub fn add(&mut self, answer: Answer) {
        let order =
            answer.verdict.axes.iter().map(|a| a.verdict.class.unwrap_or(usize::MAX)).collect();
        self.rows.push((order, answer.id.clone(), answer));
    }

    /// Writes the table. Right-to-left words stand in the last column only, in logical order.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(mut self, out: &mut dyn Write, book: &Codebook, style: Style) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.rows.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        let mut header = vec!["article"];
        header.extend(book.axes().iter().map(|a| a.name.as_str()));
        header.extend(["confidence", "evidence"]);
        let mut table: Table = style.table(&header);
        for (_, _, answer) in &self.rows {
            table.add_row(row(book, answer));
        }
        if let Some(column) = table.column_mut(header.len() - 2) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        out.write_all(lines(&table).as_bytes())
    }
}

fn row(book: &Codebook, answer: &Answer) -> Vec<String> {
    let mut cells = vec![inert(&answer.id)];
    let (mut confidence, mut evidence) = (Vec::new(), Vec::new());
    for ((axis, judged), words) in book.axes().iter().zip(&answer.verdict.axes).zip(&answer.words) {
        let v = &judged.verdict;
        let name = |class: usize| axis.classes[class].name.as_str();
        cells.push(match (v.class, v.best) {
            (Some(class), _) => name(class).to_owned(),
            (None, Some(best)) => format!("? {}", name(best)),
            (None, None) => "?".to_owned(),
        });
        confidence.push(v.probability.map_or("–".to_owned(), |p| format!("{p:.2}")));
        let why = match (v.method, v.reason) {
            (Method::Mention, _) => "no mention".to_owned(),
            (_, Some(reason)) if words.is_empty() => reason.as_str().to_owned(),
            _ => joined(words),
        };
        evidence.push(format!("{}: {why}", axis.name));
    }
    cells.extend([confidence.join("\n"), evidence.join("\n")]);
    cells
}
