//! Languages that are written in the Arabic script, told apart by letters and function words.

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

use super::function_words::{ARABIC, JOINED_AFTER, JOINED_BEFORE, LANGUAGES, contains};
use super::survey::Sample;
use super::{Script, is_silent};

/// A set of languages: bit n is the language at n in [`LANGUAGES`].
type Users = u16;

const FA: Users = 1;
const UR: Users = 1 << 1;
const CKB: Users = 1 << 2;
const UG: Users = 1 << 3;
const PS: Users = 1 << 4;
const SD: Users = 1 << 5;
const PA: Users = 1 << 6;
const AZ: Users = 1 << 7;
const OTA: Users = 1 << 8;
const MS: Users = 1 << 9;
const KK: Users = 1 << 10;

/// Longer words are no function words; their ends are not kept.
const MAX_LETTERS: usize = 12;

/// The languages that use a letter which Arabic does not use; none for a letter of Arabic.
///
/// ی, ک, ہ and ھ count as Arabic: keyboards put them into Arabic texts. So do the letters of the
/// Maghreb for g and v.
pub(super) fn letter_users(c: char) -> Option<Users> {
    Some(match c {
        'پ' => FA | UR | CKB | UG | PS | SD | PA | AZ | OTA,
        'چ' => FA | UR | CKB | UG | PS | SD | PA | AZ | OTA | MS,
        'ژ' => FA | UR | CKB | UG | PS | AZ | OTA,
        'گ' => FA | UR | CKB | UG | PS | SD | PA | AZ | OTA | MS | KK,
        'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ۓ' | 'ۂ' | 'ۃ' => UR | PA,
        'ۀ' => FA | PS,
        'ێ' | 'ڵ' | 'ڕ' | 'ڎ' => CKB,
        'ە' => CKB | UG | KK,
        'ۆ' => CKB | UG | AZ | KK,
        'ڤ' => CKB | MS,
        'ۇ' => UG | AZ | KK,
        'ۈ' => UG | AZ,
        'ۋ' => UG | KK,
        'ې' => UG | PS,
        'ڭ' => UG | OTA | KK,
        'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ڼ' | 'ځ' | 'څ' | 'ۍ' | 'ګ' => PS,
        'ٻ' | 'ڀ' | 'ٺ' | 'ٽ' | 'ٿ' | 'ڄ' | 'ڃ' | 'ڇ' | 'ڊ' | 'ڌ' | 'ڍ' | 'ڏ' | 'ڙ' | 'ڦ' | 'ڪ'
        | 'ڳ' | 'ڱ' | '\u{06FD}' | '\u{06FE}' => SD,
        'ڻ' => SD | PA,
        'ݨ' | 'ࣇ' => PA,
        'ڠ' | 'ݢ' | 'ڽ' | 'ۏ' | 'ڬ' => MS,
        '\u{0674}' => KK,
        'ی' | 'ک' | 'ہ' | 'ھ' | 'ٱ' | 'ڨ' | 'ڥ' | 'ڢ' | 'ڧ' | 'ݣ' | 'ڡ' | 'ٯ' => {
            return None;
        }
        '\u{0672}'..='\u{06D5}' | '\u{06EE}' | '\u{06EF}' | '\u{06FA}'..='\u{06FF}' => 0,
        '\u{063B}'..='\u{063F}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08C9}' => 0,
        _ => return None,
    })
}

/// The languages that a letter speaks for without speaking against Arabic.
fn hint(c: char) -> Users {
    match c {
        'ہ' => UR | PA,
        'ھ' => UR | PA | CKB | UG | SD,
        _ => 0,
    }
}

/// The language of a text that is mostly in Arabic script.
///
/// Every word speaks for Arabic, for other languages, or not at all. Arabic has the article, ة and
/// its own function words in about half of all words; the others have letters or function words
/// that Arabic lacks in a third or more.
pub(super) fn identify(sample: &Sample<'_>) -> Option<&'static str> {
    let mut tally = Tally::default();
    let mut word = Word::default();
    let nfkc = ComposingNormalizer::new_nfkc();
    for c in sample.chars() {
        match c {
            '\u{200C}' => word.join(),
            _ if is_silent(c) => {}
            '\u{FB50}'..='\u{FDFB}' | '\u{FE80}'..='\u{FEFC}' => {
                for c in normalized(&nfkc, c) {
                    word.push_or_end(c, &mut tally);
                }
            }
            _ => word.push_or_end(c, &mut tally),
        }
    }
    tally.verdict()
}

fn normalized(nfkc: &ComposingNormalizerBorrowed<'_>, c: char) -> impl Iterator<Item = char> {
    nfkc.normalize_iter(std::iter::once(c))
}

/// A word in one spelling, and the letters that speak.
struct Word {
    letters: [char; MAX_LETTERS],
    len: usize,
    last: char,
    foreign: bool,
    users: Users,
    hints: Users,
    /// Whether it has a letter of the keyboards of Iran, ی or ک.
    iranian: bool,
    /// How many letters stand before the last zero-width non-joiner, and how many of it there are.
    joint: usize,
    joints: usize,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            letters: [' '; MAX_LETTERS],
            len: 0,
            last: ' ',
            foreign: false,
            users: Users::MAX,
            hints: 0,
            iranian: false,
            joint: 0,
            joints: 0,
        }
    }
}

