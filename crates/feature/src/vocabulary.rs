//! The terms that a model knows.

use xxhash_rust::xxh3::xxh3_64;

use crate::bag::{Bag, Kind, Occurrence};
use crate::row::SparseRow;
use crate::settings::{BagSettings, FeatureSettings, Fields};
use crate::terms::Terms;

/// An empty place in the look-up table.
const EMPTY: (u32, u32) = (0, u32::MAX);

/// Terms in byte order, numbered from 0. No hash order shows anywhere: the table below only looks up.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// The terms, a line feed after each.
    lines: String,
    /// Where each term starts in `lines`, and the end of all.
    starts: Vec<u32>,
    /// Open addressing by xxh3, at most half full: part of the hash, which spares nearly all looks at another
    /// term's letters, and the term's number.
    table: Vec<(u32, u32)>,
}

/// What a vocabulary leaves out.
///
/// | name | default | purpose |
/// |---|---|---|
/// | `documents` | 1 | terms of fewer articles are left out; of two words, those of one article always |
/// | `features` | all | at most so many terms are kept, those of most articles |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least {
    /// Least number of articles.
    pub documents: u32,
    /// Greatest number of terms.
    pub features: Option<u32>,
}

impl Vocabulary {
    /// All terms that stand in at least `min_documents` bags (those of two words in two at least), of
    /// the kinds that are collected, and the `extra` ones.
    pub fn of<'a>(
        bags: impl IntoIterator<Item = &'a Bag>,
        min_documents: u32,
        collect: &BagSettings,
        extra: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::of_least(bags, Least { documents: min_documents, features: None }, collect, extra)
    }

    /// The same, with at most so many terms beside the extra ones.
    pub fn of_least<'a>(
        bags: impl IntoIterator<Item = &'a Bag>,
        least: Least,
        collect: &BagSettings,
        extra: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut terms = Terms::default();
        // Documents, last document: a term counts once a document.
        let mut seen: Vec<(u64, usize)> = Vec::new();
        for (document, bag) in bags.into_iter().enumerate() {
            for at in bag.occurrences().iter().filter(|at| collect.has(at.kind())) {
                let number = terms.number(bag.term(at));
                if number == seen.len() {
                    seen.push((0, usize::MAX));
                }
                let (documents, last) = &mut seen[number];
                *documents += u64::from(*last != document);
                *last = document;
            }
        }
        let counted = seen.iter().enumerate().map(|(number, s)| (terms.term(number), s.0));
        Self::selected(counted, least, extra)
    }

    /// The terms that are kept of those that were counted, each with the number of its documents, and the
    /// `extra` ones, whatever their number. However they come, equal counts give an equal vocabulary: where
    /// there are too many, those of most documents stay; of equals, single words before pairs, then by
    /// byte order. So a pair is never kept without its words, which stand wherever it does.
    pub fn selected<'a, 'b>(
        counted: impl IntoIterator<Item = (&'a str, u64)>,
        least: Least,
        extra: impl IntoIterator<Item = &'b str>,
    ) -> Self {
        let pair = |term: &str| term.contains(' ');
        // Of two words that stand side by side in one article only, no other will say anything.
        let enough = |term: &str| u64::from(least.documents.max(if pair(term) { 2 } else { 1 }));
        let mut kept: Vec<(&str, u64)> =
            counted.into_iter().filter(|(term, n)| *n >= enough(term)).collect();
        if let Some(most) = least.features.map(|n| n as usize).filter(|n| *n < kept.len()) {
            let order = |a: &(&str, u64), b: &(&str, u64)| {
                b.1.cmp(&a.1).then(pair(a.0).cmp(&pair(b.0))).then(a.0.cmp(b.0))
            };
            kept.sort_unstable_by(order);
            kept.truncate(most);
        }
        let mut terms: Vec<&str> = kept.into_iter().map(|k| k.0).collect();
        extra.into_iter().for_each(|term| terms.push(term));
        terms.sort_unstable();
        terms.dedup();
        Self::sorted(terms)
    }

    /// Takes over terms that are in strictly rising byte order; none where they are not.
    pub fn from_sorted<'a>(terms: impl IntoIterator<Item = &'a str> + Clone) -> Option<Self> {
        let rising =
            terms.clone().into_iter().zip(terms.clone().into_iter().skip(1)).all(|(a, b)| a < b);
        rising.then(|| Self::sorted(terms))
    }

    /// Takes over what [`Vocabulary::lines`] gives: terms in strictly rising byte order, a line feed
    /// after each; none where it is not that.
    pub fn from_lines(lines: String) -> Option<Self> {
        let mut starts = Vec::with_capacity(lines.len() / 8 + 1);
        starts.push(0);
        let feeds = lines.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        starts.extend(feeds.map(|(at, _)| at as u32 + 1));
        let whole = *starts.last()? as usize == lines.len() && u32::try_from(lines.len()).is_ok();
        let out = Self { lines, starts, table: Vec::new() };
        let rising = whole && (1..out.len()).all(|i| out.term(i - 1) < out.term(i));
        rising.then(|| out.with_table())
    }

    /// All terms in order, a line feed after each.
    pub fn lines(&self) -> &str {
        &self.lines
    }

    fn sorted<'a>(terms: impl IntoIterator<Item = &'a str>) -> Self {
        let mut out = Self { starts: vec![0], ..Self::default() };
        for term in terms {
            out.lines.push_str(term);
            out.lines.push('\n');
            out.starts.push(out.lines.len() as u32);
        }
        out.with_table()
    }

    fn with_table(self) -> Self {
        let mut out = self;
        let size = (out.len() * 2).next_power_of_two();
        out.table = vec![EMPTY; size];
        for i in 0..out.len() {
            let (part, mut at) = slot(out.term(i), size);
            while out.table[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            out.table[at] = (part, i as u32);
        }
        out
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The term with a number below [`Vocabulary::len`].
    pub fn term(&self, number: usize) -> &str {
        &self.lines[self.starts[number] as usize..self.starts[number + 1] as usize - 1]
    }

    /// All terms, in order.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|i| self.term(i))
    }

    /// The number of a term.
    pub fn number(&self, term: &str) -> Option<usize> {
        let size = self.table.len();
        if size == 0 {
            return None;
        }
        let (part, mut at) = slot(term, size);
        loop {
            match self.table[at] {
                EMPTY => return None,
                (p, i) if p == part && self.term(i as usize) == term => return Some(i as usize),
                _ => at = (at + 1) & (size - 1),
            }
        }
    }

    /// Looks up every term of a bag, once for all axes.
    pub fn index<'a>(&self, bag: &'a Bag) -> Indexed<'a> {
        let (mut known, mut words, mut unseen) = (Vec::new(), 0, 0);
        for at in bag.occurrences() {
            let number = self.number(bag.term(at));
            if at.kind() == Kind::Word {
                words += 1;
                unseen += u64::from(number.is_none());
            }
            known.extend(number.map(|number| (number as u32, at)));
        }
        Indexed { bag, known, words, unseen }
    }
}

