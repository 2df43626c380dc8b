//! Which language a text is written in.

use whatlang::{Lang, detect};

/// Fewer letters than this say nothing about the language.
const MIN_LETTERS: usize = 40;
/// How much of the text is looked at, in bytes.
const SAMPLE_BYTES: usize = 1536;

/// The language of a text as an ISO 639 code (two letters where there are two), or none where the
/// text is too short or the detector is unsure.
///
/// ```
/// use rasid_text::language;
/// assert_eq!(language("أعلنت وزارة الخارجية اليوم أن المحادثات ستبدأ في العاصمة الأسبوع المقبل"), Some("ar"));
/// let english = "The ministry said on Monday that the talks would begin in the capital next week, and \
///     that both sides had agreed on what should be discussed when they meet again in the spring.";
/// assert_eq!(language(english), Some("en"));
/// assert_eq!(language("نعم"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    if sample.chars().filter(|c| c.is_alphabetic()).take(MIN_LETTERS).count() < MIN_LETTERS {
        return None;
    }
    let info = detect(sample).filter(whatlang::Info::is_reliable)?;
    Some(match info.lang() {
        Lang::Ara => "ar",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Tur => "tr",
        Lang::Heb => "he",
        Lang::Ukr => "uk",
        Lang::Cmn => "zh",
        other => other.code(),
    })
}
