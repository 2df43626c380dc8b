//! UTF-8 that was read in another encoding and saved as UTF-8 again: "Ø£Ø¹Ù„Ù†Øª" for "أعلنت".

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

use super::Parts;
use super::legacy::Legacy;
use super::map::Transcript;
use super::notice::{DecodeNotice, Lines};

/// Fewer letters in a row than this prove nothing: a Danish word has one such pair by chance at most.
const MIN_RUN: usize = 3;
/// The encodings that UTF-8 is wrongly read in. Latin-1 differs from windows-1252 in 0x80 to 0x9F only,
/// and both ways back are open at once.
static READ_AS: [&Encoding; 2] = [WINDOWS_1252, WINDOWS_1256];

/// From characters back to the bytes they were read from.
struct Back {
    name: &'static str,
    /// Characters of bytes 0x80 to 0xFF, sorted.
    bytes: Vec<(char, u8)>,
}

impl Back {
    fn new(encoding: &'static Encoding) -> Self {
        let table = Legacy::of(encoding);
        let mut bytes: Vec<(char, u8)> = (0x80..=0xFF).map(|b| (table.char(b), b)).collect();
        if encoding == WINDOWS_1252 {
            bytes.extend((0x80..=0x9F).map(|b| (char::from(b), b)));
        }
        bytes.sort_unstable();
        bytes.dedup();
        Self { name: encoding.name(), bytes }
    }

    fn byte(&self, c: char) -> Option<u8> {
        let at = self.bytes.binary_search_by_key(&c, |p| p.0).ok()?;
        Some(self.bytes[at].1)
    }

    /// The character that was taken apart into the first ones of a text, with their length in bytes.
    fn character(&self, text: &str) -> Option<(char, usize)> {
        let mut chars = text.char_indices();
        let lead = self.byte(chars.next()?.1)?;
        let more = match lead {
            0xC2..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF4 => 3,
            _ => return None,
        };
        let mut bytes = [lead, 0, 0, 0];
        for byte in &mut bytes[1..=more] {
            *byte = self.byte(chars.next()?.1)?;
        }
        let whole = std::str::from_utf8(&bytes[..=more]).ok()?.chars().next()?;
        Some((whole, chars.next().map_or(text.len(), |(at, _)| at)))
    }

    fn look(&self, line: &str) -> Sight {
        let (mut whole, mut strays, mut run, mut longest) = (0, 0, 0, 0);
        each(self, line, |piece| match piece {
            Piece::Whole(c, _) => {
                whole += 1;
                run = if is_letter(c) { run + 1 } else { 0 };
                longest = longest.max(run);
            }
            Piece::Same(c) => {
                run = 0;
                strays += usize::from(!c.is_ascii() && c != '\u{FEFF}');
            }
        });
        match (longest, strays) {
            (MIN_RUN.., _) if strays * 4 <= whole => Sight::Sure,
            (_, 0) if whole > 0 => Sight::Possible,
            _ => Sight::Not,
        }
    }
}

/// Letters of the scripts that are looked for.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{04FF}' | '\u{0621}'..='\u{06D5}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Sure,
    /// Nothing speaks against it, and little for it.
    Possible,
    Not,
}

enum Piece {
    /// A character put together, and the bytes of the characters it was taken apart into.
    Whole(char, usize),
    Same(char),
}

fn each(back: &Back, line: &str, mut take: impl FnMut(Piece)) {
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let whole = if c.is_ascii() { None } else { back.character(&line[at..]) };
        match whole {
            Some((whole, len)) => {
                take(Piece::Whole(whole, len));
                at += len;
            }
            None => {
                take(Piece::Same(c));
                at += c.len_utf8();
            }
        }
    }
}

