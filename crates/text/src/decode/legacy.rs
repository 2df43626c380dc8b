//! Encodings of one byte a letter: which one, and its characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256, X_USER_DEFINED};

use super::letters;

/// How much the detector is given, in bytes: more changes no guess and costs time.
const SAMPLE: usize = 1 << 18;
/// How much cheaper the letters must be in one encoding than in the next, in tenths of a bit; less
/// where the detector says the same.
const MARGIN: u64 = 100;
const MARGIN_AGREED: u64 = 40;
/// Mean cost of a letter in a text that is what it seems, at most, in tenths of a bit.
const USUAL: u64 = 60;
/// With so many characters beyond ASCII the detector knows what it says.
const ENOUGH: u64 = 60;
/// Fewer letters beyond ASCII than this are no ground for a guess.
const MIN_LETTERS: usize = 4;
/// Fewer ASCII letters than this around accents are no ground for a Latin guess.
const MIN_LATIN: usize = 16;
/// Where a page declares its encoding, in bytes from its start.
const DECLARED_WITHIN: usize = 4096;

/// An encoding of one byte a character.
pub(super) struct Legacy {
    pub(super) encoding: &'static Encoding,
    /// The characters of bytes 0x80 to 0xFF; U+FFFD where there is none.
    table: [char; 128],
}

impl Legacy {
    /// The table of an encoding of one byte a character.
    pub(super) fn of(encoding: &'static Encoding) -> Self {
        let table = std::array::from_fn(|i| {
            let byte = [0x80 + i as u8];
            let text = encoding.decode_without_bom_handling(&byte).0;
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        });
        Self { encoding, table }
    }

    /// The character of a byte.
    pub(super) fn char(&self, byte: u8) -> char {
        if byte.is_ascii() { char::from(byte) } else { self.table[usize::from(byte) - 0x80] }
    }

    /// The name of the encoding, as the Encoding Standard spells it.
    pub(super) fn name(&self) -> &'static str {
        self.encoding.name()
    }
}

/// The encoding that lines, none of which is UTF-8, are in; none where that cannot be told.
///
/// Two judges: the detector knows every encoding of the web and is unsure of short texts; the cost of
/// letters knows three encodings, and is sure after a few words.
pub(super) fn guess<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> Option<Legacy> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Lines of plain ASCII say nothing, and a long head of them would say "UTF-8".
    let sample = || {
        let mut room = SAMPLE;
        lines.clone().filter(|l| !l.is_ascii()).map_while(move |line| {
            let line = &line[..line.len().min(room)];
            room -= line.len();
            (!line.is_empty()).then_some(line)
        })
    };
    sample().for_each(|line| _ = detector.feed(line, false));
    detector.feed(b"", true);
    let detected = detector.guess(None, Utf8Detection::Deny);
    let chosen = if detected == WINDOWS_1252 && reads_well(&Legacy::of(detected), lines.clone()) {
        detected
    } else {
        by_letters(sample(), detected)?
    };
    let legacy = Legacy::of(chosen);
    reads_well(&legacy, lines).then_some(legacy)
}

/// The encoding in which the letters are most usual, where it stands out or the detector agrees.
fn by_letters<'a>(
    sample: impl Iterator<Item = &'a [u8]> + Clone,
    detected: &'static Encoding,
) -> Option<&'static Encoding> {
    let count = sample.clone().flatten().filter(|b| !b.is_ascii()).count() as u64;
    let cost = |encoding: &'static Encoding| {
        let table = Legacy::of(encoding).table;
        let of = if encoding == WINDOWS_1251 { letters::cyrillic } else { letters::arabic };
        let costs = table.map(|c| u64::from(of(c)));
        let beyond = sample.clone().flatten().filter(|b| !b.is_ascii());
        (beyond.map(|&b| costs[usize::from(b) - 0x80]).sum::<u64>(), encoding)
    };
    let mut ranked = [WINDOWS_1256, ISO_8859_6, WINDOWS_1251].map(cost);
    ranked.sort_by_key(|r| r.0);
    let [(least, best), (next, _), _] = ranked;
    let margin = next - least;
    if detected == best {
        return (margin >= MARGIN_AGREED).then_some(best);
    }
    // Hebrew and Greek have the places of Russian letters: only the detector can tell them apart. And
    // where there is much to go by, it knows encodings that are none of these.
    let known = [WINDOWS_1256, ISO_8859_6, WINDOWS_1251, WINDOWS_1252].contains(&detected);
    let open = best != WINDOWS_1251 && (known || count < ENOUGH);
    (open && margin >= MARGIN && least <= USUAL * count).then_some(best)
}

