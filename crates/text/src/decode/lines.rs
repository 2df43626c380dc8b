//! Lines of bytes, sorted by how much UTF-8 is in them.

use super::legacy::Legacy;
use super::map::Transcript;
use super::notice::{DecodeNotice, Lines};

/// Fewer bytes of UTF-8 characters in a line may be there by chance: "ة،" in ISO-8859-6 is one.
const MIN_UTF8: usize = 6;
/// Bytes of the better kind for each of the other, for a line to be all of that kind.
const MOST: usize = 4;

/// What a line holds beyond ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, or UTF-8.
    Utf8,
    /// UTF-8 with a broken byte or two.
    Damaged,
    /// Hardly any UTF-8.
    Legacy,
    /// UTF-8 and something else.
    Both,
}

/// All lines of a text that is not UTF-8 throughout.
pub(super) struct SortedLines<'a> {
    bytes: &'a [u8],
    /// Where each ends, behind its line end, and its kind.
    ends: Vec<(u32, Kind)>,
    /// Whether a line is UTF-8 beyond doubt.
    any_utf8: bool,
}

impl<'a> SortedLines<'a> {
    /// Sorts the lines of at most [`super::MAX_BYTES`].
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let (mut ends, mut at, mut any_utf8) = (Vec::new(), 0, false);
        let (mut all_valid, mut all_broken) = (0, 0);
        for line in bytes.split_inclusive(|&b| b == b'\n') {
            at += line.len();
            let (valid, broken) = count(line);
            let kind = match (valid, broken) {
                (_, 0) => Kind::Utf8,
                (MIN_UTF8.., _) if valid >= MOST * broken => Kind::Damaged,
                (MIN_UTF8.., _) if valid * MOST > broken => Kind::Both,
                _ => Kind::Legacy,
            };
            any_utf8 |= valid >= MIN_UTF8 && matches!(kind, Kind::Utf8 | Kind::Damaged);
            ends.push((at as u32, kind));
            all_valid += valid;
            all_broken += broken;
        }
        any_utf8 |= all_valid >= MIN_UTF8 && all_valid * MOST > all_broken;
        Self { bytes, ends, any_utf8 }
    }

    /// Whether no line is UTF-8 but by chance: the whole text is in another encoding.
    pub(super) fn is_legacy(&self) -> bool {
        !self.any_utf8
    }

    fn each(&self) -> impl Iterator<Item = (&'a [u8], Kind)> + Clone {
        let mut start = 0;
        self.ends.iter().map(move |&(end, kind)| {
            let line = &self.bytes[start..end as usize];
            start = end as usize;
            (line, kind)
        })
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'a [u8]> + Clone {
        self.each().map(|l| l.0)
    }

    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &'a [u8]> + Clone {
        self.each().filter(move |l| l.1 == kind).map(|l| l.0)
    }

    /// The first broken byte of the first line of a kind.
    pub(super) fn first_broken(&self, kind: Kind) -> Option<usize> {
        let line = self.ends.iter().position(|e| e.1 == kind)?;
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before].0 as usize);
        let valid =
            std::str::from_utf8(&self.bytes[start..]).map_or_else(|e| e.valid_up_to(), str::len);
        Some(start + valid)
    }

    /// Decodes all lines as one legacy text.
    pub(super) fn whole(&self, legacy: &Legacy, notice: DecodeNotice) -> super::Parts {
        let mut out = Transcript::with_capacity(self.bytes.len() * 2);
        let mut damaged = Lines::default();
        for (number, line) in (1..).zip(self.all()) {
            if !in_legacy(&mut out, line, legacy) {
                damaged.push(number);
            }
        }
        finish(out, [Some(notice), damage(damaged)])
    }

    /// Decodes each line by its kind.
    pub(super) fn mixed(&self, legacy: Option<&Legacy>) -> super::Parts {
        let mut out = Transcript::with_capacity(self.bytes.len());
        let (mut other, mut damaged) = (Lines::default(), Lines::default());
        for (number, (line, kind)) in (1..).zip(self.each()) {
            match (kind, legacy) {
                (Kind::Legacy, Some(legacy)) => {
                    other.push(number);
                    if !in_legacy(&mut out, line, legacy) {
                        damaged.push(number);
                    }
                }
                _ => {
                    for chunk in line.utf8_chunks() {
                        out.same(chunk.valid());
                        if !chunk.invalid().is_empty() {
                            damaged.push(number);
                            out.char(char::REPLACEMENT_CHARACTER, chunk.invalid().len());
                        }
                    }
                }
            }
        }
        let other =
            legacy.filter(|_| !other.is_empty()).map(|l| DecodeNotice::Mixed(l.name(), other));
        finish(out, [other, damage(damaged)])
    }
}

/// Bytes of a line that are in UTF-8 characters beyond ASCII, and that are in none.
fn count(line: &[u8]) -> (usize, usize) {
    if line.is_ascii() {
        return (0, 0);
    }
    line.utf8_chunks().fold((0, 0), |(valid, broken), chunk| {
        let beyond = chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        (valid + beyond, broken + chunk.invalid().len())
    })
}

/// Decodes a line; tells whether every byte was a character.
fn in_legacy(out: &mut Transcript, line: &[u8], legacy: &Legacy) -> bool {
    let mut all = true;
    let mut rest = line;
    while !rest.is_empty() {
        let ascii = rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        // ASCII is UTF-8.
        out.same(std::str::from_utf8(&rest[..ascii]).unwrap_or_default());
        let beyond = rest[ascii..].iter().take_while(|b| !b.is_ascii()).count();
        for &byte in &rest[ascii..ascii + beyond] {
            let c = legacy.char(byte);
            all &= c != char::REPLACEMENT_CHARACTER;
            out.char(c, 1);
        }
        rest = &rest[ascii + beyond..];
    }
    all
}

fn damage(lines: Lines) -> Option<DecodeNotice> {
    (!lines.is_empty()).then_some(DecodeNotice::Damaged(lines))
}

fn finish(out: Transcript, notices: [Option<DecodeNotice>; 2]) -> super::Parts {
    let (text, map) = out.finish();
    (text, map, notices.into_iter().flatten().collect())
}
