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
    use super::{write_json_line, write_json_pretty};

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
