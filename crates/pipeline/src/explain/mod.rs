//! Why an article was judged as it was: every place that spoke, by word, sentence and voice, and what
//! would be otherwise.

mod chain;
mod spoken;
mod text;
mod without;

pub use chain::{Chain, ClassChain, Passage, Passages};
pub use spoken::{FeatureSum, SentenceSum, Spoken, VoiceSum, WordSum};
pub use text::{Quoted, Said, Sentence};
pub use without::Without;

use rasid_feature::Indexed;

use crate::analyze::{About, Source};
use crate::classify::{ArticleVerdict, AxisVerdict, Heard};
use crate::model::{AxisModel, Model};
use crate::registry::KnownBy;
use crate::settings::AbstentionSettings;
use text::Read;
use without::Tried;

/// What carried the verdicts about one article. Only [`Model::explanation`] makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The verdicts, as [`Model::classify`] gives them.
    pub verdict: ArticleVerdict,
    /// By what the outlet was known, where the registry knows it.
    pub known_by: Option<KnownBy>,
    /// The article's own text: the body, as it is written.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The speech that it gives, in order; direct speech may lie within reported speech.
    pub speeches: Vec<Said>,
    /// Its words that are not the author's, each stretch with its innermost speech, in order.
    pub quoted: Vec<Quoted>,
    /// When no class is given.
    pub abstention: AbstentionSettings,
    /// Share of unknown words above which no class is given, from 0 to 1.
    pub novelty: f64,
    /// One for each axis of the codebook, in order.
    pub axes: Vec<AxisExplanation>,
}

/// What carried the verdict of one axis. Where no word was heard (registry, mention rule, foreign
/// language, nothing that speaks) all lists are empty.
///
/// All weights are in nat, and speak for the best class where they are above 0, for the runner-up
/// where they are below. The weights of `spoken`, of `features`, of `words`, of `sentences` and of
/// `voices` each add up to [`AxisVerdict::log_odds`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AxisExplanation {
    /// Every place of every feature that speaks, in order of the text.
    pub spoken: Vec<Spoken>,
    /// The features, those that speak most for the best class first.
    pub features: Vec<FeatureSum>,
    /// The words of the text that hold a place, in order.
    pub words: Vec<WordSum>,
    /// The sentences that hold a place, in order.
    pub sentences: Vec<SentenceSum>,
    /// Who speaks: the author first, then speakers in order of the text.
    pub voices: Vec<VoiceSum>,
    /// The way from the sum to the probabilities.
    pub chain: Option<Chain>,
    /// The sentences without which the verdict would be another, or its probability differ by more
    /// than 0.05: changed verdicts first, then by that difference.
    pub without: Vec<Without>,
    /// Sentences that were left out one by one to see: all, or in a very long text the first ones.
    pub tried: usize,
}

impl Model {
    /// Classifies an article and tells what carried each verdict. Never fails. For one article: it is
    /// classified again without each of its sentences.
    pub fn explanation(&self, source: Source<'_>) -> Explanation {
        let mut walk = self.analyzer.walk(source);
        let known = walk.known.take();
        let (outlet, known_by) = known.map_or((None, None), |(at, by)| (Some(at), Some(by)));
        let parts = (&walk.text, &walk.tokens, &walk.mentions);
        let known = (outlet, source.date(&walk.body));
        let article = self.analyzer.analyzed(&walk.body, parts, Some(&walk.speeches), known);
        let indexed = self.vocabulary.index(&article.bag);
        let verdict = self.verdicts_of(&article, &indexed, false);
        let read = Read::new(&walk);
        let heard = self.axes.iter().any(|axis| self.is_heard(axis, &article.about));
        let tried = if heard {
            self.tried(&article, &indexed, &walk.tokens, &walk.mentions)
        } else {
            Vec::new()
        };
        let axes = self.axes.iter().zip(&verdict.axes).enumerate();
        let axes = axes.map(|(i, (axis, judged))| {
            if !self.is_heard(axis, &article.about) {
                return AxisExplanation::default();
            }
            self.axis_explanation((i, axis), judged, &indexed, &read, &tried)
        });
        let axes = axes.collect();
        let quoted = read.quoted();
        let Read { sentences, speeches, .. } = read;
        let text = walk.body.text().to_owned();
        let (abstention, novelty) = (self.analyzer.settings().abstention, self.novelty());
        Explanation {
            verdict,
            known_by,
            text,
            sentences,
            speeches,
            quoted,
            abstention,
            novelty,
            axes,
        }
    }

