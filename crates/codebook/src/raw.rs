//! The shape of `codebook.toml`, before it is checked.

use serde::{Deserialize, Serialize};

/// The file as it is written. [`crate::Codebook`] is the same, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCodebook {
    /// Version of this file format; 1.
    pub(crate) format: u32,
    /// What the book is for, in a few words.
    #[serde(default)]
    pub(crate) title: String,
    pub(crate) axis: Vec<Axis>,
    #[serde(default)]
    pub(crate) target: Vec<Target>,
}

/// One question that is asked of every article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Name: the column of the labels file and the key of the verdict.
    pub name: String,
    /// The question in words.
    #[serde(default)]
    pub question: String,
    /// Name of the [`Target`] that the axis judges; none for an axis about the text as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Name of the class that means "the target is not referred to". It is given by rule where no
    /// mention is found and never learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<String>,
    /// The answers, in the order in which ties are broken.
    pub classes: Vec<Class>,
}

/// One answer of an axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Name, as written in labels and verdicts.
    pub name: String,
    /// What it means, for coders and for the report.
    #[serde(default)]
    pub meaning: String,
}

/// Something that articles refer to, with the words by which they do.
///
/// All lists are written in ordinary spelling; spelling variants of alef, ya, digits and marks need
/// not be listed. Every word may carry the proclitics و ف ب ك ل.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// Name, to which an axis's `target` refers.
    pub name: String,
    /// Proper names of one or more words, as written: روسيا, الولايات المتحدة.
    pub names: Vec<String>,
    /// Words that also take the article: روس for الروس.
    pub nouns: Vec<String>,
    /// Relational adjectives in the masculine singular, matched with their endings: روسي for
    /// الروسية, روسيين.
    pub adjectives: Vec<String>,
    /// Ambiguous names: they count only in an article that has another mention of this target.
    pub weak: Vec<String>,
    /// Phrases that are no reference although they hold one of the words above: دولار أمريكي.
    pub except: Vec<String>,
}
