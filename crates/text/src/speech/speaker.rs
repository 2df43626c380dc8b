//! Who speaks: the noun phrase beside a verb of saying.

use std::ops::Range;

use super::lexicon::Roles;
use super::scan::Scan;

/// A speaker's title and name have at most this many words.
pub(super) const MAX_WORDS: usize = 10;
/// An apposition (`وزير الخارجية، فلان،`) has at most this many.
const APPOSITION: usize = 6;

/// The speaker that goes with a verb, if the sentence names one.
pub(super) fn of(
    scan: &Scan<'_>,
    verb: usize,
    governors: &[Option<usize>],
) -> Option<Range<usize>> {
    let roles = scan.roles(verb);
    if !roles.any(Roles::FINITE) {
        // قائلا: who says so is the subject of the verb before it.
        let main = verb.checked_sub(1).and_then(|b| governors[b])?;
        return if scan.is(main, Roles::FINITE) { beside(scan, main) } else { None };
    }
    beside(scan, verb)
}

fn beside(scan: &Scan<'_>, verb: usize) -> Option<Range<usize>> {
    let end = scan.outer[verb].end;
    let first = verb + 1;
    // قال للصحيفة, أضاف أن: no subject after the verb.
    let own = first < end && !ends(scan, first) && !is_told(scan.word(first));
    let after = if own { after(scan, first, end) } else { None };
    after.or_else(|| before(scan, verb))
}

/// The phrase from `start` to the first word or sign that ends it.
fn after(scan: &Scan<'_>, start: usize, end: usize) -> Option<Range<usize>> {
    let limit = end.min(start + MAX_WORDS);
    let mut commas = 0;
    let mut i = start;
    while i < limit {
        let gap = scan.gaps[i];
        let over = gap.colon || gap.bracket || gap.line || gap.stop || ends(scan, i);
        if i > start && over {
            break;
        }
        if i > start && gap.comma {
            commas += 1;
            if commas > 1 || !apposition(scan, i, end) {
                break;
            }
        }
        if scan.within[i].is_some() && scan.within[i] != scan.within[start.max(1) - 1] {
            break;
        }
        i += 1;
    }
    if i == start || scan.gaps[start].colon || scan.gaps[start].comma {
        return None;
    }
    Some(start..i)
}

fn ends(scan: &Scan<'_>, i: usize) -> bool {
    let stops = Roles::ANY_THAT
        .and(Roles::ADJUNCT)
        .and(Roles::SOURCE)
        .and(Roles::PARTICIPLE)
        .and(Roles::PARTICIPLE_ACT);
    let verb = Roles::SAY.and(Roles::SAY_THAT);
    let word = scan.word(i);
    // بالانسحاب, للصحيفة, لوكالة: what follows belongs to the verb.
    let to = scan.words[i].to && scan.is(i, Roles::NAMING.and(Roles::SAID));
    let object = to
        || matches!(word, "ب" | "ل" | "ك" | "و")
        || word.starts_with("بال")
        || word.starts_with("لل");
    object || scan.is(i, stops) && !is_title(scan, i) || scan.is(i, verb) && scan.words[i].conjoined
}

/// `قال لنظيره`, `قالت لصحيفة`: who is told. `لجنة` and most names with ل do not end so.
fn is_told(word: &str) -> bool {
    let short = word.chars().count() < 5 || matches!(word, "لجنه" | "لجنة");
    word.starts_with('ل') && word.ends_with(['ه', 'ة']) && !short
}

/// باسم and the like belong to a title.
fn is_title(scan: &Scan<'_>, i: usize) -> bool {
    scan.is(i, Roles::TITLE) && !scan.is(i, Roles::ANY_THAT)
}

/// Whether a few words and then a comma, a colon, a quote or إن follow.
fn apposition(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let last = end.min(start + APPOSITION);
    if ends(scan, start) || scan.words[start].conjoined && scan.is(start, Roles::FINITE) {
        return false;
    }
    for i in start + 1..=last {
        let gap = scan.gaps[i];
        if gap.comma || gap.colon || gap.quote || scan.is(i, Roles::ANY_THAT) {
            return true;
        }
        if gap.ends_sentence() || scan.is(i, Roles::FINITE) {
            return false;
        }
    }
    false
}

/// The subject before its verb: `المتحدث باسم الوزارة قال إن`.
fn before(scan: &Scan<'_>, verb: usize) -> Option<Range<usize>> {
    let sentence = scan.outer[verb].start;
    if verb == sentence || scan.words[verb].conjoined || scan.is(verb - 1, Roles::PARTICLE) {
        return None;
    }
    let mut start = verb;
    while start > sentence && verb - start < MAX_WORDS {
        let gap = scan.gaps[start];
        if gap.comma || gap.colon || gap.bracket || gap.quote || gap.line {
            break;
        }
        start -= 1;
    }
    let bounded = start == sentence || scan.gaps[start].comma || scan.gaps[start].colon;
    let noun = !scan.is(start, Roles::PARTICLE.and(Roles::ADJUNCT).and(Roles::GOVERNOR));
    let noun = noun && !(start..verb).any(|i| scan.is(i, Roles::ADJUNCT.and(Roles::ANY_THAT)));
    (start < verb && bounded && noun && scan.within[start].is_none()).then_some(start..verb)
}

/// The source after بحسب, وفقا لـ, نقلا عن.
pub(super) fn after_source(scan: &Scan<'_>, source: usize, end: usize) -> Option<Range<usize>> {
    let mut start = source + 1;
    while start < end
        && (scan.is(start, Roles::FROM) || matches!(scan.word(start), "ل" | "ما" | "الي"))
    {
        start += 1;
    }
    // حسبما ذكرت وكالة كذا: the subject of that verb.
    if scan.is(start, Roles::FINITE) && start < end {
        start += 1;
        while start < end && scan.is(start, Roles::FROM) {
            start += 1;
        }
    }
    if scan.is(start, Roles::NO_SOURCE.and(Roles::AS_PUT)) {
        return None;
    }
    after(scan, start, end)
}
