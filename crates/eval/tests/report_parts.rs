//! Calibration, risk, slices, sets, baselines, gate and comparison, on examples worked out by hand.

use rasid_codebook::Codebook;
use rasid_decide::{Method, Reason, Verdict};
use rasid_eval::{AxisEvaluation, Design, Figure, Given, Outcome, Pair, compare, evaluate};

/// One article of an axis with two classes.
struct Article {
    truth: usize,
    /// Probability of the first class; none where no model was asked.
    first: Option<f64>,
    group: String,
    slices: Vec<String>,
    set: Vec<usize>,
    keyword: Option<usize>,
    verdict: Verdict,
    probabilities: Vec<f64>,
}

/// An article answered by its most probable class, from 0.7 on.
fn article(truth: usize, first: Option<f64>, group: &str) -> Article {
    let verdict = first.map_or(Verdict::abstained(Reason::NoEvidence), |p| Verdict {
        class: (p.max(1.0 - p) >= 0.7).then_some(usize::from(p < 0.5)),
        best: Some(usize::from(p < 0.5)),
        probability: Some(p.max(1.0 - p)),
        method: Method::Model,
        reason: None,
    });
    Article {
        truth,
        first,
        group: group.to_owned(),
        slices: vec![],
        set: vec![],
        keyword: None,
        verdict,
        probabilities: first.map_or(vec![], |p| vec![p, 1.0 - p]),
    }
}

fn measure(articles: &[Article], coverage: Option<f64>) -> AxisEvaluation {
    let toml = "format = 1\n[[axis]]\nname = \"x\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]";
    let book = Codebook::from_toml(toml).unwrap();
    let outcome = |a| {
        let Article { truth, group, slices, set, keyword, verdict, probabilities, .. }: &Article =
            a;
        Outcome {
            truth: *truth,
            verdict,
            probabilities,
            raw: probabilities,
            set: coverage.map(|_| set.as_slice()),
            keyword: *keyword,
            group,
            slices,
        }
    };
    let outcomes: Vec<Outcome<'_>> = articles.iter().map(outcome).collect();
    evaluate(
        &book,
        book.axis("x").unwrap(),
        &outcomes,
        Design::Sample,
        &["length".to_owned()],
        coverage,
    )
}

#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-8, "{found}, not {expected}");
}

fn five() -> Vec<Article> {
    vec![
        article(0, Some(0.9), "1"),
        article(0, Some(0.9), "2"),
        article(1, Some(0.4), "3"),
        article(1, Some(0.995), "4"),
        article(1, None, "5"),
    ]
}

#[test]
fn reliability_of_four_forecasts() {
    let all = measure(&five(), None);
    let c = all.calibration.unwrap();
    assert_eq!(c.raw.as_ref(), Some(&c.calibrated), "the same probabilities, the same figures");
    let c = c.calibrated;
    assert_eq!((c.n, c.groups), (4, 4));
    near(c.mean_confidence.value, (0.9 + 0.9 + 0.6 + 0.995) / 4.0);
    near(c.accuracy.value, 0.75);
    near(c.brier.value, (0.02 + 0.02 + 0.32 + 2.0 * 0.995 * 0.995) / 4.0);
    near(c.log_loss.value, 1.504_966_005_407_42);
    // Bins of a fifteenth: 0.9 twice, 0.6 and 0.995 alone.
    near(c.ece, (0.2 + 0.4 + 0.995) / 4.0);
    near(c.near_certain.value, 0.25);
    assert_eq!((c.near_certain_accuracy.value, c.near_certain_accuracy.n), (Some(0.0), 1));
    let filled: Vec<(u64, Option<f64>)> =
        c.bins.iter().filter(|b| b.n > 0).map(|b| (b.n, b.accuracy)).collect();
    assert_eq!(filled, [(1, Some(1.0)), (2, Some(1.0)), (1, Some(0.0))]);
    let corrected = c.ece_corrected;
    let (value, interval) = (corrected.value.unwrap(), corrected.interval.unwrap());
    assert!(0.0 <= interval.low && interval.low <= value && value <= interval.high);
    assert!(interval.high <= 1.0 && value <= c.ece.unwrap(), "noise is taken off: {corrected:?}");
    assert!(measure(&[article(0, None, "1")], None).calibration.is_none());
}

