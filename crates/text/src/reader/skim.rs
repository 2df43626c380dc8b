//! Reading for who needs numbers only: which words, where sentences end, which targets are named.

use std::ops::Range;

use super::bytes::blanks;
use super::chunks::{Chunk, Part};
use super::gap::Gap;
use super::key::Key;
use super::{Reader, Reading};
use crate::body::Body;
use crate::facts::Dateline;
use crate::mention::{Day, Mentions, Words};
use crate::tokens::TokenKind;

/// A token, as far as it takes no letters.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Its entry in the reader's memory; a number beyond [`Reader::remembered`] for a run of letters that
    /// is no word.
    pub entry: u32,
    /// Number of its sentence, from 0.
    pub sentence: u32,
    /// Where it starts in the body.
    at: u32,
    /// What it is.
    pub kind: TokenKind,
    /// What stands between it and the token before.
    gap: Gap,
}

/// An article that was skimmed.
#[derive(Debug, Default)]
pub struct Skim {
    /// Its tokens, in order.
    pub tokens: Vec<Seen>,
    /// The references in it.
    pub mentions: Mentions,
    /// The agency in its dateline, in normalised spelling.
    pub agency: Option<String>,
    /// The runs of letters that are no words: what is not in the reader's memory.
    noise: Vec<String>,
}

impl Skim {
    fn clear(&mut self) {
        self.tokens.clear();
        self.noise.clear();
        (self.mentions, self.agency) = (Mentions::default(), None);
    }
}

/// So many chunks are looked up before the first of them is read.
const AHEAD: usize = 16;

/// A chunk that was looked up.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// Where it starts, and where it ends; between, without the signs around it.
    from: usize,
    start: usize,
    stop: usize,
    end: usize,
    /// None where it is too long.
    key: Option<Key>,
    hash: u64,
    first: Chunk,
}

/// How far a text was cut.
#[derive(Default)]
struct Place {
    sentence: u32,
    /// Whether the sentence has a word.
    open: bool,
    /// What stands behind the last word.
    gap: Gap,
    /// Whether the last word may be the first piece of a broken name.
    suspect: bool,
}

impl Place {
    /// Ends the sentence, where it has a word.
    #[inline]
    fn end_sentence_if(&mut self, ends: bool) {
        if ends {
            self.sentence += u32::from(self.open);
            self.open = false;
        }
    }
}

