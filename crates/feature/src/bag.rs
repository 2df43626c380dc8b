//! The terms of one article.

use std::ops::Range;

use rasid_text::{Mention, Mentions, Normalized, Token, TokenKind, Tokens};

use crate::settings::FeatureSettings;

/// One place where a term stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    term: (u32, u32),
    source: (u32, u32),
    token: u32,
}

impl Occurrence {
    /// Byte range in the original text.
    pub fn source(&self) -> Range<usize> {
        self.source.0 as usize..self.source.1 as usize
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
    /// For each target that is mentioned, the tokens that stand near a mention.
    near: Vec<Vec<bool>>,
}

impl Bag {
    /// Collects the terms of a text.
    pub fn new(
        text: &Normalized,
        tokens: &Tokens,
        mentions: &Mentions,
        settings: &FeatureSettings,
    ) -> Self {
        let mut bag = Self::default();
        let mut named = vec![false; tokens.list().len()];
        let mut marked = Vec::new();
        for mention in mentions.list() {
            named[mention.tokens.clone()].fill(true);
            bag.mark(tokens, mention, settings.window as usize, &mut marked);
        }
        let mut before: Option<&Token> = None;
        for (i, (token, named)) in tokens.list().iter().zip(named).enumerate() {
            if named || token.kind() != TokenKind::Word {
                // A stop word does not part its neighbours; a name and a number do.
                if token.kind() != TokenKind::Stop {
                    before = None;
                }
                continue;
            }
            let source = token.source();
            bag.push(tokens.stem(text, token), None, source.clone(), i);
            if let Some(first) =
                before.filter(|b| settings.bigrams && b.sentence() == token.sentence())
            {
                let whole = first.source().start..source.end;
                bag.push(tokens.stem(text, first), Some(tokens.stem(text, token)), whole, i);
            }
            before = Some(token);
        }
        bag
    }

    /// Marks the tokens of the mention's sentence that stand within `window` of it. Mentions come in
    /// order, so what is marked to the left need not be walked again.
    fn mark(&mut self, tokens: &Tokens, mention: &Mention, window: usize, marked: &mut Vec<usize>) {
        let list = tokens.list();
        if self.near.len() <= mention.target {
            self.near.resize_with(mention.target + 1, || vec![false; list.len()]);
            marked.resize(mention.target + 1, 0);
        }
        let near = &mut self.near[mention.target];
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

    fn push(&mut self, first: &str, second: Option<&str>, source: Range<usize>, token: usize) {
        let start = self.words.len() as u32;
        self.words.push_str(first);
        if let Some(second) = second {
            self.words.push(' ');
            self.words.push_str(second);
        }
        self.occurrences.push(Occurrence {
            term: (start, self.words.len() as u32),
            source: (source.start as u32, source.end as u32),
            token: token as u32,
        });
    }

    /// All places, in order of the text.
    pub fn occurrences(&self) -> &[Occurrence] {
        &self.occurrences
    }

    /// The term that stands at a place: a stem, or two with a space between.
    pub fn term(&self, at: &Occurrence) -> &str {
        &self.words[at.term.0 as usize..at.term.1 as usize]
    }

    /// Whether a place is near a mention of the target: in its sentence, within the window.
    pub fn is_near(&self, at: &Occurrence, target: usize) -> bool {
        self.near.get(target).is_some_and(|tokens| tokens[at.token as usize])
    }
}
