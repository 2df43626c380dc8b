//! Foreign text made harmless.

/// The text without characters that a terminal obeys: controls, bidi controls, zero-width characters.
/// Line ends and tabs become a space.
pub fn inert(text: &str) -> String {
    let shown = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{061C}'
        | '\u{FEFF}' => None,
        c if c.is_control() => None,
        c => Some(c),
    });
    shown.collect()
}

/// The text as a cell that no spreadsheet takes for a formula: an apostrophe goes before a first
/// `=`, `+`, `-` or `@` (OWASP, CSV injection).
pub fn no_formula(text: &str) -> String {
    let text = inert(text);
    if text.len() > 1 && text.trim_start().starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text
    }
}
