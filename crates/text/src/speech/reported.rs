//! Clauses that report what someone said.

use std::ops::Range;

use super::direct::Attribution;
use super::governor::is_governor;
use super::lexicon::Roles;
use super::scan::Scan;
use super::speaker;

/// So many words stand between a verb and a colon that ends its introduction.
const COLON_REACH: usize = 9;
/// The conjunction stands at most this many words after its verb.
const REACH: usize = 25;
const ACT_REACH: usize = 12;

/// Words of a reported clause and who says so.
pub(super) struct Clause {
    pub(super) tokens: Range<usize>,
    pub(super) attribution: Attribution,
}

/// All reported clauses outside of direct speech. `quoted` tells the words within direct speech.
pub(super) fn clauses(
    scan: &Scan<'_>,
    quoted: &[bool],
    governors: &[Option<usize>],
) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    let n = scan.tokens.len();
    let mut at = 0;
    while at < n {
        let found = if quoted[at] {
            None
        } else if scan.is(at, Roles::SOURCE) {
            sourced(scan, at, out.last().map_or(0, |c| c.tokens.end), governors)
        } else if is_governor(scan, at) && !negated(scan, at) {
            said(scan, at, quoted, governors)
        } else {
            None
        };
        match found {
            Some(clause) => {
                at = clause.tokens.end.max(at + 1);
                out.push(clause);
            }
            None => at += 1,
        }
    }
    out
}

fn negated(scan: &Scan<'_>, at: usize) -> bool {
    at > 0 && scan.is(at - 1, Roles::NOT)
}

/// `قال فلان إن …`, `أشار إلى أن …`.
fn said(
    scan: &Scan<'_>,
    verb: usize,
    quoted: &[bool],
    governors: &[Option<usize>],
) -> Option<Clause> {
    if author(scan, verb) {
        return None;
    }
    let sentence = scan.outer[verb].end;
    let that = conjunction(scan, verb, sentence, quoted)
        .or_else(|| after_colon(scan, verb, sentence, quoted))?;
    let start = that + usize::from(scan.is(that, Roles::THAT) && !scan.is(that, Roles::THAT_IT));
    let end = close(scan, start, sentence, quoted);
    let attribution = Attribution { verb: Some(verb), speaker: speaker::of(scan, verb, governors) };
    (start < end).then_some(Clause { tokens: start..end, attribution })
}

/// `يذكر أن` at the start of a sentence is the author's own phrase.
fn author(scan: &Scan<'_>, verb: usize) -> bool {
    let starts = verb == scan.outer[verb].start || scan.is(verb - 1, Roles::PARTICLE);
    starts && scan.word(verb).ends_with("يذكر") && scan.is(verb + 1, Roles::ANY_THAT)
}

/// The إن or أن that belongs to a verb of saying.
fn conjunction(scan: &Scan<'_>, verb: usize, sentence: usize, quoted: &[bool]) -> Option<usize> {
    // طلب and the like take a clause at once or not at all.
    let acts = !scan.is(verb, Roles::SAY.and(Roles::SAY_THAT).and(Roles::SAY_FIRST))
        && scan.is(verb, Roles::ACT.and(Roles::PARTICIPLE_ACT));
    let reach = sentence.min(verb + if acts { ACT_REACH } else { REACH });
    for (i, &direct) in quoted.iter().enumerate().take(reach).skip(verb + 1) {
        let gap = scan.gaps[i];
        let turns = gap.comma && (acts || scan.is(i, Roles::TURN));
        if direct || turns || gap.colon && !scan.is(i, Roles::ANY_THAT) {
            return None;
        }
        if scan.is(i, Roles::ANY_THAT) {
            if !scan.is(i - 1, Roles::BEFORE_THAT) && !scan.words[i].conjoined {
                return Some(i);
            }
        } else if is_governor(scan, i) && scan.is(i, Roles::GOVERNOR) && !is_aside(scan, i) {
            // The next verb has the clause.
            return None;
        }
    }
    None
}

