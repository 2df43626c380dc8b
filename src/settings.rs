//! What is used: defaults, overridden by what was typed, with the files that it names read.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rasid_codebook::Codebook;
use rasid_corpus::{Labelled, OutletRow, inputs, read_labels, read_outlets};
use rasid_pipeline::{
    Analyzer, AxisSettings, Fields, Model, Outlet, Registry, SeedError, SeedTerms, Settings,
    Stemmer,
};

use crate::abstaining::wrong_setting;
use crate::cli::{FieldsChoice, Making, StemChoice};
use crate::diagnostics::{Failure, Kind};
use crate::mapped::Bytes;

/// The codebook and the model that are built in.
const BUILT_IN_CODEBOOK: &str = include_str!("../labels/codebook.toml");
const BUILT_IN_MODEL: &[u8] = include_bytes!("../models/default/model.rasid");

/// Everything that training needs beside the articles.
pub(crate) struct Workshop {
    pub(crate) analyzer: Analyzer,
    pub(crate) typed: Typed,
    pub(crate) seeds: Vec<SeedTerms>,
    /// Of the labels file first, then of those that were typed beside it.
    pub(crate) labelled: Vec<Labelled>,
    /// How many of them are of the labels file.
    pub(crate) own: usize,
    with: Vec<PathBuf>,
}

/// Name of the domain of the labels file's articles: renaming the file changes no model.
pub(crate) const OWN: &str = "labels";

impl Workshop {
    /// Which domain an article is of: each file of labels is one. Its name is the file's, with its
    /// folders where several files have one name.
    pub(crate) fn domain(&self, article: usize) -> &str {
        if article < self.own {
            return OWN;
        }
        domain(&self.labelled[article].article.file, &self.with)
    }

    pub(crate) fn open(labels: &Path, making: &Making) -> Result<Self, Failure> {
        let mut shop = Self::empty(labels, making)?;
        let book = shop.analyzer.codebook();
        shop.labelled = read_labels(labels, book, &making.columns.options())
            .map_err(|e| Failure::labels(&e))?;
        shop.own = shop.labelled.len();
        for with in &making.with {
            shop.labelled.extend(
                read_labels(with, book, &making.columns.options())
                    .map_err(|e| Failure::labels(&e))?,
            );
        }
        Ok(shop)
    }

    /// The same before any article is read.
    pub(crate) fn empty(labels: &Path, making: &Making) -> Result<Self, Failure> {
        set_threads(making.jobs);
        let typed = Typed::new(making);
        let settings = settings(making, typed)?;
        let book = codebook(labels, making.codebook.as_deref())?;
        let terms = making.terms.as_deref().filter(|_| !making.no_seeds);
        let seeds = terms.map_or(Ok(vec![]), |dir| seeds(dir, &book))?;
        refuse_twice([labels].into_iter().chain(making.with.iter().map(PathBuf::as_path)))?;
        let (analyzer, with) = (Analyzer::new(book, settings), making.with.clone());
        Ok(Self { analyzer, typed, seeds, labelled: Vec::new(), own: 0, with })
    }
}

/// The domain of another file of labels than the first: its name, with its folders where several have
/// one name.
pub(crate) fn domain<'a>(file: &'a Path, with: &[PathBuf]) -> &'a str {
    let alike = with.iter().filter(|with| with.file_name() == file.file_name()).count();
    let name = if alike > 1 { Some(file.as_os_str()) } else { file.file_name() };
    name.and_then(OsStr::to_str).unwrap_or_default()
}

/// Fails where a file is named twice: its articles would count double.
pub(crate) fn refuse_twice<'a>(files: impl Iterator<Item = &'a Path>) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    // What cannot be found is told when it is read.
    let known = files.filter_map(|file| Some((file, std::fs::canonicalize(file).ok()?)));
    for (file, place) in known {
        if !seen.insert(place) {
            let what = format!("{} is named twice", file.display());
            return Err(Failure::new(Kind::Usage, what).hint("name each file once"));
        }
    }
    Ok(())
}

/// The settings of axes that were typed. They hold, whatever is chosen beside them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed {
    alpha: Option<f64>,
    complement: Option<bool>,
    seed_strength: Option<f64>,
    passages: Option<u32>,
    prior: Option<f64>,
    fields: Option<Fields>,
    voices: Option<bool>,
    pairs: Option<bool>,
    beside: Option<bool>,
    balance: Option<bool>,
    binary: Option<bool>,
    /// Nothing is chosen.
    pub(crate) fixed: bool,
}

impl Typed {
    fn new(making: &Making) -> Self {
        let switch = |on: bool, off: bool| (on || off).then_some(on);
        Self {
            alpha: making.alpha,
            complement: switch(making.complement, making.no_complement),
            seed_strength: making.seed_strength,
            passages: making.passages,
            prior: making.prior,
            fields: making.fields.map(|fields| match fields {
                FieldsChoice::Whole => Fields::Whole,
                FieldsChoice::Near => Fields::Near,
                FieldsChoice::NearFar => Fields::NearFar,
                FieldsChoice::NearWhole => Fields::NearWhole,
            }),
            voices: switch(making.voices, making.no_voices),
            pairs: switch(making.bigrams, making.no_bigrams),
            beside: switch(making.beside, making.no_beside),
            balance: switch(making.balance, making.no_balance),
            binary: switch(making.binary, making.raw_counts),
            fixed: making.fixed,
        }
    }

    /// The same for a candidate; fields and names matter to axes about targets only.
    pub(crate) fn over_choice(&self, candidate: AxisSettings, about_target: bool) -> AxisSettings {
        let mut s = self.over(candidate);
        if !about_target {
            s.feature = s.feature.without_target();
        }
        s
    }

