//! Sets of classes that hold the true one as often as was asked.

use serde::{Deserialize, Serialize};

/// Probabilities are counted in steps of one thousandth.
const STEPS: f64 = 1000.0;

/// For each class, how probable it was held to be for articles that are of it, by models that did not
/// see them. A commutative monoid.
///
/// From it come class-conditional (Mondrian) split-conformal sets (Vovk et al. 2005; Angelopoulos and
/// Bates 2021): a class is in the set of a new article where at least the wished share of its own
/// articles was held no less probable. What is promised is promised for articles drawn like those that
/// were counted, class by class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<(u16, u64)>>", into = "Vec<Vec<(u16, u64)>>")]
pub struct Conformal {
    /// For each class: step of the probability, articles; steps rise.
    classes: Vec<Vec<(u16, u64)>>,
}

/// A class that sets of some coverage cannot tell apart from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SetFault {
    /// It was counted in too few articles to promise the coverage: every set holds it.
    TooFew {
        /// Articles that were counted.
        articles: u64,
        /// Articles that are needed.
        needed: u64,
    },
    /// So many of its articles were held impossible that every set holds it.
    Uninformative,
}

/// The rule that makes sets of one coverage.
#[derive(Debug, Clone, PartialEq)]
pub struct Sets {
    coverage: f64,
    /// Least step of probability of each class; none where every set holds it, and why.
    least: Vec<Result<u16, SetFault>>,
}

impl Conformal {
    /// Nothing counted, for so many classes.
    pub fn new(classes: usize) -> Self {
        Self { classes: vec![Vec::new(); classes] }
    }

    /// Adds one article whose true class is at position `truth`.
    pub fn add(&mut self, probabilities: &[f64], truth: usize) {
        self.count(truth, step(probabilities[truth]), 1);
    }

    /// Adds the articles of another shard, of as many classes.
    pub fn merge(&mut self, other: &Self) {
        for (class, steps) in other.classes.iter().enumerate() {
            steps.iter().for_each(|&(step, n)| self.count(class, step, n));
        }
    }

    fn count(&mut self, class: usize, step: u16, n: u64) {
        let steps = &mut self.classes[class];
        match steps.binary_search_by_key(&step, |s| s.0) {
            Ok(at) => steps[at].1 += n,
            Err(at) => steps.insert(at, (step, n)),
        }
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes.len()
    }

    /// The rule for sets that hold the true class in a share of `coverage`, above 0 and below 1.
    pub fn sets(&self, coverage: f64) -> Sets {
        let least = |steps: &Vec<(u16, u64)>| {
            let n: u64 = steps.iter().map(|s| s.1).sum();
            let within = within(n, coverage);
            if within > n {
                let enough = |n: &u64| self::within(*n, coverage) <= *n;
                let needed = (n..).find(enough).expect("the coverage is below 1");
                return Err(SetFault::TooFew { articles: n, needed });
            }
            let mut counted = 0;
            let reaches = |&&(_, n): &&(u16, u64)| {
                counted += n;
                counted >= within
            };
            match steps.iter().rev().find(reaches) {
                Some(&(step, _)) if step > 0 => Ok(step),
                _ => Err(SetFault::Uninformative),
            }
        };
        Sets { coverage, least: self.classes.iter().map(least).collect() }
    }
}

impl Sets {
    /// The wished coverage.
    pub fn coverage(&self) -> f64 {
        self.coverage
    }

    /// Positions of the classes in the set of an article with these probabilities, in order.
    pub fn of(&self, probabilities: &[f64]) -> Vec<usize> {
        let fits =
            |c: &usize| self.least[*c].map_or(true, |least| step(probabilities[*c]) >= least);
        (0..probabilities.len()).filter(fits).collect()
    }

    /// The least probability, in whole thousandths, with which each class is in a set; none where every
    /// set holds it.
    pub fn least(&self) -> impl ExactSizeIterator<Item = Option<u16>> + '_ {
        self.least.iter().map(|least| least.ok())
    }

    /// Classes that every set holds, by position, and why.
    pub fn faults(&self) -> impl Iterator<Item = (usize, SetFault)> {
        self.least.iter().enumerate().filter_map(|(c, least)| Some((c, least.err()?)))
    }
}

/// Of n + 1 articles, the new one among them, so many must be in.
fn within(n: u64, coverage: f64) -> u64 {
    // A hair less: 10 × 0.9 is nine, whatever the last bit says.
    ((n + 1) as f64 * coverage - 1e-9).ceil() as u64
}

fn step(probability: f64) -> u16 {
    (probability * STEPS) as u16
}

impl From<Conformal> for Vec<Vec<(u16, u64)>> {
    fn from(counted: Conformal) -> Self {
        counted.classes
    }
}

impl TryFrom<Vec<Vec<(u16, u64)>>> for Conformal {
    type Error = &'static str;

    fn try_from(classes: Vec<Vec<(u16, u64)>>) -> Result<Self, Self::Error> {
        let rising = classes.iter().all(|steps| steps.is_sorted_by(|a, b| a.0 < b.0));
        let small =
            classes.iter().flatten().all(|s| f64::from(s.0) <= STEPS && s.1 <= u32::MAX.into());
        if rising && small {
            Ok(Self { classes })
        } else {
            Err("steps of probability that cannot be")
        }
    }
}
