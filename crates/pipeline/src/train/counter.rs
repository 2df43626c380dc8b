//! Counting articles as numbers: what [`Shard::add`] counts, without spelling it out.

use rasid_codebook::{ClassId, Codebook};
use rasid_feature::{Bag, GrowingNumbers, NONE, SparseRow, Terms};

use super::places::{Places, slots_in};
use super::sample::{Kept, KeptLesson};
use super::shard::{AxisPlan, Begun, Shard, row_of};
use super::{Example, TrainError};
use crate::analyze::{Analyzed, Analyzer, Source, Worker};
use crate::compiled::{Article, Beside, Numbering};

/// Counts labelled articles one after the other. One for each thread: it remembers words from one article to
/// the next.
///
/// [`Shard::add`] is the specification: it makes a bag of words and numbers each term by its letters. Here a
/// word is looked up once in the life of a counter, terms of two words are pairs of numbers, and an article's
/// distinct terms are met before they are counted: each with the slots of all axes in which it speaks, as
/// bits of a word or two, so that a cell is touched once.
#[derive(Debug)]
pub struct Counter<'a> {
    analyzer: &'a Analyzer,
    worker: Worker<'a>,
    article: Article,
    numbers: GrowingNumbers,
    places: Places,
    /// The terms of the article at hand, each once.
    terms: Vec<u32>,
    /// The slots of the axes that the article teaches and that count a term once, and for each of them the
    /// cell of the article's class.
    taught: Vec<u64>,
    cells_of: Vec<usize>,
    shard: Shard,
}

/// Numbers terms as they come.
struct Growing<'a> {
    numbers: &'a mut GrowingNumbers,
    terms: &'a mut Terms,
}

impl Numbering for Growing<'_> {
    #[inline]
    fn term(&mut self, word: u32) -> u32 {
        self.numbers.term(word, self.terms)
    }

    #[inline]
    fn pair(&mut self, first: u32, second: u32) -> u32 {
        self.numbers.pair(first, second, self.terms)
    }

    fn name(&self) -> u32 {
        self.numbers.name()
    }

    fn other_name(&self) -> u32 {
        self.numbers.other_name()
    }
}

impl<'a> Counter<'a> {
    /// Nothing counted yet, by the settings of an analyzer. `domains` names all that articles will come
    /// from.
    ///
    /// # Errors
    /// As [`Shard::new`].
    pub fn new(analyzer: &'a Analyzer, domains: &[&str]) -> Result<Self, TrainError> {
        let shard = Shard::new(analyzer, domains)?;
        Ok(Self {
            analyzer,
            worker: analyzer.worker(),
            article: Article::default(),
            numbers: GrowingNumbers::default(),
            places: Places::new(&shard.plan),
            terms: Vec::new(),
            taught: Vec::new(),
            cells_of: Vec::new(),
            shard,
        })
    }

    /// Counts one article, with a class or nothing for each axis of the codebook, its group and its domain.
    ///
    /// # Panics
    /// Where its domain was not named: a mistake of the caller.
    pub fn add(
        &mut self,
        source: Source<'_>,
        labels: Vec<Option<ClassId>>,
        (group, domain): (&str, &str),
    ) {
        let (quoted, about) = self.worker.skim(source);
        let Self { worker, article, numbers, shard, .. } = self;
        article.learn(worker.reader(), |stem| numbers.word(stem));
        let mut growing = Growing { numbers, terms: &mut shard.terms };
        article.fill(&mut growing, worker.reader().skimmed(), quoted, &shard.plan.collect);
        shard.grow();
        let read = Analyzed { bag: Bag::default(), about };
        let example = Example { article: &read, text: source.text, labels, group, domain };
        let begun = shard.begin(self.analyzer, &example);
        self.places.fill(&self.article);
        self.meet_terms();
        self.count_terms(&begun);
        self.count_places(&begun);
        if self.shard.samples[begun.domain].wants(&begun.digest) {
            let kept = self.kept(&begun);
            self.shard.samples[begun.domain].add(begun.digest, kept);
        }
    }

