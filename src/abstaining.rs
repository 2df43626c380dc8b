//! When no class is given: what was typed, put over what a model carries.

use rasid_decide::SetFault;
use rasid_pipeline::{AbstentionSettings, Model, SettingError};

use crate::cli::Abstaining;
use crate::diagnostics::{Failure, Kind};
use crate::printer::Printer;

/// The model with what was typed of abstention; tells where sets of the wished coverage cannot tell a
/// class apart.
pub(crate) fn abstaining(
    model: Model,
    typed: &Abstaining,
    printer: &Printer,
) -> Result<Model, Failure> {
    let settings = typed.over(model.analyzer().settings().abstention);
    let model = model.with_abstention(settings).map_err(|e| wrong_setting(&e))?;
    if let Some(novelty) = typed.novelty.filter(|novelty| *novelty < model.novelty()) {
        printer.warning(&format!(
            "--novelty {novelty} counts as {}: so many words of the model's own training articles stand \
             in no other of them",
            model.novelty()
        ));
    }
    tell_faults(&model, printer);
    Ok(model)
}

/// Tells where conformal sets of a model's coverage cannot tell a class apart.
pub(crate) fn tell_faults(model: &Model, printer: &Printer) {
    let book = model.analyzer().codebook();
    for axis in model.axes() {
        for (class, fault) in axis.set_faults() {
            let why = match fault {
                SetFault::TooFew { articles, needed } => {
                    format!("{articles} unseen articles are of it, {needed} are needed")
                }
                SetFault::Uninformative => {
                    "too many of its articles were held impossible".to_owned()
                }
            };
            printer.warning(&format!(
                "{}: every set holds `{}`: {why} (label more, or ask for less --coverage)",
                book.axis_at(axis.axis()).name,
                book.class_name(axis.axis(), class),
            ));
        }
    }
}

/// A setting out of its range.
pub(crate) fn wrong_setting(e: &SettingError) -> Failure {
    Failure::new(Kind::Usage, e.to_string()).hint("see --help for the defaults")
}

impl Abstaining {
    /// Puts what was typed over what stands. Who types a threshold wants no sets.
    pub(crate) fn over(&self, s: AbstentionSettings) -> AbstentionSettings {
        AbstentionSettings {
            threshold: self.threshold.unwrap_or(s.threshold),
            coverage: self.coverage.or(s.coverage.filter(|_| self.threshold.is_none())),
            novelty: self.novelty.unwrap_or(s.novelty),
        }
    }
}
