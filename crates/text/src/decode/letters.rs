//! How usual a letter is in Arabic and in Russian writing: a text read in the wrong encoding is made
//! of unusual ones.

/// Cost of U+0621 (ء) to U+0652, in tenths of a bit, by their frequency in `labels/articles.csv`.
const ARABIC: [u16; 50] = [
    83, 99, 54, 98, 69, 80, 28, 49, 51, 43, 73, 63, 58, 68, 50, 77, 43, 75, 52, 66, 67, 74, 66, 90,
    50, 78, 140, 140, 140, 140, 140, 132, 52, 53, 59, 33, 40, 42, 56, 41, 67, 38, 76, 130, 140,
    100, 86, 111, 78, 127,
];
/// Cost of U+0430 (а) to U+044F, in tenths of a bit, by the published tables of Russian letter frequencies.
const CYRILLIC: [u16; 32] = [
    36, 60, 45, 59, 51, 36, 67, 59, 38, 64, 48, 45, 50, 39, 32, 52, 44, 42, 40, 53, 86, 67, 77, 61,
    71, 81, 113, 57, 58, 83, 73, 56,
];
/// A capital costs this much more than the small letter.
const CAPITAL: u16 = 45;
/// Quotation marks, dashes, dots, spaces and direction marks, and the Arabic comma.
const MARK: u16 = 63;
/// Letters that other languages add to the script.
const ADDED: u16 = 100;
/// What no text in the script is made of.
const STRANGE: u16 = 140;

/// Cost of a character beyond ASCII in a text in Arabic, in tenths of a bit.
pub(super) fn arabic(c: char) -> u16 {
    match c {
        '\u{0621}'..='\u{0652}' => ARABIC[c as usize - 0x621],
        '،' => MARK,
        '\u{0600}'..='\u{06FF}' => ADDED,
        c => mark(c),
    }
}

/// Cost of a character beyond ASCII in a text in Russian, in tenths of a bit.
pub(super) fn cyrillic(c: char) -> u16 {
    match c {
        '\u{0430}'..='\u{044F}' => CYRILLIC[c as usize - 0x430],
        '\u{0410}'..='\u{042F}' => CYRILLIC[c as usize - 0x410] + CAPITAL,
        '\u{0400}'..='\u{04FF}' => ADDED,
        c => mark(c),
    }
}

fn mark(c: char) -> u16 {
    if is_mark(c) { MARK } else { STRANGE }
}

/// Whether a character stands in texts of any script.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{203A}' | '\u{200C}'..='\u{200F}' | '\u{A0}' | '№')
        || matches!(c, '«' | '»' | '·' | '°' | '§' | '¡' | '¿')
}
