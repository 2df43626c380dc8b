//! What is gained by answering only where the model is sure.

use serde::Serialize;

use crate::figures::confusion::share;
use crate::figures::evaluation::Outcome;

/// Shares of the articles at which the curve is drawn: every twentieth.
const STEPS: usize = 20;

/// Accuracy among the articles that are answered, the surest first (El-Yaniv and Wiener 2010, "On the
/// Foundations of Noise-free Selective Classification").
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskCoverage {
    /// All articles.
    pub n: u64,
    /// Articles without any answer, for want of evidence: no coverage includes them.
    pub unanswerable: u64,
    /// From the surest twentieth to all that have an answer. Articles of the same confidence stay
    /// together, so that a point may hold more than its twentieth.
    pub points: Vec<CoveragePoint>,
    /// Area under the risk-coverage curve, in \[0, 1], lower is better: mean over the articles with an
    /// answer, the surest first, of the share of wrong answers up to each (Geifman, Uziel and El-Yaniv
    /// 2019). None without answers.
    pub aurc: Option<f64>,
    /// Where the model itself abstains.
    pub at_threshold: CoveragePoint,
}

/// Articles that are answered when the less sure ones are not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoveragePoint {
    /// Share of all articles that are answered.
    pub coverage: Option<f64>,
    /// Articles that are answered.
    pub kept: u64,
    /// The lowest confidence among them; none without articles.
    pub confidence: Option<f64>,
    /// Share of right answers among them.
    pub accuracy: Option<f64>,
}

/// Articles of the same confidence and all surer ones.
struct Level {
    confidence: f64,
    here: u64,
    kept: u64,
    right: u64,
}

impl Level {
    fn point(&self, n: u64) -> CoveragePoint {
        CoveragePoint {
            coverage: share(self.kept, n),
            kept: self.kept,
            confidence: Some(self.confidence),
            accuracy: share(self.right, self.kept),
        }
    }
}

/// The curve of one axis.
pub(crate) fn risk_coverage(outcomes: &[&Outcome<'_>]) -> RiskCoverage {
    let levels = levels(outcomes);
    let n = outcomes.len() as u64;
    let kept = levels.last().map_or(0, |l| l.kept);
    let risk = |l: &Level| (l.kept - l.right) as f64 / l.kept as f64;
    let area: f64 = levels.iter().map(|l| l.here as f64 * risk(l)).sum();
    RiskCoverage {
        n,
        unanswerable: n - kept,
        points: points(&levels, n),
        aurc: (kept > 0).then(|| area / kept as f64),
        at_threshold: at_threshold(outcomes),
    }
}

/// The distinct confidences, highest first.
fn levels(outcomes: &[&Outcome<'_>]) -> Vec<Level> {
    let answer = |o: &&Outcome<'_>| Some((o.verdict.probability?, o.verdict.best? == o.truth));
    let mut answers: Vec<(f64, bool)> = outcomes.iter().filter_map(answer).collect();
    answers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut levels: Vec<Level> = Vec::new();
    let (mut kept, mut right) = (0, 0);
    for tied in answers.chunk_by(|a, b| a.0 == b.0) {
        let here = tied.len() as u64;
        kept += here;
        right += tied.iter().filter(|(_, right)| *right).count() as u64;
        levels.push(Level { confidence: tied[0].0, here, kept, right });
    }
    levels
}

/// For each twentieth the first level that holds as many articles.
fn points(levels: &[Level], n: u64) -> Vec<CoveragePoint> {
    let mut points: Vec<CoveragePoint> = Vec::new();
    for step in 1..=STEPS as u64 {
        let wanted = (n * step).div_ceil(STEPS as u64);
        let Some(level) = levels.iter().find(|l| l.kept >= wanted).or(levels.last()) else { break };
        if points.last().is_none_or(|p| p.kept < level.kept) {
            points.push(level.point(n));
        }
    }
    points
}

fn at_threshold(outcomes: &[&Outcome<'_>]) -> CoveragePoint {
    let answered: Vec<&&Outcome<'_>> =
        outcomes.iter().filter(|o| o.verdict.class.is_some()).collect();
    let right = answered.iter().filter(|o| o.verdict.class == Some(o.truth)).count();
    let kept = answered.len() as u64;
    CoveragePoint {
        coverage: share(kept, outcomes.len() as u64),
        kept,
        confidence: answered.iter().filter_map(|o| o.verdict.probability).min_by(f64::total_cmp),
        accuracy: share(right as u64, kept),
    }
}
