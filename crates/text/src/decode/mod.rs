//! From bytes to text.

mod double;
mod error;
mod legacy;
mod letters;
mod lines;
mod map;
mod notice;
mod utf16;

use std::borrow::Cow;

pub use error::{DecodeError, DecodeErrorKind};
pub use map::ByteMap;
pub use notice::{DecodeNotice, Lines};

use lines::SortedLines;

/// Bytes that are not plain UTF-8 are refused above this length: offsets are 32 bits wide, and a
/// character may take three times the bytes it had.
const MAX_BYTES: usize = 1 << 28;

/// A text, and how it was decoded. Only [`decode`] makes it.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    text: Cow<'a, str>,
    encoding: &'static str,
    notices: Vec<DecodeNotice>,
    map: ByteMap,
}

impl Decoded<'_> {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, unless it is the very bytes that were decoded.
    pub fn changed_text(&self) -> Option<&str> {
        match &self.text {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text),
        }
    }

    /// Name of the encoding in the Encoding Standard; UTF-8 where only some lines are in another.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// What was unusual; nothing for UTF-8 as it should be, and never nothing otherwise.
    pub fn notices(&self) -> &[DecodeNotice] {
        &self.notices
    }

    /// The way from the text back to the bytes.
    pub fn map(&self) -> &ByteMap {
        &self.map
    }
}

/// Turns bytes into text: UTF-8, UTF-16 with a byte-order mark, windows-1256, ISO-8859-6,
/// windows-1251, windows-1252, or the one-byte encoding that an HTML page declares.
///
/// UTF-8 is borrowed as it is, with its mark (U+FEFF) where it has one. Everything else leaves a
/// [`DecodeNotice`]. Where a text is UTF-8 with lines that are not, each of these is decoded by
/// itself; a line of UTF-8 with a broken byte keeps U+FFFD in its place. UTF-8 that was read as
/// windows-1252, latin-1 or windows-1256 and saved again is put right. Linear in time.
///
/// # Errors
/// Where there is a NUL, where control bytes say that this is no text, and where the encoding cannot
/// be told: a wrong guess would be worse.
///
/// ```
/// let decoded = rasid_text::decode("أعلنت الوزارة".as_bytes()).unwrap();
/// assert_eq!((decoded.encoding(), decoded.notices().len()), ("UTF-8", 0));
/// // "من قطر اليوم", saved by an old editor
/// let decoded = rasid_text::decode(b"\xE3\xE4 \xDE\xD8\xD1 \xC7\xE1\xED\xE6\xE3").unwrap();
/// assert_eq!((decoded.encoding(), decoded.text()), ("windows-1256", "من قطر اليوم"));
/// let decoded = rasid_text::decode("Ø£Ø¹Ù„Ù†Øª".as_bytes()).unwrap();
/// assert_eq!(decoded.text(), "أعلنت");
/// assert!(rasid_text::decode(b"PK\x03\x04\0\0").is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, DecodeError> {
    let owned = |(text, map, notices): Parts, encoding| Decoded {
        text: Cow::Owned(text),
        encoding,
        notices,
        map,
    };
    if let Some(name) = utf16::by_mark(bytes) {
        check_length(bytes, 0)?;
        return Ok(owned(utf16::decode(bytes, name)?, name));
    }
    // `contains` is many times as fast as `position`, and there is hardly ever one.
    if bytes.contains(&0) {
        let at = bytes.iter().position(|&b| b == 0).unwrap_or_default();
        return Err(DecodeError::new(kind_of_nul(bytes), bytes, at));
    }
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Ok(match (bytes.len() <= MAX_BYTES).then(|| double::undo(text)).flatten() {
            Some(undone) => owned(undone, "UTF-8"),
            None => Decoded {
                text: Cow::Borrowed(text),
                encoding: "UTF-8",
                notices: vec![],
                map: ByteMap::default(),
            },
        }),
        Err(_) => {
            let (encoding, parts) = not_utf8(bytes)?;
            Ok(owned(parts, encoding))
        }
    }
}

