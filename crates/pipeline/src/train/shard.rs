//! Counting a labelled set article by article, in memory that follows its words and not its articles.

use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_feature::{BagSettings, Indexed, Terms};
use xxhash_rust::xxh3::xxh3_64;

use super::digests::digest_of_text;
use super::sample::{Kept, KeptLesson, Sample, words};
use super::set::{Lesson, siblings};
use super::tally::Tally;
use super::{Example, TrainError};
use crate::analyze::Analyzer;
use crate::digest::Digest;
use crate::model::settings_of;
use crate::settings::AxisSettings;

/// Marks a term that no article of a fold has.
pub(crate) const NONE: u32 = u32::MAX;

/// What labelled articles say, by given settings: terms with their documents, words by axis, class and
/// domain, all of it for each calibration fold (a hash of the group), and a sample of articles to
/// calibrate on. A commutative monoid: shards that were counted anywhere, of any part of a set, in any
/// order, make the same model bit for bit.
///
/// A place of the text costs a look-up and an addition or two: what is counted of a term in a fold stands
/// side by side, all axes in a cache line or two.
#[derive(Debug, Clone)]
pub struct Shard {
    pub(crate) plan: Plan,
    pub(crate) terms: Terms,
    /// Term × fold: articles with the term.
    pub(crate) documents: Vec<u32>,
    /// Term × fold: the row of `cells`, or [`NONE`].
    pub(crate) rows: Vec<u32>,
    /// Row × [`Plan::width`].
    pub(crate) cells: Vec<u32>,
    /// Fold × [`Plan::lessons`]: articles.
    pub(crate) lessons: Vec<u64>,
    pub(crate) tally: Tally,
    /// One for each domain.
    pub(crate) samples: Vec<Sample>,
    /// What of each term was seen in the article at hand.
    pub(crate) seen: Seen,
}

/// The shape of what is counted.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) axes: Vec<AxisPlan>,
    /// Names, sorted.
    pub(crate) domains: Vec<String>,
    pub(crate) folds: usize,
    /// Cells of a row.
    pub(crate) width: usize,
    /// Classes of all axes × domains.
    pub(crate) lessons: usize,
    /// Slots of all axes.
    pub(crate) bits: usize,
    pub(crate) collect: BagSettings,
}

/// One axis in it.
#[derive(Debug, Clone)]
pub(crate) struct AxisPlan {
    pub(crate) axis: AxisId,
    pub(crate) target: Option<usize>,
    pub(crate) settings: AxisSettings,
    pub(crate) classes: usize,
    /// The first of its cells: slot × classes × domains.
    pub(crate) start: usize,
    /// The first of its lessons: class × domains.
    pub(crate) first: usize,
    /// The first of its slots, among those of all axes.
    pub(crate) bit: usize,
    pub(crate) by_passages: bool,
}

/// Which slots of which axes a term of the article at hand has spoken in: a feature counts once an
/// article where that is wished, and a document once a term.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Number of the article that the bits are about.
    article: u32,
    last: Vec<u32>,
    bits: Vec<u64>,
}

/// What is known of an article before its words are counted.
pub(crate) struct Begun {
    pub(crate) fold: usize,
    pub(crate) domain: usize,
    /// Of its text, labels, domain and group: texts that are alike in two groups are of two folds.
    pub(crate) digest: Digest,
    /// The axes that it teaches, by position.
    pub(crate) taught: Vec<(usize, ClassId)>,
}

impl Plan {
    fn new(analyzer: &Analyzer, domains: &[&str]) -> Result<Self, TrainError> {
        let (book, settings) = (analyzer.codebook(), analyzer.settings());
        settings.check()?;
        let mut names: Vec<String> = domains.iter().map(|d| (*d).to_owned()).collect();
        names.sort_unstable();
        names.dedup();
        let (mut width, mut lessons, mut bits) = (0, 0, 0);
        let mut axes = Vec::new();
        for axis in book.axis_ids() {
            let own = settings_of(book, axis, settings);
            let pooled = siblings(book, axis).filter(|_| settings.pool_targets);
            if pooled.into_iter().any(|s| settings_of(book, s, settings).feature != own.feature) {
                return Err(TrainError::Apart(book.axis_at(axis).name.clone()));
            }
            let (slots, classes) = (own.feature.slots(), book.axis_at(axis).classes.len());
            axes.push(AxisPlan {
                axis,
                target: book.target_of(axis),
                settings: own,
                classes,
                start: width,
                first: lessons,
                bit: bits,
                by_passages: own.passages > 0 && book.plain_class(axis).is_some(),
            });
            width += slots * classes * names.len();
            lessons += classes * names.len();
            bits += slots;
        }
        let (folds, collect) = (settings.calibration_folds as usize, settings.bag());
        Ok(Self { axes, domains: names, folds, width, lessons, bits, collect })
    }

    fn domain(&self, name: &str) -> usize {
        let found = self.domains.binary_search_by(|d| d.as_str().cmp(name));
        found.unwrap_or_else(|_| panic!("domain {name:?} was not named"))
    }
}

