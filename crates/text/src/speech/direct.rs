//! Which quotes are someone's words, and which are titles, names and scare quotes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::governor::is_governor;
use super::lexicon::Roles;
use super::names::{self, NAME_WORDS, introduces_name, reads_as_name};
use super::neighbors;
use super::scan::{Scan, Span};
use super::speaker;

/// A verb governs a quote at most this many words further on.
const GOVERNS: usize = 40;
/// A quote of this many words can be a sentence.
pub(super) const SENTENCE_WORDS: usize = 6;
/// So long a quote is someone's words though nobody is named.
const DOCUMENT_WORDS: usize = 10;
/// A member of a list of names has at most this many words.
const LISTED_WORDS: usize = 4;
/// Words around a quote that are looked at.
const LOOK: usize = 12;

/// Who says a quote, as far as it is stated.
#[derive(Debug, Clone, Default)]
pub(super) struct Attribution {
    pub(super) verb: Option<usize>,
    pub(super) speaker: Option<Range<usize>>,
}

/// The attribution of each quote that is speech; `None` for the others.
pub(super) fn judge(scan: &Scan<'_>, governors: &[Option<usize>]) -> Vec<Option<Attribution>> {
    let named = names::names(scan);
    let mut out: Vec<Option<Attribution>> = Vec::with_capacity(scan.spans.len());
    for span in &scan.spans {
        let inside_speech = span.parent.is_some_and(|p| out[p].is_some());
        let judge = Judge { scan, span, named: &named, governors, inside_speech };
        // A name joined to a name is a name.
        let listed = judge.joined(&out).is_some_and(|last| last.1.is_none());
        let verdict = if listed && span.tokens.len() <= LISTED_WORDS {
            None
        } else {
            judge.verdict().or_else(|| judge.continues(&out))
        };
        out.push(verdict);
    }
    neighbors::mark(scan, &mut out);
    out
}

struct Judge<'s, 'a> {
    scan: &'s Scan<'a>,
    span: &'s Span,
    named: &'s BTreeSet<&'a str>,
    governors: &'s [Option<usize>],
    inside_speech: bool,
}

impl Judge<'_, '_> {
    fn verdict(&self) -> Option<Attribution> {
        let words = self.words();
        if self.is_name() || self.is_source() {
            return None;
        }
        let long = words >= 4;
        if self.inside_speech && !long {
            return None;
        }
        self.after_colon()
            .or_else(|| self.adjacent())
            .or_else(|| self.after_quote())
            .or_else(|| self.governed())
            .or_else(|| self.headline())
            .or_else(|| self.object_of_noun())
            .or_else(|| self.stands_alone().then(Attribution::default))
    }

    /// A title, a name that was introduced somewhere, or one that all know.
    fn is_name(&self) -> bool {
        let words = self.words();
        words <= 2 && self.scan.is(self.span.tokens.start, Roles::NAME)
            || self.is_foreign_name()
            || introduces_name(self.scan, self.span)
            || reads_as_name(self.scan, self.span)
            || words <= NAME_WORDS && self.named.contains(self.scan.slice(self.span.tokens.clone()))
    }

    fn words(&self) -> usize {
        self.span.tokens.len()
    }

    /// The word before the quote, in its sentence.
    fn before(&self) -> Option<usize> {
        let before = self.span.tokens.start.checked_sub(1)?;
        (!self.span.before.ends_sentence()).then_some(before)
    }

    /// The word after the quote, in its sentence.
    fn after(&self) -> Option<usize> {
        let after = self.span.tokens.end;
        (after < self.scan.around(self.span).end).then_some(after)
    }

    /// A few Latin words or a number.
    fn is_foreign_name(&self) -> bool {
        let text = &self.scan.text[self.span.quoted.inner.clone()];
        self.words() <= 4 && !text.chars().take(80).any(|c| ('\u{0621}'..='\u{064A}').contains(&c))
    }

    /// `وقالت «…» إن`, `بحسب «…»`, `لـ«…»`: the quote names who says or who is told.
    fn is_source(&self) -> bool {
        let scan = self.scan;
        if self.words() > SENTENCE_WORDS {
            return false;
        }
        let Some(before) = self.before() else { return false };
        let speech_follows = self.after().is_some_and(|a| {
            let near = a..(a + 3).min(scan.tokens.len());
            scan.is(a, Roles::FROM)
                || near.clone().any(|i| scan.is(i, Roles::ANY_THAT)) && self.words() <= 4
        });
        if speech_follows && scan.is(before, Roles::FINITE.and(Roles::FROM)) {
            return true;
        }
        let to = scan.word(before) == "ل";
        let source = |i: usize| scan.is(i, Roles::SOURCE);
        let governor = self.governors[before].is_some_and(|v| {
            scan.is(v, Roles::SAY.and(Roles::SAY_THAT).and(Roles::PARTICIPLE)) && before - v < LOOK
        });
        let told = to && self.words() <= 3 && (governor || before > 0 && source(before - 1));
        let from = scan.is(before, Roles::FROM) && before > 0 && source(before - 1);
        let on = matches!(scan.word(before), "علي" | "على" | "عبر" | "في")
            && self.words() <= 2
            && self.after().is_none_or(|_| scan.gaps[self.span.tokens.end].comma);
        told || from
            || on && self.governors[before].is_none()
            || source(before)
            || to && before > 0 && source(before - 1)
    }

