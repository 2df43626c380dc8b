//! One spelling of a line, for comparing it with the tables.

pub(super) use crate::facts::ends_with_stop;
use crate::letters::is_alphabetic;

/// Lower case, without marks and controls, one form each of alef, ya and ta marbuta, single spaces.
pub(super) fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut space = false;
    for c in line.chars() {
        if is_mark(c) {
            continue;
        }
        if c.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        if space {
            out.push(' ');
            space = false;
        }
        push(&mut out, c);
    }
    out
}

/// Tashkeel, tatweel, and controls of direction and joining.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{6D6}'..='\u{6ED}' | '\u{61C}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// The first word of a line, folded; empty where it has none or a very long one.
pub(super) fn first_word(line: &str) -> String {
    let mut word = String::new();
    for c in line.trim_start_matches(|c: char| !is_letter(c) || is_mark(c)).chars() {
        if is_mark(c) {
            continue;
        }
        if !is_letter(c) {
            return word;
        }
        if word.len() > 40 {
            return String::new();
        }
        push(&mut word, c);
    }
    word
}

/// As [`is_alphabetic`], with a short way for the letters of most texts.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\u{621}'..='\u{64A}' => true,
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        _ => is_alphabetic(c),
    }
}

/// A letter or a digit.
pub(super) fn is_word(c: char) -> bool {
    is_letter(c) || is_digit(c)
}

/// A digit as Arabic, Persian and European texts write it.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

fn push(out: &mut String, c: char) {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' => out.push('ي'),
        'ة' => out.push('ه'),
        '\u{600}'..='\u{6FF}' => out.push(c),
        '\0'..='\u{7F}' => out.push(c.to_ascii_lowercase()),
        _ => out.extend(c.to_lowercase()),
    }
}

/// The words of a folded line: no digits, signs or pictures, single spaces.
pub(super) fn words_only(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !is_letter(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a line ends as a sentence does.
pub(in crate::body) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '“', '»', '’', '\'', ')', ']', ' ']);
    end.ends_with(['.', '؟', '?', '!', '۔', '…', ':', '،', '؛'])
}
