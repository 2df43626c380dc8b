//! Counting by numbers gives the shard of the plain path, to the last byte.

use proptest::prelude::*;
use rasid_codebook::{ClassId, Codebook};
use rasid_pipeline::{
    Analyzer, AxisSettings, Counter, Example, FeatureSettings, Fields, Format, Settings, Shard,
    Source,
};

use super::BOOK;

const TEXTS: &[&str] = &[
    "استقبل معالي الوزير وفد روسيا. وقال الوزير: «نشيد بالشراكة مع موسكو»",
    "يا جماهير أمتنا إن روسيا تنهب الثروات! وتحتل موسكو البلاد. قال الوزير إن روسيا شريك",
    "وقع معالي الوزير مع واشنطن اتفاق شراكة وصداقة، وكانت طهران في المفاوضات مع واشنطن",
    "يا جماهير الأمة واشنطن تنهب وتحتل وتبتز. قالت موسكو إنها تتابع",
    "أكد معالي الوزير عمق الصداقة مع موسكو، وتابعت واشنطن اللقاء مع موسكو وواشنطن",
    "لن تنسى جماهيرنا عدوان موسكو وابتزاز الولايات المتحدة. من طهران إلى موسكو",
    "وزير وزير وزير الوزير والوزير. وزيرٌ، وزيـــر! وَزِيرُ الخارجية وزير @ @@ الخارجية",
    "",
    "\r\n\r",
    "روسيا\r\nموسكو\rواشنطن\r\n\r\nروسيا",
    "روسيا\u{a0}موسكو\u{2028}واشنطن\u{85}الوزير",
    "\u{301}روسيا \u{64b}موسكو ﷺ ﷲ ﻻ روسيا ﻻﻻ",
    "وزير.موسكو،واشنطن؛روسيا؟الوزير!جماهير…تنهب",
    "3.5 3,5 3 ,5 ٣٫٥ 2024 1999م و50 COVID19 U.S. د. أحمد",
    "الولايات\nالمتحدة الولايات\n\nالمتحدة الولايات. المتحدة الولايات  المتحدة",
    "https://example.org/a/b?c=روسيا&d=%D8%B1 user@example.org",
    "موسكو - (واس): قال الوزير إن موسكو شريك\n\nواشنطن",
    "<html><body><p>روسيا تنهب</p><p>قال الوزير «واشنطن تبتز موسكو»</p></body></html>",
    "Home\nMenu\nمشاركة\nروسيا تنهب البلاد وتحتل الثروات في كل مكان من هذا العالم\nاقرأ أيضا: موسكو",
];

/// Labels, a group and a domain of the article with a number: some contradict its mentions, some are missing.
fn told(analyzer: &Analyzer, number: usize) -> (Vec<Option<ClassId>>, String, &'static str) {
    let book = analyzer.codebook();
    let label = |(i, axis): (usize, _)| {
        let classes: Vec<ClassId> = book.class_ids(axis).collect();
        classes.get((number / (i + 1) + i) % (classes.len() + 1)).copied()
    };
    let labels = book.axis_ids().enumerate().map(label).collect();
    (labels, format!("g{}", number % 7), ["more", "labels"][number % 2])
}

/// Counts articles in both ways.
#[track_caller]
fn check(settings: &Settings, texts: &[&str]) {
    let analyzer = Analyzer::new(Codebook::from_toml(BOOK).unwrap(), settings.clone());
    let domains = ["labels", "more"];
    let mut plain = Shard::new(&analyzer, &domains).unwrap();
    let mut counter = Counter::new(&analyzer, &domains).unwrap();
    for (number, text) in texts.iter().enumerate() {
        let format = if number.is_multiple_of(3) { Format::Plain } else { Format::detect(text) };
        let source = Source { format, ..Source::plain(text) };
        let (labels, group, domain) = told(&analyzer, number);
        counter.add(source, labels.clone(), (&group, domain));
        let article = &analyzer.analyze(source);
        plain.add(&analyzer, &Example { article, text, labels, group: &group, domain });
    }
    let (quick, plain) = (counter.into_shard(), plain);
    assert_eq!(quick.articles(), texts.len() as u64);
    let same = quick.to_bytes(&analyzer, &[]) == plain.to_bytes(&analyzer, &[]);
    assert!(same, "{settings:?}: {texts:?}");
}

