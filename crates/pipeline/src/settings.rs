//! Everything that can be chosen about a model. A model carries these.

use rasid_feature::FeatureSettings;
use rasid_text::TextSettings;
use serde::{Deserialize, Serialize};

/// Settings of training and classification.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `alpha` | 1 | additive smoothing | above 0 |
/// | `complement` | on | complement naive Bayes; multinomial where off | |
/// | `seed_strength` | 2 | pseudo-count of each seed term | at least 0 |
/// | `threshold` | 0.5 | a less probable class is not given | 0 to 1 |
/// | `pool_targets` | on | axes that ask the same of different targets learn from one another's articles | |
/// | `calibration_folds` | 5 | parts, by hash of the group, for fitting the temperature | 2 to 1000 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The text layer.
    pub text: TextSettings,
    /// Features.
    pub feature: FeatureSettings,
    /// Additive smoothing.
    pub alpha: f64,
    /// Complement naive Bayes rather than multinomial.
    pub complement: bool,
    /// Pseudo-count of each seed term.
    pub seed_strength: f64,
    /// A less probable class is not given.
    pub threshold: f64,
    /// Whether axes that ask the same of different targets learn together.
    pub pool_targets: bool,
    /// Parts for fitting the temperature.
    pub calibration_folds: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            text: TextSettings::default(),
            feature: FeatureSettings::default(),
            alpha: 1.0,
            complement: true,
            seed_strength: 2.0,
            threshold: 0.5,
            pool_targets: true,
            calibration_folds: 5,
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
    /// Checks every range of the table above.
    ///
    /// # Errors
    /// Names the first setting that is out of range, with its value.
    pub fn check(&self) -> Result<(), SettingError> {
        let finite = |name, value: f64, fits: bool, range| {
            if value.is_finite() && fits {
                Ok(())
            } else {
                Err(SettingError { name, value, range })
            }
        };
        finite("alpha", self.alpha, self.alpha > 0.0, "above 0")?;
        finite("seed_strength", self.seed_strength, self.seed_strength >= 0.0, "at least 0")?;
        finite("threshold", self.threshold, (0.0..=1.0).contains(&self.threshold), "from 0 to 1")?;
        let folds = self.calibration_folds;
        finite("calibration_folds", folds.into(), (2..=1000).contains(&folds), "from 2 to 1000")
    }
}
