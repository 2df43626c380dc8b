//! How far two nominal variables hang together.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

/// Permutations that a p-value rests on: the smallest is 1 in 1,000.
const PERMUTATIONS: usize = 999;
/// The generator's seed: the same pairs give the same p-value.
const SEED: u64 = 2_718_281_828;
/// Sums that differ by less are equal but for rounding.
const ROUNDING: f64 = 1e-9;

/// How far a class hangs together with where an article is from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Association {
    /// Cramér's V with the correction for bias of Bergsma (2013), in \[0, 1]; none where either variable
    /// has one value or every article has an origin of its own.
    pub cramers_v: Option<f64>,
    /// Share of permutations of the classes with a chi-square at least as large, the observed among
    /// them; none where `cramers_v` is.
    pub p: Option<f64>,
    /// Share of articles whose class is the commonest among the other articles of their origin.
    pub by_origin: Option<f64>,
    /// Share of articles of the commonest class.
    pub by_majority: Option<f64>,
    /// Articles, in origins of at least two.
    pub n: u64,
    /// Origins of at least two articles.
    pub origins: usize,
    /// Whether all articles of each origin are of one class.
    pub decided: bool,
}

/// Measures pairs of an origin and a class. Origins with one article are left out: they cannot tell.
/// The order of the pairs changes nothing.
///
/// ```
/// let pairs = [("a", 0), ("a", 0), ("a", 0), ("b", 1), ("b", 1), ("b", 1)];
/// let found = rasid_eval::association(&pairs);
/// assert_eq!(found.cramers_v, Some(1.0));
/// assert_eq!(found.by_origin, Some(1.0));
/// ```
pub fn association(pairs: &[(&str, usize)]) -> Association {
    let mut times: BTreeMap<&str, u64> = BTreeMap::new();
    pairs.iter().for_each(|(origin, _)| *times.entry(origin).or_default() += 1);
    let mut kept: Vec<(&str, usize)> =
        pairs.iter().copied().filter(|(origin, _)| times[origin] > 1).collect();
    kept.sort_unstable();
    let numbers: BTreeMap<&str, usize> =
        times.iter().filter(|(_, n)| **n > 1).zip(0..).map(|((o, _), i)| (*o, i)).collect();
    let rows: Vec<usize> = kept.iter().map(|(origin, _)| numbers[origin]).collect();
    let mut columns: Vec<usize> = kept.iter().map(|(_, class)| *class).collect();
    let table = Table::count(&rows, &columns, numbers.len());
    let cramers_v = table.cramers_v();
    let p = cramers_v.map(|_| {
        let observed = table.chi_square() - ROUNDING;
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let as_large = (0..PERMUTATIONS).filter(|_| {
            columns.shuffle(&mut random);
            Table::count(&rows, &columns, numbers.len()).chi_square() >= observed
        });
        (as_large.count() + 1) as f64 / (PERMUTATIONS + 1) as f64
    });
    Association {
        cramers_v,
        p,
        by_origin: table.left_out_accuracy(),
        by_majority: table.columns.iter().max().map(|most| *most as f64 / table.n as f64),
        n: table.n,
        origins: numbers.len(),
        decided: !kept.is_empty() && table.cells.iter().all(|r| one_value(r)),
    }
}

fn one_value(counts: &[u64]) -> bool {
    counts.iter().filter(|c| **c > 0).count() == 1
}

/// Counts of two nominal variables.
struct Table {
    cells: Vec<Vec<u64>>,
    rows: Vec<u64>,
    columns: Vec<u64>,
    n: u64,
}

impl Table {
    fn count(rows: &[usize], columns: &[usize], height: usize) -> Self {
        let width = columns.iter().max().map_or(0, |c| c + 1);
        let mut cells = vec![vec![0; width]; height];
        rows.iter().zip(columns).for_each(|(&r, &c)| cells[r][c] += 1);
        let sum = |c: usize| cells.iter().map(|row| row[c]).sum();
        Self {
            rows: cells.iter().map(|row| row.iter().sum()).collect(),
            columns: (0..width).map(sum).collect(),
            n: rows.len() as u64,
            cells,
        }
    }

    /// Pearson's chi-square.
    fn chi_square(&self) -> f64 {
        let mut sum = 0.0;
        for (row, &in_row) in self.cells.iter().zip(&self.rows) {
            for (&cell, &in_column) in row.iter().zip(&self.columns).filter(|(_, c)| **c > 0) {
                let expected = in_row as f64 * in_column as f64 / self.n as f64;
                sum += (cell as f64 - expected).powi(2) / expected;
            }
        }
        sum
    }

    /// With the corrections of Bergsma (2013), equations 3 to 6.
    fn cramers_v(&self) -> Option<f64> {
        let height = self.rows.len() as f64;
        let width = self.columns.iter().filter(|c| **c > 0).count() as f64;
        let others = self.n as f64 - 1.0;
        if height < 2.0 || width < 2.0 {
            return None;
        }
        let phi = self.chi_square() / self.n as f64 - (height - 1.0) * (width - 1.0) / others;
        let shrunk = |size: f64| size - (size - 1.0).powi(2) / others;
        let least = shrunk(height).min(shrunk(width)) - 1.0;
        (least > ROUNDING).then(|| (phi.max(0.0) / least).sqrt().min(1.0))
    }

    /// Share of articles whose class is the commonest of the other articles of their row; of equally
    /// common classes the first is taken.
    fn left_out_accuracy(&self) -> Option<f64> {
        let mut right = 0;
        for row in &self.cells {
            for (class, &cell) in row.iter().enumerate().filter(|(_, n)| **n > 0) {
                let left = |c: usize| row[c] - u64::from(c == class);
                let best = (0..row.len()).reduce(|b, c| if left(c) > left(b) { c } else { b });
                right += if best == Some(class) { cell } else { 0 };
            }
        }
        (self.n > 1).then(|| right as f64 / self.n as f64)
    }
}
