//! What can be wrong with parameters or data.

/// Parameters or data that naive Bayes cannot be fitted with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BayesError {
    /// Refused by linfa-bayes: alpha below zero.
    #[error(transparent)]
    Params(#[from] linfa_bayes::NaiveBayesError),
    /// Alpha of zero takes the logarithm of zero; NaN and infinity are no smoothing either.
    #[error("smoothing alpha is {0}; it must be a number above 0")]
    Alpha(f64),
    /// Nothing to learn from.
    #[error("there are no training rows")]
    NoRows,
    /// Raised by linfa.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}
