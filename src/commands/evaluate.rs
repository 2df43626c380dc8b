//! `rasid evaluate`: the confusion report.

use crate::cli::EvaluateArgs;
use crate::diagnostics::Failure;
use crate::evaluating::{Forms, by_folds, of_model};
use crate::printer::{Output, Printer};

pub(crate) fn run(args: EvaluateArgs, printer: &Printer) -> Result<(), Failure> {
    let forms = Forms::open(&args)?;
    let answers = args.answers.as_deref().map(|p| Output::open(Some(p))).transpose()?;
    let report = match args.model {
        Some(_) => of_model(&args, answers, printer)?,
        None => by_folds(&args, answers, printer)?,
    };
    forms.write(&report)
}
