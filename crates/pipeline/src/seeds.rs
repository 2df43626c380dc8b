//! Seed terms: words known to speak for a class before any article is read.

use std::collections::BTreeMap;

use rasid_codebook::{AxisId, ClassId, Codebook, CodebookError};
use rasid_feature::{Bag, BagSettings};
use rasid_text::{Body, MentionFinder, Names, Reader, Reading, TextSettings};
use serde::Deserialize;

/// Terms for one class of one axis, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedTerms {
    /// The axis.
    pub axis: AxisId,
    /// The class they speak for.
    pub class: ClassId,
    /// Words in ordinary spelling.
    pub terms: Vec<String>,
}

/// A file of seed terms that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SeedError {
    /// Not TOML of the expected shape.
    #[error("{0}")]
    Syntax(String),
    /// An axis or class that is not in the codebook.
    #[error(transparent)]
    Name(#[from] CodebookError),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSeeds {
    axes: Vec<String>,
    class: BTreeMap<String, RawTerms>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    terms: Vec<String>,
}

impl SeedTerms {
    /// Reads a file of terms: `axes = ["russia"]`, then `[class.favor]` with `terms = ["شراكة"]`.
    /// The terms hold for each of the axes.
    ///
    /// # Errors
    /// Syntax with line and column; names that the codebook does not have.
    pub fn from_toml(text: &str, book: &Codebook) -> Result<Vec<Self>, SeedError> {
        let raw: RawSeeds = toml::from_str(text)
            .map_err(|e| SeedError::Syntax(e.to_string().trim_end().to_owned()))?;
        let mut out = Vec::new();
        for axis in &raw.axes {
            let axis = book.axis(axis)?;
            for (class, terms) in &raw.class {
                out.push(Self {
                    axis,
                    class: book.class(axis, class)?,
                    terms: terms.terms.clone(),
                });
            }
        }
        Ok(out)
    }

    /// The stems of the terms, by the text path that articles go: single ones, and pairs for terms of
    /// two words. Longer terms give nothing.
    pub(crate) fn stems(&self, text: &TextSettings) -> Vec<String> {
        let (finder, names) = (MentionFinder::new(&[], text), Names::default());
        let mut reader = Reader::new(text, &finder, &names);
        self.terms.iter().filter_map(|term| stem(term, &mut reader)).collect()
    }
}

fn stem(term: &str, reader: &mut Reader<'_>) -> Option<String> {
    let Reading { text, tokens, mentions, .. } = reader.read(&Body::whole(term), None);
    let words = tokens.list().len();
    let collect = BagSettings { pairs: words == 2, ..BagSettings::default() };
    let bag = Bag::new(&text, &tokens, &mentions, None, &collect);
    let wanted = |t: &&str| t.split(' ').count() == words;
    bag.occurrences().iter().map(|at| bag.term(at)).find(wanted).map(str::to_owned)
}
