//! Words as JSON Lines, with all that scoring an article elsewhere takes.

use std::io::{self, Write};

use rasid_pipeline::TokenKind;
use serde::Serialize;

use super::{Stage, Walked};
use crate::json_line::write_json_line;

/// One word. `start` and `end` are byte offsets into the file, or into the text of a record.
#[derive(Serialize)]
struct JsonToken<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    token: &'a str,
    stem: &'a str,
    start: usize,
    end: usize,
    /// Number of the token in its article, from 0.
    position: usize,
    /// Number of its sentence, from 0.
    sentence: u32,
    kind: &'static str,
    /// Targets that it helps to name, in order of the mentions.
    named: Vec<&'a str>,
    /// Mentions that begin with it.
    mentions: Vec<JsonMention<'a>>,
    /// Targets near a mention of which it stands.
    near: Vec<&'a str>,
    /// Whether a source says it, not the author.
    quoted: bool,
    language: Option<&'static str>,
    script: Option<&'static str>,
    outlet: Option<&'a str>,
}

#[derive(Clone, Serialize)]
struct JsonMention<'a> {
    target: &'a str,
    /// How many tokens it has.
    tokens: usize,
}

/// Writes the words of an article, one JSON object a line, in order of the text.
///
/// # Errors
/// Those of the writer.
pub(super) fn write_tokens_jsonl(out: &mut dyn Write, walked: &Walked<'_>) -> io::Result<()> {
    let walk = walked.walk;
    let list = walk.tokens.list();
    let (mut named, mut begins) = (vec![Vec::new(); list.len()], vec![Vec::new(); list.len()]);
    for mention in walk.mentions.list() {
        let target = walked.target(mention.target);
        begins[mention.tokens.start].push(JsonMention { target, tokens: mention.tokens.len() });
        let covered: &mut [Vec<&str>] = &mut named[mention.tokens.clone()];
        covered.iter_mut().for_each(|names| names.push(target));
    }
    let (near, quoted) = (walk.near_mentions(), walk.speeches.quoted(&walk.tokens));
    let parts = named.into_iter().zip(begins);
    for ((position, row), (named, mentions)) in
        walked.rows(Stage::Tokens).into_iter().enumerate().zip(parts)
    {
        let (token, stem) = walked.words(&row);
        let place = (walked.place)(row.source);
        let near = near.iter().enumerate().filter(|(_, tokens)| tokens[position]);
        let row = JsonToken {
            id: walked.id,
            token: &token,
            stem: &stem,
            start: place.start,
            end: place.end,
            position,
            sentence: list[position].sentence(),
            kind: token_kind(list[position].kind()),
            named,
            mentions,
            near: near.map(|(target, _)| walked.target(target)).collect(),
            quoted: quoted[position],
            language: walk.language,
            script: walk.script,
            outlet: walk.outlet.as_deref(),
        };
        write_json_line(out, &row)?;
    }
    Ok(())
}

fn token_kind(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Word => "word",
        TokenKind::Stop => "stop",
        TokenKind::Number => "number",
        TokenKind::Year => "year",
        TokenKind::Noise => "noise",
    }
}
