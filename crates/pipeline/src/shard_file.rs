//! The shard file: what was counted of a part of a labelled set, in a container of the kind that
//! `container.rs` describes byte by byte, with the magic `rasid\0#\n`.
//!
//! Tensors: `vocabulary` (bytes of the sorted terms, a line feed after each); `documents` \[terms, folds];
//! for each fold `rows/FOLD` (terms of which something was counted, rising) and `cells/FOLD` \[rows,
//! columns] (column: axis, slot, class, domain); `lessons` \[folds, columns] (axis, class, domain);
//! `groups` \[n, 2] (xxh3 of 128 bits); of the articles that calibration needs, by domain and digest,
//! `kept/digests`, `kept/facts` \[n, 4] (domain, fold, words, lessons), `kept/words` \[n, 2] (term, count),
//! `kept/lessons` \[n, 3] (axis, class, entries), `kept/entries` \[n, 3] (sentence, feature, count).

use rasid_codebook::Codebook;
use rasid_feature::Vocabulary;
use serde::{Deserialize, Serialize};

use crate::analyze::Analyzer;
use crate::container::{Format, Stored, Writing, content};
use crate::digest::Digest;
use crate::file::{ModelError, RegistryFacts};
use crate::seeds::SeedTerms;
use crate::settings::Settings;
use crate::train::{Kept, KeptLesson, NONE, Shard, Tally, TrainError};

const FORMAT: Format = Format { magic: *b"rasid\0#\n", version: 1 };

/// Why shards cannot be joined.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShardError {
    /// Something else than a shard.
    #[error("this is no shard of rasid: it does not start with its magic bytes")]
    Foreign,
    /// A shard of another format.
    #[error("shard format {0} is not known; this version reads format 1")]
    Version(u32),
    /// Cut, grown, changed or not what a shard holds.
    #[error("the shard cannot be used: {0}")]
    Damaged(String),
    /// Counted by other settings, codebook, seed terms or outlets than the first.
    #[error("it was counted by another {0} than the first shard")]
    Differs(&'static str),
    /// What was counted makes no model.
    #[error(transparent)]
    Train(#[from] TrainError),
}

impl From<ModelError> for ShardError {
    fn from(e: ModelError) -> Self {
        match e {
            ModelError::Foreign => Self::Foreign,
            ModelError::Version(version) => Self::Version(version),
            ModelError::Length { expected, found } => {
                Self::Damaged(format!("it has {found} bytes where {expected} were written"))
            }
            ModelError::Digest { expected, found } => {
                Self::Damaged(format!("its SHA-256 is {found}, not {expected}"))
            }
            ModelError::Content(why) => Self::Damaged(why),
        }
    }
}

/// Everything of a shard that is no tensor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    recipe: Recipe,
    domains: Vec<String>,
    tally: Tally,
}

/// What all shards of one model have in common.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    codebook: Codebook,
    settings: Settings,
    /// Axis, class, terms as written.
    seeds: Vec<(String, String, Vec<String>)>,
    registry: Option<RegistryFacts>,
}

/// A shard file that was opened and checked, and not yet counted.
pub struct StoredShard<'a> {
    facts: Facts,
    stored: Stored<'a>,
}

/// What a model is made by, beside what was counted.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// Codebook, settings and outlets.
    pub analyzer: Analyzer,
    /// Seed terms.
    pub seeds: Vec<SeedTerms>,
}

impl Shard {
    /// The shard as bytes, whose order does not hang on that of the articles. The analyzer and the seeds
    /// are those of the model.
    pub fn to_bytes(&self, analyzer: &Analyzer, seeds: &[SeedTerms]) -> Vec<u8> {
        let folds = self.plan.folds;
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order.sort_unstable_by(|a, b| self.terms.term(*a).cmp(self.terms.term(*b)));
        let mut numbers = vec![0; order.len()];
        order.iter().enumerate().for_each(|(number, term)| numbers[*term] = number as u32);
        let lines = order.iter().flat_map(|t| [self.terms.term(*t), "\n"]).collect::<String>();
        let mut out = Writing::default();
        out.bytes("vocabulary", lines.into_bytes());
        let documents = order.iter().flat_map(|t| &self.documents[t * folds..][..folds]);
        out.integers("documents", &wide(documents), &[folds]);
        for fold in 0..folds {
            let (mut rows, mut cells) = (Vec::new(), Vec::new());
            for (number, term) in order.iter().enumerate() {
                let row = self.rows[term * folds + fold];
                if row != NONE {
                    rows.push(number as u64);
                    let first = row as usize * self.plan.width;
                    cells.extend(wide(&self.cells[first..][..self.plan.width]));
                }
            }
            out.integers(format!("rows/{fold}"), &rows, &[]);
            out.integers(format!("cells/{fold}"), &cells, &[self.plan.width]);
        }
        out.integers("lessons", &self.lessons, &[self.plan.lessons]);
        self.write_sample(&numbers, &mut out);
        let mut tally = self.tally.clone();
        let groups = std::mem::take(&mut tally.groups).into_iter();
        let halves = groups.flat_map(|g| [(g >> 64) as u64, g as u64]);
        out.integers("groups", &halves.collect::<Vec<u64>>(), &[2]);
        let recipe = Recipe::of(analyzer, seeds);
        let facts = Facts { recipe, domains: self.plan.domains.clone(), tally };
        out.finish(&FORMAT, serde_json::to_string(&facts).expect("facts are plain data"))
    }

