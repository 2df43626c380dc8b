//! A text as the rules see it: words with their roles, what stands between them, quotes, sentences.

use std::ops::Range;

use super::lexicon::{Roles, Word};
use super::marks::{Quoted, is_quotation_mark, is_stop, quoted};
use crate::normalize::Normalized;
use crate::tokens::{Token, Tokens};

/// What stands between two words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) comma: bool,
    pub(super) colon: bool,
    /// A full stop, a question mark or the like.
    pub(super) stop: bool,
    pub(super) line: bool,
    /// A bracket or a dash.
    pub(super) bracket: bool,
    pub(super) quote: bool,
}

impl Gap {
    fn of(gap: &str) -> Self {
        let mut out = Self::default();
        gap.chars().for_each(|c| out.add(c));
        out
    }

    fn add(&mut self, c: char) {
        match c {
            '،' | ',' => self.comma = true,
            ':' => self.colon = true,
            '؛' => self.stop = true,
            '\n' => self.line = true,
            '(' | ')' | '[' | ']' | '-' | '–' | '—' => self.bracket = true,
            _ => {
                self.stop |= is_stop(c);
                self.quote |= is_quotation_mark(c);
            }
        }
    }

    pub(super) fn ends_sentence(self) -> bool {
        self.stop || self.line
    }
}

/// A quote with its words.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) quoted: Quoted,
    pub(super) tokens: Range<usize>,
    /// What stands between the word before and the opening mark.
    pub(super) before: Gap,
    /// What stands between the closing mark and the word after.
    pub(super) after: Gap,
    /// Number of the quote around this one.
    pub(super) parent: Option<usize>,
}

/// A text read once for all rules.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: Vec<Word>,
    /// The gap before each word, and after the last.
    pub(super) gaps: Vec<Gap>,
    pub(super) spans: Vec<Span>,
    /// For each word, the innermost quote that holds it.
    pub(super) within: Vec<Option<usize>>,
    /// For each word, its sentence, within its quote if it stands in one.
    pub(super) sentence: Vec<Range<usize>>,
    /// The same as if quotes were words: stops inside of a quote do not end the sentence around it.
    pub(super) outer: Vec<Range<usize>>,
}