/// The places of a bag whose terms a vocabulary knows. Only [`Vocabulary::index`] makes it.
#[derive(Debug, Clone)]
pub struct Indexed<'a> {
    bag: &'a Bag,
    known: Vec<(u32, &'a Occurrence)>,
    words: u64,
    unseen: u64,
}

impl<'a> Indexed<'a> {
    /// Places whose terms are all known, with their numbers.
    pub(crate) fn known(bag: &'a Bag, known: Vec<(u32, &'a Occurrence)>) -> Self {
        let words = known.iter().filter(|(_, at)| at.kind() == Kind::Word).count() as u64;
        Self { bag, known, words, unseen: 0 }
    }

    /// Numbers of all known terms, one for each place.
    pub fn terms(&self) -> impl Iterator<Item = usize> + '_ {
        self.known.iter().map(|(term, _)| *term as usize)
    }

    /// Share of the words that the vocabulary does not hold, from 0 to 1; none without words.
    pub fn unseen(&self) -> Option<f64> {
        self.unseen_but(|_| true)
    }

    /// The same where the vocabulary holds only some of its terms, by their number.
    pub fn unseen_but(&self, holds: impl Fn(usize) -> bool) -> Option<f64> {
        let lost = self.words().filter(|term| !holds(*term)).count() as u64;
        (self.words > 0).then(|| (self.unseen + lost) as f64 / self.words as f64)
    }

    /// Numbers of the known words, one for each place: terms of one stem, not beside a name.
    pub fn words(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.known.iter().filter(|(_, at)| at.kind() == Kind::Word);
        words.map(|(term, _)| *term as usize)
    }

    /// The places that are left where some are taken out. What is near a name stays so.
    #[must_use]
    pub fn without(&self, gone: impl Fn(&Occurrence) -> bool) -> Self {
        let known = self.known.iter().filter(|(_, at)| !gone(at)).copied().collect();
        let left = |at: &&Occurrence| at.kind() == Kind::Word && !gone(at);
        let words = self.bag.occurrences().iter().filter(left).count() as u64;
        let mut rest = Self { bag: self.bag, known, words, unseen: 0 };
        rest.unseen = words - rest.words().count() as u64;
        rest
    }

    /// The features of an axis with the places that count for them, in order of the text. A feature
    /// is term number × [`FeatureSettings::slots`] + slot.
    pub fn features(
        &self,
        settings: FeatureSettings,
        target: Option<usize>,
    ) -> impl Iterator<Item = (usize, &'a Occurrence)> + '_ {
        let speaks = move |at: &Occurrence| match at.kind() {
            Kind::Word => true,
            Kind::Pair => settings.pairs,
            Kind::Beside(name) => settings.beside && target == Some(usize::from(name)),
        };
        self.known.iter().filter(move |(_, at)| speaks(at)).flat_map(move |&(term, at)| {
            let near = target.is_some_and(|t| self.bag.is_near(at, t));
            let slots = settings.slots_of(near, self.bag.is_quoted(at));
            slots.map(move |slot| (term as usize * settings.slots() + slot, at))
        })
    }

    /// The same as terms and slots, told one after the other: for who counts whole sets, to whom an
    /// iterator over the slots of a place is dear.
    pub fn each_feature(
        &self,
        settings: FeatureSettings,
        target: Option<usize>,
        mut take: impl FnMut(usize, usize),
    ) {
        let fields = settings.slots() / if settings.voices { 2 } else { 1 };
        for &(term, at) in &self.known {
            let speaks = match at.kind() {
                Kind::Word => true,
                Kind::Pair => settings.pairs,
                Kind::Beside(name) => settings.beside && target == Some(usize::from(name)),
            };
            if !speaks {
                continue;
            }
            let near = target.is_some_and(|t| self.bag.is_near(at, t));
            let voice = if settings.voices && self.bag.is_quoted(at) { fields } else { 0 };
            let term = term as usize;
            match settings.fields {
                Fields::Whole => take(term, voice),
                Fields::Near if near => take(term, voice),
                Fields::Near => {}
                Fields::NearFar => take(term, voice + usize::from(!near)),
                Fields::NearWhole => {
                    if near {
                        take(term, voice);
                    }
                    take(term, voice + 1);
                }
            }
        }
    }

    /// The counts of an axis sentence by sentence, with the sentence's number, in order of the text;
    /// sentences without a feature are left out.
    pub fn passages(
        &self,
        settings: FeatureSettings,
        target: Option<usize>,
    ) -> Vec<(u32, SparseRow)> {
        let mut features: Vec<(u32, u32)> =
            self.features(settings, target).map(|(f, at)| (at.sentence(), f as u32)).collect();
        features.sort_by_key(|f| f.0);
        let sentences = features.chunk_by(|a, b| a.0 == b.0);
        let row = |sentence: &[(u32, u32)]| {
            let row = SparseRow::new(sentence.iter().map(|f| (f.1, 1)));
            (sentence[0].0, if settings.binary { row.binary() } else { row })
        };
        sentences.map(row).collect()
    }

    /// The counts of an axis, over [`Vocabulary::len`] × [`FeatureSettings::slots`] features.
    pub fn row(&self, settings: FeatureSettings, target: Option<usize>) -> SparseRow {
        let row = SparseRow::new(self.features(settings, target).map(|(f, _)| (f as u32, 1)));
        if settings.binary { row.binary() } else { row }
    }
}

/// Part of a term's hash, and where it is looked for first in a table of `size`, a power of two.
fn slot(term: &str, size: usize) -> (u32, usize) {
    let hash = xxh3_64(term.as_bytes());
    ((hash >> 32) as u32, hash as usize & (size - 1))
}
