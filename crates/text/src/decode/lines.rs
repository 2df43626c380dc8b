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
enum Kind {
    /// Nothing, or UTF-8.
    Utf8,
    /// UTF-8 with a broken byte or two.
    Damaged,
    /// Hardly any UTF-8.
    Legacy,
    /// UTF-8 and something else.
    Both,
}

/// The lines of a text that is not UTF-8 throughout. They are sorted anew at each walk: a list of them
/// could be many times as large as the text.
pub(super) struct SortedLines<'a> {
    bytes: &'a [u8],
    is_legacy: bool,
    /// First broken byte in a line of kind `Legacy`, and of kind `Both`.
    broken: [Option<usize>; 2],
}

impl<'a> SortedLines<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let (mut at, mut broken, mut any_utf8) = (0, [None; 2], false);
        let (mut all_valid, mut all_broken) = (0, 0);
        for line in split(bytes) {
            let (valid, bad) = count(line);
            let kind = kind(valid, bad);
            match kind {
                Kind::Legacy => _ = broken[0].get_or_insert_with(|| at + first_broken(line)),
                Kind::Both => _ = broken[1].get_or_insert_with(|| at + first_broken(line)),
                Kind::Utf8 | Kind::Damaged => any_utf8 |= valid >= MIN_UTF8,
            }
            at += line.len();
            all_valid += valid;
            all_broken += bad;
        }
        any_utf8 |= all_valid >= MIN_UTF8 && all_valid * MOST > all_broken;
        Self { bytes, is_legacy: !any_utf8, broken }
    }

    /// Whether no line is UTF-8 but by chance: the whole text is in another encoding.
    pub(super) fn is_legacy(&self) -> bool {
        self.is_legacy
    }

    /// The first broken byte of the first line that is hardly UTF-8.
    pub(super) fn first_legacy(&self) -> Option<usize> {
        self.broken[0]
    }

    /// The first broken byte of the first line that is UTF-8 and something else.
    pub(super) fn first_both(&self) -> Option<usize> {
        self.broken[1]
    }

    fn each(&self) -> impl Iterator<Item = (&'a [u8], Kind)> + Clone + use<'a> {
        split(self.bytes).map(|line| {
            let (valid, bad) = count(line);
            (line, kind(valid, bad))
        })
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &'a [u8]> + Clone + use<'a> {
        split(self.bytes)
    }

    /// The lines that are hardly UTF-8.
    pub(super) fn legacy(&self) -> impl Iterator<Item = &'a [u8]> + Clone + use<'a> {
        self.each().filter(|l| l.1 == Kind::Legacy).map(|l| l.0)
    }

    /// Decodes all lines as one legacy text.
    pub(super) fn whole(&self, legacy: &Legacy, notice: DecodeNotice) -> super::Parts {
        let mut out = Transcript::new(0, self.bytes.len() * 2);
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
        let mut out = Transcript::new(0, self.bytes.len());
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

fn split(bytes: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    bytes.split_inclusive(|&b| b == b'\n')
}

fn kind(valid: usize, broken: usize) -> Kind {
    match (valid, broken) {
        (_, 0) => Kind::Utf8,
        (MIN_UTF8.., _) if valid >= MOST * broken => Kind::Damaged,
        (MIN_UTF8.., _) if valid * MOST > broken => Kind::Both,
        _ => Kind::Legacy,
    }
}

fn first_broken(line: &[u8]) -> usize {
    std::str::from_utf8(line).map_or_else(|e| e.valid_up_to(), str::len)
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
