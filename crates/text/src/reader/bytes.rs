//! Blanks, eight bytes at a time.

/// Where the first blank of a text stands from `at` on: a space or a line end; its length where there is
/// none. Eight bytes at a time: most chunks take two looks.
#[inline(always)]
pub(super) fn blank(text: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    while let Some(eight) = text[at..].first_chunk::<8>() {
        // Bytes up to a space: their difference with the byte behind it borrows (Lamport 1975).
        let eight = u64::from_le_bytes(*eight);
        let mut found = eight.wrapping_sub(ONES * 0x21) & !eight & (ONES * 0x80);
        while found != 0 {
            let here = at + found.trailing_zeros() as usize / 8;
            if is_blank(text[here]) {
                return here;
            }
            // A control character, or a byte behind one that borrowed.
            found &= found - 1;
        }
        at += 8;
    }
    text[at..].iter().position(|b| is_blank(*b)).map_or(text.len(), |found| at + found)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::{blank, is_blank};

    #[test]
    fn the_first_blank_is_found() {
        let signs =
            [0, 1, b'\t', b'\n', 0x0C, b'\r', 0x1F, b' ', b'!', b'a', 0x7F, 0x80, 0xD9, 0xFF];
        for length in 0..24 {
            for sign in signs {
                for before in signs {
                    for at in 0..length {
                        let mut text = vec![before; length];
                        text[at] = sign;
                        let wanted = text.iter().position(|b| is_blank(*b)).unwrap_or(length);
                        assert_eq!(blank(&text, 0), wanted, "{text:?}");
                    }
                }
            }
        }
    }
}
