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
    /// Known names, whose spelling is healed where a stray space broke it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) names: Vec<String>,
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
    /// Whether it is the class of an article in which nothing speaks for another: the others must
    /// show in passages of their own to be given. At most one of an axis, and not the absent one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub plain: bool,
    /// How often it is met in the field, in percent of the articles that have a class other than the
    /// absent one, from 1; what is known before a word is read. All classes of an axis state it, or
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u8>,
}

fn is_false(value: &bool) -> bool {
    !value
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
    /// Names of people and bodies that stand for the target while they are in office. At other times
    /// they are as the weak ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
}

/// A name with the time in which it stands for a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Proper name of one or more words.
    pub name: String,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A day of the Gregorian calendar, written as `2017-01-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    /// Year.
    pub year: u16,
    /// Month, from 1.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let date = written.parse::<toml::value::Datetime>().ok().and_then(|d| d.date);
        let date = date.filter(|_| written.len() == "2017-01-20".len());
        let toml::value::Date { year, month, day } =
            date.ok_or_else(|| format!("`{written}` is no day; write it as 2017-01-20"))?;
        Ok(Self { year, month, day })
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
    }
}
