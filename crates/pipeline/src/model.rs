//! The trained model.

use rasid_bayes::{
    BayesError, ClassCounts, Marginals, ParamGuard, Prior, Seeds, SparseNb, SparseNbParams,
    SparseNbValidParams, Variant,
};
use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_decide::{Calibration, SetFault, Sets};
use rasid_feature::{Field, Vocabulary};

use crate::analyze::Analyzer;
use crate::digest::Digest;
use crate::registry::Registry;
use crate::settings::{AbstentionSettings, AxisSettings, SettingError, Settings};
use crate::train::{Example, Trial, digest_of, summed_digest_of};

/// A trained model: all that classification needs, and what it was made from. Immutable; one value
/// serves all threads.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) analyzer: Analyzer,
    pub(crate) vocabulary: Vocabulary,
    /// One for each axis of the codebook.
    pub(crate) axes: Vec<AxisModel>,
    pub(crate) training: Training,
}

/// What a model was trained on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Training {
    pub(crate) articles: u64,
    pub(crate) groups: u64,
    /// Of texts, labels and groups, in an order of their own: rows may be shuffled.
    pub(crate) digest: Digest,
    /// Of the seed terms.
    pub(crate) seeds: Digest,
    /// Languages of the training articles.
    pub(crate) languages: Vec<String>,
    /// Scripts of the training articles, as ISO 15924 codes.
    pub(crate) scripts: Vec<String>,
    /// Names of the domains of the training articles, sorted.
    pub(crate) domains: Vec<String>,
    /// Share of words that the other folds do not have, in thousandths, which one in a hundred of the
    /// training articles exceeds.
    pub(crate) unfamiliar: u16,
    /// How the settings were chosen; empty where they were given.
    pub(crate) trials: Vec<Trial>,
}

/// What a model knows about one axis.
#[derive(Debug, Clone)]
pub struct AxisModel {
    pub(crate) axis: AxisId,
    /// The target's position in the codebook.
    pub(crate) target: Option<usize>,
    pub(crate) settings: AxisSettings,
    /// Classes with at least one training article, in codebook order; empty where the axis is not
    /// trained.
    pub(crate) classes: Vec<ClassId>,
    /// Training articles of each class that are labelled on this axis.
    pub(crate) articles: Vec<u64>,
    /// Word counts of these and, with pooled targets, of the sibling axes' articles; columns are
    /// class × domains + domain.
    pub(crate) counts: ClassCounts,
    pub(crate) domains: usize,
    pub(crate) seeds: Seeds,
    /// Of unlabelled text, where it was given and the settings ask for it.
    pub(crate) marginals: Option<Marginals>,
    pub(crate) calibration: Calibration,
    /// Where the settings ask for a coverage.
    pub(crate) sets: Option<Sets>,
    pub(crate) bayes: SparseNb,
    /// What joins the calibrated log-odds of each class.
    pub(crate) log_prior: Vec<f64>,
}

/// A word that speaks for a class: its term, where it stood, and its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeakingWord {
    /// Stem, or two with a space between.
    pub term: String,
    /// Field of the axis.
    pub field: Field,
    /// ln P(term | class) less the mean over the other classes, in nat.
    pub weight: f64,
}

impl Model {
    /// The first steps of the way, with this model's codebook and settings.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The same model with other settings of abstention.
    ///
    /// # Errors
    /// Names the first setting that is out of range.
    pub fn with_abstention(mut self, settings: AbstentionSettings) -> Result<Self, SettingError> {
        settings.check()?;
        self.analyzer = self.analyzer.with_abstention(settings);
        Ok(self.with_sets())
    }

    /// Makes the rules of conformal sets that the settings ask for.
    pub(crate) fn with_sets(mut self) -> Self {
        let coverage = self.analyzer.settings().abstention.coverage;
        for axis in self.axes.iter_mut().filter(|axis| !axis.classes.is_empty()) {
            axis.sets = coverage.map(|coverage| axis.calibration.conformal().sets(coverage));
        }
        self
    }

    /// The same model with other outlets whose class is known, or with none.
    #[must_use]
    pub fn with_registry(mut self, registry: Option<Registry>) -> Self {
        self.analyzer = self.analyzer.with_registry(registry);
        self
    }

    /// The same model with the record of how its settings were chosen.
    #[must_use]
    pub fn with_trials(mut self, trials: Vec<Trial>) -> Self {
        self.training.trials = trials;
        self
    }

    /// How its settings were chosen; empty where they were given.
    pub fn trials(&self) -> &[Trial] {
        &self.training.trials
    }

    /// The terms it knows.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// One for each axis of the codebook.
    pub fn axes(&self) -> &[AxisModel] {
        &self.axes
    }

    /// Number of training articles.
    pub fn articles(&self) -> u64 {
        self.training.articles
    }

    /// Number of groups (events, outlets) that the training articles fall into.
    pub fn groups(&self) -> u64 {
        self.training.groups
    }

    /// Names of the domains that the training articles come from, sorted.
    pub fn domains(&self) -> &[String] {
        &self.training.domains
    }

