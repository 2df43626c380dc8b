//! References to targets, found by alias tables.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::body::Body;
use crate::facts::Dateline;
use crate::names::Beginnings;
use crate::normalize::{Normalized, Normalizer};
use crate::settings::TextSettings;
use crate::tokens::{Splitter, Stem, TokenKind, Tokens};

/// Endings of a relational adjective, in normalised spelling: روسي، روسية، روسيا (accusative),
/// روسيان، روسيين، روسيون، روسيات، روسيتان، روسيتين.
const ADJECTIVE_ENDINGS: &[&str] = &["", "ه", "ا", "ان", "ين", "ون", "ات", "تان", "تين"];

/// The words by which a target is named. See the codebook's `[[target]]` for what each list means.
#[derive(Debug, Clone, Default)]
pub struct TargetTerms {
    /// Proper names of one or more words, as written.
    pub names: Vec<String>,
    /// Words that also take the article.
    pub nouns: Vec<String>,
    /// Relational adjectives in the masculine singular.
    pub adjectives: Vec<String>,
    /// Names that count only beside another mention.
    pub weak: Vec<String>,
    /// Phrases that are no reference.
    pub except: Vec<String>,
    /// Names of people and bodies that stand for the target while they are in office.
    pub offices: Vec<Office>,
}

/// A day as year, month and day.
pub type Day = (i32, u8, u8);

/// A name that counts by itself while in office, and beside another mention only before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Proper name of one or more words.
    pub name: String,
    /// First day, where there is one.
    pub from: Option<Day>,
    /// Last day, where there is one.
    pub until: Option<Day>,
}

impl Office {
    /// Whether it is held on a day; where the day is not known, it is.
    fn held(&self, date: Option<Day>) -> bool {
        let Some(date) = date else { return true };
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// One reference to a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Position of the target in the list given to [`MentionFinder::new`].
    pub target: usize,
    /// Range of tokens.
    pub tokens: Range<usize>,
}

/// All references in a text, in order.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    list: Vec<Mention>,
}

impl Mentions {
    /// The references, in order of their first token, then of target.
    pub fn list(&self) -> &[Mention] {
        &self.list
    }

    /// Whether a target is referred to at all.
    pub fn has(&self, target: usize) -> bool {
        self.list.iter().any(|m| m.target == target)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Weak,
    Strong,
    Except,
}

#[derive(Debug, Clone)]
struct Pattern {
    target: usize,
    role: Role,
    /// The strong role only while this one is held.
    office: Option<Office>,
    /// The first word is that of the list the pattern stands in.
    rest: Vec<u32>,
    /// Whether each word may carry the article on top of its spelling here.
    article: bool,
}

/// The words of a text, as far as references are looked for in them.
pub(crate) struct Words<N, J, D> {
    /// How many there are.
    pub(crate) count: usize,
    /// [`MentionFinder::names`] of a word.
    pub(crate) names: N,
    /// Whether a word can make one name with the word before it.
    pub(crate) joined: J,
    /// Whether a word begins in the dateline.
    pub(crate) in_dateline: D,
}

/// A way to read a word as proclitics and a word of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    /// The word of a pattern.
    word: u32,
    /// Whether it carries the article on top of its spelling there.
    articled: bool,
}

/// The patterns that begin with a word: of one word, and of more. The longer ones are many and are
/// looked at only where the next word is known too.
#[derive(Debug, Clone, Default)]
struct First {
    single: Vec<u32>,
    longer: Vec<u32>,
}

/// Finds references by tables of names, with clitics.
#[derive(Debug, Clone)]
pub struct MentionFinder {
    patterns: Vec<Pattern>,
    /// All words of patterns, numbered.
    words: BTreeMap<String, u32>,
    beginnings: Beginnings,
    /// For each word, the patterns that begin with it.
    first: Vec<First>,
    targets: usize,
}

