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
    let holds = |list: &[&str], start: usize| list.binary_search(&&word[start..]).is_ok();
    // Few words need the tables of exceptions: they are asked last.
    for prefix in PREFIXES {
        if word[start..].starts_with(prefix) && word.len() - start >= prefix.len() + 2 * 2 {
            if !holds(WITHOUT_PREFIX, start) {
                // The second ل of للجنة is its own.
                let own = word[start..].starts_with("للج") && word.len() - start <= 2 * 5;
                start += if own { 2 } else { prefix.len() };
            }
            break;
        }
    }
    let rest = &word[start..];
    if SUFFIXES.iter().any(|suffix| rest.ends_with(suffix)) && holds(WHOLE, start) {
        return start..word.len();
    }
    let mut end = word.len();
    for suffix in SUFFIXES {
        if word[start..end].ends_with(suffix) && end - start >= suffix.len() + 2 * 2 {
            end -= suffix.len();
        }
    }
    start..end
}

/// Words that end like a suffix and have none (بيان، قانون), and words that two of which would meet
/// in one stem without it (ولايات and ولا, قوات and قوي). Without proclitics, sorted by code point.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "اخوان", "اذربيجان", "اردوغان", "اعلان", "افغانستان", "الان", "الله", "امارات", "امان", "امين",
    "انسان", "اوزبكستان", "ايران", "باكستان", "بحرين", "برلمان", "برلين", "بكين", "بنتاغون",
    "بنزين", "بوتين", "بولتون", "بيان", "تامين", "تركمانستان", "تريليون", "تشرين", "تعاون", "تعيين",
    "تلفزيون", "تيلرسون", "حرمين", "حزيران", "ديوان", "رمضان", "رياضه", "رياضي", "رياضيه", "سكان",
    "سلطان", "سلمان", "سليمان", "سودان", "شؤون", "شئون", "شان", "شيشان", "ضمان", "طاجيكستان",
    "طالبان", "طهران", "طيران", "عدوان", "عفرين", "عمان", "عنوان", "فلسطين", "قانون", "قرغيزستان",
    "قزوين", "قوات", "قوه", "كازاخستان", "كانون", "كردستان", "كرملين", "كلينتون", "كيان", "لبنان",
    "لسان", "ماكرون", "مكان", "مليون", "مهرجان", "ميدان", "نيران", "نيسان", "ولايات", "ولايه",
    "يابان", "يمين", "يونان",
];

/// Words that begin like the article, alone or with ب ك ف, and have none (الله، باليستي). Sorted.
#[rustfmt::skip]
const WITHOUT_PREFIX: &[&str] = &[
    "الان", "التزام", "التقت", "التقي", "الزام", "الغاء", "الكسندر", "الله", "الماني", "المانيا",
    "المانيه", "باليستي", "باليستيه", "فالتر", "كاليفورنيا", "كالينينغراد",
];

/// Words too short for the rule whose first و is the conjunction all the same, negation and contrast
/// among them. Sorted.
#[rustfmt::skip]
const CONJOINED: &[&str] = &[
    "واكد", "وجاء", "وحذر", "ودعا", "ودول", "وذكر", "وشدد", "وقال", "وقطر", "وكتب", "وكشف", "ولا",
    "ولكن", "ولم", "ولن", "وليس", "ومصر",
];

/// Forms of والد, whose first letters are no article. Sorted.
#[rustfmt::skip]
const KIN: &[&str] = &[
    "والد", "والداه", "والدته", "والدتها", "والده", "والدها", "والدهم", "والدي", "والديه",
];

/// How words begin whose root begins with و: there it is no conjunction (وزير، وساطة، وفد).
#[rustfmt::skip]
const ROOTS_IN_WAW: &[&str] = &[
    "وابل", "واثق", "واجب", "واجه", "واحد", "وادي", "وارد", "وارس", "واسط", "واسع", "واشنطن",
    "واصل", "واضح", "واعد", "وافد", "وافق", "واقع", "واهم", "وباء", "وتير", "وثا", "وثق", "وثي",
    "وجب", "وجد", "وجه", "وجو", "وجي", "وحد", "وحش", "وحي", "وداعا", "وداعي", "ودي", "ورث", "ورد",
    "ورش", "ورط", "ورق", "ورود", "وري", "وزا", "وزر", "وزعت", "وزن", "وزير", "وسائ", "وساط", "وسام",
    "وسط", "وسع", "وسيط", "وسيل", "وشي", "وصاي", "وصف", "وصل", "وصو", "وصي", "وضح", "وضع", "وضو",
    "وطاه", "وطن", "وظا", "وظف", "وظي", "وعد", "وعو", "وعي", "وفا", "وفد", "وفرت", "وفروا", "وفق",
    "وفو", "وفي", "وقائ", "وقاي", "وقت", "وقع", "وقف", "وقود", "وقوع", "وقوف", "وقي", "وكال",
    "وكيل", "ولاء", "ولاد", "ولاي", "ولد", "وليام", "وليد", "ولين", "وهج", "وهم", "وهنت", "ويل",
];

/// Whether the first و of `word` is the conjunction: what follows is long enough for a word of its
/// own, and the whole does not begin like a word whose root begins with و.
fn is_conjoined(word: &str) -> bool {
    let articled = ["وال", "ولل"].iter().any(|p| word.starts_with(p)) && word.len() >= 2 * 6;
    let root = ROOTS_IN_WAW.iter().any(|root| word.starts_with(root));
    let long = word.len() >= 2 * 5 && (!root || articled);
    (long && KIN.binary_search(&word).is_err()) || CONJOINED.binary_search(&word).is_ok()
}

fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [WHOLE, WITHOUT_PREFIX, CONJOINED, KIN] {
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn light_stems() {
        for (words, stem) in [
            ("والمقاومه المقاومه مقاوم", "مقاوم"),
            ("والولايات الولايات ولايات", "ولايات"),
            ("ولا", "لا"),
            ("ولم لم", "لم"),
            ("ايران وايران الايرانيه", "ايران"),
            ("وقال قال", "قال"),
            ("وزير الوزير ووزير", "وزير"),
            ("وزارات الوزاره", "وزار"),
            ("بيان والبيان", "بيان"),
            ("للجنه اللجنه لجنه", "لجن"),
            ("والدها", "والد"),
            ("والدول للدول الدول", "دول"),
            ("الله والله", "الله"),
            ("باليستيه", "باليست"),
            ("وفرنسا فرنسا", "فرنسا"),
            ("وساطه والوساطه", "وساط"),
        ] {
            for word in words.split(' ') {
                assert_eq!(&word[light_stem(word)], stem, "{word}");
            }
        }
    }
}
