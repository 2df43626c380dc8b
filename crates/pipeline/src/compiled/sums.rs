//! What the terms of an article add up to on one axis.

use std::ops::Range;

use rasid_bayes::PackedWeights;
use rasid_feature::{FeatureSettings, Fields, NONE};

use super::terms::{Beside, Terms};
use crate::score::{Rule, Scored};

/// Sums over a text or a passage; its buffers serve the next one too.
#[derive(Debug)]
pub(super) struct Sums {
    /// For each feature, the unit (text or passage) that counted it last: what counts once needs no set.
    counted: Vec<u32>,
    unit: u32,
    classes: Vec<i64>,
    /// Words that say something.
    length: u64,
    /// Whether there was a feature at all.
    any: bool,
}

/// An axis at work on an article.
pub(super) struct Axis<'a> {
    settings: FeatureSettings,
    terms: &'a Terms,
    /// For each token, whether it stands near a mention of the target; empty where nothing does.
    near: &'a [bool],
    /// The slots of a place that is far and the author's, near and the author's, far and a source's, near
    /// and a source's: worked out once, asked for every word.
    slots: [[Option<usize>; 2]; 4],
    slots_each: usize,
    weights: &'a PackedWeights,
    /// Its number in the table of weights.
    number: usize,
}

impl<'a> Axis<'a> {
    pub(super) fn new(
        rule: &Rule,
        terms: &'a Terms,
        weights: &'a PackedWeights,
        number: usize,
    ) -> Self {
        let settings = rule.features();
        let slots = [(false, false), (true, false), (false, true), (true, true)];
        let slots = slots.map(|(near, quoted)| {
            let mut of_place = settings.slots_of(near, quoted);
            [of_place.next(), of_place.next()]
        });
        let near = rule.target().map_or(&[][..], |target| terms.near(target));
        Self { settings, terms, near, slots, slots_each: settings.slots(), weights, number }
    }

    #[inline]
    fn slots_at(&self, token: usize) -> [Option<usize>; 2] {
        let near = self.near.get(token).is_some_and(|near| *near);
        let quoted = self.settings.voices && self.terms.is_quoted(token);
        self.slots[usize::from(near) + 2 * usize::from(quoted)]
    }
}

impl Sums {
    /// For so many features: terms × the most slots of an axis.
    pub(super) fn new(features: usize) -> Self {
        Self { counted: vec![0; features], unit: 0, classes: vec![], length: 0, any: false }
    }

    /// What the words say for each class, as [`Rule::score`] tells it.
    pub(super) fn score(&mut self, rule: &Rule, axis: &Axis<'_>, prior: &[f64]) -> Scored {
        let (settings, terms) = (axis.settings, axis.terms);
        let mut beside = terms.beside(rule.target().filter(|_| settings.beside)).peekable();
        let Some(plain) = rule.plain() else {
            self.begin(prior.len());
            self.tokens(0..terms.end(), axis);
            beside.for_each(|Beside { token, term, .. }| self.add(*token, *term, axis));
            return Scored::whole(self.joint(prior), self.length);
        };
        let mut spoken = Vec::new();
        let mut sentence = |number: usize| {
            self.begin(prior.len());
            self.tokens(terms.tokens(number), axis);
            while let Some(b) = beside.next_if(|b| b.sentence as usize <= number) {
                self.add(b.token, b.term, axis);
            }
            if self.any {
                spoken.push((self.joint(prior), self.length));
            }
        };
        match (settings.fields, rule.target()) {
            // Elsewhere no word is near.
            (Fields::Near, Some(target)) => {
                terms.mentioning(target).iter().for_each(|&number| sentence(number as usize));
            }
            _ => (0..terms.sentences()).for_each(sentence),
        }
        rule.by_passages(plain, prior.len(), &spoken)
    }

    fn begin(&mut self, classes: usize) {
        self.unit = self.unit.checked_add(1).unwrap_or_else(|| {
            self.counted.fill(0);
            1
        });
        self.classes.clear();
        self.classes.resize(classes, 0);
        (self.length, self.any) = (0, false);
    }

    fn tokens(&mut self, tokens: Range<usize>, axis: &Axis<'_>) {
        // Loops of a known number of classes become a few vector instructions.
        match axis.weights.classes(axis.number) {
            2 => self.tokens_of::<2>(tokens, axis),
            3 => self.tokens_of::<3>(tokens, axis),
            4 => self.tokens_of::<4>(tokens, axis),
            5 => self.tokens_of::<5>(tokens, axis),
            6 => self.tokens_of::<6>(tokens, axis),
            _ => self.tokens_of::<0>(tokens, axis),
        }
    }

    fn tokens_of<const CLASSES: usize>(&mut self, tokens: Range<usize>, axis: &Axis<'_>) {
        let pairs = axis.settings.pairs;
        let (words, ends) = axis.terms.at(tokens.clone());
        for ((token, &word), &pair) in tokens.zip(words).zip(ends) {
            let pair = if pairs { pair } else { NONE };
            if word == NONE && pair == NONE {
                continue;
            }
            for slot in axis.slots_at(token).into_iter().flatten() {
                if word != NONE {
                    self.add_at::<CLASSES>(word, slot, axis);
                }
                if pair != NONE {
                    self.add_at::<CLASSES>(pair, slot, axis);
                }
            }
        }
    }

    /// Adds a term in each of its slots.
    fn add(&mut self, token: usize, term: u32, axis: &Axis<'_>) {
        for slot in axis.slots_at(token).into_iter().flatten() {
            self.add_at::<0>(term, slot, axis);
        }
    }

    /// Adds a term in one of its slots; of `CLASSES` classes, where that is above 0.
    #[inline(always)]
    fn add_at<const CLASSES: usize>(&mut self, term: u32, slot: usize, axis: &Axis<'_>) {
        self.any = true;
        if axis.settings.binary {
            let counted = &mut self.counted[term as usize * axis.slots_each + slot];
            if *counted == self.unit {
                return;
            }
            *counted = self.unit;
        }
        let weights = axis.weights.of(axis.number, term, slot);
        let speaks = match CLASSES {
            0 => add_each(&mut self.classes, weights),
            _ => add_each(&mut self.classes[..CLASSES], &weights[..CLASSES]),
        };
        self.length += u64::from(speaks);
    }

    fn joint(&self, prior: &[f64]) -> Vec<f64> {
        let joint = prior.iter().zip(&self.classes).map(|(p, sum)| p + PackedWeights::nat(*sum));
        joint.collect()
    }
}

/// Adds weights; whether any of them says something.
#[inline(always)]
fn add_each(sums: &mut [i64], weights: &[i64]) -> bool {
    let mut speaks = 0;
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum = sum.wrapping_add(*weight);
        speaks |= weight;
    }
    speaks != 0
}
