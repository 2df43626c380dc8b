//! JSON that a terminal does not obey.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::inert::is_active;

/// Writes a value as one line of JSON. Controls beyond ASCII, bidi controls and characters that show
/// nothing are written as `\uXXXX`: the same string to a program, harmless to a terminal.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_json_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Inert))?;
    out.write_all(b"\n")
}

/// Writes a value as JSON for reading, over several lines, with the same care.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write_json_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // Between strings nothing but line ends is active.
    for line in serde_json::to_string_pretty(value)?.lines() {
        write_fragment(out, line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Appends a text as a JSON string, with the same care: what [`write_json_line`] would write, faster.
pub(crate) fn write_string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    // Up to `done` all is written.
    let (mut done, mut at) = (0, 0);
    while at < bytes.len() {
        let escapes = match SIGN[usize::from(bytes[at])] {
            Sign::Plain => false,
            Sign::Escaped => true,
            // Half of all Arabic letters begin with this byte, and one control.
            Sign::ArabicD8 => bytes.get(at + 1) == Some(&0x9C),
            Sign::Unsure => text[at..].chars().next().is_some_and(is_active),
        };
        if !escapes {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        out.extend_from_slice(&bytes[done..at]);
        escape(out, c);
        at += c.len_utf8();
        done = at;
    }
    out.extend_from_slice(&bytes[done..]);
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, c: char) {
    let short = match c {
        '"' => b"\\\"",
        '\\' => b"\\\\",
        '\n' => b"\\n",
        '\r' => b"\\r",
        '\t' => b"\\t",
        '\u{8}' => b"\\b",
        '\u{c}' => b"\\f",
        _ => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
            return;
        }
    };
    out.extend_from_slice(short);
}

/// What a byte says of the character that it begins.
#[derive(Clone, Copy)]
enum Sign {
    Plain,
    Escaped,
    ArabicD8,
    Unsure,
}

/// By [`is_active`]: what lies beyond these first bytes is plain.
const SIGN: [Sign; 256] = {
    let mut table = [Sign::Plain; 256];
    let mut control = 0;
    while control < 0x20 {
        table[control] = Sign::Escaped;
        control += 1;
    }
    table[0x7F] = Sign::Escaped;
    table[b'"' as usize] = Sign::Escaped;
    table[b'\\' as usize] = Sign::Escaped;
    table[0xC2] = Sign::Unsure;
    table[0xD8] = Sign::ArabicD8;
    table[0xE1] = Sign::Unsure;
    table[0xE2] = Sign::Unsure;
    table[0xEF] = Sign::Unsure;
    table[0xF0] = Sign::Unsure;
    table[0xF3] = Sign::Unsure;
    table
};

struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_fragment(writer, fragment)
    }
}

fn write_fragment<W: ?Sized + Write>(writer: &mut W, fragment: &str) -> io::Result<()> {
    let mut rest = fragment;
    while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_active(c)) {
        writer.write_all(&rest.as_bytes()[..at])?;
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(writer, "\\u{unit:04x}")?;
        }
        rest = &rest[at + c.len_utf8()..];
    }
    writer.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{write_json_line, write_json_pretty, write_string};

    #[track_caller]
    fn check(text: &str) {
        let (mut fast, mut plain) = (Vec::new(), Vec::new());
        write_string(&mut fast, text);
        write_json_line(&mut plain, &text).unwrap();
        fast.push(b'\n');
        assert_eq!(String::from_utf8(fast), String::from_utf8(plain), "{text:?}");
    }

    #[test]
    fn the_fast_way_writes_what_the_plain_one_does() {
        check("");
        check("خبر عاجل: «روسيا» \"أكدت\" \\ ٣");
        check("\u{8}\u{c}\n\r\t\0\u{1f} \u{7f}\u{61c}\u{202e}");
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            let (mut fast, mut plain) = (Vec::new(), Vec::new());
            let text = c.encode_utf8(&mut [0; 4]).to_owned();
            write_string(&mut fast, &text);
            write_json_line(&mut plain, &text).unwrap();
            assert_eq!(fast, plain[..plain.len() - 1], "{c:?}");
        }
    }

    #[test]
    fn the_same_string_without_power() {
        let text = "خبر\u{202E}\u{9b}31m\u{7f}\u{E0041}\n\"";
        let mut out = Vec::new();
        write_json_line(&mut out, &text).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "\"خبر\\u202e\\u009b31m\\u007f\\udb40\\udc41\\n\\\"\"\n");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
        let mut out = Vec::new();
        write_json_pretty(&mut out, &[text]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("[\n  {line}]\n"));
    }
}
