//! A baseline that learns from no article: counting seed terms.

use crate::analyze::Analyzed;
use crate::model::{AxisModel, Model};

impl Model {
    /// What the seed terms alone would answer, an axis each: the class whose terms stand in the article
    /// most often, where the axis's words are read; `absent` by rule where the target is not named. None
    /// where no term stands or two classes are even. Classes are positions in the codebook's list. For
    /// standing beside a model's figures; no verdict uses it.
    pub fn keywords(&self, article: &Analyzed) -> Vec<Option<usize>> {
        let book = self.analyzer().codebook();
        let indexed = self.vocabulary.index(&article.bag);
        let answer = |axis: &AxisModel| {
            let absent = book.absent_class(axis.axis);
            if let (Some(target), Some(absent)) = (axis.target, absent)
                && !article.about.mentioned[target]
            {
                return Some(absent.index());
            }
            let row = indexed.row(axis.settings.feature, axis.target);
            let mut hits = vec![0u64; axis.classes.len()];
            for (feature, n) in row.entries() {
                let list = &axis.seeds.list;
                let from = list.partition_point(|s| (s.0 as usize) < feature);
                let of_feature = list[from..].iter().take_while(|s| s.0 as usize == feature);
                of_feature.for_each(|&(_, class)| hits[usize::from(class)] += u64::from(n));
            }
            let most = hits.iter().copied().max().filter(|most| *most > 0)?;
            let mut best = (0..hits.len()).filter(|&class| hits[class] == most);
            let first = best.next()?;
            best.next().is_none().then(|| axis.classes[first].index())
        };
        self.axes.iter().map(answer).collect()
    }
}