#[test]
fn of_equals_the_class_of_the_verdict_counts() {
    let mut tied = article(1, Some(0.5), "1");
    tied.verdict.best = Some(1);
    let figures = measure(&[tied, article(0, Some(0.9), "2")], None).calibration.unwrap();
    near(figures.calibrated.accuracy.value, 1.0);
    // Nobody's verdict: the first.
    near(figures.raw.unwrap().accuracy.value, 0.5);
}

#[test]
fn noise_is_no_calibration_error() {
    // Right as often as they say, 7 of 10, but in bins of few articles.
    let articles: Vec<Article> = (0..200)
        .map(|i| article(usize::from(i * 7 % 10 >= 7), Some(0.7), &(i / 5).to_string()))
        .collect();
    let c = measure(&articles, None).calibration.unwrap().calibrated;
    near(c.ece, 0.0);
    assert_eq!(c.ece_corrected.interval.unwrap().low, 0.0);
    assert!(c.ece_corrected.interval.unwrap().high < 0.1);
}

#[test]
fn the_surest_are_answered_first_and_ties_stay_together() {
    let curve = measure(&five(), None).risk_coverage;
    assert_eq!((curve.n, curve.unanswerable), (5, 1));
    let points: Vec<(u64, Option<f64>)> =
        curve.points.iter().map(|p| (p.kept, p.accuracy)).collect();
    assert_eq!(points, [(1, Some(0.0)), (3, Some(2.0 / 3.0)), (4, Some(0.75))]);
    near(curve.aurc, (1.0 + 1.0 / 3.0 + 1.0 / 3.0 + 0.25) / 4.0);
    let own = curve.at_threshold;
    assert_eq!((own.kept, own.coverage, own.confidence), (3, Some(0.6), Some(0.9)));
    near(own.accuracy, 2.0 / 3.0);
    let nothing = measure(&[article(0, None, "1")], None).risk_coverage;
    assert_eq!(
        (nothing.aurc, nothing.points.len(), nothing.at_threshold.accuracy),
        (None, 0, None)
    );
}

#[test]
fn slices_have_their_own_figures() {
    let mut articles = five();
    let lengths = ["short", "short", "long", "long", ""];
    for (article, length) in articles.iter_mut().zip(lengths) {
        article.slices = vec![length.to_owned()];
    }
    articles[3].group = "3".to_owned();
    let slicing = measure(&articles, None).slicings.remove(0);
    assert_eq!((slicing.name.as_str(), slicing.slices.len()), ("length", 2));
    let [long, short] = &slicing.slices[..] else { panic!("two values") };
    assert_eq!((long.value.as_str(), long.n, long.groups), ("long", 2, 1));
    assert_eq!((short.value.as_str(), short.n, short.groups), ("short", 2, 2));
    assert_eq!((long.accuracy.value, long.accuracy.interval), (Some(0.0), None));
    assert_eq!(long.answered_accuracy, Figure { value: Some(0.0), interval: None, n: 1 });
    assert!(short.accuracy.interval.is_some());
    near(short.brier.value, 0.02);
    near(long.mean_confidence.value, (0.6 + 0.995) / 2.0);
}

#[test]
fn sets_are_counted_by_class() {
    let mut articles: Vec<Article> =
        (0..10).map(|i| article(0, Some(0.9), &i.to_string())).collect();
    for (i, article) in articles.iter_mut().enumerate() {
        article.set = if i < 5 { vec![0, 1] } else { vec![] };
    }
    articles.push(Article { set: vec![0], ..article(1, Some(0.9), "b") });
    assert!(measure(&articles, None).conformal.is_none());
    let sets = measure(&articles, Some(0.9)).conformal.unwrap();
    assert_eq!((sets.nominal, sets.n, sets.coverage.value), (0.9, 11, Some(5.0 / 11.0)));
    assert_eq!(sets.mean_size, Some(1.0));
    assert_eq!(
        (sets.singletons, sets.empty, sets.full),
        (Some(1.0 / 11.0), Some(5.0 / 11.0), Some(5.0 / 11.0))
    );
    // Clopper and Pearson: 5 of 10, and 0 of 1.
    let interval = sets.by_class[0].coverage.interval.unwrap();
    near(Some(interval.low), 0.187_086_028_447_398_3);
    near(Some(interval.high), 0.812_913_971_552_601_7);
    let interval = sets.by_class[1].coverage.interval.unwrap();
    near(Some(interval.high), 0.975);
    assert_eq!(interval.low, 0.0);
}

