//! What a score owes to how the set was cut, and to how large it is.

use std::collections::BTreeSet;

use rasid_eval::{CURVE_POINTS, Design, Difference, Figure, Folds, Learning, difference, learning};
use rasid_pipeline::TrainError;
use rasid_report::{FoldComparison, LearningCurve, LearningPoint};

use super::answered::{Answered, Scored, answer, no_answers};
use crate::choosing::Chosen;
use crate::crossing::Crossing;

/// Fewer groups than this draw no curve: an eighth of them is no training set.
const FEWEST_GROUPS: usize = 24;
/// Labels that could be added, and the gain in macro-F1 that is worth them.
const MORE: u64 = 60;
const WORTH: f64 = 0.01;

/// The same articles in as many folds that ignore groups, each by the settings that the fold of the same
/// number chose: what a score would look like that has seen the same events and outlets.
pub(super) fn random_folds(
    crossing: &Crossing<'_>,
    grouped: &Folds,
    settings: &[Chosen],
    scored: &Scored<'_>,
) -> Result<Vec<FoldComparison>, TrainError> {
    let ids: Vec<&str> = scored.labelled.iter().map(|l| l.article.id.as_str()).collect();
    let Ok(folds) = Folds::grouped(&ids, grouped.count()) else { return Ok(Vec::new()) };
    let mut answers = no_answers(scored.answers.len());
    let bar = crossing.printer.progress("folds that ignore groups", Some(folds.count() as u64));
    for ((fit, test), chosen) in folds.splits().iter().zip(settings) {
        let model = crossing.train(chosen, &crossing.examples(fit, test))?;
        answer(&model, crossing.read, test, &mut answers);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let random = Scored { answers: &answers, ..*scored };
    let design = Design::CrossValidated { folds: folds.count() };
    let compared = scored.book.axis_ids().map(|axis| {
        let (ours, theirs) = (scored.outcomes(axis, &[]), random.outcomes(axis, &[]));
        let Difference { first, second, gap } =
            difference(scored.book, axis, design, &ours, &theirs);
        let axis = scored.book.axis_at(axis).name.clone();
        FoldComparison { axis, grouped: first, random: second, gap }
    });
    Ok(compared.filter(|c| c.grouped.n > 0).collect())
}

/// The same folds with an eighth, a quarter and a half of the groups to train on, by the settings that
/// each fold chose with all of them.
pub(super) fn learning_curves(
    crossing: &Crossing<'_>,
    folds: &Folds,
    settings: &[Chosen],
    scored: &Scored<'_>,
) -> Vec<LearningCurve> {
    let groups: BTreeSet<&str> = scored.groups.iter().map(String::as_str).collect();
    if groups.len() < FEWEST_GROUPS {
        return Vec::new();
    }
    let bar = crossing.printer.progress("learning curve", Some((folds.count() * 3) as u64));
    let mut sizes: Vec<Vec<Option<Answered>>> = Vec::new();
    let mut trained_on: Vec<(u64, u64)> = Vec::new();
    for part in [8, 4, 2] {
        let (mut answers, mut articles, mut count) = (no_answers(scored.answers.len()), 0, 0);
        for ((fit, test), chosen) in folds.splits().iter().zip(settings) {
            let kept = part_of(fit, crossing.groups, part);
            let examples = crossing.examples(&kept, test);
            articles += kept.len();
            count += kept.iter().map(|&i| &crossing.groups[i]).collect::<BTreeSet<_>>().len();
            // Too few articles for one axis or the other: no curve is better than a broken one.
            let Ok(model) = crossing.train(chosen, &examples) else {
                bar.finish_and_clear();
                return Vec::new();
            };
            answer(&model, crossing.read, test, &mut answers);
            bar.inc(1);
        }
        trained_on.push(((articles / folds.count()) as u64, (count / folds.count()) as u64));
        sizes.push(answers);
    }
    bar.finish_and_clear();
    let all = scored.answers.len() - scored.answers.len() / folds.count();
    trained_on.push((all as u64, (groups.len() - groups.len() / folds.count()) as u64));
    let design = Design::CrossValidated { folds: folds.count() };
    let curve = |axis| {
        let part = |i: usize| Scored { answers: &sizes[i], ..*scored };
        let (eighth, quarter, half) = (part(0), part(1), part(2));
        let outcomes = [&eighth, &quarter, &half, scored].map(|scored| scored.outcomes(axis, &[]));
        let numbers: [u64; CURVE_POINTS] = std::array::from_fn(|i| trained_on[i].0);
        let Learning { points, gain } = learning(
            scored.book,
            axis,
            design,
            numbers,
            outcomes.each_ref().map(Vec::as_slice),
            MORE,
        );
        let points = points.into_iter().zip(&trained_on);
        LearningCurve {
            axis: scored.book.axis_at(axis).name.clone(),
            points: points
                .map(|(macro_f1, &(articles, groups))| LearningPoint { articles, groups, macro_f1 })
                .collect(),
            more: MORE,
            forecast: forecast(&gain, numbers[CURVE_POINTS - 1]),
            gain,
        }
    };
    let curves = scored.book.axis_ids().map(curve);
    curves.filter(|c| c.points.iter().any(|p| p.macro_f1.n > 0)).collect()
}

/// The articles of every so many-th group: the same groups are in every larger part.
fn part_of(fit: &[usize], groups: &[String], part: usize) -> Vec<usize> {
    let names: BTreeSet<&str> = fit.iter().map(|&i| groups[i].as_str()).collect();
    let kept: BTreeSet<&str> = names.into_iter().step_by(part).collect();
    fit.iter().copied().filter(|&i| kept.contains(groups[i].as_str())).collect()
}

/// Whether more labels of this kind would help, in words.
fn forecast(gain: &Figure, articles: u64) -> String {
    let (Some(value), Some(interval)) = (gain.value, gain.interval) else {
        return format!("Whether {MORE} more labels would help cannot be told from this set.");
    };
    let bounds = format!(
        "{value:+.3}, 95 % interval {:+.3} to {:+.3}, by the slope of the curve",
        interval.low, interval.high
    );
    // The slope holds for the logarithm: what another factor brings.
    let twice = value * std::f64::consts::LN_2 / (1.0 + MORE as f64 / articles as f64).ln();
    let twice = format!("Twice as many would add about {twice:+.3}.");
    if interval.high < WORTH {
        format!(
            "{MORE} more labels of this kind will not help: they add less than {WORTH} to macro-F1 \
             ({bounds}). {twice}"
        )
    } else if interval.low >= WORTH {
        format!("{MORE} more labels will help: macro-F1 {bounds}. {twice}")
    } else {
        format!("{MORE} more labels may help: macro-F1 {bounds}. {twice}")
    }
}
