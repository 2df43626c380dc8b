//! Intervals of cross-validated figures cover the truth as often as they say.
//!
//! Samples of 40 groups of 6 articles are drawn: coins for classes and 60 traits, of which three lean
//! to the class, as do the others of its group. Each article is answered by the nearer of two means, of
//! the articles of the other folds or of those before it. What is true is the mean over all samples.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rasid_codebook::Codebook;
use rasid_decide::{Method, Verdict};
use rasid_eval::{Design, Figure, Folds, Forward, Outcome, evaluate};

const SAMPLES: usize = 1000;
const GROUPS: usize = 40;
const ARTICLES: usize = 6 * GROUPS;
const TRAITS: usize = 60;
const TELLING: usize = 3;

struct Article {
    truth: usize,
    traits: [f64; TRAITS],
}

/// A standard normal draw (Box and Muller 1958).
fn normal(random: &mut ChaCha8Rng) -> f64 {
    let (u, v): (f64, f64) = (1.0 - random.r#gen::<f64>(), random.r#gen());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// Groups in order; traits lean to the class by `signal`.
fn sample(random: &mut ChaCha8Rng, signal: f64) -> Vec<Article> {
    let mut articles = Vec::new();
    for _ in 0..GROUPS {
        let own: [f64; TRAITS] = std::array::from_fn(|_| 0.5 * normal(random));
        for _ in 0..ARTICLES / GROUPS {
            let truth = usize::from(random.r#gen::<bool>());
            let lean = signal * (2.0 * truth as f64 - 1.0);
            let traits = std::array::from_fn(|t| {
                own[t] + normal(random) + if t < TELLING { lean } else { 0.0 }
            });
            articles.push(Article { truth, traits });
        }
    }
    articles
}

/// Each tested article's answer by the means of those trained on.
fn answers(articles: &[Article], splits: &[(Vec<usize>, Vec<usize>)]) -> Vec<Option<usize>> {
    let mut answers = vec![None; articles.len()];
    for (fit, test) in splits {
        let mut means = [[0.0; TRAITS]; 2];
        let mut counts = [0.0; 2];
        for &i in fit {
            let Article { truth, traits } = &articles[i];
            counts[*truth] += 1.0;
            (0..TRAITS).for_each(|t| means[*truth][t] += traits[t]);
        }
        (0..2).for_each(|c| means[c].iter_mut().for_each(|m| *m /= counts[c]));
        for &i in test {
            let apart = |c: usize| -> f64 {
                (0..TRAITS).map(|t| (articles[i].traits[t] - means[c][t]).powi(2)).sum()
            };
            answers[i] = Some(usize::from(apart(1) < apart(0)));
        }
    }
    answers
}

/// Accuracy and macro-F1.
fn figures(
    articles: &[Article],
    groups: &[String],
    answers: &[Option<usize>],
    design: Design,
) -> [Figure; 2] {
    let book = "format = 1\n[[axis]]\nname = \"x\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]";
    let book = Codebook::from_toml(book).unwrap();
    let verdict = |best: Option<usize>| Verdict {
        class: best,
        best,
        probability: None,
        method: Method::Model,
        reason: None,
    };
    let verdicts: Vec<Verdict> = answers.iter().map(|a| verdict(*a)).collect();
    let tested = (0..articles.len()).filter(|&i| answers[i].is_some());
    let outcomes = tested.map(|i| Outcome {
        truth: articles[i].truth,
        verdict: &verdicts[i],
        probabilities: &[],
        raw: &[],
        set: None,
        keyword: None,
        group: &groups[i],
        slices: &[],
    });
    let outcomes: Vec<Outcome<'_>> = outcomes.collect();
    let report = evaluate(&book, book.axis("x").unwrap(), &outcomes, design, &[], None);
    [report.accuracy, report.macro_f1_forced]
}

/// How the set is cut.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Folds(usize),
    Forward(usize),
}

fn splits(groups: &[&str], cut: Cut) -> Vec<(Vec<usize>, Vec<usize>)> {
    match cut {
        Cut::Folds(count) => {
            let folds = Folds::grouped(groups, count).unwrap();
            folds.splits()
        }
        Cut::Forward(parts) => {
            let days: Vec<Option<i64>> = groups.iter().map(|g| g.parse().ok()).collect();
            Forward::new(groups, &days, parts).unwrap().splits
        }
    }
}

/// Both figures' intervals must cover the truth in such a share of the samples.
#[track_caller]
fn check(signal: f64, cut: Cut, design: Design, (least, most): (f64, f64)) {
    let groups: Vec<String> = (0..ARTICLES).map(|i| (i * GROUPS / ARTICLES).to_string()).collect();
    let splits = splits(&groups.iter().map(String::as_str).collect::<Vec<_>>(), cut);
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let found = (0..SAMPLES).map(|_| {
        let articles = sample(&mut random, signal);
        figures(&articles, &groups, &answers(&articles, &splits), design)
    });
    let found: Vec<[Figure; 2]> = found.collect();
    for (which, name) in ["accuracy", "macro-F1"].into_iter().enumerate() {
        let figures = || found.iter().map(|f| f[which]);
        let truth = figures().map(|f| f.value.unwrap()).sum::<f64>() / SAMPLES as f64;
        let covers = |f: &Figure| f.interval.is_some_and(|i| i.low <= truth && truth <= i.high);
        let share = figures().filter(covers).count() as f64 / SAMPLES as f64;
        assert!((least..=most).contains(&share), "{signal} {cut:?} {design:?}: {name} {share}");
    }
}

#[test]
fn folds_as_independent_cover_too_little() {
    check(0.0, Cut::Folds(5), Design::Sample, (0.8, 0.9));
    check(0.4, Cut::Folds(5), Design::Sample, (0.8, 0.91));
}

#[test]
fn widened_intervals_cover() {
    check(0.0, Cut::Folds(5), Design::CrossValidated { folds: 5 }, (0.95, 0.99));
    check(0.0, Cut::Folds(12), Design::CrossValidated { folds: 12 }, (0.95, 0.99));
    check(0.4, Cut::Folds(5), Design::CrossValidated { folds: 5 }, (0.95, 0.99));
    check(0.4, Cut::Folds(12), Design::CrossValidated { folds: 12 }, (0.95, 0.99));
}

#[test]
fn forward_in_time_needs_no_widening() {
    check(0.0, Cut::Forward(5), Design::Sample, (0.93, 0.97));
    check(0.4, Cut::Forward(5), Design::Sample, (0.92, 0.97));
}
