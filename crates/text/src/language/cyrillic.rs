//! Languages that are written in Cyrillic letters.

use super::survey::Sample;
use super::{Script, codes};

/// Languages that `whatlang` does not know and would take for a neighbor, each with letters of its
/// own. A word counts for the first whose letters it has.
const BY_LETTERS: [(&str, &str); 4] = [("tg", "ӣӯҷ"), ("uz", "ў"), ("kk", "әұһі"), ("ky", "ңөү")];

/// The language of a text that is mostly in Cyrillic letters.
///
/// One word in twelve with letters of a language of Central Asia makes it that language. Whether
/// it is Kazakh, Kyrgyz, Tajik or Uzbek says the letter that the others lack.
pub(super) fn identify(sample: &Sample<'_>) -> Option<&'static str> {
    let text = sample.letters_in(Script::Cyrillic).to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let mut total = 0;
    let mut asian = 0;
    let mut own = [0; BY_LETTERS.len()];
    for word in words {
        total += 1;
        asian += usize::from(word.contains(|c| "әғқңөұүҷҳһӣӯ".contains(c)));
        for (count, (_, letters)) in own.iter_mut().zip(BY_LETTERS) {
            *count += usize::from(word.contains(|c| letters.contains(c)));
        }
    }
    if asian == 0 || asian * 12 < total {
        return codes::detect(&text, 40);
    }
    own.iter().zip(BY_LETTERS).find(|(n, _)| **n * 20 >= total).map(|(_, (code, _))| code)
}
