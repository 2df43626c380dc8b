//! One article through the text layer with all stages kept, for who wants to see them.

use rasid_feature::near_mentions;
use rasid_text::{
    Body, Facts, Mentions, Normalized, Reading, SpeechFinder, Speeches, Tokens, language, script,
};

use crate::analyze::{Analyzer, Source};
use crate::registry::KnownBy;

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
    /// Who speaks where.
    pub speeches: Speeches,
    /// What the article says about itself.
    pub facts: Facts,
    /// ISO 639 code of the language, where it is sure.
    pub language: Option<&'static str>,
    /// ISO 15924 code of the script.
    pub script: Option<&'static str>,
    /// The outlet, where the registry knows it.
    pub outlet: Option<String>,
    /// Its position in the registry, and by what it was known.
    pub(crate) known: Option<(usize, KnownBy)>,
    /// How far from a mention a token is still near it.
    window: u32,
}

impl Walk<'_> {
    /// For each target of the codebook, up to the last that is mentioned, which tokens stand near a mention
    /// of it, as the axes about targets read them.
    pub fn near_mentions(&self) -> Vec<Vec<bool>> {
        near_mentions(&self.tokens, &self.mentions, self.window)
    }
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
        let known = self.outlet(source, &body, reading.agency());
        let outlet = self.registry().zip(known.as_ref());
        let outlet = outlet.map(|(registry, known)| registry.at(known.0).0.name.clone());
        let window = self.collected().window;
        let Reading { text, tokens, mentions, .. } = reading;
        let speeches = SpeechFinder::new(&self.settings().text).find(&text, &tokens);
        Walk {
            body,
            text,
            tokens,
            mentions,
            speeches,
            facts,
            language,
            script,
            outlet,
            known,
            window,
        }
    }
}
