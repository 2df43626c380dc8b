//! The model file: a container of the kind that `container.rs` describes byte by byte, with the magic
//! `rasid\0\r\n`.
//!
//! Tensors: `vocabulary` (bytes of the sorted terms, a line feed after each); for each trained axis
//! `documents/AXIS` \[columns], `counts/AXIS` \[terms × slots, columns] (column: class × domains + domain), `seeds/AXIS` \[n, 2] (feature,
//! class), and `unlabelled/AXIS` \[terms × slots] where unlabelled text counts. Only integers that training
//! counted are stored; logarithms are taken when a model is loaded. A file holds no code.

use std::collections::BTreeMap;

use rasid_bayes::{ClassCounts, Marginals, Seeds, SparseNb};
use rasid_codebook::{ClassId, Codebook};
use rasid_decide::Calibration;
use rasid_feature::Vocabulary;
use serde::{Deserialize, Serialize};

use crate::analyze::Analyzer;
use crate::container::{Format, Narrow, Stored, Writing, content};
use crate::digest::Digest;
use crate::model::{AxisModel, Model, Training, bayes_params, log_prior, settings_of};
use crate::registry::{Outlet, Registry};
use crate::settings::{AxisSettings, Settings};
use crate::train::Trial;

/// Version of the format that this crate writes, and the only one that it reads.
pub const FORMAT_VERSION: u32 = 4;

const FORMAT: Format = Format { magic: *b"rasid\0\r\n", version: FORMAT_VERSION };

/// Why a model file is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Something else than a model of rasid.
    #[error("this is no model of rasid: it does not start with its magic bytes")]
    Foreign,
    /// A model of another format.
    #[error("model format {0} is not known; this version reads format {FORMAT_VERSION}")]
    Version(u32),
    /// Shorter or longer than it says.
    #[error("the model has {found} bytes where {expected} were written")]
    Length {
        /// Length that the header states.
        expected: u64,
        /// Length of what was given.
        found: u64,
    },
    /// Bytes changed since it was written.
    #[error("the model is damaged: its SHA-256 is {found}, not {expected}")]
    Digest {
        /// What the header states.
        expected: String,
        /// What the bytes give.
        found: String,
    },
    /// Intact, but not what a model holds.
    #[error("the model cannot be used: {0}")]
    Content(String),
}

/// Everything of a model that is no tensor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    codebook: Codebook,
    settings: Settings,
    articles: u64,
    groups: u64,
    training: String,
    seeds: String,
    languages: Vec<String>,
    scripts: Vec<String>,
    domains: Vec<String>,
    unfamiliar: u16,
    trials: Vec<Trial>,
    registry: Option<RegistryFacts>,
    axes: BTreeMap<String, AxisFacts>,
}

/// The outlets and their axis.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistryFacts {
    axis: String,
    outlets: Vec<Outlet>,
}

impl RegistryFacts {
    pub(crate) fn of(book: &Codebook, registry: &Registry) -> Self {
        let axis = book.axis_at(registry.axis()).name.clone();
        Self { axis, outlets: registry.outlets().to_vec() }
    }

