//! Foreign text made harmless.

/// The text without characters that a terminal obeys: controls, bidi controls, zero-width characters.
/// Line ends and tabs become a space.
pub fn inert(text: &str) -> String {
    let shown = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if is_active(c) => None,
        c => Some(c),
    });
    shown.collect()
}

/// Controls, bidi controls and characters that show nothing.
pub(crate) fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E007F}')
}

/// A name of any length, short enough for a table or a message.
pub fn short(name: &str) -> String {
    const LONGEST: usize = 120;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// The text as a cell that no spreadsheet takes for a formula: an apostrophe goes before a first
/// `=`, `+`, `-` or `@`, full-width ones too (OWASP, CSV injection).
pub fn no_formula(text: &str) -> String {
    const FIRST: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let text = inert(text);
    if text.len() > 1 && text.trim_start().starts_with(FIRST) { format!("'{text}") } else { text }
}
