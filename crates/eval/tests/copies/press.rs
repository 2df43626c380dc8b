//! Made-up news with planted copies.

use std::ops::Range;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Made-up news: sentences of words out of a vocabulary in which few words are frequent.
pub(crate) struct Press(pub(crate) ChaCha8Rng);

impl Press {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn word(&mut self) -> u64 {
        // Ranks whose logarithm is even: Zipf's law.
        30_000_f64.powf(self.0.gen_range(0.0..1.0)) as u64
    }

    pub(crate) fn words(&mut self, n: usize) -> Vec<u64> {
        (0..n).map(|_| self.word()).collect()
    }

    /// An article of about so many words, as sentences.
    pub(crate) fn article(&mut self, words: usize) -> Vec<Vec<u64>> {
        let mut sentences = Vec::new();
        let mut left = words;
        while left > 0 {
            let n = self.0.gen_range(8..25).min(left);
            left -= n;
            sentences.push(self.words(n));
        }
        sentences
    }

    /// The article as another outlet has it.
    pub(crate) fn copy(&mut self, article: &[Vec<u64>], damage: Damage) -> Vec<u64> {
        let whole = article.concat();
        let (n, fifth) = (whole.len(), whole.len() / 5);
        match damage {
            Damage::Cut => {
                let start = self.0.gen_range(0..=fifth);
                whole[start..start + n - fifth].to_vec()
            }
            Damage::NewEnd => [whole[..n - fifth].to_vec(), self.words(fifth)].concat(),
            Damage::NewFrame => {
                let (front, back) = (fifth / 2, fifth - fifth / 2);
                [self.words(front), whole[front..n - back].to_vec(), self.words(back)].concat()
            }
            Damage::Dropped | Damage::Replaced => {
                let mut left = fifth;
                let mut out = Vec::new();
                let skip = self.0.gen_range(0..article.len());
                for sentence in article.iter().cycle().skip(skip).take(article.len()) {
                    if sentence.len() > left || self.0.gen_bool(0.4) {
                        out.extend(sentence);
                        continue;
                    }
                    left -= sentence.len();
                    if matches!(damage, Damage::Replaced) {
                        out.extend(self.words(sentence.len()));
                    }
                }
                out
            }
            Damage::Embedded => {
                let (front, back) = (self.0.gen_range(0..n), n + n / 5);
                [self.words(front), whole[..n - fifth].to_vec(), self.words(back - front)].concat()
            }
            Damage::Edited(every) => whole
                .into_iter()
                .map(|word| if self.0.gen_ratio(1, every) { self.word() } else { word })
                .collect(),
        }
    }
}

/// What stays of the original: four fifths of its words, save where it says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Damage {
    /// One stretch of it.
    Cut,
    /// Other words at the end.
    NewEnd,
    /// Other words before and after.
    NewFrame,
    /// Sentences left out.
    Dropped,
    /// Other sentences in their place.
    Replaced,
    /// One stretch within an article of twice its length.
    Embedded,
    /// Here and there, one word in so many is another.
    Edited(u32),
}

pub(crate) const KEEPING_FOUR_FIFTHS: [Damage; 6] = [
    Damage::Cut,
    Damage::NewEnd,
    Damage::NewFrame,
    Damage::Dropped,
    Damage::Replaced,
    Damage::Embedded,
];

/// Articles that have a copy.
pub(crate) const PLANTED: usize = 150;

/// 150 articles of so many words, 150 without a copy, and a copy of each of the former. All end on one
/// footer, and each opens with a statement that two others quote.
pub(crate) fn planted(damage: Damage, words: Range<usize>, seed: u64) -> Vec<Vec<u64>> {
    let mut press = Press::new(seed);
    let (footer, statements) = (press.words(12), press.article(100 * 20));
    let mut corpus: Vec<Vec<u64>> = Vec::new();
    let mut copies = Vec::new();
    for i in 0..2 * PLANTED {
        let words = press.0.gen_range(words.clone());
        let article = press.article(words);
        if i < PLANTED {
            copies.push(press.copy(&article, damage));
        }
        corpus.push([&statements[i % 100], &article.concat()[..], &footer].concat());
    }
    corpus.extend(copies.into_iter().map(|copy| [copy, footer.clone()].concat()));
    corpus
}
