//! Words that say nothing on any axis. Negation, contrast and opposition (لا لم لن ليس غير دون ضد
//! لكن) are stance and stay.

/// Sorted by code point, in normalised spelling; a test keeps it so. Each may carry و.
#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "ا", "اذا", "اكثر", "التي", "الذي", "الذين", "اللتين", "اللذين", "الي", "اليه", "اليها", "ام",
    "اما", "امام", "ان", "انه", "انها", "انهم", "او", "اي", "ايضا", "اين", "ب", "بان", "بانه",
    "بانها", "بعد", "بعض", "به", "بها", "بهذا", "بين", "تحت", "تكون", "تلك", "ثم", "حتي", "حول",
    "حيث", "حين", "خلال", "د", "ذلك", "عام", "عبر", "علي", "عليه", "عليها", "عن", "عند", "عندما",
    "عنه", "عنها", "ف", "فقد", "فوق", "في", "فيه", "فيها", "قبل", "قد", "ك", "كان", "كانت", "كل",
    "كما", "كي", "كيف", "ل", "لان", "لانه", "لانها", "لدي", "لقد", "له", "لها", "لهذا", "لهم", "م",
    "ما", "متي", "مثل", "مع", "معه", "من", "منذ", "منه", "منها", "نحو", "هذا", "هذه", "هم", "هن",
    "هنا", "هناك", "هو", "هي", "و", "يكون",
];

/// The longest stop word with و before it, in bytes.
const LONGEST: usize = 14;

pub(crate) fn is_stop_word(word: &str) -> bool {
    // Most words are longer than all of these.
    if word.len() > LONGEST {
        return false;
    }
    let conjoined = word.strip_prefix('و').filter(|rest| rest.len() > 2);
    std::iter::once(word).chain(conjoined).any(|word| STOP_WORDS.binary_search(&word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::STOP_WORDS;

    #[test]
    fn sorted_and_without_negation() {
        assert!(STOP_WORDS.is_sorted());
        assert_eq!(STOP_WORDS.iter().map(|w| w.len() + 'و'.len_utf8()).max(), Some(super::LONGEST));
        for word in ["لا", "لم", "لن", "ليس", "غير", "دون", "ضد", "لكن", "الا", "ولا", "والا"]
        {
            assert!(!super::is_stop_word(word), "{word}");
        }
    }
}