impl MentionFinder {
    /// Prepares the tables; their words go through the same normalisation as the texts.
    pub fn new(targets: &[TargetTerms], settings: &TextSettings) -> Self {
        let (words, first) = (BTreeMap::new(), Vec::new());
        let (patterns, beginnings) = (Vec::new(), Beginnings::default());
        let mut finder = Self { patterns, words, beginnings, first, targets: targets.len() };
        let (normalizer, splitter) = (Normalizer::new(&settings.rules), Splitter::new());
        let split = |phrase: &str| split(phrase, &normalizer, &splitter);
        for (target, terms) in targets.iter().enumerate() {
            let mut add = |role, article, phrase: &str| {
                let pattern = Pattern { target, role, office: None, rest: vec![], article };
                finder.add(pattern, &split(phrase));
            };
            terms.names.iter().for_each(|n| add(Role::Strong, false, n));
            terms.nouns.iter().for_each(|n| add(Role::Strong, true, n));
            terms.weak.iter().for_each(|n| add(Role::Weak, false, n));
            terms.except.iter().for_each(|n| add(Role::Except, true, n));
            for adjective in &terms.adjectives {
                for ending in ADJECTIVE_ENDINGS {
                    add(Role::Strong, true, &format!("{adjective}{ending}"));
                }
            }
            for office in &terms.offices {
                let held = Some(office.clone());
                let (role, rest) = (Role::Strong, vec![]);
                let pattern = Pattern { target, role, office: held, rest, article: false };
                finder.add(pattern, &split(&office.name));
            }
        }
        finder
    }

    fn add(&mut self, mut pattern: Pattern, words: &[String]) {
        let numbers: Vec<u32> = words.iter().map(|word| self.number(word)).collect();
        if let Some((&first, rest)) = numbers.split_first() {
            pattern.rest = rest.to_vec();
            let First { single, longer } = &mut self.first[first as usize];
            let list = if rest.is_empty() { single } else { longer };
            list.push(self.patterns.len() as u32);
            self.patterns.push(pattern);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = self.first.len() as u32;
        self.beginnings.add(word);
        let number = *self.words.entry(word.to_owned()).or_insert(next);
        if number == next {
            self.first.push(First::default());
        }
        number
    }

    /// All references in a text. The dateline is not looked at; a phrase of an `except` list hides
    /// what it covers. Of names that begin at one word the longest counts, of others that overlap
    /// the first, and a strong one before a weak one. `date` is the article's, for names that count
    /// while in office; without one they count.
    pub fn find(&self, text: &Normalized, tokens: &Tokens, date: Option<Day>) -> Mentions {
        let list = tokens.list();
        let names: Vec<Vec<Name>> = list.iter().map(|t| self.names(text.slice(t))).collect();
        let begins = (0..names.len()).filter(|&at| self.begins(&names[at]));
        let dateline = Dateline::of(text);
        let words = Words {
            count: list.len(),
            names: |at: usize| &names[at][..],
            joined: |at| joins(gap(text, tokens, at)),
            in_dateline: |at: usize| dateline.as_ref().is_some_and(|d| d.holds(&list[at])),
        };
        self.find_among(&words, date, begins)
    }

    /// The same by what is known of the words from elsewhere; `begins` lists those with which a name may
    /// begin, in order.
    pub(crate) fn find_among<'n>(
        &self,
        words: &Words<impl Fn(usize) -> &'n [Name], impl Fn(usize) -> bool, impl Fn(usize) -> bool>,
        date: Option<Day>,
        begins: impl Iterator<Item = usize>,
    ) -> Mentions {
        let mut hits: Vec<(usize, Range<usize>, Role)> = Vec::new();
        let mut longest: Vec<Option<(usize, Role)>> = vec![None; self.targets * 2];
        for at in begins {
            let mut any = false;
            let goes_on = at + 1 < words.count && !(words.names)(at + 1).is_empty();
            for name in (words.names)(at) {
                let First { single, longer } = &self.first[name.word as usize];
                let longer = if goes_on { longer.as_slice() } else { &[] };
                for &number in single.iter().chain(longer) {
                    let pattern = &self.patterns[number as usize];
                    if !pattern.takes(*name) || !pattern.goes_on(words, at) {
                        continue;
                    }
                    let excepts = usize::from(pattern.role == Role::Except);
                    let slot = &mut longest[pattern.target * 2 + excepts];
                    *slot = (*slot).max(Some((at + 1 + pattern.rest.len(), pattern.role(date))));
                    any = true;
                }
            }
            if any {
                for (i, hit) in longest.iter_mut().enumerate() {
                    hits.extend(hit.take().map(|(end, role)| (i / 2, at..end, role)));
                }
            }
        }
        hits.retain(|hit| !(words.in_dateline)(hit.1.start));
        self.settle(&hits, words.count)
    }

