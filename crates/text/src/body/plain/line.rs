//! A plain text as lines, each with what it can be told to be by itself.

use std::ops::Range;

use super::classify::classify;
use crate::body::PartKind;

/// What a line is, before its neighbors are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    Text,
    /// A bullet and a few words: a menu's entry, or a list's.
    Bullet,
    /// Words of menus, share bars and page feet: goes where there is a page around the text.
    Furniture,
    /// The head of a comments section: furniture, and the article is above it.
    Comments,
    /// A few digits: goes within a page, but is no sign of one.
    Counter,
    /// Signs only, such as a rule or three stars.
    Ruler,
    /// A cue alone (اقرأ أيضا): titles of other stories may stand below.
    TeaserHead,
    /// A cue alone that leads on to the story above it (Read more): goes.
    Button,
    /// Goes wherever it stands.
    Goes(PartKind),
    /// Goes where nothing of the article follows.
    GoesLast(PartKind),
    /// Is known and stays.
    Stays(PartKind),
}

#[derive(Debug)]
pub(super) struct Line {
    /// With its line end.
    pub(super) range: Range<usize>,
    /// Without white space around it.
    pub(super) inner: Range<usize>,
    /// Characters without white space around it.
    pub(super) chars: usize,
    pub(super) class: Class,
    /// The name within a line that credits a source.
    pub(super) credit: Option<Range<usize>>,
}

impl Line {
    /// Whether the line has words that the rules have no name for.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.class, Class::Text | Class::Bullet)
    }

    pub(super) fn is_blank(&self) -> bool {
        self.class == Class::Blank
    }
}

pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut start = 0;
    source
        .split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            let trimmed = line.trim();
            let from = range.start + (line.len() - line.trim_start().len());
            let chars = trimmed.chars().count();
            let (class, credit) = classify(trimmed, chars);
            let credit = credit.map(|c| from + c.start..from + c.end);
            Line { range, inner: from..from + trimmed.len(), chars, class, credit }
        })
        .collect()
}
