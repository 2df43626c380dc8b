//! The terms of one article as numbers.

use std::ops::Range;

use rasid_feature::{BESIDE, BagSettings, NONE};
use rasid_text::{Mention, Reader, Seen, Skim, TokenKind};

use super::numbering::Numbering;

/// The terms of one article, token by token; its buffers serve the next one too.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    /// For each entry of the reader's memory, the number of its stem.
    known: Vec<u32>,
    /// How often the reader had forgotten its words.
    forgotten: u32,
    /// For each token, the number of its stem, where it is a word or a stop word.
    stems: Vec<u32>,
    /// For each token, whether a target is named by it.
    named: Vec<bool>,
    /// For each token, the term that it is, and the one that it ends.
    words: Vec<u32>,
    pairs: Vec<u32>,
    /// Where sentences begin, and the end of the last.
    sentences: Vec<u32>,
    /// For each target, the tokens that stand near a mention.
    near: Vec<Vec<bool>>,
    /// For each target, the sentences with a mention, in order, each once.
    mentioned: Vec<Vec<u32>>,
    /// Tokens that a source says; empty where nobody asked.
    quoted: Vec<bool>,
    /// Terms beside names, in order of their sentences.
    beside: Vec<Beside>,
    counted: u64,
    unseen: u64,
}

/// A term that stands beside a name of a target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) target: usize,
    pub(crate) sentence: u32,
    pub(crate) token: usize,
    pub(crate) term: u32,
}

impl Terms {
    /// Takes up what the reader learned since; `number` is that of a stem.
    pub(crate) fn learn(&mut self, reader: &Reader<'_>, mut number: impl FnMut(&str) -> u32) {
        if self.forgotten != reader.forgotten() {
            self.forgotten = reader.forgotten();
            self.known.clear();
        }
        for entry in self.known.len()..reader.remembered() {
            self.known.push(reader.stem(entry as u32).map_or(NONE, &mut number));
        }
    }

    /// Takes up an article, as [`rasid_feature::Bag::new`] does.
    pub(crate) fn fill(
        &mut self,
        numbers: &mut impl Numbering,
        skim: &Skim,
        quoted: Option<Vec<bool>>,
        collect: &BagSettings,
    ) {
        let (tokens, mentions) = (&skim.tokens[..], skim.mentions.list());
        // Looks into memory that do not wait for each other: among the branches below, each would.
        let stem = |token: &Seen| self.known.get(token.entry as usize).copied().unwrap_or(NONE);
        self.stems.clear();
        self.stems.extend(tokens.iter().map(stem));
        self.named.clear();
        self.named.resize(tokens.len(), false);
        self.mark(tokens, mentions, collect.window as usize);
        self.quoted = quoted.unwrap_or_default();
        self.words_and_pairs(numbers, tokens, collect.pairs);
        self.beside.clear();
        if collect.beside {
            self.beside_names(numbers, tokens, mentions);
        }
    }

    /// Marks what stands near the mentions of each target: within the window, in their sentence. Mentions
    /// come in order, so what was marked is passed over.
    fn mark(&mut self, tokens: &[Seen], mentions: &[Mention], window: usize) {
        self.near.iter_mut().for_each(Vec::clear);
        self.mentioned.iter_mut().for_each(Vec::clear);
        let mut marked = [0; 64];
        for mention in mentions {
            let (target, start) = (mention.target, mention.tokens.start);
            self.named[mention.tokens.clone()].fill(true);
            if self.near.len() <= target {
                self.near.resize_with(target + 1, Vec::new);
                self.mentioned.resize_with(target + 1, Vec::new);
            }
            let near = &mut self.near[target];
            near.resize(tokens.len(), false);
            let sentence = tokens[start].sentence;
            if self.mentioned[target].last() != Some(&sentence) {
                self.mentioned[target].push(sentence);
            }
            // A book of more targets than this walks some tokens twice.
            let until = marked.get(target).copied().unwrap_or(0);
            let within = |i: &usize| tokens[*i].sentence == sentence;
            let from = start.saturating_sub(window).max(until);
            (from..start).rev().take_while(within).for_each(|i| near[i] = true);
            let to = mention.tokens.end.saturating_add(window).min(tokens.len());
            for i in (start.max(until)..to).take_while(within) {
                near[i] = true;
                if let Some(marked) = marked.get_mut(target) {
                    *marked = i + 1;
                }
            }
        }
    }

