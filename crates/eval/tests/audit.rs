//! The statistics of an audit against worked examples, and each kind of finding from a set that has it.

use rasid_codebook::Codebook;
use rasid_eval::{
    AuditArticle, AuditSet, Basis, CopyPair, FindingKind, GroupCounts, ScoredLabel, Severity,
    association, audit, audit_against, confident_labels, shift,
};

#[track_caller]
fn close(a: Option<f64>, b: f64) {
    assert!(a.is_some_and(|a| (a - b).abs() < 5e-5), "{a:?} is not {b}");
}

/// By hand: thresholds (0.9 + 0.6 + 0.3) / 3 and (0.8 + 0.4) / 2.
#[test]
fn the_confident_joint() {
    let told =
        [(0, [0.9, 0.1]), (0, [0.6, 0.4]), (0, [0.3, 0.7]), (1, [0.2, 0.8]), (1, [0.6, 0.4])];
    let labels: Vec<ScoredLabel<'_>> =
        told.iter().map(|(label, p)| ScoredLabel { label: *label, probabilities: p }).collect();
    let found = confident_labels(2, &labels);
    close(found.thresholds[0], 0.6);
    close(found.thresholds[1], 0.6);
    assert_eq!(found.joint, [[2, 1], [1, 1]]);
    // Rows as labelled: 3 · 1/3 + 2 · 1/2 of 5 are wrong.
    close(found.error_share, 0.4);
    let margins: Vec<f64> = found.labels.iter().map(|l| l.margin).collect();
    close(Some(margins[2]), -0.4);
    close(Some(margins[4]), -0.2);
    assert!(found.labels[2].likely_error && !found.labels[1].likely_error);
    let none = confident_labels(3, &[]);
    assert_eq!((none.error_share, none.kappa, none.n), (None, None, 0));
}

/// Bergsma (2013): chi-square 5.0505 of 20 articles, corrected φ² 0.199894 over 0.947368.
#[test]
fn cramers_v() {
    let cells = [("a", 0, 8), ("a", 1, 2), ("b", 0, 3), ("b", 1, 7)];
    let mut pairs: Vec<(&str, usize)> =
        cells.iter().flat_map(|(o, c, n)| vec![(*o, *c); *n]).collect();
    let found = association(&pairs);
    close(found.cramers_v, 0.45934);
    close(found.by_origin, 0.75);
    close(found.by_majority, 0.55);
    assert!(found.p.is_some_and(|p| p > 0.02 && p < 0.12), "{:?}", found.p);
    pairs.reverse();
    assert_eq!(association(&pairs), found);
    let alone = association(&[("a", 0), ("b", 1), ("c", 0)]);
    assert_eq!((alone.cramers_v, alone.p, alone.n), (None, None, 0));
    assert_eq!(association(&[("a", 0), ("a", 0), ("b", 0), ("b", 0)]).cramers_v, None);
}

/// Shares (1/2, 1/2, 0) and (1/4, 1/4, 1/2): divergence 0.311278 bit.
#[test]
fn divergence() {
    let first: GroupCounts<'_> = [("a", [(0, 1), (1, 1)].into())].into();
    let second: GroupCounts<'_> = [("a", [(0, 1), (1, 1), (2, 2)].into())].into();
    let found = shift(&first, &second);
    close(found.divergence, 0.311_278);
    close(found.distance, 0.5);
    close(found.unseen, 0.5);
    assert_eq!((found.p, found.by_chance), (None, None), "one group tells nothing of chance");
    let empty = shift(&GroupCounts::new(), &second);
    assert_eq!((empty.divergence, empty.distance, empty.unseen), (None, None, None));
}

const BOOK: &str = r#"
    format = 1
    [[axis]]
    name = "tone"
    classes = [{ name = "warm" }, { name = "cold" }, { name = "flat" }]
    [[axis]]
    name = "stance"
    target = "sea"
    classes = [{ name = "for" }, { name = "against" }, { name = "absent" }]
    absent = "absent"
    [[target]]
    name = "sea"
    names = ["بحر"]
