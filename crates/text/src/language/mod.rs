//! Which language, and which script, a text is written in.
//!
//! The script that most words are in decides who is asked: an own table of letters and function
//! words for the Arabic script and for the Arabic chat alphabet, `whatlang` for all others. Plain
//! Arabic is decided by its articles alone, in one walk and without memory of its own.

mod arabic_script;
mod chat_alphabet;
mod codes;
mod cyrillic;
mod function_words;
mod latin;
mod survey;

use survey::{Sample, Survey};

/// Bytes at each of four places: enough for plain Arabic, at half the time.
const FIRST_LOOK: usize = 256;
/// Bytes at each of four places for all other texts.
const SECOND_LOOK: usize = 512;

/// The language of a text as a BCP 47 code (ISO 639, two letters where there are two), or none
/// where the text is too short or the language is not sure.
///
/// Pass the text as its author wrote it: folding takes away what tells Persian or Urdu from Arabic.
/// A text in two languages has the one of most of its words. At most 2 KB are looked at, a quarter
/// of them at each quarter of the text, so that a menu in English above an article does not decide.
///
/// Beside the usual codes: `ar-Latn` is Arabic in Latin letters (the chat alphabet), `und-Arab` a
/// language in Arabic script that is surely not Arabic but not known further.
///
/// ```
/// use rasid_text::language;
/// assert_eq!(language("أعلنت وزارة الخارجية اليوم أن المحادثات ستبدأ في العاصمة الأسبوع المقبل"), Some("ar"));
/// assert_eq!(language("وزیر خارجه گفت که این گفتگوها هفته آینده در پایتخت آغاز می شود"), Some("fa"));
/// assert_eq!(language("el wazir 2al en el mofawdat hateb2a el esboo3 elgay fel 3asema"), Some("ar-Latn"));
/// let english = "The ministry said on Monday that the talks would begin in the capital next week, and \
///     that both sides had agreed on what should be discussed when they meet again in the spring.";
/// assert_eq!(language(english), Some("en"));
/// assert_eq!(language("نعم"), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    by_survey(text, &Survey::of(&Sample::of(text, FIRST_LOOK)))
}

/// [`language`] and [`script`] with one look at the text.
pub fn language_and_script(text: &str) -> (Option<&'static str>, Option<&'static str>) {
    let survey = Survey::of(&Sample::of(text, FIRST_LOOK));
    (by_survey(text, &survey), by_letters(&survey))
}

fn by_survey(text: &str, first: &Survey) -> Option<&'static str> {
    if first.is_plainly_arabic() {
        return Some("ar");
    }
    let sample = Sample::of(text, SECOND_LOOK);
    match Survey::of(&sample).main_script()? {
        Script::Arabic => arabic_script::identify(&sample),
        Script::Latin => latin::identify(&sample),
        Script::Cyrillic => cyrillic::identify(&sample),
        Script::Other => codes::detect(&sample.letters_in(Script::Other), 15),
    }
}

/// The script that most letters of a text are in, as an ISO 15924 code: `Arab`, `Latn`, `Cyrl`, or
/// `Zzzz` for any other; none without letters. The first on ties. At most 1 KB is looked
/// at, spread over the text.
///
/// ```
/// assert_eq!(rasid_text::script("قال إن Reuters"), Some("Latn"));
/// assert_eq!(rasid_text::script("2024 …"), None);
/// ```
pub fn script(text: &str) -> Option<&'static str> {
    by_letters(&Survey::of(&Sample::of(text, FIRST_LOOK)))
}

fn by_letters(survey: &Survey) -> Option<&'static str> {
    let letters = survey.letters;
    let most = letters.into_iter().max()?;
    let first = Script::ALL.iter().zip(letters).find(|(_, n)| *n == most)?.0;
    (most > 0).then(|| first.code())
}

/// The scripts that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Latin,
    Cyrillic,
    Other,
}

impl Script {
    const ALL: [Self; 4] = [Self::Arabic, Self::Latin, Self::Cyrillic, Self::Other];

    fn code(self) -> &'static str {
        match self {
            Self::Arabic => "Arab",
            Self::Latin => "Latn",
            Self::Cyrillic => "Cyrl",
            Self::Other => "Zzzz",
        }
    }

    /// The script of a letter; none for any other character.
    fn of(c: char) -> Option<Self> {
        match c {
            'A'..='Z' | 'a'..='z' => Some(Self::Latin),
            '\0'..='\u{7F}' => None,
            // The two signs are words of Sindhi ("and", "in").
            '\u{06FD}' | '\u{06FE}' => Some(Self::Arabic),
            _ if !c.is_alphabetic() => None,
            '\u{0600}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{0870}'..='\u{08FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}' => Some(Self::Arabic),
            '\u{80}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' => Some(Self::Latin),
            '\u{0400}'..='\u{052F}' => Some(Self::Cyrillic),
            _ => Some(Self::Other),
        }
    }
}

/// Whether a character leaves the word it stands in as it is: tashkeel, tatweel, and what cannot
/// be seen (zero-width and direction controls, soft hyphen).
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\u{0610}'..='\u{061A}'
            | '\u{061C}'
            | 'ـ'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{08D3}'..='\u{08FF}'
            | '\u{00AD}'
            | '\u{0300}'..='\u{036F}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE70}'..='\u{FE7F}'
            | '\u{FEFF}'
    )
}
