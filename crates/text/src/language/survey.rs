//! What one walk over a text tells: words and letters of each script, Arabic articles.

use super::arabic_script::letter_users;
use super::{Script, is_silent};

const CHUNKS: usize = 4;

/// The parts of a text that are looked at.
pub(super) struct Sample<'a>([&'a str; CHUNKS]);

impl<'a> Sample<'a> {
    /// All of a text of up to four times so many bytes; of a longer one so many from each quarter
    /// on, less the words that are cut.
    pub(super) fn of(text: &'a str, chunk_bytes: usize) -> Self {
        if text.len() <= CHUNKS * chunk_bytes {
            return Self([text, "", "", ""]);
        }
        Self(std::array::from_fn(|i| {
            let start = text.floor_char_boundary(text.len() / CHUNKS * i);
            let end = text.floor_char_boundary(start + chunk_bytes);
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

    /// The one loop that every article goes through: the commonest characters come first, and the
    /// article is looked for without branches (they would be mispredicted in every word).
    fn walk(&mut self, chunk: &str) {
        let mut open = None;
        let mut foreign = false;
        let bytes = chunk.as_bytes();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let here = at;
            // Nearly all characters are ASCII or a plain Arabic letter, told by their bytes.
            let (plain, len) = match (lead, bytes.get(at + 1)) {
                (..=b'@', _) => {
                    open = None;
                    at += 1;
                    continue;
                }
                (0xD8 | 0xD9, Some(&next)) => (is_plain_letter(lead, next), 2),
                _ => (false, 1),
            };
            let (script, foreign_letter) = if plain {
                at += len;
                (Script::Arabic, false)
            } else {
                let Some(c) = chunk[at..].chars().next() else { return };
                at += c.len_utf8();
                match Script::of(c) {
                    _ if is_silent(c) => continue,
                    None => {
                        open = None;
                        continue;
                    }
                    Some(Script::Other) => {
                        self.other_letter(c, open != Some(Script::Other));
                        open = Some(Script::Other);
                        continue;
                    }
                    Some(script) => (script, c > 'ي' && letter_users(c).is_some()),
                }
            };
            if open != Some(script) {
                open = Some(script);
                foreign = false;
                self.half_words[script as usize] += 2;
                self.articles += usize::from(begins_with_article(&bytes[here..]));
            }
            self.letters[script as usize] += 1;
            if foreign_letter && !foreign {
                self.foreign += 1;
                foreign = true;
            }
        }
    }

    fn other_letter(&mut self, c: char, begins_word: bool) {
        let at = Script::Other as usize;
        self.letters[at] += 1;
        self.half_words[at] += match (is_written_without_spaces(c), begins_word) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 0,
        };
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

/// Whether a text begins with the Arabic article (ال, also behind و ف ب ك, or لل) and two more
/// characters of Arabic, so that Urdu والا and Persian بالا do not count.
fn begins_with_article(text: &[u8]) -> bool {
    let Some(head) = text.first_chunk::<10>() else { return false };
    let letter = |i: usize| [head[2 * i], head[2 * i + 1]];
    let is = |i: usize, c: char| {
        let mut bytes = [0; 2];
        c.encode_utf8(&mut bytes);
        letter(i) == bytes
    };
    let arabic = |i: usize| matches!(letter(i)[0], 0xD8 | 0xD9);
    let prefix = is(0, 'و') | is(0, 'ف') | is(0, 'ب') | is(0, 'ك');
    let plain = (is(0, 'ا') | is(0, 'ل')) & is(1, 'ل') & arabic(2);
    let prefixed = prefix & is(1, 'ا') & is(2, 'ل') & arabic(4);
    (plain | prefixed) & arabic(3)
}

/// ء to ي but for what stands between غ and ف: by the two bytes of a character from U+0600 to U+067F.
#[inline]
fn is_plain_letter(lead: u8, next: u8) -> bool {
    // U+0621 to U+063A, and U+0641 to U+064A, a bit each.
    const LETTERS: [u64; 2] = [0x07FF_FFFE_0000_0000, 0x0000_0000_0000_07FE];
    LETTERS[usize::from(lead & 1)] >> (next & 0x3F) & 1 == 1
}

fn is_written_without_spaces(c: char) -> bool {
    // Thai to Tibetan, Burmese, Khmer, then kana and Han.
    matches!(c, '\u{0E00}'..='\u{0FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_letters_are_the_range_and_its_hole() {
        for c in '\u{0600}'..='\u{067F}' {
            let mut bytes = [0; 2];
            c.encode_utf8(&mut bytes);
            let wanted = matches!(c, 'ء'..='ي') && !matches!(c, '\u{063B}'..='ـ');
            assert_eq!(super::is_plain_letter(bytes[0], bytes[1]), wanted, "{c:?}");
        }
    }
}