    fn is_heard(&self, axis: &AxisModel, article: &About) -> bool {
        self.without_words(axis, article, self.is_foreign(article)).is_none()
    }

    fn axis_explanation(
        &self,
        (number, axis): (usize, &AxisModel),
        judged: &AxisVerdict,
        indexed: &Indexed<'_>,
        read: &Read,
        tried: &[Tried],
    ) -> AxisExplanation {
        let heard: Heard = self.hear(axis, indexed);
        let Some(leaders) = heard.leaders else { return AxisExplanation::default() };
        let parts = spoken::collect(self, axis, indexed, &heard, leaders, read);
        AxisExplanation {
            spoken: parts.spoken,
            features: parts.features,
            words: parts.words,
            sentences: parts.sentences,
            voices: parts.voices,
            chain: Some(chain::of(axis, &heard, leaders, read)),
            without: without::telling(judged, number, tried),
            tried: tried.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rasid_feature::Voice;

    use super::Explanation;
    use crate::{Format, Model, Source};

    fn project(path: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
    }

    fn model() -> Model {
        Model::from_bytes(&std::fs::read(project("models/default/model.rasid")).unwrap()).unwrap()
    }

    /// The samples, and the real articles where they lie beside the project.
    fn articles() -> Vec<String> {
        let mut articles = Vec::new();
        for entry in std::fs::read_dir(project("seeds/articles")).unwrap() {
            articles.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
        }
        assert_eq!(articles.len(), 12);
        if let Ok(gold) = std::fs::read_to_string(project("../shared/gold/articles.jsonl")) {
            let text = |line: &str| {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                record["text"].as_str().unwrap().to_owned()
            };
            articles.extend(gold.lines().map(text));
        }
        articles
    }

    fn source(text: &str) -> Source<'_> {
        Source::detected(text, false)
    }

    /// All sums of an explanation are the log-odds, and the chain leads to the probabilities.
    #[track_caller]
    fn check_sums(model: &Model, text: &str) -> Explanation {
        let told = model.explanation(source(text));
        assert_eq!(told.verdict, model.classify(&model.analyzer().analyze(source(text))));
        for (axis, judged) in told.axes.iter().zip(&told.verdict.axes) {
            let close = |sum: f64, what: &str| {
                assert!((sum - judged.log_odds).abs() < 1e-9, "{what}: {sum} {}", judged.log_odds);
            };
            close(axis.spoken.iter().map(|s| s.weight).sum(), "places");
            close(axis.features.iter().map(|f| f.weight).sum(), "features");
            close(axis.words.iter().map(|w| w.weight).sum(), "words");
            close(axis.sentences.iter().map(|s| s.weight).sum(), "sentences");
            close(axis.voices.iter().map(|v| v.weight).sum(), "voices");
            let Some(chain) = &axis.chain else { continue };
            let all: f64 = chain.classes.iter().map(|c| c.score.exp()).sum();
            for class in &chain.classes {
                assert!((class.sum / chain.root - class.value).abs() < 1e-9);
                let score = (class.value / chain.temperature + class.log_prior) / chain.softening;
                assert!((score - class.score).abs() < 1e-9);
                let p = judged.probabilities[class.class];
                assert!((p - class.probability).abs() < 1e-12);
                let plain = class.score.exp() / all;
                assert!(chain.isotonic || (plain - p).abs() < 1e-9, "{} {p}", class.score);
            }
            let of = |class| chain.classes.iter().find(|c| Some(c.class) == class).unwrap();
            close(of(judged.verdict.best).sum, "best");
            assert_eq!(of(judged.runner_up).sum, 0.0);
            if let Some(passages) = &chain.passages {
                for class in [judged.verdict.best, judged.runner_up] {
                    let own = passages.chosen.iter().filter(|p| Some(p.class) == class);
                    let mean = own.map(|p| p.value).sum::<f64>() / passages.wanted as f64;
                    let plain = of(Some(passages.plain)).sum;
                    assert!((mean - (of(class).sum - plain)).abs() < 1e-9);
                }
            }
        }
        told
    }

    #[test]
    fn evidence_adds_up_on_every_article() {
        let model = model();
        let articles = articles();
        for text in &articles {
            check_sums(&model, text);
        }
        for text in ["", "روسيا", "زقزقة", "Привет, мир", "أعلنت روسيا، أمس، موعدا"]
        {
            check_sums(&model, text);
        }
    }

    /// Takes words out of the bag, through the code that judges, lengths and passages as they were.
    #[track_caller]
    fn check_words(model: &Model, text: &str) -> usize {
        let told = model.explanation(source(text));
        let article = model.analyzer().analyze(source(text));
        let indexed = model.vocabulary.index(&article.bag);
        let mut checked = 0;
        for ((axis, own), judged) in model.axes.iter().zip(&told.axes).zip(&told.verdict.axes) {
            if own.chain.is_none() {
                continue;
            }
            let heard = model.hear(axis, &indexed);
            let (best, second) = heard.leaders.unwrap();
            for word in own.words.iter().step_by(own.words.len() / 25 + 1) {
                let rest = indexed.without(|at| at.tokens().any(|token| token == word.token));
                let read = heard.rule.read(&rest);
                let before = (&heard.read, &heard.scored);
                let sums = heard.rule.sums_like(&axis.bayes, &read, before);
                let lost = judged.log_odds - (sums[best] - sums[second]);
                assert!((lost - word.alone).abs() < 1e-9, "{lost} {} of {word:?}", word.alone);
                checked += 1;
            }
        }
        checked
    }

    #[test]
    fn a_word_that_goes_takes_what_was_shown() {
        let model = model();
        let checked: usize = articles().iter().map(|text| check_words(&model, text)).sum();
        assert!(checked > 500, "{checked}");
    }

    /// Without the sentence's words the verdict is that of the text without the sentence.
    #[test]
    fn a_sentence_that_goes_leaves_the_rest_as_it_was() {
        let model = model();
        let mut checked = 0;
        for text in articles().iter().filter(|text| Format::detect(text) == Format::Plain) {
            let (walk, told) =
                (model.analyzer().walk(source(text)), model.explanation(source(text)));
            let article = model.analyzer().analyze(source(text));
            let indexed = model.vocabulary.index(&article.bag);
            let tried = model.tried(&article, &indexed, &walk.tokens, &walk.mentions);
            let step = tried.len() / 4 + 1;
            for tried in tried.iter().step_by(step) {
                let cut = told.sentences[tried.sentence].source.clone();
                let rest = [&text[..cut.start], &text[cut.end..]].concat();
                let rest = model.analyzer().walk(source(&rest));
                // Neighbours must be what they were: body, names and the outlet's mark.
                let others =
                    walk.mentions.list().iter().filter(|m| {
                        !cut.contains(&walk.tokens.list()[m.tokens.start].source().start)
                    });
                let words: Vec<_> = walk.tokens.list().iter().map(|t| t.source()).collect();
                let gone = words.iter().filter(|w| cut.contains(&w.start)).count();
                let parts = (&rest.text, &rest.tokens, &rest.mentions);
                let outlet = article.about.outlet;
                let left = model.analyzer.analyzed(&rest.body, parts, None, (outlet, None));
                let same = left.about.words + gone == article.about.words
                    && rest.mentions.list().len() == others.count()
                    && left.about.language == article.about.language;
                if same {
                    let verdicts = model.classify(&left).axes;
                    for (one, other) in verdicts.iter().zip(&tried.axes) {
                        assert_eq!(one.verdict.class, other.verdict.class);
                        let p = |v: &crate::AxisVerdict| v.verdict.probability.unwrap_or(2.0);
                        assert!((p(one) - p(other)).abs() < 1e-9, "{} {}", p(one), p(other));
                    }
                    checked += 1;
                }
            }
        }
        assert!(checked >= 10, "{checked}");
    }

    #[test]
    fn words_have_voices() {
        let text = "وصلت روسيا إلى المدينة. وقالت وزيرة البيئة: «شراكة روسيا صداقة دائمة وثقة متبادلة». \
            وأشاد الوفد بروسيا وبالتعاون المثمر.";
        let told = check_sums(&model(), text);
        let voices: Vec<_> =
            told.axes[1].voices.iter().map(|v| (v.voice, v.speaker.as_deref())).collect();
        assert_eq!(voices, [(Voice::Author, None), (Voice::Source, Some("وزيرة البيئة"))]);
        for spoken in told.axes.iter().flat_map(|axis| &axis.spoken) {
            assert_eq!(text[spoken.source.clone()], told.text[spoken.shown.clone()]);
            let quoted = told.speeches[0].source.contains(&spoken.source.start);
            assert_eq!(spoken.voice == Voice::Source, quoted);
        }
    }
}
