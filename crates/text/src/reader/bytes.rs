//! Blanks, many bytes at a time.

/// Where the blanks of a text stand, spaces and ends of lines, and its end. Sixty-four bytes at a time: one branch
/// that cannot be foretold for all words in them, instead of one for each.
pub(super) fn blanks(text: &[u8], places: &mut Vec<u32>) {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const LOW: u64 = ONES * 0x7F;
    /// Moves the lowest bits of eight bytes side by side, into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    places.clear();
    let mut push = |at: usize| {
        if is_blank(text[at]) {
            places.push(at as u32);
        }
    };
    let (blocks, rest) = text.as_chunks::<64>();
    for (number, block) in blocks.iter().enumerate() {
        let mut found = 0;
        for (i, eight) in block.as_chunks::<8>().0.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            // The highest bit of a byte stays 0 where it is a space or less.
            let above = ((eight & LOW) + ONES * (0x7F - 0x20)) | eight;
            found |= ((!above >> 7 & ONES).wrapping_mul(GATHER) >> 56) << (8 * i);
        }
        while found != 0 {
            // Control characters are no blanks.
            push(number * 64 + found.trailing_zeros() as usize);
            found &= found - 1;
        }
    }
    (text.len() - rest.len()..text.len()).for_each(push);
    places.push(text.len() as u32);
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{blanks, is_blank};

    proptest! {
        #[test]
        fn every_blank_is_found(text in prop::collection::vec(prop::sample::select(vec![
            0, 1, b'\t', b'\n', 0x0C, b'\r', 0x1F, b' ', b'!', b'a', 0x7F, 0x80, 0xA0, 0xD9, 0xFF,
        ]), 0..200)) {
            let mut places = vec![7];
            blanks(&text, &mut places);
            let wanted = (0..text.len()).filter(|&at| is_blank(text[at])).chain([text.len()]);
            prop_assert_eq!(places, wanted.map(|at| at as u32).collect::<Vec<_>>());
        }
    }
}
