//! One article, walked through the text layer: the first five steps of the way of the data, the same
//! for training and for classification.

use rasid_codebook::{Codebook, Target};
use rasid_feature::{Bag, BagSettings};
use rasid_text::{
    Body, Boilerplate, Day, Format, Imprint, MentionFinder, Mentions, Names, Normalized, Office,
    Reader, Reading, SpeechFinder, Speeches, TargetTerms, Tokens, dates, language_and_script,
    title,
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

    /// A page where `is_page` says so or the text starts like one, lines of text otherwise.
    pub fn detected(text: &'a str, is_page: bool) -> Self {
        let format = if is_page { Format::Html } else { Format::detect(text) };
        Self { format, ..Self::plain(text) }
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
    pub(crate) about: About,
}

/// The same but for its terms.
#[derive(Debug, Clone)]
pub(crate) struct About {
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
        self.about.date
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
        agency: Option<&str>,
    ) -> Option<(usize, KnownBy)> {
        let imprint = || Imprint::with_agency(body, agency);
        self.registry.as_ref()?.find(source.url, source.outlet, imprint)
    }

    /// What is known of an article whose text was read. Speech may be given where none was asked for.
    pub(crate) fn analyzed(
        &self,
        body: &Body<'_>,
        (text, tokens, mentions): (&Normalized, &Tokens, &Mentions),
        speech: Option<&Speeches>,
        known: (Option<usize>, Option<Day>),
    ) -> Analyzed {
        let speech = speech.filter(|_| self.speech.is_some());
        let bag = Bag::new(text, tokens, mentions, speech, &self.collect);
        Analyzed { bag, about: self.about(body, (tokens.list().len(), mentions), known) }
    }

    /// What is known of an article but for its terms; `words` says how many there are.
    pub(crate) fn about(
        &self,
        body: &Body<'_>,
        (words, mentions): (usize, &Mentions),
        (outlet, date): (Option<usize>, Option<Day>),
    ) -> About {
        let targets = 0..self.codebook.targets().len();
        let (language, script) = language_and_script(body.text());
        About {
            mentioned: targets.map(|t| mentions.has(t)).collect(),
            words,
            language,
            script,
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

impl<'a> Worker<'a> {
    /// Walks an article up to its bag of words. Never fails.
    pub fn analyze(&mut self, source: Source<'_>) -> Analyzed {
        let body = source.body();
        let date = source.date(&body);
        let reading = self.reader.read(&body, date);
        let finder = self.analyzer.speech.as_ref();
        let speech = finder.map(|finder| self.reader.speeches(finder, &reading));
        let Reading { text, tokens, mentions, .. } = &reading;
        self.keep_words(text, tokens);
        let outlet = self.analyzer.outlet(source, &body, reading.agency()).map(|known| known.0);
        let parts = (text, tokens, mentions);
        self.analyzer.analyzed(&body, parts, speech.as_ref(), (outlet, date))
    }

    /// Walks an article up to its words as numbers, which [`Worker::reader`] holds. Gives which tokens a
    /// source says, where an axis asks for that, and what else is known of the article. Never fails.
    pub(crate) fn skim(&mut self, source: Source<'_>) -> (Option<Vec<bool>>, About) {
        let body = source.body();
        let date = source.date(&body);
        let mut quoted = None;
        let skim = match &self.analyzer.speech {
            None => self.reader.skim(&body, date),
            // Who speaks takes the text spelled out.
            Some(finder) => {
                let reading = self.reader.read(&body, date);
                let speeches = self.reader.speeches(finder, &reading);
                quoted = Some(speeches.quoted(&reading.tokens));
                self.reader.take_over(&reading)
            }
        };
        let outlet = self.analyzer.outlet(source, &body, skim.agency.as_deref());
        let words = (skim.tokens.len(), &skim.mentions);
        let about = self.analyzer.about(&body, words, (outlet.map(|known| known.0), date));
        self.keep_skimmed();
        (quoted, about)
    }

    /// What it reads with.
    pub(crate) fn reader(&self) -> &Reader<'a> {
        &self.reader
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