    fn write_sample(&self, numbers: &[u32], out: &mut Writing) {
        let (mut digests, mut facts) = (Vec::new(), Vec::new());
        let (mut words, mut lessons, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        let slots = |axis: usize| self.plan.axes[axis].settings.feature.slots() as u32;
        for (domain, sample) in self.samples.iter().enumerate() {
            for (digest, kept) in sample.articles() {
                let kept = kept.renumbered(|term| Some(numbers[term as usize]), slots);
                digests.extend_from_slice(digest.bytes());
                let counts = [domain, kept.fold, kept.words.len(), kept.lessons.len()];
                facts.extend(counts.map(|n| n as u64));
                words.extend(kept.words.iter().flat_map(|w| [w.0, w.1].map(u64::from)));
                for lesson in &kept.lessons {
                    let counts = [lesson.axis, lesson.class, lesson.entries.len()];
                    lessons.extend(counts.map(|n| n as u64));
                    let each = lesson.entries.iter();
                    entries.extend(each.flat_map(|e| [e.0, e.1, e.2].map(u64::from)));
                }
            }
        }
        out.bytes("kept/digests", digests);
        out.integers("kept/facts", &facts, &[4]);
        out.integers("kept/words", &words, &[2]);
        out.integers("kept/lessons", &lessons, &[3]);
        out.integers("kept/entries", &entries, &[3]);
    }
}

fn wide<'a>(counts: impl IntoIterator<Item = &'a u32>) -> Vec<u64> {
    counts.into_iter().map(|&n| u64::from(n)).collect()
}

impl Recipe {
    fn of(analyzer: &Analyzer, seeds: &[SeedTerms]) -> Self {
        let book = analyzer.codebook();
        let names = |s: &SeedTerms| {
            let axis = book.axis_at(s.axis).name.clone();
            (axis, book.class_name(s.axis, s.class).to_owned(), s.terms.clone())
        };
        Self {
            codebook: book.clone(),
            settings: analyzer.settings().clone(),
            seeds: seeds.iter().map(names).collect(),
            registry: analyzer.registry().map(|r| RegistryFacts::of(book, r)),
        }
    }

    fn workbench(&self) -> Result<Workbench, ModelError> {
        self.settings.check().map_err(content)?;
        let book = &self.codebook;
        let seed = |(axis, class, terms): &(String, String, Vec<String>)| {
            let axis = book.axis(axis).map_err(content)?;
            let class = book.class(axis, class).map_err(content)?;
            Ok(SeedTerms { axis, class, terms: terms.clone() })
        };
        let seeds = self.seeds.iter().map(seed).collect::<Result<_, ModelError>>()?;
        let registry = self.registry.clone().map(|r| r.registry(book)).transpose()?;
        let analyzer = Analyzer::new(book.clone(), self.settings.clone()).with_registry(registry);
        Ok(Workbench { analyzer, seeds })
    }
}

