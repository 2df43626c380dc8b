//! Names of news agencies, in folded spelling.

use super::folded;
use crate::letters::is_alphanumeric;

/// How surely a name is that of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Surety {
    /// The word also means something else (معا, بنا): its place must tell.
    Ambiguous,
    /// The name means nothing else, or says that it is an agency's (وكالة معا).
    Sure,
}

/// Whether a text names one or more news agencies and nothing else: `رويترز`, `أ ف ب`,
/// `وكالة الأناضول`, `وكالات + رويترز`. One sure name makes all of them sure.
pub(super) fn agencies(text: &str) -> Option<Surety> {
    let key = folded(text);
    let parts = key
        .split(['+', '/', '-', '–', '—', '،', ',', '|', '&'])
        .map(|part| part.trim_matches(|c: char| !is_alphanumeric(c)))
        .filter(|part| !part.is_empty());
    let mut surest = None;
    for part in parts {
        surest = surest.max(Some(agency(part)?));
    }
    surest
}

/// Whether a text may be the name of an agency: for places where no other word is likely.
pub(super) fn is_agency(text: &str) -> bool {
    agencies(text).is_some()
}

/// Whether a folded name is that of one news agency, or says that there are several; how surely.
pub(crate) fn agency(name: &str) -> Option<Surety> {
    let mut name = name.trim();
    let mut said = false;
    for prefix in ["و ", "وكاله الانباء ", "وكاله انباء ", "وكاله "] {
        if let Some(rest) = name.strip_prefix(prefix) {
            said |= prefix != "و ";
            name = rest;
        }
    }
    // An abbreviation is written with spaces, points or neither: ا ف ب, ا.ف.ب, اف ب.
    let tight: String = name.chars().filter(|c| is_alphanumeric(*c)).collect();
    if AGENCIES.binary_search(&tight.as_str()).is_ok() {
        return Some(Surety::Sure);
    }
    if AMBIGUOUS.binary_search(&tight.as_str()).is_ok() {
        let spelled = || name.contains([' ', '.']) && is_spelled(name);
        return Some(if said || spelled() { Surety::Sure } else { Surety::Ambiguous });
    }
    // رويترز ووكالات
    let several = matches!(name, "ووكالات" | "والوكالات");
    several.then_some(Surety::Sure)
}

/// Whether a name is written letter by letter, as no word is: أ ب, د.ب.أ.
fn is_spelled(name: &str) -> bool {
    let mut letters = name.split(|c: char| !is_alphanumeric(c)).filter(|piece| !piece.is_empty());
    letters.all(|piece| piece.chars().nth(1).is_none())
}

/// Names that mean nothing else. Each without spaces and signs, sorted by code point.
pub(crate) const AGENCIES: &[&str] = &[
    "24kg",
    "afp",
    "afpgettyimages",
    "agencies",
    "anadolu",
    "ansa",
    "ap",
    "aps",
    "bbc",
    "bloomberg",
    "bna",
    "cnn",
    "dpa",
    "efe",
    "epa",
    "gettyimages",
    "interfax",
    "irna",
    "itartass",
    "kuna",
    "kyodo",
    "qna",
    "reuters",
    "rianovosti",
    "sputnik",
    "tass",
    "upi",
    "wafa",
    "wam",
    "xinhua",
    "yonhap",
    "анадолу",
    "афп",
    "интерфакс",
    "кабар",
    "казинформ",
    "рейтер",
    "рейтерс",
    "риановости",
    "синьхуа",
    "тасс",
    "ховар",
    "اسوشيتدبرس",
    "اسوشيتيدبرس",
    "اسوشييتدبرس",
    "اشا",
    "افب",
    "الاسوشيتدبرس",
    "الاناضول",
    "الانباءالالمانيه",
    "الانباءالاماراتيه",
    "الانباءالسعوديه",
    "الانباءالفرنسيه",
    "الانباءالقطريه",
    "الانباءالكويتيه",
    "الصحافهالفرنسيه",
    "الوكالات",
    "انترفاكس",
    "اوزا",
    "اونا",
    "ايبيايه",
    "ايتارتاس",
    "ايرنا",
    "بلومبرج",
    "بلومبرغ",
    "بلومبيرغ",
    "بيبيسي",
    "تاس",
    "رويترز",
    "ريانوفوستي",
    "سانا",
    "سبانت",
    "سبوتنيك",
    "سيانان",
    "سيانانبالعربيه",
    "شينخوا",
    "فرانسبرس",
    "قيرغيزكابار",
    "كازينفورم",
    "كيودو",
    "لاماب",
    "نوفوستي",
    "وكالات",
    "وكالاتالانباء",
    "وكالاتانباء",
    "يوبياي",
    "يونهاب",
];

/// Names that are words, places or given names too. Each without spaces and signs, sorted by code point.
const AMBIGUOUS: &[&str] = &[
    "aa",
    "petra",
    "sana",
    "spa",
    "спутник",
    "اب",
    "ابا",
    "ارنا",
    "افي",
    "اكي",
    "الصينالجديده",
    "العمانيه",
    "انسا",
    "بترا",
    "بنا",
    "تسنيم",
    "دبا",
    "سبا",
    "سونا",
    "صفا",
    "قنا",
    "كونا",
    "متابعات",
    "معا",
    "نينا",
    "وات",
    "واج",
    "واس",
    "واع",
    "وال",
    "وام",
    "وفا",
    "ومع",
];

#[cfg(test)]
mod tests {
    use super::Surety::{Ambiguous, Sure};
    use super::{AGENCIES, AMBIGUOUS, agencies, folded};

    #[test]
    fn names_are_folded() {
        for table in [AGENCIES, AMBIGUOUS] {
            for name in table {
                assert!(!name.is_empty() && folded(name) == *name, "{name}");
            }
            assert!(table.is_sorted_by(|a, b| a < b));
        }
        assert!(AMBIGUOUS.iter().all(|name| AGENCIES.binary_search(name).is_err()));
    }

    #[test]
    fn names() {
        for (name, wanted) in [
            ("رويترز", Some(Sure)),
            ("أ ف ب", Some(Sure)),
            ("(أ.ف.ب)", Some(Sure)),
            ("وكالة الأناضول", Some(Sure)),
            ("رويترز + وكالات", Some(Sure)),
            ("«د ب أ»", Some(Sure)),
            ("AFP", Some(Sure)),
            ("أ ب", Some(Sure)),
            ("وكالة معا", Some(Sure)),
            ("رويترز - معا", Some(Sure)),
            ("معا", Some(Ambiguous)),
            ("أبا", Some(Ambiguous)),
            ("(واس)", Some(Ambiguous)),
            ("واس + وام", Some(Ambiguous)),
            ("", None),
            ("-", None),
            ("منبر السهوب", None),
            ("قالت رويترز", None),
            ("رويترز و", None),
            ("جميعا، معا", None),
        ] {
            assert_eq!(agencies(name), wanted, "{name}");
        }
    }
}
