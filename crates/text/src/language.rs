//! Which language, and which script, a text is written in.

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
    if is_plainly_arabic(sample) {
        return Some("ar");
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

/// Whether the text is in Arabic beyond doubt, so that the detector need not be asked: nearly all
/// letters are those of Arabic, none of the letters that Persian, Urdu, Kurdish or Uyghur add to
/// them, and one word in twenty begins with the article.
fn is_plainly_arabic(sample: &str) -> bool {
    let (mut arabic, mut other, mut words, mut articles) = (0, 0, 0, 0);
    for word in sample.split(|c: char| c.is_ascii_whitespace()).filter(|w| !w.is_empty()) {
        words += 1;
        articles += usize::from(["ال", "وال", "بال", "لل"].iter().any(|p| word.starts_with(p)));
        for c in word.chars() {
            match c {
                '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => arabic += 1,
                '\u{0671}' | '\0'..='@' | '\u{0640}' | '\u{064B}'..='\u{0670}' => {}
                '\u{0672}'..='\u{06D5}' | '\u{06FA}'..='\u{077F}' => return false,
                c => other += usize::from(c.is_alphabetic()),
            }
        }
    }
    other * 20 <= arabic && articles * 20 >= words
}

/// The script that most letters of a text are in, as an ISO 15924 code: `Arab`, `Latn`, `Cyrl`, or
/// `Zzzz` for any other; none without letters. The first on ties.
///
/// ```
/// assert_eq!(rasid_text::script("قال إن Reuters"), Some("Latn"));
/// assert_eq!(rasid_text::script("2024 …"), None);
/// ```
pub fn script(text: &str) -> Option<&'static str> {
    const CODES: [&str; 4] = ["Arab", "Latn", "Cyrl", "Zzzz"];
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let mut counts = [0usize; 4];
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        let script = match c {
            '\u{0600}'..='\u{077F}'
            | '\u{08A0}'..='\u{08FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}' => 0,
            '\0'..='\u{024F}' => 1,
            '\u{0400}'..='\u{052F}' => 2,
            _ => 3,
        };
        counts[script] += 1;
    }
    let most = counts.into_iter().max()?;
    (most > 0).then(|| CODES[counts.iter().position(|&n| n == most).unwrap_or_default()])
}