impl Reader<'_> {
    /// Reads a body for its words and the targets that it names, as [`Reader::read`] does, without
    /// spelling it out.
    pub fn skim(&mut self, body: &Body<'_>, date: Option<Day>) -> &Skim {
        self.forget_if_full();
        let mut skim = std::mem::take(&mut self.skim);
        skim.clear();
        if !self.by_chunks(body, &mut skim, date) {
            self.skim = skim;
            let reading = self.read(body, date);
            return self.take_over(&reading);
        }
        self.skim = skim;
        &self.skim
    }

    /// The words of what was skimmed last, in order, in normalised spelling.
    pub fn spelled(&self) -> impl Iterator<Item = &str> {
        let mut noise = self.skim.noise.iter();
        self.skim.tokens.iter().map(move |token| match token.kind {
            TokenKind::Noise => noise.next().map_or("", String::as_str),
            _ => self.words.folded(self.words.get(token.entry)),
        })
    }

    /// What was skimmed last.
    pub fn skimmed(&self) -> &Skim {
        &self.skim
    }

    /// What this reader read last, as if it had been skimmed.
    pub fn take_over(&mut self, reading: &Reading) -> &Skim {
        let skim = &mut self.skim;
        skim.clear();
        let tokens = reading.tokens.list().iter().zip(&self.entries);
        skim.tokens.extend(tokens.map(|(token, &entry)| Seen {
            entry,
            sentence: token.sentence(),
            at: token.source().start as u32,
            kind: token.kind(),
            gap: Gap::default(),
        }));
        let list = reading.tokens.list().iter();
        let noise = list.filter(|token| token.kind() == TokenKind::Noise);
        skim.noise.extend(noise.map(|token| reading.text.slice(token).to_owned()));
        skim.agency = reading.agency().map(str::to_owned);
        skim.mentions = reading.mentions.clone();
        skim
    }

    /// Reads a body chunk by chunk; false where the plain path must.
    fn by_chunks(&mut self, body: &Body<'_>, skim: &mut Skim, date: Option<Day>) -> bool {
        self.forget_article();
        let text = body.text();
        // Where lines are left out, what is parted stands at line ends: no chunk goes over an edge.
        let whole = |at: usize| {
            let blank = |at: usize| matches!(text.as_bytes().get(at), None | Some(b' ' | b'\n'));
            blank(at - 1) || blank(at)
        };
        if !body.runs().all(|run| whole(run.range.end)) {
            return false;
        }
        blanks(text.as_bytes(), &mut self.blanks);
        self.cut(text, skim) && self.finish(text, skim, date)
    }

    /// Cuts a text into words; false where the plain path must read it.
    fn cut(&mut self, text: &str, skim: &mut Skim) -> bool {
        let text = text.as_bytes();
        let (mut from, mut done) = (0, 0);
        let mut place = Place::default();
        let mut ahead = [Ahead::default(); AHEAD];
        while done < self.blanks.len() {
            let blanks = &self.blanks[done..];
            let count = blanks.len().min(AHEAD);
            for (ahead, &end) in ahead.iter_mut().zip(blanks) {
                *ahead = self.look_ahead(text, from..end as usize);
                from = end as usize + 1;
            }
            // Looks into memory that do not wait for each other, with nothing between them: one by one, each
            // would wait for the one before.
            for ahead in &mut ahead[..count] {
                ahead.first = self.chunks.first_look(ahead.hash);
            }
            for ahead in &ahead[..count] {
                let read = self.chunk(text, ahead, &mut place, skim)
                    && self.blank(text, ahead.end, &mut place);
                if !read {
                    return false;
                }
            }
            done += count;
        }
        true
    }

    /// What can be told of a chunk before those before it are read.
    #[inline(always)]
    fn look_ahead(&self, text: &[u8], range: Range<usize>) -> Ahead {
        let Range { start: from, end } = range;
        let (before, behind) = self.signs.around(&text[from..end]);
        let (start, stop) = (from + before, end - behind);
        let key = Key::of(text, start..stop);
        let hash = key.map_or(0, |key| key.hash());
        Ahead { from, start, stop, end, key, hash, first: Chunk::default() }
    }

    /// Reads a chunk; false where the plain path must.
    #[inline(always)]
    fn chunk(&mut self, text: &[u8], ahead: &Ahead, place: &mut Place, skim: &mut Skim) -> bool {
        let Ahead { from, start, stop, end, ref key, ref first, .. } = *ahead;
        if from < start {
            self.cut_off(&text[from..start], false, place);
        }
        if start == stop {
            return true;
        }
        let Some(key) = key else { return false };
        let Self { chunks, words, learn, .. } = self;
        let chunk = chunks.find(text, start..stop, (key, first), words, learn);
        let mut ends_in_letter = false;
        if let Some(part) = chunk.word() {
            self.part(part, start, place, skim);
            ends_in_letter = part.is_letter();
        } else {
            let more = *self.chunks.more(&chunk);
            if !more.regular {
                return false;
            }
            for number in 0..usize::from(more.count) {
                self.part(self.chunks.parts(&more)[number], start, place, skim);
            }
            place.gap = place.gap.then(more.tail);
            place.end_sentence_if(more.breaks);
            ends_in_letter |= more.ends_in_letter;
        }
        if stop < end {
            self.cut_off(&text[stop..end], ends_in_letter, place);
        }
        true
    }

    /// Takes a word up; `at` is where its chunk starts.
    #[inline(always)]
    fn part(&mut self, part: Part, at: usize, place: &mut Place, skim: &mut Skim) {
        place.end_sentence_if(part.breaks());
        // Hardly any word is looked up here: the chunk knows what is asked of all.
        if place.suspect && self.after.has_at(part.letter) {
            self.suspects.push(skim.tokens.len() as u32 - 1);
        }
        place.suspect = part.is_suspect();
        if place.suspect {
            self.after = self.words.letters_after(part.entry);
        }
        if part.begins_name() {
            self.begins.push(skim.tokens.len() as u32);
        }
        let gap = std::mem::take(&mut place.gap).then(part.gap);
        let (at, sentence) = (at as u32 + u32::from(part.start), place.sentence);
        let Part { entry, kind, .. } = part;
        skim.tokens.push(Seen { entry, sentence, at, kind, gap });
        place.open = true;
    }

    /// Reads signs before or behind a chunk; `behind_letter` says that the first one stands right behind a
    /// word of one letter.
    fn cut_off(&self, signs: &[u8], mut behind_letter: bool, place: &mut Place) {
        for sign in self.signs.of(signs) {
            place.gap = place.gap.then(sign.gap);
            place.end_sentence_if(sign.stops(behind_letter));
            behind_letter = false;
        }
    }

    /// Reads a blank or the end of the text; false where the plain path must.
    #[inline(always)]
    fn blank(&self, text: &[u8], at: usize, place: &mut Place) -> bool {
        match text.get(at) {
            None => {}
            Some(b' ') => place.gap = place.gap.then(Gap::SPACE),
            // One line end of two bytes.
            Some(b'\n') if at > 0 && text[at - 1] == b'\r' => {}
            Some(b'\r') if !self.folds_returns => return false,
            Some(_) => {
                place.gap = place.gap.then(Gap::LINE);
                place.end_sentence_if(true);
            }
        }
        true
    }

    /// Finds the references in what was cut into words; false where a name is broken, which takes spelling
    /// the text out.
    fn finish(&mut self, text: &str, skim: &mut Skim, date: Option<Day>) -> bool {
        let tokens = &skim.tokens;
        let folded = |token: &Seen| self.words.folded(self.words.get(token.entry));
        for &at in &self.suspects {
            let at = at as usize;
            let apart = self.chunks.are_apart(tokens[at].entry, tokens[at + 1].entry);
            if apart || !tokens[at + 1].gap.is_space() {
                continue;
            }
            let next = |i: usize| {
                let next =
                    tokens.get(i).filter(|t| t.kind == TokenKind::Word && t.gap.is_space())?;
                Some(folded(next))
            };
            let next = (at + 1..).map(next);
            let (first, second) = (folded(&tokens[at]), folded(&tokens[at + 1]));
            if !self.learn.names.may_go_on(first, second) {
                self.chunks.set_apart(tokens[at].entry, tokens[at + 1].entry);
            } else if self.learn.names.pieces_of(first, next) > 1 {
                return false;
            }
        }
        let (dateline, agency) = Dateline::at_the_top(text, &self.learn.normalizer).unzip();
        let words = Words {
            count: tokens.len(),
            names: |at: usize| self.words.names(tokens[at].entry),
            joined: |at: usize| tokens[at].gap.joins(),
            in_dateline: |at: usize| {
                dateline.as_ref().is_some_and(|line| line.contains(&(tokens[at].at as usize)))
            },
        };
        let begins = self.begins.iter().map(|&at| at as usize);
        skim.mentions = self.learn.finder.find_among(&words, date, begins);
        skim.agency = agency.flatten();
        true
    }
}
