//! Whether probabilities mean what they say.

use serde::Serialize;

use crate::figures::confusion::share;
use crate::intervals::bootstrap::{Figure, Interval, Resampled};
use crate::intervals::design::{Design, SHARE};

/// Bins of the reliability table: equal width, as in Guo et al. 2017 ("On Calibration of Modern Neural
/// Networks"), so that errors compare with published ones, and the bins do not hang on the sample.
const BINS: usize = 15;
/// Probabilities and losses are summed in whole numbers of this part.
const UNIT: f64 = (1u64 << 32) as f64;
/// Least probability that a loss is taken of: more would rest on one article.
const FLOOR: f64 = 1e-15;
/// Least and greatest Brier score.
pub(crate) const BRIERS: (f64, f64) = (0.0, 2.0);
/// A probability above this is as good as a promise.
const NEAR_CERTAIN: f64 = 0.99;

/// Reliability of probabilities after calibration and before, over the same articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CalibrationFigures {
    /// Of the probabilities that are shown.
    pub calibrated: Reliability,
    /// Of naive Bayes's own; none where they were not given for each article.
    pub raw: Option<Reliability>,
}

/// Reliability of one kind of probabilities. Rests on articles where a model was asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// Articles where a model was asked.
    pub n: u64,
    /// Groups they fall into.
    pub groups: usize,
    /// Bins of equal width by the probability of the most probable class, from 0 to 1.
    pub bins: Vec<ReliabilityBin>,
    /// Expected calibration error of the most probable class, in \[0, 1]: the plain mean distance of
    /// accuracy and confidence over the bins. On few articles it is too high, for noise is a distance
    /// too.
    pub ece: Option<f64>,
    /// The same without what noise adds (median-unbiased), with an interval that knows of it.
    pub ece_corrected: Figure,
    /// Brier score, in \[0, 2]: mean over articles of the squared distances summed over classes.
    pub brier: Figure,
    /// Mean of -ln of the true class's probability; a probability counts as 1e-15 at least.
    pub log_loss: Figure,
    /// Mean probability of the most probable class.
    pub mean_confidence: Figure,
    /// How often the most probable class is the true one.
    pub accuracy: Figure,
    /// Share of articles whose most probable class has more than 0.99.
    pub near_certain: Figure,
    /// How often it is the true one there.
    pub near_certain_accuracy: Figure,
}

/// One bin of a reliability table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// Confidence from here.
    pub low: f64,
    /// Confidence below this; the last bin holds 1 too.
    pub high: f64,
    /// Articles in the bin.
    pub n: u64,
    /// Mean probability of the most probable class.
    pub confidence: Option<f64>,
    /// How often it is the true one.
    pub accuracy: Option<f64>,
}

/// Probabilities of one article's classes, with its truth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forecast<'a> {
    pub(crate) truth: usize,
    /// The most probable class. Of equally probable ones it is the one that the verdict names.
    pub(crate) best: usize,
    pub(crate) probabilities: &'a [f64],
    pub(crate) group: &'a str,
}

impl Forecast<'_> {
    /// Squared distances from the truth, summed over classes.
    pub(crate) fn brier(&self) -> f64 {
        let squared = |(c, p): (usize, &f64)| (p - f64::from(u8::from(c == self.truth))).powi(2);
        self.probabilities.iter().enumerate().map(squared).sum()
    }
}

/// A value that is not negative, as a whole number that can be summed in any order.
pub(crate) fn units(value: f64) -> u64 {
    (value * UNIT).round() as u64
}

/// Mean of values that were summed as [`units`].
pub(crate) fn mean(sum: u64, n: u64) -> Option<f64> {
    share(sum, n).map(|m| m / UNIT)
}

/// Places of the sums: articles, confidence and right answers of each bin, then these.
const CONFIDENCE: usize = BINS;
const RIGHT: usize = 2 * BINS;
const BRIER: usize = 3 * BINS;
const LOSS: usize = BRIER + 1;
const NEAR: usize = LOSS + 1;
const NEAR_RIGHT: usize = NEAR + 1;
const WIDTH: usize = NEAR_RIGHT + 1;

