//! The article's text as it is shown: where its words, sentences and voices stand.

use std::ops::Range;

use rasid_feature::Voice;
use rasid_text::{Speech, SpeechKind, Tokens};

use crate::walk::Walk;

/// Marks that may follow the sign that ends a sentence and belong to it.
const CLOSING: [char; 7] = ['»', '”', '’', '"', '\'', ')', ']'];

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last word, in bytes of the original text.
    pub source: Range<usize>,
    /// With its signs, in bytes of [`crate::Explanation::text`].
    pub shown: Range<usize>,
}

/// One stretch of speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Word by word, or in a clause.
    pub kind: SpeechKind,
    /// Bytes of the original text.
    pub source: Range<usize>,
    /// Bytes of [`crate::Explanation::text`].
    pub shown: Range<usize>,
    /// Title and name of the speaker as written, where the sentence states them.
    pub speaker: Option<String>,
}

/// Words of one voice that is not the author's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Bytes of [`crate::Explanation::text`].
    pub shown: Range<usize>,
    /// Position in [`crate::Explanation::speeches`].
    pub speech: usize,
}

/// The text of a walk, token by token.
pub(super) struct Read {
    pub(super) sentences: Vec<Sentence>,
    pub(super) speeches: Vec<Said>,
    /// Numbers of the sentences as tokens carry them, in rising order.
    numbers: Vec<u32>,
    /// Where each token stands in the original, and in the text that is shown.
    pub(super) tokens: Vec<(Range<usize>, Range<usize>)>,
    /// For each token, the speech that it is of.
    voices: Vec<Option<usize>>,
}

impl Read {
    pub(super) fn new(walk: &Walk<'_>) -> Self {
        let list = walk.tokens.list();
        let sources = || list.iter().map(|token| token.source());
        let tokens: Vec<_> = sources().zip(walk.body.places(sources())).collect();
        let text = walk.body.text();
        let of_tokens = |range: Option<Range<usize>>| walk.body.places(range).pop();
        let said = |speech: &Speech| {
            let speaker = of_tokens(speech.speaker_source(&walk.tokens));
            Said {
                kind: speech.kind,
                source: speech.source.clone(),
                shown: of_tokens(Some(speech.source.clone())).unwrap_or_default(),
                speaker: speaker.map(|place| text[place].to_owned()),
            }
        };
        let speeches: Vec<Said> = walk.speeches.list().iter().map(said).collect();
        let voices = voices(walk.speeches.list(), &walk.tokens);
        let (numbers, sentences) = sentences(text, &walk.tokens, &tokens);
        Self { sentences, speeches, numbers, tokens, voices }
    }

    /// The position of a sentence by the number that its tokens carry.
    pub(super) fn sentence(&self, number: u32) -> usize {
        self.numbers.partition_point(|&n| n < number)
    }

    /// The stretches of words of one speech, in order, none within another.
    pub(super) fn quoted(&self) -> Vec<Quoted> {
        let mut at = 0;
        let mut quoted = Vec::new();
        for run in self.voices.chunk_by(|a, b| a == b) {
            let (first, last) = (at, at + run.len() - 1);
            at += run.len();
            let Some(speech) = run[0] else { continue };
            let end = self.tokens[last].1.end;
            let next = self.tokens.get(at).map_or(usize::MAX, |token| token.1.start);
            // The signs behind the last word belong to a speech that ends there.
            let whole = Some(self.speeches[speech].shown.end).filter(|e| (end..=next).contains(e));
            let shown = self.tokens[first].1.start..whole.unwrap_or(end);
            quoted.push(Quoted { shown, speech });
        }
        quoted
    }

    /// Who says a token, and the speech that it is of.
    pub(super) fn voice(&self, token: usize) -> (Voice, Option<usize>) {
        match self.voices[token] {
            Some(speech) => (Voice::Source, Some(speech)),
            None => (Voice::Author, None),
        }
    }

    /// Who says the words of a speech, where that is stated.
    pub(super) fn speaker(&self, speech: usize) -> Option<&str> {
        self.speeches[speech].speaker.as_deref()
    }
}

