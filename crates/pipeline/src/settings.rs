//! Everything that can be chosen about a model. A model carries these.

use std::collections::BTreeMap;

use rasid_feature::{BagSettings, FeatureSettings, Least};
use rasid_text::TextSettings;
use serde::{Deserialize, Serialize};

/// Settings of training and classification.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `window` | 24 | words farther than this from a mention are not near it, in tokens | |
/// | `min_documents` | 1 | terms of fewer training articles are left out | at least 1 |
/// | `max_features` | none | at most so many terms are kept, those of most training articles; seed terms beside them | at least 1 |
/// | `abstention` | | when no class is given: see [`AbstentionSettings`] | |
/// | `pool_targets` | on | axes that ask the same of different targets learn from one another's articles | |
/// | `calibration_folds` | 5 | parts, by hash of the group, for fitting the temperature | 2 to 1000 |
/// | `home` | none | domain whose articles the probabilities are to hold for: where it has 50 articles of an axis or more, they rest on these alone | |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The text layer.
    pub text: TextSettings,
    /// How far from a mention, within its sentence, a word is still near it, in tokens.
    pub window: u32,
    /// Least number of training articles that hold a term.
    pub min_documents: u32,
    /// Greatest number of terms, beside those of seeds; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_features: Option<u32>,
    /// When no class is given.
    pub abstention: AbstentionSettings,
    /// Whether axes that ask the same of different targets learn together.
    pub pool_targets: bool,
    /// Parts for fitting the temperature.
    pub calibration_folds: u32,
    /// Domain whose articles the probabilities are to hold for; none for all.
    pub home: Option<String>,
    /// Settings of axes by their name.
    pub axes: BTreeMap<String, AxisSettings>,
    /// Settings of the axes that are not listed.
    pub others: AxisSettings,
}

/// When no class is given. Nothing of it is learned: a trained model may be given another.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `threshold` | 0.5 | a less probable class is not given; with a `coverage` it has no say | 0 to 1 |
/// | `coverage` | none | a class is given where it stands alone in the conformal set, which holds the true class of this share of articles | above 0, at most 0.999 |
/// | `novelty` | 0.5 | where a larger share of the words is new to the model, none of its classes is given | 0 to 1 |
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbstentionSettings {
    /// A less probable class is not given.
    pub threshold: f64,
    /// Coverage of conformal sets.
    pub coverage: Option<f64>,
    /// Share of new words above which no class is given.
    pub novelty: f64,
}

impl Default for AbstentionSettings {
    fn default() -> Self {
        Self { threshold: 0.5, coverage: None, novelty: 0.5 }
    }
}

impl AbstentionSettings {
    /// Checks every range of the table above.
    ///
    /// # Errors
    /// Names the first setting that is out of range, with its value.
    pub fn check(&self) -> Result<(), SettingError> {
        let share = 0.0..=1.0;
        finite("threshold", self.threshold, share.contains(&self.threshold), "from 0 to 1")?;
        finite("novelty", self.novelty, share.contains(&self.novelty), "from 0 to 1")?;
        let coverage = self.coverage.unwrap_or(0.5);
        let fits = coverage > 0.0 && coverage <= 0.999;
        finite("coverage", coverage, fits, "above 0, at most 0.999")
    }
}

