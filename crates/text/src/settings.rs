//! What can be switched in the text layer. A model carries these.

use serde::{Deserialize, Serialize};

/// Which differences of spelling are folded away. All are on by default.
///
/// | switch | what it does |
/// |---|---|
/// | `marks` | drops tashkeel, superscript alef and Quranic annotation signs |
/// | `tatweel` | drops the elongation stroke ـ |
/// | `hidden` | drops bidi controls, zero-width characters, soft hyphens and byte-order marks |
/// | `presentation_forms` | resolves ligatures and positional forms by NFKC |
/// | `alef` | أ إ آ ٱ become ا |
/// | `ya` | ى and Persian ی become ي, so that إلى and إلا stay apart |
/// | `ta_marbuta` | ة becomes ه |
/// | `kaf` | Persian ک becomes ك |
/// | `digits` | Arabic-Indic and Persian digits become 0 to 9 |
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
            digits: true,
            case: true,
        }
    }
}

/// All settings of the text layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextSettings {
    /// Normalisation.
    pub rules: Rules,
    /// Whether Arabic words lose their clitics and common endings.
    pub stem: bool,
}

impl Default for TextSettings {
    fn default() -> Self {
        Self { rules: Rules::default(), stem: true }
    }
}
