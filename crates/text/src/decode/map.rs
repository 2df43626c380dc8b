//! From ranges of a decoded text back to ranges of the bytes it was decoded from.

use std::ops::Range;

/// The way from a decoded text back to its bytes.
///
/// It is a list of runs in which every character takes as many bytes as the next, in the text and in
/// the source: a word in windows-1256 is one run. UTF-8 that was taken as it is needs none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByteMap {
    runs: Vec<Run>,
    /// Ends of both texts; without runs they are not asked for.
    text_end: u32,
    source_end: u32,
}

/// Characters of equal widths, from these offsets to the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    text: u32,
    source: u32,
    text_width: u8,
    source_width: u8,
}

impl ByteMap {
    /// The bytes that a range of the text was decoded from. Characters that the range touches count
    /// whole; an empty range gives an empty one; what lies behind the text's end is left out.
    ///
    /// ```
    /// // "من قطر" in windows-1256
    /// let decoded = rasid_text::decode(b"\xE3\xE4 \xDE\xD8\xD1 \xC7\xE1\xED\xE6\xE3").unwrap();
    /// assert_eq!(decoded.text(), "من قطر اليوم");
    /// assert_eq!(decoded.map().source_range(5..11), 3..6);
    /// ```
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if self.runs.is_empty() {
            return range;
        }
        let end = range.end.min(self.text_end as usize);
        let start = self.start(range.start);
        if range.start >= end { start..start } else { start..self.end(end) }
    }

    /// Whether both texts are the same bytes.
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// Where the character that holds text offset `at` starts in the source.
    fn start(&self, at: usize) -> usize {
        if at >= self.text_end as usize {
            return self.source_end as usize;
        }
        let (run, index) = self.find(at);
        run.source as usize + index * usize::from(run.source_width)
    }

    /// Where the character that ends at or behind text offset `at`, above 0, ends in the source.
    fn end(&self, at: usize) -> usize {
        let (run, index) = self.find(at - 1);
        run.source as usize + (index + 1) * usize::from(run.source_width)
    }

    /// The run of a text offset, and which of its characters that is.
    fn find(&self, at: usize) -> (Run, usize) {
        let i = self.runs.partition_point(|r| r.text as usize <= at);
        // The first run starts at 0.
        let run = self.runs[i.saturating_sub(1)];
        (run, (at - run.text as usize) / usize::from(run.text_width))
    }
}

/// A text in the making, with its map. Both offsets stay below 2^32: see `MAX_BYTES`.
#[derive(Default)]
pub(super) struct Transcript {
    text: String,
    source: usize,
    runs: Vec<Run>,
}

impl Transcript {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Leaves bytes of the source out.
    pub(super) fn skip(&mut self, source: usize) {
        self.source += source;
    }

    /// Takes over a stretch that is the same in both.
    pub(super) fn same(&mut self, stretch: &str) {
        if !stretch.is_empty() {
            self.run(1, 1);
            self.text.push_str(stretch);
            self.source += stretch.len();
        }
    }

    /// Adds a character that stands for some bytes of the source.
    pub(super) fn char(&mut self, c: char, source_width: usize) {
        self.run(c.len_utf8() as u8, source_width as u8);
        self.text.push(c);
        self.source += source_width;
    }

    /// Goes on with the last run, or starts one.
    fn run(&mut self, text_width: u8, source_width: u8) {
        let (text, source) = (self.text.len() as u32, self.source as u32);
        let goes_on = self.runs.last().is_some_and(|last| {
            let (t, s) = (u32::from(last.text_width), u32::from(last.source_width));
            (text_width, source_width) == (last.text_width, last.source_width)
                && u64::from(source - last.source) * u64::from(t)
                    == u64::from(text - last.text) * u64::from(s)
        });
        if !goes_on {
            self.runs.push(Run { text, source, text_width, source_width });
        }
    }

    pub(super) fn finish(mut self) -> (String, ByteMap) {
        if self.runs.is_empty() {
            // A text of nothing but a mark is not the same bytes either.
            self.run(1, 1);
        }
        let (text_end, source_end) = (self.text.len() as u32, self.source as u32);
        (self.text, ByteMap { runs: self.runs, text_end, source_end })
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::Transcript;

    #[track_caller]
    fn check(range: Range<usize>, source: Range<usize>) {
        // A mark of two bytes, "ab", two letters of one byte each, a pair of four bytes.
        let mut t = Transcript::default();
        t.skip(2);
        t.same("ab");
        t.char('ق', 1);
        t.char('ط', 1);
        t.char('ر', 4);
        let (text, map) = t.finish();
        assert_eq!(text, "abقطر");
        assert_eq!(map.source_range(range.clone()), source, "{range:?}");
    }

    #[test]
    fn ranges() {
        check(0..2, 2..4);
        check(1..4, 3..5);
        check(2..6, 4..6);
        check(4..8, 5..10);
        check(6..8, 6..10);
        check(3..5, 4..6); // touched characters count whole
        check(2..2, 4..4);
        check(8..8, 10..10);
        check(6..99, 6..10);
        check(99..100, 10..10);
    }
}
