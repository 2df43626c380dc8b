//! Headlines, subheads, bylines and signatures: what a line is by its place.

use std::ops::Range;

use super::date::is_dated;
use super::fold::{ends_sentence, ends_with_stop, fold, is_digit};
use super::line::{Class, Line};
use crate::body::PartKind;

/// A headline is shorter, in characters.
const HEADLINE: usize = 160;
/// A subhead is shorter, in characters and words.
const SUBHEAD: (usize, usize) = (60, 8);
/// What stands around a subhead is longer, in characters.
const PARAGRAPH: usize = 80;
/// A signature is shorter, in characters, and stands among the last lines.
const SIGNATURE: (usize, usize) = (200, 3);
/// How many lines above the article a page may show its headline and byline.
const ABOVE: usize = 20;

/// Names lines of the article by their place. None of these leaves the text.
pub(super) fn mark(source: &str, lines: &mut [Line]) {
    let content: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].is_blank()).collect();
    mark_headline(source, lines, &content);
    for at in (1..content.len()).rev() {
        let line = &lines[content[at]];
        if line.class != Class::Text {
            continue;
        }
        let text = &source[line.inner.clone()];
        if at + SIGNATURE.1 >= content.len() && line.chars <= SIGNATURE.0 && is_signature(text) {
            lines[content[at]].class = Class::Stays(PartKind::Signature);
            continue;
        }
        let brief = line.chars <= SUBHEAD.0
            && text.split_whitespace().count() <= SUBHEAD.1
            && !ends_with_stop(text);
        let above = &lines[content[at - 1]];
        let below = content.get(at + 1).map(|&i| &lines[i]);
        if brief
            && (above.chars >= PARAGRAPH || above.class != Class::Text)
            && below.is_some_and(|b| b.class == Class::Text && b.chars >= PARAGRAPH)
        {
            lines[content[at]].class = Class::Stays(PartKind::Subhead);
        }
    }
}

/// The first line, a basmala aside, where it ends as no sentence does and a blank line, a named line
/// or a longer one follows.
fn mark_headline(source: &str, lines: &mut [Line], content: &[usize]) {
    let first = usize::from(
        content.first().is_some_and(|&i| lines[i].class == Class::Stays(PartKind::Basmala)),
    );
    let (Some(&at), Some(&next)) = (content.get(first), content.get(first + 1)) else { return };
    let line = &lines[at];
    let text = &source[line.inner.clone()];
    let apart = next > at + 1
        || matches!(lines[next].class, Class::Stays(_))
        || lines[next].chars > line.chars.max(PARAGRAPH);
    let headline = line.class == Class::Text && line.chars <= HEADLINE && !ends_with_stop(text);
    if headline && apart && !is_signature(text) && !is_dated(text) {
        lines[at].class = Class::Stays(PartKind::Headline);
    }
}

/// The first word of a line ends within so many bytes, or the line is read on.
const START: usize = 64;

/// Whether a line says who wrote what stands above it (كتبه …).
pub(super) fn is_signature(text: &str) -> bool {
    let ends = [' ', ':'];
    // Most lines show by their start that they are none.
    let start = fold(&text[..text.floor_char_boundary(START)]);
    let folded = if start.contains(ends) || text.len() <= START { start } else { fold(text) };
    matches!(folded.split(ends).next(), Some("كتبه" | "كتبته" | "كتبها"))
}

/// The headline and the name of the author above the article of a page, by line.
pub(super) fn above(source: &str, lines: &[Line], run: &Range<usize>) -> Vec<(usize, PartKind)> {
    let text = |i: usize| &source[lines[i].inner.clone()];
    let is_text = |&i: &usize| lines[i].class == Class::Text && lines[i].chars <= HEADLINE;
    let near: Vec<usize> = (0..run.start)
        .rev()
        .filter(|&i| !lines[i].is_blank())
        .take(ABOVE)
        .filter(is_text)
        .collect();
    let words = |i: usize| text(i).split_whitespace().count();
    let twice = |&&i: &&usize| {
        words(i) >= 3 && near.iter().filter(|&&other| text(other) == text(i)).count() > 1
    };
    let long = |&&i: &&usize| words(i) >= 4;
    let headline = near.iter().find(twice).or_else(|| near.iter().find(long)).copied();
    let Some(headline) = headline else { return Vec::new() };
    let mut found = vec![(headline, PartKind::Headline)];
    let byline = near.iter().copied().find(|&i| {
        i > headline
            && (2..=5).contains(&words(i))
            && !text(i).contains(is_digit)
            && !ends_sentence(text(i))
    });
    found.extend(byline.map(|i| (i, PartKind::Byline)));
    found
}
