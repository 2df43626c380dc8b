//! What was typed about when no class is given.

use clap::Args;

/// When no class is given; the model's own settings hold for what is not typed.
#[derive(Debug, Args)]
pub(crate) struct Abstaining {
    /// Abstain where the best class is less probable than this [default: the model's, 0.5]
    #[arg(long, value_name = "P", value_parser = share, conflicts_with = "coverage")]
    pub(crate) threshold: Option<f64>,
    /// Give a class where it stands alone in a set that holds the true class of this share of articles,
    /// class by class (conformal prediction); instead of --threshold
    #[arg(long, value_name = "C", value_parser = coverage)]
    pub(crate) coverage: Option<f64>,
    /// Abstain where a larger share of the words is new to the model; less than what training articles
    /// themselves reach counts as that [default: the model's, 0.5]
    #[arg(long, value_name = "S", value_parser = share)]
    pub(crate) novelty: Option<f64>,
}

fn share(typed: &str) -> Result<f64, String> {
    match typed.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a share or a probability is a number from 0 to 1".to_owned()),
    }
}

fn coverage(typed: &str) -> Result<f64, String> {
    match typed.parse::<f64>() {
        Ok(c) if c > 0.0 && c <= 0.999 => Ok(c),
        _ => Err("a coverage is a number above 0, at most 0.999, such as 0.9".to_owned()),
    }
}