    /// `قال فلان: «…»`, `فلان: «…»`.
    fn after_colon(&self) -> Option<Attribution> {
        let before = self.before().filter(|_| self.span.before.colon)?;
        if let Some(verb) = self.governors[before] {
            return Some(self.by(verb));
        }
        let sentence = self.scan.around(self.span);
        let from = sentence.start.max(before.saturating_sub(LOOK));
        let said = (from..=before).rev().find(|&i| self.scan.is(i, Roles::SAID.and(Roles::FINITE)));
        if said.is_some() || self.words() >= 3 {
            let name = sentence.start..before + 1;
            let short = name.len() <= speaker::MAX_WORDS && !self.is_topic(&name);
            let speaker = (said.is_none() && short).then_some(name);
            return Some(Attribution { verb: said, speaker });
        }
        None
    }

    /// The quote stands right after a word that presents it: `قائلا «…»`, `بقوله «…»`, `أن «…»`.
    fn adjacent(&self) -> Option<Attribution> {
        let scan = self.scan;
        let before = self.before()?;
        if scan.within[before].is_some() && scan.within[before] != self.span.parent {
            return None;
        }
        let finite = Roles::GOVERNOR.and(Roles::PARTICIPLE_BARE);
        let verb = !scan.is(before, Roles::SAY_FIRST) || self.governors[before] == Some(before);
        if verb && scan.is(before, finite) && !self.span.before.comma {
            return Some(self.by(before));
        }
        if scan.is(before, Roles::SAID) && self.words() >= 3 {
            let verb = self.governors[before].filter(|v| before - v < LOOK);
            return Some(verb.map_or_else(
                || Attribution { verb: Some(before), speaker: None },
                |verb| self.by(verb),
            ));
        }
        None
    }

    /// `«…» قال فلان`, `«…» على حد قوله`.
    fn after_quote(&self) -> Option<Attribution> {
        let scan = self.scan;
        let after = self.after()?;
        let end = scan.around(self.span).end;
        let at = if scan.is(after, Roles::PARTICLE) && scan.word(after).ends_with("كما") {
            after + 1
        } else {
            after
        };
        if at >= end || scan.within[at].is_some() && scan.within[at] != self.span.parent {
            return None;
        }
        let source = scan.is(at, Roles::SOURCE);
        let put = scan.is(at + 1, Roles::AS_PUT) || source && scan.is(at + 1, Roles::SAID);
        let definite = scan.word(self.span.tokens.start).starts_with("ال");
        if put || source && (self.words() >= 3 || !definite && !scan.gaps[at].comma) {
            let speaker = if put { None } else { speaker::after_source(scan, at, end) };
            return Some(Attribution { verb: Some(at), speaker });
        }
        let finite =
            scan.is(at, Roles::SAY) || scan.is(at, Roles::SAY_THAT) && is_governor(scan, at);
        let opens = (at + 1..end.min(at + LOOK)).any(|i| scan.is(i, Roles::ANY_THAT));
        let own = !scan.words[at].conjoined && (self.words() >= 5 || self.words() >= 3 && !opens);
        let named = self.before().is_some_and(|b| scan.is(b, Roles::NAMING));
        let later = at > after || scan.gaps[at].comma || scan.gaps[at].bracket || self.begins();
        (finite && own && !named && later).then(|| self.by(at))
    }

    /// Whether the quote is the first thing in its sentence.
    fn begins(&self) -> bool {
        self.scan.around(self.span).start == self.span.tokens.start
    }

    /// A verb earlier in the sentence governs the quote.
    fn governed(&self) -> Option<Attribution> {
        let scan = self.scan;
        let before = self.before()?;
        let verb = self.governor(before)?;
        let distance = before - verb;
        if distance > GOVERNS {
            return None;
        }
        let words = self.words();
        let roles = scan.roles(verb);
        let that = roles.any(Roles::SOURCE)
            || (verb + 1..=before).any(|i| {
                scan.within[i].is_none()
                    && scan.is(i, Roles::ANY_THAT)
                    && !scan.is(i - 1, Roles::BEFORE_THAT)
            });
        // في مقابلة مع «…»: a name.
        let place = matches!(scan.word(before), "مع" | "في" | "لدي" | "لدى" | "عبر");
        let acts = roles.any(Roles::ACT.and(Roles::PARTICIPLE_ACT));
        let near_that = scan.is(before, Roles::ANY_THAT);
        let tight = near_that || matches!(scan.word(before), "ب" | "ك");
        let tied = tight || scan.is(before, Roles::TIE) || scan.word(before).starts_with('ب');
        let first = scan.word(self.span.tokens.start);
        let definite = first.starts_with("ال");
        // مضحكا: an accusative is no name.
        let adjective = !definite && first.ends_with(['ه', 'ة']) && distance <= LOOK;
        let accusative = first.ends_with('ا') && first.chars().count() >= 5;
        let enough = if that {
            words >= 2 && !(definite && words <= 3 && !tight)
                || words == 1
                    && (accusative
                        || adjective
                        || scan.is(before, Roles::THAT_IT)
                        || tight && !near_that)
        } else if acts {
            tied && distance <= LOOK && (words >= 2 || distance <= 5 || tight)
                || words >= 3 && distance <= LOOK
                || words >= 4 && distance <= 2 * LOOK
                || words >= SENTENCE_WORDS
        } else {
            words >= 4
                || words >= 2 && distance <= 8 && !definite && !place
                || tied && distance <= 4
        };
        enough.then(|| self.by(verb))
    }