/// The encoding that a page declares, where all of its bytes are characters in it.
pub(super) fn declared(page: &[u8]) -> Option<Legacy> {
    let head = &page[..page.len().min(DECLARED_WITHIN)];
    if head.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let encoding = Encoding::for_label_no_replacement(label(head)?)?;
    if !encoding.is_single_byte() || encoding == X_USER_DEFINED {
        return None;
    }
    let legacy = Legacy::of(encoding);
    let whole = page.iter().all(|&b| legacy.char(b) != char::REPLACEMENT_CHARACTER);
    (whole && reads_well(&legacy, std::iter::once(page))).then_some(legacy)
}

/// The value of the first `charset=` or, in an XML declaration, `encoding=`.
fn label(head: &[u8]) -> Option<&[u8]> {
    let head_of = |name: &[u8]| {
        let found = head.windows(name.len()).position(|w| w.eq_ignore_ascii_case(name))?;
        let rest = head[found + name.len()..].trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
        let named = |b: &u8| b.is_ascii_alphanumeric() || b"-_:.+".contains(b);
        let end = rest.iter().position(|b| !named(b)).unwrap_or(rest.len());
        Some(&rest[..end]).filter(|l| !l.is_empty())
    };
    let xml = head.trim_ascii_start().starts_with(b"<?xml");
    head_of(b"charset").or_else(|| head_of(b"encoding").filter(|_| xml))
}

/// Whether bytes look like writing in an encoding: most of what is beyond ASCII is of its script, and
/// stands where it may. Encodings whose script is not known here pass.
fn reads_well<'a>(legacy: &Legacy, lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let encoding = legacy.encoding;
    let own: fn(char) -> bool = if encoding == WINDOWS_1256 || encoding == ISO_8859_6 {
        |c| matches!(c, '\u{0600}'..='\u{06FF}')
    } else if encoding == WINDOWS_1251 {
        |c| matches!(c, '\u{0400}'..='\u{04FF}')
    } else if encoding == WINDOWS_1252 {
        char::is_alphabetic
    } else {
        return true;
    };
    let mut seen = Seen::default();
    lines.for_each(|line| seen.line(line.iter().map(|&b| legacy.char(b)), own));
    let Seen { ascii, beside, apart, marks, strange } = seen;
    if encoding == WINDOWS_1252 {
        // Accents are rare among letters, and most stand beside plain ones; else there are but marks.
        return ascii >= MIN_LATIN
            && beside * 3 <= ascii
            && apart <= beside
            && strange * 8 <= beside
            && beside + marks > 0;
    }
    // Words of two scripts are a sign of the wrong one.
    apart >= MIN_LETTERS && (strange + beside) * 8 <= apart
}

/// Counts of characters.
#[derive(Default)]
struct Seen {
    /// ASCII letters.
    ascii: usize,
    /// Letters of the script that touch an ASCII letter, and those that do not.
    beside: usize,
    apart: usize,
    /// Marks of any script.
    marks: usize,
    /// All others beyond ASCII.
    strange: usize,
}

impl Seen {
    fn line(&mut self, chars: impl Iterator<Item = char>, own: fn(char) -> bool) {
        let mut chars = chars.peekable();
        let mut before = false;
        while let Some(c) = chars.next() {
            let touches = before || chars.peek().is_some_and(char::is_ascii_alphabetic);
            match c {
                c if c.is_ascii() => self.ascii += usize::from(c.is_ascii_alphabetic()),
                c if own(c) && touches => self.beside += 1,
                c if own(c) => self.apart += 1,
                c if letters::is_mark(c) => self.marks += 1,
                _ => self.strange += 1,
            }
            before = c.is_ascii_alphabetic();
        }
    }
}
