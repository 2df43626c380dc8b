//! Languages that are written in Latin letters.

use super::survey::Sample;
use super::{Script, chat_alphabet, codes};

/// The language of a text that is mostly in Latin letters.
pub(super) fn identify(sample: &Sample<'_>) -> Option<&'static str> {
    if chat_alphabet::is_used_in(sample) {
        return Some("ar-Latn");
    }
    let text = sample.letters_in(Script::Latin);
    unknown_to_the_detector(&text).or_else(|| codes::detect(&text, 40))
}

/// Languages that `whatlang` does not know and would take for another, by frequent words that no
/// other language has so many of.
const BY_WORDS: [(&str, &[&str]); 6] = [
    ("ku", &["bi", "de", "di", "ew", "hatin", "ji", "jî", "ku", "li", "xwe", "yên", "û"]),
    ("sq", &["dhe", "duke", "në", "një", "për", "që", "së", "të", "është"]),
    ("so", &["ah", "ama", "ay", "ayaa", "iyo", "ka", "ku", "oo", "uu", "waa", "waxa", "waxaa"]),
    ("sw", &["cha", "katika", "kila", "kwa", "na", "ni", "wa", "watu", "ya", "yake", "za"]),
    ("ha", &["ba", "cikin", "da", "don", "ga", "ko", "na", "suka", "ta", "wajen", "wata", "ya"]),
    (
        "mt",
        &["dan", "din", "għal", "għandu", "hija", "huwa", "jew", "li", "minn", "ta", "tal", "u"],
    ),
];

/// The language whose words in [`BY_WORDS`] are a fifth of all, with five different ones.
fn unknown_to_the_detector(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    BY_WORDS.iter().find_map(|(code, own)| {
        let found = words.iter().filter(|w| own.contains(w)).count();
        let different = own.iter().filter(|w| words.contains(w)).count();
        (different >= 5 && found * 5 >= words.len()).then_some(*code)
    })
}
