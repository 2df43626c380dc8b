//! Weights of several models in one table, for who scores many texts.

use crate::model::{SparseNb, nat, units};

/// A line of the cache, in weights.
const LINE: usize = 8;

/// The weights of several models whose features are made of the same terms: term-major, all models' classes
/// of one term side by side, as whole numbers of the unit that [`SparseNb`] sums in. Terms begin on a line of
/// the cache: four axes of fifteen classes take two lines, which memory brings together.
#[derive(Debug)]
pub struct PackedWeights {
    weights: Vec<i64>,
    /// Where the first term begins.
    start: usize,
    stride: usize,
    models: Vec<Packed>,
}

#[derive(Debug, Clone, Copy)]
struct Packed {
    offset: usize,
    classes: usize,
}

impl PackedWeights {
    /// Packs models of `terms` × slots features each; `models` gives each with its number of slots.
    pub fn new(terms: usize, models: &[(&SparseNb, usize)]) -> Self {
        let mut width = 0;
        let mut packed = Vec::new();
        for (model, slots) in models {
            packed.push(Packed { offset: width, classes: model.classes() });
            width += model.classes() * slots;
        }
        let stride = width.next_multiple_of(LINE).max(LINE);
        let mut weights = vec![0; terms * stride + LINE];
        let start = weights.as_ptr().align_offset(LINE * size_of::<i64>()).min(LINE);
        for (&(model, slots), place) in models.iter().zip(&packed) {
            let wide = model.classes() * slots;
            let rows = weights[start..].chunks_exact_mut(stride).take(terms);
            for (term, row) in rows.enumerate() {
                let row = &mut row[place.offset..][..wide];
                for (slot, row) in row.chunks_exact_mut(model.classes().max(1)).enumerate() {
                    let of_slot = model.weights(term * slots + slot);
                    row.iter_mut().zip(of_slot).for_each(|(to, w)| *to = units(*w));
                }
            }
        }
        Self { weights, start, stride, models: packed }
    }

    /// How many classes one of the models has.
    pub fn classes(&self, model: usize) -> usize {
        self.models[model].classes
    }

    /// The weights of a term in one of its slots by one of the models, a class each.
    #[inline]
    pub fn of(&self, model: usize, term: u32, slot: usize) -> &[i64] {
        let Packed { offset, classes } = self.models[model];
        &self.weights[self.start + term as usize * self.stride + offset + slot * classes..]
            [..classes]
    }

    /// A sum of weights in nat.
    #[inline]
    pub fn nat(sum: i64) -> f64 {
        nat(sum)
    }
}
