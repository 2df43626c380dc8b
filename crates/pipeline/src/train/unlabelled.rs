//! Counts of unlabelled text, taken in one pass.

use rasid_bayes::Marginals;
use rasid_codebook::AxisId;
use rasid_feature::{FeatureSettings, Vocabulary};

use super::set::{Stems, siblings};
use crate::analyze::{Analyzed, Analyzer};
use crate::model::settings_of;
use crate::seeds::SeedTerms;

/// How common the features of each axis are in unlabelled articles. A commutative monoid: articles
/// and shards may come in any order.
#[derive(Debug, Clone)]
pub struct Unlabelled {
    vocabulary: Vocabulary,
    articles: u64,
    axes: Vec<(FeatureSettings, Marginals)>,
}

impl Unlabelled {
    /// The terms worth counting: those of labelled articles and of seeds. No label has a part in it.
    pub fn terms<'a>(
        analyzer: &Analyzer,
        labelled: impl IntoIterator<Item = &'a Analyzed>,
        seeds: &[SeedTerms],
    ) -> Vocabulary {
        let stems = Stems::all(analyzer, seeds);
        let extra = stems.iter().flat_map(|s| s.stems.iter().map(String::as_str));
        let bags = labelled.into_iter().map(|a| &a.bag);
        Vocabulary::of(bags, 1, analyzer.collected(), extra)
    }

    /// Ready to count the terms of a vocabulary by the settings of an analyzer.
    pub fn new(analyzer: &Analyzer, vocabulary: Vocabulary) -> Self {
        let (book, settings) = (analyzer.codebook(), analyzer.settings());
        let axis = |axis: AxisId| {
            let features = settings_of(book, axis, settings).feature;
            (features, Marginals::new(vocabulary.len() * features.slots()))
        };
        let axes = book.axis_ids().map(axis).collect();
        Self { vocabulary, articles: 0, axes }
    }

    /// Counts one article: on an axis about a target, the words that speak of it and, with pooled
    /// targets, of its siblings' targets.
    pub fn add(&mut self, analyzer: &Analyzer, article: &Analyzed) {
        let book = analyzer.codebook();
        let indexed = self.vocabulary.index(&article.bag);
        self.articles += 1;
        for (axis, (features, marginals)) in book.axis_ids().zip(&mut self.axes) {
            let pool = analyzer.settings().pool_targets;
            let family = siblings(book, axis).filter(|_| pool).chain([axis]);
            for member in family {
                let target = book.target_of(member);
                if target.is_none_or(|t| article.about.mentioned[t]) {
                    marginals.add(&indexed.row(*features, target));
                }
            }
        }
    }

    /// Adds another shard, made with the same analyzer and vocabulary.
    pub fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        for ((_, a), (_, b)) in self.axes.iter_mut().zip(&other.axes) {
            a.merge(b);
        }
    }

    /// Articles counted.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// The counts of an axis over another vocabulary; none where they were taken by other settings.
    pub(crate) fn of(
        &self,
        axis: AxisId,
        features: FeatureSettings,
        vocabulary: &Vocabulary,
    ) -> Option<Marginals> {
        let (counted_by, marginals) = &self.axes[axis.index()];
        if *counted_by != features {
            return None;
        }
        let slots = features.slots();
        let mut counts = vec![0; vocabulary.len() * slots];
        for (new, term) in vocabulary.terms().enumerate() {
            if let Some(old) = self.vocabulary.number(term) {
                let of_term = &marginals.counts()[old * slots..][..slots];
                counts[new * slots..][..slots].copy_from_slice(of_term);
            }
        }
        Some(Marginals::from_parts(marginals.articles(), counts))
    }
}
