//! One JSON object a line.

use std::io::{self, Write};

use rasid_codebook::Codebook;
use rasid_decide::Method;
use rasid_pipeline::{AxisVerdict, Evidence};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Answer, Record, iso, rounded};
use crate::json_line::write_json_line;

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
        Record::Answer(answer) => write_json_line(out, &JsonAnswer { book, answer, evidence }),
        Record::Error { id, error, file, line } => {
            write_json_line(out, &JsonError { id, error, file, line })
        }
    }
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
            map.serialize_entry(&axis.name, &json_verdict(axis, &verdict.axes[i], words))?;
        }
        map.serialize_entry("unseen", &verdict.unseen.map(rounded))?;
        map.serialize_entry("language", &verdict.language)?;
        map.serialize_entry("outlet", &verdict.outlet)?;
        map.serialize_entry("source", &verdict.source)?;
        map.serialize_entry("date", &verdict.date.map(iso))?;
        map.serialize_entry("title", &verdict.title)?;
        map.serialize_entry("notes", &self.answer.notes)?;
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
    set: Option<Vec<&'a str>>,
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
    field: rasid_pipeline::Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    voice: Option<rasid_pipeline::Voice>,
}

fn json_verdict<'a>(
    axis: &'a rasid_codebook::Axis,
    judged: &AxisVerdict,
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
            field: e.field.place,
            voice: e.field.voice,
        });
        each.collect()
    };
    let verdict = &judged.verdict;
    let set = judged.set.as_ref().map(|set| set.iter().map(|&class| name(class)).collect());
    JsonVerdict {
        set,
        class: verdict.class.map(name),
        best: verdict.best.map(name),
        probability: verdict.probability.map(rounded),
        method: verdict.method,
        reason: verdict.reason.map(rasid_decide::Reason::as_str),
        evidence: words.map(evidence),
    }
}