impl AxisPlan {
    /// Whether a feature counts once an article.
    pub(crate) fn is_binary(&self) -> bool {
        self.settings.feature.binary
    }

    /// The cell of a slot, class and domain.
    pub(crate) fn cell(
        &self,
        slot: usize,
        class: usize,
        (domain, domains): (usize, usize),
    ) -> usize {
        self.start + (slot * self.classes + class) * domains + domain
    }

    /// The features of an article, with the sentences of those that are judged by passages.
    fn entries(&self, indexed: &Indexed<'_>) -> Vec<(u32, u32, u32)> {
        let features = self.settings.feature;
        if !self.by_passages {
            let row = indexed.row(features, self.target);
            return row.entries().map(|(f, n)| (0, f as u32, n)).collect();
        }
        let passages = indexed.passages(features, self.target).into_iter();
        let entries = passages.flat_map(|(sentence, row)| {
            row.entries().map(|(f, n)| (sentence, f as u32, n)).collect::<Vec<_>>()
        });
        entries.collect()
    }
}

impl Seen {
    /// Begins another article.
    pub(crate) fn begin(&mut self) {
        self.article = self.article.wrapping_add(1);
        if self.article == 0 {
            self.last.fill(0);
            self.article = 1;
        }
    }

    fn grow(&mut self, terms: usize, words: usize) {
        self.last.resize(terms, 0);
        self.bits.resize(terms * words, 0);
    }

    /// Whether the article has the term for the first time.
    #[inline]
    pub(crate) fn is_new(&mut self, term: usize, words: usize) -> bool {
        let new = self.last[term] != self.article;
        if new {
            self.last[term] = self.article;
            self.bits[term * words..][..words].fill(0);
        }
        new
    }

    /// The slots in which a term that the article has was seen.
    #[inline]
    pub(crate) fn bits(&self, term: usize, words: usize) -> &[u64] {
        &self.bits[term * words..][..words]
    }

    /// The same, to add to them.
    #[inline]
    pub(crate) fn bits_mut(&mut self, term: usize, words: usize) -> &mut [u64] {
        &mut self.bits[term * words..][..words]
    }

    /// Whether the term speaks for the first time in a slot.
    fn is_first(&mut self, term: usize, words: usize, bit: usize) -> bool {
        let bits = &mut self.bits[term * words + bit / 64];
        let first = *bits >> (bit % 64) & 1 == 0;
        *bits |= 1 << (bit % 64);
        first
    }
}

impl Shard {
    /// Nothing counted yet, by the settings of an analyzer. `domains` names all that articles will come
    /// from.
    ///
    /// # Errors
    /// A setting out of range; axes that learn from one another and have other features each.
    pub fn new(analyzer: &Analyzer, domains: &[&str]) -> Result<Self, TrainError> {
        let plan = Plan::new(analyzer, domains)?;
        Ok(Self {
            terms: Terms::default(),
            documents: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            lessons: vec![0; plan.lessons * plan.folds],
            tally: Tally::new(plan.axes.len()),
            samples: vec![Sample::default(); plan.domains.len()],
            seen: Seen::default(),
            plan,
        })
    }

    /// Names of the domains, sorted.
    pub fn domains(&self) -> &[String] {
        &self.plan.domains
    }

    /// Articles counted.
    pub fn articles(&self) -> u64 {
        self.tally.articles
    }

    /// Counts one article, read by the analyzer. For many articles take a [`super::Counter`].
    ///
    /// # Panics
    /// Where its domain was not named: a mistake of the caller.
    pub fn add(&mut self, analyzer: &Analyzer, example: &Example<'_>) {
        let Begun { fold, domain, digest, taught } = self.begin(analyzer, example);
        let indexed = self.terms.index(&example.article.bag, &self.plan.collect);
        self.count_documents(&indexed, fold);
        for (axis, class) in &taught {
            self.count_words(*axis, &indexed, fold, (class.index(), domain));
        }
        if self.samples[domain].wants(&digest) {
            let lesson = |(axis, class): (usize, ClassId)| KeptLesson {
                axis,
                class: class.index(),
                entries: self.plan.axes[axis].entries(&indexed),
            };
            let lessons = taught.into_iter().map(lesson).collect();
            self.samples[domain].add(digest, Kept { fold, words: words(&indexed), lessons });
        }
    }

    /// Counts all of an article but its words.
    pub(crate) fn begin(&mut self, analyzer: &Analyzer, example: &Example<'_>) -> Begun {
        let (book, plan) = (analyzer.codebook(), &self.plan);
        let fold = (xxh3_64(example.group.as_bytes()) % plan.folds as u64) as usize;
        let domain = plan.domain(example.domain);
        let text = digest_of_text(book, example);
        self.tally.add(example, &text);
        let mut taught = Vec::new();
        for (position, axis) in plan.axes.iter().enumerate() {
            let lesson = Lesson::of(book, axis.axis, example);
            self.tally.note(axis.axis, &lesson);
            if let Lesson::Class(class) = lesson {
                let place = axis.first + class.index() * plan.domains.len() + domain;
                self.lessons[fold * plan.lessons + place] += 1;
                taught.push((position, class));
            }
        }
        let digest = Digest::of_parts([text.bytes().as_slice(), example.group.as_bytes()]);
        Begun { fold, domain, digest, taught }
    }

