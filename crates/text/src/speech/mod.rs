//! Speech: the author's voice told from the voices that an article quotes and reports.
//!
//! Direct speech is what stands between quotation marks and is presented as someone's words;
//! reported speech is the clause after a verb of saying and إن. Titles, names and words that the
//! author holds at a distance are neither.
//!
//! The marks are paired first (`marks`, `pairing`); each word gets the roles it can play (`lexicon`,
//! `verbs`); then each quote is judged by what stands before and after it (`direct`, `names`,
//! `neighbors`), and clauses are looked for after verbs of saying (`reported`).
//!
//! The rules and the list of verbs are those of general Arabic grammar and of the way news is
//! written. Not covered: speech without marks, إن or a verb and a colon (headlines such as
//! `فلان: كذا`), interviews in
//! turns, verse and scripture in ﴿ ﴾, who a pronoun stands for, a speaker who was named only in
//! another sentence, what a person means to do (وعد بأن counts, ينوي أن does not), dialect,
//! languages other than Arabic. A speaker's name is cut by rules, not parsed: where the subject of a
//! verb cannot be told from its object (`اتهم فلان الغرب`), no speaker is given.

mod direct;
mod governor;
mod lexicon;
mod marks;
mod names;
mod neighbors;
mod pairing;
mod reported;
mod scan;
mod speaker;
mod subject;
mod verbs;

use std::ops::Range;

use crate::normalize::Normalized;
use crate::settings::TextSettings;
use crate::tokens::Tokens;
use lexicon::Lexicon;
pub(crate) use lexicon::Word;
use scan::Scan;

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeechKind {
    /// Word by word, between quotation marks.
    Direct,
    /// By a clause after a verb of saying, or beside the name of a source.
    Reported,
}

/// One stretch of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// How the words are given.
    pub kind: SpeechKind,
    /// Byte range in the original: direct speech without its marks, reported speech without إن.
    pub source: Range<usize>,
    /// Range of tokens, never empty.
    pub tokens: Range<usize>,
    /// Range of tokens that present it: the verb, or a word such as بحسب.
    pub verb: Option<Range<usize>>,
    /// Range of tokens of the speaker's title and name, where the sentence states them.
    pub speaker: Option<Range<usize>>,
    /// Where the mark ends that closes a quoted name at the end of the speaker, if one does.
    speaker_mark: Option<usize>,
}

impl Speech {
    /// Byte range of the verb in the original.
    pub fn verb_source(&self, tokens: &Tokens) -> Option<Range<usize>> {
        source(tokens, self.verb.as_ref()?)
    }

    /// Byte range of the speaker in the original.
    pub fn speaker_source(&self, tokens: &Tokens) -> Option<Range<usize>> {
        let range = source(tokens, self.speaker.as_ref()?)?;
        Some(range.start..self.speaker_mark.map_or(range.end, |mark| mark.max(range.end)))
    }
}

fn source(tokens: &Tokens, range: &Range<usize>) -> Option<Range<usize>> {
    let list = tokens.list().get(range.clone())?;
    Some(list.first()?.source().start..list.last()?.source().end)
}

/// A clause with the marks of the quotes that open or end it.
fn reported_source(
    scan: &Scan<'_>,
    text: &Normalized,
    tokens: &Tokens,
    clause: &Range<usize>,
) -> Option<Range<usize>> {
    let mut range = source(tokens, clause)?;
    for end in [clause.start, clause.end - 1] {
        let mut quote = scan.within[end];
        while let Some(span) = quote.map(|q| &scan.spans[q]) {
            let inside = clause.start <= span.tokens.start && span.tokens.end <= clause.end;
            if inside {
                let outer = &span.quoted.outer;
                let (start, end) = text.source_range(outer.start, outer.end);
                range = range.start.min(start)..range.end.max(end);
            }
            quote = span.parent;
        }
    }
    Some(range)
}

/// The end of the mark that closes a name at the end of a speaker: صحيفة «النهر».
fn speaker_mark(
    scan: &Scan<'_>,
    text: &Normalized,
    speaker: Option<&Range<usize>>,
) -> Option<usize> {
    let speaker = speaker?;
    let span = &scan.spans[scan.within[speaker.end - 1]?];
    let name = speaker.start < span.tokens.start && span.tokens.end == speaker.end;
    let outer = &span.quoted.outer;
    name.then(|| text.source_range(outer.start, outer.end).1)
}