    /// Puts what was typed over what was chosen.
    pub(crate) fn over(&self, mut s: AxisSettings) -> AxisSettings {
        s.alpha = self.alpha.unwrap_or(s.alpha);
        s.complement = self.complement.unwrap_or(s.complement);
        s.seed_strength = self.seed_strength.unwrap_or(s.seed_strength);
        s.passages = self.passages.unwrap_or(s.passages);
        s.prior = self.prior.unwrap_or(s.prior);
        s.feature.fields = self.fields.unwrap_or(s.feature.fields);
        s.feature.voices = self.voices.unwrap_or(s.feature.voices);
        s.feature.pairs = self.pairs.unwrap_or(s.feature.pairs);
        s.feature.beside = self.beside.unwrap_or(s.feature.beside);
        s.balance = self.balance.unwrap_or(s.balance);
        s.feature.binary = self.binary.unwrap_or(s.feature.binary);
        s
    }
}

fn settings(making: &Making, typed: Typed) -> Result<Settings, Failure> {
    let mut s = Settings::default();
    s.others = typed.over(s.others);
    s.window = making.window.unwrap_or(s.window);
    s.home = (!making.with.is_empty()).then(|| OWN.to_owned());
    s.pool_targets = (s.pool_targets || making.pool) && !making.no_pool;
    if let Some(stem) = making.stem {
        s.text.stemmer = match stem {
            StemChoice::Light => Stemmer::Light,
            StemChoice::Snowball => Stemmer::Snowball,
            StemChoice::None => Stemmer::None,
        };
    }
    s.min_documents = making.min_documents.unwrap_or(s.min_documents);
    s.max_features = making.max_features;
    s.abstention = making.abstaining.over(s.abstention);
    s.check().map_err(|e| wrong_setting(&e))?;
    Ok(s)
}

/// The codebook that was named, else the one beside the labels, else the built-in one.
pub(crate) fn codebook(labels: &Path, named: Option<&Path>) -> Result<Codebook, Failure> {
    let beside = labels.with_file_name("codebook.toml");
    let path = named.map_or_else(|| Some(beside).filter(|p| p.is_file()), |p| Some(p.to_owned()));
    codebook_of(path.as_deref())
}

/// The codebook of a file, or the built-in one.
pub(crate) fn codebook_of(path: Option<&Path>) -> Result<Codebook, Failure> {
    match path {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| Failure::input(path, &e))?;
            Codebook::from_toml(&text).map_err(|e| Failure::codebook(path, &e))
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
        let unlabelled = self.unlabelled.iter().flat_map(|path| inputs(path)).flatten();
        let unlabelled = unlabelled.map(|input| input.path().to_owned());
        let with = self.with.iter().cloned();
        terms.chain([labels.to_owned(), book]).chain(with).chain(unlabelled).collect()
    }
}

/// A registry of outlets.
pub(crate) fn registry(path: &Path, book: &Codebook) -> Result<Registry, Failure> {
    let (axis, rows) = read_outlets(path, book).map_err(|e| Failure::labels(&e))?;
    let outlet = |row: OutletRow| {
        let arabic = (!row.ambiguous && !row.name_ar.is_empty()).then_some(row.name_ar);
        Outlet {
            name: row.name,
            names: arabic.into_iter().chain(row.aliases).collect(),
            domains: row.domains,
            class: row.class,
            agency: row.agency,
        }
    };
    Registry::new(book, axis, rows.into_iter().map(outlet).collect()).map_err(|e| {
        let failure = Failure::new(Kind::Input, format!("cannot use {}", path.display()));
        failure.cause(e.to_string()).hint("give each outlet a name and domains of its own")
    })
}

/// A model with the bytes it was read from.
pub(crate) struct Loaded {
    pub(crate) model: Model,
    pub(crate) bytes: Bytes,
}

/// The bytes of the built-in model.
pub fn built_in_model() -> &'static [u8] {
    BUILT_IN_MODEL
}

/// The model of a file, or the built-in one.
pub(crate) fn load_model(path: Option<&Path>) -> Result<Loaded, Failure> {
    let bytes = match path {
        Some(path) => Bytes::of(path).map_err(|e| {
            let failure = Failure::new(Kind::Model, format!("cannot read {}", path.display()));
            failure.cause(e.to_string()).hint("check the path, or train one with `rasid train`")
        })?,
        None => Bytes::BuiltIn(BUILT_IN_MODEL),
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

/// One name for an output, by whatever way its folder was typed.
pub(crate) fn place_of(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let folder = whole.parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    match (folder, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}

/// Fails where a page and what goes beside it would be one file, or both go to standard output.
pub(crate) fn refuse_one_place(page: Option<&Path>, output: Option<&Path>) -> Result<(), Failure> {
    let stdout = Path::new("-");
    let place = |path: &Path| match path == stdout {
        true => stdout.to_owned(),
        false => place_of(path),
    };
    match page {
        Some(page) if place(page) == place(output.unwrap_or(stdout)) => {
            let what = "the page and the numbers would go to one place";
            Err(Failure::new(Kind::Usage, what).hint("give --html and -o a name each"))
        }
        _ => Ok(()),
    }
}

/// How many threads work, where a command runs its own.
pub(crate) fn threads(jobs: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    jobs.map_or_else(cores, usize::from)
}

/// Sets how many threads work. Called once a run; more threads change no output.
pub(crate) fn set_threads(jobs: Option<u16>) {
    if let Some(jobs) = jobs {
        // Fails only where the pool is there already, which no command does.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
}
