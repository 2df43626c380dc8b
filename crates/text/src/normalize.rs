//! Spelling folded to one form, with offsets to the original.

use icu_normalizer::ComposingNormalizer;

use crate::alignment::Alignment;
use crate::body::Body;
use crate::settings::Rules;
use crate::tokens::Token;

/// Normalised text. Only [`Normalized::new`] makes it.
///
/// Normalising a normalised text changes nothing; time and size are linear in the body.
#[derive(Debug, Clone)]
pub struct Normalized {
    text: String,
    map: Alignment,
}

/// What becomes of one character.
enum Fold {
    Drop,
    One(char),
    Nfkc,
}

impl Normalized {
    /// Folds the spelling of a body by the rules that are on.
    pub fn new(body: &Body<'_>, rules: &Rules) -> Self {
        let input = body.text();
        let nfkc = ComposingNormalizer::new_nfkc();
        let mut out = Self { text: String::with_capacity(input.len()), map: Alignment::default() };
        let mut buffer = [0; 4];
        for (at, c) in input.char_indices() {
            if c == '\r' && input[at + 1..].starts_with('\n') {
                // One line end, not two.
                continue;
            }
            let original = body.source_offset(at);
            match fold(c, rules) {
                Fold::Drop => {}
                Fold::One(c) => out.push(c, original),
                Fold::Nfkc => {
                    for c in nfkc.normalize(c.encode_utf8(&mut buffer)).chars() {
                        if let Fold::One(c) = fold(c, rules) {
                            out.push(c, original);
                        }
                    }
                }
            }
        }
        out.map.push(out.text.len(), body.source_offset(input.len()));
        out
    }

    fn push(&mut self, c: char, original: usize) {
        self.map.push(self.text.len(), original);
        self.text.push(c);
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The normalised spelling of a token of this text.
    pub fn slice(&self, token: &Token) -> &str {
        &self.text[token.range()]
    }

    /// The stem of a token of this text.
    pub fn stem(&self, token: &Token) -> &str {
        &self.text[token.stem_range()]
    }

    pub(crate) fn source_range(&self, start: usize, end: usize) -> (usize, usize) {
        let last =
            self.text[start..end].char_indices().next_back().map_or(start, |(i, _)| start + i);
        (self.map.start(start), self.map.end(last, end))
    }
}

fn fold(c: char, rules: &Rules) -> Fold {
    use Fold::{Drop, Nfkc, One};
    match c {
        // The commonest characters first.
        'ا' | 'ب'..='غ' | 'ف'..='و' | ' ' | '\n' => match c {
            'ة' if rules.ta_marbuta => One('ه'),
            _ => One(c),
        },
        '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{0610}'..='\u{061A}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{08D3}'..='\u{08FF}' => {
            if rules.marks {
                Drop
            } else {
                One(c)
            }
        }
        'ـ' => {
            if rules.tatweel {
                Drop
            } else {
                One(c)
            }
        }
        '\u{00AD}'
        | '\u{061C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}' => {
            if rules.hidden {
                Drop
            } else {
                One(c)
            }
        }
        'أ' | 'إ' | 'آ' | 'ٱ' => One(if rules.alef { 'ا' } else { c }),
        'ى' | 'ی' => One(if rules.ya { 'ي' } else { c }),
        'ک' => One(if rules.kaf { 'ك' } else { c }),
        '٠'..='٩' => One(if rules.digits { digit(c, '٠') } else { c }),
        '۰'..='۹' => One(if rules.digits { digit(c, '۰') } else { c }),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
            if rules.presentation_forms && is_assigned_form(c) { Nfkc } else { One(c) }
        }
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' | '\t' => One(' '),
        '\r' | '\u{2028}' | '\u{2029}' | '\u{0085}' => One('\n'),
        _ if rules.case && c.is_uppercase() => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) => One(l),
                _ => One(c),
            }
        }
        _ => One(c),
    }
}

/// Ornate parentheses and signs of these blocks have no compatibility mapping: they stay.
fn is_assigned_form(c: char) -> bool {
    !matches!(c, '\u{FD3E}'..='\u{FD4F}' | '\u{FDCF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FDFD}'..='\u{FDFF}')
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}
