//! One made-up article, as a line of JSON.

use std::fmt::Write;

use super::Settings;
use super::draw::Draw;
use super::lists::{OUTLETS, SPEAKERS, SPEECH, TARGETS};
use super::prose::{Prose, WordList};
use super::vocabulary::Vocabulary;

/// Articles that tell of one event, one after the other.
const EVENT: u64 = 4;
/// Outlets of each type.
const OUTLETS_OF_A_TYPE: u32 = 10;
/// Classes of stance toward a target that an article names, a lean as often as it deserves.
const STANCES: [(&str, Option<WordList>); 9] = [
    ("neutral", None),
    ("neutral", None),
    ("neutral", None),
    ("neutral", None),
    ("neutral", None),
    ("favor", Some(WordList::Favor)),
    ("favor", Some(WordList::Favor)),
    ("against", Some(WordList::Against)),
    ("against", Some(WordList::Against)),
];
/// Sentences in 100 that name a target, in an article that is about one.
const NAMING: u32 = 42;

/// Writes articles, one after the other or any one alone: an article depends on its number, the seed, the
/// length and the vocabulary, and on no other article.
pub(super) struct Author<'v> {
    vocabulary: &'v Vocabulary,
    seed: u64,
    words: u32,
}

/// What an article is about and who publishes it.
struct Facts {
    event: u64,
    /// For each target its class and the words that speak for the class; `None` where it is not named.
    stances: [Option<(&'static str, Option<WordList>)>; TARGETS.len()],
    /// Targets that are named.
    named: Vec<usize>,
    outlet_type: u32,
    outlet: u32,
}

impl<'v> Author<'v> {
    /// An author who knows these words.
    pub(super) fn new(vocabulary: &'v Vocabulary, settings: &Settings) -> Author<'v> {
        Author { vocabulary, seed: settings.seed, words: settings.words }
    }

    /// Appends the article of that number from 0, as a line with its end.
    pub(super) fn write(&self, number: u64, line: &mut String) {
        // Stream 0 made the vocabulary; streams of events count from the other end.
        let mut draw = Draw::new(self.seed, number + 1);
        let mut of_event = Draw::new(self.seed, !(number / EVENT));
        let facts = Facts::new(number / EVENT, &mut of_event, &mut draw);
        let mut prose = Prose::new(self.vocabulary, &mut draw, &mut of_event, line);
        prose.lists.outlet = Some(WordList::Outlet(facts.outlet_type));
        prose.arabic_digits = facts.outlet.is_multiple_of(2);
        prose.quotes = facts.outlet as usize % 3;
        prose.raw(&format!("{{\"id\":\"a{number}\",\"title\":\""));
        title(&mut prose, &facts);
        prose.raw("\",\"text\":\"");
        body(&mut prose, &facts, self.words);
        prose.raw("\",");
        facts.write(number, self.vocabulary, &mut draw, line);
        line.push_str("}\n");
    }
}

impl Facts {
    fn new(event: u64, of_event: &mut Draw, draw: &mut Draw) -> Facts {
        let mut named = Vec::new();
        if of_event.once_in(2) {
            // Two draws may fall on one target: two thirds of such events are about two.
            named = vec![of_event.below(3) as usize, of_event.below(3) as usize];
            named.sort_unstable();
            named.dedup();
        }
        let stances =
            std::array::from_fn(|target| named.contains(&target).then(|| draw.of(&STANCES)));
        let outlet_type = draw.below(OUTLETS.len() as u32);
        let outlet = outlet_type * OUTLETS_OF_A_TYPE + draw.below(OUTLETS_OF_A_TYPE);
        Facts { event, stances, named, outlet_type, outlet }
    }

    /// The columns after the text.
    fn write(&self, number: u64, vocabulary: &Vocabulary, draw: &mut Draw, line: &mut String) {
        let (outlet_type, noun) = OUTLETS[self.outlet_type as usize];
        let name = vocabulary.word(500 + self.outlet);
        let (year, month, day) =
            (draw.between(2015, 2025), draw.between(1, 12), draw.between(1, 28));
        let outlet = self.outlet;
        let event = self.event;
        write!(
            line,
            "\"date\":\"{year}-{month:02}-{day:02}\",\
             \"url\":\"https://outlet{outlet}.example/{year}/{month:02}/{number}\",\
             \"outlet\":\"{noun} {name}\",\"group\":\"event{event}\",\"outlet_type\":\"{outlet_type}\""
        )
        .expect("a string takes all");
        for ((axis, _), stance) in TARGETS.iter().zip(&self.stances) {
            let class = stance.map_or("absent", |s| s.0);
            write!(line, ",\"{axis}\":\"{class}\"").expect("a string takes all");
        }
    }

    /// A target for the next sentence, or none.
    fn target(&self, draw: &mut Draw) -> Option<usize> {
        (!self.named.is_empty() && draw.below(100) < NAMING).then(|| draw.of(&self.named))
    }
}

fn title(prose: &mut Prose, facts: &Facts) {
    let words = prose.draw.between(5, 11);
    let target = facts.target(prose.draw);
    clause(prose, facts, target, words);
}

/// Paragraphs of two to five sentences, half to one and a half times `words` in all.
fn body(prose: &mut Prose, facts: &Facts, words: u32) {
    let wanted = prose.draw.between(words / 2, words + words / 2);
    let mut left_in_paragraph = prose.draw.between(2, 5);
    let first = prose.words;
    // The last sentence goes over by half its length.
    let wanted = wanted.saturating_sub(10);
    loop {
        sentence(prose, facts);
        if prose.words - first >= wanted {
            break;
        }
        left_in_paragraph -= 1;
        if left_in_paragraph == 0 {
            left_in_paragraph = prose.draw.between(2, 5);
            prose.raw("\\n");
        } else {
            prose.raw(" ");
        }
    }
}

/// The author's own sentence, or someone's speech, direct or reported.
fn sentence(prose: &mut Prose, facts: &Facts) {
    let target = facts.target(prose.draw);
    let words = prose.draw.between(8, 28);
    if prose.draw.once_in(5) {
        let (verb, speaker) = (prose.draw.of(&SPEECH), prose.draw.of(&SPEAKERS));
        prose.known(verb);
        prose.known(speaker);
        prose.word();
        if prose.draw.once_in(2) {
            prose.known("إن");
            clause(prose, facts, target, words);
        } else {
            let (open, close) = prose.quote_marks();
            prose.raw(":");
            prose.raw(open);
            clause(prose, facts, target, words);
            prose.raw(close);
        }
    } else {
        clause(prose, facts, target, words);
    }
    let end = match prose.draw.below(60) {
        0 | 1 => "؟",
        2 => "!",
        _ => ".",
    };
    prose.raw(end);
}

/// So many words, one of them the target's name, if any, in the company of words that show the stance.
fn clause(prose: &mut Prose, facts: &Facts, target: Option<usize>, words: u32) {
    prose.lists.stance = target.and_then(|t| facts.stances[t]).and_then(|s| s.1);
    let place = prose.draw.below(words);
    for at in 0..words {
        match target {
            Some(target) if at == place => {
                let name = prose.draw.of(TARGETS[target].1);
                prose.known(name);
            }
            _ => prose.word(),
        }
        if at + 1 < words && prose.draw.once_in(12) {
            prose.raw("،");
        }
    }
    prose.lists.stance = None;
}
