//! What an audit asks of an article: its words as they are spelled, its own lines, whom it mentions.

use std::collections::BTreeMap;

use rasid_text::{Format, Reading};

use crate::analyze::{Analyzer, Source};

/// What stands in an article, before any model is asked. Only [`Analyzer::survey`] makes it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Survey {
    /// Its words in normalized spelling, and how often each stands; stop words and numbers too.
    pub words: BTreeMap<String, u64>,
    /// For each target of the codebook, whether the article refers to it.
    pub mentioned: Vec<bool>,
    /// The article's own text.
    pub body: String,
    /// Share of the original that is the article's own, in \[0, 1], white space aside; none for pages,
    /// where most is markup, and for a text without a letter.
    pub body_share: Option<f64>,
}

impl Analyzer {
    /// Takes note of what stands in an article. Never fails.
    pub fn survey(&self, source: Source<'_>) -> Survey {
        let body = source.body();
        let date = source.date(&body);
        let Reading { text, tokens, mentions, .. } = self.reader().read(&body, date);
        let mut words = BTreeMap::new();
        for token in tokens.list() {
            let word = text.slice(token);
            match words.get_mut(word) {
                Some(n) => *n += 1,
                None => {
                    words.insert(word.to_owned(), 1);
                }
            }
        }
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let (own, all) = (letters(body.text()), letters(source.text));
        let plain = source.format == Format::Plain && all > 0;
        Survey {
            words,
            mentioned: (0..self.codebook().targets().len()).map(|t| mentions.has(t)).collect(),
            body: body.text().to_owned(),
            body_share: plain.then(|| (own as f64 / all as f64).min(1.0)),
        }
    }
}
