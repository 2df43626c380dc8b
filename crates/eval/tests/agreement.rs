//! Measures of agreement are those of the literature, do not depend on names or order, and are
//! undefined where nothing can be said.

use proptest::prelude::*;
use rasid_codebook::Codebook;
use rasid_eval::{Coding, Confusion, agreement, cohen_kappa, krippendorff_alpha};

/// Articles of three coders and four classes.
type Codes = Vec<Vec<Option<usize>>>;

/// Codes by article, of a line for each coder: a letter or digit a code, a point where there is none.
fn codes(coders: &[&str]) -> Codes {
    let rows: Vec<Vec<&str>> = coders.iter().map(|c| c.split_whitespace().collect()).collect();
    let code = |c: &str| match c.parse::<usize>() {
        Ok(number) => Some(number),
        Err(_) => (c != ".").then(|| usize::from(c.as_bytes()[0] - b'a')),
    };
    (0..rows[0].len()).map(|i| rows.iter().map(|r| code(r[i])).collect()).collect()
}

fn alpha(codes: &Codes) -> Option<f64> {
    krippendorff_alpha(8, codes.iter().map(Vec::as_slice))
}

fn kappa(codes: &Codes, i: usize, j: usize) -> Option<f64> {
    let mut pair = Confusion::new(8);
    for (a, b) in codes.iter().filter_map(|c| c[i].zip(c[j])) {
        pair.add(a, Some(b));
    }
    cohen_kappa(&pair)
}

#[track_caller]
fn check_alpha(coders: &[&str], expected: Option<f64>) {
    let found = alpha(&codes(coders));
    match (found, expected) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-12, "{found}"),
        _ => assert_eq!(found, expected),
    }
}

#[test]
fn alpha_of_the_literature() {
    // Krippendorff 2011, examples A, B and C: printed there as 0.095, 0.692 and 0.743.
    check_alpha(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"], Some(2.0 / 21.0));
    check_alpha(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"], Some(155.0 / 224.0));
    check_alpha(
        &[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ],
        Some(113.0 / 152.0),
    );
    // A common example of three coders who left most out: 0.691.
    check_alpha(
        &[
            ". . . . . 3 4 1 2 1 1 3 3 . 3",
            "1 . 2 1 3 3 4 3 . . . . . . .",
            ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
        ],
        Some(56.0 / 81.0),
    );
}

#[test]
fn alpha_of_next_to_nothing() {
    check_alpha(&["", ""], None);
    check_alpha(&["0", "1"], None);
    check_alpha(&["0 1 .", "1 . 0"], None);
    check_alpha(&["0 0 0", "0 0 0"], None);
    check_alpha(&["0 1", "0 1"], Some(1.0));
    // Always at odds: worse than chance.
    check_alpha(&["0 1", "1 0"], Some(-0.5));
}

#[track_caller]
fn check_kappa(rows: &[&[u64]], expected: Option<f64>) {
    let mut pair = Confusion::new(rows.len());
    for (a, row) in rows.iter().enumerate() {
        for (b, &n) in row.iter().enumerate() {
            (0..n).for_each(|_| pair.add(a, Some(b)));
        }
    }
    match (cohen_kappa(&pair), expected) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-12, "{found}"),
        (found, _) => assert_eq!(found, expected),
    }
}

#[test]
fn kappa_of_the_literature() {
    // Cohen 1960, two judges and 200 patients: 0.70 agree, 0.41 by chance, printed as 0.492.
    check_kappa(&[&[88, 10, 2], &[14, 40, 6], &[18, 10, 12]], Some(0.29 / 0.59));
    // His table of worse than chance: 0.29 agree, 0.35 by chance.
    check_kappa(&[&[25, 13, 12], &[12, 2, 16], &[3, 15, 2]], Some(-0.06 / 0.65));
}

#[test]
fn kappa_of_next_to_nothing() {
    check_kappa(&[&[0, 0], &[0, 0]], None);
    check_kappa(&[&[1, 0], &[0, 0]], None);
    check_kappa(&[&[0, 1], &[0, 0]], None);
    check_kappa(&[&[9, 0], &[0, 0]], None);
    check_kappa(&[&[1, 0], &[0, 1]], Some(1.0));
    // One coder tells classes apart, the other does not: as good as chance.
    check_kappa(&[&[5, 3], &[0, 0]], Some(0.0));
}

fn any_codes() -> impl Strategy<Value = Codes> {
    let code = prop::option::weighted(0.8, 0usize..4);
    prop::collection::vec(prop::collection::vec(code, 3), 0..30)
}

