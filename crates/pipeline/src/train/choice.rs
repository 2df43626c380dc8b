//! The settings that training chooses among, and the record of what it tried.

use rasid_codebook::{AxisId, Codebook};
use rasid_feature::{FeatureSettings, Fields};
use serde::{Deserialize, Serialize};

use super::set::siblings;
use crate::settings::{AxisSettings, Settings};

/// What is varied, one after the other, in this order.
pub const COORDINATES: usize = 8;

const ALPHAS: [f64; 5] = [1.0, 3.0, 0.3, 10.0, 0.1];
const SEED_STRENGTHS: [f64; 5] = [2.0, 1.0, 4.0, 0.5, 0.0];
const PASSAGES: [u32; 4] = [2, 3, 5, 0];
const FIELDS: [Fields; 4] = [Fields::Near, Fields::Whole, Fields::NearFar, Fields::NearWhole];

/// One setting that was tried on axes that choose together, with its figures on articles whose group
/// it had not seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// The axes, by name.
    pub axes: Vec<String>,
    /// What was tried.
    pub settings: AxisSettings,
    /// Macro-F1 of each axis over the classes that words can speak for, without abstention: the mean
    /// over the domains; none where it is undefined.
    pub macro_f1: Vec<Option<f64>>,
    /// Whether it was taken.
    pub chosen: bool,
}

impl Trial {
    /// Mean of the axes' figures; none where one of them is undefined.
    pub fn mean(&self) -> Option<f64> {
        let sum: Option<f64> = self.macro_f1.iter().copied().sum();
        sum.filter(|_| !self.macro_f1.is_empty()).map(|s| s / self.macro_f1.len() as f64)
    }
}

impl AxisSettings {
    /// Settings that differ from these in one coordinate (below [`COORDINATES`]), these among them.
    /// On an axis without a target all words speak; without seed terms their strength is no choice.
    pub fn alternatives(self, coordinate: usize, about_target: bool, seeded: bool) -> Vec<Self> {
        let feature = |f: FeatureSettings| Self { feature: f, ..self };
        let f = self.feature;
        match coordinate {
            0 if about_target => {
                FIELDS.map(|fields| feature(FeatureSettings { fields, ..f })).to_vec()
            }
            1 => [true, false]
                .iter()
                .flat_map(|&complement| ALPHAS.map(|alpha| Self { complement, alpha, ..self }))
                .collect(),
            2 => [true, false].map(|binary| feature(FeatureSettings { binary, ..f })).to_vec(),
            3 if seeded => {
                SEED_STRENGTHS.map(|seed_strength| Self { seed_strength, ..self }).to_vec()
            }
            4 => [(false, false), (false, true), (true, false), (true, true)]
                .iter()
                .filter(|(_, beside)| about_target || !beside)
                .map(|&(pairs, beside)| feature(FeatureSettings { pairs, beside, ..f }))
                .collect(),
            5 => [false, true].map(|balance| Self { balance, ..self }).to_vec(),
            6 if about_target => PASSAGES.map(|passages| Self { passages, ..self }).to_vec(),
            7 if about_target => {
                [false, true].map(|voices| feature(FeatureSettings { voices, ..f })).to_vec()
            }
            _ => vec![self],
        }
    }
}

/// The axes of a codebook by who chooses together: those that learn from one another share their
/// settings.
pub fn families(book: &Codebook, settings: &Settings) -> Vec<Vec<AxisId>> {
    let mut families: Vec<Vec<AxisId>> = Vec::new();
    for axis in book.axis_ids() {
        let related = |family: &&mut Vec<AxisId>| {
            settings.pool_targets && siblings(book, axis).any(|s| family.contains(&s))
        };
        match families.iter_mut().find(related) {
            Some(family) => family.push(axis),
            None => families.push(vec![axis]),
        }
    }
    families
}
