//! Confidence against how often it was right, where there are labels enough to follow any shape.

use serde::{Deserialize, Serialize};

/// Parts into which confidences are counted.
const BINS: usize = 100;
/// Fewer articles than this are too few to follow a shape: the fit would follow chance.
const FEWEST: u64 = 1_000;

/// A map from the probability of the most probable class to how often such classes were right. It never
/// falls, so the order of articles by confidence stays (Zadrozny and Elkan 2002), and it is drawn
/// straight between the middles of its steps (centred isotonic regression, Oron and Flournoy 2017).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u16, u64, u64)>", into = "Vec<(u16, u64, u64)>")]
pub struct Isotonic {
    counted: Bins,
    /// Confidence and share of right answers, both rising.
    knots: Vec<(f64, f64)>,
}

/// How many articles had a confidence in each part, and how many of them were right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Bins {
    counts: Vec<(u64, u64)>,
}

impl Bins {
    fn add(&mut self, confidence: f64, right: bool) {
        self.counts.resize(BINS, (0, 0));
        let bin = &mut self.counts[bin(confidence)];
        *bin = (bin.0 + 1, bin.1 + u64::from(right));
    }

    fn merge(&mut self, other: &Self) {
        self.counts.resize(self.counts.len().max(other.counts.len()), (0, 0));
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine = (mine.0 + theirs.0, mine.1 + theirs.1);
        }
    }

    fn occupied(&self) -> impl Iterator<Item = (usize, u64, u64)> {
        let all = self.counts.iter().enumerate();
        all.map(|(bin, (n, right))| (bin, *n, *right)).filter(|(_, n, _)| *n > 0)
    }
}

fn bin(confidence: f64) -> usize {
    ((confidence * BINS as f64) as usize).min(BINS - 1)
}

fn middle(bin: usize) -> f64 {
    (bin as f64 + 0.5) / BINS as f64
}

/// Counts of confidences and right answers, a fold each. A commutative monoid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IsotonicFit {
    folds: Vec<Bins>,
}

impl IsotonicFit {
    /// Adds an article of a fold: the probability of its most probable class by a model that did not see
    /// it, and whether that class was right.
    pub fn add(&mut self, fold: usize, confidence: f64, right: bool) {
        self.folds.resize(self.folds.len().max(fold + 1), Bins::default());
        self.folds[fold].add(confidence, right);
    }

    /// Adds the articles of another shard.
    pub fn merge(&mut self, other: &Self) {
        self.folds.resize(self.folds.len().max(other.folds.len()), Bins::default());
        self.folds.iter_mut().zip(&other.folds).for_each(|(mine, theirs)| mine.merge(theirs));
    }

    /// The map; none with a thousand articles or fewer, and where maps of the other folds have no smaller
    /// log-loss on a fold than the confidences as they are.
    pub fn best(&self) -> Option<Isotonic> {
        let all = self.without(None);
        let n: u64 = all.occupied().map(|(_, n, _)| n).sum();
        if n <= FEWEST {
            return None;
        }
        let (mut plain, mut mapped) = (0.0, 0.0);
        for (number, fold) in self.folds.iter().enumerate() {
            let map = Isotonic::of(self.without(Some(number)));
            for (bin, n, right) in fold.occupied() {
                plain += loss(middle(bin), n, right);
                mapped += loss(map.of_confidence(middle(bin)), n, right);
            }
        }
        (mapped < plain).then(|| Isotonic::of(all))
    }

    fn without(&self, fold: Option<usize>) -> Bins {
        let mut rest = Bins::default();
        let kept = self.folds.iter().enumerate().filter(|(i, _)| Some(*i) != fold);
        kept.for_each(|(_, bins)| rest.merge(bins));
        rest
    }
}

/// Log-loss of saying `p` about `n` articles of which `right` were right.
fn loss(p: f64, n: u64, right: u64) -> f64 {
    -(right as f64 * p.ln() + (n - right) as f64 * (1.0 - p).ln())
}

