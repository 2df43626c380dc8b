//! From offsets in a derived text back to offsets in the original.

use std::ops::Range;

/// Breakpoints `(derived, original)`, both in bytes, strictly rising in the first and never falling
/// in the second. Between two breakpoints both texts run in step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    points: Vec<(u32, u32)>,
    /// Where something of the original was left out: what ends at the derived offset ends at the
    /// original one, before the gap, and not where the next piece starts.
    stops: Vec<(u32, u32)>,
}

/// A piece of a derived text that runs in step with the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Range in the derived text, not empty.
    pub(crate) range: Range<usize>,
    /// Where it starts in the original.
    pub(crate) original: usize,
    /// Where it ends there: elsewhere than its length says where one character stands for several
    /// bytes.
    pub(crate) until: usize,
}

impl Alignment {
    /// Notes that derived offset `derived` stems from original offset `original`. Calls come in
    /// rising order of `derived`.
    pub(crate) fn push(&mut self, derived: usize, original: usize) {
        let point = (derived as u32, original as u32);
        match self.points.last_mut() {
            Some(last) if last.0 == point.0 => *last = point,
            // In step with the last breakpoint: nothing new to say.
            Some(last) if last.1.checked_add(point.0 - last.0) == Some(point.1) => {}
            _ => self.points.push(point),
        }
    }

    /// Original offset of the character that starts at derived offset `at`.
    pub(crate) fn start(&self, at: usize) -> usize {
        self.cursor_at(self.points.partition_point(|p| p.0 as usize <= at)).here(at)
    }

    /// The breakpoints.
    pub(crate) fn points(&self) -> impl Iterator<Item = (usize, usize)> {
        self.points.iter().map(|&(derived, original)| (derived as usize, original as usize))
    }

    /// A reader of offsets in rising order, which need not be searched.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        self.cursor_at(0)
    }

    /// A reader of offsets from `at` on.
    pub(crate) fn cursor_from(&self, at: usize) -> Cursor<'_> {
        self.cursor_at(self.points.partition_point(|p| p.0 as usize <= at))
    }

    /// Takes back what was noted behind derived offset `at`.
    pub(crate) fn forget_after(&mut self, at: usize) {
        while self.points.last().is_some_and(|p| p.0 as usize > at) {
            self.points.pop();
        }
    }

    fn cursor_at(&self, next: usize) -> Cursor<'_> {
        Cursor { map: self, next, step: 0..0, ahead: 0 }
    }

    /// Notes that what comes next does not follow in the original on what ended there at `original`.
    pub(crate) fn stop(&mut self, derived: usize, original: usize) {
        let stop = (derived as u32, original as u32);
        if derived > 0 && self.stops.last().is_none_or(|last| last.0 < stop.0) {
            self.stops.push(stop);
        }
    }

    fn stop_at(&self, derived: usize) -> Option<usize> {
        let found = self.stops.binary_search_by_key(&(derived as u32), |stop| stop.0);
        found.ok().map(|i| self.stops[i].1 as usize)
    }

    /// Range in the original of a piece of `text`, the derived text; empty for an empty one.
    pub(crate) fn span(&self, text: &str, piece: Range<usize>) -> Range<usize> {
        let start = self.start(piece.start);
        if piece.is_empty() {
            return start..start;
        }
        let last = text.floor_char_boundary(piece.end - 1);
        start..self.cursor_from(last).end(last, piece.end)
    }

    /// The pieces of a derived text of `len` bytes that run in step with the original.
    pub(crate) fn runs(&self, len: usize) -> impl Iterator<Item = Run> {
        let first = self.points.first().is_none_or(|p| p.0 > 0).then_some((0, 0));
        let later = self.points.iter().copied().skip(usize::from(first.is_none()));
        let starts = first.into_iter().chain(self.points.iter().copied());
        let nexts = later.map(Some).chain(std::iter::once(None));
        starts.zip(nexts).filter_map(move |((start, original), next)| {
            let range = start as usize..next.map_or(len, |n| n.0 as usize).min(len);
            let original = original as usize;
            let follows = next.filter(|n| n.0 as usize <= len).map(|n| n.1 as usize);
            let until = self.stop_at(range.end).or(follows).unwrap_or(original + range.len());
            (!range.is_empty()).then_some(Run { range, original, until })
        })
    }
}

/// Looks up offsets of one [`Alignment`] in rising order, in constant time each over a whole text.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    map: &'a Alignment,
    /// The first breakpoint after the offset that was asked for last.
    next: usize,
    /// Derived offsets that are known to run in step, and how far the original is ahead there.
    step: Range<usize>,
    ahead: usize,
}

