//! Stems of normalised words.

use std::borrow::Cow;
use std::ops::Range;

use rust_stemmers::Algorithm;

use crate::settings::Stemmer;

/// The stem of a normalised word, which is not longer than a word can be.
pub(crate) fn stem(word: &str, stemmer: Stemmer) -> Cow<'_, str> {
    let snowball = |algorithm| rust_stemmers::Stemmer::create(algorithm).stem(word);
    match (stemmer, word.chars().next()) {
        (Stemmer::None, _) | (_, None) => Cow::Borrowed(word),
        (_, Some('a'..='z')) if word.bytes().all(|b| b.is_ascii_lowercase()) => {
            snowball(Algorithm::English)
        }
        (_, Some('а'..='я' | 'ё')) => snowball(Algorithm::Russian),
        (Stemmer::Snowball, Some(_)) if word.chars().all(is_arabic_letter) => {
            snowball(Algorithm::Arabic)
        }
        (Stemmer::Snowball, Some(_)) => Cow::Borrowed(word),
        (Stemmer::Light, Some(_)) => Cow::Borrowed(&word[light_stem(word)]),
    }
}

/// Proclitics, longest first; each is a whole prefix of the word.
const PREFIXES: &[&str] = &["بال", "كال", "فال", "لل", "ال"];
/// Endings, tried in this order, each at most once.
const SUFFIXES: &[&str] = &["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"];

/// Byte range of the light stem within `word`, which is normalised.
///
/// The rules are those of Light10 (Larkey, Ballesteros and Connell 2007), less its worst fault: the
/// conjunction و, but not where the root begins with it; the article with what is written together
/// with it; then the ten suffixes where two letters stay. A word of other letters is its own stem.
///
/// ```
/// let stem = |w: &'static str| &w[rasid_text::light_stem(w)];
/// assert_eq!(stem("والمقاومه"), "مقاوم");
/// assert_eq!((stem("وزير"), stem("وشراكه")), ("وزير", "شراك"));
/// assert_eq!(stem("Moscow"), "Moscow");
/// ```
pub fn light_stem(word: &str) -> Range<usize> {
    let whole = 0..word.len();
    if !word.chars().all(is_arabic_letter) {
        return whole;
    }
    let mut start = 0;
    // Arabic letters are two bytes each.
    if word.starts_with('و') && is_conjoined(word) {
        start = 2;
    }
    for prefix in PREFIXES {
        if word[start..].starts_with(prefix) && word.len() - start >= prefix.len() + 2 * 2 {
            start += prefix.len();
            break;
        }
    }
    let mut end = word.len();
    for suffix in SUFFIXES {
        if word[start..end].ends_with(suffix) && end - start >= suffix.len() + 2 * 2 {
            end -= suffix.len();
        }
    }
    start..end
}

/// How words begin whose root begins with و: there it is no conjunction (وزير، وساطة، وفد).
const ROOTS_IN_WAW: &[&str] = &[
    "وابل",
    "واثق",
    "واجب",
    "واجه",
    "واحد",
    "واد",
    "وارد",
    "وارس",
    "واسط",
    "واسع",
    "واشنطن",
    "واصل",
    "واضح",
    "واعد",
    "وافد",
    "وافق",
    "واقع",
    "والد",
    "واهم",
    "وباء",
    "وتر",
    "وتير",
    "وثا",
    "وثق",
    "وثي",
    "وجب",
    "وجد",
    "وجه",
    "وجو",
    "وجي",
    "وحد",
    "وحش",
    "وحي",
    "ودا",
    "ودي",
    "ورث",
    "ورد",
    "ورش",
    "ورط",
    "ورق",
    "ورو",
    "وري",
    "وزا",
    "وزر",
    "وزع",
    "وزن",
    "وزي",
    "وسا",
    "وسط",
    "وسع",
    "وسي",
    "وشي",
    "وصا",
    "وصف",
    "وصل",
    "وصو",
    "وصي",
    "وضح",
    "وضع",
    "وضو",
    "وطن",
    "وطا",
    "وظا",
    "وظف",
    "وظي",
    "وعد",
    "وعو",
    "وعي",
    "وفا",
    "وفد",
    "وفر",
    "وفق",
    "وفو",
    "وفي",
    "وقا",
    "وقت",
    "وقع",
    "وقف",
    "وقو",
    "وقي",
    "وكا",
    "وكي",
    "ولا",
    "ولد",
    "ولي",
    "وهم",
    "وهن",
    "وهج",
    "ويل",
];

/// Whether the first و of `word` is the conjunction: what follows is long enough for a word of its
/// own, and the whole does not begin like a word whose root begins with و.
fn is_conjoined(word: &str) -> bool {
    word.len() >= 2 * 5 && !ROOTS_IN_WAW.iter().any(|root| word.starts_with(root))
        || ["وال", "ولل"].iter().any(|p| word.starts_with(p)) && word.len() >= 2 * 6
}

fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}