proptest! {
    #[test]
    fn names_and_order_change_nothing(
        codes in any_codes(),
        names in Just(vec![0, 1, 2, 3]).prop_shuffle(),
        coders in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        let renamed = codes.iter().map(|a| a.iter().map(|c| c.map(|c| names[c])).collect());
        let renamed: Codes = renamed.collect();
        let swapped: Codes =
            codes.iter().rev().map(|a| coders.iter().map(|&c| a[c]).collect()).collect();
        prop_assert_eq!(alpha(&codes), alpha(&renamed));
        prop_assert_eq!(alpha(&codes), alpha(&swapped));
        prop_assert_eq!(kappa(&codes, 0, 1), kappa(&renamed, 0, 1));
        prop_assert_eq!(kappa(&codes, 0, 1), kappa(&codes, 1, 0));
    }

    #[test]
    fn one_is_full_agreement(codes in any_codes()) {
        let two: Codes = codes.iter().map(|a| vec![a[0], a[0]]).collect();
        let given: Vec<usize> = two.iter().filter_map(|a| a[0]).collect();
        let one = given.iter().any(|c| *c != given[0]).then_some(1.0);
        prop_assert_eq!(alpha(&two), one);
        prop_assert_eq!(kappa(&two, 0, 1), one);
        // And nothing else is.
        let differ = codes.iter().any(|a| a.iter().flatten().any(|c| Some(*c) != a.iter().flatten().next().copied()));
        prop_assert!(alpha(&codes).is_none_or(|a| a <= 1.0 && (a < 1.0) == differ));
        prop_assert!(kappa(&codes, 0, 1).is_none_or(|k| (-1.0..=1.0).contains(&k)));
    }

    /// The definition, pair by pair, as the plain specification.
    #[test]
    fn alpha_is_its_definition(codes in any_codes()) {
        let units: Vec<Vec<usize>> =
            codes.iter().map(|a| a.iter().copied().flatten().collect()).collect();
        let units: Vec<Vec<usize>> = units.into_iter().filter(|u: &Vec<usize>| u.len() > 1).collect();
        let apart = |list: &[usize]| {
            let differing = |a: &usize| list.iter().filter(|b| a != *b).count();
            list.iter().map(differing).sum::<usize>() as f64
        };
        let all: Vec<usize> = units.concat();
        let n = all.len() as f64;
        let observed: f64 = units.iter().map(|u| apart(u) / (u.len() - 1) as f64).sum::<f64>() / n;
        let expected = apart(&all) / (n * (n - 1.0));
        match alpha(&codes) {
            Some(alpha) => prop_assert!((alpha - (1.0 - observed / expected)).abs() < 1e-12),
            None => prop_assert!(units.len() < 2 || apart(&all) == 0.0),
        }
    }
}

fn book() -> Codebook {
    let toml = "format = 1\n[[axis]]\nname = \"tone\"\n\
        classes = [{ name = \"warm\" }, { name = \"cold\" }, { name = \"even\" }]\n";
    Codebook::from_toml(toml).unwrap()
}

#[test]
fn an_axis_with_all_figures() {
    let (book, coders) = (book(), ["coder_1", "coder_2", "coder_3"].map(str::to_owned));
    let table = codes(&["0 1 2 0 1 2 0 1 . 0", "0 1 2 0 1 1 0 2 1 .", "0 1 . . . 1 . . . ."]);
    let groups = ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"];
    let adjudicated = [Some(0), Some(1), Some(2), None, Some(1), Some(1), Some(0), Some(2)];
    let adjudicated = adjudicated.into_iter().chain([None, None]);
    let codings: Vec<Coding<'_>> = table
        .into_iter()
        .zip(groups)
        .zip(adjudicated)
        .map(|((codes, group), adjudicated)| Coding { codes, adjudicated, group })
        .collect();
    let axis = book.axis("tone").unwrap();
    let all = agreement(&book, axis, &coders, &codings);
    assert_eq!((all.n, all.groups, all.differing, all.alpha.n), (8, 4, 2, 8));
    assert_eq!(all.pairs.len(), 3);
    let first = &all.pairs[0];
    assert_eq!((first.first.as_str(), first.second.as_str()), ("coder_1", "coder_2"));
    assert_eq!(first.confusion, [[3, 0, 0], [0, 2, 1], [0, 1, 1]]);
    assert_eq!(first.agreement.value, Some(0.75));
    assert_eq!((all.pairs[1].agreement.n, all.pairs[2].agreement.n), (3, 3));
    let shares: Vec<(Option<f64>, u64)> =
        all.adjudicated.iter().map(|a| (a.agreement, a.n)).collect();
    assert_eq!(shares, [(Some(5.0 / 7.0), 7), (Some(1.0), 7), (Some(1.0), 3)]);
    for figure in [all.alpha, first.kappa, first.agreement] {
        let (value, interval) = (figure.value.unwrap(), figure.interval.unwrap());
        assert!(interval.low <= value && value <= interval.high && interval.high <= 1.0);
    }
    // Rows in another order are the same set.
    let reversed: Vec<Coding<'_>> = codings.iter().rev().cloned().collect();
    assert_eq!(agreement(&book, axis, &coders, &reversed), all);
}

#[test]
fn an_axis_with_nothing_to_say() {
    let (book, coders) = (book(), ["coder_1", "coder_2"].map(str::to_owned));
    let axis = book.axis("tone").unwrap();
    let coding = |a, b, group| Coding { codes: vec![Some(a), b], adjudicated: None, group };
    // All in one class: a share, but no kappa and no alpha.
    let one = agreement(&book, axis, &coders, &[coding(0, Some(0), "a"), coding(0, Some(0), "b")]);
    assert_eq!(one.pairs[0].agreement.value, Some(1.0));
    assert_eq!((one.pairs[0].kappa.value, one.alpha.value), (None, None));
    assert_eq!((one.alpha.interval, one.adjudicated.len()), (None, 0));
    // No article with two codes.
    let none = agreement(&book, axis, &coders, &[coding(0, None, "a"), coding(1, None, "b")]);
    assert_eq!((none.n, none.pairs[0].agreement.value, none.alpha.value), (0, None, None));
    // One group: figures without an interval.
    let group = [coding(0, Some(0), "a"), coding(1, Some(1), "a"), coding(0, Some(1), "a")];
    let group = agreement(&book, axis, &coders, &group);
    assert!(group.alpha.value.is_some() && group.alpha.interval.is_none());
}
