//! How an axis reads an article: as a whole, or by the passages that speak most for each class.

use std::ops::Range;

use rasid_bayes::SparseNb;
use rasid_codebook::{AxisId, Codebook};
use rasid_decide::by_length;
use rasid_feature::{Field, Indexed, SparseRow};

use crate::settings::AxisSettings;

/// A passage of fewer words counts as one of so many: a single word is no passage.
const FEW_WORDS: u64 = 8;

/// The features of an article on one axis.
pub(crate) enum Read {
    /// All together.
    Whole(SparseRow),
    /// Sentence by sentence, with the sentence's number, against the plain class at a position.
    Passages(usize, Vec<(u32, SparseRow)>),
}

/// What the words say for each class, before it is calibrated.
pub(crate) struct Scored {
    /// A value for each class; it does not grow with the text.
    pub(crate) values: Vec<f64>,
    /// The same before the whole text's length is taken out: what words add up to.
    pub(crate) sums: Vec<f64>,
    /// Words that say something.
    pub(crate) length: u64,
    /// For each class, the passages that speak most for it: positions in [`Read::Passages`].
    chosen: Vec<Vec<usize>>,
}

/// What a word adds to the value of one class over another.
pub(crate) struct Contribution {
    pub(crate) source: Range<usize>,
    pub(crate) count: u32,
    pub(crate) weight: f64,
    pub(crate) field: Field,
}

/// The rule of an axis: its settings, and the class that needs no passage, by position among the
/// classes that are learned.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    settings: AxisSettings,
    target: Option<usize>,
    plain: Option<usize>,
}

impl Rule {
    /// `classes` are those that are learned, in order.
    pub(crate) fn new(
        book: &Codebook,
        axis: AxisId,
        settings: AxisSettings,
        classes: &[rasid_codebook::ClassId],
    ) -> Self {
        let plain = book.plain_class(axis).filter(|_| settings.passages > 0);
        let plain = plain.and_then(|plain| classes.iter().position(|c| *c == plain));
        Self { settings, target: book.target_of(axis), plain }
    }

    /// The features of an article.
    pub(crate) fn read(&self, indexed: &Indexed<'_>) -> Read {
        let (features, target) = (self.settings.feature, self.target);
        match self.plain {
            Some(plain) => Read::Passages(plain, indexed.passages(features, target)),
            None => Read::Whole(indexed.row(features, target)),
        }
    }

    /// What the words say for each class. By passages, a class's value is the mean over that half of
    /// them, `passages` at least, that speaks most for it against the plain class, each over the root
    /// of its length; a passage that is wanting counts 0, and so does the plain class.
    pub(crate) fn score(&self, bayes: &SparseNb, read: &Read) -> Scored {
        let (plain, rows) = match read {
            Read::Passages(plain, rows) => (*plain, rows),
            Read::Whole(row) => {
                let (joint, length) = bayes.joint_log_likelihood_of(row);
                let values = by_length(&joint, length);
                return Scored { values, sums: joint, length, chosen: Vec::new() };
            }
        };
        let spoken: Vec<(Vec<f64>, u64)> =
            rows.iter().map(|(_, row)| bayes.joint_log_likelihood_of(row)).collect();
        let wanted = self.wanted(rows.len());
        let (mut values, mut chosen) = (Vec::new(), Vec::new());
        for class in 0..bayes.classes() {
            let value = |(joint, n): &(Vec<f64>, u64)| (joint[class] - joint[plain]) / root(*n);
            let mut best: Vec<(usize, f64)> = spoken.iter().map(value).enumerate().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            best.truncate(if class == plain { 0 } else { wanted });
            values.push(best.iter().map(|b| b.1).sum::<f64>() / wanted as f64);
            chosen.push(best.into_iter().map(|b| b.0).collect());
        }
        let length = spoken.iter().map(|s| s.1).sum();
        Scored { sums: values.clone(), values, length, chosen }
    }

    /// How many of some passages a class is judged by.
    fn wanted(&self, passages: usize) -> usize {
        passages.div_ceil(2).max(self.settings.passages as usize)
    }

    /// What each word adds to the sum of class `best` over that of class `second`, in no order.
    pub(crate) fn contributions(
        &self,
        bayes: &SparseNb,
        indexed: &Indexed<'_>,
        (read, scored): (&Read, &Scored),
        (best, second): (usize, usize),
    ) -> Vec<Contribution> {
        let features = self.settings.feature;
        let mut places: Vec<(u32, usize, Range<usize>)> = indexed
            .features(features, self.target)
            .map(|(feature, at)| match read {
                Read::Whole(_) => (0, feature, at.source()),
                Read::Passages(..) => (at.sentence(), feature, at.source()),
            })
            .collect();
        // Stable: the first of equal features is the first of the text.
        places.sort_by_key(|place| (place.0, place.1));
        let first = |sentence: u32, feature: usize| {
            let at = places.partition_point(|p| (p.0, p.1) < (sentence, feature));
            places[at].2.clone()
        };
        let contribution = |sentence, (feature, count, weight): (usize, u32, f64)| Contribution {
            source: first(sentence, feature),
            count,
            weight,
            field: features.field(feature % features.slots()),
        };
        match read {
            Read::Passages(plain, rows) => {
                let of_class = |(class, sign): (usize, f64)| {
                    let shares = scored.chosen[class].iter().map(move |&i| (&rows[i], class, sign));
                    shares.collect::<Vec<_>>()
                };
                let passages = [(best, 1.0), (second, -1.0)].into_iter().flat_map(of_class);
                let words = passages.flat_map(|((sentence, row), class, sign)| {
                    let length = bayes.joint_log_likelihood_of(row).1;
                    let share = sign / root(length) / self.wanted(rows.len()) as f64;
                    let of_row = bayes.contributions(row, class, *plain);
                    of_row.map(move |(f, n, w)| (*sentence, (f, n, w * share))).collect::<Vec<_>>()
                });
                words.map(|(sentence, word)| contribution(sentence, word)).collect()
            }
            Read::Whole(row) => {
                bayes.contributions(row, best, second).map(|word| contribution(0, word)).collect()
            }
        }
    }
}

fn root(length: u64) -> f64 {
    (length.max(FEW_WORDS) as f64).sqrt()
}
