//! Who speaks: the noun phrase beside a verb of saying.

use std::ops::Range;

use super::lexicon::Roles;
use super::names::{NAME_WORDS, introduces_name};
use super::scan::Scan;
use super::subject;

/// A speaker's title and name have at most this many words.
pub(super) const MAX_WORDS: usize = 10;
/// An apposition (`وزير الخارجية، فلان،`) has at most this many.
const APPOSITION: usize = 6;
/// A speaker who stands in quotes alone has at most this many words.
const QUOTED_SPEAKER: usize = 4;
/// عن stands at most this many words after نقل.
const FROM_REACH: usize = 12;

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
        return if scan.is(main, Roles::FINITE) {
            beside(scan, main).filter(|who| !in_clause(scan, main, who))
        } else {
            None
        };
    }
    beside(scan, verb)
}

fn beside(scan: &Scan<'_>, verb: usize) -> Option<Range<usize>> {
    let end = scan.outer[verb].end;
    // قال له الحارس: a preposition with its pronoun goes before the subject.
    let first = verb + 1 + usize::from(verb + 1 < end && is_pronoun(scan.word(verb + 1)));
    if let Some(from) = passed_on(scan, verb, end) {
        return after(scan, from + 1, end);
    }
    if scan.is(verb, Roles::OBJECT) {
        let phrase = |first| if own(scan, first, end) { after(scan, first, end) } else { None };
        return subject::of(scan, verb, phrase, || before(scan, verb));
    }
    let after = if own(scan, first, end) { after(scan, first, end) } else { None };
    after.or_else(|| before(scan, verb))
}

fn is_pronoun(word: &str) -> bool {
    let forms = "له لها لهم لهما لنا لي عنه عنها عنهم عليه عليها عليهم به بها بهم";
    forms.split(' ').any(|form| form == word)
}

/// Whether a subject may begin at `first`: not in قال للصحيفة, أضاف أن.
fn own(scan: &Scan<'_>, first: usize, end: usize) -> bool {
    // رحب بتصريحات: ب and a noun begin no subject, though they may belong to a title.
    let object = scan.words.get(first).is_none_or(|word| word.with) && !is_title(scan, first);
    first < end && !object && !ends(scan, first) && !is_told(scan.word(first))
}

/// The عن of `نقلت الصحيفة عن مصدر قوله`: it is the source who speaks, not the medium.
fn passed_on(scan: &Scan<'_>, verb: usize, end: usize) -> Option<usize> {
    if !scan.word(verb).contains("نقل") {
        return None;
    }
    let reach = end.min(verb + FROM_REACH);
    let found = (verb + 1..reach).find(|&i| scan.is(i, Roles::FROM.and(Roles::ANY_THAT)))?;
    (scan.is(found, Roles::FROM) && found + 1 < end).then_some(found)
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
            let Some(name) = quoted_name(scan, start, i) else { break };
            i = name;
            continue;
        }
        i += 1;
    }
    if i == start || scan.gaps[start].colon || scan.gaps[start].comma {
        return None;
    }
    Some(start..i.min(end))
}

/// The end of a name in quotes that begins at `i` and belongs to the phrase: `صحيفة «النهر»`.
fn quoted_name(scan: &Scan<'_>, start: usize, i: usize) -> Option<usize> {
    let span = &scan.spans[scan.within[i]?];
    let after = span.tokens.end;
    let named = if i > start {
        span.tokens.len() <= NAME_WORDS && introduces_name(scan, span)
    } else {
        let said = scan.is(after, Roles::ANY_THAT.and(Roles::FROM));
        span.tokens.len() <= QUOTED_SPEAKER && said && !span.after.comma && !span.after.stop
    };
    (span.quoted.closed && span.tokens.start == i && named).then_some(after)
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
    let told = scan.words[i].to && scan.is(i, Roles::MEDIUM);
    let to =
        word.starts_with("لل") || scan.words[i].to && scan.is(i, Roles::NAMING.and(Roles::SAID));
    let object = told
        || to && !of_office(scan, i)
        || matches!(word, "ب" | "ل" | "ك" | "و")
        || word.starts_with("بال")
        || is_masdar_with(word);
    object
        || is_period(scan, i)
        || scan.is(i, stops) && !is_title(scan, i)
        || scan.is(i, verb) && scan.words[i].conjoined
}

/// `الأمين العام للأمم`, `المدير العام لمركز`: ل belongs to the office.
fn of_office(scan: &Scan<'_>, i: usize) -> bool {
    let people = matches!(scan.word(i), "للصحفيين" | "للصحافيين" | "للاعلاميين" | "للإعلاميين");
    i > 0 && matches!(scan.word(i - 1), "العام" | "العامه" | "العامة") && !people
}

/// `العام الماضي`, `عام 2015`: not the adjective of a title (الأمين العام, مفتي عام).
fn is_period(scan: &Scan<'_>, i: usize) -> bool {
    let Some(next) = scan.tokens.get(i + 1).map(|_| scan.word(i + 1)) else { return false };
    match scan.word(i) {
        "العام" => matches!(
            next,
            "الماضي" | "الجاري" | "المقبل" | "الحالي" | "المنصرم" | "القادم" | "الفائت"
        ),
        "عام" | "لعام" => next.starts_with(char::is_numeric),
        _ => false,
    }
}

/// بانضمام, باستخدام, باعلان: ب and a verbal noun, by its shape. Names such as باراك have none.
fn is_masdar_with(word: &str) -> bool {
    let Some(stem) = word.strip_prefix("با").or_else(|| word.strip_prefix("بإ")) else {
        return false;
    };
    let letters: Vec<char> = stem.chars().take(7).collect();
    matches!(
        *letters.as_slice(),
        [_, _, 'ا', _] | ['ن', _, _, 'ا', _] | [_, 'ت', _, 'ا', _] | ['س', 'ت', _, _, 'ا', _]
    )
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
    // A verb begins a clause of its own: `وبحسب الوكالة، قال الوزير`.
    if ends(scan, start) || scan.is(start, Roles::FINITE) {
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

/// `قال فلان إن العدد يؤكد كذا، مضيفا`: it is not the subject of the inner clause who adds.
fn in_clause(scan: &Scan<'_>, verb: usize, who: &Range<usize>) -> bool {
    who.end <= verb && who.start > 0 && opens_clause(scan, who.start - 1)
}

/// أن, إن or لأن without a pronoun: its subject follows. `قبل أن` has a verb after it.
fn opens_clause(scan: &Scan<'_>, i: usize) -> bool {
    let that = scan.is(i, Roles::THAT) && !scan.is(i, Roles::THAT_IT);
    let verbal = i > 0
        && scan.is(i - 1, Roles::BEFORE_THAT)
        && !matches!(scan.word(i - 1), "غير" | "رغم" | "مع" | "الا" | "إلا");
    let opens = that && !verbal || matches!(scan.word(i), "لان" | "لأن");
    scan.within[i].is_none() && opens
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
        // `غير أن الشركة تقول`: the clause of the verb begins here.
        if opens_clause(scan, start - 1) {
            break;
        }
        start -= 1;
    }
    let clause = start > sentence && opens_clause(scan, start - 1);
    let bounded = clause || start == sentence || scan.gaps[start].comma || scan.gaps[start].colon;
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
