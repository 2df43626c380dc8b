//! What chunks are compared and found by.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

/// Longer chunks are no words but addresses, or an attack.
pub(super) const MAX_BYTES: usize = 200;

/// A chunk in a form that is compared and hashed without a branch on its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    /// Its letters, zeros behind them; of one that is longer a hash, which proves nothing.
    pub(super) letters: [u64; 3],
    pub(super) len: u8,
}

/// Letters that a key holds: nearly all words of two bytes a letter.
const LETTERS: usize = 24;

impl Key {
    /// The key of a piece of a text; none of one that is too long to be remembered.
    #[inline(always)]
    pub(super) fn of(text: &[u8], range: Range<usize>) -> Option<Self> {
        const MASKS: [[u64; 3]; LETTERS + 1] = masks();
        let Range { start, end } = range;
        let len = end - start;
        let Some(mask) = MASKS.get(len) else {
            let letters = [xxh3_64(&text[start..end]), 0, 0];
            return (len <= MAX_BYTES).then_some(Self { letters, len: len as u8 });
        };
        let letters = match text[start..].first_chunk::<LETTERS>() {
            Some(letters) => *letters,
            None => {
                let mut letters = [0; LETTERS];
                letters[..len].copy_from_slice(&text[start..end]);
                letters
            }
        };
        let eight = |i: usize| {
            let eight = letters[8 * i..].first_chunk::<8>().expect("three times eight letters");
            u64::from_le_bytes(*eight) & mask[i]
        };
        Some(Self { letters: [eight(0), eight(1), eight(2)], len: len as u8 })
    }

    /// Two folded multiplications (wyhash, Wang Yi 2019). The secrets hold bytes that no UTF-8 text has, so
    /// that no factor is 0.
    #[inline(always)]
    pub(super) fn hash(&self) -> u64 {
        let mix = |a: u64, b: u64| {
            let product = u128::from(a) * u128::from(b);
            product as u64 ^ (product >> 64) as u64
        };
        let [a, b, c] = self.letters;
        let first = mix(a ^ 0xFF51_AFD7_ED55_8CCD, b ^ 0xFFC4_CEB9_FE1A_85EC);
        mix(first ^ 0xFF9E_3779_B97F_4A7C, c ^ 0xFFBF_58D7_6D1C_E4E5)
    }

    /// Whether it holds all letters.
    #[inline(always)]
    pub(super) fn is_whole(&self) -> bool {
        usize::from(self.len) <= LETTERS
    }
}

/// For each length, which bits of three times eight letters belong to a piece.
const fn masks() -> [[u64; 3]; LETTERS + 1] {
    let mut masks = [[0; 3]; LETTERS + 1];
    let mut len = 0;
    while len <= LETTERS {
        let mut byte = 0;
        while byte < len {
            masks[len][byte / 8] |= 0xFF << (8 * (byte % 8));
            byte += 1;
        }
        len += 1;
    }
    masks
}
