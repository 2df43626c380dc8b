//! How far two sets of articles differ in what they are made of: classes, or words.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// Permutations that a p-value rests on: the smallest is 1 in 500.
const PERMUTATIONS: usize = 499;
/// The generator's seed: the same sets give the same p-value.
const SEED: u64 = 1_618_033_988;
/// Divergences that differ by less are equal but for rounding.
const ROUNDING: f64 = 1e-12;

/// What the groups of a set hold, by group: how often each thing (a class, a word) stands there.
pub type GroupCounts<'a> = BTreeMap<&'a str, BTreeMap<u32, u64>>;

/// How far two sets differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shift {
    /// Jensen–Shannon divergence of the two distributions, in bits, from 0 (the same) to 1 (nothing in
    /// common); none where a set is empty.
    pub divergence: Option<f64>,
    /// What it is on average where whole groups are dealt to the two sets at random: small sets always
    /// differ. None with fewer than two groups in either set.
    pub by_chance: Option<f64>,
    /// Share of such deals with a divergence at least as large, the observed among them.
    pub p: Option<f64>,
    /// Total variation distance, in \[0, 1]: the share that would have to change.
    pub distance: Option<f64>,
    /// Share of the second set that is made of things which the first does not hold at all, in \[0, 1].
    pub unseen: Option<f64>,
    /// Things counted in each set.
    pub n: (u64, u64),
    /// Groups in each set.
    pub groups: (usize, usize),
}

/// Compares two sets. Groups are dealt whole (articles of one event are no independent draws), as many
/// to each set as it has.
///
/// ```
/// use rasid_eval::{GroupCounts, shift};
///
/// let set = |class: u32| -> GroupCounts<'_> {
///     ["a", "b", "c", "d", "e"].into_iter().map(|g| (g, [(class, 4)].into())).collect()
/// };
/// let found = shift(&set(0), &set(1));
/// assert_eq!((found.divergence, found.unseen), (Some(1.0), Some(1.0)));
/// assert!(found.p.unwrap() < 0.05);
/// assert_eq!(shift(&set(0), &set(0)).divergence, Some(0.0));
/// ```
pub fn shift(first: &GroupCounts<'_>, second: &GroupCounts<'_>) -> Shift {
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    for counts in first.values().chain(second.values()) {
        counts.keys().for_each(|thing| *numbers.entry(*thing).or_default() = 0);
    }
    numbers.values_mut().zip(0..).for_each(|(number, i)| *number = i);
    let sparse = |counts: &BTreeMap<u32, u64>| -> Vec<(usize, u64)> {
        counts.iter().map(|(thing, n)| (numbers[thing], *n)).collect()
    };
    let groups: Vec<Vec<(usize, u64)>> =
        first.values().chain(second.values()).map(sparse).collect();
    let total = sum(groups.iter(), numbers.len());
    let observed = Halves::new(sum(groups[..first.len()].iter(), numbers.len()), &total);
    let divergence = observed.divergence();
    let enough = first.len() > 1 && second.len() > 1;
    let deals = divergence.filter(|_| enough).map(|divergence| {
        let mut order: Vec<usize> = (0..groups.len()).collect();
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let (mut as_large, mut summed, mut defined) = (0, 0.0, 0);
        for _ in 0..PERMUTATIONS {
            order.shuffle(&mut random);
            let dealt = order[..first.len()].iter().map(|&g| &groups[g]);
            let halves = Halves::new(sum(dealt, numbers.len()), &total);
            if let Some(d) = halves.divergence() {
                as_large += usize::from(d + ROUNDING >= divergence);
                (summed, defined) = (summed + d, defined + 1);
            }
        }
        (summed / f64::from(defined.max(1)), (as_large + 1) as f64 / f64::from(defined + 1))
    });
    Shift {
        divergence,
        by_chance: deals.map(|d| d.0),
        p: deals.map(|d| d.1),
        distance: observed.distance(),
        unseen: observed.unseen(),
        n: (observed.sizes.0, observed.sizes.1),
        groups: (first.len(), second.len()),
    }
}

fn sum<'a>(groups: impl Iterator<Item = &'a Vec<(usize, u64)>>, size: usize) -> Vec<u64> {
    let mut counts = vec![0; size];
    groups.flatten().for_each(|&(thing, n)| counts[thing] += n);
    counts
}

/// The counts of two sets.
struct Halves {
    counts: Vec<(u64, u64)>,
    sizes: (u64, u64),
}

impl Halves {
    fn new(first: Vec<u64>, total: &[u64]) -> Self {
        let counts: Vec<(u64, u64)> =
            first.into_iter().zip(total).map(|(n, all)| (n, all - n)).collect();
        let sizes = counts.iter().fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
        Self { counts, sizes }
    }

    fn shares(&self) -> Option<impl Iterator<Item = (f64, f64)>> {
        let (a, b) = (self.sizes.0 as f64, self.sizes.1 as f64);
        let both = self.sizes.0 > 0 && self.sizes.1 > 0;
        both.then(|| self.counts.iter().map(move |&(x, y)| (x as f64 / a, y as f64 / b)))
    }

    fn divergence(&self) -> Option<f64> {
        let part = |p: f64, mean: f64| if p > 0.0 { p * (p / mean).log2() } else { 0.0 };
        let both = |(p, q): (f64, f64)| {
            let mean = f64::midpoint(p, q);
            f64::midpoint(part(p, mean), part(q, mean))
        };
        Some(self.shares()?.map(both).sum::<f64>().clamp(0.0, 1.0))
    }

    fn distance(&self) -> Option<f64> {
        Some(self.shares()?.map(|(p, q)| (p - q).abs()).sum::<f64>() / 2.0)
    }

    fn unseen(&self) -> Option<f64> {
        // An empty sum is −0.
        Some(self.shares()?.filter(|(p, _)| *p == 0.0).map(|(_, q)| q).sum::<f64>() + 0.0)
    }
}
