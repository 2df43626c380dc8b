//! What the terms of an article add up to on one axis.

use std::ops::Range;

use rasid_bayes::PackedWeights;
use rasid_feature::{FeatureSettings, Fields, NONE};

use super::terms::Terms;
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

impl Sums {
    /// For so many features: terms × the most slots of an axis.
    pub(super) fn new(features: usize) -> Self {
        Self { counted: vec![0; features], unit: 0, classes: vec![], length: 0, any: false }
    }

    /// What the words say for each class, as [`Rule::score`] tells it. `weights` are those of a term in a
    /// slot.
    pub(super) fn score<'w>(
        &mut self,
        rule: &Rule,
        terms: &Terms,
        weights: impl Fn(u32, usize) -> &'w [i32] + Copy,
        prior: &[f64],
    ) -> Scored {
        let (settings, target) = (rule.features(), rule.target());
        let mut beside = terms.beside(target.filter(|_| settings.beside)).peekable();
        let Some(plain) = rule.plain() else {
            self.begin(prior.len());
            self.tokens(0..terms.end(), settings, terms, target, weights);
            beside.for_each(|b| self.add(b.token, b.term, settings, terms, target, weights));
            return Scored::whole(self.joint(prior), self.length);
        };
        let mut spoken = Vec::new();
        let mut sentence = |number: usize| {
            self.begin(prior.len());
            self.tokens(terms.tokens(number), settings, terms, target, weights);
            while let Some(b) = beside.next_if(|b| b.sentence as usize <= number) {
                self.add(b.token, b.term, settings, terms, target, weights);
            }
            if self.any {
                spoken.push((self.joint(prior), self.length));
            }
        };
        match (settings.fields, target) {
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

    fn tokens<'w>(
        &mut self,
        tokens: Range<usize>,
        settings: FeatureSettings,
        terms: &Terms,
        target: Option<usize>,
        weights: impl Fn(u32, usize) -> &'w [i32] + Copy,
    ) {
        for token in tokens {
            let (word, pair) = terms.at(token);
            if word != NONE {
                self.add(token, word, settings, terms, target, weights);
            }
            if pair != NONE && settings.pairs {
                self.add(token, pair, settings, terms, target, weights);
            }
        }
    }

    /// Adds a term in each of its slots.
    #[inline]
    fn add<'w>(
        &mut self,
        token: usize,
        term: u32,
        settings: FeatureSettings,
        terms: &Terms,
        target: Option<usize>,
        weights: impl Fn(u32, usize) -> &'w [i32],
    ) {
        let near = terms.is_near(token, target);
        for slot in settings.slots_of(near, settings.voices && terms.is_quoted(token)) {
            self.any = true;
            if settings.binary {
                let counted = &mut self.counted[term as usize * settings.slots() + slot];
                if *counted == self.unit {
                    continue;
                }
                *counted = self.unit;
            }
            let weights = weights(term, slot);
            let mut speaks = 0;
            for (sum, weight) in self.classes.iter_mut().zip(weights) {
                *sum += i64::from(*weight);
                speaks |= weight;
            }
            self.length += u64::from(speaks != 0);
        }
    }

    fn joint(&self, prior: &[f64]) -> Vec<f64> {
        let joint = prior.iter().zip(&self.classes).map(|(p, sum)| p + PackedWeights::nat(*sum));
        joint.collect()
    }
}
