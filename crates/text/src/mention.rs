//! References to targets, found by alias tables.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::body::Body;
use crate::facts::dateline;
use crate::normalize::Normalized;
use crate::settings::TextSettings;
use crate::tokens::{Token, Tokens};

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
    words: Vec<String>,
    /// Whether each word may carry the article on top of its spelling here.
    article: bool,
}

/// Finds references by tables of names, with clitics.
#[derive(Debug, Clone)]
pub struct MentionFinder {
    patterns: Vec<Pattern>,
    /// First word, without clitics → patterns.
    first: BTreeMap<String, Vec<u32>>,
    targets: usize,
}

impl MentionFinder {
    /// Prepares the tables; their words go through the same normalisation as the texts.
    pub fn new(targets: &[TargetTerms], settings: &TextSettings) -> Self {
        let mut finder = Self { patterns: vec![], first: BTreeMap::new(), targets: targets.len() };
        for (target, terms) in targets.iter().enumerate() {
            let mut add = |role, article, phrase: &str| {
                finder.add(Pattern { target, role, words: split(phrase, settings), article });
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
        }
        finder
    }

    fn add(&mut self, pattern: Pattern) {
        if let Some(first) = pattern.words.first() {
            let number = self.patterns.len() as u32;
            self.first.entry(first.clone()).or_default().push(number);
            self.patterns.push(pattern);
        }
    }

    /// All references in a text. The dateline is not looked at; a phrase of an `except` list hides
    /// what it covers. Of names that begin at one word the longest counts, of others that overlap
    /// the first, and a strong one before a weak one.
    pub fn find(&self, text: &Normalized, tokens: &Tokens) -> Mentions {
        let mut found = Vec::new();
        self.find_among(text, tokens, |_, word, at| {
            found.clear();
            self.candidates(word, &mut found);
            found.iter().for_each(|&pattern| at(pattern));
        })
    }

    /// The same with the candidates of each token from elsewhere: `candidates` is given the number
    /// of a token and its word, and calls back with each pattern that [`Self::candidates`] lists.
    pub(crate) fn find_among(
        &self,
        text: &Normalized,
        tokens: &Tokens,
        mut candidates: impl FnMut(usize, &str, &mut dyn FnMut(u32)),
    ) -> Mentions {
        let line = dateline(text);
        let skip = |t: &Token| line.as_ref().is_some_and(|l| l.contains(&t.range().start));
        let list = tokens.list();
        let mut hits: Vec<(usize, Range<usize>, Role)> = Vec::new();
        let mut longest: Vec<Option<(usize, Role)>> = vec![None; self.targets * 2];
        for at in (0..list.len()).filter(|&at| !skip(&list[at])) {
            let mut any = false;
            candidates(at, text.slice(&list[at]), &mut |number| {
                let pattern = &self.patterns[number as usize];
                if let Some(end) = self.matches(pattern, text, tokens, at) {
                    let excepts = usize::from(pattern.role == Role::Except);
                    let slot = &mut longest[pattern.target * 2 + excepts];
                    *slot = (*slot).max(Some((end, pattern.role)));
                    any = true;
                }
            });
            if any {
                for (i, hit) in longest.iter_mut().enumerate() {
                    hits.extend(hit.take().map(|(end, role)| (i / 2, at..end, role)));
                }
            }
        }
        self.settle(&hits, list.len())
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

    /// Lists the patterns whose first word the word can be.
    pub(crate) fn candidates(&self, word: &str, found: &mut Vec<u32>) {
        for_each_reading(word, |bare, articled| {
            let known = self.first.get(bare).into_iter().flatten();
            found.extend(known.filter(|&&i| self.patterns[i as usize].article || !articled));
        });
    }

    /// Where the pattern ends, if it stands at token `at`.
    fn matches(
        &self,
        pattern: &Pattern,
        text: &Normalized,
        tokens: &Tokens,
        at: usize,
    ) -> Option<usize> {
        let list = tokens.list();
        let end = at + pattern.words.len();
        let rest = list.get(at + 1..end)?;
        let mut before = &list[at];
        for (token, word) in rest.iter().zip(&pattern.words[1..]) {
            if !joins(&text.text()[before.range().end..token.range().start]) {
                return None;
            }
            before = token;
            let mut fits = false;
            for_each_reading(text.slice(token), |bare, articled| {
                fits |= bare == word && (pattern.article || !articled);
            });
            if !fits {
                return None;
            }
        }
        Some(end)
    }
}

/// Whether words with this between them can make one name: a line may end within a name, a sentence
/// or a paragraph may not.
fn joins(gap: &str) -> bool {
    gap.matches('\n').count() < 2 && !gap.contains(['.', '!', '?', '؟', '؛', '…', '۔'])
}

/// Calls `take` with each way to read a word as proclitics and a rest: the word itself, without
/// و or ف, without ب ك ل, and each of these without the article (then the flag is set). `لل` is ل
/// with the article.
fn for_each_reading(word: &str, mut take: impl FnMut(&str, bool)) {
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

fn split(phrase: &str, settings: &TextSettings) -> Vec<String> {
    let body = Body::whole(phrase);
    let text = Normalized::new(&body, &settings.rules);
    Tokens::new(&text, settings).list().iter().map(|t| text.slice(t).to_owned()).collect()
}