    pub(crate) fn registry(self, book: &Codebook) -> Result<Registry, ModelError> {
        let axis = book.axis(&self.axis).map_err(content)?;
        Registry::new(book, axis, self.outlets).map_err(content)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AxisFacts {
    classes: Vec<String>,
    articles: Vec<u64>,
    calibration: Calibration,
    /// Unlabelled articles; none where the axis learned from labels alone.
    unlabelled: Option<u64>,
}

impl Model {
    /// The model as bytes: equal models give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writing::default();
        out.bytes("vocabulary", self.vocabulary.lines().as_bytes().to_vec());
        for axis in self.axes.iter().filter(|a| !a.classes.is_empty()) {
            let name = self.axis_name(axis);
            let columns = axis.counts.classes();
            let counts: Vec<u64> = axis.counts.counts().collect();
            out.integers(format!("counts/{name}"), &counts, &[columns]);
            out.integers(format!("documents/{name}"), axis.counts.documents(), &[]);
            let seeds: Vec<u64> =
                axis.seeds.list.iter().flat_map(|s| [u64::from(s.0), u64::from(s.1)]).collect();
            out.integers(format!("seeds/{name}"), &seeds, &[2]);
            if let Some(marginals) = &axis.marginals {
                out.integers(format!("unlabelled/{name}"), marginals.counts(), &[]);
            }
        }
        out.finish(&FORMAT, serde_json::to_string(&self.facts()).expect("facts are plain data"))
    }

    fn axis_name(&self, axis: &AxisModel) -> &str {
        &self.analyzer.codebook().axis_at(axis.axis).name
    }

    fn facts(&self) -> Facts {
        let book = self.analyzer.codebook();
        let axis_facts = |axis: &AxisModel| AxisFacts {
            classes: axis
                .classes
                .iter()
                .map(|c| book.class_name(axis.axis, *c).to_owned())
                .collect(),
            articles: axis.articles.clone(),
            calibration: axis.calibration.clone(),
            unlabelled: axis.unlabelled(),
        };
        Facts {
            codebook: book.clone(),
            settings: self.analyzer.settings().clone(),
            articles: self.training.articles,
            groups: self.training.groups,
            training: self.training.digest.to_string(),
            seeds: self.training.seeds.to_string(),
            languages: self.training.languages.clone(),
            scripts: self.training.scripts.clone(),
            domains: self.training.domains.clone(),
            unfamiliar: self.training.unfamiliar,
            trials: self.training.trials.clone(),
            registry: self.analyzer.registry().map(|r| RegistryFacts::of(book, r)),
            axes: self.axes.iter().map(|a| (self.axis_name(a).to_owned(), axis_facts(a))).collect(),
        }
    }

    /// Reads a model. Every length, number and digest is checked before use.
    ///
    /// # Errors
    /// Says why a foreign, newer, cut or damaged file is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let stored = Stored::open(bytes, &FORMAT)?;
        Self::from_parts(serde_json::from_str(stored.facts()?).map_err(content)?, &stored)
    }

    fn from_parts(facts: Facts, stored: &Stored<'_>) -> Result<Self, ModelError> {
        let words = simdutf8::basic::from_utf8(stored.bytes("vocabulary")?).map_err(content)?;
        let vocabulary = Vocabulary::from_lines(words.to_owned())
            .ok_or_else(|| content("its vocabulary is not sorted"))?;
        facts.settings.check().map_err(content)?;
        let registry = facts.registry.map(|r| r.registry(&facts.codebook)).transpose()?;
        let analyzer = Analyzer::new(facts.codebook, facts.settings).with_registry(registry);
        let mut axes: Vec<AxisModel> = Vec::new();
        for id in analyzer.codebook().axis_ids() {
            let name = &analyzer.codebook().axis_at(id).name;
            let axis = facts.axes.get(name);
            let axis = axis.ok_or_else(|| content(format!("axis `{name}` is missing")))?;
            let classes = axis.classes.iter().map(|c| analyzer.codebook().class(id, c));
            let parts = AxisParts {
                id,
                name,
                classes: classes.collect::<Result<Vec<ClassId>, _>>().map_err(content)?,
                calibration: axis.calibration.clone(),
                articles: axis.articles.clone(),
                unlabelled: axis.unlabelled,
                domains: facts.domains.len().max(1),
            };
            axes.push(parts.build(&analyzer, &vocabulary, stored, &axes)?);
        }
        let training = Training {
            articles: facts.articles,
            groups: facts.groups,
            digest: unhex(&facts.training)?,
            seeds: unhex(&facts.seeds)?,
            languages: facts.languages,
            scripts: facts.scripts,
            domains: facts.domains,
            unfamiliar: facts.unfamiliar,
            trials: facts.trials,
        };
        Ok(Self { analyzer, vocabulary, axes, training }.with_sets())
    }
}

struct AxisParts<'a> {
    id: rasid_codebook::AxisId,
    name: &'a str,
    classes: Vec<ClassId>,
    articles: Vec<u64>,
    calibration: Calibration,
    unlabelled: Option<u64>,
    domains: usize,
}