impl<'a> StoredShard<'a> {
    /// Checks a shard file: its length, its digest, its facts.
    ///
    /// # Errors
    /// Says why a foreign, cut or damaged one is refused.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ShardError> {
        let stored = Stored::open(bytes, &FORMAT)?;
        let facts = serde_json::from_str(stored.facts()?).map_err(content)?;
        Ok(Self { facts, stored })
    }

    /// Names of the domains of its articles, sorted.
    pub fn domains(&self) -> &[String] {
        &self.facts.domains
    }

    /// What its model is made by.
    ///
    /// # Errors
    /// Settings, seeds or outlets that cannot be.
    pub fn workbench(&self) -> Result<Workbench, ShardError> {
        Ok(self.facts.recipe.workbench()?)
    }

    /// Whether it was counted as another one was.
    ///
    /// # Errors
    /// Names what differs.
    pub fn check_like(&self, first: &Self) -> Result<(), ShardError> {
        let (mine, theirs) = (&self.facts.recipe, &first.facts.recipe);
        let differs = |same: bool, what| if same { Ok(()) } else { Err(ShardError::Differs(what)) };
        differs(mine.codebook == theirs.codebook, "codebook")?;
        differs(mine.settings == theirs.settings, "choice of settings")?;
        differs(mine.seeds == theirs.seeds, "set of seed terms")?;
        differs(mine.registry == theirs.registry, "registry of outlets")
    }

    /// What was counted.
    ///
    /// # Errors
    /// Where the tensors are not those of a shard.
    pub fn shard(&self, bench: &Workbench) -> Result<Shard, ShardError> {
        Ok(self.counts(bench)?)
    }

    fn counts(&self, bench: &Workbench) -> Result<Shard, ModelError> {
        let wrong = || content("its tensors do not fit");
        let domains: Vec<&str> = self.facts.domains.iter().map(String::as_str).collect();
        let mut shard = Shard::new(&bench.analyzer, &domains).map_err(content)?;
        let (folds, width) = (shard.plan.folds, shard.plan.width);
        let lines =
            simdutf8::basic::from_utf8(self.stored.bytes("vocabulary")?).map_err(content)?;
        let vocabulary = Vocabulary::from_lines(lines.to_owned()).ok_or_else(wrong)?;
        for term in vocabulary.terms() {
            shard.terms.number(term);
        }
        shard.documents = narrow(self.stored.integers("documents")?)?;
        shard.lessons = self.stored.integers("lessons")?;
        let groups = self.stored.integers("groups")?;
        let groups = groups.as_chunks().0.iter();
        let groups = groups.map(|[high, low]| u128::from(*high) << 64 | u128::from(*low)).collect();
        if shard.documents.len() != vocabulary.len() * folds
            || shard.lessons.len() != shard.plan.lessons * folds
            || shard.plan.domains != self.facts.domains
            || self.facts.tally.odd.len() != shard.plan.axes.len()
        {
            return Err(wrong());
        }
        shard.tally = Tally { groups, ..self.facts.tally.clone() };
        shard.rows = vec![NONE; vocabulary.len() * folds];
        for fold in 0..folds {
            let rows = self.stored.integers(&format!("rows/{fold}"))?;
            let cells = narrow(self.stored.integers(&format!("cells/{fold}"))?)?;
            if cells.len() != rows.len() * width {
                return Err(wrong());
            }
            for (row, term) in (shard.cells.len() / width.max(1)..).zip(rows) {
                let place = (term as usize).checked_mul(folds).map(|at| at + fold);
                let place = place.and_then(|at| shard.rows.get_mut(at)).ok_or_else(wrong)?;
                *place = row as u32;
            }
            shard.cells.extend(cells);
        }
        self.read_sample(&mut shard)?;
        Ok(shard)
    }

    fn read_sample(&self, shard: &mut Shard) -> Result<(), ModelError> {
        let wrong = || content("its sample does not fit");
        let table =
            |name: &str| Ok::<_, ModelError>(narrow(self.stored.integers(name)?)?.into_iter());
        let mut words = table("kept/words")?;
        let (mut lessons, mut entries) = (table("kept/lessons")?, table("kept/entries")?);
        let (digests, facts) = (self.stored.bytes("kept/digests")?, table("kept/facts")?);
        let facts: Vec<u32> = facts.collect();
        let ((digests, _), (facts, _)) = (digests.as_chunks(), facts.as_chunks());
        if digests.len() != facts.len() {
            return Err(wrong());
        }
        let terms = shard.terms.len() as u32;
        for (digest, &[domain, fold, of_words, of_lessons]) in digests.iter().zip(facts) {
            let mut kept = Kept { fold: fold as usize, words: vec![], lessons: vec![] };
            for _ in 0..of_words {
                let word = words.next().zip(words.next()).filter(|w| w.0 < terms);
                kept.words.push(word.ok_or_else(wrong)?);
            }
            for _ in 0..of_lessons {
                let [axis, class, n] = three(&mut lessons).ok_or_else(wrong)?.map(|n| n as usize);
                let plan = shard.plan.axes.get(axis).filter(|a| class < a.classes);
                let slots = plan.ok_or_else(wrong)?.settings.feature.slots() as u32;
                let mut lesson = KeptLesson { axis, class, entries: vec![] };
                for _ in 0..n {
                    let entry = three(&mut entries).filter(|e| e[1] / slots < terms);
                    let [sentence, feature, count] = entry.ok_or_else(wrong)?;
                    lesson.entries.push((sentence, feature, count));
                }
                kept.lessons.push(lesson);
            }
            if kept.fold >= shard.plan.folds {
                return Err(wrong());
            }
            let sample = shard.samples.get_mut(domain as usize).ok_or_else(wrong)?;
            sample.add(Digest::from_bytes(*digest), kept);
        }
        Ok(())
    }
}

fn three(numbers: &mut impl Iterator<Item = u32>) -> Option<[u32; 3]> {
    Some([numbers.next()?, numbers.next()?, numbers.next()?])
}

fn narrow(numbers: Vec<u64>) -> Result<Vec<u32>, ModelError> {
    let narrow = numbers.into_iter().map(u32::try_from);
    narrow.collect::<Result<_, _>>().map_err(|_| content("a count beyond 4,294,967,295"))
}
