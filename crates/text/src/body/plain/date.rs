//! Lines that hold a date and nothing else.

use super::fold::{fold, is_digit, is_letter};
use super::phrases::{CALENDAR, holds};

/// What may stand in a date beside numbers, days and months.
const BESIDE: &[&str] = &[
    "am",
    "at",
    "pm",
    "الساعه",
    "الموافق",
    "بتوقيت",
    "ت",
    "توقيت",
    "ص",
    "صباحا",
    "عام",
    "غرينتش",
    "م",
    "مساء",
    "ه",
    "يوم",
];

/// Whether a folded text is a date: a number with a month or a day, or three numbers in a row.
pub(super) fn is_date(folded: &str) -> bool {
    if folded.len() > 120 || !folded.contains(is_digit) {
        return false;
    }
    let (mut numbers, mut names) = (0, 0);
    let separator = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '،' | '/' | '.' | '-' | '–' | ':' | '(' | ')' | '|')
    };
    for piece in folded.split(separator).filter(|p| !p.is_empty()) {
        let name = piece.trim_start_matches(is_digit);
        numbers += usize::from(name.len() < piece.len());
        if holds(CALENDAR, name) {
            names += 1;
        } else if !name.is_empty() && !holds(BESIDE, name) {
            return false;
        }
    }
    numbers >= 1 && names >= 1 || numbers >= 3 && folded.contains(['/', '-', '.'])
}

/// Whether a day or a month stands beside a number in a line.
pub(super) fn has_date(line: &str) -> bool {
    line.contains(is_digit)
        && fold(line).split(|c: char| !is_letter(c)).any(|word| holds(CALENDAR, word))
}