impl AxisParts<'_> {
    /// `built` are the axes before: one that counted the same shares its tables.
    fn build(
        self,
        analyzer: &Analyzer,
        vocabulary: &Vocabulary,
        stored: &Stored<'_>,
        built: &[AxisModel],
    ) -> Result<AxisModel, ModelError> {
        let book = analyzer.codebook();
        let settings = settings_of(book, self.id, analyzer.settings());
        if self.articles.len() != self.classes.len()
            || self.calibration.conformal().classes() != self.classes.len()
            || self.classes.len() == 1
            || !self.classes.is_sorted_by(|a, b| a < b)
        {
            return Err(self.wrong());
        }
        let twin = built.iter().find(|axis| self.is_twin(book, stored, axis, settings));
        let Tables { counts, seeds, marginals, bayes } = match twin {
            Some(twin) => Tables {
                counts: twin.counts.clone(),
                seeds: twin.seeds.clone(),
                marginals: twin.marginals.clone(),
                bayes: twin.bayes.clone(),
            },
            None => self.tables(settings, vocabulary, stored)?,
        };
        Ok(AxisModel {
            axis: self.id,
            target: book.target_of(self.id),
            settings,
            log_prior: log_prior(book, self.id, &self.classes, settings.prior),
            bayes,
            classes: self.classes,
            articles: self.articles,
            counts,
            domains: self.domains,
            seeds,
            marginals,
            calibration: self.calibration,
            sets: None,
        })
    }

    /// Whether an axis has the same tables: axes that learn from one another's articles do.
    fn is_twin(
        &self,
        book: &Codebook,
        stored: &Stored<'_>,
        axis: &AxisModel,
        settings: AxisSettings,
    ) -> bool {
        let other = &book.axis_at(axis.axis).name;
        let alike = |table: &str| {
            stored.alike(&format!("{table}/{}", self.name), &format!("{table}/{other}"))
        };
        axis.settings == settings
            && !self.classes.is_empty()
            && axis.classes.len() == self.classes.len()
            && axis.unlabelled() == self.unlabelled
            && ["documents", "seeds", "counts"].into_iter().all(alike)
            && (self.unlabelled.is_none() || alike("unlabelled"))
    }

    /// What was counted, with its logarithms.
    fn tables(
        &self,
        settings: AxisSettings,
        vocabulary: &Vocabulary,
        stored: &Stored<'_>,
    ) -> Result<Tables, ModelError> {
        let (name, wrong) = (self.name, || self.wrong());
        let features = vocabulary.len() * settings.feature.slots();
        let (mut documents, mut counts, mut list) = (vec![], Narrow::Wide(vec![]), vec![]);
        if !self.classes.is_empty() {
            documents = stored.integers(&format!("documents/{name}"))?;
            counts = stored.narrow(&format!("counts/{name}"))?;
            for pair in stored.integers(&format!("seeds/{name}"))?.chunks(2) {
                let [feature, class] = *pair else { return Err(wrong()) };
                if feature >= features as u64 || class >= self.classes.len() as u64 {
                    return Err(wrong());
                }
                list.push((feature as u32, class as u16));
            }
        }
        if documents.len() != self.classes.len() * self.domains
            || documents.iter().try_fold(0u64, |sum, n| sum.checked_add(*n)).is_none()
        {
            return Err(wrong());
        }
        let columns = if self.classes.is_empty() { 0 } else { features };
        let counts = match counts {
            Narrow::Bytes(counts) => ClassCounts::from_bytes(columns, documents, counts),
            Narrow::Halves(counts) => ClassCounts::from_halves(columns, documents, counts),
            Narrow::Wide(counts) => ClassCounts::from_parts(columns, documents, counts),
        };
        let counts = counts.ok_or_else(wrong)?;
        let table = counts.over_domains(self.domains, settings.balance);
        let seeds = Seeds { list, strength: settings.seed_strength };
        let params = bayes_params(settings).map_err(content)?;
        let marginals = match self.unlabelled {
            Some(articles) => {
                let counts = stored.integers(&format!("unlabelled/{name}"))?;
                Some(Marginals::from_parts(articles, counts))
            }
            None => None,
        };
        if marginals.as_ref().is_some_and(|m| m.counts().len() != columns) {
            return Err(wrong());
        }
        let labels = (0..self.classes.len()).collect();
        let bayes = SparseNb::from_counts(table, &seeds, marginals.as_ref(), &params, labels);
        Ok(Tables { counts, seeds, marginals, bayes })
    }

    fn wrong(&self) -> ModelError {
        content(format!("the tensors of axis `{}` do not fit", self.name))
    }
}

/// What an axis counted.
struct Tables {
    counts: ClassCounts,
    seeds: Seeds,
    marginals: Option<Marginals>,
    bayes: SparseNb,
}

fn unhex(text: &str) -> Result<Digest, ModelError> {
    Digest::from_hex(text).ok_or_else(|| content(format!("{text:?} is no digest")))
}