impl Isotonic {
    fn of(counted: Bins) -> Self {
        // Pool adjacent violators: (articles, right, sum of the middles).
        let mut steps: Vec<(u64, u64, f64)> = Vec::new();
        for (bin, n, right) in counted.occupied() {
            steps.push((n, right, n as f64 * middle(bin)));
            while let [.., (n0, r0, x0), (n1, r1, x1)] = steps[..]
                && r0 * n1 >= r1 * n0
            {
                steps.truncate(steps.len() - 2);
                steps.push((n0 + n1, r0 + r1, x0 + x1));
            }
        }
        // Half an article more on either side: no finite number of articles makes certain.
        let share = |n: u64, right: u64| (right as f64 + 0.5) / (n as f64 + 1.0);
        let mut knots: Vec<(f64, f64)> =
            steps.iter().map(|&(n, right, x)| (x / n as f64, share(n, right))).collect();
        for i in 1..knots.len() {
            knots[i].1 = knots[i].1.max(knots[i - 1].1);
        }
        Self { counted, knots }
    }

    /// Confidence and share of right answers, both rising: what the map is drawn straight between. Before
    /// the first and after the last it is level.
    pub fn knots(&self) -> &[(f64, f64)] {
        &self.knots
    }

    /// How often a class of this probability is right.
    pub fn of_confidence(&self, confidence: f64) -> f64 {
        let after = self.knots.partition_point(|knot| knot.0 <= confidence);
        match (after.checked_sub(1).map(|i| self.knots[i]), self.knots.get(after)) {
            (Some((x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (confidence - x0) / (x1 - x0),
            (Some((_, y)), None) | (None, Some(&(_, y))) => y,
            (None, None) => confidence,
        }
    }

    /// Probabilities of the classes with that of the most probable one mapped. The others share what is
    /// left as before; the most probable one stays so.
    pub fn of_probabilities(&self, probabilities: &[f64]) -> Vec<f64> {
        let Some(best) = (0..probabilities.len())
            .reduce(|b, i| if probabilities[i] > probabilities[b] { i } else { b })
        else {
            return Vec::new();
        };
        let rest: f64 =
            (0..probabilities.len()).filter(|&i| i != best).map(|i| probabilities[i]).sum();
        if rest <= 0.0 {
            // Nothing to share by: certainty is left as it is.
            return probabilities.to_vec();
        }
        let others = (0..probabilities.len()).filter(|&i| i != best);
        let second = others.map(|i| probabilities[i] / rest).fold(0.0, f64::max);
        let mapped = self.of_confidence(probabilities[best]).max(second / (1.0 + second));
        let share = |(i, p): (usize, &f64)| {
            if i == best { mapped } else { (p / rest * (1.0 - mapped)).min(mapped) }
        };
        probabilities.iter().enumerate().map(share).collect()
    }
}

impl From<Isotonic> for Vec<(u16, u64, u64)> {
    /// Part, articles, right ones: the integers that the map is made of.
    fn from(map: Isotonic) -> Self {
        map.counted.occupied().map(|(bin, n, right)| (bin as u16, n, right)).collect()
    }
}

impl TryFrom<Vec<(u16, u64, u64)>> for Isotonic {
    type Error = &'static str;

    fn try_from(stored: Vec<(u16, u64, u64)>) -> Result<Self, Self::Error> {
        let mut counted = Bins { counts: vec![(0, 0); BINS] };
        for (bin, n, right) in stored {
            let place =
                counted.counts.get_mut(usize::from(bin)).ok_or("no such part of confidence")?;
            // Sums of products below stay whole numbers.
            if right > n || n > u64::from(u32::MAX) / BINS as u64 {
                return Err("counts of confidence that cannot be");
            }
            *place = (n, right);
        }
        Ok(Self::of(counted))
    }
}
