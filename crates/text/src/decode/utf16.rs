//! UTF-16 with its byte-order mark.

use super::Parts;
use super::error::{DecodeError, DecodeErrorKind};
use super::map::Transcript;
use super::notice::{DecodeNotice, Lines};

/// The encoding that a byte-order mark names.
pub(super) fn by_mark(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] => Some("UTF-16LE"),
        [0xFE, 0xFF, ..] => Some("UTF-16BE"),
        _ => None,
    }
}

/// Decodes what stands behind the mark. Halves of surrogate pairs and a last odd byte become U+FFFD;
/// where they are many this is no text.
pub(super) fn decode(bytes: &[u8], name: &'static str) -> Result<Parts, DecodeError> {
    let little = name == "UTF-16LE";
    let (pairs, odd) = bytes[2..].as_chunks::<2>();
    let units =
        pairs.iter().map(|&p| if little { u16::from_le_bytes(p) } else { u16::from_be_bytes(p) });
    let mut out = Transcript::new(2, bytes.len());
    let (mut line, mut chars, mut bad) = (1, 0usize, 0usize);
    let mut damaged = Lines::default();
    let mut at = 2;
    for unit in char::decode_utf16(units) {
        let (c, width) = match unit {
            Ok('\0') => return Err(DecodeError::new(DecodeErrorKind::Nul, bytes, at)),
            Ok(c) => (c, 2 * c.len_utf16()),
            Err(_) => (char::REPLACEMENT_CHARACTER, 2),
        };
        chars += 1;
        if unit.is_err() {
            bad += 1;
            damaged.push(line);
        }
        out.char(c, width);
        at += width;
        line += u64::from(c == '\n');
    }
    if !odd.is_empty() {
        bad += 1;
        damaged.push(line);
        out.char(char::REPLACEMENT_CHARACTER, 1);
    }
    if bad > 1 && bad * 10 > chars {
        return Err(DecodeError::new(DecodeErrorKind::Binary, bytes, 2));
    }
    let mut notices = vec![DecodeNotice::Utf16(name)];
    if bad > 0 {
        notices.push(DecodeNotice::Damaged(damaged));
    }
    let (text, map) = out.finish();
    Ok((text, map, notices))
}
