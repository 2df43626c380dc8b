//! Counts of the classes of one axis, and what they say.

use rasid_codebook::{AxisId, ClassId, Codebook};
use serde::Serialize;

use crate::intervals::bootstrap::Interval;
use crate::intervals::wilson::wilson;

/// What the classes of an axis are: one of no mention, one that leans nowhere, and the leans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    classes: usize,
    absent: Option<ClassId>,
    /// The class of an article in which nothing speaks for another.
    pub plain: Option<ClassId>,
    /// The other classes, in the codebook's order.
    pub leans: Vec<ClassId>,
}

/// How often each class of an axis was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    scale: Scale,
    given: Vec<u64>,
    unsure: u64,
    silent: u64,
}

/// A share of some articles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The value, from 0 to 1.
    pub value: f64,
    /// 95 % score interval, as if articles were independent and verdicts right.
    pub interval: Interval,
    /// Articles it rests on.
    pub n: u64,
}

impl Scale {
    /// The classes of an axis.
    pub fn of(book: &Codebook, axis: AxisId) -> Self {
        let (absent, plain) = (book.absent_class(axis), book.plain_class(axis));
        let leans = |class: &ClassId| Some(*class) != absent && Some(*class) != plain;
        let ids = book.class_ids(axis);
        Self { classes: ids.len(), absent, plain, leans: ids.filter(leans).collect() }
    }

    /// The class that means no mention.
    pub fn absent(&self) -> Option<ClassId> {
        self.absent
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The two ends, where the leans are two: a net stance is defined.
    pub fn ends(&self) -> Option<(ClassId, ClassId)> {
        let [first, second] = self.leans[..] else { return None };
        Some((first, second))
    }

    /// The classes other than that of no mention, in the order in which they are shown: the first
    /// lean, what leans nowhere, the other leans.
    pub fn shown(&self) -> Vec<ClassId> {
        let (first, others) = self.leans.split_at(self.leans.len().min(1));
        first.iter().copied().chain(self.plain).chain(others.iter().copied()).collect()
    }
}

impl Counts {
    /// No article yet.
    pub fn new(scale: Scale) -> Self {
        Self { given: vec![0; scale.classes], scale, unsure: 0, silent: 0 }
    }

    pub(crate) fn emptied(&self) -> Self {
        Self::new(self.scale.clone())
    }

    /// Adds an article: the class it was given, and the most probable one, which one that was given
    /// none may have too.
    pub fn add(&mut self, class: Option<ClassId>, best: Option<ClassId>) {
        match (class, best) {
            (Some(class), _) => self.given[class.index()] += 1,
            (None, Some(_)) => self.unsure += 1,
            (None, None) => self.silent += 1,
        }
    }

    /// Adds the articles of another count of the same axis.
    pub fn join(&mut self, other: &Self) {
        self.given.iter_mut().zip(&other.given).for_each(|(a, b)| *a += b);
        self.unsure += other.unsure;
        self.silent += other.silent;
    }

    /// The classes of the axis.
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Articles that were given a class.
    pub fn of(&self, class: ClassId) -> u64 {
        self.given[class.index()]
    }

    /// Articles in which the target is not mentioned.
    pub fn absent(&self) -> u64 {
        self.scale.absent.map_or(0, |class| self.of(class))
    }

    /// Articles that were given a class other than that of no mention.
    pub fn n(&self) -> u64 {
        self.given.iter().sum::<u64>() - self.absent()
    }

    /// Articles that were given no class.
    pub fn abstained(&self) -> u64 {
        self.unsure + self.silent
    }

    /// Share of articles that mention the target, among those of which it is known: an abstention
    /// with a most probable class comes after a mention, one without says nothing of it. Undefined
    /// without articles and on an axis that has no class for no mention.
    pub fn mention(&self) -> Option<Share> {
        self.scale.absent?;
        let mentioned = self.n() + self.unsure;
        share(mentioned, mentioned + self.absent())
    }

    /// Share of a class among the `n` articles.
    pub fn share(&self, class: ClassId) -> Option<Share> {
        share(self.of(class), self.n())
    }

    /// The lean that was given most often, ties in the codebook's order; none where none was given.
    pub fn leading(&self) -> Option<ClassId> {
        let leans = self.scale.leans.iter().copied().filter(|class| self.of(*class) > 0);
        leans.reduce(|a, b| if self.of(b) > self.of(a) { b } else { a })
    }

    /// Share of the first lean less that of the second, from -1 to 1. Undefined where the leans are
    /// not two and without articles.
    pub fn net(&self) -> Option<f64> {
        let (first, second) = self.scale.ends()?;
        let n = self.n();
        (n > 0).then(|| (self.of(first) as f64 - self.of(second) as f64) / n as f64)
    }
}

fn share(k: u64, n: u64) -> Option<Share> {
    Some(Share { value: k as f64 / n as f64, interval: wilson(k, n)?, n })
}