    fn words_and_pairs(&mut self, numbers: &mut impl Numbering, tokens: &[Seen], pairs: bool) {
        (self.counted, self.unseen) = (0, 0);
        self.words.clear();
        self.pairs.clear();
        self.sentences.clear();
        let mut before = NONE;
        for (i, token) in tokens.iter().enumerate() {
            // Numbers of sentences rise one by one.
            if token.sentence as usize == self.sentences.len() {
                self.sentences.push(i as u32);
                before = NONE;
            }
            let (mut word, mut pair) = (NONE, NONE);
            match token.kind {
                TokenKind::Word if !self.named[i] => {
                    let stem = self.stems[i];
                    word = numbers.term(stem);
                    self.counted += 1;
                    self.unseen += u64::from(word == NONE);
                    if pairs {
                        pair = numbers.pair(before, stem);
                    }
                    before = stem;
                }
                // A stop word does not part its neighbors; a name and a number do.
                TokenKind::Stop => {}
                _ => before = NONE,
            }
            self.words.push(word);
            self.pairs.push(pair);
        }
        self.sentences.push(tokens.len() as u32);
    }

    fn beside_names(
        &mut self,
        numbers: &mut impl Numbering,
        tokens: &[Seen],
        mentions: &[Mention],
    ) {
        // The last mention that covers a token names it.
        let mut target_of: Vec<u32> = Vec::new();
        if !mentions.is_empty() {
            target_of.resize(tokens.len(), NONE);
        }
        for mention in mentions {
            target_of[mention.tokens.clone()].fill(mention.target as u32);
        }
        let (name, other_name) = (numbers.name(), numbers.other_name());
        for mention in mentions {
            let target = mention.target;
            let sentence = tokens[mention.tokens.start].sentence;
            let stem = |i: usize| {
                let token = tokens.get(i).filter(|token| token.sentence == sentence)?;
                match (target_of[i], token.kind) {
                    (NONE, TokenKind::Word | TokenKind::Stop) => Some(self.stems[i]),
                    (NONE, _) => None,
                    (named, _) if named == target as u32 => Some(name),
                    _ => Some(other_name),
                }
            };
            let mut found = [(0, NONE); 2 * BESIDE];
            let mut places = found.iter_mut();
            let mut add = |token: usize, term: u32| {
                if let Some(place) = places.next() {
                    *place = (token, term);
                }
            };
            let before = (0..mention.tokens.start).rev().take(BESIDE);
            for (i, word) in before.map_while(|i| Some((i, stem(i)?))) {
                add(i, numbers.pair(word, name));
            }
            let after = (mention.tokens.end..tokens.len()).take(BESIDE);
            for (i, word) in after.map_while(|i| Some((i, stem(i)?))) {
                add(i, numbers.pair(name, word));
            }
            let found = found.into_iter().filter(|(_, term)| *term != NONE);
            let beside = |(token, term)| Beside { target, sentence, token, term };
            self.beside.extend(found.map(beside));
        }
    }

    /// Share of the words that the vocabulary does not hold, from 0 to 1; none without words.
    pub(crate) fn unseen(&self) -> Option<f64> {
        (self.counted > 0).then(|| self.unseen as f64 / self.counted as f64)
    }

    /// How many tokens there are.
    pub(crate) fn end(&self) -> usize {
        self.words.len()
    }

    /// How many sentences there are.
    pub(crate) fn sentences(&self) -> usize {
        self.sentences.len() - 1
    }

    /// The tokens of a sentence.
    pub(crate) fn tokens(&self, sentence: usize) -> Range<usize> {
        self.sentences[sentence] as usize..self.sentences[sentence + 1] as usize
    }

    /// The sentences with a mention of a target, in order.
    pub(crate) fn mentioning(&self, target: usize) -> &[u32] {
        self.mentioned.get(target).map_or(&[], Vec::as_slice)
    }

    /// For each of some tokens the term that it is, and the one of two words that it ends; [`NONE`] where
    /// there is none.
    #[inline]
    pub(crate) fn at(&self, tokens: Range<usize>) -> (&[u32], &[u32]) {
        (&self.words[tokens.clone()], &self.pairs[tokens])
    }

    /// For each token, whether it stands near a mention of a target; empty where nothing does.
    pub(crate) fn near(&self, target: usize) -> &[bool] {
        self.near.get(target).map_or(&[], Vec::as_slice)
    }

    /// Whether a source says a token.
    #[inline]
    pub(crate) fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).is_some_and(|quoted| *quoted)
    }

    /// The terms beside all names.
    pub(crate) fn all_beside(&self) -> &[Beside] {
        &self.beside
    }

    /// The terms beside names of a target, in order of their sentences.
    pub(crate) fn beside(&self, target: Option<usize>) -> impl Iterator<Item = &Beside> {
        self.beside.iter().filter(move |beside| Some(beside.target) == target)
    }
}
