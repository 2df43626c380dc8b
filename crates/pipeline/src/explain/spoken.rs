//! What each place, word, sentence and voice adds to the log-odds.

use std::collections::BTreeMap;
use std::ops::Range;

use rasid_feature::{Field, Indexed, Voice};

use super::text::Read;
use crate::classify::Heard;
use crate::model::{AxisModel, Model};
use crate::score::Place;

/// One place of a feature that speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// Bytes of the original text; of a pair both words and what stands between.
    pub source: Range<usize>,
    /// Bytes of [`crate::Explanation::text`].
    pub shown: Range<usize>,
    /// Position in [`crate::AxisExplanation::features`].
    pub feature: usize,
    /// Its share of the feature's weight: the places of a feature share alike, by passages within each
    /// sentence.
    pub weight: f64,
    /// Position of its sentence.
    pub sentence: usize,
    /// Who says it; of a pair, its second word.
    pub voice: Voice,
    /// Position in [`crate::Explanation::speeches`] of the speech that it is of.
    pub speech: Option<usize>,
}

/// One feature that speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSum {
    /// A stem, two with a space between, or `word @` and `@ word` beside a name of the target.
    pub term: String,
    /// Where it counts.
    pub field: Field,
    /// Places where it stands.
    pub places: usize,
    /// What it adds to the log-odds.
    pub weight: f64,
}

/// One word of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct WordSum {
    /// Bytes of the original text.
    pub source: Range<usize>,
    /// Bytes of [`crate::Explanation::text`].
    pub shown: Range<usize>,
    /// Sum over its places; a pair's weight is shared by its two words.
    pub weight: f64,
    /// What the log-odds would lose if only this word were taken out, with the pairs that it is in, and
    /// nothing else changed: lengths, the choice of passages, and its neighbours, which become no pair.
    /// A feature that counts once is lost only with its last place.
    pub alone: f64,
    /// Position of its sentence.
    pub sentence: usize,
    /// Position of its token among all tokens of the text.
    pub token: usize,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceSum {
    /// Its position in [`crate::Explanation::sentences`].
    pub sentence: usize,
    /// Sum over its places.
    pub weight: f64,
}

/// One voice.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceSum {
    /// The author, or a source.
    pub voice: Voice,
    /// The source as written; none where the text does not state it.
    pub speaker: Option<String>,
    /// Places of features that it says.
    pub places: usize,
    /// Sum over them.
    pub weight: f64,
}

/// All sums of an axis.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) spoken: Vec<Spoken>,
    pub(super) features: Vec<FeatureSum>,
    pub(super) words: Vec<WordSum>,
    pub(super) sentences: Vec<SentenceSum>,
    pub(super) voices: Vec<VoiceSum>,
}

pub(super) fn collect(
    model: &Model,
    axis: &AxisModel,
    indexed: &Indexed<'_>,
    heard: &Heard,
    leaders: (usize, usize),
    read: &Read,
) -> Parts {
    let rule = &heard.rule;
    // A sentence can speak for both classes: its features come twice.
    let mut shares: BTreeMap<(Option<u32>, usize), f64> = BTreeMap::new();
    for share in rule.shares(&axis.bayes, (&heard.read, &heard.scored), leaders) {
        *shares.entry((share.sentence, share.feature)).or_default() += share.weight;
    }
    let mut features: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
    let mut words = BTreeMap::new();
    let mut spoken = Vec::new();
    let places = rule.places(indexed, &heard.read);
    for places in places.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (sentence, feature, _) = places[0];
        let Some(&weight) = shares.get(&(sentence, feature)) else { continue };
        let sum = features.entry(feature).or_default();
        *sum = (sum.0 + places.len(), sum.1 + weight);
        share_out(places, weight, rule.is_binary(), &mut words);
        spoken
            .extend(places.iter().map(|place| at_place(place, weight / places.len() as f64, read)));
    }
    spoken.sort_by_key(|s| (s.source.start, s.source.end, s.feature));
    let feature_sum = |(feature, (places, weight)): (usize, (usize, f64))| {
        let term = model.vocabulary.term(rule.term(feature)).to_owned();
        (feature, FeatureSum { term, field: rule.field(feature), places, weight })
    };
    let mut listed: Vec<(usize, FeatureSum)> = features.into_iter().map(feature_sum).collect();
    listed.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
    let position: BTreeMap<usize, usize> =
        listed.iter().enumerate().map(|(i, (feature, _))| (*feature, i)).collect();
    spoken.iter_mut().for_each(|s| s.feature = position[&s.feature]);
    let (sentences, voices) = sums(&spoken, read);
    let word = |(token, held): (usize, Held)| {
        let (source, shown) = read.tokens[token].clone();
        let sentence = read.sentence(held.sentence);
        WordSum { source, shown, weight: held.weight, alone: held.alone, sentence, token }
    };
    Parts {
        spoken,
        features: listed.into_iter().map(|(_, sum)| sum).collect(),
        words: words.into_iter().map(word).collect(),
        sentences,
        voices,
    }
}

/// What a word holds.
#[derive(Default)]
struct Held {
    weight: f64,
    alone: f64,
    sentence: u32,
}

/// Shares a feature's weight out among the words of its places.
fn share_out(places: &[Place<'_>], weight: f64, binary: bool, words: &mut BTreeMap<usize, Held>) {
    let each = weight / places.len() as f64;
    let mut holding: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, _, at) in places {
        let of = at.tokens().count() as f64;
        for token in at.tokens() {
            let held = words.entry(token).or_default();
            held.weight += each / of;
            held.sentence = at.sentence();
            *holding.entry(token).or_default() += 1;
        }
    }
    for (token, count) in holding {
        words.entry(token).or_default().alone += match (binary, count == places.len()) {
            (_, true) => weight,
            (true, false) => 0.0,
            (false, false) => each * count as f64,
        };
    }
}

/// A place, with the number of its feature.
fn at_place((_, feature, at): &Place<'_>, weight: f64, read: &Read) -> Spoken {
    let first = at.tokens().next().unwrap_or_default();
    let last = at.tokens().last().unwrap_or(first);
    let (voice, speech) = read.voice(last);
    Spoken {
        source: at.source(),
        shown: read.tokens[first].1.start..read.tokens[last].1.end,
        feature: *feature,
        weight,
        sentence: read.sentence(at.sentence()),
        voice,
        speech,
    }
}

fn sums(spoken: &[Spoken], read: &Read) -> (Vec<SentenceSum>, Vec<VoiceSum>) {
    let mut sentences: BTreeMap<usize, f64> = BTreeMap::new();
    let mut voices = vec![VoiceSum { voice: Voice::Author, speaker: None, places: 0, weight: 0.0 }];
    let mut named: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for at in spoken {
        *sentences.entry(at.sentence).or_default() += at.weight;
        let voice = match at.speech {
            None => 0,
            Some(speech) => *named.entry(read.speaker(speech)).or_insert_with(|| {
                let speaker = read.speaker(speech).map(str::to_owned);
                voices.push(VoiceSum { voice: Voice::Source, speaker, places: 0, weight: 0.0 });
                voices.len() - 1
            }),
        };
        voices[voice].places += 1;
        voices[voice].weight += at.weight;
    }
    let sum = |(sentence, weight)| SentenceSum { sentence, weight };
    (sentences.into_iter().map(sum).collect(), voices)
}
