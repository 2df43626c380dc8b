//! What can be switched in the text layer. A model carries these.

use serde::{Deserialize, Serialize};

/// Which differences of spelling are folded away. All are on by default.
///
/// | switch | what it does |
/// |---|---|
/// | `marks` | drops tashkeel, superscript alef and Quranic annotation signs |
/// | `tatweel` | drops the elongation stroke ـ; alone between blanks it is a dash |
/// | `hidden` | drops bidi controls, zero-width characters, soft hyphens and byte-order marks |
/// | `presentation_forms` | resolves ligatures, positional and full-width forms by NFKC, and joins a letter with a hamza or accent written apart |
/// | `alef` | أ إ آ ٱ become ا |
/// | `ya` | ى, Persian ی and Urdu ے become ي, so that إلى and إلا stay apart |
/// | `ta_marbuta` | ة becomes ه |
/// | `kaf` | Persian ک and swash ڪ become ك |
/// | `ha` | Urdu ہ and ھ and Kurdish ە become ه |
/// | `digits` | Arabic-Indic and Persian digits become 0 to 9, their decimal signs . and , |
/// | `case` | Latin, Greek and Cyrillic capitals become small |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent switch")]
pub struct Rules {
    /// Drops tashkeel and Quranic marks.
    pub marks: bool,
    /// Drops ـ.
    pub tatweel: bool,
    /// Drops invisible controls.
    pub hidden: bool,
    /// Resolves presentation forms.
    pub presentation_forms: bool,
    /// Unifies alef.
    pub alef: bool,
    /// Unifies ya.
    pub ya: bool,
    /// Folds ta marbuta to ha.
    pub ta_marbuta: bool,
    /// Unifies kaf.
    pub kaf: bool,
    /// Unifies ha.
    pub ha: bool,
    /// Unifies digits.
    pub digits: bool,
    /// Lowers case.
    pub case: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            marks: true,
            tatweel: true,
            hidden: true,
            presentation_forms: true,
            alef: true,
            ya: true,
            ta_marbuta: true,
            kaf: true,
            ha: true,
            digits: true,
            case: true,
        }
    }
}

impl Rules {
    /// No rule: the text stays as it is spelled, but for blanks and line ends.
    pub fn none() -> Self {
        Self {
            marks: false,
            tatweel: false,
            hidden: false,
            presentation_forms: false,
            alef: false,
            ya: false,
            ta_marbuta: false,
            kaf: false,
            ha: false,
            digits: false,
            case: false,
        }
    }
}

/// All settings of the text layer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextSettings {
    /// Normalisation.
    pub rules: Rules,
    /// What is cut off words.
    pub stemmer: Stemmer,
}

/// How words are reduced, so that forms of one word count as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Stemmer {
    /// Arabic: clitics and common endings by [`crate::light_stem`]. Latin and Cyrillic words: the
    /// Snowball stemmers for English and Russian.
    #[default]
    Light,
    /// Snowball throughout. Its Arabic stemmer cuts deeper: وزير becomes زير.
    Snowball,
    /// Words stay as they are spelled.
    None,
}
