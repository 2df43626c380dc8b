//! Word types with Zipf's frequencies, made from roots and patterns.

use std::collections::BTreeSet;

use super::draw::Draw;
use super::lists::{CONSONANTS, FUNCTION_WORDS, PATTERNS, PREFIXES, SUFFIXES, TARGETS};

/// Slots a word type has on average: the rarest has one.
const SLOTS: u32 = 8;
/// Word types that share a lemma, on average.
const FORMS: u32 = 4;
/// One word type in so many is frequent.
const FREQUENT: u32 = 16;

/// Word types in order of frequency.
pub(super) struct Vocabulary {
    text: String,
    /// Where each word begins in `text`, and the end.
    begins: Vec<u32>,
    /// One entry a slot: a word type drawn from here comes as often as its rank says. Whole numbers
    /// throughout, so that every machine draws the same.
    slots: Vec<u32>,
}

impl Vocabulary {
    /// `types` word types, no fewer than the function words.
    pub(super) fn new(types: u32, draw: &mut Draw) -> Vocabulary {
        let types = types.max(FUNCTION_WORDS.len() as u32);
        let names = TARGETS.iter().flat_map(|t| t.1).copied();
        let mut taken: BTreeSet<String> = FUNCTION_WORDS.map(str::to_owned).into();
        taken.extend(names.map(str::to_owned));
        let consonants: Vec<char> = CONSONANTS.chars().collect();
        let lemmas: Vec<String> =
            (0..types.div_ceil(FORMS)).map(|_| lemma(&consonants, draw)).collect();
        let mut words = Vocabulary { text: String::new(), begins: vec![0], slots: Vec::new() };
        FUNCTION_WORDS.iter().for_each(|word| words.push(word));
        while words.len() < types {
            // Frequent words are short: the shortest of four draws, of two further down.
            let draws = if words.len() < types / FREQUENT { 4 } else { 2 };
            let stem = (0..draws).map(|_| form(&lemmas, draw)).min_by_key(String::len);
            // However short a word is, it takes the article as often: one word in four of real news has it.
            let word = [draw.of(&PREFIXES), &stem.expect("two draws or four")].concat();
            if !taken.contains(&word) {
                words.push(&word);
                taken.insert(word);
            }
        }
        words.fill_slots();
        words
    }

    /// Number of word types.
    pub(super) fn len(&self) -> u32 {
        self.begins.len() as u32 - 1
    }

    /// A word type, by its rank from 0.
    pub(super) fn word(&self, rank: u32) -> &str {
        let rank = rank as usize;
        &self.text[self.begins[rank] as usize..self.begins[rank + 1] as usize]
    }

    /// The rank of the word type that a number leads to; numbers drawn evenly lead to Zipf's frequencies.
    pub(super) fn rank(&self, number: u32) -> u32 {
        let slot = (u64::from(number) * self.slots.len() as u64) >> 32;
        self.slots[slot as usize]
    }

    fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.begins.push(self.text.len() as u32);
    }

    /// Gives rank `r` (from 0) slots in proportion to `1 / (r + 3)`, one at least: the law of Zipf and
    /// Mandelbrot, whose commonest word is about 3 words in 100.
    fn fill_slots(&mut self) {
        let wanted = u64::from(self.len()) * u64::from(SLOTS);
        let weight = |rank: u32| (1 << 40) / (u64::from(rank) + 3);
        let all: u64 = (0..self.len()).map(weight).sum();
        for rank in 0..self.len() {
            let slots = (u128::from(weight(rank)) * u128::from(wanted) / u128::from(all)).max(1);
            self.slots.extend(std::iter::repeat_n(rank, slots as usize));
        }
    }
}

/// A root of three consonants in a pattern.
fn lemma(consonants: &[char], draw: &mut Draw) -> String {
    let root = [draw.of(consonants), draw.of(consonants), draw.of(consonants)];
    let put = |c: char| c.to_digit(10).map_or(c, |place| root[place as usize - 1]);
    draw.of(&PATTERNS).chars().map(put).collect()
}

/// A lemma with what stands after it. The lesser of two draws: some lemmas have many forms, most
/// have few.
fn form(lemmas: &[String], draw: &mut Draw) -> String {
    let len = lemmas.len() as u32;
    let lemma = draw.below(len).min(draw.below(len));
    [lemmas[lemma as usize].as_str(), draw.of(&SUFFIXES)].concat()
}
