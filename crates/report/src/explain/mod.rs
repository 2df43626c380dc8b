//! Why an article was judged as it was: for a terminal, as JSON, and as a page.

mod html;
mod json;
mod pieces;
mod terminal;

use std::collections::BTreeSet;
use std::ops::Range;

use rasid_codebook::{Axis, Codebook};
use rasid_decide::{Method, Reason};
use rasid_pipeline::{
    AxisExplanation, AxisVerdict, Explanation, FeatureSum, KnownBy, Place, Voice, Without,
};

use crate::inert::{inert, short};
use crate::table::probability;

pub use html::write_explanation_page;
pub use json::write_explanation_json;
pub use terminal::write_explanation;

/// Words listed on each side.
const WORDS: usize = 10;
/// Names of a target that are listed where none was found.
const NAMES: usize = 6;

/// An explanation with what it takes to tell it.
pub struct Explained<'a> {
    /// Id of the article.
    pub id: &'a str,
    /// What carried the verdicts.
    pub explanation: &'a Explanation,
    /// The codebook, for names.
    pub book: &'a Codebook,
    /// The axes that are told, by position.
    pub axes: &'a [usize],
    /// Turns a range of the original text into one of the file.
    pub place: &'a dyn Fn(Range<usize>) -> Range<usize>,
    /// What was unusual about the bytes.
    pub encoding: &'a [String],
}

/// How an explanation is shown for reading.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Every sentence, not only those that matter.
    pub whole: bool,
    /// Words are marked by colours; else by signs before them.
    pub colors: bool,
    /// Columns of the terminal; none for as wide as need be.
    pub width: Option<u16>,
}

/// One axis of an explanation.
struct View<'a> {
    axis: &'a Axis,
    judged: &'a AxisVerdict,
    told: &'a AxisExplanation,
    of: &'a Explained<'a>,
    /// The sentences that were heard; none where all were.
    heard: Option<BTreeSet<usize>>,
}

impl<'a> Explained<'a> {
    fn views(&'a self) -> impl Iterator<Item = View<'a>> {
        self.axes.iter().map(|&i| View {
            axis: &self.book.axes()[i],
            judged: &self.explanation.verdict.axes[i],
            told: &self.explanation.axes[i],
            of: self,
            heard: heard(&self.explanation.axes[i]),
        })
    }
}

/// On axes that judge by passages only some sentences are heard.
fn heard(told: &AxisExplanation) -> Option<BTreeSet<usize>> {
    let passages = told.chain.as_ref()?.passages.as_ref()?;
    Some(passages.chosen.iter().map(|passage| passage.sentence).collect())
}

impl View<'_> {
    fn class(&self, class: usize) -> &str {
        &self.axis.classes[class].name
    }

    /// The class given, or the best one with a question mark.
    fn headline(&self) -> String {
        let verdict = &self.judged.verdict;
        let name = match (verdict.class, verdict.best) {
            (Some(class), _) => self.class(class).to_owned(),
            (None, Some(best)) => format!("? {}", self.class(best)),
            (None, None) => "?".to_owned(),
        };
        // What is known or follows from a rule has none.
        let known = matches!(verdict.method, Method::Mention | Method::Registry);
        match verdict.probability.filter(|_| !known) {
            Some(p) => format!("{name}, probability {}", probability(p)),
            None => name,
        }
    }

    /// What the verdict rests on, in words.
    fn reason(&self) -> String {
        let verdict = &self.judged.verdict;
        match (verdict.method, verdict.reason) {
            (Method::Registry, _) => self.known_by(),
            (Method::Mention, _) => self.no_mention(),
            (_, Some(Reason::LowConfidence)) => self.too_close(),
            (_, Some(Reason::SeveralClasses | Reason::NoClass)) => self.by_set(),
            (_, Some(Reason::Unfamiliar)) => {
                let percent = |share: f64| (share * 100.0).round();
                let unseen = self.of.explanation.verdict.unseen.unwrap_or_default();
                format!(
                    "no class: {} % of the words are unknown to the model, more than {} %",
                    percent(unseen),
                    percent(self.of.explanation.novelty)
                )
            }
            (_, Some(Reason::NoEvidence)) => {
                "no class: no word of the article says anything on this axis".to_owned()
            }
            (_, Some(Reason::ForeignLanguage)) => {
                let language = self.of.explanation.verdict.language;
                let language = language.map_or(String::new(), |code| format!(" ({code})"));
                format!(
                    "no class: the article's language{language} or script is not one that the model was trained on"
                )
            }
            (_, Some(Reason::NotTrained)) => {
                "no class: the model was not trained on this axis".to_owned()
            }
            (_, Some(other)) => format!("no class: {}", other.as_str()),
            (_, None) => {
                let runner_up = self.judged.runner_up.map_or("", |class| self.class(class));
                let sum = self.judged.log_odds;
                format!(
                    "by the words of the article, {sum:+.3} nat over the runner-up, {runner_up}"
                )
            }
        }
    }

