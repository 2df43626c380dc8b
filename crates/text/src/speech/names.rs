//! Quotes that hold a title or a name.

use std::collections::BTreeSet;

use super::lexicon::Roles;
use super::scan::{Scan, Span};

/// A longer quote is no name.
pub(super) const NAME_WORDS: usize = 7;

/// Short quotes that are a title or a name in one place are so in all.
pub(super) fn names<'a>(scan: &Scan<'a>) -> BTreeSet<&'a str> {
    let short = scan.spans.iter().filter(|s| s.tokens.len() <= NAME_WORDS);
    short.filter(|s| introduces_name(scan, s)).map(|s| scan.slice(s.tokens.clone())).collect()
}

/// Whether the words before a quote announce a name or title.
pub(super) fn introduces_name(scan: &Scan<'_>, span: &Span) -> bool {
    let start = span.tokens.start;
    if start == 0 || span.before.ends_sentence() || span.before.colon || span.before.comma {
        return false;
    }
    let before = start - 1;
    if scan.within[before].is_some_and(|s| scan.spans[s].tokens.end == start) {
        return false;
    }
    if scan.is(before, Roles::TITLE) {
        return true;
    }
    // باسم حملة «…», يعرف بـ«…»: the proclitic stands alone.
    let proclitic = matches!(scan.word(before), "ب" | "ل" | "ك" | "و" | "ال");
    if proclitic && before > 0 {
        let title = Roles::TITLE;
        let far = (before.saturating_sub(4)..before).any(|i| scan.is(i, title));
        return matches!(scan.word(before), "ب") && far;
    }
    if scan.is(before, Roles::NAMING) {
        return span.tokens.len() <= NAME_WORDS;
    }
    // صحيفة كذا الأسبوعية «…»: an adjective between.
    let word = scan.word(before);
    let adjective = word.starts_with("ال") || word.ends_with(['ه', 'ي', 'ة']);
    let free = !scan.is(before, Roles::GOVERNOR.and(Roles::SAID).and(Roles::ADJUNCT));
    adjective
        && free
        && before > 0
        && scan.is(before - 1, Roles::NAMING)
        && span.tokens.len() <= 4
        && !scan.is(before - 1, Roles::GOVERNOR)
}

/// `رابطة الدول المستقلة`: a noun of institutions and a definite word after it.
pub(super) fn reads_as_name(scan: &Scan<'_>, span: &Span) -> bool {
    let mut rest = span.tokens.clone();
    let Some(first) = rest.next() else { return false };
    span.tokens.len() <= 5
        && scan.is(first, Roles::NAMING)
        && !scan.is(first, Roles::FINITE)
        && rest.any(|i| scan.word(i).starts_with("ال"))
}