    fn count_documents(&mut self, indexed: &Indexed<'_>, fold: usize) {
        let (folds, words) = (self.plan.folds, self.plan.bits.div_ceil(64));
        self.grow();
        self.seen.begin();
        for term in indexed.terms() {
            self.documents[term * folds + fold] += u32::from(self.seen.is_new(term, words));
        }
    }

    /// Makes room for terms that have come.
    pub(crate) fn grow(&mut self) {
        let (terms, folds) = (self.terms.len(), self.plan.folds);
        self.seen.grow(terms, self.plan.bits.div_ceil(64));
        self.documents.resize(terms * folds, 0);
        self.rows.resize(terms * folds, NONE);
    }

    fn count_words(
        &mut self,
        axis: usize,
        indexed: &Indexed<'_>,
        fold: usize,
        (class, domain): (usize, usize),
    ) {
        let Plan { axes, domains, folds, width, bits, .. } = &self.plan;
        let (axis, domain) = (&axes[axis], (domain, domains.len()));
        let (features, words) = (axis.settings.feature, bits.div_ceil(64));
        let (seen, rows, cells) = (&mut self.seen, &mut self.rows, &mut self.cells);
        indexed.each_feature(features, axis.target, |term, slot| {
            if !features.binary || seen.is_first(term, words, axis.bit + slot) {
                let row = row_of(&mut rows[term * folds + fold], cells, *width);
                cells[row + axis.cell(slot, class, domain)] += 1;
            }
        });
    }

    /// Adds another shard, of equal settings and of domains that were named.
    ///
    /// # Panics
    /// Where it is not that.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.plan.folds, other.plan.folds, "shards of other settings");
        assert_eq!(self.plan.bits, other.plan.bits, "shards of other settings");
        let folds = self.plan.folds;
        self.tally.merge(&other.tally);
        let here: Vec<usize> = other.plan.domains.iter().map(|d| self.plan.domain(d)).collect();
        let numbers: Vec<u32> =
            (0..other.terms.len()).map(|t| self.terms.number(other.terms.term(t)) as u32).collect();
        self.grow();
        let (cells, lessons) = (self.plan.places(&other.plan, &here), here.len());
        for (term, &number) in numbers.iter().enumerate() {
            for fold in 0..folds {
                let (from, to) = (term * folds + fold, number as usize * folds + fold);
                self.documents[to] += other.documents[from];
                if other.rows[from] == NONE {
                    continue;
                }
                let row = row_of(&mut self.rows[to], &mut self.cells, self.plan.width);
                let theirs = other.rows[from] as usize * other.plan.width;
                for (n, cell) in other.cells[theirs..][..other.plan.width].iter().zip(&cells) {
                    self.cells[row + cell] += n;
                }
            }
        }
        for (i, n) in other.lessons.iter().enumerate() {
            // Class × domain, one axis after the other.
            let (class, domain) = (i / lessons, here[i % lessons]);
            self.lessons[class * self.plan.domains.len() + domain] += n;
        }
        let slots = |axis: usize| self.plan.axes[axis].settings.feature.slots() as u32;
        for (sample, domain) in other.samples.iter().zip(&here) {
            for (digest, kept) in sample.articles() {
                if self.samples[*domain].wants(digest) {
                    let kept = kept.renumbered(|term| Some(numbers[term as usize]), slots);
                    self.samples[*domain].add(*digest, kept);
                }
            }
        }
    }
}

impl Plan {
    /// Where the cells of another plan's rows are here; `here` are its domains.
    fn places(&self, other: &Self, here: &[usize]) -> Vec<usize> {
        let mut places = Vec::with_capacity(other.width);
        for axis in &self.axes {
            for slot in 0..axis.settings.feature.slots() {
                for class in 0..axis.classes {
                    let cell = |d: &usize| axis.cell(slot, class, (*d, self.domains.len()));
                    places.extend(here.iter().map(cell));
                }
            }
        }
        places
    }
}

/// The first cell of a row, which is made where there is none.
#[inline]
pub(crate) fn row_of(row: &mut u32, cells: &mut Vec<u32>, width: usize) -> usize {
    if *row == NONE {
        *row = (cells.len() / width) as u32;
        cells.resize(cells.len() + width, 0);
    }
    *row as usize * width
}

/// Whether axes that learn from one another do, by the settings.
pub(crate) fn family(book: &Codebook, axis: AxisId, pool: bool) -> Vec<AxisId> {
    std::iter::once(axis).chain(siblings(book, axis).filter(|_| pool)).collect()
}
