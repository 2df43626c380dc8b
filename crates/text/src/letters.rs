//! What a character is, Arabic first: the general tables are searched, and they are asked for every
//! letter of a line.

/// Whether a character is a letter of any script.
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}') || c.is_alphabetic()
}

/// Whether a character is a letter or a digit of any script.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}') || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    #[test]
    fn as_the_general_tables() {
        for c in '\0'..='\u{FFFF}' {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
