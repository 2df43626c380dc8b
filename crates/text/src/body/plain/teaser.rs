//! Links to other stories that stand as lines within a text, and other stories' openings below it.

use super::fold::{ends_with_stop, first_word, is_letter, is_word, words_only};
use super::line::{Class, Line};
use super::phrases::{CONNECTIVES, LEADS, TEASER_CUES, WEAK_CUES, holds, strip_cue};
use crate::body::PartKind;

/// A teaser is no longer than a long title, in characters.
const TITLE: usize = 160;
/// Titles below a cue: so many lines at most, of so many words at least (a subhead has fewer).
const LISTED: usize = 6;
const LISTED_WORDS: usize = 5;
/// Other stories' openings below a text: so many lines, of so many characters.
const OPENINGS: std::ops::RangeInclusive<usize> = 4..=6;
const OPENING_CHARS: std::ops::RangeInclusive<usize> = 60..=330;
/// So many of them begin with a verb of news.
const OPENING_VERBS: usize = 3;

/// A cue with a title, or alone.
pub(super) fn cue(folded: &str, chars: usize) -> Option<Class> {
    if chars > TITLE {
        return None;
    }
    let bare = folded.trim_start_matches(|c: char| !is_word(c));
    let dots = bare.len() < folded.len() && folded.starts_with(['.', '…']);
    if let Some(rest) = strip_cue(TEASER_CUES, bare) {
        if !rest.contains(is_word) {
            let button =
                matches!(words_only(bare).as_str(), "للمزيد" | "اقرا المزيد" | "اقرا اكثر")
                    || bare.starts_with("read more");
            return Some(if button { Class::Button } else { Class::TeaserHead });
        }
        // «اقرأ أيضا» needs no mark before the title; «للمزيد» does, it begins sentences too.
        let sure = bare[..bare.len() - rest.len()].contains("ايضا");
        if mark(rest) || sure && !ends_with_stop(rest) {
            return Some(Class::Goes(PartKind::Teaser));
        }
    }
    let rest = strip_cue(WEAK_CUES, bare)?;
    if dots && !rest.contains(is_word) {
        return Some(Class::Button);
    }
    let title = mark(rest) && words_only(rest).split(' ').count() >= 3 && !ends_with_stop(rest);
    title.then_some(Class::Goes(PartKind::Teaser))
}

/// Whether a colon, a dash, a bar or two dots part the cue from the title.
fn mark(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with([':', '/', '|', '-', '–', '—', '…', '!', '←', '»', '>', '،'])
        || rest.starts_with("..")
}

/// Marks the titles below a cue that stands alone.
pub(super) fn mark_lists(source: &str, lines: &mut [Line]) {
    let mut left = 0;
    let mut first = false;
    for line in lines {
        match line.class {
            Class::TeaserHead => {
                (left, first) = (LISTED, true);
            }
            Class::Blank | Class::Goes(_) => {}
            Class::Text | Class::Bullet if left > 0 => {
                let text = &source[line.inner.clone()];
                let words = text.split_whitespace().count();
                // The first line below a cue is a title however short it is.
                let enough = words >= if first { 4 } else { LISTED_WORDS };
                if line.chars <= TITLE && enough && !ends_with_stop(text) {
                    line.class = Class::Goes(PartKind::Teaser);
                    left -= 1;
                    first = false;
                } else {
                    left = 0;
                }
            }
            _ => left = 0,
        }
    }
}

/// Marks the openings of other stories at the end of a text.
///
/// Some pages end in the first sentences of four to six other stories, without a heading. A paragraph
/// of Arabic news is tied to the one before, by و or ف, by a connective (كما, من جهته) or by a
/// subhead; an opening of a story is not: it begins with a bare verb (أعلن, قالت) and is one
/// sentence. The rule asks for a row of at least four untied paragraphs at the very end, at least
/// three of them with such a verb, the first among them, below a text that does not itself write so.
/// On 63,755 articles of 20 outlets it found such rows in one outlet's pages, 550 of 3,507, and in
/// none of the other 60,248 articles.
pub(super) fn mark_openings(source: &str, lines: &mut [Line]) -> bool {
    let content: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].is_blank()).collect();
    let end = content.iter().rposition(|&i| lines[i].is_text()).map_or(0, |at| at + 1);
    let tie = |at: usize| tie(source, &lines[content[at]]);
    let short = |at: usize| lines[content[at]].chars < *OPENING_CHARS.start();
    let mut from = end;
    let mut verbs = 0;
    // Most texts end tied, and the first look is the last.
    while from > 1 && !short(from - 2) {
        match tie(from - 1) {
            Tie::Verb => verbs += 1,
            Tie::Untied => {}
            Tie::Tied => break,
        }
        from -= 1;
        if end - from > *OPENINGS.end() + 1 {
            return false;
        }
    }
    while from < end && tie(from) != Tie::Verb {
        from += 1;
    }
    if !OPENINGS.contains(&(end - from)) || verbs < OPENING_VERBS || from < 2 {
        return false;
    }
    let own = (1..from).filter(|&at| !short(at - 1) && tie(at) == Tie::Verb).count();
    if own > 1 {
        return false;
    }
    for &at in &content[from..end] {
        lines[at].class = Class::Goes(PartKind::Teaser);
    }
    true
}

/// How a paragraph begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// With a bare verb of news, and it is one sentence.
    Verb,
    /// Without a word that ties it to what stands before.
    Untied,
    /// Tied, or no paragraph of this kind.
    Tied,
}

fn tie(source: &str, line: &Line) -> Tie {
    if !line.is_text() || !OPENING_CHARS.contains(&line.chars) {
        return Tie::Tied;
    }
    let text = &source[line.inner.clone()];
    let word = first_word(text);
    let verb = holds(LEADS, &word);
    let quoted = ['"', '“', '«', '(', '\u{200B}', '\u{200F}'];
    if !text.trim_start_matches(quoted).starts_with(is_letter)
        || !verb && (word.starts_with(['و', 'ف']) || holds(CONNECTIVES, &word))
    {
        return Tie::Tied;
    }
    if verb && !has_inner_stop(text) { Tie::Verb } else { Tie::Untied }
}

/// Whether a sentence ends and another begins within the line.
fn has_inner_stop(text: &str) -> bool {
    text.match_indices(['.', '؟', '!']).any(|(at, stop)| {
        let rest = text[at + stop.len()..].trim_start_matches(['"', '”', '»']);
        rest.starts_with(' ') && rest.trim_start().starts_with(is_letter)
    })
}
