//! Sentences in quotes whose speaker stands in the sentence before or after.

use std::ops::Range;

use super::direct::{Attribution, SENTENCE_WORDS};
use super::lexicon::Roles;
use super::marks::is_stop;
use super::names::introduces_name;
use super::scan::{Scan, Span};

/// Words of a sentence that are looked at.
const LOOK: usize = 40;

/// A sentence in quotes is speech where its neighbor is attributed to someone.
pub(super) fn mark(scan: &Scan<'_>, out: &mut [Option<Attribution>]) {
    let mut last_speech: Option<usize> = None;
    for (i, span) in scan.spans.iter().enumerate() {
        if out[i].is_none() && is_sentence(scan, span) {
            let start = span.tokens.start;
            let after_speech = last_speech.is_some_and(|end| start - end.min(start) <= 1);
            let before = start.checked_sub(1).map(|b| scan.outer[b].clone());
            let presented = before.is_some_and(|s| says(scan, &s));
            let after = scan.outer.get(span.tokens.end).is_some_and(|s| says(scan, s));
            if after_speech || presented || after {
                out[i] = Some(Attribution::default());
            }
        }
        if out[i].is_some() {
            last_speech = Some(span.tokens.end);
        }
    }
}

/// Six words or more that begin a sentence or end one.
fn is_sentence(scan: &Scan<'_>, span: &Span) -> bool {
    if span.tokens.len() < SENTENCE_WORDS || introduces_name(scan, span) || span.parent.is_some() {
        return false;
    }
    let closes = scan.text[..span.quoted.inner.end].ends_with(is_stop);
    let first = span.tokens.start == 0 || span.before.ends_sentence() || span.before.colon;
    closes || first
}

/// Whether a sentence presents speech. The first and the last words are looked at.
fn says(scan: &Scan<'_>, sentence: &Range<usize>) -> bool {
    let limit = sentence.end.min(sentence.start + LOOK);
    let speech = Roles::SAY.and(Roles::PARTICIPLE).and(Roles::SAID);
    (sentence.start..limit).any(|i| scan.is(i, speech))
}
