//! Reading many articles: the plain path with a memory for words.

mod bytes;
mod chunks;
mod fused;
mod gap;
mod key;
mod signs;
mod skim;
mod words;

use crate::body::Body;
use crate::facts::Dateline;
use crate::mention::{self, Day, MentionFinder, Mentions, gap, joins};
use crate::names::{Letters, Names};
use crate::normalize::{Fold, Normalized, Normalizer};
use crate::settings::TextSettings;
use crate::speech::{self, SpeechFinder, Speeches};
use crate::tokens::{MAX_WORD_BYTES, Splitter, Tokens, WordFacts};
use chunks::Chunks;
use fused::Classes;
use signs::Signs;
pub use skim::{Seen, Skim};
use words::{Learn, Words};

/// Marks a token that is not in the memory.
const NOT_REMEMBERED: u32 = u32::MAX;

/// Reads articles one after the other and remembers each word as it was spelled, with its normalised
/// spelling, kind, stem and the names it may begin: news repeats itself, and looking a word up costs
/// a fraction of taking it apart. It gives what [`Normalized::new`], [`Names::heal`], [`Tokens::new`]
/// and [`MentionFinder::find`] give, which stay its specification. One for each thread; it
/// keeps no more than some hundred thousand words from one article to the next.
#[derive(Debug)]
pub struct Reader<'a> {
    learn: Learn<'a>,
    classes: Classes,
    words: Words,
    chunks: Chunks,
    /// For each entry, what it can be where someone is quoted, as far as that was asked.
    spoken: Vec<speech::Word>,
    signs: Signs,
    /// Where the article at hand has blanks.
    blanks: Vec<u32>,
    /// Whether a carriage return is a line end.
    folds_returns: bool,
    /// For each token of the article at hand, its entry.
    entries: Vec<u32>,
    /// The tokens with which a name of a target may begin: few of them.
    begins: Vec<u32>,
    /// The tokens that may be the first piece of a broken name.
    suspects: Vec<u32>,
    /// What may follow on the last token in a broken name.
    after: Letters,
    skim: Skim,
}

/// What is read out of a body.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The normalised text.
    pub text: Normalized,
    /// Its tokens.
    pub tokens: Tokens,
    /// The references in it.
    pub mentions: Mentions,
    /// Its dateline.
    pub dateline: Option<Dateline>,
}

impl Reading {
    /// The agency in the dateline, in normalised spelling.
    pub fn agency(&self) -> Option<&str> {
        let agency = self.dateline.as_ref()?.agency.clone()?;
        Some(&self.text.text()[agency])
    }
}

impl<'a> Reader<'a> {
    /// A reader without memories.
    pub fn new(settings: &'a TextSettings, finder: &'a MentionFinder, names: &'a Names) -> Self {
        let (normalizer, splitter) = (Normalizer::new(&settings.rules), Splitter::new());
        Self {
            classes: Classes::new(&normalizer),
            signs: Signs::new(&normalizer),
            blanks: Vec::new(),
            folds_returns: matches!(normalizer.fold('\r'), Fold::Return),
            learn: Learn { settings, finder, names, normalizer, splitter },
            words: Words::default(),
            chunks: Chunks::default(),
            spoken: Vec::new(),
            skim: Skim::default(),
            entries: Vec::new(),
            begins: Vec::new(),
            suspects: Vec::new(),
            after: Letters::default(),
        }
    }

    /// Reads a body; `date` is the article's, for names that count while in office.
    pub fn read(&mut self, body: &Body<'_>, date: Option<Day>) -> Reading {
        self.forget_if_full();
        let (mut text, mut tokens) = self.fused(body).unwrap_or_else(|| {
            let text = self.learn.normalizer.normalize(body);
            let tokens = self.split(&text);
            (text, tokens)
        });
        let suspects = self.suspects.iter().map(|&at| at as usize);
        if let Some(healed) = self.learn.names.heal_at(&text, &tokens, suspects) {
            text = healed;
            tokens = self.split(&text);
        }
        let names = |at: usize| match self.entries[at] {
            NOT_REMEMBERED => &[],
            number => self.words.names(number),
        };
        let begins = self.begins.iter().map(|&at| at as usize);
        let dateline = Dateline::of(&text);
        let list = tokens.list();
        let words = mention::Words {
            count: list.len(),
            names,
            joined: |at| joins(gap(&text, &tokens, at)),
            in_dateline: |at: usize| dateline.as_ref().is_some_and(|d| d.holds(&list[at])),
        };
        let mentions = self.learn.finder.find_among(&words, date, begins);
        Reading { text, tokens, mentions, dateline }
    }

    /// The speech of what was read last, as [`SpeechFinder::find`] finds it. One reader takes one finder.
    pub fn speeches(&mut self, finder: &SpeechFinder, reading: &Reading) -> Speeches {
        let known = (self.spoken.len()..self.words.len()).map(|entry| {
            let entry = self.words.get(entry as u32);
            finder.word(self.words.folded(entry))
        });
        self.spoken.extend(known);
        let list = reading.tokens.list().iter().zip(&self.entries);
        let words = list.map(|(token, entry)| match self.spoken.get(*entry as usize) {
            Some(word) => *word,
            None => finder.word(reading.text.slice(token)),
        });
        finder.find_among(&reading.text, &reading.tokens, words.collect())
    }

    /// How many words are remembered.
    pub fn remembered(&self) -> usize {
        self.words.len()
    }

    /// How often all words were forgotten: entries are numbered anew then.
    pub fn forgotten(&self) -> u32 {
        self.words.forgotten()
    }

    /// The stem of a remembered word; none of numbers and of what is no word.
    pub fn stem(&self, entry: u32) -> Option<&str> {
        self.words.stem(entry)
    }

    /// Splits a normalised text: a normalised word is one of its own spellings.
    fn split(&mut self, text: &Normalized) -> Tokens {
        self.forget_article();
        let Self { learn, words, entries, begins, suspects, after, .. } = self;
        learn.splitter.split(text, |word, stems| {
            let spelled = words::spelled(word);
            if after.has(spelled) {
                suspects.push(entries.len() as u32 - 1);
            }
            *after = Letters::default();
            if word.len() > MAX_WORD_BYTES {
                // No word: it takes up no memory and names nothing.
                entries.push(NOT_REMEMBERED);
                return WordFacts::of(spelled, learn.settings).stem_into(stems);
            }
            let number = words.entry(word, learn);
            if words.details(number).is_some_and(|d| d.begins_name) {
                begins.push(entries.len() as u32);
            }
            *after = words.letters_after(number);
            entries.push(number);
            words.stem_into(number, stems)
        })
    }

    fn forget_if_full(&mut self) {
        // Chunks are made of words.
        if self.words.is_full() || self.chunks.is_full() {
            self.words.forget();
            self.chunks.forget();
            self.spoken.clear();
        }
    }

    fn forget_article(&mut self) {
        self.entries.clear();
        self.begins.clear();
        self.suspects.clear();
        self.after = Letters::default();
    }
}
