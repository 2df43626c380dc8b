//! The articles that were given a wrong class with the most certainty.

use rasid_codebook::Codebook;
use rasid_corpus::Labelled;
use rasid_decide::Method;
use rasid_pipeline::{Analyzed, Evidence, Model};
use rasid_report::{Mistake, MistakeMark};

use super::answered::Answered;

/// Mistakes that are shown of an axis, and marks of each.
const SHOWN: usize = 5;
const MARKS: usize = 40;
/// Longer texts are cut, in bytes.
const LONGEST: usize = 6000;

/// The worst so far: (axis, article, mistake), of each axis the most certain first.
#[derive(Default)]
pub(crate) struct Mistakes {
    worst: Vec<(usize, usize, Mistake)>,
}

impl Mistakes {
    /// Looks through articles that one model answered.
    pub(crate) fn add<'a>(
        &mut self,
        model: &Model,
        labelled: &[Labelled],
        read: &[Analyzed],
        answers: impl Iterator<Item = (usize, &'a Answered)> + Clone,
    ) {
        let book = model.analyzer().codebook();
        for axis in book.axis_ids().map(rasid_codebook::AxisId::index) {
            let wrong = answers.clone().filter_map(|(i, answered)| {
                let v = &answered.verdict.axes[axis].verdict;
                let truth = labelled[i].labels[axis]?.index();
                let sure = v.probability.filter(|_| v.method == Method::Model)?;
                (v.class? != truth).then_some((i, sure))
            });
            let mut wrong: Vec<(usize, f64)> = wrong.collect();
            wrong.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (i, _) in wrong.into_iter().take(SHOWN) {
                let mistake = mistake(model, book, axis, &labelled[i], &read[i]);
                self.worst.extend(mistake.map(|mistake| (axis, i, mistake)));
            }
        }
        self.worst.sort_by(|a, b| {
            a.0.cmp(&b.0).then(b.2.probability.total_cmp(&a.2.probability)).then(a.1.cmp(&b.1))
        });
        let mut kept = Vec::new();
        for of_axis in self.worst.chunk_by(|a, b| a.0 == b.0) {
            kept.extend(of_axis.iter().take(SHOWN).cloned());
        }
        self.worst = kept;
    }

    pub(crate) fn into_list(self) -> Vec<Mistake> {
        self.worst.into_iter().map(|(.., mistake)| mistake).collect()
    }
}

fn mistake(
    model: &Model,
    book: &Codebook,
    axis: usize,
    labelled: &Labelled,
    read: &Analyzed,
) -> Option<Mistake> {
    let explained = model.explain(read);
    let judged = &explained.axes[axis];
    let of_axis = &book.axes()[axis];
    let name = |class: usize| of_axis.classes[class].name.clone();
    let article = &labelled.article;
    let end = article.text.floor_char_boundary(LONGEST);
    let weightiest = |evidence: &[Evidence]| {
        let mut all: Vec<&Evidence> = evidence.iter().filter(|e| e.source.end <= end).collect();
        all.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        let mark = |e: &&Evidence| MistakeMark {
            start: e.source.start,
            end: e.source.end,
            weight: (e.weight * 1e6).round() / 1e6,
        };
        all.iter().take(MARKS).map(mark).collect()
    };
    Some(Mistake {
        axis: of_axis.name.clone(),
        id: article.id.clone(),
        title: explained.title.clone().unwrap_or_default(),
        truth: name(labelled.labels[axis]?.index()),
        given: name(judged.verdict.class?),
        probability: (judged.verdict.probability? * 1e6).round() / 1e6,
        text: article.text[..end].to_owned(),
        marks: weightiest(&judged.evidence),
    })
}
