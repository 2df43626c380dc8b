//! From an analysed article to its verdicts.

use std::ops::Range;

use rasid_codebook::{AxisId, ClassId};
use rasid_decide::{Abstention, Reason, Verdict, softmax};
use rasid_feature::{Field, Indexed};

use crate::analyze::{About, Analyzed};
use crate::model::{AxisModel, Model};
use crate::registry::Outlet;
use crate::score::{Contribution, Read, Rule, Scored};

/// All verdicts about one article and the facts beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleVerdict {
    /// One for each axis of the codebook, in order.
    pub axes: Vec<AxisVerdict>,
    /// Share of the words that the model does not know, from 0 to 1, names of targets and stop words
    /// apart; none without words.
    pub unseen: Option<f64>,
    /// ISO 639 code of the language, where it is sure.
    pub language: Option<&'static str>,
    /// The outlet, where the registry knows it.
    pub outlet: Option<String>,
    /// The source that the article credits, as written.
    pub source: Option<String>,
    /// Year, month and day of publication, Gregorian, where the record or the page states them all.
    pub date: Option<(i32, u8, u8)>,
    /// The headline, where there is one; at most 200 characters, and an ellipsis where it was cut.
    pub title: Option<String>,
    /// What was unusual about the text.
    pub notes: Vec<&'static str>,
}

/// The verdict of one axis with what carried it.
#[derive(Debug, Clone, PartialEq)]
pub struct AxisVerdict {
    /// Classes are positions in the codebook's list.
    pub verdict: Verdict,
    /// Calibrated probabilities of the axis's classes, in the codebook's order, summing to 1; empty
    /// where no model was asked (registry, mention rule, foreign language) or nothing spoke.
    pub probabilities: Vec<f64>,
    /// The conformal set, where a coverage was asked for and a model was asked: positions in the
    /// codebook's list, in order. It holds the true class in the wished share of articles, class by class.
    pub set: Option<Vec<usize>>,
    /// The second most probable class, against which the evidence speaks.
    pub runner_up: Option<usize>,
    /// Log-odds of the best class against the runner-up, in nat, before calibration and prior: the sum
    /// of the weights of all evidence. Where an axis judges by passages, those of the mean passage,
    /// over the root of its length.
    pub log_odds: f64,
    /// Every word that said anything, strongest for the best class first; empty where the article
    /// was not explained.
    pub evidence: Vec<Evidence>,
}

/// What one word contributed.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Where the word first stands in the original text.
    pub source: Range<usize>,
    /// How often it was counted.
    pub count: u32,
    /// What it adds to the log-odds, in nat.
    pub weight: f64,
    /// Where it stood.
    pub field: Field,
}

/// What the words of an article say on one axis. Classes are positions among those that are learned.
pub(crate) struct Heard {
    pub(crate) rule: Rule,
    pub(crate) read: Read,
    pub(crate) scored: Scored,
    /// Calibrated log-odds.
    pub(crate) scores: Vec<f64>,
    pub(crate) probabilities: Vec<f64>,
    pub(crate) verdict: Verdict,
    /// The best class and the second; none without evidence.
    pub(crate) leaders: Option<(usize, usize)>,
}

/// What the words of an axis come to.
struct Weighed {
    scores: Vec<f64>,
    probabilities: Vec<f64>,
    verdict: Verdict,
    leaders: Option<(usize, usize)>,
}

impl Model {
    /// Classifies an article that this model's [`Model::analyzer`] read. Probabilities are finite
    /// for any text; without a word that says anything there is no verdict. Evidence is left empty.
    pub fn classify(&self, article: &Analyzed) -> ArticleVerdict {
        self.verdicts(article, false)
    }

    /// Classifies an article and lists what each of its words contributed.
    pub fn explain(&self, article: &Analyzed) -> ArticleVerdict {
        self.verdicts(article, true)
    }

    fn verdicts(&self, article: &Analyzed, with_evidence: bool) -> ArticleVerdict {
        self.verdicts_of(article, &self.vocabulary.index(&article.bag), with_evidence)
    }

    /// The verdicts of an article about those of its words that are `indexed`.
    pub(crate) fn verdicts_of(
        &self,
        article: &Analyzed,
        indexed: &Indexed<'_>,
        with_evidence: bool,
    ) -> ArticleVerdict {
        let judge = |_, axis: &AxisModel| self.judge(axis, indexed, with_evidence);
        self.article_verdict(&article.about, indexed.unseen(), judge)
    }

