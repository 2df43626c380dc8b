//! A model as tables: what it counted, and all that scoring takes, for who does either elsewhere.

pub use rasid_bayes::UNITS_PER_NAT;
use rasid_feature::{FeatureSettings, Field};

use crate::model::{AxisModel, Model};
use crate::score;

/// How often a feature stands in the training articles of a class: whole numbers that add up over models
/// of other articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count<'m> {
    /// Name of the axis. Axes that learn together have the same counts each: nobody adds them.
    pub axis: &'m str,
    /// Name of the class.
    pub class: &'m str,
    /// File of labels; none where the model names none.
    pub domain: Option<&'m str>,
    /// Term of the vocabulary.
    pub term: &'m str,
    /// Where the term stood, and who said it.
    pub field: Field,
    /// Articles that hold it, or places, where the axis counts raw; above 0.
    pub count: u64,
}

/// How an axis goes from features to values of its classes, before they are calibrated.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'m> {
    axis: &'m AxisModel,
    /// Name of its target.
    pub target: Option<&'m str>,
    /// Features; [`FeatureSettings::slots_of`] says which a place adds to.
    pub features: FeatureSettings,
    /// Position of the class against which passages are judged; none where the text is read as a whole.
    pub plain: Option<usize>,
    /// Least number of passages by which a class is judged.
    pub passages: u32,
    /// A text, or a passage, of fewer speaking words counts as one of so many.
    pub few_words: u64,
    /// `ln P(class)` of naive Bayes, a class each.
    pub log_prior: &'m [f64],
    /// What joins the calibrated log-odds, a class each.
    pub known_prior: &'m [f64],
}

impl Model {
    /// All counts above 0: by axis in the codebook's order, term, slot, class, domain.
    pub fn counts(&self) -> impl Iterator<Item = Count<'_>> {
        self.axes.iter().flat_map(move |axis| {
            let facts = self.analyzer.codebook().axis_at(axis.axis);
            let (features, slots) = (axis.settings.feature, axis.settings.feature.slots());
            (0..axis.counts.features()).flat_map(move |feature| {
                let counts = axis.counts.of(feature).enumerate().filter(|(_, n)| *n > 0);
                counts.map(move |(column, count)| {
                    let class = axis.classes[column / axis.domains];
                    Count {
                        axis: &facts.name,
                        class: &facts.classes[class.index()].name,
                        domain: self
                            .training
                            .domains
                            .get(column % axis.domains)
                            .map(String::as_str),
                        term: self.vocabulary.term(feature / slots),
                        field: features.field(feature % slots),
                        count,
                    }
                })
            })
        })
    }

    /// How an axis scores.
    pub fn scorer<'m>(&'m self, axis: &'m AxisModel) -> Scorer<'m> {
        let rule = self.rule(axis);
        let targets = self.analyzer.codebook().targets();
        let plain = rule.plain();
        Scorer {
            axis,
            target: axis.target.map(|target| targets[target].name.as_str()),
            features: rule.features(),
            plain,
            passages: axis.settings.passages,
            few_words: if plain.is_some() { score::FEW_WORDS } else { rasid_decide::FEW_WORDS },
            log_prior: axis.bayes.log_prior(),
            known_prior: &axis.log_prior,
        }
    }
}

impl Scorer<'_> {
    /// Features that say anything, by term and slot in rising order, with their weights, a class each, in
    /// units of which [`UNITS_PER_NAT`] are one nat.
    pub fn weights(&self) -> impl Iterator<Item = (usize, usize, Vec<i64>)> + '_ {
        let (bayes, slots) = (&self.axis.bayes, self.features.slots());
        let speaking = (0..self.axis.features()).filter(|feature| bayes.speaks(*feature));
        speaking.map(move |f| (f / slots, f % slots, bayes.units(f).collect()))
    }
}

impl AxisModel {
    /// For each of [`AxisModel::classes`] the least probability, in whole thousandths, with which it is in
    /// a conformal set, none where every set holds it. Nothing where no coverage was asked for.
    pub fn least(&self) -> Option<Vec<Option<u16>>> {
        self.sets.as_ref().map(|sets| sets.least().collect())
    }
}
