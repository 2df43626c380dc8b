//! Where the subject of a verb ends and its object begins: `نفى كريم حداد الخبر`.
//!
//! Names and nouns look alike without a parser. Where shape and a short list do not tell them
//! apart, no speaker is given: none is better than a wrong one.

use std::ops::Range;

use super::lexicon::Roles;
use super::scan::Scan;

/// The subject of a verb that takes an object. `phrase` gives the words that may follow a verb as
/// its subject, `before` the subject that stands before it.
pub(super) fn of(
    scan: &Scan<'_>,
    verb: usize,
    phrase: impl Fn(usize) -> Option<Range<usize>>,
    before: impl Fn() -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    if carries_object(scan.word(verb)) {
        // وصفه الوزير: the object is in the verb.
        return phrase(verb + 1).or_else(before);
    }
    let sentence = scan.outer[verb].start;
    let after_particle = verb > sentence && scan.is(verb - 1, Roles::PARTICLE);
    if after_particle && matches!(scan.word(verb - 1), "الذي" | "التي" | "الذين" | "من")
    {
        return None;
    }
    let gap = scan.gaps[verb];
    let parted = gap.comma || gap.colon || gap.bracket || gap.quote;
    if verb > sentence && !after_particle && !parted && !scan.words[verb].conjoined {
        // `الدولة تتهم المقاتلين`: what follows is the object.
        return before();
    }
    let words = phrase(verb + 1)?;
    let subject = first_part(scan, &words)?;
    let whole = subject == words;
    let filled = whole && scan.is(verb, Roles::NEEDS_OBJECT) && completes(scan, words.end);
    (!filled).then_some(subject)
}

/// Whether a pronoun for the object is in the verb: وصفه, but not اتهم.
fn carries_object(verb: &str) -> bool {
    let accuses = ["اتهم", "يتهم", "تتهم", "نتهم"];
    verb.ends_with('ه')
        || verb.ends_with("ها")
        || verb.ends_with("هما")
        || verb.ends_with("هم") && !accuses.iter().any(|form| verb.ends_with(form))
}

/// Whether the complement follows at once, so that the object stands before this word.
fn completes(scan: &Scan<'_>, next: usize) -> bool {
    let Some(gap) = scan.gaps.get(next).filter(|_| next < scan.tokens.len()) else { return true };
    let word = scan.word(next);
    let begins = word.starts_with('ب') || scan.is(next, Roles::ANY_THAT);
    gap.ends_sentence() || !gap.comma && !gap.bracket && (begins || matches!(word, "علي" | "على"))
}

/// The title and name at the start of a phrase; `None` where it may hold an object and the
/// boundary cannot be told.
fn first_part(scan: &Scan<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    // Words in a row that may be a name; whether an office waits for its noun; whether a title is
    // complete.
    let (mut names, mut office, mut titled) = (0, false, false);
    for i in words.clone() {
        let definite = scan.word(i).starts_with("ال");
        let heads = scan.is(i, Roles::OFFICE.and(Roles::NAMING));
        if i > words.start {
            if scan.gaps[i].comma {
                break;
            }
            if is_common(scan, i) && !scan.is(i, Roles::OFFICE) {
                match names {
                    0 if definite && is_masculine_office(scan, words.start) => {
                        return Some(words.start..i);
                    }
                    0 => {}
                    1 if office && definite => {}
                    _ if office => return None,
                    1 if !titled => return None,
                    _ => return Some(words.start..i),
                }
            }
        }
        if heads && !definite {
            (names, office, titled) = (0, true, false);
        } else if definite {
            (names, office, titled) = (0, false, true);
        } else {
            names += 1;
        }
    }
    Some(words.clone())
}

/// الرئيس, الوزير: a feminine or a verbal noun after it is no adjective of it.
fn is_masculine_office(scan: &Scan<'_>, i: usize) -> bool {
    let word = scan.word(i);
    let plural =
        matches!(word, "الوزراء" | "الرؤساء" | "القاده" | "القادة" | "الخبراء" | "المصادر");
    word.starts_with("ال")
        && scan.is(i, Roles::OFFICE)
        && !plural
        && !word.ends_with(['ه', 'ة', 'ت'])
}

/// A noun that is no part of a name or title, by a list or by its shape.
fn is_common(scan: &Scan<'_>, i: usize) -> bool {
    if scan.is(i, Roles::COMMON) {
        return true;
    }
    let Some(stem) = scan.word(i).strip_prefix("ال") else { return false };
    let letters = stem.chars().count();
    // الأمريكية is an adjective, التميمي a family.
    if letters < 4 || stem.ends_with(['ي', 'ى']) || stem.ends_with("يه") || stem.ends_with("ية")
    {
        return false;
    }
    let feminine = stem.ends_with(['ه', 'ة']) || stem.ends_with("ات");
    let verbal = stem.starts_with('ت') && stem != "تابع"
        || stem.starts_with('ا') && letters >= 5 && stem.chars().rev().nth(1) == Some('ا');
    feminine || verbal
}
