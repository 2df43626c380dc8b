//! What can be chosen about features. A model carries these.

use serde::{Deserialize, Serialize};

/// What is collected of an article, for all axes.
///
/// | name | default | purpose |
/// |---|---|---|
/// | `pairs` | off | pairs of neighbouring stems, beside single ones |
/// | `beside` | off | words beside a target's name, with the side on which they stand |
/// | `voices` | off | words that the article lets a source say are told from its author's |
/// | `window` | 24 | words farther than this from a mention are not near it, in tokens |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BagSettings {
    /// Whether pairs of neighbouring stems are terms too.
    pub pairs: bool,
    /// Whether the words beside a target's name are terms of their own too.
    pub beside: bool,
    /// Whether speech is looked for.
    pub voices: bool,
    /// How far from a mention, within its sentence, a word is still near it, in tokens.
    pub window: u32,
}

impl Default for BagSettings {
    fn default() -> Self {
        Self { pairs: false, beside: false, voices: false, window: 24 }
    }
}

/// What one axis makes of a bag.
///
/// | name | default | purpose |
/// |---|---|---|
/// | `fields` | near | which words speak on an axis about a target; on others all words do |
/// | `voices` | off | the author's words and the sources' are different features |
/// | `pairs` | off | pairs of stems speak too |
/// | `beside` | off | on an axis about a target: the words beside its name, stop words among them, speak once more, with their side: who does it and whom it is done to |
/// | `binary` | on | a feature counts once an article, however often it stands there |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureSettings {
    /// Fields of an axis that judges a target.
    pub fields: Fields,
    /// Whether who speaks makes a difference.
    pub voices: bool,
    /// Whether pairs of neighbouring stems speak.
    pub pairs: bool,
    /// Whether words beside the target's name speak by their side.
    pub beside: bool,
    /// Whether a feature counts once an article.
    pub binary: bool,
}

impl Default for FeatureSettings {
    fn default() -> Self {
        Self { fields: Fields::Near, voices: false, pairs: false, beside: false, binary: true }
    }
}

impl FeatureSettings {
    /// The settings as they are for an axis that judges no target: all words speak.
    #[must_use]
    pub fn without_target(self) -> Self {
        Self { fields: Fields::Whole, beside: false, ..self }
    }

    /// How many features a term makes.
    pub fn slots(self) -> usize {
        self.fields.count() * if self.voices { 2 } else { 1 }
    }

    /// The numbers of the features, from 0, that a place adds to.
    pub fn slots_of(self, near: bool, quoted: bool) -> impl Iterator<Item = usize> {
        let voice = usize::from(self.voices && quoted) * self.fields.count();
        self.fields.slots(near).into_iter().flatten().map(move |slot| slot + voice)
    }

    /// The features of a seed term: the whole text or what stands near the target, whoever says it.
    pub fn seeded_slots(self) -> impl Iterator<Item = usize> {
        let first_of_voice = self.fields.count();
        (0..self.slots()).step_by(first_of_voice)
    }

    /// The field that a slot below [`FeatureSettings::slots`] stands for.
    pub fn field(self, slot: usize) -> Field {
        let count = self.fields.count();
        let place = match (self.fields, slot % count) {
            (Fields::Whole, _) | (Fields::NearWhole, 1) => Place::Whole,
            (Fields::NearFar, 1) => Place::Far,
            _ => Place::Near,
        };
        let voice = self.voices.then_some(if slot < count { Voice::Author } else { Voice::Source });
        Field { place, voice }
    }
}

/// Which words speak on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fields {
    /// All words, without distinction.
    Whole,
    /// Words near a mention of the target: in its sentence, within the window.
    Near,
    /// Words near a mention and the other words, as different features.
    NearFar,
    /// Words near a mention, and beside them all words, as different features.
    NearWhole,
}

impl Fields {
    /// How many fields there are.
    fn count(self) -> usize {
        match self {
            Self::Whole | Self::Near => 1,
            Self::NearFar | Self::NearWhole => 2,
        }
    }

    fn slots(self, near: bool) -> [Option<usize>; 2] {
        match self {
            Self::Whole => [Some(0), None],
            Self::Near => [near.then_some(0), None],
            Self::NearFar => [Some(usize::from(!near)), None],
            Self::NearWhole => [near.then_some(0), Some(1)],
        }
    }
}

/// Where a word stood, and who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Where.
    pub place: Place,
    /// Who; none where the axis does not tell.
    pub voice: Option<Voice>,
}

/// Where a word stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Anywhere.
    Whole,
    /// Near a mention of the target.
    Near,
    /// Farther off.
    Far,
}

/// Who said a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The author of the article.
    Author,
    /// A source that the article quotes or reports.
    Source,
}
