//! Parameters, checked before use.

use linfa::ParamGuard;
use linfa_bayes::{MultinomialNbParams, MultinomialNbValidParams};

use crate::error::BayesError;

/// How probable a class is before a word is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prior {
    /// Every class alike. The mix of a small labelled set is not that of the world.
    #[default]
    Uniform,
    /// Each class by its share of the training rows.
    Empirical,
}

/// How counts become weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// A class is described by its own articles.
    #[default]
    Multinomial,
    /// A class is described by the articles of all others: steadier where classes differ in size.
    Complement,
}

/// Parameters of [`crate::SparseNb`], not yet checked.
///
/// | name | default | purpose | range |
/// |---|---|---|---|
/// | `alpha` | 1 | additive smoothing of each feature and class | above 0 |
/// | `prior` | uniform | probability of a class before a word is read | |
/// | `variant` | multinomial | how counts become weights | |
/// | `occupied_only` | false | smooth over the features that occur in training; the others say nothing | |
#[derive(Debug, Clone, PartialEq)]
pub struct SparseNbParams {
    /// linfa-bayes's own parameters: they hold alpha and check what they know.
    nb: MultinomialNbParams<f64, usize>,
    /// The same values, lent out once they are checked.
    valid: SparseNbValidParams,
}

/// Checked parameters of [`crate::SparseNb`].
#[derive(Debug, Clone, PartialEq)]
pub struct SparseNbValidParams {
    alpha: f64,
    prior: Prior,
    variant: Variant,
    occupied_only: bool,
}

impl Default for SparseNbParams {
    fn default() -> Self {
        let nb = MultinomialNbParams::new();
        let alpha = nb.check_ref().map_or(1.0, MultinomialNbValidParams::alpha);
        Self {
            nb,
            valid: SparseNbValidParams {
                alpha,
                prior: Prior::default(),
                variant: Variant::default(),
                occupied_only: false,
            },
        }
    }
}

impl SparseNbParams {
    /// The defaults of the table above.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the additive smoothing.
    #[must_use]
    pub fn alpha(mut self, alpha: f64) -> Self {
        self.nb = self.nb.alpha(alpha);
        self.valid.alpha = alpha;
        self
    }

    /// Sets the class prior.
    #[must_use]
    pub fn prior(mut self, prior: Prior) -> Self {
        self.valid.prior = prior;
        self
    }

    /// Sets how counts become weights.
    #[must_use]
    pub fn variant(mut self, variant: Variant) -> Self {
        self.valid.variant = variant;
        self
    }

    /// Sets whether features that no training row has are left out of the smoothing.
    #[must_use]
    pub fn occupied_only(mut self, on: bool) -> Self {
        self.valid.occupied_only = on;
        self
    }
}

impl SparseNbValidParams {
    /// Additive smoothing, finite and above 0.
    pub fn alpha(&self) -> f64 {
        self.alpha
    }

    /// Class prior.
    pub fn prior(&self) -> Prior {
        self.prior
    }

    /// How counts become weights.
    pub fn variant(&self) -> Variant {
        self.variant
    }

    /// Whether features that no training row has are left out.
    pub fn occupied_only(&self) -> bool {
        self.occupied_only
    }
}

/// linfa-bayes checks first; it lets an alpha of 0, NaN or infinity through, which we do not.
impl ParamGuard for SparseNbParams {
    type Checked = SparseNbValidParams;
    type Error = BayesError;

    fn check_ref(&self) -> Result<&Self::Checked, Self::Error> {
        let alpha = self.nb.check_ref()?.alpha();
        if alpha > 0.0 && alpha.is_finite() {
            Ok(&self.valid)
        } else {
            Err(BayesError::Alpha(alpha))
        }
    }

    fn check(self) -> Result<Self::Checked, Self::Error> {
        self.check_ref()?;
        Ok(self.valid)
    }
}
