//! Literals of SQL out of which no text breaks.

use crate::inert::is_active;

/// A text as an expression of SQL that has it as its value. Quotes are doubled; what a parser, a terminal
/// or a reader might obey (controls, NUL, bidi controls) is named by its number. A line feed stands as it is.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("''"),
            '\n' => out.push(c),
            c if c.is_control() || is_active(c) => {
                out.push_str(&format!("' || chr({}) || '", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A number as a literal of a double, not of a decimal: the shortest that reads back as the same bits.
pub(super) fn double(value: f64) -> String {
    format!("{value:e}")
}

#[cfg(test)]
mod tests {
    use super::{double, literal};

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        assert_eq!(literal(text), wanted);
        // What stands between quotes holds none but doubled ones.
        let inside = literal(text).replace("''", "");
        assert!(inside.matches('\'').count().is_multiple_of(2), "{inside}");
    }

    #[test]
    fn no_text_breaks_out() {
        check("", "''");
        check("خبر", "'خبر'");
        check("'; DROP TABLE x; --", "'''; DROP TABLE x; --'");
        check("\\'", "'\\'''");
        check("a\nb", "'a\nb'");
        check("a\0b\r", "'a' || chr(0) || 'b' || chr(13) || ''");
        check("\u{202e}x", "'' || chr(8238) || 'x'");
    }

    #[test]
    fn doubles_are_no_decimals() {
        assert_eq!(
            [double(0.5), double(-1.0), double(0.1 + 0.2)],
            ["5e-1", "-1e0", "3.0000000000000004e-1"]
        );
    }
}
