//! Everything, for other programs.

use std::io::{self, Write};
use std::ops::Range;

use rasid_pipeline::{Chain, KnownBy, SpeechKind, Voice, Without};
use serde_json::{Map, Value, json};

use super::{Explained, View};
use crate::json_line::write_json_pretty;

/// Writes an explanation as one JSON object. `start` and `end` are bytes of the file, or of the text of
/// a record; sentences are numbered from 1; weights are in nat, with twelve decimals, so that they add
/// up; lists that stand for a class are objects with the names of classes.
///
/// # Errors
/// Those of the writer.
pub fn write_explanation_json(out: &mut dyn Write, of: &Explained<'_>) -> io::Result<()> {
    let told = of.explanation;
    let sentences = told.sentences.iter().enumerate().map(|(i, sentence)| {
        let mut value = span(of, &sentence.source);
        value["sentence"] = (i + 1).into();
        value
    });
    let speeches = told.speeches.iter().map(|said| {
        let mut value = span(of, &said.source);
        value["kind"] = match said.kind {
            SpeechKind::Direct => "direct".into(),
            SpeechKind::Reported => "reported".into(),
        };
        value["speaker"] = said.speaker.as_deref().into();
        value
    });
    let axes: Map<String, Value> =
        of.views().map(|view| (view.axis.name.clone(), axis(&view))).collect();
    let notes = of.encoding.iter().map(String::as_str).chain(told.verdict.notes.iter().copied());
    let value = json!({
        "id": of.id,
        "language": told.verdict.language,
        "outlet": told.verdict.outlet,
        "known_by": told.known_by.as_ref().map(known_by),
        "source": told.verdict.source,
        "notes": notes.collect::<Vec<_>>(),
        "sentences": sentences.collect::<Vec<_>>(),
        "speeches": speeches.collect::<Vec<_>>(),
        "axes": axes,
    });
    write_json_pretty(out, &value)
}

fn known_by(known: &KnownBy) -> Value {
    let (by, what) = match known {
        KnownBy::Address(what) => ("address", what),
        KnownBy::Name(what) => ("name", what),
        KnownBy::PageAddress(what) => ("page address", what),
        KnownBy::PageName(what) => ("page name", what),
    };
    json!({"by": by, "value": what})
}

fn span(of: &Explained<'_>, source: &Range<usize>) -> Value {
    let place = (of.place)(source.clone());
    json!({"start": place.start, "end": place.end})
}

fn axis(view: &View<'_>) -> Value {
    let (judged, told) = (view.judged, view.told);
    let verdict = &judged.verdict;
    let class = |class: Option<usize>| class.map(|c| view.class(c));
    let probabilities: Map<String, Value> = judged
        .probabilities
        .iter()
        .enumerate()
        .map(|(class, p)| (view.class(class).to_owned(), exact(*p).into()))
        .collect();
    let words = told.words.iter().map(|word| {
        let mut value = span(view.of, &word.source);
        value["word"] = view.of.explanation.text[word.shown.clone()].into();
        value["weight"] = exact(word.weight).into();
        value["alone"] = exact(word.alone).into();
        value["sentence"] = (word.sentence + 1).into();
        value
    });
    let sentences = told
        .sentences
        .iter()
        .map(|s| json!({"sentence": s.sentence + 1, "weight": exact(s.weight)}));
    let voices = told.voices.iter().map(|voice| {
        json!({
            "voice": voice.voice,
            "speaker": voice.speaker,
            "places": voice.places,
            "weight": exact(voice.weight),
        })
    });
    json!({
        "class": class(verdict.class),
        "best": class(verdict.best),
        "runner_up": class(judged.runner_up),
        "probability": verdict.probability.map(exact),
        "method": verdict.method,
        "reason": verdict.reason.map(rasid_decide::Reason::as_str),
        "in_words": view.reason(),
        "probabilities": probabilities,
        "log_odds": exact(judged.log_odds),
        "evidence": evidence(view),
        "words": words.collect::<Vec<_>>(),
        "sentences": sentences.collect::<Vec<_>>(),
        "voices": voices.collect::<Vec<_>>(),
        "chain": told.chain.as_ref().map(|c| chain(view, c)),
        "without": told.without.iter().map(|w| without(view, w)).collect::<Vec<_>>(),
        "sentences_tried": told.tried,
    })
}

/// Every place of every feature, in order of the text.
fn evidence(view: &View<'_>) -> Vec<Value> {
    let of_place = |spoken: &rasid_pipeline::Spoken| {
        let feature = &view.told.features[spoken.feature];
        let mut value = span(view.of, &spoken.source);
        value["term"] = feature.term.as_str().into();
        value["word"] = view.of.explanation.text[spoken.shown.clone()].into();
        value["weight"] = exact(spoken.weight).into();
        value["field"] = json!(feature.field.place);
        if let Some(voice) = feature.field.voice {
            value["field_voice"] = json!(voice);
        }
        value["sentence"] = (spoken.sentence + 1).into();
        value["voice"] = json!(spoken.voice);
        if spoken.voice == Voice::Source {
            let speech = spoken.speech.map(|speech| &view.of.explanation.speeches[speech]);
            value["speaker"] = speech.and_then(|speech| speech.speaker.as_deref()).into();
        }
        value
    };
    view.told.spoken.iter().map(of_place).collect()
}

fn chain(view: &View<'_>, chain: &Chain) -> Value {
    let classes: Map<String, Value> = chain
        .classes
        .iter()
        .map(|class| {
            let numbers = json!({
                "sum": exact(class.sum),
                "value": exact(class.value),
                "log_prior": exact(class.log_prior),
                "score": exact(class.score),
                "probability": exact(class.probability),
            });
            (view.class(class.class).to_owned(), numbers)
        })
        .collect();
    let passages = chain.passages.as_ref().map(|passages| {
        let chosen = passages.chosen.iter().map(|passage| {
            json!({
                "class": view.class(passage.class),
                "sentence": passage.sentence + 1,
                "words": passage.words,
                "value": exact(passage.value),
            })
        });
        json!({
            "plain": view.class(passages.plain),
            "read": passages.read,
            "wanted": passages.wanted,
            "chosen": chosen.collect::<Vec<_>>(),
        })
    });
    json!({
        "words": chain.words,
        "root": exact(chain.root),
        "temperature": exact(chain.temperature),
        "softening": exact(chain.softening),
        "isotonic": chain.isotonic,
        "classes": classes,
        "passages": passages,
    })
}

fn without(view: &View<'_>, without: &Without) -> Value {
    let verdict = &without.verdict;
    json!({
        "sentence": without.sentence + 1,
        "class": verdict.class.map(|c| view.class(c)),
        "best": verdict.best.map(|c| view.class(c)),
        "probability": verdict.probability.map(exact),
        "method": verdict.method,
        "reason": verdict.reason.map(rasid_decide::Reason::as_str),
        "probability_of_this_class": without.probability.map(exact),
        "changes": without.changes,
    })
}

/// Twelve decimals: the last bits of a logarithm differ from one machine to the next.
fn exact(value: f64) -> f64 {
    (value * 1e12).round() / 1e12
}
