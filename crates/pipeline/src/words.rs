//! An article's words as hashes: what near copies are found by.

use rasid_text::{Normalized, Stemmer, TextSettings, Tokens};
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{Analyzed, Analyzer, Source, Worker};

impl Analyzer {
    /// The words of an article's own text in order, each as the xxh3 hash of its normalized spelling.
    ///
    /// Every token counts, stop words and numbers too, as it is spelled and not as it is stemmed;
    /// punctuation and line ends do not. So two spellings of one text (vocalized and bare, stretched,
    /// in presentation forms, with other digits, as a page and as plain text) give equal hashes, as far
    /// as the settings' [`rules`](rasid_text::Rules) fold them. A text without words gives none.
    pub fn word_hashes(&self, source: Source<'_>) -> Vec<u64> {
        // No stem is looked at: none is worked out.
        let settings = TextSettings { stemmer: Stemmer::None, ..self.settings().text.clone() };
        let text = Normalized::new(&source.body(), &settings.rules);
        let tokens = Tokens::new(&text, &settings);
        let mut words = Vec::new();
        hash_into(&mut words, &text, &tokens);
        words
    }
}

impl Worker<'_> {
    /// Analyzes an article and puts the hashes of its words into `words`, whose room is used again:
    /// those of [`Analyzer::word_hashes`], but that a name which a space broke is one word. The text is
    /// read once for both.
    pub fn analyze_with_words(&mut self, source: Source<'_>, words: &mut Vec<u64>) -> Analyzed {
        words.clear();
        self.analyze_and(source, |text, tokens| hash_into(words, text, tokens))
    }
}

fn hash_into(words: &mut Vec<u64>, text: &Normalized, tokens: &Tokens) {
    words.extend(tokens.list().iter().map(|word| xxh3_64(text.slice(word).as_bytes())));
}
