//! How an axis reads an article: as a whole, or by the passages that speak most for each class.

use std::ops::Range;

use rasid_bayes::SparseNb;
use rasid_codebook::{AxisId, Codebook};
use rasid_decide::by_length;
use rasid_feature::{FeatureSettings, Field, Indexed, Occurrence, SparseRow};

use crate::settings::AxisSettings;

/// A passage of fewer words counts as one of so many: a single word is no passage.
pub(crate) const FEW_WORDS: u64 = 8;

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
    pub(crate) chosen: Vec<Vec<usize>>,
    /// For each passage, the words that say something.
    pub(crate) lengths: Vec<u64>,
}

impl Scored {
    /// Of a text that is read as a whole: joint log-likelihoods and words that say something.
    pub(crate) fn whole(joint: Vec<f64>, length: u64) -> Self {
        let values = by_length(&joint, length);
        Self { values, sums: joint, length, chosen: vec![], lengths: vec![] }
    }
}

/// What a word adds to the value of one class over another.
pub(crate) struct Contribution {
    pub(crate) source: Range<usize>,
    pub(crate) count: u32,
    pub(crate) weight: f64,
    pub(crate) field: Field,
}

/// What a feature adds to the value of one class over another.
pub(crate) struct Share {
    /// The sentence that it is of, where passages are read.
    pub(crate) sentence: Option<u32>,
    pub(crate) feature: usize,
    pub(crate) count: u32,
    pub(crate) weight: f64,
}

/// A place of a feature: the sentence where passages are read, the feature, the place.
pub(crate) type Place<'a> = (Option<u32>, usize, &'a Occurrence);

