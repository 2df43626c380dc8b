//! The model file.
//!
//! | bytes | content |
//! |---|---|
//! | 0 to 7 | magic `rasid\0\r\n` |
//! | 8 to 11 | format version, little-endian |
//! | 12 to 15 | zero |
//! | 16 to 23 | length of the whole file, little-endian |
//! | 24 to 55 | SHA-256 of everything else |
//! | 56 to 63 | zero |
//! | 64 to end | a safetensors file: `safetensors.numpy.load(open(path, "rb").read()[64:])` |
//!
//! Tensors: `vocabulary` (bytes of the sorted terms, a line feed after each); for each trained axis
//! `documents/AXIS` \[columns], `counts/AXIS` \[terms × slots, columns] (column: class × domains + domain), `seeds/AXIS` \[n, 2] (feature,
//! class), and `unlabelled/AXIS` \[terms × slots] where unlabelled text counts. Integers are unsigned, each tensor in the narrowest
//! width that holds it. All other facts are JSON under the metadata key `rasid`. Only integers that training
//! counted are stored; logarithms are taken when a model is loaded. A file holds no code.

use std::collections::BTreeMap;

use rasid_bayes::{ClassCounts, Marginals, Seeds, SparseNb};
use rasid_codebook::{ClassId, Codebook};
use rasid_decide::Calibration;
use rasid_feature::Vocabulary;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use crate::analyze::Analyzer;
use crate::digest::Digest;
use crate::model::{AxisModel, Model, Training, bayes_params, log_prior, settings_of};
use crate::registry::{Outlet, Registry};
use crate::settings::Settings;
use crate::train::Trial;

/// Version of the format that this crate writes, and the only one that it reads.
pub const FORMAT_VERSION: u32 = 4;

