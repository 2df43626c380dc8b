//! What the verdict would be without a sentence.

use rasid_decide::Verdict;
use rasid_feature::Indexed;
use rasid_text::{Mentions, Tokens};

use crate::analyze::Analyzed;
use crate::classify::AxisVerdict;
use crate::model::Model;

/// A probability that moves by no more than this is as good as the same.
const MOVES: f64 = 0.05;
/// Sentences told of an axis.
const TOLD: usize = 10;
/// Sentences tried of an article.
const TRIED: usize = 200;
/// Places read again in all, which bounds the time of very long texts; 8 sentences are tried at least.
const READ_AGAIN: usize = 20_000_000;

/// A verdict that would be another without one sentence: the article is judged again without the
/// sentence's words and the names in it. All else stays as it was read: language, outlet, names and
/// speech in other sentences.
#[derive(Debug, Clone, PartialEq)]
pub struct Without {
    /// Position of the sentence.
    pub sentence: usize,
    /// What the verdict would be.
    pub verdict: Verdict,
    /// Probability that the class now best would have; none where no word would speak.
    pub probability: Option<f64>,
    /// Whether the class given, or the abstention, would be another.
    pub changes: bool,
}

/// All verdicts without one sentence.
pub(super) struct Tried {
    pub(super) sentence: usize,
    pub(super) axes: Vec<AxisVerdict>,
}

impl Model {
    /// Judges an article without each of its sentences; of a very long text, without the first ones.
    pub(super) fn tried(
        &self,
        article: &Analyzed,
        indexed: &Indexed<'_>,
        tokens: &Tokens,
        mentions: &Mentions,
    ) -> Vec<Tried> {
        let list = tokens.list();
        // For each mention its sentence and target.
        let named: Vec<(u32, usize)> = mentions
            .list()
            .iter()
            .map(|mention| (list[mention.tokens.start].sentence(), mention.target))
            .collect();
        let limit = (READ_AGAIN / article.bag.occurrences().len().max(1)).clamp(8, TRIED);
        let mut left = Analyzed { bag: rasid_feature::Bag::default(), ..article.clone() };
        let mut tried = Vec::new();
        for (sentence, words) in
            list.chunk_by(|a, b| a.sentence() == b.sentence()).enumerate().take(limit)
        {
            let number = words[0].sentence();
            left.about.words = list.len() - words.len();
            let others = named.iter().filter(|(of, _)| *of != number);
            left.about.mentioned.fill(false);
            others.for_each(|(_, target)| left.about.mentioned[*target] = true);
            let rest = indexed.without(|at| at.sentence() == number);
            tried.push(Tried { sentence, axes: self.verdicts_of(&left, &rest, false).axes });
        }
        tried
    }
}

/// Those of an axis that differ from what was judged.
pub(super) fn telling(judged: &AxisVerdict, axis: usize, tried: &[Tried]) -> Vec<Without> {
    let Some(best) = judged.verdict.best else { return Vec::new() };
    let before = judged.verdict.probability.unwrap_or_default();
    let mut told: Vec<(f64, Without)> = Vec::new();
    for Tried { sentence, axes } in tried {
        let other = &axes[axis];
        let probability = match other.verdict.best {
            None => None,
            // By rule there are no probabilities: the class is certain.
            Some(class) if other.probabilities.is_empty() => {
                Some(f64::from(u8::from(class == best)))
            }
            Some(_) => Some(other.probabilities[best]),
        };
        let changes = other.verdict.class != judged.verdict.class;
        let moved = probability.map_or(1.0, |p| (p - before).abs());
        if changes || other.verdict.best != Some(best) || moved > MOVES {
            let verdict = other.verdict.clone();
            told.push((moved, Without { sentence: *sentence, verdict, probability, changes }));
        }
    }
    told.sort_by(|(a, one), (b, other)| {
        other.changes.cmp(&one.changes).then(b.total_cmp(a)).then(one.sentence.cmp(&other.sentence))
    });
    told.into_iter().map(|(_, without)| without).take(TOLD).collect()
}
