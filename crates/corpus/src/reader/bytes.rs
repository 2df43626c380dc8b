//! From the bytes of a record to its text.

use std::borrow::Cow;
use std::path::Path;

use encoding_rs::Encoding;
use rasid_text::{DecodeError, DecodeErrorKind, DecodeNotice, decode};

use crate::article::ReadNotice;
use crate::error::RecordError;

/// Stands between the fields of a record while it is decoded as one text. An escape is no sign of
/// binary data, however many fields there are.
const BETWEEN: &str = "\n\u{1B}\n";

/// Decodes the fields of one record. Where one of them is not UTF-8 all are looked at as one: the
/// more there is of a text, the surer its encoding.
pub(super) fn fields<'a>(
    fields: impl Iterator<Item = &'a [u8]> + Clone,
    path: &Path,
    line: Option<u64>,
) -> Result<(Vec<String>, Vec<ReadNotice>), RecordError> {
    let plain: Result<Vec<String>, _> =
        fields.clone().map(|f| std::str::from_utf8(f).map(str::to_owned)).collect();
    if let Ok(plain) = plain {
        return Ok((plain, vec![]));
    }
    let count = fields.clone().count();
    let all = fields.clone().collect::<Vec<_>>().join(BETWEEN.as_bytes());
    let decoded = decode(&all).map_err(|e| {
        // The byte is told by its place in its own field.
        let of_field = fields.clone().find_map(|f| decode(f).err());
        refused(&of_field.unwrap_or(e), path, line)
    })?;
    let texts: Vec<String> = decoded.text().split(BETWEEN).map(str::to_owned).collect();
    if texts.len() != count {
        let what = "a record that is not UTF-8 holds escapes (0x1B)";
        return Err(RecordError::new(path, line, what).hint("remove them"));
    }
    let about = |n: &DecodeNotice| ReadNotice::new(n.about_a_part(), line);
    Ok((texts, decoded.notices().iter().map(about).collect()))
}

/// What there is to say about a record of a stream that is not in UTF-8.
pub(super) fn of_stream<'a>(
    encoding: Option<&'static str>,
    mut fields: impl Iterator<Item = &'a str> + Clone,
    line: Option<u64>,
) -> Vec<ReadNotice> {
    let Some(name) = encoding else { return vec![] };
    let notice = if name.starts_with("UTF-16") {
        DecodeNotice::Utf16(name)
    } else if fields.clone().any(|f| !f.is_ascii()) {
        DecodeNotice::Guessed(name)
    } else {
        // ASCII is UTF-8 as well.
        return vec![];
    };
    let mut notices = vec![ReadNotice::new(notice.message(), None)];
    if fields.any(|f| f.contains(char::REPLACEMENT_CHARACTER)) {
        let damaged = DecodeNotice::Damaged(Default::default());
        notices.push(ReadNotice::new(damaged.about_a_part(), line));
    }
    notices
}

/// A value of a record, put right where it was encoded twice.
pub(super) fn put_right<'a>(
    value: Cow<'a, str>,
    line: Option<u64>,
    notices: &mut Vec<ReadNotice>,
) -> Cow<'a, str> {
    let Ok(decoded) = decode(value.as_bytes()) else { return value };
    let Some(right) = decoded.changed_text().map(str::to_owned) else { return value };
    for notice in decoded.notices() {
        let notice = ReadNotice::new(notice.about_a_part(), line);
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    Cow::Owned(right)
}

/// The fault of bytes that are no text. A line says nothing about a file that has none.
pub(super) fn refused(e: &DecodeError, path: &Path, line: Option<u64>) -> RecordError {
    let of_file = match e.kind() {
        DecodeErrorKind::UnknownEncoding | DecodeErrorKind::MixedLine => Some(e.line()),
        _ => None,
    };
    RecordError::new(path, line.or(of_file), e.to_string()).hint(e.hint())
}

/// The start of a stream, good enough to tell its kind.
pub(super) fn start_as_utf8(start: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(start) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => {
            let text = encoding.decode_without_bom_handling(&start[mark..]).0;
            Cow::Owned(text.into_owned().into_bytes())
        }
        _ => Cow::Borrowed(start),
    }
}
