//! Bags, vocabularies and rows.

use proptest::prelude::*;
use rasid_feature::{Bag, FeatureSettings, Fields, SparseRow, Vocabulary};
use rasid_text::{Body, MentionFinder, Normalized, TargetTerms, TextSettings, Tokens};

fn bag(source: &str, settings: &FeatureSettings) -> Bag {
    let text_settings = TextSettings::default();
    let text = Normalized::new(&Body::whole(source), &text_settings.rules);
    let tokens = Tokens::new(&text, &text_settings);
    let target = TargetTerms { names: vec!["روسيا".into()], ..TargetTerms::default() };
    let mentions = MentionFinder::new(&[target], &text_settings).find(&text, &tokens, None);
    Bag::new(&text, &tokens, &mentions, settings)
}

#[track_caller]
fn check(source: &str, settings: &FeatureSettings, fields: Fields, terms: &[(&str, usize)]) {
    let bag = bag(source, settings);
    let vocabulary = Vocabulary::of([&bag], 1, []);
    let row = vocabulary.index(&bag).row(fields, Some(0), false);
    let named = row.entries().map(|(f, n)| (vocabulary.term(f / fields.count()), n as usize));
    assert_eq!(named.collect::<Vec<_>>(), terms, "{source}");
}

#[test]
fn terms_and_fields() {
    let s = FeatureSettings::default();
    check("شراكة وصداقة. نهب", &s, Fields::Whole, &[("شراك", 1), ("صداق", 1), ("نهب", 1)]);
    check("شراكة مع روسيا. نهب شراكة", &s, Fields::Near, &[("شراك", 1)]);
    check(
        "شراكة مع روسيا. نهب شراكة",
        &s,
        Fields::NearFar,
        &[("شراك", 1), ("شراك", 1), ("نهب", 1)],
    );
    check("شراكة شراكة", &s, Fields::Near, &[]);
    check("من روسيا إلى 2024 في", &s, Fields::Whole, &[]);
    let near = FeatureSettings { window: 1, ..s.clone() };
    check("بعيد قريب روسيا قريب بعيد", &near, Fields::Near, &[("قريب", 2)]);
    let pairs = FeatureSettings { bigrams: true, ..s };
    check("صمت طويل. صمت", &pairs, Fields::Whole, &[("صمت", 2), ("صمت طويل", 1), ("طويل", 1)]);
    check("صمت روسيا طويل", &pairs, Fields::Whole, &[("صمت", 1), ("طويل", 1)]);
}

#[test]
fn evidence_shows_the_spelling_of_the_article() {
    let source = "وَشَراكةٌ قويّة";
    let bag = bag(source, &FeatureSettings { bigrams: true, ..FeatureSettings::default() });
    let shown: Vec<&str> = bag.occurrences().iter().map(|o| &source[o.source()]).collect();
    assert_eq!(shown, ["وَشَراكةٌ", "قويّة", "وَشَراكةٌ قويّة"]);
}

#[test]
fn rare_terms_are_left_out_and_extra_ones_are_not() {
    let s = FeatureSettings::default();
    let bags = [bag("شراكة شراكة نهب", &s), bag("نهب", &s)];
    let terms = |min, extra: &[&str]| {
        let v = Vocabulary::of(&bags, min, extra.iter().copied());
        v.terms().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(terms(1, &[]), ["شراك", "نهب"]);
    assert_eq!(terms(2, &[]), ["نهب"], "twice in one article is one document");
    assert_eq!(terms(2, &["شراك", "ابتزاز"]), ["ابتزاز", "شراك", "نهب"]);
}

proptest! {
    #[test]
    fn rows_are_sorted_sums(features in prop::collection::vec((0u32..9, 0u32..4), 0..30)) {
        let row = SparseRow::new(features.clone());
        let entries: Vec<_> = row.entries().collect();
        prop_assert!(entries.is_sorted_by(|a, b| a.0 < b.0));
        for (feature, n) in entries {
            let sum: u32 = features.iter().filter(|f| f.0 as usize == feature).map(|f| f.1).sum();
            prop_assert_eq!(n, sum);
        }
        prop_assert_eq!(row.total(), features.iter().map(|f| u64::from(f.1)).sum::<u64>());
        prop_assert!(row.binary().entries().all(|e| e.1 == 1));
    }

    #[test]
    fn every_term_is_found_again(words in prop::collection::btree_set("[ابتث]{1,6}", 0..60)) {
        let vocabulary = Vocabulary::from_sorted(words.iter().map(String::as_str)).unwrap();
        prop_assert_eq!(vocabulary.len(), words.len());
        for (i, word) in words.iter().enumerate() {
            prop_assert_eq!(vocabulary.number(word), Some(i));
            prop_assert_eq!(vocabulary.term(i), word);
        }
        prop_assert_eq!(vocabulary.number("غريب"), None);
    }
}

#[test]
fn unsorted_terms_are_refused() {
    assert!(Vocabulary::from_sorted(["ب", "ا"]).is_none());
    assert!(Vocabulary::from_sorted(["ا", "ا"]).is_none());
    assert_eq!(Vocabulary::default().number("ا"), None);
}
