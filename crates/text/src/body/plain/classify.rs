//! What one line can be told to be by itself.

use std::ops::Range;

use super::credit::credit;
use super::fold::{ends_sentence, first_word, fold, is_digit, is_word, words_only};
use super::line::Class;
use super::notice::{closing, notice};
use super::phrases::{COMMENTS, FIRST_WORDS, FURNITURE, OPENERS, TRANSLATIONS, holds, strip_cue};
use super::{date::is_date, teaser};
use crate::body::PartKind;
use crate::facts::is_byline;

/// Longer lines are text, in characters.
const LONG: usize = 260;
/// An agency's name is no longer, in characters, unless it begins with وكالة: its first word may be any.
const NAME: usize = 24;
/// Furniture is short, in characters.
const SHORT: usize = 80;

/// The class of a line without white space around it; for a credit, where its name stands.
pub(super) fn classify(line: &str, chars: usize) -> (Class, Option<Range<usize>>) {
    if line.is_empty() {
        return (Class::Blank, None);
    }
    if chars > LONG {
        return (Class::Text, None);
    }
    if line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit()) {
        return (Class::Counter, None);
    }
    if !may_be_named(line, chars) {
        return (Class::Text, None);
    }
    let folded = fold(line);
    if !folded.contains(is_word) {
        return (if folded.starts_with('©') { Class::Furniture } else { Class::Ruler }, None);
    }
    if let Some((class, name)) = credit(line, &folded, chars) {
        return (class, name);
    }
    let class = structure(line, &folded, chars)
        .or_else(|| teaser::cue(&folded, chars))
        .or_else(|| notice(&folded, chars))
        .or_else(|| closing(&folded, chars))
        .or_else(|| (chars <= SHORT).then(|| furniture(&folded)).flatten());
    (class.unwrap_or(Class::Text), None)
}

/// Whether a line is worth a closer look. Most paragraphs are not, and folding costs more than all
/// else; a cue is known by its first word, and what has no cue is short.
fn may_be_named(line: &str, chars: usize) -> bool {
    const SIGNS: [char; 18] =
        [',', '؛', '|', '•', '◦', '▪', '·', '›', '–', '—', '/', '[', '(', '@', '©', '≡', '+', '،'];
    chars <= NAME
        || holds(FIRST_WORDS, &first_word(line))
        || chars <= SHORT
            && (line.is_ascii()
                || line.contains(SIGNS)
                || line.contains(" - ")
                || line.contains(is_digit) && line.len() <= 120
                || !line.contains(is_word)
                || line.starts_with(['«', '»', '<', '>', '←', '→', '‹']))
}

/// Lines of the article that have a name and stay.
fn structure(line: &str, folded: &str, chars: usize) -> Option<Class> {
    let stays = |kind| Some(Class::Stays(kind));
    let words = words_only(folded);
    if matches!(words.as_str(), "بسم الله الرحمن الرحيم" | "باسم الله الرحمن الرحيم")
    {
        return stays(PartKind::Basmala);
    }
    if matches!(words.as_str(), "الخبر" | "التعليق") && folded.ends_with(':') {
        return stays(PartKind::SectionHead);
    }
    let bare = folded.trim_start_matches(['(', '[', '*', ' ']);
    if let Some(rest) = strip_cue(TRANSLATIONS, bare) {
        let rest = rest.trim_end_matches([')', ']', '.', ' ']).trim_start();
        if rest.is_empty() && bare.len() < folded.len() || rest.starts_with(':') && chars <= SHORT {
            return stays(PartKind::TranslationNote);
        }
    }
    let short = chars <= 100 && !ends_sentence(folded);
    if short && is_byline(line, bare) {
        return stays(PartKind::Byline);
    }
    if is_date(folded) {
        return stays(PartKind::Date);
    }
    None
}

/// What pages put around articles: their words, or a bullet and a few words.
fn furniture(folded: &str) -> Option<Class> {
    let words = words_only(folded);
    if holds(COMMENTS, &words) {
        return Some(Class::Comments);
    }
    let arrow = ['«', '»', '‹', '›', '<', '>', '←', '→', '≡', ' '];
    let bare = folded.trim_matches(arrow);
    // English openers such as "by" and "in" need a line that is shorter still.
    let opens = |rest: &str| !bare.is_ascii() || bare.len() <= 40 || bare.len() - rest.len() > 5;
    let neighbor = ["السابق", "التالي", "previous", "next"]
        .iter()
        .any(|w| bare.strip_prefix(w).is_some_and(|r| r.trim_start().starts_with([':', '»', '«'])));
    if is_furniture(&words)
        || neighbor
        || strip_cue(OPENERS, bare).is_some_and(opens)
        || in_pieces(folded)
    {
        return Some(Class::Furniture);
    }
    // A bulleted menu entry: a bullet and a few words without a full stop.
    let bulleted = folded
        .strip_prefix(['•', '◦', '▪', '»', '|', '≡'])
        .is_some_and(|rest| rest.split_whitespace().count() <= 4 && !ends_sentence(rest));
    bulleted.then_some(Class::Bullet)
}

fn is_furniture(words: &str) -> bool {
    holds(FURNITURE, words) || is_share_bar(words)
}

/// Names of buttons run together, as a page's text has them: sharetweetsendshare.
fn is_share_bar(words: &str) -> bool {
    const BUTTONS: &[&str] =
        &["share", "tweet", "send", "pin", "email", "print", "whatsapp", "telegram", "facebook"];
    let mut rest = words;
    while let Some(after) = BUTTONS.iter().find_map(|b| rest.strip_prefix(b)) {
        rest = after.trim_start();
    }
    rest.is_empty() && !words.is_empty()
}

/// A line of several pieces that are furniture, all or enough of them: a menu in one line, a share
/// bar, counts and a date side by side.
fn in_pieces(folded: &str) -> bool {
    let split = folded.replace(" - ", "|");
    let (mut pieces, mut known, mut brief) = (0, 0, true);
    for piece in split.split(['|', '•', '·', '›', '–', '—', '/']).map(str::trim) {
        if piece.is_empty() {
            continue;
        }
        pieces += 1;
        known += usize::from(is_furniture(&words_only(piece)) || is_date(piece));
        brief &= piece.split(' ').count() <= 3 && !ends_sentence(piece);
    }
    pieces >= 2 && known == pieces || pieces >= 3 && known >= 2 && brief
}

#[cfg(test)]
mod tests {
    use super::may_be_named;
    use crate::facts::AGENCIES;

    #[test]
    fn every_agency_is_looked_at() {
        for name in AGENCIES {
            for line in [(*name).to_owned(), format!("وكالة {name}"), format!("({name})")] {
                assert!(may_be_named(&line, line.chars().count()), "{line}");
            }
        }
    }
}