/// For each token the narrowest speech around it; where that does not state its speaker, the widest
/// that does.
fn voices(speeches: &[Speech], tokens: &Tokens) -> Vec<Option<usize>> {
    let mut voices: Vec<Option<usize>> = vec![None; tokens.list().len()];
    // The wider comes first: the narrower is written over it.
    for (i, speech) in speeches.iter().enumerate() {
        for voice in &mut voices[speech.tokens.clone()] {
            let stated = voice.is_some_and(|outer: usize| speeches[outer].speaker.is_some());
            if speech.speaker.is_some() || !stated {
                *voice = Some(i);
            }
        }
    }
    voices
}

fn sentences(
    text: &str,
    tokens: &Tokens,
    places: &[(Range<usize>, Range<usize>)],
) -> (Vec<u32>, Vec<Sentence>) {
    let list = tokens.list();
    let (mut numbers, mut sentences) = (Vec::new(), Vec::<Sentence>::new());
    let mut at = 0;
    let mut from = 0;
    for sentence in list.chunk_by(|a, b| a.sentence() == b.sentence()) {
        let (first, last) = (at, at + sentence.len() - 1);
        at += sentence.len();
        let start = places[last].1.end;
        let until = places.get(at).map_or(text.len(), |next| next.1.start.max(start));
        let end = start + end_of_sentence(&text[start..until]);
        let shown = text[from..end].trim();
        let start = from + (text[from..end].len() - text[from..end].trim_start().len());
        numbers.push(sentence[0].sentence());
        sentences.push(Sentence {
            source: places[first].0.start..places[last].0.end,
            shown: start..start + shown.len(),
        });
        from = end;
    }
    (numbers, sentences)
}

/// Where in the gap between two sentences the first one ends: after its last sign, and the marks that
/// close after it.
fn end_of_sentence(gap: &str) -> usize {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '؟' | '؛' | '…' | '\n');
    let last = gap.char_indices().rfind(|(_, c)| ends(*c));
    let end = last.map_or(0, |(at, c)| at + c.len_utf8());
    let closed = gap[end..].trim_start_matches(CLOSING);
    gap.len() - closed.len()
}

#[cfg(test)]
mod tests {
    use rasid_codebook::Codebook;

    use super::Read;
    use crate::{Analyzer, Format, Settings, Source};

    #[track_caller]
    fn check(text: &str, format: Format, wanted: &[&str]) {
        let book =
            "format = 1\n[[axis]]\nname = \"a\"\nclasses = [{ name = \"x\" }, { name = \"y\" }]";
        let analyzer = Analyzer::new(Codebook::from_toml(book).unwrap(), Settings::default());
        let walk = analyzer.walk(Source { format, ..Source::plain(text) });
        let read = Read::new(&walk);
        let shown: Vec<&str> =
            read.sentences.iter().map(|s| &walk.body.text()[s.shown.clone()]).collect();
        assert_eq!(shown, wanted);
        for (token, (source, shown)) in walk.tokens.list().iter().zip(&read.tokens) {
            assert_eq!(*source, token.source());
            assert!(!shown.is_empty() && walk.body.text().get(shown.clone()).is_some());
        }
    }

    #[test]
    fn sentences_keep_their_signs() {
        check("", Format::Plain, &[]);
        check("قال: «نعم.» ثم مضى! «لا» عاد", Format::Plain, &["قال: «نعم.»", "ثم مضى!", "«لا» عاد"]);
        check("عنوان\n\nسطر أول؛ وثان…", Format::Plain, &["عنوان", "سطر أول؛", "وثان…"]);
        check("... بدأ", Format::Plain, &["... بدأ"]);
    }

    #[test]
    fn words_of_a_page_stand_in_its_text() {
        let page = "<html><body><article><p>زار <b>الو</b>فد &quot;المدينة&quot; أمس &#1608;عاد.</p>\
            <p>ثم سافر الوفد إلى مدينة أخرى في اليوم التالي.</p></article></body></html>";
        let first = "زار الوفد \"المدينة\" أمس وعاد.";
        check(page, Format::Html, &[first, "ثم سافر الوفد إلى مدينة أخرى في اليوم التالي."]);
    }
}