    /// Drops what is excepted or covered by another name, and the weak without company.
    fn settle(&self, hits: &[(usize, Range<usize>, Role)], tokens: usize) -> Mentions {
        let mut list: Vec<Mention> = Vec::new();
        for target in 0..self.targets {
            let of = |role| hits.iter().filter(move |h| h.0 == target && h.2 == role);
            if of(Role::Strong).next().is_none() {
                continue;
            }
            // Marked token by token, so that time stays linear however many there are.
            let mut taken = vec![false; tokens];
            of(Role::Except).for_each(|h| taken[h.1.clone()].fill(true));
            let first = list.len();
            for (_, range, role) in of(Role::Strong).chain(of(Role::Weak)) {
                let company = *role == Role::Strong || list.len() > first;
                if company && !taken[range.clone()].contains(&true) {
                    taken[range.clone()].fill(true);
                    list.push(Mention { target, tokens: range.clone() });
                }
            }
        }
        list.sort_by_key(|m| (m.tokens.start, m.target));
        Mentions { list }
    }

    /// The words of patterns that a word can be.
    pub(crate) fn names(&self, word: &str) -> Vec<Name> {
        let mut found = Vec::new();
        for_each_reading(word, |bare, articled| {
            if self.beginnings.may_hold(bare) {
                found.extend(self.words.get(bare).map(|&word| Name { word, articled }));
            }
        });
        found
    }

    /// Whether a pattern begins with one of these.
    pub(crate) fn begins(&self, names: &[Name]) -> bool {
        names.iter().any(|name| {
            let First { single, longer } = &self.first[name.word as usize];
            !single.is_empty() || !longer.is_empty()
        })
    }
}

impl Pattern {
    /// Whether a word may stand here as it was read.
    fn takes(&self, name: Name) -> bool {
        self.article || !name.articled
    }

    fn role(&self, date: Option<Day>) -> Role {
        let held = self.office.as_ref().is_none_or(|office| office.held(date));
        if held { self.role } else { Role::Weak }
    }

    /// Whether the words after the first stand behind token `at`.
    fn goes_on<'n>(
        &self,
        words: &Words<impl Fn(usize) -> &'n [Name], impl Fn(usize) -> bool, impl Fn(usize) -> bool>,
        at: usize,
    ) -> bool {
        at + self.rest.len() < words.count
            && self.rest.iter().zip(at + 1..).all(|(&word, next)| {
                (words.names)(next).iter().any(|n| n.word == word && self.takes(*n))
                    && (words.joined)(next)
            })
    }
}

/// Whether words with this between them can make one name: a line may end within a name, a sentence
/// or a paragraph may not.
pub(crate) fn joins(gap: &str) -> bool {
    gap == " "
        || gap.matches('\n').count() < 2 && !gap.contains(['.', '!', '?', '؟', '؛', '…', '۔'])
}

/// What stands between a token, which is not the first, and the one before it.
pub(crate) fn gap<'t>(text: &'t Normalized, tokens: &Tokens, at: usize) -> &'t str {
    let list = tokens.list();
    &text.text()[list[at - 1].range().end..list[at].range().start]
}

/// Calls `take` with each way to read a word as proclitics and a rest: the word itself, without
/// و or ف, without ب ك ل, and each of these without the article (then the flag is set). `لل` is ل
/// with the article.
pub(crate) fn for_each_reading(word: &str, mut take: impl FnMut(&str, bool)) {
    let both = |rest: &str, take: &mut dyn FnMut(&str, bool)| {
        take(rest, false);
        if let Some(bare) = rest.strip_prefix("ال") {
            take(bare, true);
        }
    };
    let conjoined = word.strip_prefix(['و', 'ف']);
    for rest in std::iter::once(word).chain(conjoined) {
        both(rest, &mut take);
        if let Some(bare) = rest.strip_prefix("لل") {
            take(bare, true);
            take(&format!("ال{bare}"), false);
        }
        if let Some(after) = rest.strip_prefix(['ب', 'ك', 'ل']) {
            both(after, &mut take);
        }
    }
}

/// The words of a phrase in normalised spelling.
fn split(phrase: &str, normalizer: &Normalizer, splitter: &Splitter) -> Vec<String> {
    let text = normalizer.normalize(&Body::whole(phrase));
    let mut words = Vec::new();
    splitter.split(&text, |word, _| {
        words.push(String::from_utf8_lossy(word).into_owned());
        (TokenKind::Word, Stem::Within(0, 0))
    });
    words
}
