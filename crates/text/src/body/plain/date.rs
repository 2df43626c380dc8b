//! Lines that hold a date and nothing else.

use super::fold::{fold, is_digit, is_letter};
use super::phrases::holds;
use crate::facts::{DATE_LINKS, DATE_WORDS, calendar_words, is_date_line};

/// Whether a folded text is a date: a number with a month or a day, or three numbers in a row.
pub(super) fn is_date(folded: &str) -> bool {
    let sign =
        |c: char| is_letter(c) || is_digit(c) || c.is_whitespace() || ",،/.-–:()|+".contains(c);
    if folded.len() > 120 || !folded.contains(is_digit) || !folded.chars().all(sign) {
        return false;
    }
    let mut names = 0;
    let mut words = words(folded).peekable();
    while let Some(word) = words.next() {
        if let Some(taken) = calendar_words(word, words.peek().copied()) {
            names += 1;
            words.by_ref().take(taken - 1).for_each(drop);
        } else if holds(DATE_WORDS, word) {
            names += 1;
        } else if !holds(DATE_LINKS, word) {
            return false;
        }
    }
    let numbers = numbers(folded);
    numbers >= 1 && names >= 1 || numbers >= 3 && folded.contains(['/', '-', '.'])
}

/// Whether a line holds a date and little else, an outlet's name for one (منبر السهوب | 5 مارس 2022).
pub(super) fn is_dated(line: &str) -> bool {
    // Most lines have no number, or only one that counts something.
    line.contains(is_digit) && (numbers(line) >= 3 || has_date(line)) && is_date_line(line)
}

fn numbers(line: &str) -> usize {
    line.split(|c| !is_digit(c)).filter(|number| !number.is_empty()).count()
}

/// Whether a day or a month stands beside a number in a line.
pub(super) fn has_date(line: &str) -> bool {
    if !line.contains(is_digit) {
        return false;
    }
    let folded = fold(line);
    let seconds = words(&folded).skip(1).map(Some).chain([None]);
    words(&folded)
        .zip(seconds)
        .any(|(word, second)| holds(DATE_WORDS, word) || calendar_words(word, second).is_some())
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c| !is_letter(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::phrases::STAMPS;
    use super::words;
    use crate::facts::{DATE_LINKS, STAMP_WORDS};

    /// What opens a page's date here is known beside a date there.
    #[test]
    fn stamps_are_words_of_dates() {
        for word in STAMPS.iter().flat_map(|stamp| words(stamp)) {
            assert!(STAMP_WORDS.contains(&word) || DATE_LINKS.contains(&word), "{word}");
        }
    }
}
