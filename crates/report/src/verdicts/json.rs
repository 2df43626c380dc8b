//! One JSON object a line.

use rasid_codebook::{Axis, Codebook};
use rasid_pipeline::{AxisVerdict, Evidence, Place, Voice};

use super::decimal::{decimal, whole};
use super::{Answer, Rows, Skipped, iso, margin};
use crate::json_line::{write_json_line, write_string};

/// Verdicts as JSON Lines: what is the same in every record, made ready once.
#[derive(Debug, Clone)]
pub struct JsonForm {
    axes: Vec<AxisPieces>,
    evidence: bool,
}

/// Names of an axis as they stand in a record.
#[derive(Debug, Clone)]
struct AxisPieces {
    /// `,"us":{"class":`
    head: Vec<u8>,
    /// `"against"`
    classes: Vec<Vec<u8>>,
}

impl JsonForm {
    /// For the axes of a codebook; `evidence` says whether words are written.
    pub fn new(book: &Codebook, evidence: bool) -> Self {
        Self { axes: book.axes().iter().map(AxisPieces::new).collect(), evidence }
    }

    /// Takes the records of a batch.
    pub fn rows(&self) -> JsonRows<'_> {
        JsonRows { form: self, rows: Rows::default() }
    }
}

impl AxisPieces {
    fn new(axis: &Axis) -> Self {
        let mut head = b",".to_vec();
        write_string(&mut head, &axis.name);
        head.extend_from_slice(b":{\"class\":");
        let quoted = |name: &str| {
            let mut out = Vec::new();
            write_string(&mut out, name);
            out
        };
        Self { head, classes: axis.classes.iter().map(|class| quoted(&class.name)).collect() }
    }
}

/// Records of a batch as JSON Lines. Each row ends in `}` and a line end.
///
/// Written by hand, names of classes quoted beforehand: there are up to 60,000 records a second, and
/// a twentieth of the time is to be enough for them. The tests hold it to what serde_json reads.
#[derive(Debug)]
pub struct JsonRows<'a> {
    form: &'a JsonForm,
    rows: Rows,
}

impl JsonRows<'_> {
    /// Appends an article.
    pub fn answer(&mut self, answer: &Answer<'_>) {
        let out = &mut self.rows.bytes;
        let verdict = answer.verdict;
        out.extend_from_slice(b"{\"id\":");
        write_string(out, answer.id);
        for (i, (axis, judged)) in self.form.axes.iter().zip(&verdict.axes).enumerate() {
            write_verdict(out, axis, judged);
            if self.form.evidence {
                out.extend_from_slice(b",\"evidence\":");
                write_list(out, answer.words(i), |out, (word, e)| write_evidence(out, word, e));
            }
            out.push(b'}');
        }
        out.extend_from_slice(b",\"unseen\":");
        write_number(out, verdict.unseen);
        let date = verdict.date.map(iso);
        let texts = [
            (",\"language\":", verdict.language),
            (",\"outlet\":", verdict.outlet.as_deref()),
            (",\"source\":", verdict.source.as_deref()),
            (",\"date\":", date.as_deref()),
            (",\"title\":", verdict.title.as_deref()),
        ];
        for (key, text) in texts {
            out.extend_from_slice(key.as_bytes());
            match text {
                Some(text) => write_string(out, text),
                None => out.extend_from_slice(b"null"),
            }
        }
        out.extend_from_slice(b",\"notes\":");
        write_list(out, answer.notes(), write_string);
        out.extend_from_slice(b"}\n");
        self.rows.ends.push(out.len());
    }

    /// Appends a record that could not be read.
    pub fn skipped(&mut self, skipped: &Skipped<'_>) {
        let Skipped { id, error, file, line } = *skipped;
        let record = JsonError { id, error, file, line };
        // Writing to memory does not fail.
        let _ = write_json_line(&mut self.rows.bytes, &record);
        self.rows.ends.push(self.rows.bytes.len());
    }

    /// The rows.
    pub fn finish(self) -> Rows {
        self.rows
    }
}

#[derive(serde::Serialize)]
struct JsonError<'a> {
    id: Option<&'a str>,
    error: &'a str,
    file: &'a str,
    line: Option<u64>,
}

/// A verdict but for its evidence and its last brace.
fn write_verdict(out: &mut Vec<u8>, axis: &AxisPieces, judged: &AxisVerdict) {
    let v = &judged.verdict;
    let class = |out: &mut Vec<u8>, class: Option<usize>| {
        out.extend_from_slice(class.map_or(b"null".as_slice(), |c| &axis.classes[c]));
    };
    out.extend_from_slice(&axis.head);
    class(out, v.class);
    out.extend_from_slice(b",\"best\":");
    class(out, v.best);
    out.extend_from_slice(b",\"probability\":");
    write_number(out, v.probability);
    out.extend_from_slice(b",\"method\":\"");
    out.extend_from_slice(v.method.as_str().as_bytes());
    out.extend_from_slice(b"\",\"margin\":");
    write_number(out, margin(judged));
    if let Some(reason) = v.reason {
        out.extend_from_slice(b",\"reason\":\"");
        out.extend_from_slice(reason.as_str().as_bytes());
        out.push(b'"');
    }
    if let Some(set) = &judged.set {
        out.extend_from_slice(b",\"set\":");
        write_list(out, set.iter(), |out, &c| class(out, Some(c)));
    }
}

fn write_evidence(out: &mut Vec<u8>, word: &str, evidence: &Evidence) {
    out.extend_from_slice(b"{\"word\":");
    write_string(out, word);
    let numbers = [
        (",\"start\":", evidence.source.start as u64),
        (",\"end\":", evidence.source.end as u64),
        (",\"count\":", u64::from(evidence.count)),
    ];
    for (key, number) in numbers {
        out.extend_from_slice(key.as_bytes());
        whole(out, number);
    }
    out.extend_from_slice(b",\"weight\":");
    write_number(out, Some(evidence.weight));
    out.extend_from_slice(match evidence.field.place {
        Place::Near => b",\"field\":\"near\"".as_slice(),
        Place::Far => b",\"field\":\"far\"",
        Place::Whole => b",\"field\":\"whole\"",
    });
    out.extend_from_slice(match evidence.field.voice {
        None => b"".as_slice(),
        Some(Voice::Author) => b",\"voice\":\"author\"",
        Some(Voice::Source) => b",\"voice\":\"source\"",
    });
    out.push(b'}');
}

fn write_number(out: &mut Vec<u8>, number: Option<f64>) {
    if !number.is_some_and(|number| decimal(out, number, false)) {
        out.extend_from_slice(b"null");
    }
}

fn write_list<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}
