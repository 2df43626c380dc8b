//! The cheapest way to pair the marks of one family.

use super::marks::{Mark, is_quotation_mark, is_stop};

/// A quote within a quote within a quote is not followed further.
const DEPTHS: usize = 3;
/// A quote that is left open.
const UNCLOSED: u32 = 10;
/// A quote that runs on after a paragraph's end, and after a line's end within a sentence.
const CROSS_PARAGRAPH: u32 = 7;
const CROSS_LINE: u32 = 1;
/// A second depth must be worth it.
const NESTED: u32 = 3;
const NEVER: u32 = u32::MAX / 2;

/// Ends of lines, and whether a paragraph ends there.
pub(super) struct Lines {
    /// Offset of the line end; true where the line's sentence is complete.
    ends: Vec<(usize, bool)>,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut ends: Vec<(usize, bool)> = Vec::new();
        let mut last = None;
        let mut length = 0;
        for (at, c) in text.char_indices() {
            if c == '\n' {
                // Short lines are headings, complete in themselves; a full stop ends a paragraph.
                let full = last.is_none_or(|c| is_stop(c) || c == ':' || is_quotation_mark(c))
                    || length < 40;
                ends.push((at, full));
                last = None;
                length = 0;
            } else if !c.is_whitespace() {
                last = Some(c);
                length += 1;
            }
        }
        Self { ends }
    }

    /// Where the line ends that `at` stands in.
    pub(super) fn end(&self, at: usize) -> usize {
        let first = self.ends.partition_point(|e| e.0 < at);
        self.ends.get(first).map_or(usize::MAX, |e| e.0)
    }
}

/// An opening mark with its closing one, if there is one.
pub(super) struct Pair<'a> {
    pub(super) open: &'a Mark,
    pub(super) close: Option<&'a Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Ignore,
    Open,
    Close,
}

/// How a depth was reached at a mark: from which depth, whether open quotes were dropped at a
/// paragraph's end before it, and what the mark does.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: u8,
    dropped: bool,
    reading: Reading,
}

/// Pairs the marks; those that are ignored go to `strays`.
pub(super) fn pair<'a>(
    marks: &[&'a Mark],
    lines: &Lines,
    pairs: &mut Vec<Pair<'a>>,
    strays: &mut Vec<&'a Mark>,
) {
    let mut costs = [0, NEVER, NEVER];
    let mut steps: Vec<[Step; DEPTHS]> = Vec::with_capacity(marks.len());
    let mut line = 0;
    for mark in marks {
        let (mut crossing, mut paragraph) = (0, false);
        while lines.ends.get(line).is_some_and(|e| e.0 < mark.at) {
            crossing += if lines.ends[line].1 { CROSS_PARAGRAPH } else { CROSS_LINE };
            paragraph |= lines.ends[line].1;
            line += 1;
        }
        let (next, step) = advance(&costs, mark, crossing.min(100), paragraph);
        costs = next;
        // Costs are compared, never shown: keep them small.
        let least = costs.iter().copied().min().unwrap_or(0);
        costs.iter_mut().for_each(|c| *c = (*c - least).min(NEVER));
        steps.push(step);
    }
    let last = (0..DEPTHS).min_by_key(|&d| costs[d] + UNCLOSED * d as u32).unwrap_or(0);
    replay(marks, &trace(&steps, last), pairs, strays);
}

fn advance(
    costs: &[u32; DEPTHS],
    mark: &Mark,
    crossing: u32,
    paragraph: bool,
) -> ([u32; DEPTHS], [Step; DEPTHS]) {
    let none = Step { from: 0, dropped: false, reading: Reading::Ignore };
    let mut next = [NEVER; DEPTHS];
    let mut steps = [none; DEPTHS];
    let mut reach = |depth: usize, cost: u32, step: Step| {
        if cost < next[depth] {
            next[depth] = cost;
            steps[depth] = step;
        }
    };
    for (from, &cost) in costs.iter().enumerate() {
        let runs_on = cost + if from > 0 { crossing } else { 0 };
        let starts = [(from, false, runs_on), (0, true, cost + UNCLOSED * from as u32)];
        let dropping = paragraph && from > 0;
        for &(depth, dropped, cost) in &starts[..1 + usize::from(dropping)] {
            let step = |reading| Step { from: from as u8, dropped, reading };
            if depth + 1 < DEPTHS {
                let nested = if depth > 0 { NESTED } else { 0 };
                reach(depth + 1, cost + mark.open + nested, step(Reading::Open));
            }
            if depth > 0 {
                reach(depth - 1, cost + mark.close, step(Reading::Close));
            }
            reach(depth, cost + mark.ignore, step(Reading::Ignore));
        }
    }
    (next, steps)
}

/// The steps of the cheapest way that ends at a depth, first to last.
fn trace(steps: &[[Step; DEPTHS]], last: usize) -> Vec<Step> {
    let mut depth = last;
    let mut way: Vec<Step> = steps
        .iter()
        .rev()
        .map(|at| {
            let step = at[depth];
            depth = usize::from(step.from);
            step
        })
        .collect();
    way.reverse();
    way
}

fn replay<'a>(
    marks: &[&'a Mark],
    way: &[Step],
    pairs: &mut Vec<Pair<'a>>,
    strays: &mut Vec<&'a Mark>,
) {
    let mut open: Vec<&Mark> = Vec::new();
    for (&mark, step) in marks.iter().zip(way) {
        if step.dropped {
            pairs.extend(open.drain(..).map(|open| Pair { open, close: None }));
        }
        match step.reading {
            Reading::Open => open.push(mark),
            Reading::Close => {
                pairs.extend(open.pop().map(|open| Pair { open, close: Some(mark) }));
            }
            Reading::Ignore => strays.push(mark),
        }
    }
    pairs.extend(open.into_iter().map(|open| Pair { open, close: None }));
}