/// Measures the probabilities of some articles; none without articles.
pub(crate) fn reliability(design: Design, forecasts: &[Forecast<'_>]) -> Option<Reliability> {
    let sums = Resampled::new(design, forecasts, WIDTH, |f| f.group, |f, sums| add(f, sums));
    let total = |sums: &[u64], from: usize| sums[from..][..BINS].iter().sum::<u64>();
    let whole = sums.whole();
    let n = total(whole, 0);
    let (ece, ece_corrected) = calibration_error(&sums, n);
    (n > 0).then(|| Reliability {
        n,
        groups: sums.groups(),
        bins: (0..BINS).map(|b| bin(whole, b)).collect(),
        ece,
        ece_corrected,
        brier: sums.figure(n, BRIERS, |s| mean(s[BRIER], total(s, 0))),
        log_loss: sums.figure(n, (0.0, f64::INFINITY), |s| mean(s[LOSS], total(s, 0))),
        mean_confidence: sums.figure(n, SHARE, |s| mean(total(s, CONFIDENCE), total(s, 0))),
        accuracy: sums.figure(n, SHARE, |s| share(total(s, RIGHT), total(s, 0))),
        near_certain: sums.figure(n, SHARE, |s| share(s[NEAR], total(s, 0))),
        near_certain_accuracy: sums.figure(whole[NEAR], SHARE, |s| share(s[NEAR_RIGHT], s[NEAR])),
    })
}

fn add(forecast: &Forecast<'_>, sums: &mut [u64]) {
    let confidence = forecast.probabilities[forecast.best];
    let right = u64::from(forecast.best == forecast.truth);
    let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
    sums[bin] += 1;
    sums[CONFIDENCE + bin] += units(confidence);
    sums[RIGHT + bin] += right;
    sums[BRIER] += units(forecast.brier());
    sums[LOSS] += units(-forecast.probabilities[forecast.truth].clamp(FLOOR, 1.0).ln());
    let near = u64::from(confidence > NEAR_CERTAIN);
    sums[NEAR] += near;
    sums[NEAR_RIGHT] += near * right;
}

fn bin(sums: &[u64], bin: usize) -> ReliabilityBin {
    let n = sums[bin];
    ReliabilityBin {
        low: bin as f64 / BINS as f64,
        high: (bin + 1) as f64 / BINS as f64,
        n,
        confidence: mean(sums[CONFIDENCE + bin], n),
        accuracy: share(sums[RIGHT + bin], n),
    }
}

/// Each bin's part in the distance of accuracy and confidence, with its sign.
fn gaps(sums: &[u64]) -> [f64; BINS] {
    let n = sums[..BINS].iter().sum::<u64>() as f64;
    std::array::from_fn(|b| (sums[RIGHT + b] as f64 - sums[CONFIDENCE + b] as f64 / UNIT) / n)
}

fn size(gaps: impl IntoIterator<Item = f64>) -> f64 {
    gaps.into_iter().map(f64::abs).sum()
}

/// The plain error, and the corrected one.
///
/// A distance cannot be negative: where probabilities are right the plain error is all noise, and
/// percentiles of its resamples, which have the noise twice, do not reach down to the truth. So the
/// resamples are used to invert a test (Carpenter 1999, "Test inversion bootstrap confidence
/// intervals"): they say how the bins' gaps scatter about what is found; were the true gaps `c` times
/// those found, the plain error would be that of `c·found + scatter`. The bounds are the true errors
/// under which the one found is as large, or as small, as in one sample of forty; the value is that
/// under which it is the median.
fn calibration_error(sums: &Resampled, n: u64) -> (Option<f64>, Figure) {
    if n == 0 {
        return (None, Figure::bare(None, 0));
    }
    let found = gaps(sums.whole());
    let ece = size(found);
    let Some(tail) = sums.tail() else { return (Some(ece), Figure::bare(None, n)) };
    let scatter: Vec<[f64; BINS]> = sums
        .resamples()
        .iter()
        .map(|s| {
            let drawn = gaps(s);
            std::array::from_fn(|b| drawn[b] - found[b])
        })
        .collect();
    // Share of samples whose plain error reaches ours, were the truth `c` times what is found.
    let reaching = |c: f64| {
        let reaches = |e: &&[f64; BINS]| size((0..BINS).map(|b| c * found[b] + e[b])) >= ece;
        scatter.iter().filter(reaches).count() as f64 / scatter.len() as f64
    };
    let truth = |share: f64| (ece * factor(reaching, share)).min(1.0);
    let interval = Interval { low: truth(tail), high: truth(1.0 - tail) };
    let value = truth(0.5);
    let interval = sums.design().widened(value, interval, SHARE);
    (Some(ece), Figure { value: Some(value), interval: Some(interval), n })
}

/// The least factor, to a millionth, under which such a share of samples reaches the error that was
/// found; 0 where they do without any true error.
fn factor(reaching: impl Fn(f64) -> f64, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    if reaching(low) >= share {
        return low;
    }
    // Gaps as large as this drown any scatter: errors are at most 1.
    while reaching(high) < share && high < 1e6 {
        (low, high) = (high, 2.0 * high);
    }
    while high - low > 1e-6 * high {
        let middle = f64::midpoint(low, high);
        if reaching(middle) < share { low = middle } else { high = middle }
    }
    high
}
