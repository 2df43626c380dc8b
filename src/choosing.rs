//! Choosing settings by cross-validation inside a training set.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use rasid_codebook::{AxisId, Codebook};
use rasid_eval::{Confusion, Folds, climb};
use rasid_pipeline::{
    Analyzer, Answer, AxisSettings, COORDINATES, Example, SeedTerms, Settings, Trial, Trials,
    families,
};
use rayon::prelude::*;

use crate::diagnostics::Failure;
use crate::printer::Printer;
use crate::settings::Typed;
use crate::unlabelled::UnlabelledText;

/// Parts of the training set.
const FOLDS: usize = 10;
/// Rounds over all settings.
const ROUNDS: usize = 2;
/// A setting is left only for one that gains more than this in macro-F1: smaller differences are noise
/// on some hundred articles.
const MARGIN: f64 = 0.01;
/// Fewer groups than this are too few to choose by.
const FEWEST_GROUPS: usize = 10;

/// The settings to train by, and how they were chosen.
pub(crate) struct Chosen {
    pub(crate) analyzer: Analyzer,
    pub(crate) trials: Vec<Trial>,
    pub(crate) unlabelled: Option<rasid_pipeline::Unlabelled>,
}

/// What is chosen by: the analyzer that read the examples ([`Analyzer::for_trials`]), what was typed,
/// and what is known beside the labels.
pub(crate) struct Choosing<'a> {
    pub(crate) analyzer: &'a Analyzer,
    pub(crate) typed: Typed,
    pub(crate) seeds: &'a [SeedTerms],
    pub(crate) unlabelled: Option<&'a UnlabelledText<'a>>,
}

/// One candidate's figures, an axis each.
type Figures = Vec<Option<f64>>;

