//! Bags, vocabularies and rows.

use proptest::prelude::*;
use rasid_feature::{
    Bag, BagSettings, FeatureSettings, Field, Fields, Least, Place, SparseRow, Terms, Vocabulary,
    Voice,
};
use rasid_text::{
    Body, MentionFinder, Normalized, SpeechFinder, TargetTerms, TextSettings, Tokens,
};

fn bag(source: &str, settings: &BagSettings) -> Bag {
    let text_settings = TextSettings::default();
    let text = Normalized::new(&Body::whole(source), &text_settings.rules);
    let tokens = Tokens::new(&text, &text_settings);
    let target = |name: &str| TargetTerms { names: vec![name.into()], ..TargetTerms::default() };
    let finder = MentionFinder::new(&[target("روسيا"), target("قطر")], &text_settings);
    let mentions = finder.find(&text, &tokens, None);
    let speech = settings.voices.then(|| SpeechFinder::new(&text_settings).find(&text, &tokens));
    Bag::new(&text, &tokens, &mentions, speech.as_ref(), settings)
}

/// Everything that can be collected.
fn all() -> BagSettings {
    BagSettings { pairs: true, beside: true, voices: true, ..BagSettings::default() }
}

/// Features of raw counts that speak about the first target.
fn raw(fields: Fields) -> FeatureSettings {
    FeatureSettings { fields, binary: false, ..FeatureSettings::default() }
}

#[track_caller]
fn check_with(collect: &BagSettings, source: &str, s: FeatureSettings, terms: &[(&str, usize)]) {
    let bag = bag(source, collect);
    let vocabulary = Vocabulary::of([&bag, &bag], 1, collect, []);
    let row = vocabulary.index(&bag).row(s, Some(0));
    let named = row.entries().map(|(f, n)| (vocabulary.term(f / s.slots()), n as usize));
    assert_eq!(named.collect::<Vec<_>>(), terms, "{source}");
    // Terms that are numbered as they come say the same, however they are told.
    let mut growing = Terms::default();
    let indexed = growing.index(&bag, collect);
    let plain: Vec<usize> = indexed.features(s, Some(0)).map(|feature| feature.0).collect();
    let mut told = Vec::new();
    indexed.each_feature(s, Some(0), |term, slot| told.push(term * s.slots() + slot));
    assert_eq!(told, plain, "{source}");
    let number = |f: usize| vocabulary.number(growing.term(f / s.slots()));
    let known = plain.iter().filter_map(|&f| Some((number(f)? * s.slots() + f % s.slots(), 1)));
    assert_eq!(SparseRow::new(known.map(|(f, n)| (f as u32, n))), row, "{source}");
}

#[track_caller]
fn check(source: &str, settings: FeatureSettings, terms: &[(&str, usize)]) {
    check_with(&all(), source, settings, terms);
}

#[test]
fn terms_and_fields() {
    let (whole, near) = (raw(Fields::Whole), raw(Fields::Near));
    check("شراكة وصداقة. نهب", whole, &[("شراك", 1), ("صداق", 1), ("نهب", 1)]);
    check("شراكة مع روسيا. نهب شراكة", near, &[("شراك", 1)]);
    let both = [("شراك", 1), ("شراك", 1), ("نهب", 1)];
    check("شراكة مع روسيا. نهب شراكة", raw(Fields::NearFar), &both);
    let doubled = [("شراك", 1), ("شراك", 2), ("نهب", 1)];
    check("شراكة مع روسيا. نهب شراكة", raw(Fields::NearWhole), &doubled);
    check("شراكة شراكة", near, &[]);
    check("من روسيا إلى 2024 في", whole, &[]);
    let narrow = BagSettings { window: 1, ..all() };
    check_with(&narrow, "بعيد قريب روسيا قريب بعيد", near, &[("قريب", 2)]);
    let pairs = FeatureSettings { pairs: true, ..whole };
    check("صمت طويل. صمت", pairs, &[("صمت", 2), ("صمت طويل", 1), ("طويل", 1)]);
    check("صمت روسيا طويل", pairs, &[("صمت", 1), ("طويل", 1)]);
}