    fn known_by(&self) -> String {
        let outlet = self.of.explanation.verdict.outlet.as_deref().unwrap_or_default();
        let by = match &self.of.explanation.known_by {
            Some(KnownBy::Address(url)) => format!("by the record's address {url}"),
            Some(KnownBy::Name(name)) => format!("by the outlet that the record names, {name}"),
            Some(KnownBy::PageAddress(url)) => {
                format!("by the address that the page states, {url}")
            }
            Some(KnownBy::PageName(name)) => format!("by a name that the article states, {name}"),
            None => "by the registry".to_owned(),
        };
        format!("a fact of the registry: the outlet is {outlet}, known {by}; no word was asked")
    }

    fn no_mention(&self) -> String {
        let target = self.axis.target.as_deref().unwrap_or_default();
        let found = self.of.book.targets().iter().find(|t| t.name == target);
        let names: Vec<&str> = found
            .map(|t| t.names.iter().take(NAMES).map(String::as_str).collect())
            .unwrap_or_default();
        let names = names.join("، ");
        format!(
            "by rule: the article nowhere refers to {target} ({names} and its other names in the codebook); no word was asked"
        )
    }

    fn too_close(&self) -> String {
        let verdict = &self.judged.verdict;
        let best = verdict.best.map_or("", |class| self.class(class));
        let threshold = self.of.explanation.abstention.threshold;
        if self.of.explanation.abstention.coverage.is_some() {
            return self.by_set();
        }
        match verdict.probability {
            Some(p) if p < threshold => format!(
                "no class: {best} is the most probable, but with {p:.2} below the threshold of {threshold:.2}"
            ),
            _ => format!("no class: another class is exactly as probable as {best}"),
        }
    }

    fn by_set(&self) -> String {
        let coverage = self.of.explanation.abstention.coverage.unwrap_or_default();
        let set = self.judged.set.as_deref().unwrap_or_default();
        let names: Vec<&str> = set.iter().map(|class| self.class(*class)).collect();
        format!(
            "no class: the set that holds the true class of {coverage} of the articles is {{{}}}",
            names.join(", ")
        )
    }

    /// For and against: names of the best class and of the runner-up.
    fn sides(&self) -> Option<(&str, &str)> {
        Some((self.class(self.judged.verdict.best?), self.class(self.judged.runner_up?)))
    }

    /// The features that speak most for the best class, then those that speak most for the runner-up.
    fn strongest(&self) -> Vec<Row> {
        let features = &self.told.features;
        let row = |(i, feature): (usize, &FeatureSum)| {
            let places = || self.told.spoken.iter().filter(move |s| s.feature == i);
            let says = |voice: Voice| places().any(|s| s.voice == voice);
            let text = &self.of.explanation.text;
            Row {
                word: places().next().map_or("", |s| &text[s.shown.clone()]).to_owned(),
                term: feature.term.clone(),
                field: field_name(feature),
                voice: match (says(Voice::Author), says(Voice::Source)) {
                    (true, true) => "both",
                    (false, true) => "quoted",
                    _ => "author",
                },
                places: feature.places,
                weight: feature.weight,
            }
        };
        let numbered = || features.iter().enumerate();
        let speaks_for = numbered().take(WORDS).filter(|f| f.1.weight > 0.0);
        let against = numbered().rev().take(WORDS).filter(|f| f.1.weight < 0.0);
        speaks_for.chain(against).map(row).collect()
    }