    /// What is joined to speech is speech: `«…» و«…»`, the next paragraph of a long quote.
    fn continues(&self, verdicts: &[Option<Attribution>]) -> Option<Attribution> {
        if self.is_name() {
            return None;
        }
        if let (Some(last), Some(Some(verdict))) =
            (verdicts.len().checked_sub(1).map(|i| &self.scan.spans[i]), verdicts.last())
            && !last.quoted.closed
            && last.tokens.end == self.span.tokens.start
        {
            // A quote of several paragraphs opens again in each.
            return Some(verdict.clone());
        }
        let last = self.joined(verdicts)?;
        let (ours, theirs) = (self.words(), last.0.tokens.len());
        (ours >= 2 || theirs <= 3).then(|| last.1.clone())?
    }

    /// The quote that this one is joined to by و, in the same sentence.
    fn joined<'o>(
        &self,
        verdicts: &'o [Option<Attribution>],
    ) -> Option<(&Span, &'o Option<Attribution>)> {
        let before = self.before().filter(|&b| matches!(self.scan.word(b), "و" | "او" | "أو"))?;
        let start = self.scan.around(self.span).start;
        let mut last = self.scan.spans[..verdicts.len()].iter().zip(verdicts).rev().take(2);
        last.find(|(s, _)| s.tokens.end <= before && s.parent == self.span.parent)
            .filter(|(s, _)| s.tokens.start >= start)
    }

    /// `تحذيرا من «…»`, `إعلانه أن «…»`.
    fn object_of_noun(&self) -> Option<Attribution> {
        let scan = self.scan;
        let before = self.before()?;
        let from = before.saturating_sub(SENTENCE_WORDS).max(scan.around(self.span).start);
        let noun = (from..=before).rev().find(|&i| scan.is(i, Roles::MASDAR))?;
        let tied =
            scan.is(before, Roles::TIE) || matches!(scan.word(before), "ب" | "ل") || noun == before;
        (self.words() >= 2 && tied).then_some(Attribution { verb: Some(noun), speaker: None })
    }

    /// Too long for a name, and no name by its first word.
    fn stands_alone(&self) -> bool {
        let first = self.span.tokens.start;
        let name = self.scan.word(first).starts_with("ال") || self.scan.is(first, Roles::NAMING);
        self.words() >= if name { DOCUMENT_WORDS } else { SENTENCE_WORDS }
    }

    fn governor(&self, before: usize) -> Option<usize> {
        let start = self.scan.around(self.span).start;
        self.governors[before].filter(|&v| v >= start)
    }

    /// `فلان: كذا «…»` in a line of its own.
    fn headline(&self) -> Option<Attribution> {
        let scan = self.scan;
        let before = self.before()?;
        let sentence = scan.around(self.span);
        if sentence.len() > 25 || self.words() < 2 || self.span.parent.is_some() {
            return None;
        }
        let starts = sentence.start == 0 || scan.gaps[sentence.start].line;
        let ends = scan.gaps[sentence.end].line || sentence.end == scan.tokens.len();
        let stops = scan.gaps[sentence.end].stop;
        let last = (sentence.start + 6).min(before);
        let colon = (sentence.start + 1..=last).find(|&i| scan.gaps[i].colon)?;
        let name = Some(sentence.start..colon).filter(|n| !self.is_topic(n));
        (starts && ends && !stops).then_some(Attribution { verb: None, speaker: name })
    }

    /// `أزمة المياه: …`, `جدل في البلدة: …`: what the line is about.
    fn is_topic(&self, part: &Range<usize>) -> bool {
        self.scan.is(part.start, Roles::TOPIC) || part.clone().any(|i| self.scan.word(i) == "في")
    }

    fn by(&self, verb: usize) -> Attribution {
        if self.scan.is(verb, Roles::SOURCE) && !self.scan.is(verb, Roles::FINITE) {
            let speaker = speaker::after_source(self.scan, verb, self.span.tokens.start);
            return Attribution { verb: Some(verb), speaker };
        }
        Attribution { verb: Some(verb), speaker: speaker::of(self.scan, verb, self.governors) }
    }
}