"#;

fn article<'a>(id: &'a str, tone: usize, stance: usize) -> AuditArticle<'a> {
    AuditArticle {
        id,
        file: "l.csv".to_owned(),
        line: Some(2),
        fold_group: id,
        group: None,
        outlet: None,
        labels: vec![Some(tone), Some(stance)],
        probabilities: vec![vec![0.9, 0.1, 0.0], vec![0.9, 0.1, 0.0]],
        mentions: vec![None, Some(stance != 2)],
        words: vec![(0, 1)],
        repeated: Vec::new(),
        body_share: None,
    }
}

/// Audits articles and copies of the first two; says whether a finding is among those told, and how
/// severe it is.
#[track_caller]
fn check(
    mut articles: Vec<AuditArticle<'_>>,
    copies: &[CopyPair],
    wanted: (FindingKind, Severity, &str),
) {
    let book = Codebook::from_toml(BOOK).unwrap();
    let vocabulary = vec!["خبر".to_owned(), "ريح".to_owned()];
    let told = |articles: Vec<AuditArticle<'_>>| {
        audit(&AuditSet { book: &book, articles, vocabulary: &vocabulary }, copies)
    };
    let found = told(articles.clone());
    let all = &found.findings;
    assert!(
        all.iter()
            .any(|f| (f.kind, f.severity) == (wanted.0, wanted.1) && f.what.contains(wanted.2)),
        "{wanted:?} is not among {all:#?}"
    );
    assert!(all.is_sorted_by_key(|f| f.severity));
    if copies.is_empty() {
        articles.reverse();
        assert!(told(articles) == found, "the order of the articles changes nothing");
    }
}

#[test]
fn findings() {
    use FindingKind as K;
    use Severity::{Error, Note, Warning};
    let copy = |jaccard| CopyPair { first: 0, second: 1, jaccard, containment: 0.9, shared: 30 };
    let two = || vec![article("a", 0, 0), article("b", 1, 0)];
    check(two(), &[copy(0.9)], (K::CopiesConflict, Error, "labelled `warm` and `cold`: 90 %"));
    check(two(), &[copy(0.5)], (K::CopiesConflict, Warning, "labelled `warm` and `cold`"));
    let same = || vec![article("a", 0, 0), article("b", 0, 0)];
    check(same(), &[copy(0.9)], (K::Copies, Note, "near copies: 90 %"));
    let mut grouped = same();
    (grouped[0].group, grouped[1].group) = (Some("x"), Some("y"));
    check(grouped, &[copy(0.9)], (K::CopiesAcrossGroups, Warning, "in different groups"));
    let mut outlets = same();
    (outlets[0].outlet, outlets[1].outlet) = (Some("x"), Some("y"));
    check(outlets, &[copy(0.9)], (K::CopiesAcrossGroups, Warning, "of two outlets"));
    check(same(), &[], (K::OneClass, Error, "fewer than two"));
    check(two(), &[], (K::NoLabels, Note, "`flat`"));
    check(two(), &[], (K::FewLabels, Warning, "`warm` has 1 articles in 1 groups"));
    let mut loud: Vec<AuditArticle<'_>> = (0..10).map(|_| article("a", 0, 0)).collect();
    loud[0].fold_group = "b";
    check(loud, &[], (K::OneGroup, Warning, "one group holds 9 of the 10 articles of `warm`"));
    let mut without = two();
    without[0].labels[0] = None;
    check(without, &[], (K::Unlabelled, Note, "1 of 2 articles"));
    let mut rule = two();
    rule[0].mentions[1] = Some(false);
    check(rule, &[], (K::StanceWithoutMention, Warning, "labelled `for`"));
    let mut rule = vec![article("a", 0, 2), article("b", 1, 0)];
    rule[0].mentions[1] = Some(true);
    check(rule, &[], (K::AbsentWithMention, Warning, "labelled `absent`"));
    let mut little = two();
    little[0].body_share = Some(0.2);
    check(little, &[], (K::LittleBody, Note, "20 %"));
    let mut lines = two();
    lines.iter_mut().for_each(|a| a.repeated = vec!["تابعونا"]);
    check(lines, &[], (K::RepeatedLine, Note, "stands in 2 articles"));
}