/// Every text with three sets of labels, and runs of letters that no memory takes.
fn all() -> Vec<String> {
    let odd = ["ا".repeat(300), format!("روسيا {}موسكو", " ".repeat(3000))];
    let texts = TEXTS.iter().map(|text| (*text).to_owned()).chain(odd);
    texts.cycle().take(3 * (TEXTS.len() + 2)).collect()
}

#[test]
fn every_way_to_make_features() {
    let texts = all();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for fields in [Fields::Whole, Fields::Near, Fields::NearFar, Fields::NearWhole] {
        for switches in 0..32_u8 {
            let on = |bit: u8| switches >> bit & 1 == 1;
            let (voices, pairs, beside, binary) = (on(0), on(1), on(2), on(3));
            let feature = FeatureSettings { fields, voices, pairs, beside, binary };
            let passages = if on(4) { 2 } else { 0 };
            let others = AxisSettings { feature, passages, ..AxisSettings::default() };
            let settings = Settings { others, window: 3, ..Settings::default() };
            check(&settings, &texts);
        }
    }
}

/// Axes that differ: what one collects is not counted for the others.
#[test]
fn each_axis_by_its_own_settings() {
    let texts = all();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let axis = |fields, binary, more, passages| {
        let (voices, pairs, beside) = (more, more, more);
        let feature = FeatureSettings { fields, voices, pairs, beside, binary };
        AxisSettings { feature, passages, ..AxisSettings::default() }
    };
    for (binary, more) in [(true, true), (true, false), (false, true), (false, false)] {
        let axes = [
            ("voice", axis(Fields::Whole, !binary, !more, 0)),
            ("russia", axis(Fields::NearFar, binary, more, 2)),
            ("us", axis(Fields::NearWhole, !binary, !more, 0)),
        ];
        let axes = axes.map(|(name, settings)| (name.to_owned(), settings)).into();
        check(&Settings { axes, pool_targets: false, ..Settings::default() }, &texts);
    }
}

/// A codebook of so many slots that their bits fill more than one word.
#[test]
fn many_axes() {
    let axis = |i: usize| {
        format!(
            "[[axis]]\nname = \"a{i}\"\ntarget = \"t{i}\"\nclasses = [{{ name = \"favor\" }}, {{ name = \"against\" }}]\n"
        )
    };
    let target = |i: usize| format!("[[target]]\nname = \"t{i}\"\nnames = [\"مدينة{i}\"]\n");
    let book: String = (0..20).map(axis).chain((0..20).map(target)).collect();
    let book = Codebook::from_toml(&format!("format = 1\n{book}")).unwrap();
    let fields = Fields::NearFar;
    let feature = FeatureSettings { fields, voices: true, pairs: true, beside: true, binary: true };
    let others = AxisSettings { feature, ..AxisSettings::default() };
    let analyzer = Analyzer::new(book, Settings { others, ..Settings::default() });
    let mut plain = Shard::new(&analyzer, &["labels"]).unwrap();
    let mut counter = Counter::new(&analyzer, &["labels"]).unwrap();
    for number in 0..40_usize {
        let (a, b) = (number % 20, number * 7 % 20);
        let text =
            format!("زار الوزير مدينة{a} وقال: «نشيد مع مدينة{b} بالشراكة» ثم عاد إلى مدينة{a}");
        let (labels, group, _) = told(&analyzer, number);
        let source = Source::plain(&text);
        counter.add(source, labels.clone(), (&group, "labels"));
        let article = &analyzer.analyze(source);
        plain.add(
            &analyzer,
            &Example { article, text: &text, labels, group: &group, domain: "labels" },
        );
    }
    let quick = counter.into_shard().to_bytes(&analyzer, &[]);
    assert!(quick == plain.to_bytes(&analyzer, &[]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_mixture(pieces in prop::collection::vec((0..TEXTS.len(), 0..4_usize), 0..12), switches in 0..32_u8) {
        let parts = ["", " ", "\n", "\n\n"];
        let texts: Vec<String> = pieces
            .chunks(3)
            .map(|pieces| pieces.iter().map(|(i, part)| format!("{}{}", TEXTS[*i], parts[*part])).collect())
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let on = |bit: u8| switches >> bit & 1 == 1;
        let feature = FeatureSettings {
            fields: Fields::NearWhole,
            voices: on(0),
            pairs: on(1),
            beside: on(2),
            binary: on(3),
        };
        let others = AxisSettings { feature, ..AxisSettings::default() };
        check(&Settings { others, ..Settings::default() }, &texts);
    }
}
