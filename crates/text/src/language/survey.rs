//! What one walk over a text tells: words and letters of each script, Arabic articles.

use super::{Script, arabic_script, is_silent};

const CHUNKS: usize = 4;
const CHUNK_BYTES: usize = 512;

/// The parts of a text that are looked at.
pub(super) struct Sample<'a>([&'a str; CHUNKS]);

impl<'a> Sample<'a> {
    /// All of a text of up to 2 KB; of a longer one 512 bytes from each quarter on, less the words
    /// that are cut.
    pub(super) fn of(text: &'a str) -> Self {
        if text.len() <= CHUNKS * CHUNK_BYTES {
            return Self([text, "", "", ""]);
        }
        Self(std::array::from_fn(|i| {
            let start = text.floor_char_boundary(text.len() / CHUNKS * i);
            let end = text.floor_char_boundary(start + CHUNK_BYTES);
            let mut chunk = &text[start..end];
            if i > 0 {
                chunk = chunk.find(char::is_whitespace).map_or(chunk, |at| &chunk[at..]);
            }
            chunk.rfind(char::is_whitespace).map_or(chunk, |at| &chunk[..at])
        }))
    }

    /// All characters, with a space after each part.
    pub(super) fn chars(&self) -> impl Iterator<Item = char> {
        self.0.iter().flat_map(|chunk| chunk.chars().chain(Some(' ')))
    }

    /// The words of one script, with a space wherever anything else stood.
    pub(super) fn letters_in(&self, script: Script) -> String {
        let keep = |c: &char| Script::of(*c).is_none_or(|s| s == script);
        self.chars().map(|c| if keep(&c) { c } else { ' ' }).collect()
    }
}

/// Counts over a sample.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Letters by script, in the order of [`Script::ALL`].
    pub(super) letters: [usize; 4],
    /// Words by script, twice: in scripts without spaces a letter counts as half a word.
    half_words: [usize; 4],
    /// Words that begin with the Arabic article.
    articles: usize,
    /// Words with a letter that Arabic does not use.
    foreign: usize,
}

impl Survey {
    pub(super) fn of(sample: &Sample<'_>) -> Self {
        let mut survey = Self::default();
        for chunk in sample.0 {
            survey.walk(chunk);
        }
        survey
    }

    fn walk(&mut self, chunk: &str) {
        let mut open = None;
        let mut article = Article::Start;
        let mut foreign = false;
        for c in chunk.chars() {
            let (script, other) = match c {
                'ء'..='غ' | 'ف'..='ي' => (Script::Arabic, false),
                _ if is_silent(c) => continue,
                _ => match Script::of(c) {
                    Some(Script::Arabic) => {
                        (Script::Arabic, arabic_script::letter_users(c).is_some())
                    }
                    Some(script) => (script, false),
                    None => {
                        open = None;
                        continue;
                    }
                },
            };
            if open != Some(script) || is_written_without_spaces(c) {
                open = Some(script);
                article = Article::Start;
                foreign = false;
                self.half_words[script as usize] +=
                    if is_written_without_spaces(c) { 1 } else { 2 };
            }
            self.letters[script as usize] += 1;
            if script == Script::Arabic {
                article = article.then(c);
                self.articles += usize::from(article == Article::Found);
                self.foreign += usize::from(other && !foreign);
                foreign |= other;
            }
        }
    }

    /// Whether the text is Arabic beyond doubt: two words in three are in Arabic script, one word
    /// in eight has the article (in real articles one in four), and words with letters that Arabic
    /// does not use are few beside them (names from abroad).
    pub(super) fn is_plainly_arabic(&self) -> bool {
        let words: usize = self.half_words.iter().sum();
        self.articles >= 3
            && self.half_words[0] * 3 >= words * 2
            && self.articles * 16 >= words
            && self.foreign * 4 <= self.articles
    }

    /// The script of more than half of the words.
    pub(super) fn main_script(&self) -> Option<Script> {
        let words: usize = self.half_words.iter().sum();
        Script::ALL.into_iter().find(|&s| self.half_words[s as usize] * 2 > words)
    }
}

/// How far the Arabic article at the start of a word has been read: ال, with و ف ب ك before it, or
/// لل. It counts where two letters or more follow, so that Urdu والا and Persian بالا do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    Start,
    Prefix,
    Alef,
    Lam,
    FirstLetter,
    Found,
    Over,
}

impl Article {
    pub(super) fn then(self, c: char) -> Self {
        match (self, c) {
            (Self::Start, 'و' | 'ف' | 'ب' | 'ك' | 'ک') | (Self::Prefix, 'ب' | 'ك' | 'ک') => {
                Self::Prefix
            }
            (Self::Start | Self::Prefix, 'ا' | 'ٱ' | 'ل') => Self::Alef,
            (Self::Alef, 'ل') => Self::Lam,
            (Self::Lam, _) => Self::FirstLetter,
            (Self::FirstLetter, _) => Self::Found,
            _ => Self::Over,
        }
    }
}

fn is_written_without_spaces(c: char) -> bool {
    // Thai to Tibetan, Burmese, Khmer, then kana and Han.
    matches!(c, '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}
