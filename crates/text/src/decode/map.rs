//! From ranges of a decoded text back to ranges of the bytes it was decoded from.

use std::ops::Range;

/// Characters from one anchor to the next.
const STEP: usize = 64;

/// The way from a decoded text back to its bytes.
///
/// It holds a byte for each character, its width in the text and in the source, and both offsets at
/// every 64th: so its size is bounded by the text's, and a look-up by 64 steps. UTF-8 that was taken
/// as it is needs none of that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByteMap {
    /// For each character: width in the text << 4 | width in the source.
    widths: Vec<u8>,
    /// Offsets of every 64th character, in the text and in the source.
    anchors: Vec<(u32, u32)>,
    /// Ends of both texts; without anchors they are not asked for.
    ends: (u32, u32),
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
        if self.is_identity() {
            return range;
        }
        let end = range.end.min(self.ends.0 as usize);
        let start = self.character(range.start).start;
        if range.start >= end { start..start } else { start..self.character(end - 1).end }
    }

    /// Whether both texts are the same bytes.
    pub fn is_identity(&self) -> bool {
        self.anchors.is_empty()
    }

    /// Where the character that holds text offset `at` lies in the source.
    fn character(&self, at: usize) -> Range<usize> {
        let after = self.anchors.partition_point(|a| a.0 as usize <= at);
        let anchor = after.saturating_sub(1);
        let (text, source) = self.anchors[anchor];
        let (mut text, mut source) = (text as usize, source as usize);
        for width in self.widths.iter().skip(anchor * STEP) {
            let next = source + usize::from(width & 0xF);
            text += usize::from(width >> 4);
            if at < text {
                return source..next;
            }
            source = next;
        }
        let end = self.ends.1 as usize;
        end..end
    }
}

/// A text in the making, with its map. Both offsets stay below 2^32: see `MAX_BYTES`.
pub(super) struct Transcript {
    text: String,
    source: usize,
    map: ByteMap,
}

impl Transcript {
    /// Starts behind the first bytes of a source, with room for a text.
    pub(super) fn new(source: usize, room: usize) -> Self {
        let map = ByteMap { anchors: vec![(0, source as u32)], ..ByteMap::default() };
        Self { text: String::with_capacity(room), source, map }
    }

    /// Takes over a stretch that is the same in both.
    pub(super) fn same(&mut self, stretch: &str) {
        for c in stretch.chars() {
            self.char(c, c.len_utf8());
        }
    }

    /// Adds a character that stands for some bytes of the source, 15 at most.
    pub(super) fn char(&mut self, c: char, source_width: usize) {
        let done = self.map.widths.len();
        if done > 0 && done.is_multiple_of(STEP) {
            self.map.anchors.push((self.text.len() as u32, self.source as u32));
        }
        self.map.widths.push((c.len_utf8() << 4 | source_width) as u8);
        self.text.push(c);
        self.source += source_width;
    }

    pub(super) fn finish(mut self) -> (String, ByteMap) {
        self.map.ends = (self.text.len() as u32, self.source as u32);
        (self.text, self.map)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::Transcript;

    #[track_caller]
    fn check(range: Range<usize>, source: Range<usize>) {
        // A mark of two bytes, "ab", two letters of one byte each, a pair of four bytes.
        let mut t = Transcript::new(2, 0);
        t.same("ab");
        t.char('ق', 1);
        t.char('ط', 1);
        t.char('ر', 4);
        let (text, map) = t.finish();
        assert_eq!(text, "abقطر");
        assert_eq!(map.source_range(range.clone()), source, "{range:?}");
    }

    #[test]
    fn far_from_the_start() {
        let mut t = Transcript::new(0, 0);
        (0..1_000).for_each(|_| t.char('خ', 1));
        let (_, map) = t.finish();
        for at in 0..1_000 {
            assert_eq!(map.source_range(2 * at..2 * at + 2), at..at + 1);
        }
        assert_eq!(map.source_range(0..2_000), 0..1_000);
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