impl Cursor<'_> {
    /// Original offset of the character that starts at derived offset `at`, which is not below the
    /// one before.
    #[inline]
    pub(crate) fn start(&mut self, at: usize) -> usize {
        while self.map.points.get(self.next).is_some_and(|p| p.0 as usize <= at) {
            self.next += 1;
        }
        self.here(at)
    }

    /// Range in the original of a piece of `text`, the derived text, that is not empty.
    #[inline]
    pub(crate) fn range(&mut self, text: &str, piece: Range<usize>) -> (u32, u32) {
        // Between two breakpoints the piece needs no look at the table.
        if piece.start < self.step.start || piece.end >= self.step.end {
            let from = self.start(piece.start);
            let end = self.map.points.get(self.next).map_or(usize::MAX, |p| p.0 as usize);
            if piece.end >= end {
                let last = text.floor_char_boundary(piece.end - 1);
                return (from as u32, self.end(last, piece.end) as u32);
            }
            self.step = piece.start..end;
            self.ahead = from.wrapping_sub(piece.start);
        }
        let ahead = self.ahead;
        (piece.start.wrapping_add(ahead) as u32, piece.end.wrapping_add(ahead) as u32)
    }

    #[inline]
    fn here(&self, at: usize) -> usize {
        match self.next.checked_sub(1) {
            Some(last) => {
                let (derived, original) = self.map.points[last];
                original as usize + (at - derived as usize)
            }
            None => at,
        }
    }

    /// Original offset where a piece ends whose last character starts at derived offset `last`, and
    /// which ends before derived offset `end`. Marks that were dropped after the last character
    /// belong to the piece.
    pub(crate) fn end(&mut self, last: usize, end: usize) -> usize {
        if let Some(stop) = self.map.stop_at(end) {
            return stop;
        }
        let from = self.start(last);
        let to = self.start(end);
        if to > from {
            return to;
        }
        // `last` and `end` came out of one original character: go to where that one ends.
        let rest = self.map.points[self.next..].iter();
        let next = rest.map(|p| p.1 as usize).find(|&o| o > from);
        let stops = &self.map.stops[self.map.stops.partition_point(|s| (s.0 as usize) < end)..];
        let stop = stops.first().map(|s| s.1 as usize).filter(|&o| o > from);
        next.into_iter().chain(stop).min().unwrap_or(to)
    }
}

#[cfg(test)]
mod tests {
    use super::Alignment;

    /// Original "aـb﷼c": tatweel dropped at 1..3, one character at 4..7 expanded to two.
    fn example() -> Alignment {
        let mut a = Alignment::default();
        for (derived, original) in [(0, 0), (1, 3), (2, 4), (4, 4), (6, 7), (7, 8)] {
            a.push(derived, original);
        }
        a
    }

    #[test]
    fn maps_both_ends() {
        let a = example();
        let ends = |start, last, end| (a.start(start), a.cursor().end(last, end));
        assert_eq!(ends(0, 0, 1), (0, 3), "what was dropped belongs to the left");
        assert_eq!(ends(1, 1, 2), (3, 4));
        assert_eq!(ends(2, 2, 4), (4, 7), "first half of an expansion is whole");
        assert_eq!(ends(4, 4, 6), (4, 7), "and so is the second");
    }

    #[test]
    fn a_cursor_finds_what_a_search_finds() {
        let a = example();
        let mut cursor = a.cursor();
        for at in 0..=9 {
            assert_eq!(cursor.start(at), a.start(at), "{at}");
        }
    }

    #[test]
    fn runs_cover_the_text() {
        let runs = |a: &Alignment, len| -> Vec<_> {
            a.runs(len).map(|r| (r.range, r.original, r.until)).collect()
        };
        let wanted = [(0..1, 0, 3), (1..4, 3, 4), (4..6, 4, 7), (6..7, 7, 8)];
        assert_eq!(runs(&example(), 7), wanted);
        assert_eq!(runs(&Alignment::default(), 5), [(0..5, 0, 5)]);
    }

    #[test]
    fn what_ends_before_a_gap_ends_there() {
        // original "ab<i>c", derived "abc".
        let mut a = Alignment::default();
        a.push(0, 0);
        a.stop(2, 2);
        a.push(2, 5);
        a.push(3, 6);
        assert_eq!((a.span("abc", 0..2), a.span("abc", 1..3)), (0..2, 1..6));
        assert_eq!(a.span("abc", 2..3), 5..6);
    }
}
