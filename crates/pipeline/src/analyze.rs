//! One article, walked through the text layer: the first five steps of the way of the data, the same
//! for training and for classification.

use rasid_codebook::{Codebook, Target};
use rasid_feature::{Bag, BagSettings};
use rasid_text::{
    Body, Boilerplate, Day, Format, Imprint, MentionFinder, Mentions, Names, Normalized, Office,
    Reader, Reading, SpeechFinder, Speeches, TargetTerms, Tokens, dates, language, script, title,
};

use crate::registry::{KnownBy, Registry};
use crate::settings::{AbstentionSettings, Settings};

/// An article as it came.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The original text; all spans slice it.
    pub text: &'a str,
    /// How it is written.
    pub format: Format,
    /// When it was published, as written, where that is known; what a page says of itself otherwise.
    pub date: Option<&'a str>,
    /// Where it was published: a web address.
    pub url: Option<&'a str>,
    /// Who published it, as written.
    pub outlet: Option<&'a str>,
    /// Lines that repeat across the articles of a run, and the outlet of this one: they are left out.
    pub repeated: Option<(&'a Boilerplate, &'a str)>,
}

impl<'a> Source<'a> {
    /// Lines of text.
    pub fn plain(text: &'a str) -> Self {
        Self { text, format: Format::Plain, date: None, url: None, outlet: None, repeated: None }
    }

    /// When it was published: as it is stated beside the text, else as the page says.
    pub(crate) fn date(&self, body: &Body<'_>) -> Option<Day> {
        self.date.and_then(day).or_else(|| body.page_date())
    }

    /// The article's own text, and what its lines are.
    pub fn body(&self) -> Body<'a> {
        match self.repeated {
            Some((lines, outlet)) => Body::extract_without(self.text, self.format, lines, outlet),
            None => Body::extract(self.text, self.format),
        }
    }
}

/// What is known of an article before any model is asked. Only a [`Worker`] makes it.
#[derive(Debug, Clone)]
pub struct Analyzed {
    pub(crate) bag: Bag,
    /// For each target of the codebook, whether the article refers to it.
    pub(crate) mentioned: Vec<bool>,
    pub(crate) words: usize,
    pub(crate) language: Option<&'static str>,
    pub(crate) script: Option<&'static str>,
    pub(crate) credited: Option<String>,
    /// Position of its outlet in the registry.
    pub(crate) outlet: Option<usize>,
    /// When it was published, where that is known to the day.
    pub(crate) date: Option<Day>,
    /// Its headline, at most [`MAX_TITLE`] characters.
    pub(crate) title: Option<String>,
    pub(crate) notes: Vec<&'static str>,
}

impl Analyzed {
    /// Year, month and day of publication, where they are known.
    pub fn date(&self) -> Option<Day> {
        self.date
    }
}

/// Codebook and settings, ready to read articles. Shared by all threads.
#[derive(Debug, Clone)]
pub struct Analyzer {
    codebook: Codebook,
    settings: Settings,
    finder: MentionFinder,
    names: Names,
    collect: BagSettings,
    /// Only where an axis tells who speaks.
    speech: Option<SpeechFinder>,
    registry: Option<Registry>,
}

impl Analyzer {
    /// Prepares the alias tables.
    pub fn new(codebook: Codebook, settings: Settings) -> Self {
        let targets: Vec<TargetTerms> = codebook.targets().iter().map(terms).collect();
        let finder = MentionFinder::new(&targets, &settings.text);
        let names = Names::new(codebook.names(), &settings.text.rules);
        let collect = settings.bag();
        let speech = collect.voices.then(|| SpeechFinder::new(&settings.text));
        Self { codebook, settings, finder, names, collect, speech, registry: None }
    }

    /// The same, with outlets whose class is known; without, where there is none.
    #[must_use]
    pub fn with_registry(mut self, registry: Option<Registry>) -> Self {
        self.registry = registry;
        self
    }

    /// The outlets whose class is known.
    pub fn registry(&self) -> Option<&Registry> {
        self.registry.as_ref()
    }

    /// The same, with more collected of each article than the settings ask for: what any of the
    /// settings that could be chosen needs.
    #[must_use]
    pub fn for_trials(mut self) -> Self {
        self.collect = BagSettings { pairs: true, beside: true, voices: true, ..self.collect };
        self.speech = Some(SpeechFinder::new(&self.settings.text));
        self
    }

