//! What each stage of the text layer made of an article.

mod json;
mod terminal;
mod tokens;

use std::ops::Range;

use rasid_codebook::Codebook;
use rasid_pipeline::{Fact, Facts, SpeechKind, Walk};

pub use json::{write_facts_json, write_stage_jsonl};
pub use terminal::{write_overview, write_stage};

/// A stage whose result is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Words.
    Tokens,
    /// References to targets.
    Mentions,
    /// Direct and reported speech.
    Speech,
}

/// An article as it was walked, with where its text came from.
pub struct Walked<'a> {
    /// What the stages made.
    pub walk: &'a Walk<'a>,
    /// The text that was walked; all spans slice it.
    pub source: &'a str,
    /// The codebook, for the names of targets.
    pub book: &'a Codebook,
    /// Id of the record; none where the file is the article.
    pub id: Option<&'a str>,
    /// Turns a range of `source` into one of the file.
    pub place: &'a dyn Fn(Range<usize>) -> Range<usize>,
}

/// A row of a stage: words of the text with what the stage says of them.
struct Row<'a> {
    /// Range of tokens.
    tokens: Range<usize>,
    source: Range<usize>,
    target: Option<&'a str>,
    speech: Option<Said<'a>>,
}

/// Who says something, and how.
struct Said<'a> {
    kind: SpeechKind,
    verb: Option<&'a str>,
    speaker: Option<&'a str>,
}

impl Walked<'_> {
    fn rows(&self, stage: Stage) -> Vec<Row<'_>> {
        let list = self.walk.tokens.list();
        let of = |tokens: Range<usize>| {
            let source = list[tokens.start].source().start..list[tokens.end - 1].source().end;
            Row { tokens, source, target: None, speech: None }
        };
        match stage {
            Stage::Tokens => (0..list.len()).map(|i| of(i..i + 1)).collect(),
            Stage::Mentions => {
                let mentions = self.walk.mentions.list().iter();
                mentions
                    .map(|m| Row { target: Some(self.target(m.target)), ..of(m.tokens.clone()) })
                    .collect()
            }
            Stage::Speech => {
                let slice = |span: Option<Range<usize>>| span.and_then(|s| self.source.get(s));
                let tokens = &self.walk.tokens;
                let speeches = self.walk.speeches.list().iter().map(|s| Row {
                    source: s.source.clone(),
                    speech: Some(Said {
                        kind: s.kind,
                        verb: slice(s.verb_source(tokens)),
                        speaker: slice(s.speaker_source(tokens)),
                    }),
                    ..of(s.tokens.clone())
                });
                speeches.collect()
            }
        }
    }

    fn target(&self, number: usize) -> &str {
        &self.book.targets()[number].name
    }

    /// The normalised words of a row, and their stems, each parted by spaces.
    fn words(&self, row: &Row<'_>) -> (String, String) {
        let Walk { text, tokens, .. } = self.walk;
        let list = &tokens.list()[row.tokens.clone()];
        let words: Vec<&str> = list.iter().map(|t| text.slice(t)).collect();
        let stems: Vec<&str> = list.iter().map(|t| tokens.stem(text, t)).collect();
        (words.join(" "), stems.join(" "))
    }
}

/// The facts that are one value each, with their names.
fn named_facts(facts: &Facts) -> [(&'static str, Option<&Fact>); 6] {
    [
        ("title", facts.title.as_ref()),
        ("byline", facts.byline.as_ref()),
        ("outlet", facts.outlet.as_ref()),
        ("address", facts.address.as_ref()),
        ("dateline", facts.dateline.as_ref()),
        ("source", facts.source.as_ref()),
    ]
}

fn kind_name(kind: SpeechKind) -> &'static str {
    match kind {
        SpeechKind::Direct => "direct",
        SpeechKind::Reported => "reported",
    }
}