/// The encoding of a stream, told from its first bytes from the first that is not ASCII on; none where
/// it is UTF-8, or mixed, or cannot be told. A last character cut in two does no harm.
///
/// ```
/// assert_eq!(rasid_text::stream_encoding(b"\xFF\xFEi\0d\0"), Some("UTF-16LE"));
/// assert_eq!(rasid_text::stream_encoding("خبر".as_bytes()), None);
/// ```
pub fn stream_encoding(head: &[u8]) -> Option<&'static str> {
    if let Some(name) = utf16::by_mark(head) {
        return Some(name);
    }
    if head.contains(&0) || simdutf8::basic::from_utf8(head).is_ok() || is_binary(head) {
        return None;
    }
    let lines = SortedLines::new(head);
    lines.is_legacy().then(|| legacy::guess(lines.all())).flatten().map(|l| l.name())
}

fn check_length(bytes: &[u8], at: usize) -> Result<(), DecodeError> {
    if bytes.len() <= MAX_BYTES {
        return Ok(());
    }
    Err(DecodeError::new(DecodeErrorKind::TooLong, bytes, at))
}

/// UTF-16 has its NULs at every second byte, among the high bytes of its letters.
fn kind_of_nul(bytes: &[u8]) -> DecodeErrorKind {
    let head = &bytes[..bytes.len().min(1 << 12)];
    let side = |odd: usize| head.iter().skip(odd).step_by(2);
    let nul = |odd| side(odd).filter(|&&b| b == 0).count();
    let high = |odd| side(odd).filter(|&&b| matches!(b, 0 | 0x04 | 0x06 | 0x20)).count();
    let like_utf16 =
        |odd| nul(odd) > 1 && nul(1 - odd) == 0 && high(odd) * 10 >= side(odd).count() * 9;
    if like_utf16(1) || like_utf16(0) {
        DecodeErrorKind::Utf16WithoutMark
    } else {
        DecodeErrorKind::Nul
    }
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..0x08 | 0x0E..0x1A | 0x1C..0x20 | 0x7F)
}

/// One byte in fifty is a control.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().filter(|&&b| is_control(b)).count() * 50 > bytes.len()
}

/// Text, way back, notices.
type Parts = (String, ByteMap, Vec<DecodeNotice>);

/// Decodes what is neither UTF-8 nor UTF-16, with the name of its encoding.
fn not_utf8(bytes: &[u8]) -> Result<(&'static str, Parts), DecodeError> {
    let bad = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
    let refused = |kind, at| Err(DecodeError::new(kind, bytes, at));
    check_length(bytes, bad)?;
    if is_binary(bytes) {
        let at = bytes.iter().position(|&b| is_control(b)).unwrap_or(bad);
        return refused(DecodeErrorKind::Binary, at);
    }
    let lines = SortedLines::new(bytes);
    if lines.is_legacy() {
        if let Some(legacy) = legacy::declared(bytes) {
            let name = legacy.name();
            return Ok((name, lines.whole(&legacy, DecodeNotice::Declared(name))));
        }
        let Some(legacy) = legacy::guess(lines.all()) else {
            return refused(DecodeErrorKind::UnknownEncoding, bad);
        };
        let name = legacy.name();
        return Ok((name, lines.whole(&legacy, DecodeNotice::Guessed(name))));
    }
    if let Some(at) = lines.first_both() {
        return refused(DecodeErrorKind::MixedLine, at);
    }
    let legacy = match lines.first_legacy() {
        None => None,
        Some(at) => match legacy::guess(lines.legacy()) {
            None => return refused(DecodeErrorKind::UnknownEncoding, at),
            found => found,
        },
    };
    Ok(("UTF-8", lines.mixed(legacy.as_ref())))
}
