//! The terms of one article.

use std::ops::Range;

use rasid_text::{Mention, Mentions, Normalized, Speeches, Token, TokenKind, Tokens};

use crate::settings::BagSettings;

/// Words on each side of a name that stand beside it.
pub const BESIDE: usize = 2;
/// Stands for the name in a term: before it the word is `word @`, after it `@ word`.
pub(crate) const NAME: &str = "@";
/// Stands for another target's name.
pub(crate) const OTHER: &str = "@@";

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A stem.
    Word,
    /// Two neighbouring stems with a space between.
    Pair,
    /// A stem beside a name of the target with this number: `word @` before it, `@ word` after it.
    Beside(u16),
}

/// What a term of a vocabulary is made of. No stem holds a space or the sign of a name, so that every
/// term is of one kind only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermParts<'a> {
    /// A stem.
    Word(&'a str),
    /// Two neighbouring stems, with the space between.
    Pair(&'a str),
    /// The stem before the target's name: `@` for the name once more, `@@` for another target's.
    BeforeName(&'a str),
    /// The stem after it.
    AfterName(&'a str),
}

impl<'a> TermParts<'a> {
    /// Takes a term apart.
    pub fn of(term: &'a str) -> Self {
        match term.split_once(' ') {
            None => Self::Word(term),
            Some((word, NAME)) => Self::BeforeName(word),
            Some((NAME, word)) => Self::AfterName(word),
            Some(_) => Self::Pair(term),
        }
    }
}

/// One place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    term: (u32, u32),
    source: (u32, u32),
    /// The first and the last of its words; only a pair has two.
    tokens: (u32, u32),
    sentence: u32,
    kind: Kind,
}

impl Occurrence {
    /// What the term is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Number of its sentence, rising with the text.
    pub fn sentence(&self) -> u32 {
        self.sentence
    }

    /// Byte range in the original text.
    pub fn source(&self) -> Range<usize> {
        self.source.0 as usize..self.source.1 as usize
    }

    /// The tokens that it is made of: of a pair two, else one. The last says who speaks and what it is
    /// near.
    pub fn tokens(&self) -> impl Iterator<Item = usize> + use<> {
        let (first, last) = (self.tokens.0 as usize, self.tokens.1 as usize);
        std::iter::once(first).chain((last > first).then_some(last))
    }
}

/// The terms of one article, in order of their places. Owns its words, so that it outlives the text.
///
/// Words by which a target is named are no terms: how often a target is named says nothing of how
/// it is spoken of. Stop words and numbers are none either.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    words: String,
    occurrences: Vec<Occurrence>,
    /// For each target up to the last that is mentioned, the tokens that stand near a mention.
    near: Vec<Vec<bool>>,
    /// Tokens that a source says; empty where nobody asked.
    quoted: Vec<bool>,
}

impl Bag {
    /// Collects the terms of a text. Without `speech` every word is the author's.
    pub fn new(
        text: &Normalized,
        tokens: &Tokens,
        mentions: &Mentions,
        speech: Option<&Speeches>,
        settings: &BagSettings,
    ) -> Self {
        let quoted = speech.map(|s| s.quoted(tokens)).unwrap_or_default();
        let mut bag = Self { quoted, ..Self::default() };
        let mut named = vec![false; tokens.list().len()];
        mentions.list().iter().for_each(|mention| named[mention.tokens.clone()].fill(true));
        bag.near = near_mentions(tokens, mentions, settings.window);
        let mut before: Option<(usize, &Token)> = None;
        for (i, (token, named)) in tokens.list().iter().zip(named).enumerate() {
            if named || token.kind() != TokenKind::Word {
                // A stop word does not part its neighbours; a name and a number do.
                if token.kind() != TokenKind::Stop {
                    before = None;
                }
                continue;
            }
            let source = token.source();
            bag.push(
                Kind::Word,
                &[tokens.stem(text, token)],
                source.clone(),
                (i, i, token.sentence()),
            );
            if let Some((at, first)) =
                before.filter(|b| settings.pairs && b.1.sentence() == token.sentence())
            {
                let whole = first.source().start..source.end;
                let pair = [tokens.stem(text, first), tokens.stem(text, token)];
                bag.push(Kind::Pair, &pair, whole, (at, i, token.sentence()));
            }
            before = Some((i, token));
        }
        if settings.beside {
            bag.beside(text, tokens, mentions);
        }
        bag
    }

    /// Adds the words that stand beside names, in order of the names, before and after.
    fn beside(&mut self, text: &Normalized, tokens: &Tokens, mentions: &Mentions) {
        let list = tokens.list();
        let mut target_of = vec![None; list.len()];
        for mention in mentions.list() {
            target_of[mention.tokens.clone()].fill(Some(mention.target));
        }
        for mention in mentions.list() {
            let sentence = list[mention.tokens.start].sentence();
            let stem = |i: usize| {
                let token = list.get(i).filter(|token| token.sentence() == sentence)?;
                match (target_of[i], token.kind()) {
                    (Some(target), _) => Some(if target == mention.target { NAME } else { OTHER }),
                    (None, TokenKind::Word | TokenKind::Stop) => Some(tokens.stem(text, token)),
                    _ => None,
                }
            };
            let kind = Kind::Beside(mention.target as u16);
            let before = (0..mention.tokens.start).rev().take(BESIDE);
            for (i, word) in before.map_while(|i| Some((i, stem(i)?))) {
                self.push(kind, &[word, NAME], list[i].source(), (i, i, sentence));
            }
            let after = (mention.tokens.end..list.len()).take(BESIDE);
            for (i, word) in after.map_while(|i| Some((i, stem(i)?))) {
                self.push(kind, &[NAME, word], list[i].source(), (i, i, sentence));
            }
        }
    }

    fn push(
        &mut self,
        kind: Kind,
        words: &[&str],
        source: Range<usize>,
        (first, last, sentence): (usize, usize, u32),
    ) {
        let start = self.words.len() as u32;
        for (i, word) in words.iter().enumerate() {
            self.words.push_str(if i > 0 { " " } else { "" });
            self.words.push_str(word);
        }
        self.occurrences.push(Occurrence {
            term: (start, self.words.len() as u32),
            source: (source.start as u32, source.end as u32),
            tokens: (first as u32, last as u32),
            sentence,
            kind,
        });
    }

    /// All places, in order of the text; words beside names after all others.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// The term that stands at a place: a stem, or two with a space between.
    pub fn term(&self, at: &Occurrence) -> &str {
        &self.words[at.term.0 as usize..at.term.1 as usize]
    }

    /// Whether a source says it, not the author.
    pub fn is_quoted(&self, at: &Occurrence) -> bool {
        self.quoted.get(at.tokens.1 as usize).is_some_and(|quoted| *quoted)
    }

    /// Whether a place is near a mention of the target: in its sentence, within the window.
    pub fn is_near(&self, at: &Occurrence, target: usize) -> bool {
        self.near.get(target).is_some_and(|tokens| tokens[at.tokens.1 as usize])
    }
}

/// For each target up to the last that is mentioned, which tokens stand near a mention of it: in the
/// mention's sentence, within `window` tokens of it.
pub fn near_mentions(tokens: &Tokens, mentions: &Mentions, window: u32) -> Vec<Vec<bool>> {
    let (mut all, mut marked) = (Vec::new(), Vec::new());
    for mention in mentions.list() {
        mark(&mut all, tokens, mention, window as usize, &mut marked);
    }
    all
}

/// Marks the tokens of the mention's sentence that stand within `window` of it. Mentions come in
/// order, so what is marked to the left need not be walked again.
fn mark(
    all: &mut Vec<Vec<bool>>,
    tokens: &Tokens,
    mention: &Mention,
    window: usize,
    marked: &mut Vec<usize>,
) {
    let list = tokens.list();
    if all.len() <= mention.target {
        all.resize_with(mention.target + 1, || vec![false; list.len()]);
        marked.resize(mention.target + 1, 0);
    }
    let near = &mut all[mention.target];
    let sentence = list[mention.tokens.start].sentence();
    let within = |i: &usize| list[*i].sentence() == sentence;
    let from = mention.tokens.start.saturating_sub(window).max(marked[mention.target]);
    let to = mention.tokens.end.saturating_add(window).min(list.len());
    (from..mention.tokens.start).rev().take_while(within).for_each(|i| near[i] = true);
    let right = mention.tokens.start.max(marked[mention.target])..to;
    for i in right.take_while(within) {
        near[i] = true;
        marked[mention.target] = i + 1;
    }
}