    fn is_heard(&self, sentence: usize) -> bool {
        self.heard.as_ref().is_none_or(|heard| heard.contains(&sentence))
    }

    /// What the verdict would be without a sentence.
    fn otherwise(&self, without: &Without) -> String {
        let Without { verdict, probability: left, changes, .. } = without;
        let p = |p: &Option<f64>| p.map_or("none".to_owned(), probability);
        match (verdict.class.or(verdict.best), verdict.class) {
            (Some(class), Some(_)) if *changes && verdict.method == Method::Mention => {
                let class = self.class(class);
                format!("the verdict would be {class}: it alone names the target")
            }
            (Some(class), Some(_)) if *changes => {
                let p = p(&verdict.probability);
                format!("the verdict would be {}, probability {p}", self.class(class))
            }
            (Some(class), Some(_)) => {
                let p = p(left);
                format!("the verdict would still be {}, probability {p}", self.class(class))
            }
            (Some(best), None) => {
                let p = p(&verdict.probability);
                format!("there would be no verdict: {} is best, with {p} only", self.class(best))
            }
            (None, _) => "there would be no verdict: no other word says anything".to_owned(),
        }
    }

    /// What is said where no sentence makes a difference.
    fn steady(&self) -> String {
        let tried = self.told.tried;
        format!(
            "no sentence alone makes another verdict, or moves its probability by more than 0.05 ({tried} tried)"
        )
    }

    /// A sentence in one line, harmless, not too long.
    fn sentence(&self, number: usize) -> String {
        let text = &self.of.explanation.text[self.of.explanation.sentences[number].shown.clone()];
        short(&inert(text))
    }
}

/// A feature for a table.
struct Row {
    /// As it is written where it first stands.
    word: String,
    term: String,
    field: String,
    voice: &'static str,
    places: usize,
    weight: f64,
}

fn field_name(feature: &FeatureSum) -> String {
    let place = match feature.field.place {
        _ if feature.term.ends_with(" @") => "before the name",
        _ if feature.term.starts_with("@ ") => "after the name",
        Place::Whole => "anywhere",
        Place::Near => "near a name",
        Place::Far => "far from names",
    };
    match feature.field.voice {
        Some(Voice::Author) => format!("{place}, author's"),
        Some(Voice::Source) => format!("{place}, quoted"),
        None => place.to_owned(),
    }
}

/// Who speaks, in words.
fn voice_name(voice: Voice, speaker: Option<&str>) -> String {
    match (voice, speaker) {
        (Voice::Author, _) => "the author".to_owned(),
        (Voice::Source, Some(name)) => short(&inert(name)),
        (Voice::Source, None) => "quoted, speaker not stated".to_owned(),
    }
}

/// The way from sums to probabilities, in words.
fn way(view: &View<'_>) -> Vec<String> {
    let Some(chain) = &view.told.chain else { return Vec::new() };
    let sum = match &chain.passages {
        Some(p) => format!(
            "sum = mean of the {} sentences of {} that speak most for the class against {}, each over \
             the root of its words (8 at least), less that of the runner-up; value = sum",
            p.wanted,
            p.read,
            view.class(p.plain),
        ),
        None => format!(
            "sum = weights of all words, less those for the runner-up; value = sum / {:.4}, the root \
             of {} words (20 at least)",
            chain.root, chain.words
        ),
    };
    let map = if chain.isotonic {
        "; that of the most probable class is then mapped to how often such classes were right"
    } else {
        ""
    };
    let score = format!(
        "score = {}; probability = exp(score) / sum of exp(score){map}",
        if chain.softening == 1.0 {
            format!("value / {:.4} (temperature) + prior", chain.temperature)
        } else {
            format!(
                "(value / {:.4} (temperature) + prior) / {:.4} (softening)",
                chain.temperature, chain.softening
            )
        }
    );
    let abstention = &view.of.explanation.abstention;
    let rule = match abstention.coverage {
        Some(coverage) => {
            format!("a class is given where it stands alone in the set of coverage {coverage}")
        }
        None => format!("a class below {:.2} is not given", abstention.threshold),
    };
    vec![sum, score, rule]
}
