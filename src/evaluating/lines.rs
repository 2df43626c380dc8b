//! The file of answers that `rasid evaluate --answers` leaves.

use rasid_codebook::{AxisId, Codebook};
use rasid_corpus::Labelled;
use rasid_eval::Design;
use rasid_pipeline::ArticleVerdict;
use rasid_report::{AnswerLine, AxisLine, write_answers};

use super::answered::Scored;
use crate::diagnostics::Failure;
use crate::printer::Output;

/// Writes a line for each article that was scored: id, group, number of folds, and truth and answer on
/// each axis where it is labelled.
pub(super) fn write_lines(
    mut out: Output<'_>,
    scored: &Scored<'_>,
    design: Design,
) -> Result<(), Failure> {
    let book = scored.book;
    let folds = match design {
        Design::Sample => None,
        Design::CrossValidated { folds } => Some(folds),
    };
    let articles = scored.labelled.iter().zip(scored.answers).zip(scored.groups);
    let lines = articles.filter_map(|((labelled, answered), group)| {
        let verdict = &answered.as_ref()?.verdict;
        let of_axis =
            |axis| Some((book.axis_at(axis).name.as_str(), line(book, axis, labelled, verdict)?));
        let axes = book.axis_ids().filter_map(of_axis).collect();
        Some(AnswerLine { id: &labelled.article.id, group, folds, axes })
    });
    write_answers(&mut out, lines).map_err(|e| out.failed(&e))?;
    out.finish()
}

fn line<'a>(
    book: &'a Codebook,
    axis: AxisId,
    labelled: &Labelled,
    verdict: &ArticleVerdict,
) -> Option<AxisLine<'a>> {
    let verdict = &verdict.axes[axis.index()].verdict;
    let name = |class: usize| book.axis_at(axis).classes[class].name.as_str();
    Some(AxisLine {
        truth: name(labelled.labels[axis.index()]?.index()),
        class: verdict.class.map(name),
        best: verdict.best.map(name),
        probability: verdict.probability,
    })
}