/// So many articles in groups of two, the first of each class `a`, answered rightly or not.
fn many(right: impl Fn(usize) -> bool) -> Vec<Article> {
    let of = |i: usize| {
        let truth = usize::from(i % 4 == 3);
        let first = if right(i) == (truth == 0) { 0.9 } else { 0.1 };
        article(truth, Some(first), &(i / 2).to_string())
    };
    (0..80).map(of).collect()
}

#[test]
fn the_gate_opens_beyond_chance_only() {
    let good = measure(&many(|i| !i.is_multiple_of(9)), None);
    assert!(good.gate.open, "{:?}", good.gate);
    assert!(good.majority_macro_f1 < Some(0.5));
    assert_eq!(good.gate.overall.chance, Some(0.5), "a coin beats the commonest class");
    assert_eq!(good.gate.overall.low, good.macro_f1_forced.interval.map(|i| i.low));
    let poor = measure(&many(|i| i.is_multiple_of(2)), None);
    assert!(!poor.gate.open, "{:?}", poor.gate);
    let one_group = measure(&[article(0, Some(0.9), "1"), article(1, Some(0.1), "1")], None);
    assert!(!one_group.gate.open && one_group.gate.overall.low.is_none());
}

#[test]
fn keywords_stand_beside() {
    let mut articles = many(|i| !i.is_multiple_of(9));
    assert!(measure(&articles, None).baselines.is_empty());
    // Silent but on four articles of class b.
    articles.iter_mut().filter(|a| a.truth == 1).take(4).for_each(|a| a.keyword = Some(1));
    let all = measure(&articles, None);
    let [alone, helped] = &all.baselines[..] else { panic!("two rows") };
    assert_eq!((alone.answered, helped.answered), (4, 80));
    assert_eq!((alone.accuracy.value, helped.accuracy.value), (Some(0.05), Some(0.8)));
    let gain = all.macro_f1_forced.value.unwrap() - helped.macro_f1.value.unwrap();
    near(helped.macro_f1_gain.value, gain);
}

#[test]
fn the_order_of_articles_changes_no_bit() {
    let mut articles = many(|i| !i.is_multiple_of(5));
    articles.iter_mut().enumerate().for_each(|(i, a)| {
        let p = a.first.unwrap() * 0.9 + i as f64 / 1000.0;
        a.probabilities = vec![p, 1.0 - p];
    });
    let all = measure(&articles, None);
    articles.reverse();
    assert_eq!(measure(&articles, None), all);
}

#[track_caller]
fn check_mcnemar(first_alone: usize, second_alone: usize, p: Option<f64>, exact: bool) {
    let given = |class| Given { class: Some(class), best: Some(class) };
    let pair = |i: usize| {
        let (first, second) = match i {
            i if i < first_alone => (0, 1),
            i if i < first_alone + second_alone => (1, 0),
            _ => (0, 0),
        };
        (first, second, (i / 3).to_string())
    };
    let rows: Vec<(usize, usize, String)> = (0..60).map(pair).collect();
    let pairs: Vec<Pair<'_>> = rows
        .iter()
        .map(|(a, b, group)| Pair { truth: 0, first: given(*a), second: given(*b), group })
        .collect();
    let c = compare("x", &["a".to_owned(), "b".to_owned()], &pairs, Design::Sample);
    assert_eq!((c.n, c.groups, c.by_class.len()), (60, 20, 1));
    let m = c.mcnemar;
    assert_eq!(
        (m.only_first_right, m.only_second_right, m.exact),
        (first_alone as u64, second_alone as u64, exact)
    );
    match (m.p, p) {
        (Some(found), Some(expected)) => near(Some(found), expected),
        (found, expected) => assert_eq!(found, expected),
    }
    let difference = (second_alone as f64 - first_alone as f64) / 60.0;
    near(c.accuracy.difference.value, difference);
    let interval = c.accuracy.difference.interval.unwrap();
    assert!(interval.low <= difference && difference <= interval.high);
}

#[test]
fn mcnemar_by_the_binomial_and_by_chi_squared() {
    check_mcnemar(2, 10, Some(158.0 / 4096.0), true);
    check_mcnemar(10, 2, Some(158.0 / 4096.0), true);
    check_mcnemar(6, 6, Some(1.0), true);
    check_mcnemar(0, 0, None, true);
    // scipy.stats.chi2.sf(19 ** 2 / 40, 1)
    check_mcnemar(10, 30, Some(0.002663119259139), false);
    // The correction does not turn the other way.
    check_mcnemar(15, 15, Some(1.0), false);
}
