//! Encodings of one byte a letter: which one, and its characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256, X_USER_DEFINED};

/// How much the detector is given, in bytes: more changes no guess and costs time.
const SAMPLE: usize = 1 << 18;
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
pub(super) fn guess<'a>(lines: impl Iterator<Item = &'a [u8]> + Clone) -> Option<Legacy> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    // Lines of plain ASCII say nothing, and a long head of them would say "UTF-8".
    for line in lines.clone().filter(|l| !l.is_ascii()) {
        let line = &line[..line.len().min(SAMPLE - fed)];
        fed += line.len();
        detector.feed(line, false);
        if fed == SAMPLE {
            break;
        }
    }
    detector.feed(b"", true);
    let known = [WINDOWS_1256, ISO_8859_6, WINDOWS_1251, WINDOWS_1252];
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let legacy = known.contains(&guessed).then(|| Legacy::of(guessed))?;
    reads_well(&legacy, lines).then_some(legacy)
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

/// Whether bytes look like writing in an encoding: most of what is beyond ASCII is of its script.
/// Encodings whose script is not known here pass.
fn reads_well<'a>(legacy: &Legacy, lines: impl Iterator<Item = &'a [u8]>) -> bool {
    let encoding = legacy.encoding;
    let arabic = encoding == WINDOWS_1256 || encoding == ISO_8859_6;
    if !arabic && encoding != WINDOWS_1251 && encoding != WINDOWS_1252 {
        return true;
    }
    let latin = encoding == WINDOWS_1252;
    let (mut letters, mut strange, mut ascii) = (0, 0, 0);
    for line in lines {
        let mut before = ' ';
        let mut chars = line.iter().map(|&b| legacy.char(b)).peekable();
        while let Some(c) = chars.next() {
            let beside = |c: Option<&char>| c.is_some_and(char::is_ascii_alphabetic);
            let own = match c {
                _ if latin => c.is_alphabetic() && (beside(Some(&before)) || beside(chars.peek())),
                '\u{0600}'..='\u{06FF}' => arabic,
                '\u{0400}'..='\u{04FF}' => !arabic,
                _ => false,
            };
            match c {
                c if c.is_ascii() => ascii += usize::from(c.is_ascii_alphabetic()),
                _ if own => letters += 1,
                // Quotation marks, dashes, dots, spaces, direction marks.
                '\u{2010}'..='\u{203A}'
                | '\u{200C}'..='\u{200F}'
                | '\u{A0}'
                | '«'
                | '»'
                | '·'
                | '°'
                | '№'
                | '§' => {}
                _ => strange += 1,
            }
            before = c;
        }
    }
    if latin {
        // Accents are rare among letters, and stand beside plain ones.
        return ascii >= MIN_LATIN && letters * 3 <= ascii && strange * 8 <= letters;
    }
    letters >= MIN_LETTERS && strange * 8 <= letters
}