/// Settings of one axis: what training chooses by cross-validation.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `feature` | | fields, voices, pairs, raw or binary counts | |
/// | `complement` | on | complement naive Bayes; multinomial where off | |
/// | `alpha` | 1 | additive smoothing | above 0, at most 1,000,000 |
/// | `seed_strength` | 2 | pseudo-count of each seed term | 0 to 1,000,000 |
/// | `passages` | 2 | where the codebook has a plain class: the others are judged by the half of the sentences that speaks most for each, by so many at least; 0 reads the article as a whole | |
/// | `prior` | 1 | weight of what the codebook says of how often classes are met: ln share × `prior` joins the calibrated log-odds; without such shares all classes are alike | 0 to 1 |
/// | `balance` | off | every domain (file of labels) weighs alike, and every class alike in it | |
/// | `unlabelled` | off | how common words are is estimated from unlabelled text too, where training was given any | |
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AxisSettings {
    /// Features.
    pub feature: FeatureSettings,
    /// Complement naive Bayes rather than multinomial.
    pub complement: bool,
    /// Additive smoothing.
    pub alpha: f64,
    /// Pseudo-count of each seed term.
    pub seed_strength: f64,
    /// Least number of sentences by which a class is judged; 0 for the whole article.
    pub passages: u32,
    /// Weight of the classes' shares.
    pub prior: f64,
    /// Whether every domain weighs alike, and every class alike in it.
    pub balance: bool,
    /// Whether unlabelled text is used.
    pub unlabelled: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            text: TextSettings::default(),
            window: BagSettings::default().window,
            min_documents: 1,
            max_features: None,
            abstention: AbstentionSettings::default(),
            pool_targets: true,
            calibration_folds: 5,
            home: None,
            axes: BTreeMap::new(),
            others: AxisSettings::default(),
        }
    }
}

impl Default for AxisSettings {
    fn default() -> Self {
        Self {
            feature: FeatureSettings::default(),
            complement: true,
            alpha: 1.0,
            seed_strength: 2.0,
            passages: 2,
            prior: 1.0,
            balance: false,
            unlabelled: false,
        }
    }
}

/// A setting out of its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name} is {value}; it must be {range}")]
pub struct SettingError {
    name: &'static str,
    value: f64,
    range: &'static str,
}

impl Settings {
    /// The settings of an axis.
    pub fn of(&self, axis: &str) -> AxisSettings {
        *self.axes.get(axis).unwrap_or(&self.others)
    }

    /// What the vocabulary leaves out.
    pub(crate) fn least(&self) -> Least {
        Least { documents: self.min_documents, features: self.max_features }
    }

    /// What must be collected of an article so that every axis has its features.
    pub(crate) fn bag(&self) -> BagSettings {
        let any = |wants: fn(&FeatureSettings) -> bool| {
            self.axes.values().chain([&self.others]).any(|a| wants(&a.feature))
        };
        BagSettings {
            pairs: any(|f| f.pairs),
            beside: any(|f| f.beside),
            voices: any(|f| f.voices),
            window: self.window,
        }
    }

    /// Checks every range of the tables above.
    ///
    /// # Errors
    /// Names the first setting that is out of range, with its value.
    pub fn check(&self) -> Result<(), SettingError> {
        self.axes.values().chain([&self.others]).try_for_each(AxisSettings::check)?;
        self.abstention.check()?;
        let least = self.min_documents;
        finite("min_documents", least.into(), least > 0, "at least 1")?;
        let most = self.max_features.unwrap_or(1);
        finite("max_features", most.into(), most > 0, "at least 1")?;
        let folds = self.calibration_folds;
        finite("calibration_folds", folds.into(), (2..=1000).contains(&folds), "from 2 to 1000")
    }
}

impl AxisSettings {
    fn check(&self) -> Result<(), SettingError> {
        // Sums over all features stay finite, and far from where doubles lose whole counts.
        let (alpha, seeds) = (self.alpha, self.seed_strength);
        finite("alpha", alpha, alpha > 0.0 && alpha <= MOST, "above 0, at most 1000000")?;
        finite(
            "seed_strength",
            seeds,
            (0.0..=MOST).contains(&seeds),
            "at least 0, at most 1000000",
        )?;
        finite("prior", self.prior, (0.0..=1.0).contains(&self.prior), "from 0 to 1")
    }
}

/// No pseudo-count is larger.
const MOST: f64 = 1e6;

fn finite(
    name: &'static str,
    value: f64,
    fits: bool,
    range: &'static str,
) -> Result<(), SettingError> {
    if value.is_finite() && fits { Ok(()) } else { Err(SettingError { name, value, range }) }
}
