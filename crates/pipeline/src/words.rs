//! An article's words as hashes: what near copies are found by.

use rasid_text::{Normalized, Stemmer, TextSettings, Tokens};
use xxhash_rust::xxh3::xxh3_64;

use crate::analyze::{Analyzer, Source, Worker};

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
    /// The same worker; it keeps the hashes of each article's words.
    #[must_use]
    pub fn with_words(mut self) -> Self {
        self.words = Some(Vec::new());
        self
    }

    /// The words of the article that was analyzed last, as hashes: those of
    /// [`Analyzer::word_hashes`], but that a name which a space broke is one word. The text is read once
    /// for both. Empty unless this worker keeps them.
    pub fn words(&self) -> &[u64] {
        self.words.as_deref().unwrap_or_default()
    }

    pub(crate) fn keep_words(&mut self, text: &Normalized, tokens: &Tokens) {
        if let Some(words) = &mut self.words {
            words.clear();
            hash_into(words, text, tokens);
        }
    }

    /// The same of an article that was skimmed.
    pub(crate) fn keep_skimmed(&mut self) {
        if let Some(mut words) = self.words.take() {
            words.clear();
            words.extend(self.reader().spelled().map(|word| xxh3_64(word.as_bytes())));
            self.words = Some(words);
        }
    }
}

fn hash_into(words: &mut Vec<u64>, text: &Normalized, tokens: &Tokens) {
    words.extend(tokens.list().iter().map(|word| xxh3_64(text.slice(word).as_bytes())));
}