const MAGIC: [u8; 8] = *b"rasid\0\r\n";
const HEADER: usize = 64;
const DIGEST: std::ops::Range<usize> = 24..56;
/// Key of the facts in safetensors's metadata. One key only: its order in a map of one is certain.
const FACTS: &str = "rasid";

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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegistryFacts {
    axis: String,
    outlets: Vec<Outlet>,
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
        let payload = self.payload();
        let mut out = vec![0; HEADER];
        out[..8].copy_from_slice(&MAGIC);
        out[8..12].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
        out[16..24].copy_from_slice(&((HEADER + payload.len()) as u64).to_le_bytes());
        out.extend_from_slice(&payload);
        let digest = digest(&out);
        out[DIGEST].copy_from_slice(digest.bytes());
        out
    }

    fn payload(&self) -> Vec<u8> {
        let mut vocabulary = Vec::new();
        for term in self.vocabulary.terms() {
            vocabulary.extend_from_slice(term.as_bytes());
            vocabulary.push(b'\n');
        }
        let mut tensors =
            vec![("vocabulary".to_owned(), Dtype::U8, vec![vocabulary.len()], vocabulary)];
        for axis in self.axes.iter().filter(|a| !a.classes.is_empty()) {
            let name = self.axis_name(axis);
            let (rows, classes) = (axis.counts.features(), axis.counts.classes());
            let (width, counts) = narrow(axis.counts.counts());
            tensors.push((format!("counts/{name}"), width, vec![rows, classes], counts));
            let (width, documents) = narrow(axis.counts.documents());
            tensors.push((format!("documents/{name}"), width, vec![classes], documents));
            let seeds: Vec<u64> =
                axis.seeds.list.iter().flat_map(|s| [u64::from(s.0), u64::from(s.1)]).collect();
            let (width, seeds) = narrow(&seeds);
            tensors.push((format!("seeds/{name}"), width, vec![axis.seeds.list.len(), 2], seeds));
            if let Some(marginals) = &axis.marginals {
                let (width, counts) = narrow(marginals.counts());
                tensors.push((format!("unlabelled/{name}"), width, vec![rows], counts));
            }
        }
        let facts = serde_json::to_string(&self.facts()).expect("facts are plain data");
        let views = tensors.iter().map(|(name, dtype, shape, bytes)| {
            let view = TensorView::new(*dtype, shape.clone(), bytes);
            (name.clone(), view.expect("shape and bytes are made together"))
        });
        #[expect(clippy::disallowed_types, reason = "the library asks for it; it holds one key")]
        let metadata = std::collections::HashMap::from([(FACTS.to_owned(), facts)]);
        safetensors::serialize(views, Some(metadata)).expect("tensors are well formed")
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
            registry: self.analyzer.registry().map(|r| RegistryFacts {
                axis: book.axis_at(r.axis()).name.clone(),
                outlets: r.outlets().to_vec(),
            }),
            axes: self.axes.iter().map(|a| (self.axis_name(a).to_owned(), axis_facts(a))).collect(),
        }
    }

    /// Reads a model. Every length, number and digest is checked before use.
    ///
    /// # Errors
    /// Says why a foreign, newer, cut or damaged file is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if bytes.len() < HEADER || bytes[..8] != MAGIC {
            return Err(ModelError::Foreign);
        }
        let version = u32::from_le_bytes(bytes[8..12].try_into().expect("four bytes"));
        if version != FORMAT_VERSION {
            return Err(ModelError::Version(version));
        }
        let expected = u64::from_le_bytes(bytes[16..24].try_into().expect("eight bytes"));
        if expected != bytes.len() as u64 {
            return Err(ModelError::Length { expected, found: bytes.len() as u64 });
        }
        let (expected, found) = (hex(&bytes[DIGEST]), digest(bytes).to_string());
        if expected != found {
            return Err(ModelError::Digest { expected, found });
        }
        let (_, metadata) = SafeTensors::read_metadata(&bytes[HEADER..]).map_err(content)?;
        let tensors = SafeTensors::deserialize(&bytes[HEADER..]).map_err(content)?;
        let facts = metadata.metadata().as_ref().and_then(|m| m.get(FACTS));
        let facts = facts.ok_or_else(|| content("it states no facts"))?;
        Self::from_parts(serde_json::from_str(facts).map_err(content)?, &tensors)
    }

    fn from_parts(facts: Facts, tensors: &SafeTensors<'_>) -> Result<Self, ModelError> {
        let words = tensors.tensor("vocabulary").map_err(content)?.data();
        let words = std::str::from_utf8(words).map_err(content)?;
        let vocabulary = Vocabulary::from_sorted(words.split_terminator('\n'))
            .ok_or_else(|| content("its vocabulary is not sorted"))?;
        facts.settings.check().map_err(content)?;
        let registry = facts.registry.map(|r| {
            let axis = facts.codebook.axis(&r.axis).map_err(content)?;
            Registry::new(&facts.codebook, axis, r.outlets).map_err(content)
        });
        let registry = registry.transpose()?;
        let analyzer = Analyzer::new(facts.codebook, facts.settings).with_registry(registry);
        let axes = analyzer
            .codebook()
            .axis_ids()
            .map(|id| {
                let name = &analyzer.codebook().axis_at(id).name;
                let axis = facts
                    .axes
                    .get(name)
                    .ok_or_else(|| content(format!("axis `{name}` is missing")))?;
                let classes = axis.classes.iter().map(|c| analyzer.codebook().class(id, c));
                let classes = classes.collect::<Result<Vec<ClassId>, _>>().map_err(content)?;
                let parts = AxisParts {
                    id,
                    name,
                    classes,
                    calibration: axis.calibration.clone(),
                    articles: axis.articles.clone(),
                    unlabelled: axis.unlabelled,
                    domains: facts.domains.len().max(1),
                };
                parts.build(&analyzer, &vocabulary, tensors)
            })
            .collect::<Result<Vec<_>, ModelError>>()?;
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
    fn build(
        self,
        analyzer: &Analyzer,
        vocabulary: &Vocabulary,
        tensors: &SafeTensors<'_>,
    ) -> Result<AxisModel, ModelError> {
        let target = analyzer.codebook().target_of(self.id);
        let settings = settings_of(analyzer.codebook(), self.id, analyzer.settings());
        let features = vocabulary.len() * settings.feature.slots();
        let name = self.name;
        let wrong = || content(format!("the tensors of axis `{name}` do not fit"));
        let (mut documents, mut counts, mut list) = (vec![], vec![], vec![]);
        if !self.classes.is_empty() {
            documents = integers(tensors, &format!("documents/{name}"))?;
            counts = integers(tensors, &format!("counts/{name}"))?;
            for pair in integers(tensors, &format!("seeds/{name}"))?.chunks(2) {
                let [feature, class] = *pair else { return Err(wrong()) };
                if feature >= features as u64 || class >= self.classes.len() as u64 {
                    return Err(wrong());
                }
                list.push((feature as u32, class as u16));
            }
        }
        let rising = self.classes.is_sorted_by(|a, b| a < b);
        if documents.len() != self.classes.len() * self.domains
            || self.articles.len() != self.classes.len()
            || self.calibration.conformal().classes() != self.classes.len()
            || documents.iter().try_fold(0u64, |sum, n| sum.checked_add(*n)).is_none()
            || self.classes.len() == 1
            || !rising
        {
            return Err(wrong());
        }
        let columns = if self.classes.is_empty() { 0 } else { features };
        let counts = ClassCounts::from_parts(columns, documents, counts).ok_or_else(wrong)?;
        let table = counts.over_domains(self.domains, settings.balance);
        let seeds = Seeds { list, strength: settings.seed_strength };
        let params = bayes_params(settings).map_err(content)?;
        let marginals = match self.unlabelled {
            Some(articles) => {
                let counts = integers(tensors, &format!("unlabelled/{name}"))?;
                Some(Marginals::from_parts(articles, counts))
            }
            None => None,
        };
        if marginals.as_ref().is_some_and(|m| m.counts().len() != columns) {
            return Err(wrong());
        }
        Ok(AxisModel {
            axis: self.id,
            target,
            settings,
            log_prior: log_prior(analyzer.codebook(), self.id, &self.classes, settings.prior),
            bayes: SparseNb::from_counts(
                table,
                &seeds,
                marginals.as_ref(),
                &params,
                (0..self.classes.len()).collect(),
            ),
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
}

/// SHA-256 of a file of which the digest's own bytes are left out.
fn digest(file: &[u8]) -> Digest {
    let mut parts = Vec::with_capacity(file.len() - DIGEST.len());
    parts.extend_from_slice(&file[..DIGEST.start]);
    parts.extend_from_slice(&file[DIGEST.end..]);
    Digest::of(&parts)
}

fn integers(tensors: &SafeTensors<'_>, name: &str) -> Result<Vec<u64>, ModelError> {
    let tensor = tensors.tensor(name).map_err(content)?;
    let width = match tensor.dtype() {
        Dtype::U8 => 1,
        Dtype::U16 => 2,
        Dtype::U32 => 4,
        Dtype::U64 => 8,
        _ => return Err(content(format!("tensor `{name}` is no table of integers"))),
    };
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
    Ok(tensor.data().chunks_exact(width).map(number).collect())
}

/// Numbers as little-endian bytes, in the narrowest width that holds them all.
fn narrow(numbers: &[u64]) -> (Dtype, Vec<u8>) {
    let (dtype, width) = match numbers.iter().max() {
        None | Some(0..=0xFF) => (Dtype::U8, 1),
        Some(0x100..=0xFFFF) => (Dtype::U16, 2),
        Some(0x1_0000..=0xFFFF_FFFF) => (Dtype::U32, 4),
        Some(_) => (Dtype::U64, 8),
    };
    let bytes = |n: &u64| n.to_le_bytes().into_iter().take(width);
    (dtype, numbers.iter().flat_map(bytes).collect())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Result<Digest, ModelError> {
    Digest::from_hex(text).ok_or_else(|| content(format!("{text:?} is no digest")))
}

fn content(why: impl ToString) -> ModelError {
    ModelError::Content(why.to_string())
}