    /// Digest of texts, labels and groups of the training articles.
    pub fn training_digest(&self) -> Digest {
        self.training.digest
    }

    /// Whether it was trained on these very articles, in memory or as a stream.
    pub fn was_trained_on(&self, examples: &[Example<'_>]) -> bool {
        let (book, known) = (self.analyzer.codebook(), self.training.digest);
        digest_of(book, examples) == known || summed_digest_of(book, examples) == known
    }

    /// Share of unknown words above which an article is not judged, from 0 to 1: that of the settings, or
    /// what training articles themselves reach, where they have more words that stand in no other fold.
    pub fn novelty(&self) -> f64 {
        let wished = self.analyzer.settings().abstention.novelty;
        wished.max(f64::from(self.training.unfamiliar) / 1000.0)
    }

    /// Digest of the seed terms.
    pub fn seeds_digest(&self) -> Digest {
        self.training.seeds
    }

    /// ISO 639 codes of the languages of the training articles.
    pub fn languages(&self) -> &[String] {
        &self.training.languages
    }

    /// ISO 15924 codes of the scripts of the training articles.
    pub fn scripts(&self) -> &[String] {
        &self.training.scripts
    }

    /// The words that speak most for a class (a position in [`AxisModel::classes`]), strongest
    /// first, ties in order of terms. Each occurred in training.
    pub fn speaking_words(
        &self,
        axis: &AxisModel,
        class: usize,
        limit: usize,
    ) -> Vec<SpeakingWord> {
        let others = (axis.classes.len() - 1).max(1) as f64;
        let mut all: Vec<(usize, f64)> = (0..axis.counts.features())
            .filter(|&f| {
                axis.counts.of(f).skip(class * axis.domains).take(axis.domains).any(|n| n > 0)
            })
            .map(|f| {
                let w = axis.bayes.weights(f);
                let rest: f64 =
                    w.iter().enumerate().filter(|(c, _)| *c != class).map(|(_, w)| w).sum();
                (f, w[class] - rest / others)
            })
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let features = axis.settings.feature;
        let word = |(f, weight): (usize, f64)| SpeakingWord {
            term: self.vocabulary.term(f / features.slots()).to_owned(),
            field: features.field(f % features.slots()),
            weight,
        };
        all.into_iter().take(limit).map(word).collect()
    }
}

impl AxisModel {
    /// The axis of the codebook.
    pub fn axis(&self) -> AxisId {
        self.axis
    }

    /// The settings that it was trained by.
    pub fn settings(&self) -> AxisSettings {
        self.settings
    }

    /// The classes it can answer, beside the absent one; empty where it is not trained.
    pub fn classes(&self) -> &[ClassId] {
        &self.classes
    }

    /// Training articles of each of [`AxisModel::classes`] that are labelled on this axis.
    pub fn articles(&self) -> &[u64] {
        &self.articles
    }

    /// The same with those of the axes that it learns together with.
    pub fn lessons(&self) -> Vec<u64> {
        let of_class = |c| self.columns(c, self.counts.documents()).iter().sum();
        (0..self.classes.len()).map(of_class).collect()
    }

    /// What belongs to a class, a domain each.
    fn columns<'a>(&self, class: usize, all: &'a [u64]) -> &'a [u64] {
        &all[class * self.domains..][..self.domains]
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.counts.features()
    }

    /// How its probabilities were made to mean what they say.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Classes that every conformal set of the wished coverage holds, and why; none where no coverage
    /// was asked for.
    pub fn set_faults(&self) -> impl Iterator<Item = (ClassId, SetFault)> {
        let faults = self.sets.iter().flat_map(Sets::faults);
        faults.map(|(class, fault)| (self.classes[class], fault))
    }

    /// Unlabelled articles that count; none where it learned from labels alone.
    pub fn unlabelled(&self) -> Option<u64> {
        self.marginals.as_ref().map(Marginals::articles)
    }
}

/// The settings of an axis as they are used: all words speak on one that judges no target.
pub(crate) fn settings_of(book: &Codebook, axis: AxisId, settings: &Settings) -> AxisSettings {
    let mut own = settings.of(&book.axis_at(axis).name);
    if book.target_of(axis).is_none() {
        own.feature = own.feature.without_target();
    }
    if book.plain_class(axis).is_none() {
        own.passages = 0;
    }
    own
}

/// Parameters of an axis's naive Bayes.
pub(crate) fn bayes_params(settings: AxisSettings) -> Result<SparseNbValidParams, BayesError> {
    let variant = if settings.complement { Variant::Complement } else { Variant::Multinomial };
    let params = SparseNbParams::new().alpha(settings.alpha).variant(variant);
    params.prior(Prior::Uniform).occupied_only(true).check()
}

/// ln share × `weight` for each class, by the codebook; all alike where it does not say.
pub(crate) fn log_prior(
    book: &Codebook,
    axis: AxisId,
    classes: &[ClassId],
    weight: f64,
) -> Vec<f64> {
    let share = |c: &ClassId| book.percent(axis, *c).map_or(1.0, |p| f64::from(p) / 100.0);
    classes.iter().map(|c| weight * share(c).ln()).collect()
}
