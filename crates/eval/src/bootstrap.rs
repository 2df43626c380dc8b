//! Intervals by resampling groups.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// Resamples an interval rests on.
const RESAMPLES: usize = 1000;
/// The generator's seed: the same outcomes give the same interval.
const SEED: u64 = 7_261_736_964;

/// A 95 % percentile interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// 2.5 % of the resamples lie below.
    pub low: f64,
    /// 2.5 % lie above.
    pub high: f64,
}

/// Resamples whole groups with replacement (articles of one event or outlet are no independent
/// draws) and measures each resample. Undefined with fewer than two groups, or where more than one
/// resample in twenty leaves the figure undefined.
pub(crate) fn interval<'a, T>(
    articles: &'a [T],
    group: impl Fn(&'a T) -> &'a str,
    measure: impl Fn(&mut dyn Iterator<Item = &'a T>) -> Option<f64>,
) -> Option<Interval> {
    let mut groups: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    articles.iter().for_each(|a| groups.entry(group(a)).or_default().push(a));
    let groups: Vec<Vec<&T>> = groups.into_values().collect();
    if groups.len() < 2 {
        return None;
    }
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut values: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let drawn: Vec<usize> =
                groups.iter().map(|_| random.gen_range(0..groups.len())).collect();
            measure(&mut drawn.iter().flat_map(|&g| groups[g].iter().copied()))
        })
        .collect();
    if values.len() * 20 < RESAMPLES * 19 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |q: f64| values[((values.len() - 1) as f64 * q).round() as usize];
    Some(Interval { low: at(0.025), high: at(0.975) })
}