impl Word {
    fn push_or_end(&mut self, c: char, tally: &mut Tally) {
        if Script::of(c) == Some(Script::Arabic) {
            self.push(c);
        } else if !is_silent(c) && self.len > 0 {
            tally.count(self);
            *self = Self::default();
        }
    }

    fn join(&mut self) {
        if self.len > 0 {
            self.joint = self.len;
            self.joints += 1;
        }
    }

    fn push(&mut self, c: char) {
        self.hints |= hint(c);
        self.iranian |= matches!(c, 'ی' | 'ک');
        if let Some(users) = letter_users(c) {
            self.foreign = true;
            self.users &= users;
        }
        let c = one_spelling(c);
        if let Some(place) = self.letters.get_mut(self.len) {
            *place = c;
        }
        self.len += 1;
        self.last = c;
    }

    /// Whether it is written as only Persian does, with one non-joiner behind a verb's prefix or
    /// before an ending: می‌شود, کتاب‌ها. (Joiners between all letters are a disguise.)
    fn has_persian_joint(&self) -> bool {
        let Some((before, after)) = self.whole().and_then(|w| w.split_at_checked(self.joint))
        else {
            return false;
        };
        self.joints == 1 && (contains(JOINED_BEFORE, before) || contains(JOINED_AFTER, after))
    }

    /// Whether it begins with the Arabic article (ال, also behind و ف ب ك, or لل) and two more
    /// letters.
    fn has_article(&self) -> bool {
        matches!(
            self.letters[..self.len.min(5)],
            ['ا' | 'ل', 'ل', _, _, ..]
                | ['و' | 'ف' | 'ب' | 'ك', 'ا', 'ل', _, _]
                | ['و', 'ل', 'ل', _, _]
                | ['و', 'ب' | 'ك', 'ا', 'ل', _]
        )
    }

    fn has_ta_marbuta(&self) -> bool {
        self.last == 'ة' && self.len > 2
    }

    /// The letters, where all were kept.
    fn whole(&self) -> Option<&[char]> {
        self.letters.get(..self.len)
    }
}

/// One letter for those that keyboards exchange.
pub(super) fn one_spelling(c: char) -> char {
    match c {
        'ی' | 'ى' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۂ' => 'ه',
        'ٱ' => 'ا',
        c => c,
    }
}

#[derive(Debug, Default)]
struct Tally {
    words: u32,
    arabic: u32,
    foreign: u32,
    /// Of the foreign ones, those that are so by a letter.
    by_letter: u32,
    /// Words with ی or ک that are neither Arabic nor foreign for another reason.
    iranian: u32,
    /// By language, in the order of [`LANGUAGES`].
    support: [i32; LANGUAGES.len()],
}

impl Tally {
    fn count(&mut self, word: &Word) {
        self.words += 1;
        let persian = word.has_persian_joint();
        let by_letter = word.foreign || persian;
        if !by_letter && (word.has_article() || word.has_ta_marbuta()) {
            self.arabic += 1;
            return;
        }
        let users = if persian { word.users & FA } else { word.users };
        let mut by_word = false;
        for (i, (_, words)) in LANGUAGES.iter().enumerate() {
            if word.whole().is_some_and(|w| contains(words, w)) {
                self.support[i] += 2;
                by_word = true;
            }
            if by_letter {
                self.support[i] += if users & (1 << i) != 0 { 1 } else { -1 };
            }
            self.support[i] += i32::from(word.hints & (1 << i) != 0);
        }
        if by_word || by_letter {
            self.foreign += 1;
            self.by_letter += u32::from(by_letter);
        } else if word.whole().is_some_and(|w| contains(ARABIC, w)) {
            self.arabic += 1;
        } else {
            self.iranian += u32::from(word.iranian);
        }
    }

    fn verdict(&self) -> Option<&'static str> {
        if self.arabic > self.against() {
            return (self.arabic >= 2 && self.arabic * 8 >= self.words).then_some("ar");
        }
        self.is_surely_foreign().then(|| self.leader())
    }

    /// Words that speak against Arabic. Where letters do, the keyboard does too: texts of faith have
    /// as many phrases in Arabic as words of their own.
    fn against(&self) -> u32 {
        self.foreign + if self.by_letter > 0 { self.iranian / 2 } else { 0 }
    }

    /// Function words alone must be many: chat in dialect writes French words in Arabic letters. ی
    /// and ک in every third word count where next to nothing is Arabic.
    fn is_surely_foreign(&self) -> bool {
        let &Self { words, arabic, foreign, by_letter, iranian, .. } = self;
        let more = self.against() > arabic;
        if by_letter + iranian > 0 && foreign >= 2 && more && foreign * 6 >= words {
            return true;
        }
        let keyboard = iranian >= 2 && (foreign + iranian) * 3 >= words && arabic * 8 < words;
        let function_words = foreign >= 3 && foreign >= 2 * arabic && foreign * 4 >= words;
        keyboard || function_words
    }

    /// The language that the words speak for most. Persian leads on ties where the keyboard is
    /// Iranian: all others that use ی and ک have letters of their own.
    fn leader(&self) -> &'static str {
        let best = self.support.iter().copied().max().unwrap_or_default();
        let mut leaders = LANGUAGES.iter().zip(self.support).filter(|(_, s)| *s == best);
        match (leaders.next(), leaders.next()) {
            (Some(((code, _), _)), None) if best > 0 => code,
            (Some((("fa", _), _)), _) if self.iranian > 0 => "fa",
            _ => "und-Arab",
        }
    }
}
