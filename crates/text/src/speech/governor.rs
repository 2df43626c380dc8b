//! Which words govern the speech that follows them.

use super::lexicon::Roles;
use super::scan::Scan;

/// Words after a verb that are looked at.
const LOOK: usize = 12;
/// إن comes within this many words where it belongs to the verb beyond doubt.
const BREATH: usize = 6;

/// For each word outside of quotes, the last governing verb at or before it, in its sentence.
pub(super) fn governors(scan: &Scan<'_>) -> Vec<Option<usize>> {
    let mut last: Option<usize> = None;
    let governs = |i: usize| {
        let source = scan.is(i, Roles::SOURCE) && i == scan.outer[i].start;
        scan.within[i].is_none() && (source || is_governor(scan, i))
    };
    (0..scan.tokens.len())
        .map(|i| {
            if governs(i) {
                last = Some(i);
            }
            last.filter(|&v| v >= scan.outer[i].start)
        })
        .collect()
}

/// Whether a word governs speech where it stands.
pub(super) fn is_governor(scan: &Scan<'_>, i: usize) -> bool {
    let roles = scan.roles(i);
    let first = i == scan.outer[i].start || scan.words[i].conjoined;
    // عبر is a preposition, or a verb where it begins a clause; بحسب وصفها holds no verb.
    let preposition = roles.any(Roles::ADJUNCT) && roles.any(Roles::FINITE) && !first;
    let noun = i > 0 && scan.is(i - 1, Roles::SOURCE.and(Roles::AS_PUT)) && roles.any(Roles::SAID);
    // لم يعد is "no longer".
    let negated = i > 0 && scan.is(i - 1, Roles::NOT) && roles.any(Roles::SAY_FIRST);
    if preposition || noun || negated {
        return false;
    }
    if roles.any(Roles::SAY.and(Roles::PARTICIPLE).and(Roles::ACT).and(Roles::PARTICIPLE_ACT)) {
        return true;
    }
    let next = i + 1;
    let quoted_next = scan.within.get(next).is_some_and(Option::is_some);
    if roles.any(Roles::PARTICIPLE_BARE) {
        return scan.is(next, Roles::ANY_THAT);
    }
    let end = scan.outer[i].end.min(i + LOOK);
    let introduces = || (next..end).any(|j| ends_introduction(scan, j));
    let within = next < scan.tokens.len() && scan.word(next).starts_with("في");
    if roles.any(Roles::COME) && within && introduces() {
        return true;
    }
    if roles.any(Roles::SAY_THAT.and(Roles::SAY_FIRST)) {
        // A noun or preposition of the same spelling mostly stands within the sentence, a verb
        // before its subject at its start or after a conjunction.
        let sure = first || roles.any(Roles::SAY_THAT);
        return sure && quoted_next
            || scan.gaps[next].colon
            || scan.is(next, Roles::ANY_THAT)
            || (first || after_particle(scan, i)) && introduces()
            || roles.any(Roles::SAY_THAT) && soon(scan, i, end);
    }
    false
}

/// Whether إن or أن comes within the same breath.
fn soon(scan: &Scan<'_>, verb: usize, end: usize) -> bool {
    for j in verb + 1..end.min(verb + BREATH) {
        if scan.gaps[j].comma {
            return false;
        }
        if scan.is(j, Roles::ANY_THAT) {
            return !scan.is(j - 1, Roles::BEFORE_THAT) && !scan.words[j].conjoined;
        }
    }
    false
}

fn ends_introduction(scan: &Scan<'_>, j: usize) -> bool {
    let that = scan.is(j, Roles::ANY_THAT) && !scan.is(j - 1, Roles::BEFORE_THAT);
    that || scan.gaps[j].colon || scan.gaps[j].quote || scan.is(j, Roles::PARTICIPLE)
}

fn after_particle(scan: &Scan<'_>, i: usize) -> bool {
    i > 0 && scan.is(i - 1, Roles::PARTICLE)
}