    /// The verdicts about an article; `judge` is asked about each axis, by its number, where words decide.
    pub(crate) fn article_verdict(
        &self,
        article: &About,
        unseen: Option<f64>,
        mut judge: impl FnMut(usize, &AxisModel) -> AxisVerdict,
    ) -> ArticleVerdict {
        let foreign = self.is_foreign(article);
        let axes = self.axes.iter().enumerate().map(|(number, axis)| {
            match self.without_words(axis, article, foreign) {
                Some(verdict) => AxisVerdict::bare(verdict),
                None => judge(number, axis),
            }
        });
        ArticleVerdict {
            axes: axes.collect(),
            unseen,
            language: article.language,
            outlet: self.known(article).map(|(_, (outlet, _))| outlet.name.clone()),
            source: article.credited.clone(),
            date: article.date,
            title: article.title.clone(),
            notes: article.notes.clone(),
        }
    }

    /// The article's outlet, where the registry knows it, and the axis that this decides.
    fn known(&self, article: &About) -> Option<(AxisId, (&Outlet, ClassId))> {
        let registry = self.analyzer.registry()?;
        Some((registry.axis(), registry.at(article.outlet?)))
    }

    /// The verdict of an axis where no word need be heard: by registry, language or mention rule.
    pub(crate) fn without_words(
        &self,
        axis: &AxisModel,
        article: &About,
        foreign: bool,
    ) -> Option<Verdict> {
        let known = self.known(article).filter(|(decided, _)| *decided == axis.axis);
        if let Some((_, (_, class))) = known {
            return Some(Verdict::by_registry(class.index()));
        }
        let absent = self.analyzer.codebook().absent_class(axis.axis);
        match (axis.target, absent) {
            _ if article.words == 0 => Some(Verdict::abstained(Reason::NoEvidence)),
            _ if foreign => Some(Verdict::abstained(Reason::ForeignLanguage)),
            (Some(target), Some(absent)) if !article.mentioned[target] => {
                Some(Verdict::by_mention(absent.index()))
            }
            _ if axis.classes.is_empty() => Some(Verdict::abstained(Reason::NotTrained)),
            _ => None,
        }
    }

    /// Whether an article is in a language that the model was not trained on. Where the language is
    /// not sure, in a script that it was not trained on.
    pub(crate) fn is_foreign(&self, article: &About) -> bool {
        let (found, known) = match article.language {
            Some(language) if !self.training.languages.is_empty() => {
                (Some(language), &self.training.languages)
            }
            _ => (article.script, &self.training.scripts),
        };
        found.is_some_and(|f| !known.is_empty() && !known.iter().any(|k| k == f))
    }

    /// Probabilities of naive Bayes itself, an axis each, before anything is calibrated: those of all the
    /// axis's words together, all classes alike before. Empty where no model is asked. For showing how
    /// sure of itself it is; verdicts do not use them.
    pub fn uncalibrated(&self, article: &Analyzed) -> Vec<Vec<f64>> {
        let book = self.analyzer.codebook();
        let indexed = self.vocabulary.index(&article.bag);
        let of_axis = |axis: &AxisModel| {
            let absent = book.absent_class(axis.axis).is_some();
            let unmentioned = axis.target.is_some_and(|t| absent && !article.about.mentioned[t]);
            if unmentioned || axis.classes.is_empty() {
                return Vec::new();
            }
            let row = indexed.row(axis.settings.feature, axis.target);
            match axis.bayes.joint_log_likelihood_of(&row) {
                (_, 0) => Vec::new(),
                (joint, _) => self.over_all_classes(axis, &softmax(&joint)),
            }
        };
        self.axes.iter().map(of_axis).collect()
    }

    /// Values of the classes that an axis learned, in the codebook's order; 0 for the others.
    fn over_all_classes(&self, axis: &AxisModel, values: &[f64]) -> Vec<f64> {
        let mut all = vec![0.0; self.analyzer.codebook().axis_at(axis.axis).classes.len()];
        axis.classes.iter().zip(values).for_each(|(class, value)| all[class.index()] = *value);
        all
    }

    /// Hears what the words say on an axis that is trained.
    pub(crate) fn hear(&self, axis: &AxisModel, indexed: &Indexed<'_>) -> Heard {
        let rule = self.rule(axis);
        let read = rule.read(indexed);
        let scored = rule.score(&axis.bayes, &read);
        let Weighed { scores, probabilities, verdict, leaders } =
            self.weigh(axis, &scored, indexed.unseen());
        Heard { rule, read, scored, scores, probabilities, verdict, leaders }
    }

