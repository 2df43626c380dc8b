//! One article through the text layer with all stages kept, for who wants to see them.

use rasid_text::{
    Body, Facts, Mentions, Normalized, Reading, SpeechFinder, Speeches, Tokens, language, script,
};

use crate::analyze::{Analyzer, Source};

/// What each stage of the text layer made of an article. Only [`Analyzer::walk`] makes it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Walk<'a> {
    /// The article's own text, and what its lines are.
    pub body: Body<'a>,
    /// The normalised text.
    pub text: Normalized,
    /// Its words.
    pub tokens: Tokens,
    /// References to the codebook's targets, by their position there.
    pub mentions: Mentions,
    /// The agency in the dateline, in normalised spelling.
    pub(crate) agency: Option<String>,
    /// Who speaks where.
    pub speeches: Speeches,
    /// What the article says about itself.
    pub facts: Facts,
    /// ISO 639 code of the language, where it is sure.
    pub language: Option<&'static str>,
    /// ISO 15924 code of the script.
    pub script: Option<&'static str>,
}

impl Analyzer {
    /// Walks an article through the text layer as classification does, and beyond: speech and facts
    /// are found too. Never fails. For showing one article; many are walked faster by a worker.
    pub fn walk<'a>(&self, source: Source<'a>) -> Walk<'a> {
        let body = source.body();
        let (language, script) = (language(body.text()), script(body.text()));
        let plain = Normalized::new(&body, &self.settings().text.rules);
        let facts = Facts::of(&body, &plain);
        let date = source.date(&body);
        let reading = self.reader().read(&body, date);
        let agency = reading.agency().map(str::to_owned);
        let Reading { text, tokens, mentions, .. } = reading;
        let speeches = SpeechFinder::new(&self.settings().text).find(&text, &tokens);
        Walk { body, text, tokens, mentions, agency, speeches, facts, language, script }
    }
}
