//! One spelling of a line, for comparing it with the tables.

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
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' => out.push('ي'),
            'ة' => out.push('ه'),
            _ => out.extend(c.to_lowercase()),
        }
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

/// The words of a folded line: no digits, signs or pictures, single spaces.
pub(super) fn words_only(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
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

/// Whether a line ends with a full stop, a comma or a colon, as no headline does.
pub(super) fn ends_with_stop(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '“', '»', '’', '\'', ')', ']', ' ']);
    end.ends_with(['.', '۔', '،', '؛', ':']) && !end.ends_with("..")
}
