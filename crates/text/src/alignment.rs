//! From offsets in a derived text back to offsets in the original.

/// Breakpoints `(derived, original)`, both in bytes, strictly rising in the first and never falling
/// in the second. Between two breakpoints both texts run in step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Alignment {
    points: Vec<(u32, u32)>,
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
        let at = at as u32;
        let i = self.points.partition_point(|p| p.0 <= at);
        match self.points[..i].last() {
            Some(&(derived, original)) => (original + (at - derived)) as usize,
            None => at as usize,
        }
    }

    /// Original offset where a piece ends whose last character starts at derived offset `last`,
    /// and which ends before derived offset `end`. Marks that were dropped after the last
    /// character belong to the piece.
    pub(crate) fn end(&self, last: usize, end: usize) -> usize {
        let from = self.start(last);
        let to = self.start(end);
        if to > from {
            return to;
        }
        // `last` and `end` came out of one original character: go to where that one ends.
        let i = self.points.partition_point(|p| (p.0 as usize) <= end);
        self.points[i..].iter().map(|p| p.1 as usize).find(|&o| o > from).unwrap_or(to)
    }
}

#[cfg(test)]
mod tests {
    use super::Alignment;

    #[test]
    fn maps_both_ends() {
        // original "aـb﷼c": tatweel dropped at 1..3, one character at 4..7 expanded to two.
        let mut a = Alignment::default();
        for (derived, original) in [(0, 0), (1, 3), (2, 4), (4, 4), (6, 7), (7, 8)] {
            a.push(derived, original);
        }
        assert_eq!((a.start(0), a.end(0, 1)), (0, 3), "what was dropped belongs to the left");
        assert_eq!((a.start(1), a.end(1, 2)), (3, 4));
        assert_eq!((a.start(2), a.end(2, 4)), (4, 7), "first half of an expansion is whole");
        assert_eq!((a.start(4), a.end(4, 6)), (4, 7), "and so is the second");
    }
}
