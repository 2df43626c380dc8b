//! What is in a model.

use std::io::{self, Write};

use rasid_pipeline::{AxisModel, Digest, Model, SpeakingWord, Trial};
use serde::Serialize;

use crate::inert::inert;
use crate::json_line::write_json_pretty;
use crate::table::{Style, lines};
use crate::trials::{in_words, write_trials};

/// A model's facts, ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub struct ModelReport {
    /// Bytes of the file.
    pub bytes: usize,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Version of the file format.
    pub format: u32,
    /// Title of the codebook.
    pub codebook: String,
    /// Terms known.
    pub vocabulary: usize,
    /// Training articles.
    pub articles: u64,
    /// Groups of training articles.
    pub groups: u64,
    /// Languages of the training articles.
    pub languages: Vec<String>,
    /// Digest of the training articles.
    pub training_sha256: String,
    /// Digest of the seed terms.
    pub seeds_sha256: String,
    /// Files that the training articles come from.
    pub domains: Vec<String>,
    /// Outlets that it knows.
    pub outlets: usize,
    /// All settings.
    pub settings: serde_json::Value,
    /// What training tried before it chose them; empty where they were given.
    pub trials: Vec<Trial>,
    /// One for each axis.
    pub axes: Vec<AxisReport>,
}

/// One axis of a model.
#[derive(Debug, Clone, Serialize)]
pub struct AxisReport {
    /// Name.
    pub axis: String,
    /// Features, or 0 where the axis is not trained.
    pub features: usize,
    /// Temperature of the probabilities.
    pub temperature: f64,
    /// Articles that it was fitted on.
    pub calibrated_on: u64,
    /// By what log-odds are divided once more; 1 for most models.
    pub softening: f64,
    /// Whether the probability of the most probable class is mapped to how often such classes were right.
    pub isotonic: bool,
    /// Unlabelled articles that count; none where it learned from labels alone.
    pub unlabelled: Option<u64>,
    /// Its settings in words.
    pub settings: String,
    /// One for each class that is learned.
    pub classes: Vec<ClassReport>,
    /// Classes that this model never answers.
    pub never: Vec<String>,
}

/// One class of an axis.
#[derive(Debug, Clone, Serialize)]
pub struct ClassReport {
    /// Name.
    pub class: String,
    /// Training articles that are labelled on this axis.
    pub articles: u64,
    /// The same with those of the axes that it learns together with.
    pub lessons: u64,
    /// Stems that speak most for it.
    pub words: Vec<String>,
}

impl ModelReport {
    /// Looks into a model. `file` is what it was read from; `words` how many words a class.
    pub fn new(model: &Model, file: &[u8], words: usize) -> Self {
        let settings = serde_json::to_value(model.analyzer().settings());
        Self {
            bytes: file.len(),
            sha256: Digest::of(file).to_string(),
            format: rasid_pipeline::FORMAT_VERSION,
            codebook: model.analyzer().codebook().title().to_owned(),
            vocabulary: model.vocabulary().len(),
            articles: model.articles(),
            groups: model.groups(),
            languages: model.languages().to_vec(),
            training_sha256: model.training_digest().to_string(),
            seeds_sha256: model.seeds_digest().to_string(),
            domains: model.domains().to_vec(),
            outlets: model.analyzer().registry().map_or(0, |r| r.outlets().len()),
            settings: settings.expect("settings are plain data"),
            trials: model.trials().to_vec(),
            axes: model.axes().iter().map(|a| AxisReport::new(model, a, words)).collect(),
        }
    }

    /// Writes everything as one JSON object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_pretty(out, self)
    }

    /// Writes the facts for reading.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        writeln!(out, "{}", style.heading(2, &format!("Model: {}", style.name(&self.codebook))))?;
        let mut table = style.table(&["fact", "value"]);
        for (name, value) in [
            ("file", format!("{} bytes, format {}", self.bytes, self.format)),
            ("SHA-256", self.sha256.clone()),
            ("trained on", format!("{} articles in {} groups", self.articles, self.groups)),
            ("files", style.foreign(&inert(&self.domains.join(", ")))),
            ("registry", format!("{} outlets", self.outlets)),
            ("languages", inert(&self.languages.join(", "))),
            ("vocabulary", format!("{} terms", self.vocabulary)),
            ("SHA-256 of training set", self.training_sha256.clone()),
            ("SHA-256 of seed terms", self.seeds_sha256.clone()),
        ] {
            table.add_row([name.to_owned(), value]);
        }
        out.write_all(lines(&table).as_bytes())?;
        writeln!(out, "\nSettings: {}\n", style.foreign(&inert(&self.settings.to_string())))?;
        self.axes.iter().try_for_each(|axis| axis.write(out, style))?;
        write_trials(out, &self.trials, style)
    }
}

impl AxisReport {
    fn new(model: &Model, axis: &AxisModel, words: usize) -> Self {
        let book = model.analyzer().codebook();
        let id = axis.axis();
        let term = |w: SpeakingWord| w.term;
        let class = |(i, c): (usize, &rasid_codebook::ClassId)| ClassReport {
            class: book.class_name(id, *c).to_owned(),
            articles: axis.articles()[i],
            lessons: axis.lessons()[i],
            words: model.speaking_words(axis, i, words).into_iter().map(term).collect(),
        };
        let never = book
            .class_ids(id)
            .filter(|c| !axis.classes().contains(c) && Some(*c) != book.absent_class(id));
        Self {
            axis: book.axis_at(id).name.clone(),
            features: axis.features(),
            temperature: axis.calibration().temperature().value(),
            softening: axis.calibration().softening().value(),
            isotonic: axis.calibration().isotonic().is_some(),
            calibrated_on: axis.calibration().articles(),
            unlabelled: axis.unlabelled(),
            settings: in_words(&axis.settings()),
            classes: axis.classes().iter().enumerate().map(class).collect(),
            never: never.map(|c| book.class_name(id, c).to_owned()).collect(),
        }
    }

    fn write(&self, out: &mut dyn Write, style: Style) -> io::Result<()> {
        let calibrated = match self.calibrated_on {
            0 => "not calibrated".to_owned(),
            n => {
                let softer = match self.softening {
                    1.0 => String::new(),
                    by => format!(", softened by {by:.3}"),
                };
                let map = if self.isotonic { ", then an isotonic map" } else { "" };
                format!("temperature {:.3}{softer}{map}, fitted on {n} articles", self.temperature)
            }
        };
        let title = format!("{}: {} features, {calibrated}", style.name(&self.axis), self.features);
        writeln!(out, "{}", style.heading(3, &title))?;
        writeln!(out, "Settings: {}.", self.settings)?;
        if let Some(n) = self.unlabelled {
            writeln!(out, "How common words are was estimated from {n} unlabelled articles too.")?;
        }
        writeln!(out)?;
        let mut table = style.table(&[
            "class",
            "articles",
            "with siblings",
            "words that speak most for it (stems)",
        ]);
        for c in &self.classes {
            let (own, all) = (c.articles.to_string(), c.lessons.to_string());
            let words = style.foreign(&inert(&c.words.join("، ")));
            table.add_row([style.name(&c.class), own, all, words]);
        }
        for number in [1, 2] {
            if let Some(column) = table.column_mut(number) {
                column.set_cell_alignment(comfy_table::CellAlignment::Right);
            }
        }
        out.write_all(lines(&table).as_bytes())?;
        if !self.never.is_empty() {
            writeln!(
                out,
                "Never answered, for want of training articles: {}.",
                self.never.join(", ")
            )?;
        }
        writeln!(out)
    }
}