/// All speech of a text, in order of the first token; the wider first.
#[derive(Debug, Clone, Default)]
pub struct Speeches {
    list: Vec<Speech>,
}

impl Speeches {
    /// The stretches. Direct ones may lie within others; reported ones never overlap each other.
    pub fn list(&self) -> &[Speech] {
        &self.list
    }

    /// Whether a token is said by a source, not by the author. One answer per token.
    pub fn quoted(&self, tokens: &Tokens) -> Vec<bool> {
        let mut out = vec![false; tokens.list().len()];
        let mut done = 0;
        for speech in &self.list {
            // In order of start: what is marked already need not be marked again.
            let end = speech.tokens.end.min(out.len());
            let from = speech.tokens.start.max(done).min(end);
            out[from..end].fill(true);
            done = done.max(end);
        }
        out
    }
}

/// Finds speech. Built once, used for many texts; it holds tables only.
///
/// ```
/// use rasid_text::{Body, Normalized, SpeechFinder, SpeechKind, TextSettings, Tokens};
///
/// let source = "وقالت وزيرة البيئة: «لن نغلق المحمية»، مضيفة أن الزوار سيعودون.";
/// let settings = TextSettings::default();
/// let body = Body::whole(source);
/// let text = Normalized::new(&body, &settings.rules);
/// let tokens = Tokens::new(&text, &settings);
/// let found = SpeechFinder::new(&settings).find(&text, &tokens);
///
/// let [direct, reported] = found.list() else { panic!("two stretches") };
/// assert_eq!(direct.kind, SpeechKind::Direct);
/// assert_eq!(&source[direct.source.clone()], "لن نغلق المحمية");
/// assert_eq!(&source[direct.speaker_source(&tokens).unwrap()], "وزيرة البيئة");
/// assert_eq!(&source[reported.source.clone()], "الزوار سيعودون");
/// ```
#[derive(Debug, Clone)]
pub struct SpeechFinder {
    lexicon: Lexicon,
}

impl SpeechFinder {
    /// Spells the tables as the settings spell texts.
    pub fn new(settings: &TextSettings) -> Self {
        Self { lexicon: Lexicon::new(settings) }
    }

    /// The speech of a text. Time is linear in the text.
    pub fn find(&self, text: &Normalized, tokens: &Tokens) -> Speeches {
        let words = tokens.list().iter().map(|token| self.word(text.slice(token))).collect();
        self.find_among(text, tokens, words)
    }

    /// What a word can be, wherever it stands.
    pub(crate) fn word(&self, word: &str) -> Word {
        self.lexicon.word(word)
    }

    /// As [`Self::find`], told what each word can be.
    pub(crate) fn find_among(
        &self,
        text: &Normalized,
        tokens: &Tokens,
        words: Vec<Word>,
    ) -> Speeches {
        let scan = Scan::new(text, tokens, words);
        let governors = governor::governors(&scan);
        let verdicts = direct::judge(&scan, &governors);
        let mut quoted = vec![false; tokens.list().len()];
        let mut list = Vec::new();
        for (span, verdict) in scan.spans.iter().zip(verdicts) {
            let Some(attribution) = verdict else { continue };
            quoted[span.tokens.clone()].fill(true);
            let inner = &span.quoted.inner;
            let (start, end) = text.source_range(inner.start, inner.end);
            list.push(Speech {
                kind: SpeechKind::Direct,
                source: start..end,
                tokens: span.tokens.clone(),
                verb: attribution.verb.map(|v| v..v + 1),
                speaker_mark: speaker_mark(&scan, text, attribution.speaker.as_ref()),
                speaker: attribution.speaker,
            });
        }
        for clause in reported::clauses(&scan, &quoted, &governors) {
            let Some(source) = reported_source(&scan, text, tokens, &clause.tokens) else {
                continue;
            };
            list.push(Speech {
                kind: SpeechKind::Reported,
                source,
                tokens: clause.tokens,
                verb: clause.attribution.verb.map(|v| v..v + 1),
                speaker_mark: speaker_mark(&scan, text, clause.attribution.speaker.as_ref()),
                speaker: clause.attribution.speaker,
            });
        }
        list.sort_by_key(|s| (s.tokens.start, std::cmp::Reverse(s.tokens.end), s.kind));
        Speeches { list }
    }
}
