//! Values of attributes and elements, checked for what they are said to be.

use std::ops::Range;

use html5gum::Span;

use crate::facts::{DateFact, Fact, dates, folded, is_blank, marked_byline, publication};

/// A longer address is none, in bytes.
const MAX_ADDRESS: usize = 2048;
/// Only so much of a value is searched for a date, in bytes.
const MAX_DATE: usize = 200;

/// An attribute: its value, and where it stands in the source if it is spelled there so.
pub(super) struct Value {
    pub(super) text: String,
    pub(super) fact: Option<Fact>,
}

/// Where an attribute's value stands, if the source spells it so. The tokenizer's span starts at the
/// attribute's name and ends behind the value or its quote.
pub(super) fn exact(source: &str, attribute: &Span<usize>, value: &str) -> Option<Range<usize>> {
    [attribute.end.checked_sub(1)?, attribute.end].into_iter().find_map(|end| {
        let start = end.checked_sub(value.len()).filter(|start| *start > attribute.start)?;
        (source.get(start..end) == Some(value)).then_some(start..end)
    })
}

/// A date of publication as a machine or a person writes it.
pub(super) fn date(value: &Value) -> Option<DateFact> {
    // The fact's span starts where the same characters end.
    let text = value.text.trim_start_matches(is_blank);
    let start = value.fact.as_ref().and_then(|f| f.span.as_ref()).map(|span| span.start);
    let mut date =
        publication(dates(&text[..text.floor_char_boundary(MAX_DATE)]), start.unwrap_or(0))?;
    if start.is_none() {
        date.written.span = None;
    }
    Some(date)
}

pub(super) fn author(value: Value) -> Option<Fact> {
    let fact = value.fact?;
    let lower = fact.text.to_ascii_lowercase();
    let address = lower.contains("://") || lower.starts_with("www.") || lower.starts_with('@');
    if address {
        return None;
    }
    let Some(name) = marked_byline(&fact.text) else { return Some(fact) };
    let exact = fact.span.filter(|span| span.len() == fact.text.len());
    let span = exact.map(|span| span.start + name.start..span.start + name.end);
    Some(Fact { text: fact.text[name].to_owned(), span })
}

/// An http or https address with a host, as it stands.
pub(super) fn address(value: &Value) -> Option<Fact> {
    let text = value.text.trim();
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|s| text.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s)))?;
    let host = text[scheme.len()..].chars().next().is_some_and(char::is_alphanumeric);
    let clean = !text.chars().any(|c| is_blank(c) || matches!(c, '<' | '>' | '"' | '\\' | '`'));
    let fits = host && clean && text.len() <= MAX_ADDRESS;
    let span = value.fact.as_ref().and_then(|f| f.span.clone()).filter(|s| s.len() == text.len());
    fits.then(|| Fact { text: text.to_owned(), span })
}

/// What parts a headline from its outlet in a title.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "];

pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | ':' | '»' | '•' | '·')
}

/// A headline, less the outlet that a page's title adds to it, and that outlet.
pub(super) fn without_outlet(title: Fact, outlet: Option<&Fact>) -> (Option<Fact>, Option<Fact>) {
    let text = title.text.as_str();
    let signs = SEPARATORS.iter().filter_map(|s| Some((text.rfind(s)?, *s)));
    let Some((at, sign)) = signs.max_by_key(|(at, _)| *at) else { return (Some(title), None) };
    let (head, tail) = (text[..at].trim_end(), text[at + sign.len()..].trim());
    let named = outlet.is_some_and(|o| folded(&o.text) == folded(tail));
    // Without a name to compare with, only a bar parts what is short from what is long.
    let words = |t: &str| t.split_whitespace().count();
    let bar = matches!(sign, " | " | " :: ") && words(tail) <= 4 && words(head) >= 4;
    if head.is_empty() || !(named || bar) {
        return (Some(title), None);
    }
    let span = title.span.filter(|span| span.len() == text.len());
    let head = Fact { text: head.to_owned(), span: span.map(|s| s.start..s.start + head.len()) };
    (Some(head), Fact::value(tail))
}