/// Gaps next to a mark are looked at this far, in characters.
const REACH: usize = 16;

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a Normalized, tokens: &'a Tokens, words: Vec<Word>) -> Self {
        let list = tokens.list();
        let whole = text.text();
        let mut gaps = Vec::with_capacity(list.len() + 1);
        let mut end = 0;
        for token in list {
            gaps.push(Gap::of(&whole[end..token.range().start]));
            end = token.range().end;
        }
        gaps.push(Gap::of(&whole[end..]));
        let mut scan = Self {
            text: whole,
            tokens: list,
            words,
            gaps,
            spans: Vec::new(),
            within: vec![None; list.len()],
            sentence: vec![0..0; list.len()],
            outer: vec![0..0; list.len()],
        };
        for quote in quoted(whole) {
            scan.add(quote);
        }
        scan.name_channels();
        scan.split();
        scan
    }

    fn add(&mut self, quoted: Quoted) {
        let start = self.tokens.partition_point(|t| t.range().start < quoted.inner.start);
        let end = self.tokens.partition_point(|t| t.range().end <= quoted.inner.end);
        if start >= end {
            return;
        }
        let from = if start == 0 { 0 } else { self.tokens[start - 1].range().end };
        let to = self.tokens.get(end).map_or(self.text.len(), |t| t.range().start);
        let mut before = Gap::default();
        let left = &self.text[from.min(quoted.outer.start)..quoted.outer.start];
        left.chars().rev().take(REACH).for_each(|c| before.add(c));
        let mut after = Gap::default();
        let right = &self.text[quoted.outer.end.min(to)..to];
        right.chars().take(REACH).for_each(|c| after.add(c));
        // Quotes come by start, the wider first; one that crosses another is not inside of it.
        let mut parent = self.spans.len().checked_sub(1);
        while let Some(p) = parent
            && self.spans[p].quoted.outer.end < quoted.outer.end
        {
            parent = self.spans[p].parent;
        }
        let number = self.spans.len();
        self.within[start..end].fill(Some(number));
        self.spans.push(Span { quoted, tokens: start..end, before, after, parent });
    }

    /// Takes the role of the conjunction from إن in the name of a channel: `قناة \"إن بي سي\"`,
    /// `سي إن إن`.
    fn name_channels(&mut self) {
        let mut last = None;
        for i in 1..self.tokens.len() {
            if !self.is(i, Roles::THAT) {
                continue;
            }
            let next = |words: [&str; 2]| {
                self.tokens.get(i + 1).is_some() && words.contains(&self.word(i + 1))
            };
            let opens = self.within[i].is_some_and(|s| self.spans[s].tokens.start == i);
            let named = opens && self.is(i - 1, Roles::NAMING) && !self.is(i - 1, Roles::FINITE);
            // بي بي سي إن keeps its conjunction.
            let letters = matches!(self.word(i - 1), "سي" | "لسي" | "وسي") && next(["ان", "إن"]);
            if named || next(["بي", "بى"]) || letters || last == Some(i - 1) {
                self.words[i].roles = self.words[i].roles.without(Roles::ANY_THAT);
                last = letters.then_some(i);
            }
        }
    }

    /// Sets the sentence of each word.
    fn split(&mut self) {
        // Starts of open sentences: one outside of all quotes, one in each quote around.
        let n = self.tokens.len();
        let mut outer_start = 0;
        let mut inner_start = 0;
        for i in 0..n {
            let quote = self.within[i];
            if i > 0 && self.gaps[i].ends_sentence() {
                inner_start = i;
                let inside = quote.is_some() && self.root(i) == self.root(i - 1);
                if !inside && !self.stop_is_quoted(i) {
                    outer_start = i;
                }
            }
            if i > 0 && quote != self.within[i - 1] {
                inner_start = i;
            }
            self.outer[i].start = outer_start;
            self.sentence[i].start = if quote.is_some() { inner_start } else { outer_start };
        }
        let (mut outer_end, mut inner_end) = (n, n);
        for i in (0..n).rev() {
            let quote = self.within[i];
            if self.gaps[i + 1].ends_sentence() && i + 1 < n {
                inner_end = i + 1;
                let inside = quote.is_some() && self.root(i) == self.root(i + 1);
                if !inside && !self.stop_is_quoted(i + 1) {
                    outer_end = i + 1;
                }
            }
            if i + 1 < n && quote != self.within[i + 1] {
                inner_end = i + 1;
            }
            self.outer[i].end = outer_end;
            self.sentence[i].end = if quote.is_some() { inner_end } else { outer_end };
        }
    }

    fn root(&self, token: usize) -> Option<usize> {
        let mut span = self.within[token]?;
        while let Some(parent) = self.spans[span].parent {
            span = parent;
        }
        Some(span)
    }

    /// Whether a sentence goes on after a stop that stands before a closing mark: `«...؟» قال`.
    fn stop_is_quoted(&self, next: usize) -> bool {
        let Some(span) = self.within[next - 1].map(|s| &self.spans[s]) else { return false };
        // وقال begins a sentence, وإن goes on with the clause.
        let word = self.words[next];
        let begins = word.conjoined && !word.roles.any(Roles::ANY_THAT);
        let goes_on = !span.after.ends_sentence() && !begins;
        span.quoted.closed && span.tokens.end == next && goes_on
    }

    /// The roles of a word.
    pub(super) fn roles(&self, token: usize) -> Roles {
        self.words[token].roles
    }

    pub(super) fn is(&self, token: usize, roles: Roles) -> bool {
        self.words.get(token).is_some_and(|w| w.roles.any(roles))
    }

    /// The sentence around a quote, as if the quote were one word in it.
    pub(super) fn around(&self, span: &Span) -> Range<usize> {
        let Range { start, end } = span.tokens;
        let sentence = if span.parent.is_some() { &self.sentence } else { &self.outer };
        let first = if start == 0 || span.before.ends_sentence() {
            start
        } else {
            sentence[start - 1].start
        };
        let closes = self.text[..span.quoted.inner.end].ends_with(is_stop);
        let over = span.after.ends_sentence()
            || closes && self.words.get(end).is_some_and(|w| w.conjoined);
        let last = if over || end >= self.tokens.len() { end } else { sentence[end].end };
        first..last.max(end)
    }

    pub(super) fn slice(&self, tokens: Range<usize>) -> &'a str {
        if tokens.is_empty() {
            return "";
        }
        &self.text[self.tokens[tokens.start].range().start..self.tokens[tokens.end - 1].range().end]
    }

    pub(super) fn word(&self, token: usize) -> &'a str {
        &self.text[self.tokens[token].range()]
    }
}