#[test]
fn words_beside_a_name_know_their_side() {
    let beside = FeatureSettings { beside: true, ..raw(Fields::Near) };
    let terms = [("@ طويل", 1), ("صمت", 1), ("صمت @", 1), ("طويل", 1), ("علي @", 1)];
    check("صمت على روسيا طويل", beside, &terms);
    // Another target's name is told apart from any word; its own neighbours are not this one's.
    check("صمت قطر روسيا", beside, &[("@@ @", 1), ("صمت", 1), ("صمت @", 1)]);
    check("قطر صمت", beside, &[]);
    // Neither a number nor the end of a sentence is looked across.
    check("صمت 7 روسيا. طويل", beside, &[("صمت", 1)]);
}

#[test]
fn a_source_speaks_with_another_voice() {
    let voices = FeatureSettings { voices: true, ..raw(Fields::Near) };
    let source = "صمت الوزير عن روسيا وقال: «روسيا صمت طويل»";
    check(source, voices, &[("صمت", 1), ("صمت", 1), ("طويل", 1), ("قال", 1), ("وزير", 1)]);
    assert_eq!(voices.slots(), 2);
    let field = |voice| Field { place: Place::Near, voice: Some(voice) };
    assert_eq!([voices.field(0), voices.field(1)], [field(Voice::Author), field(Voice::Source)]);
    assert_eq!(voices.seeded_slots().collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn evidence_shows_the_spelling_of_the_article() {
    let source = "وَشَراكةٌ قويّة";
    let bag = bag(source, &all());
    let shown: Vec<&str> = bag.occurrences().iter().map(|o| &source[o.source()]).collect();
    assert_eq!(shown, ["وَشَراكةٌ", "قويّة", "وَشَراكةٌ قويّة"]);
}

#[test]
fn rare_terms_are_left_out_and_extra_ones_are_not() {
    let s = BagSettings::default();
    let bags = [bag("شراكة شراكة نهب", &s), bag("نهب", &s)];
    let terms = |min, extra: &[&str]| {
        let v = Vocabulary::of(&bags, min, &s, extra.iter().copied());
        v.terms().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(terms(1, &[]), ["شراك", "نهب"]);
    assert_eq!(terms(2, &[]), ["نهب"], "twice in one article is one document");
    assert_eq!(terms(2, &["شراك", "ابتزاز"]), ["ابتزاز", "شراك", "نهب"]);
    let pairs = [bag("شراكة طويلة", &all())];
    let of = |bags: &[Bag]| Vocabulary::of(bags, 1, &all(), []).len();
    assert_eq!(of(&pairs), 2, "a pair of one article is none");
    assert_eq!(of(&[pairs[0].clone(), pairs[0].clone()]), 3);
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
    let counted = [("ب", 3), ("ا ب", 3), ("ا", 3), ("ج", 2), ("ت", 2), ("ج ت", 1)];
    let most = |n: u32, counted: &[(&'static str, u64)]| {
        let least = Least { documents: 1, features: Some(n) };
        Vocabulary::selected(counted.iter().copied(), least, ["ظ"]).lines().replace('\n', "|")
    };
    let turned: Vec<_> = counted.iter().rev().copied().collect();
    for (n, wanted) in
        [(0, "ظ|"), (1, "ا|ظ|"), (2, "ا|ب|ظ|"), (3, "ا|ا ب|ب|ظ|"), (4, "ا|ا ب|ب|ت|ظ|")]
    {
        assert_eq!((most(n, &counted), most(n, &turned)), (wanted.to_owned(), wanted.to_owned()));
    }
    assert_eq!(most(9, &counted), "ا|ا ب|ب|ت|ج|ظ|", "a pair of one article says nothing");
    for lines in ["ب\nا\n", "ا\nا\n", "ا\nب", "ا"] {
        assert!(Vocabulary::from_lines(lines.to_owned()).is_none(), "{lines:?}");
    }
    let read = Vocabulary::from_lines("ا\nاب\nب\n".to_owned()).unwrap();
    assert_eq!(read.terms().collect::<Vec<_>>(), ["ا", "اب", "ب"]);
    assert_eq!((read.number("اب"), read.number("ابا"), read.len()), (Some(1), None, 3));
    assert_eq!(read.lines(), "ا\nاب\nب\n");
    assert!(Vocabulary::from_lines(String::new()).unwrap().is_empty());
    assert_eq!(Vocabulary::default().number("ا"), None);
}
