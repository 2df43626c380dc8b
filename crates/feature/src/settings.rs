//! What can be chosen about features. A model carries these.

use serde::{Deserialize, Serialize};

/// Settings of the feature stage.
///
/// | name | default | purpose |
/// |---|---|---|
/// | `bigrams` | off | pairs of neighbouring stems beside single ones |
/// | `binary` | on | a term counts once an article and field, however often it stands there |
/// | `min_documents` | 1 | terms of fewer training articles are left out; at least 1 |
/// | `target_fields` | near | which words speak on an axis about a target |
/// | `window` | 24 | words farther than this from a mention are not near it, in tokens |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureSettings {
    /// Whether pairs of neighbouring stems are terms too.
    pub bigrams: bool,
    /// Whether a term counts once an article.
    pub binary: bool,
    /// Least number of training articles that hold a term.
    pub min_documents: u32,
    /// Fields of the axes that judge a target.
    pub target_fields: Fields,
    /// How far from a mention, within its sentence, a word is still near it, in tokens.
    pub window: u32,
}

impl Default for FeatureSettings {
    fn default() -> Self {
        Self {
            bigrams: false,
            binary: true,
            min_documents: 1,
            target_fields: Fields::Near,
            window: 24,
        }
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
    /// Both kinds, as different features.
    NearFar,
}

impl Fields {
    /// How many features a term makes.
    pub fn count(self) -> usize {
        match self {
            Self::Whole | Self::Near => 1,
            Self::NearFar => 2,
        }
    }

    /// The number of the feature's field, from 0; none where the axis does not use it.
    pub(crate) fn slot(self, near: bool) -> Option<usize> {
        match self {
            Self::Whole => Some(0),
            Self::Near => near.then_some(0),
            Self::NearFar => Some(usize::from(!near)),
        }
    }

    /// The field that a slot below [`Fields::count`] stands for.
    pub fn field(self, slot: usize) -> Field {
        match (self, slot) {
            (Self::Whole, _) => Field::Whole,
            (_, 0) => Field::Near,
            _ => Field::Far,
        }
    }
}

/// Where a word stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Anywhere.
    Whole,
    /// Near a mention of the target.
    Near,
    /// Farther off.
    Far,
}
