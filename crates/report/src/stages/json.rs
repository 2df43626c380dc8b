//! Stages as JSON: a row a line, or the facts as one object.

use std::io::{self, Write};

use rasid_pipeline::{Fact, SpeechKind};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::tokens::write_tokens_jsonl;
use super::{Stage, Walked, kind_name, named_facts};
use crate::json_line::write_json_line;

/// One row. `start` and `end` are byte offsets into the file, or into the text of a record.
#[derive(Serialize)]
struct JsonRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    token: &'a str,
    stem: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    #[serde(flatten)]
    said: Option<JsonSaid<'a>>,
}

#[derive(Serialize)]
struct JsonSaid<'a> {
    kind: &'static str,
    verb: Option<&'a str>,
    speaker: Option<&'a str>,
}

/// Writes a stage, one JSON object a line: `{"token","stem","start","end"}`, of a mention `target`
/// too, of speech `kind`, `verb` and `speaker` as written (null where not stated). `token` holds the
/// normalised words, parted by spaces. Of a token there is more, all that scoring takes: `position`,
/// `sentence`, `kind`, `named` (targets that it helps to name), `mentions` (those that begin with it, with
/// their numbers of tokens), `near` (targets), `quoted`, and of its article `language`, `script`
/// and the `outlet` that the registry knows.
///
/// # Errors
/// Those of the writer.
pub fn write_stage_jsonl(out: &mut dyn Write, walked: &Walked<'_>, stage: Stage) -> io::Result<()> {
    if stage == Stage::Tokens {
        return write_tokens_jsonl(out, walked);
    }
    for row in walked.rows(stage) {
        let (token, stem) = walked.words(&row);
        let place = (walked.place)(row.source);
        let said = row.speech.map(|s| JsonSaid {
            kind: kind_name(s.kind),
            verb: s.verb,
            speaker: s.speaker,
        });
        let row = JsonRow {
            id: walked.id,
            token: &token,
            stem: &stem,
            start: place.start,
            end: place.end,
            target: row.target,
            said,
        };
        write_json_line(out, &row)?;
    }
    Ok(())
}

/// Writes what is known of an article as one JSON object and a line end: language, facts, kinds of
/// lines, counts, notes. A fact is `{"text","start","end"}`; the offsets are null where the file
/// spells it otherwise.
///
/// # Errors
/// Those of the writer.
pub fn write_facts_json(
    out: &mut dyn Write,
    walked: &Walked<'_>,
    encoding: &[String],
) -> io::Result<()> {
    let walk = walked.walk;
    let mut object = Map::new();
    if let Some(id) = walked.id {
        object.insert("id".into(), id.into());
    }
    object.insert("language".into(), walk.language.into());
    object.insert("script".into(), walk.script.into());
    let facts = &walk.facts;
    for (name, fact) in named_facts(facts) {
        object.insert(name.into(), fact.map_or(Value::Null, |f| json_fact(walked, f)));
    }
    let date = facts.date.as_ref().map_or(Value::Null, |date| {
        let mut value = json_fact(walked, &date.written);
        let day = date.gregorian.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
        value["gregorian"] = day.into();
        value
    });
    object.insert("date".into(), date);
    let lines = walk.body.parts().iter().map(|part| {
        let place = (walked.place)(part.span.clone());
        json!({"kind": part.kind.name(), "start": place.start, "end": place.end, "in_body": part.in_body})
    });
    object.insert("lines".into(), lines.collect());
    object.insert("tokens".into(), walk.tokens.list().len().into());
    object.insert("sentences".into(), walk.tokens.sentences().into());
    let mentions = walked.book.targets().iter().enumerate().map(|(number, target)| {
        let of = walk.mentions.list().iter().filter(|m| m.target == number);
        (target.name.clone(), of.count().into())
    });
    object.insert("mentions".into(), Value::Object(mentions.collect()));
    let speech = [SpeechKind::Direct, SpeechKind::Reported].map(|kind| {
        let of = walk.speeches.list().iter().filter(|s| s.kind == kind);
        (kind_name(kind).to_owned(), Value::from(of.count()))
    });
    object.insert("speech".into(), Value::Object(speech.into_iter().collect()));
    let notes = encoding.iter().map(String::as_str);
    let notes = notes.chain(walk.body.notes().iter().map(|n| n.message()));
    object.insert("notes".into(), notes.collect());
    write_json_line(out, &object)
}

fn json_fact(walked: &Walked<'_>, fact: &Fact) -> Value {
    let place = fact.span.clone().map(walked.place);
    let (start, end) = (place.as_ref().map(|p| p.start), place.map(|p| p.end));
    json!({"text": fact.text, "start": start, "end": end})
}