/// Twenty articles of two outlets: the first outlet's are all warm but one and hold the second word.
#[test]
fn outlets_and_doubts() {
    use FindingKind as K;
    let names: Vec<String> = (10..30).map(|i| format!("n{i}")).collect();
    let made = |i: usize| {
        let (first, tone) = (i < 10, usize::from(i >= 10));
        let mut a = article(&names[i], if i == 0 { 1 } else { tone }, 0);
        a.outlet = Some(if first { "المرفأ" } else { "الميناء" });
        a.words = if first { vec![(0, 1), (1, 1)] } else { vec![(0, 1)] };
        a.probabilities[0] = if first { vec![0.95, 0.05, 0.0] } else { vec![0.05, 0.95, 0.0] };
        a.repeated = if first { vec!["المرفأ على هاتفك"] } else { vec![] };
        a
    };
    let set = || (0..20).map(made).collect::<Vec<_>>();
    check(
        set(),
        &[],
        (K::LabelDoubt, Severity::Warning, "labelled `cold` (0.05), the model says `warm` (0.95)"),
    );
    check(set(), &[], (K::LabelErrors, Severity::Note, "of 20 labels"));
    check(set(), &[], (K::OutletEntangled, Severity::Warning, "tells the class of 95 %"));
    check(
        set(),
        &[],
        (K::OutletWord, Severity::Warning, "in 10 of 10 articles of the outlet and in 0 of 10"),
    );
    check(set(), &[], (K::OutletLine, Severity::Warning, "10 of one outlet"));
}

#[test]
fn every_label_has_a_rank() {
    let book = Codebook::from_toml(BOOK).unwrap();
    let mut articles = vec![article("a", 0, 0), article("b", 1, 0), article("c", 0, 2)];
    articles[0].mentions[1] = Some(false);
    articles[2].probabilities[1] = Vec::new();
    let found = audit(&AuditSet { book: &book, articles, vocabulary: &[] }, &[]);
    let ranked: Vec<(usize, &str, &str, Basis)> = found
        .labels
        .iter()
        .map(|l| (l.rank, l.place.id.as_str(), l.axis.as_str(), l.basis))
        .collect();
    let wanted = [
        (1, "a", "stance", Basis::Mention),
        (2, "b", "tone", Basis::Model),
        (3, "a", "tone", Basis::Model),
        (4, "c", "tone", Basis::Model),
        (5, "b", "stance", Basis::Model),
        (6, "c", "stance", Basis::Nothing),
    ];
    assert_eq!(ranked, wanted);
}

#[test]
fn drift_of_classes_and_words() {
    let book = Codebook::from_toml(BOOK).unwrap();
    let names: Vec<String> = (0..12).map(|i| format!("n{i}")).collect();
    let vocabulary = vec!["خبر".to_owned(), "ريح".to_owned()];
    let set = |tone: usize, word: u32| {
        let made = |id| AuditArticle { words: vec![(word, 3)], ..article(id, tone, 0) };
        let articles = names.iter().map(|n| made(n)).collect();
        AuditSet { book: &book, articles, vocabulary: &vocabulary }
    };
    let (found, compared) = audit_against(&set(0, 0), &set(1, 1), &[(0, 1)]);
    let kinds: Vec<(FindingKind, Severity)> = found.iter().map(|f| (f.kind, f.severity)).collect();
    let wanted = [FindingKind::CopiesAcrossFiles, FindingKind::ClassDrift, FindingKind::WordDrift];
    assert_eq!(kinds, wanted.map(|kind| (kind, Severity::Warning)));
    assert_eq!(compared.len(), 3, "two axes and the words");
    let (found, _) = audit_against(&set(0, 0), &set(0, 0), &[]);
    assert_eq!(found, []);
}
