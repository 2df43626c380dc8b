//! Numbers with six decimals.
//!
//! Probabilities and weights are written with six: the last bits of a logarithm differ from one machine
//! to the next. There are a dozen numbers a record: digits of a whole number are written faster than the
//! shortest digits of a double are found.

use std::io::Write;

/// Above this a number is written the general way.
const MOST: f64 = 1e9;

/// Appends a number, rounded to six decimals, without zeros at its end: `0.25`, `1.0`; as `1` where a
/// whole number may stand `bare`. A number that is not finite is nothing, and nothing is appended.
pub(super) fn decimal(out: &mut Vec<u8>, value: f64, bare: bool) -> bool {
    if !value.is_finite() {
        return false;
    }
    if value.abs() >= MOST {
        let rounded = (value * 1e6).round() / 1e6;
        // Writing to memory does not fail.
        let _ = if bare { write!(out, "{rounded}") } else { write!(out, "{rounded:?}") };
        return true;
    }
    let millionths = (value.abs() * 1e6).round() as u64;
    if value < 0.0 && millionths > 0 {
        out.push(b'-');
    }
    whole(out, millionths / 1_000_000);
    let mut rest = millionths % 1_000_000;
    if rest == 0 {
        if !bare {
            out.extend_from_slice(b".0");
        }
        return true;
    }
    let mut digits = [b'.'; 7];
    for digit in digits[1..].iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let end = digits.iter().rposition(|&d| d != b'0').map_or(0, |last| last + 1);
    out.extend_from_slice(&digits[..end]);
    true
}

/// Appends a whole number.
pub(super) fn whole(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

/// The same number, rounded.
#[cfg(any(feature = "parquet", test))]
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::{decimal, rounded, whole};

    #[track_caller]
    fn check(value: f64, written: &str, bare: &str) {
        let text = |is_bare| {
            let mut out = Vec::new();
            decimal(&mut out, value, is_bare);
            String::from_utf8(out).unwrap()
        };
        assert_eq!((text(false).as_str(), text(true).as_str()), (written, bare), "{value}");
    }

    #[test]
    fn numbers_are_short_and_exact() {
        check(0.0, "0.0", "0");
        check(-0.0, "0.0", "0");
        check(1.0, "1.0", "1");
        check(0.25, "0.25", "0.25");
        check(0.1 + 0.2, "0.3", "0.3");
        check(0.999_999_4, "0.999999", "0.999999");
        check(0.999_999_6, "1.0", "1");
        check(0.000_000_4, "0.0", "0");
        check(0.000_001, "0.000001", "0.000001");
        check(-0.000_000_4, "0.0", "0");
        check(-12.345_678_9, "-12.345679", "-12.345679");
        check(1e12, "1000000000000.0", "1000000000000");
        check(f64::NAN, "", "");
        check(f64::INFINITY, "", "");
    }

    #[test]
    fn every_written_number_reads_back_as_it_was_rounded() {
        let mut state = 1u64;
        for i in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(i);
            let value =
                (state >> 11) as f64 / (1u64 << 53) as f64 * [1.0, 1e-5, 800.0][i as usize % 3];
            let mut out = Vec::new();
            decimal(&mut out, value, i % 2 == 0);
            let read: f64 = String::from_utf8(out).unwrap().parse().unwrap();
            assert_eq!(read.to_bits(), rounded(value).to_bits(), "{value}");
        }
    }

    #[test]
    fn whole_numbers() {
        for n in [0, 9, 10, 12_345, u64::MAX] {
            let mut out = Vec::new();
            whole(&mut out, n);
            assert_eq!(String::from_utf8(out).unwrap(), n.to_string());
        }
    }
}