    /// How an axis reads.
    pub(crate) fn rule(&self, axis: &AxisModel) -> Rule {
        Rule::new(self.analyzer.codebook(), axis.axis, axis.settings, &axis.classes)
    }

    /// From what the words say to a verdict. `unseen` is the share of words that the model does not know.
    fn weigh(&self, axis: &AxisModel, scored: &Scored, unseen: Option<f64>) -> Weighed {
        let scores = axis.calibration.scores(&scored.values, &axis.log_prior);
        let probabilities = axis.calibration.probabilities(&scores);
        let verdict = self.decide(axis, &scores, &probabilities, (scored.length, unseen));
        let leaders = verdict.best.map(|best| {
            let others = (0..scores.len()).filter(|&i| i != best);
            let second = others.reduce(|b, i| if scores[i] > scores[b] { i } else { b });
            (best, second.expect("an axis is trained on two classes or more"))
        });
        Weighed { scores, probabilities, verdict, leaders }
    }

    /// A class or the reason why none is given. `length` is the number of words that say something,
    /// `unseen` the share of words that the model does not know.
    fn decide(
        &self,
        axis: &AxisModel,
        scores: &[f64],
        probabilities: &[f64],
        (length, unseen): (u64, Option<f64>),
    ) -> Verdict {
        let settings = &self.analyzer.settings().abstention;
        let rule = match &axis.sets {
            Some(sets) => Abstention::Sets(sets),
            None => Abstention::Below(settings.threshold),
        };
        let verdict = Verdict::by_model(scores, probabilities, length, rule);
        if verdict.best.is_some() && unseen.is_some_and(|share| share > self.novelty()) {
            let Verdict { best, probability, .. } = verdict;
            return Verdict { best, probability, ..Verdict::abstained(Reason::Unfamiliar) };
        }
        verdict
    }

    fn judge(&self, axis: &AxisModel, indexed: &Indexed<'_>, with_evidence: bool) -> AxisVerdict {
        let Heard { rule, read, scored, scores, probabilities, verdict, leaders } =
            self.hear(axis, indexed);
        let weighed = Weighed { scores, probabilities, verdict, leaders };
        let judged = self.axis_verdict(axis, &scored, weighed);
        let Some(leaders) = leaders.filter(|_| with_evidence) else { return judged };
        let words = rule.contributions(&axis.bayes, indexed, (&read, &scored), leaders);
        AxisVerdict { evidence: strongest_first(words), ..judged }
    }

    /// The verdict of an axis by what its words say, without evidence.
    pub(crate) fn judge_scored(
        &self,
        axis: &AxisModel,
        scored: &Scored,
        unseen: Option<f64>,
    ) -> AxisVerdict {
        self.axis_verdict(axis, scored, self.weigh(axis, scored, unseen))
    }

    fn axis_verdict(&self, axis: &AxisModel, scored: &Scored, weighed: Weighed) -> AxisVerdict {
        let Weighed { probabilities, verdict, leaders, .. } = weighed;
        let Some((best, second)) = leaders else { return AxisVerdict::bare(verdict) };
        let set = axis.sets.as_ref().map(|sets| {
            sets.of(&probabilities).into_iter().map(|c| axis.classes[c].index()).collect()
        });
        AxisVerdict {
            verdict: verdict.renumbered(|i| axis.classes[i].index()),
            probabilities: self.over_all_classes(axis, &probabilities),
            set,
            runner_up: Some(axis.classes[second].index()),
            log_odds: scored.sums[best] - scored.sums[second],
            evidence: Vec::new(),
        }
    }
}

fn strongest_first(words: Vec<Contribution>) -> Vec<Evidence> {
    let evidence = |c: Contribution| {
        let Contribution { source, count, weight, field } = c;
        Evidence { source, count, weight, field }
    };
    let mut evidence: Vec<Evidence> = words.into_iter().map(evidence).collect();
    evidence
        .sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.source.start.cmp(&b.source.start)));
    evidence
}

impl AxisVerdict {
    fn bare(verdict: Verdict) -> Self {
        Self {
            verdict,
            probabilities: Vec::new(),
            set: None,
            runner_up: None,
            log_odds: 0.0,
            evidence: Vec::new(),
        }
    }
}