    /// What is collected of each article.
    pub(crate) fn collected(&self) -> &BagSettings {
        &self.collect
    }

    /// The codebook.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Replaces the settings of abstention, which no analysis depends on.
    #[must_use]
    pub(crate) fn with_abstention(mut self, abstention: AbstentionSettings) -> Self {
        self.settings.abstention = abstention;
        self
    }

    /// Walks an article up to its bag of words. Never fails. For many articles take a
    /// [`Analyzer::worker`].
    pub fn analyze(&self, source: Source<'_>) -> Analyzed {
        self.worker().analyze(source)
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::new(&self.settings.text, &self.finder, &self.names)
    }

    /// The position of an article's outlet in the registry, and by what it was known.
    pub(crate) fn outlet(
        &self,
        source: Source<'_>,
        body: &Body<'_>,
        text: &Normalized,
    ) -> Option<(usize, KnownBy)> {
        self.registry.as_ref()?.find(source.url, source.outlet, || Imprint::of(body, text))
    }

    /// What is known of an article whose text was read. Speech may be given where none was asked for.
    pub(crate) fn analyzed(
        &self,
        body: &Body<'_>,
        (text, tokens, mentions): (&Normalized, &Tokens, &Mentions),
        speech: Option<&Speeches>,
        (outlet, date): (Option<usize>, Option<Day>),
    ) -> Analyzed {
        let speech = speech.filter(|_| self.speech.is_some());
        let targets = 0..self.codebook.targets().len();
        Analyzed {
            bag: Bag::new(text, tokens, mentions, speech, &self.collect),
            mentioned: targets.map(|t| mentions.has(t)).collect(),
            words: tokens.list().len(),
            language: language(body.text()),
            script: script(body.text()),
            outlet,
            credited: body.credited_source().map(str::to_owned),
            date,
            title: title(body).map(|fact| shortened(fact.text)),
            notes: body.notes().iter().map(|n| n.message()).collect(),
        }
    }

    /// A worker for one thread: it remembers words from one article to the next, which changes
    /// nothing but the time.
    pub fn worker(&self) -> Worker<'_> {
        Worker { analyzer: self, reader: self.reader(), words: None }
    }
}

/// Analyses articles one after the other. One for each thread.
#[derive(Debug)]
pub struct Worker<'a> {
    analyzer: &'a Analyzer,
    reader: Reader<'a>,
    /// Hashes of the last article's words, where they are wanted.
    pub(crate) words: Option<Vec<u64>>,
}

impl Worker<'_> {
    /// Walks an article up to its bag of words. Never fails.
    pub fn analyze(&mut self, source: Source<'_>) -> Analyzed {
        let body = source.body();
        let date = source.date(&body);
        let Reading { text, tokens, mentions } = self.reader.read(&body, date);
        self.keep_words(&text, &tokens);
        let speech = self.analyzer.speech.as_ref().map(|finder| finder.find(&text, &tokens));
        let outlet = self.analyzer.outlet(source, &body, &text).map(|known| known.0);
        self.analyzer.analyzed(&body, (&text, &tokens, &mentions), speech.as_ref(), (outlet, date))
    }
}

/// Longer headlines are cut, in characters.
const MAX_TITLE: usize = 200;

fn shortened(mut title: String) -> String {
    if let Some((end, _)) = title.char_indices().nth(MAX_TITLE) {
        title.truncate(end);
        title.push('…');
    }
    title
}

/// No date is written in more bytes.
const MAX_DATE: usize = 200;

/// The first whole date in what was written as one.
fn day(written: &str) -> Option<Day> {
    let written = &written[..written.floor_char_boundary(MAX_DATE)];
    dates(written).into_iter().find_map(|date| date.gregorian)
}

fn terms(target: &Target) -> TargetTerms {
    TargetTerms {
        names: target.names.clone(),
        nouns: target.nouns.clone(),
        adjectives: target.adjectives.clone(),
        weak: target.weak.clone(),
        except: target.except.clone(),
        offices: target.offices.iter().map(office).collect(),
    }
}

fn office(office: &rasid_codebook::Office) -> Office {
    let day = |d: rasid_codebook::Day| (i32::from(d.year), d.month, d.day);
    Office { name: office.name.clone(), from: office.from.map(day), until: office.until.map(day) }
}
