//! What is used: defaults, overridden by what was typed, with the files that it names read.

use std::path::{Path, PathBuf};

use rasid_codebook::Codebook;
use rasid_corpus::{Labelled, read_labels};
use rasid_pipeline::{Analyzer, Fields, Model, SeedError, SeedTerms, Settings, Stemmer};

use crate::cli::{FieldsChoice, Making, StemChoice};
use crate::diagnostics::{Failure, Kind};

/// The codebook and the model that are built in.
const BUILT_IN_CODEBOOK: &str = include_str!("../labels/codebook.toml");
const BUILT_IN_MODEL: &[u8] = include_bytes!("../models/default/model.rasid");

/// Everything that training needs beside the articles.
pub(crate) struct Workshop {
    pub(crate) analyzer: Analyzer,
    pub(crate) seeds: Vec<SeedTerms>,
    pub(crate) labelled: Vec<Labelled>,
}

impl Workshop {
    pub(crate) fn open(labels: &Path, making: &Making) -> Result<Self, Failure> {
        set_threads(making.jobs);
        let settings = settings(making)?;
        let book = codebook(labels, making.codebook.as_deref())?;
        let seeds = making.terms.as_deref().map_or(Ok(vec![]), |dir| seeds(dir, &book))?;
        let labelled = read_labels(labels, &book).map_err(|e| Failure::labels(&e))?;
        Ok(Self { analyzer: Analyzer::new(book, settings), seeds, labelled })
    }
}

fn settings(making: &Making) -> Result<Settings, Failure> {
    let mut s = Settings::default();
    s.alpha = making.alpha.unwrap_or(s.alpha);
    s.seed_strength = making.seed_strength.unwrap_or(s.seed_strength);
    if let Some(fields) = making.fields {
        s.feature.target_fields = match fields {
            FieldsChoice::Whole => Fields::Whole,
            FieldsChoice::Near => Fields::Near,
            FieldsChoice::NearFar => Fields::NearFar,
        };
    }
    s.feature.window = making.window.unwrap_or(s.feature.window);
    s.feature.bigrams = (s.feature.bigrams || making.bigrams) && !making.no_bigrams;
    s.feature.binary = (s.feature.binary || making.binary) && !making.raw_counts;
    s.complement = (s.complement || making.complement) && !making.no_complement;
    s.pool_targets = (s.pool_targets || making.pool) && !making.no_pool;
    if let Some(stem) = making.stem {
        s.text.stemmer = match stem {
            StemChoice::Light => Stemmer::Light,
            StemChoice::Snowball => Stemmer::Snowball,
            StemChoice::None => Stemmer::None,
        };
    }
    s.feature.min_documents = making.min_documents.unwrap_or(s.feature.min_documents);
    s.threshold = making.threshold.unwrap_or(s.threshold);
    s.check().map_err(|e| {
        Failure::new(Kind::Usage, e.to_string()).hint("see --help for the defaults")
    })?;
    Ok(s)
}

fn codebook(labels: &Path, named: Option<&Path>) -> Result<Codebook, Failure> {
    let beside = labels.with_file_name("codebook.toml");
    let path = named.map_or_else(|| Some(beside).filter(|p| p.is_file()), |p| Some(p.to_owned()));
    match path {
        Some(path) => {
            let text = std::fs::read_to_string(&path).map_err(|e| Failure::input(&path, &e))?;
            Codebook::from_toml(&text).map_err(|e| Failure::codebook(&path, &e))
        }
        None => {
            let built_in = Path::new("the built-in codebook");
            Codebook::from_toml(BUILT_IN_CODEBOOK).map_err(|e| Failure::codebook(built_in, &e))
        }
    }
}

fn seeds(dir: &Path, book: &Codebook) -> Result<Vec<SeedTerms>, Failure> {
    let listed = std::fs::read_dir(dir)
        .and_then(|d| d.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>());
    let mut files = listed.map_err(|e| Failure::input(dir, &e))?;
    files.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    files.sort();
    if files.is_empty() {
        let what = format!("no seed terms in {}", dir.display());
        return Err(Failure::new(Kind::Input, what).hint("seed terms are files that end in .toml"));
    }
    let mut all = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|e| Failure::input(&path, &e))?;
        let found = SeedTerms::from_toml(&text, book).map_err(|e| {
            let hint = match &e {
                SeedError::Name(e) => e.way_out().unwrap_or_default(),
                _ => {
                    "a file of terms has `axes = […]` and `[class.NAME]` tables with `terms = […]`"
                }
            };
            let failure = Failure::new(Kind::Input, format!("cannot use {}", path.display()));
            failure.cause(e.to_string()).hint(hint)
        })?;
        all.extend(found);
    }
    Ok(all)
}

impl Making {
    /// The files that are read beside these labels.
    pub(crate) fn files(&self, labels: &Path) -> Vec<PathBuf> {
        let beside = labels.with_file_name("codebook.toml");
        let terms = self.terms.as_deref().and_then(|dir| std::fs::read_dir(dir).ok());
        let terms = terms.into_iter().flatten().flatten().map(|entry| entry.path());
        let book = self.codebook.clone().unwrap_or(beside);
        terms.chain([labels.to_owned(), book]).collect()
    }
}

/// A model with the bytes it was read from.
pub(crate) struct Loaded {
    pub(crate) model: Model,
    pub(crate) bytes: Vec<u8>,
}

/// The model of a file, or the built-in one.
pub(crate) fn load_model(path: Option<&Path>) -> Result<Loaded, Failure> {
    let bytes = match path {
        Some(path) => std::fs::read(path).map_err(|e| {
            let failure = Failure::new(Kind::Model, format!("cannot read {}", path.display()));
            failure.cause(e.to_string()).hint("check the path, or train one with `rasid train`")
        })?,
        None => BUILT_IN_MODEL.to_vec(),
    };
    let name = path.map_or_else(|| PathBuf::from("the built-in model"), Path::to_owned);
    let model = Model::from_bytes(&bytes).map_err(|e| Failure::model(&name, &e))?;
    Ok(Loaded { model, bytes })
}

/// Fails where an output would replace a file that is read.
pub(crate) fn refuse_overwriting(
    output: Option<&Path>,
    mut inputs: impl Iterator<Item = PathBuf>,
) -> Result<(), Failure> {
    let Some(place) = output.and_then(|o| std::fs::canonicalize(o).ok()).filter(|p| p.is_file())
    else {
        return Ok(());
    };
    match inputs.find(|i| std::fs::canonicalize(i).is_ok_and(|i| i == place)) {
        None => Ok(()),
        Some(input) => {
            let what = format!("the output would replace the input {}", input.display());
            Err(Failure::new(Kind::Usage, what).hint("give -o another name"))
        }
    }
}

/// Sets how many threads work. Called once a run; more threads change no output.
pub(crate) fn set_threads(jobs: Option<u16>) {
    if let Some(jobs) = jobs {
        // Fails only where the pool is there already, which no command does.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
}
