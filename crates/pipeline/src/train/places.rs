//! In which slots of which axes the tokens of an article speak, as bits.

use super::shard::{AxisPlan, Plan};
use crate::compiled::Article;

/// For each token of an article, the slots of all axes in which what stands there speaks. Slots of all axes
/// are numbered one after the other, 64 to a word.
#[derive(Debug)]
pub(super) struct Places {
    /// Words of a set of slots.
    words: usize,
    /// Token × words.
    slots: Vec<u64>,
    /// What stands near no mention: the author's, and a source's.
    far: [Vec<u64>; 2],
    targets: Vec<OfTarget>,
    /// Slots of the axes in which words, pairs, and words beside a name that is no axis's have a part.
    of_words: Vec<u64>,
    of_pairs: Vec<u64>,
    nothing: Vec<u64>,
}

/// The axes about a target.
#[derive(Debug, Clone)]
struct OfTarget {
    /// All of their slots.
    all: Vec<u64>,
    /// Those of what stands near a mention: the author's, and a source's.
    near: [Vec<u64>; 2],
    /// Those in which words beside its name have a part.
    beside: Vec<u64>,
}

impl Places {
    pub(super) fn new(plan: &Plan) -> Self {
        let words = plan.bits.div_ceil(64);
        let nothing = vec![0; words];
        let of_target = OfTarget {
            all: nothing.clone(),
            near: [nothing.clone(), nothing.clone()],
            beside: nothing.clone(),
        };
        let last = plan.axes.iter().filter_map(|axis| axis.target).max();
        let mut out = Self {
            words,
            slots: Vec::new(),
            far: [nothing.clone(), nothing.clone()],
            targets: vec![of_target; last.map_or(0, |last| last + 1)],
            of_words: vec![u64::MAX; words],
            of_pairs: nothing.clone(),
            nothing,
        };
        for axis in &plan.axes {
            let features = axis.settings.feature;
            let slots = |near, quoted| features.slots_of(near, quoted);
            for (quoted, far) in [false, true].into_iter().zip(&mut out.far) {
                set(far, axis, slots(false, quoted));
            }
            if features.pairs {
                set(&mut out.of_pairs, axis, 0..features.slots());
            }
            let Some(target) = axis.target else { continue };
            let target = &mut out.targets[target];
            set(&mut target.all, axis, 0..features.slots());
            for (quoted, near) in [false, true].into_iter().zip(&mut target.near) {
                set(near, axis, slots(true, quoted));
            }
            if features.beside {
                set(&mut target.beside, axis, 0..features.slots());
            }
        }
        out
    }

    /// Takes up an article.
    pub(super) fn fill(&mut self, article: &Article) {
        let Self { words, slots, far, targets, .. } = self;
        slots.clear();
        for token in 0..article.end() {
            slots.extend_from_slice(&far[usize::from(article.is_quoted(token))]);
        }
        for (number, target) in targets.iter().enumerate() {
            let near = article.near(number).iter().enumerate().filter(|(_, near)| **near);
            for (token, _) in near {
                let near = &target.near[usize::from(article.is_quoted(token))];
                let slots = slots[token * *words..][..*words].iter_mut();
                slots.zip(&target.all).zip(near).for_each(|((s, all), near)| *s = *s & !all | near);
            }
        }
    }

    /// Words of a set of slots.
    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// The slots of a token.
    #[inline]
    pub(super) fn at(&self, token: usize) -> &[u64] {
        &self.slots[token * self.words..][..self.words]
    }

    /// The slots in which words have a part: all.
    pub(super) fn of_words(&self) -> &[u64] {
        &self.of_words
    }

    /// Those in which pairs do.
    pub(super) fn of_pairs(&self) -> &[u64] {
        &self.of_pairs
    }

    /// Those in which words beside a target's name do.
    pub(super) fn of_beside(&self, target: usize) -> &[u64] {
        self.targets.get(target).map_or(&self.nothing, |target| &target.beside)
    }
}

fn set(bits: &mut [u64], axis: &AxisPlan, slots: impl Iterator<Item = usize>) {
    for bit in slots.map(|slot| axis.bit + slot) {
        bits[bit / 64] |= 1 << (bit % 64);
    }
}

/// The slots of an axis that a set holds.
#[inline]
pub(super) fn slots_in<'a>(
    bits: &'a [u64],
    axis: &AxisPlan,
) -> impl Iterator<Item = usize> + use<'a> {
    let first = axis.bit;
    let holds = move |slot: &usize| bits[(first + slot) / 64] >> ((first + slot) % 64) & 1 == 1;
    (0..axis.settings.feature.slots()).filter(holds)
}
