//! Choosing among settings.

/// Where a climb ended and what it tried on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Climb<C, S> {
    /// The last candidate that was taken.
    pub best: C,
    /// Every candidate that was scored, in order; the start is the first.
    pub tried: Vec<(C, S)>,
}

/// Climbs coordinate by coordinate. What stands is left only for a candidate that gains more than
/// `margin`; then the first is taken that comes within `margin` of the best one: differences as small
/// are noise, and the first are the simplest (the rule of one standard error; Breiman et al. 1984).
/// Rounds over all coordinates go on until one changes nothing, `rounds` at most. A candidate is
/// scored once.
///
/// `alternatives(coordinate, standing)` lists candidates that differ in one coordinate, simple ones
/// first; `score` is given several at once, so that a caller can spread them over threads; `value` is
/// what is climbed.
///
/// # Errors
/// The first error of `score`.
pub fn climb<C: Clone + PartialEq, S: Clone, E>(
    start: C,
    (coordinates, rounds, margin): (usize, usize, f64),
    alternatives: impl Fn(usize, &C) -> Vec<C>,
    mut score: impl FnMut(&[C]) -> Result<Vec<S>, E>,
    value: impl Fn(&S) -> f64,
) -> Result<Climb<C, S>, E> {
    let mut tried: Vec<(C, S)> = Vec::new();
    let mut try_all = |candidates: &[C], tried: &mut Vec<(C, S)>| -> Result<(), E> {
        let mut new: Vec<C> = Vec::new();
        for candidate in candidates {
            if !tried.iter().any(|(c, _)| c == candidate) && !new.contains(candidate) {
                new.push(candidate.clone());
            }
        }
        let scores = if new.is_empty() { Vec::new() } else { score(&new)? };
        tried.extend(new.into_iter().zip(scores));
        Ok(())
    };
    let value_of = |candidate: &C, tried: &[(C, S)]| {
        let found = tried.iter().find(|(c, _)| c == candidate);
        found.map_or(f64::NEG_INFINITY, |(_, score)| value(score))
    };
    try_all(std::slice::from_ref(&start), &mut tried)?;
    let mut best = start;
    for _ in 0..rounds {
        let before = best.clone();
        for coordinate in 0..coordinates {
            let candidates = alternatives(coordinate, &best);
            try_all(&candidates, &mut tried)?;
            let standing = value_of(&best, &tried);
            let gain = |c: &C| value_of(c, &tried) - standing;
            let highest = candidates.iter().map(gain).fold(f64::NEG_INFINITY, f64::max);
            if highest > margin {
                let good = |c: &C| gain(c) >= highest - margin;
                best = candidates.into_iter().find(good).unwrap_or(best);
            }
        }
        if best == before {
            break;
        }
    }
    Ok(Climb { best, tried })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Point = (i32, i32);

    #[track_caller]
    fn check(start: Point, margin: f64, height: fn(&Point) -> f64, summit: Point) {
        let around = |coordinate: usize, &(x, y): &Point| match coordinate {
            0 => (0..5).map(|x| (x, y)).collect(),
            _ => (0..5).map(|y| (x, y)).collect::<Vec<_>>(),
        };
        let score = |points: &[Point]| Ok::<_, ()>(points.iter().map(height).collect());
        let climb = climb(start, (2, 9, margin), around, score, |s: &f64| *s).unwrap();
        assert_eq!(climb.best, summit);
        assert_eq!(climb.tried[0].0, start);
        let mut once: Vec<Point> = climb.tried.iter().map(|t| t.0).collect();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), climb.tried.len(), "a candidate is scored once");
    }

    #[test]
    fn climbs_to_the_summit_and_stays_where_little_is_gained() {
        check((0, 0), 0.0, |&(x, y)| -f64::from((x - 3).pow(2) + (y - 1).pow(2)), (3, 1));
        check((2, 2), 0.5, |&(x, _)| f64::from(x) / 10.0, (2, 2));
        check((0, 2), 0.15, |&(x, _)| f64::from(x) / 10.0, (3, 2));
        check((1, 4), 0.0, |_| 0.0, (1, 4));
        check((0, 0), 0.0, |&(x, y)| if (x, y) == (4, 0) { 1.0 } else { f64::NAN }, (0, 0));
    }
}