impl Choosing<'_> {
    /// Tries settings on folds that never split a group of the examples, none of which is scored by a
    /// model that saw it.
    pub(crate) fn choose(
        &self,
        examples: &[Example<'_>],
        printer: &Printer,
    ) -> Result<Chosen, Failure> {
        let analyzer = self.analyzer;
        let groups: Vec<&str> = examples.iter().map(|e| e.group).collect();
        let distinct = groups.iter().collect::<BTreeSet<_>>().len();
        if self.typed.fixed {
            return self.as_given(self.unlabelled, printer);
        }
        if distinct < FEWEST_GROUPS {
            let unused = self.unlabelled.map_or("", |_| ", and unlabelled text is not used");
            printer.note(&format!(
                "{distinct} groups are too few to choose settings by; the defaults are taken{unused}"
            ));
            return self.as_given(None, printer);
        }
        let folds = Folds::grouped(&groups, FOLDS).expect("there are ten groups or more");
        let fold_of = (0..examples.len()).map(|i| folds.of(i)).collect();
        let trials = Trials::new(analyzer, examples, self.seeds, fold_of);
        let mut settings = analyzer.settings().clone();
        let mut tried = Vec::new();
        for family in families(analyzer.codebook(), &settings) {
            let best = self.climb(&trials, &family, &settings, &mut tried);
            for name in self.names(&family) {
                settings.axes.insert(name, best);
            }
        }
        let unlabelled = self.try_unlabelled(&trials, &mut settings, &mut tried, printer)?;
        let analyzer = Analyzer::new(analyzer.codebook().clone(), settings);
        Ok(Chosen { analyzer, trials: tried, unlabelled })
    }

    /// What was typed and the defaults, and unlabelled text where it is given.
    fn as_given(
        &self,
        text: Option<&UnlabelledText<'_>>,
        printer: &Printer,
    ) -> Result<Chosen, Failure> {
        let mut settings = self.analyzer.settings().clone();
        settings.others.unlabelled = text.is_some();
        let analyzer = Analyzer::new(self.analyzer.codebook().clone(), settings);
        let unlabelled = text.map(|text| text.count(&analyzer, printer)).transpose()?;
        Ok(Chosen { analyzer, trials: Vec::new(), unlabelled })
    }

    fn climb(
        &self,
        trials: &Trials<'_>,
        family: &[AxisId],
        settings: &Settings,
        tried: &mut Vec<Trial>,
    ) -> AxisSettings {
        let book = self.analyzer.codebook();
        let about_target = book.target_of(family[0]).is_some();
        let climbed = climb(
            self.typed.over_choice(settings.others, about_target),
            (COORDINATES, ROUNDS, MARGIN),
            |coordinate, standing| {
                let seeded = !self.seeds.is_empty();
                let all = standing.alternatives(coordinate, about_target, seeded);
                all.into_iter().map(|s| self.typed.over_choice(s, about_target)).collect()
            },
            |candidates| {
                let score = |s: &AxisSettings| figures(book, trials, family, *s, None);
                Ok::<Vec<Figures>, Infallible>(candidates.par_iter().map(score).collect())
            },
            height,
        );
        let climbed = climbed.unwrap_or_else(|never| match never {});
        let axes = self.names(family);
        tried.extend(climbed.tried.into_iter().map(|(settings, macro_f1)| Trial {
            axes: axes.clone(),
            chosen: settings == climbed.best,
            settings,
            macro_f1,
        }));
        climbed.best
    }

    /// Counts unlabelled text by the chosen settings, and keeps it where it helps.
    fn try_unlabelled(
        &self,
        trials: &Trials<'_>,
        settings: &mut Settings,
        tried: &mut Vec<Trial>,
        printer: &Printer,
    ) -> Result<Option<rasid_pipeline::Unlabelled>, Failure> {
        let Some(text) = self.unlabelled else { return Ok(None) };
        let book = self.analyzer.codebook();
        let chosen = Analyzer::new(book.clone(), settings.clone());
        let counts = text.count(&chosen, printer)?;
        let mut helps_any = false;
        for family in families(book, settings) {
            let names = self.names(&family);
            let with = AxisSettings { unlabelled: true, ..settings.of(&names[0]) };
            let macro_f1 = figures(book, trials, &family, with, Some(&counts));
            let standing = tried.iter_mut().find(|t| t.chosen && t.axes == names);
            let before = standing.as_ref().and_then(|t| t.mean()).unwrap_or(f64::NAN);
            let helps = height(&macro_f1) > before + MARGIN;
            if helps {
                if let Some(standing) = standing {
                    standing.chosen = false;
                }
                for name in &names {
                    settings.axes.insert(name.clone(), with);
                }
            }
            helps_any |= helps;
            printer.note(&format!(
                "unlabelled text ({} articles) {} on {}: macro-F1 {} with, {} without",
                counts.articles(),
                if helps { "is used" } else { "does not help and is not used" },
                names.join(", "),
                figure(height(&macro_f1)),
                figure(before),
            ));
            tried.push(Trial { axes: names, settings: with, macro_f1, chosen: helps });
        }
        Ok(helps_any.then_some(counts))
    }

    fn names(&self, family: &[AxisId]) -> Vec<String> {
        family.iter().map(|a| self.analyzer.codebook().axis_at(*a).name.clone()).collect()
    }
}

/// Macro-F1 of each axis over the classes that occur, without abstention: the mean over the domains
/// of the articles.
fn figures(
    book: &Codebook,
    trials: &Trials<'_>,
    family: &[AxisId],
    settings: AxisSettings,
    unlabelled: Option<&rasid_pipeline::Unlabelled>,
) -> Figures {
    // Settings out of range were refused before.
    let answers = trials.answers(family, settings, unlabelled).unwrap_or_default();
    let figure = |(axis, answers): (&AxisId, Vec<Answer>)| {
        let mut domains: BTreeMap<usize, Confusion> = BTreeMap::new();
        for answer in answers {
            let empty = || Confusion::new(book.axis_at(*axis).classes.len());
            domains.entry(answer.domain).or_insert_with(empty).add(answer.truth, answer.best);
        }
        mean(&domains.values().map(Confusion::macro_f1).collect()).filter(|_| !domains.is_empty())
    };
    family.iter().zip(answers).map(figure).collect()
}

/// None where one of them is undefined.
fn mean(figures: &Figures) -> Option<f64> {
    let sum: Option<f64> = figures.iter().copied().sum();
    sum.map(|sum| sum / figures.len() as f64)
}

/// What is climbed: undefined figures never win.
fn height(figures: &Figures) -> f64 {
    mean(figures).unwrap_or(f64::NAN)
}

fn figure(value: f64) -> String {
    if value.is_finite() { format!("{value:.3}") } else { "undefined".to_owned() }
}
