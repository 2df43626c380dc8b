//! Words that give away which outlet or class an article is of.

use std::collections::BTreeMap;

/// Strength of the prior that pulls a word's odds to those it has in the whole set, in articles.
const PRIOR: f64 = 10.0;
/// Two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// How well the presence of one word tells one value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TellingWord {
    /// Number of the word.
    pub word: u32,
    /// Position of the value (an outlet, a class).
    pub value: usize,
    /// Articles of the value that hold the word, and all of the value.
    pub inside: (u64, u64),
    /// Articles of other values that hold it, and all of other values.
    pub outside: (u64, u64),
    /// Groups with an article that holds it.
    pub groups: u64,
    /// Probability of the value where the word stands, each group weighing alike, in \[0, 1].
    pub precision: f64,
    /// Lower end of its 95 % interval over groups (Wilson 1927).
    pub low: f64,
    /// Log-odds of the word inside against outside over their standard deviation, with an informative
    /// Dirichlet prior (Monroe, Colaresi and Quinn 2008), on presence in articles.
    pub z: f64,
}

/// Measures every word that at least `least` groups hold against each value. `words` are the distinct
/// words of each article, `values` and `groups` its value and its group; an article without a value is
/// left out. The order of the articles changes nothing.
pub fn telling_words(
    words: &[Vec<u32>],
    values: &[Option<usize>],
    groups: &[&str],
    least: u64,
) -> Vec<TellingWord> {
    let size = values.iter().flatten().max().map_or(0, |v| v + 1);
    let mut sizes = vec![0u64; size];
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        sizes[*value] += 1;
        words[i].iter().for_each(|w| holders.entry(*w).or_default().push(i));
    }
    let n: u64 = sizes.iter().sum();
    let mut found = Vec::new();
    for (word, holders) in holders {
        // By group, its articles with the word, value by value.
        let mut by_group: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for &i in &holders {
            let counts = by_group.entry(groups[i]).or_insert_with(|| vec![0; size]);
            counts[values[i].expect("articles without a value hold nothing here")] += 1;
        }
        if (by_group.len() as u64) < least {
            continue;
        }
        for (value, &of) in sizes.iter().enumerate() {
            let with: u64 = by_group.values().map(|c| c[value]).sum();
            if with == 0 || of == n {
                continue;
            }
            let share = |c: &Vec<u64>| c[value] as f64 / c.iter().sum::<u64>() as f64;
            let precision = by_group.values().map(share).sum::<f64>() / by_group.len() as f64;
            let (inside, outside) = ((with, of), (holders.len() as u64 - with, n - of));
            found.push(TellingWord {
                word,
                value,
                inside,
                outside,
                groups: by_group.len() as u64,
                precision,
                low: wilson_low(precision, by_group.len() as f64),
                z: log_odds_z(inside, outside),
            });
        }
    }
    found
}

/// Lower end of Wilson's 95 % interval of a share over so many draws.
fn wilson_low(share: f64, n: f64) -> f64 {
    let z2 = Z * Z / n;
    let center = share + z2 / 2.0;
    let half = (z2 * share * (1.0 - share) + z2 * z2 / 4.0).max(0.0).sqrt();
    ((center - half) / (1.0 + z2)).max(0.0)
}

fn log_odds_z(inside: (u64, u64), outside: (u64, u64)) -> f64 {
    let share = (inside.0 + outside.0) as f64 / (inside.1 + outside.1) as f64;
    let part = |(with, of): (u64, u64)| {
        let (yes, no) = (with as f64 + PRIOR * share, (of - with) as f64 + PRIOR * (1.0 - share));
        // A word that every article holds has no odds against it.
        let no = no.max(f64::MIN_POSITIVE);
        ((yes / no).ln(), 1.0 / yes + 1.0 / no)
    };
    let ((a, spread_a), (b, spread_b)) = (part(inside), part(outside));
    let z = (a - b) / (spread_a + spread_b).sqrt();
    if z.is_finite() { z } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{log_odds_z, telling_words, wilson_low};

    #[track_caller]
    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-4, "{a} is not {b}");
    }

    /// Wilson's interval as statsmodels has it (proportion_confint, method="wilson").
    #[test]
    fn lower_ends() {
        close(wilson_low(1.0, 5.0), 0.5655);
        close(wilson_low(0.5, 10.0), 0.2366);
        close(wilson_low(0.9, 100.0), 0.8256);
        close(wilson_low(0.0, 7.0), 0.0);
    }

    #[test]
    fn odds() {
        assert!(log_odds_z((10, 10), (0, 90)) > 4.0);
        close(log_odds_z((5, 10), (5, 10)), 0.0);
        close(log_odds_z((10, 10), (10, 10)), 0.0);
        close(log_odds_z((0, 5), (9, 20)), -log_odds_z((9, 20), (0, 5)));
    }

    /// A word of one loud group is one observation.
    #[test]
    fn groups_weigh_alike() {
        let words = vec![vec![1], vec![1], vec![1], vec![1, 2], vec![2]];
        let values = [Some(0), Some(0), Some(0), Some(1), None];
        let groups = ["a", "a", "a", "b", "c"];
        let found = telling_words(&words, &values, &groups, 1);
        let one = found.iter().find(|t| t.word == 1 && t.value == 0).unwrap();
        assert_eq!((one.inside, one.outside, one.groups), ((3, 3), (1, 1), 2));
        close(one.precision, 0.5);
        assert_eq!(telling_words(&words, &values, &groups, 2).len(), 2, "word 2 is in one group");
    }
}