/// Whether a line may be encoded twice: one of three characters beyond ASCII is what the first byte of
/// an Arabic or Cyrillic letter is read as. Every text passes here: bytes only, no branches, and
/// counts of one byte for pieces that they can count, so that many bytes are looked at in one step.
fn may_be(line: &str) -> bool {
    const PIECE: usize = 128;
    let bytes = line.as_bytes();
    let (mut beyond, mut leads) = (0, 0);
    for (firsts, seconds) in bytes.chunks(PIECE).zip(bytes[bytes.len().min(1)..].chunks(PIECE)) {
        let (mut beyond_here, mut leads_here) = (0u8, 0u8);
        for (&a, &b) in firsts.iter().zip(seconds) {
            // Ø Ù Ú Û and Ð Ñ, in windows-1256 ط ظ ع غ and ذ ر.
            let western = (a == 0xC3) & ((b & 0xFC == 0x98) | (b & 0xFE == 0x90));
            let arabic = (a == 0xD8) & ((b.wrapping_sub(0xB7) < 4) | (b & 0xFE == 0xB0));
            beyond_here += u8::from(a >= 0xC0);
            leads_here += u8::from(western | arabic);
        }
        beyond += usize::from(beyond_here);
        leads += usize::from(leads_here);
    }
    leads > 0 && leads * 3 >= beyond
}

/// Whether the first two bytes are what the first byte of an Arabic or Cyrillic letter is read as.
fn is_lead(bytes: &[u8]) -> bool {
    match bytes {
        [0xC3, b, ..] => b & 0xFC == 0x98 || b & 0xFE == 0x90,
        [0xD8, b, ..] => b.wrapping_sub(0xB7) < 4 || b & 0xFE == 0xB0,
        _ => false,
    }
}

/// Whether two letters in a row may have been encoded twice: a sign such as § or „ between two leads.
/// Three are the least that prove anything. Left out is a text in which no other letter than ء غ ف ك و ي
/// (and a few Persian ones) stands so: their signs begin with other bytes. In a text as it should be
/// such signs are rare, and hardly ever between letters, so this looks at few bytes.
fn has_pair(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(0xC2, 0xE2, 0xDA, bytes).any(|at| {
        let next = at + if bytes[at] == 0xE2 { 3 } else { 2 };
        at >= 2 && is_lead(&bytes[at - 2..at]) && bytes.get(next..).is_some_and(is_lead)
    })
}

/// The text with lines that were encoded twice put right; none where there are none.
pub(super) fn undo(text: &str) -> Option<Parts> {
    if !has_pair(text.as_bytes()) {
        return None;
    }
    let lines = || text.split_inclusive('\n');
    // Hardly any text gets further than this line.
    let first = lines().position(may_be)?;
    let backs = READ_AS.map(Back::new);
    let sights = |line: &str| [backs[0].look(line), backs[1].look(line)];
    let proves = |line: &str| may_be(line) && sights(line).contains(&Sight::Sure);
    if !lines().skip(first).any(proves) {
        return None;
    }
    // A line that is hardly proof goes with the others where none of these is as it should be.
    let (mut sure, mut whole) = ([false; 2], [true; 2]);
    for line in lines().filter(|l| !l.trim_start_matches('\u{FEFF}').is_ascii()) {
        for (i, sight) in sights(line).into_iter().enumerate() {
            sure[i] |= sight == Sight::Sure;
            whole[i] &= sight != Sight::Not;
        }
    }
    let whole = [sure[0] && whole[0], sure[1] && whole[1]];
    let mut out = Transcript::new(0, text.len());
    let mut undone = [Lines::default(), Lines::default()];
    for (number, line) in (1..).zip(lines()) {
        let sight = sights(line);
        let way = [0, 1]
            .into_iter()
            .find(|&i| sight[i] == Sight::Sure || (whole[i] && sight[i] == Sight::Possible));
        let Some(way) = way else {
            out.same(line);
            continue;
        };
        undone[way].push(number);
        each(&backs[way], line, |piece| match piece {
            Piece::Whole(c, len) => out.char(c, len),
            Piece::Same(c) => out.same(c.encode_utf8(&mut [0; 4])),
        });
    }
    let mut notices = Vec::new();
    for ((lines, back), whole) in undone.into_iter().zip(&backs).zip(whole) {
        if !lines.is_empty() {
            let lines = if whole { lines.whole() } else { lines };
            notices.push(DecodeNotice::DoubleEncoded(back.name, lines));
        }
    }
    let (text, map) = out.finish();
    Some((text, map, notices))
}