    /// The codebook that labels are of.
    pub fn codebook(&self) -> &'a Codebook {
        self.analyzer.codebook()
    }

    /// What was counted.
    pub fn into_shard(self) -> Shard {
        self.shard
    }

    /// Lists the terms of the article and marks the slots in which each speaks.
    fn meet_terms(&mut self) {
        let Self { article, places, terms, shard, .. } = self;
        let seen = &mut shard.seen;
        seen.begin();
        terms.clear();
        let words = places.words();
        let mut meet = |term: u32, slots: &[u64], kind: &[u64]| {
            if term == NONE {
                return;
            }
            if seen.is_new(term as usize, words) {
                terms.push(term);
            }
            let bits = seen.bits_mut(term as usize, words).iter_mut();
            bits.zip(slots).zip(kind).for_each(|((bits, slots), kind)| *bits |= slots & kind);
        };
        let (alone, ends) = article.at(0..article.end());
        for (token, (&word, &pair)) in alone.iter().zip(ends).enumerate() {
            let slots = places.at(token);
            meet(word, slots, places.of_words());
            meet(pair, slots, places.of_pairs());
        }
        for beside in article.all_beside() {
            meet(beside.term, places.at(beside.token), places.of_beside(beside.target));
        }
    }

    /// Counts the terms of the article once each: for its fold, and for the axes that are taught so.
    fn count_terms(&mut self, begun: &Begun) {
        let Self { terms, cells_of, taught, places, shard, .. } = self;
        let Shard { plan, documents, rows, cells, seen, .. } = shard;
        let words = places.words();
        cells_of.resize(plan.bits, 0);
        taught.clear();
        taught.resize(words, 0);
        for (axis, class) in &begun.taught {
            let axis = &plan.axes[*axis];
            let slots = if axis.is_binary() { axis.settings.feature.slots() } else { 0 };
            for slot in 0..slots {
                let bit = axis.bit + slot;
                cells_of[bit] = axis.cell(slot, class.index(), (begun.domain, plan.domains.len()));
                taught[bit / 64] |= 1 << (bit % 64);
            }
        }
        for &term in terms.iter() {
            let place = term as usize * plan.folds + begun.fold;
            documents[place] += 1;
            let bits = seen.bits(term as usize, words).iter().zip(&*taught);
            for (i, mut bits) in bits.map(|(bits, taught)| bits & taught).enumerate() {
                if bits == 0 {
                    continue;
                }
                let row = row_of(&mut rows[place], cells, plan.width);
                let row = &mut cells[row..][..plan.width];
                while bits != 0 {
                    row[cells_of[64 * i + bits.trailing_zeros() as usize]] += 1;
                    bits &= bits - 1;
                }
            }
        }
    }

    /// Counts every place for the axes that are taught so.
    fn count_places(&mut self, begun: &Begun) {
        let Self { article, places, shard, .. } = self;
        let Shard { plan, rows, cells, .. } = shard;
        for (axis, class) in &begun.taught {
            let axis = &plan.axes[*axis];
            if axis.is_binary() {
                continue;
            }
            each_place(article, places, axis, |_, term, slot| {
                let row = &mut rows[term as usize * plan.folds + begun.fold];
                let row = row_of(row, cells, plan.width);
                let domain = (begun.domain, plan.domains.len());
                cells[row + axis.cell(slot, class.index(), domain)] += 1;
            });
        }
    }

    /// What calibration needs of the article.
    fn kept(&mut self, begun: &Begun) -> Kept {
        let (alone, _) = self.article.at(0..self.article.end());
        let words = SparseRow::new(alone.iter().filter(|t| **t != NONE).map(|term| (*term, 1)));
        let words = words.entries().map(|(term, n)| (term as u32, n)).collect();
        self.terms.sort_unstable();
        let lesson = |&(axis, class): &(usize, ClassId)| KeptLesson {
            axis,
            class: class.index(),
            entries: self.entries(&self.shard.plan.axes[axis]),
        };
        Kept { fold: begun.fold, words, lessons: begun.taught.iter().map(lesson).collect() }
    }

    /// The features of an axis, with the sentences of those that are judged by passages. The terms of the
    /// article are in order.
    fn entries(&self, axis: &AxisPlan) -> Vec<(u32, u32, u32)> {
        let each = axis.settings.feature.slots() as u32;
        let feature = |term: u32, slot: usize| term * each + slot as u32;
        let mut out: Vec<(u32, u32, u32)> = Vec::new();
        if axis.is_binary() && !axis.by_passages {
            for &term in &self.terms {
                let bits = self.shard.seen.bits(term as usize, self.places.words());
                out.extend(slots_in(bits, axis).map(|slot| (0, feature(term, slot), 1)));
            }
            return out;
        }
        each_place(&self.article, &self.places, axis, |sentence, term, slot| {
            let sentence = if axis.by_passages { sentence } else { 0 };
            out.push((sentence, feature(term, slot), 1));
        });
        out.sort_unstable();
        out.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += u32::from(same && !axis.is_binary());
            same
        });
        out
    }
}

/// Tells each place that speaks on an axis: its sentence, term and slot.
fn each_place(
    article: &Article,
    places: &Places,
    axis: &AxisPlan,
    mut take: impl FnMut(u32, u32, usize),
) {
    let pairs = axis.settings.feature.pairs;
    for sentence in 0..article.sentences() {
        let tokens = article.tokens(sentence);
        let (alone, ends) = article.at(tokens.clone());
        for ((token, &word), &pair) in tokens.zip(alone).zip(ends) {
            let terms = [word, if pairs { pair } else { NONE }];
            for term in terms.into_iter().filter(|term| *term != NONE) {
                slots_in(places.at(token), axis).for_each(|slot| take(sentence as u32, term, slot));
            }
        }
    }
    let beside = article.beside(axis.target.filter(|_| axis.settings.feature.beside));
    for Beside { sentence, token, term, .. } in beside {
        slots_in(places.at(*token), axis).for_each(|slot| take(*sentence, *term, slot));
    }
}
