//! Cutting a labelled set in time: what is tested comes after all that was trained on.

use std::collections::BTreeMap;

use super::Split;

/// Parts of a dated set, each tested by a model of what came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// For each test, the articles to train on and those to score.
    pub splits: Vec<Split>,
    /// Articles without a date: neither trained on nor scored.
    pub undated: usize,
    /// Articles of the first part, which nothing came before.
    pub first: usize,
}

impl Forward {
    /// Cuts at days: `parts` tests of about equal size follow a first part that is only trained on. A
    /// group is tested whole, in the part of its first day; it is trained on where its last day lies before
    /// the part. `days` are any numbers that rise with time. None where there are too few groups with a date
    /// to leave something to train on and to score in every part.
    pub fn new(groups: &[&str], days: &[Option<i64>], parts: usize) -> Option<Self> {
        // Group → first day, last day, articles.
        let mut spans: BTreeMap<&str, (i64, i64, Vec<usize>)> = BTreeMap::new();
        for (i, (group, day)) in groups.iter().zip(days).enumerate() {
            let Some(day) = *day else { continue };
            let span = spans.entry(group).or_insert((day, day, Vec::new()));
            *span = (span.0.min(day), span.1.max(day), std::mem::take(&mut span.2));
            span.2.push(i);
        }
        let mut order: Vec<(i64, &str)> = spans.iter().map(|(g, span)| (span.0, *g)).collect();
        order.sort_unstable();
        let dated: usize = spans.values().map(|span| span.2.len()).sum();
        // The day on which each part starts: the first whose earlier articles fill the parts before.
        let mut starts: Vec<i64> = Vec::new();
        let mut before = 0;
        for (day, group) in &order {
            let next = (starts.len() + 1) * dated;
            if starts.len() < parts && before * (parts + 1) >= next && starts.last() != Some(day) {
                starts.push(*day);
            }
            before += spans[group].2.len();
        }
        let mut splits = Vec::new();
        for (part, start) in starts.iter().enumerate() {
            let end = starts.get(part + 1).copied().unwrap_or(i64::MAX);
            let of = |wanted: &dyn Fn(i64, i64) -> bool| {
                let groups = spans.values().filter(|span| wanted(span.0, span.1));
                let mut articles: Vec<usize> = groups.flat_map(|s| s.2.iter().copied()).collect();
                articles.sort_unstable();
                articles
            };
            let last = part + 1 == starts.len();
            let train = of(&|_, until| until < *start);
            let test = of(&|from, _| from >= *start && (last || from < end));
            splits.push((train, test));
        }
        let first = order.iter().filter(|(day, _)| starts.first().is_none_or(|s| day < s));
        let first = first.map(|(_, group)| spans[group].2.len()).sum();
        let whole =
            splits.len() == parts && splits.iter().all(|s| !s.0.is_empty() && !s.1.is_empty());
        (parts > 0 && whole).then_some(Self { splits, undated: groups.len() - dated, first })
    }
}

#[cfg(test)]
mod tests {
    use super::Forward;

    #[track_caller]
    fn check(
        articles: &[(&str, Option<i64>)],
        parts: usize,
        splits: Option<&[(&[usize], &[usize])]>,
    ) {
        let (groups, days): (Vec<&str>, Vec<Option<i64>>) = articles.iter().copied().unzip();
        let cut = Forward::new(&groups, &days, parts).map(|f| f.splits);
        let splits = splits.map(|s| s.iter().map(|(a, b)| (a.to_vec(), b.to_vec())).collect());
        assert_eq!(cut, splits);
    }

    #[test]
    fn what_is_tested_comes_after_what_was_trained_on() {
        let four = [("a", Some(1)), ("b", Some(2)), ("c", Some(3)), ("d", Some(4))];
        check(&four, 1, Some(&[(&[0, 1], &[2, 3])]));
        check(&four, 3, Some(&[(&[0], &[1]), (&[0, 1], &[2]), (&[0, 1, 2], &[3])]));
        // In whatever order they stand; without a date in neither.
        let mixed = [("d", Some(4)), ("x", None), ("a", Some(1)), ("c", Some(3)), ("b", Some(2))];
        check(&mixed, 1, Some(&[(&[2, 4], &[0, 3])]));
        // A group that goes on into the tested time is not trained on.
        let long = [("a", Some(1)), ("b", Some(2)), ("b", Some(9)), ("c", Some(5)), ("d", Some(6))];
        check(&long, 1, Some(&[(&[0], &[3, 4])]));
        // A day is in one part.
        check(&[("a", Some(1)), ("b", Some(1)), ("c", Some(1))], 1, None);
        check(&four, 4, None);
        check(&[], 1, None);
        check(&four, 0, None);
    }
}