/// The first word after the colon of `وأضاف الوزير: …`.
fn after_colon(scan: &Scan<'_>, verb: usize, sentence: usize, quoted: &[bool]) -> Option<usize> {
    let says = Roles::SAY.and(Roles::SAY_THAT).and(Roles::SAY_FIRST).and(Roles::PARTICIPLE);
    if !scan.is(verb, says.and(Roles::COME)) {
        return None;
    }
    let reach = sentence.min(verb + COLON_REACH + 2);
    for (i, &direct) in quoted.iter().enumerate().take(reach).skip(verb + 1) {
        let gap = scan.gaps[i];
        if direct || gap.quote || gap.comma && scan.is(i, Roles::TURN) {
            return None;
        }
        if gap.colon {
            // 06:30, and `الفائزون هم: …` before a list.
            let lists =
                matches!(scan.word(i - 1), "هم" | "هي" | "هو" | "هما" | "وهم" | "وهي" | "وهو");
            let time = is_number(scan.word(i - 1)) && is_number(scan.word(i));
            return (!lists && !time && i + 1 < sentence).then_some(i);
        }
        if scan.is(i, Roles::ANY_THAT) || scan.is(i, Roles::GOVERNOR) && is_governor(scan, i) {
            return None;
        }
    }
    None
}

fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// A participle between commas (`وقال فلان، متحدثا في لندن، إن`) does not take the clause, nor does
/// a verb within a relative clause.
fn is_aside(scan: &Scan<'_>, i: usize) -> bool {
    let own = (i + 1..i + 4).any(|j| scan.is(j, Roles::ANY_THAT));
    let says = scan.is(i, Roles::SAY.and(Roles::PARTICIPLE));
    !own && (scan.is(i - 1, Roles::PARTICLE) || !says)
}

/// Where a reported clause ends: with its sentence, or where the next voice begins.
fn close(scan: &Scan<'_>, start: usize, sentence: usize, quoted: &[bool]) -> usize {
    for (i, &direct) in quoted.iter().enumerate().take(sentence).skip(start + 1) {
        if direct {
            continue;
        }
        let gap = scan.gaps[i];
        let word = scan.words[i];
        if (gap.comma || gap.bracket) && word.roles.any(Roles::TURN) {
            return i;
        }
        if word.roles.any(Roles::SOURCE) && speaker::after_source(scan, i, sentence).is_some() {
            return i;
        }
        // في حين, في المقابل.
        if gap.comma && scan.word(i) == "في" && scan.is(i + 1, Roles::TURN) {
            return i;
        }
        let speech = Roles::SAY.and(Roles::PARTICIPLE);
        let joins = gap.comma || word.conjoined || gap.quote;
        if word.roles.any(speech) && joins && is_governor(scan, i) {
            return i;
        }
        let as_said = gap.comma && scan.is(i, Roles::PARTICLE) && scan.is(i + 1, Roles::FINITE);
        if as_said && scan.word(i).ends_with("كما") {
            return i;
        }
    }
    sentence
}

/// `وبحسب فلان، …`, `…، وفقا لفلان`.
fn sourced(
    scan: &Scan<'_>,
    source: usize,
    free: usize,
    governors: &[Option<usize>],
) -> Option<Clause> {
    let sentence = scan.outer[source].clone();
    let speaker = speaker::after_source(scan, source, sentence.end)?;
    let noun = scan.words[speaker.start];
    if noun.roles.any(Roles::NO_SOURCE) {
        return None;
    }
    let attribution = Attribution { verb: Some(source), speaker: Some(speaker.clone()) };
    let first = source == sentence.start
        || source == sentence.start + 1 && scan.is(sentence.start, Roles::ADJUNCT);
    let clause = if first {
        let start = speaker.end;
        let parted = scan.gaps.get(start)?.comma
            || scan.is(start, Roles::ANY_THAT)
            || scan.words.get(start)?.conjoined;
        if !parted {
            return None;
        }
        let that = scan.is(start, Roles::THAT) && !scan.is(start, Roles::THAT_IT);
        start + usize::from(that)..sentence.end
    } else {
        // `وقال فلان، وفقا لوكالة، إن`: the clause is the verb's, and still to come.
        let verb = governors[source - 1].filter(|&v| v >= free && scan.is(v, Roles::SAY));
        if verb
            .is_some_and(|v| !(v + 1..source.min(v + REACH)).any(|i| scan.is(i, Roles::ANY_THAT)))
        {
            return None;
        }
        // In the middle of a clause (`اضطر حسب فلان إلى`) there is no saying which part is whose.
        let after = scan.gaps[speaker.end];
        let ends = speaker.end >= sentence.end || after.comma || after.ends_sentence();
        if !ends && !scan.gaps[source].comma && !scan.gaps[source].quote {
            return None;
        }
        sentence.start.max(free)..source
    };
    (clause.len() >= 2).then_some(Clause { tokens: clause, attribution })
}
