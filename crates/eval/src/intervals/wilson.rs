//! Intervals of shares.

use crate::intervals::bootstrap::Interval;

/// 97.5 % of a standard normal lies below.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of a share of `n` draws (Wilson 1927), from 0 to 1. Undefined without a draw.
///
/// It holds for draws that are independent: articles that copy one another make it too narrow.
///
/// ```
/// let interval = rasid_eval::wilson(8, 10).unwrap();
/// assert!((interval.low - 0.4902).abs() < 1e-4 && (interval.high - 0.9433).abs() < 1e-4);
/// assert_eq!(rasid_eval::wilson(0, 0), None);
/// ```
pub fn wilson(k: u64, n: u64) -> Option<Interval> {
    if n == 0 || k > n {
        return None;
    }
    let (p, n, z2) = (k as f64 / n as f64, n as f64, Z * Z);
    let center = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let low = if k == 0 { 0.0 } else { (center - half) / scale };
    let high = if p == 1.0 { 1.0 } else { (center + half) / scale };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Oracle: scipy.stats.binomtest(k, n).proportion_ci(method="wilson").
    #[track_caller]
    fn check(k: u64, n: u64, low: f64, high: f64) {
        let found = wilson(k, n).unwrap();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-6;
        assert!(near(found.low, low) && near(found.high, high), "{found:?}");
    }

    #[test]
    fn intervals_are_those_of_scipy() {
        check(0, 1, 0.0000000, 0.7934507);
        check(1, 1, 0.2065493, 1.0000000);
        check(0, 10, 0.0000000, 0.2775328);
        check(8, 10, 0.4901625, 0.9433178);
        check(10, 10, 0.7224672, 1.0000000);
        check(3, 55, 0.0187232, 0.1485306);
        check(500, 1000, 0.4690696, 0.5309304);
        check(999999, 1000000, 0.9999943, 0.9999998);
    }

    #[test]
    fn what_is_no_share() {
        assert_eq!((wilson(0, 0), wilson(2, 1)), (None, None));
    }
}