/// The rule of an axis: its settings, and the class that needs no passage, by position among the
/// classes that are learned.
#[derive(Debug, Clone, Copy)]
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

    /// The class that needs no passage, by position; none where the text is read as a whole.
    pub(crate) fn plain(&self) -> Option<usize> {
        self.plain
    }

    /// What it makes of words.
    pub(crate) fn features(&self) -> FeatureSettings {
        self.settings.feature
    }

    /// The target that it is about, by position in the codebook.
    pub(crate) fn target(&self) -> Option<usize> {
        self.target
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
                return Scored::whole(joint, length);
            }
        };
        let spoken: Vec<(Vec<f64>, u64)> =
            rows.iter().map(|(_, row)| bayes.joint_log_likelihood_of(row)).collect();
        self.by_passages(plain, bayes.classes(), &spoken)
    }

    /// The same of passages that were summed up: joint log-likelihoods and words that say something.
    pub(crate) fn by_passages(
        &self,
        plain: usize,
        classes: usize,
        spoken: &[(Vec<f64>, u64)],
    ) -> Scored {
        let wanted = self.wanted(spoken.len());
        let (mut values, mut chosen) = (Vec::new(), Vec::new());
        for class in 0..classes {
            let value = |(joint, n): &(Vec<f64>, u64)| (joint[class] - joint[plain]) / root(*n);
            let mut best: Vec<(usize, f64)> = spoken.iter().map(value).enumerate().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            best.truncate(if class == plain { 0 } else { wanted });
            values.push(best.iter().map(|b| b.1).sum::<f64>() / wanted as f64);
            chosen.push(best.into_iter().map(|b| b.0).collect());
        }
        let lengths: Vec<u64> = spoken.iter().map(|s| s.1).collect();
        Scored { sums: values.clone(), values, length: lengths.iter().sum(), chosen, lengths }
    }

    /// The sums of other features of the same text, by the lengths and the choice of passages of `like`.
    #[cfg(test)]
    pub(crate) fn sums_like(
        &self,
        bayes: &SparseNb,
        read: &Read,
        (before, like): (&Read, &Scored),
    ) -> Vec<f64> {
        let (plain, rows, old) = match (read, before) {
            (Read::Passages(plain, rows), Read::Passages(_, old)) => (*plain, rows, old),
            (Read::Whole(row), _) => return bayes.joint_log_likelihood_of(row).0,
            (Read::Passages(..), Read::Whole(_)) => unreachable!("an axis reads in one way"),
        };
        let value = |class: usize, i: usize| {
            let row = rows.iter().find(|row| row.0 == old[i].0);
            let joint = row.map(|row| bayes.joint_log_likelihood_of(&row.1).0);
            joint.map_or(0.0, |joint| (joint[class] - joint[plain]) / root(like.lengths[i]))
        };
        let mean = |class: usize| {
            let values = like.chosen[class].iter().map(|&i| value(class, i));
            values.sum::<f64>() / self.wanted(old.len()) as f64
        };
        (0..bayes.classes()).map(mean).collect()
    }

    /// How many of some passages a class is judged by.
    pub(crate) fn wanted(&self, passages: usize) -> usize {
        passages.div_ceil(2).max(self.settings.passages as usize)
    }

    /// What each feature adds to the sum of class `best` over that of class `second`, in no order; by
    /// passages, a feature comes once for each passage and class that it speaks in.
    pub(crate) fn shares(
        &self,
        bayes: &SparseNb,
        (read, scored): (&Read, &Scored),
        (best, second): (usize, usize),
    ) -> Vec<Share> {
        match read {
            Read::Passages(plain, rows) => {
                let of_class = |(class, sign): (usize, f64)| {
                    let shares = scored.chosen[class].iter().map(move |&i| (i, class, sign));
                    shares.collect::<Vec<_>>()
                };
                let passages = [(best, 1.0), (second, -1.0)].into_iter().flat_map(of_class);
                let words = passages.flat_map(|(i, class, sign)| {
                    let (sentence, row) = &rows[i];
                    let share = sign / root(scored.lengths[i]) / self.wanted(rows.len()) as f64;
                    let of_row = bayes.contributions(row, class, *plain);
                    of_row.map(move |(feature, count, w)| Share {
                        sentence: Some(*sentence),
                        feature,
                        count,
                        weight: w * share,
                    })
                });
                words.collect()
            }
            Read::Whole(row) => {
                let of_row = bayes.contributions(row, best, second);
                let share =
                    |(feature, count, weight)| Share { sentence: None, feature, count, weight };
                of_row.map(share).collect()
            }
        }
    }

    /// What each word adds to the sum of class `best` over that of class `second`, in no order.
    pub(crate) fn contributions(
        &self,
        bayes: &SparseNb,
        indexed: &Indexed<'_>,
        (read, scored): (&Read, &Scored),
        leaders: (usize, usize),
    ) -> Vec<Contribution> {
        let places = self.places(indexed, read);
        let contribution = |share: Share| {
            let Share { sentence, feature, count, weight } = share;
            let first = places.partition_point(|p| (p.0, p.1) < (sentence, feature));
            Contribution {
                source: places[first].2.source(),
                count,
                weight,
                field: self.field(feature),
            }
        };
        self.shares(bayes, (read, scored), leaders).into_iter().map(contribution).collect()
    }

    /// The places of all features, by sentence where passages are read, then by feature, then in order
    /// of the text.
    pub(crate) fn places<'a>(&self, indexed: &Indexed<'a>, read: &Read) -> Vec<Place<'a>> {
        let features = indexed.features(self.settings.feature, self.target);
        let by_passages = matches!(read, Read::Passages(..));
        let place = |(feature, at): (usize, &'a Occurrence)| {
            (by_passages.then_some(at.sentence()), feature, at)
        };
        let mut places: Vec<Place<'a>> = features.map(place).collect();
        // Stable: the first of equal features is the first of the text.
        places.sort_by_key(|place| (place.0, place.1));
        places
    }

    /// Where the words of a feature stand, and who says them.
    pub(crate) fn field(&self, feature: usize) -> Field {
        let features = self.settings.feature;
        features.field(feature % features.slots())
    }

    /// The number of a feature's term.
    pub(crate) fn term(&self, feature: usize) -> usize {
        feature / self.settings.feature.slots()
    }

    /// Whether a feature counts once, however often it stands in what is read.
    pub(crate) fn is_binary(&self) -> bool {
        self.settings.feature.binary
    }
}

/// What a passage's sums are divided by.
pub(crate) fn root(length: u64) -> f64 {
    (length.max(FEW_WORDS) as f64).sqrt()
}
