//! Classification by numbers gives what the plain path gives, to the last bit.

use std::path::Path;

use proptest::prelude::*;
use rasid_codebook::Codebook;
use rasid_pipeline::{
    Analyzed, Analyzer, AxisSettings, Example, FeatureSettings, Fields, Format, Model, Settings,
    Source, train,
};

use super::BOOK;

/// text, voice, russia, us, group
type Article = (&'static str, usize, Option<usize>, Option<usize>, &'static str);

const ARTICLES: &[Article] = &[
    ("استقبل معالي الوزير وفد روسيا. وقال الوزير: «نشيد بالشراكة مع موسكو»", 0, Some(0), None, "a"),
    ("يا جماهير أمتنا إن روسيا تنهب الثروات! وتحتل موسكو البلاد", 1, Some(1), None, "a"),
    ("وقع معالي الوزير مع واشنطن اتفاق شراكة وصداقة", 0, None, Some(0), "b"),
    ("يا جماهير الأمة واشنطن تنهب وتحتل وتبتز. قالت موسكو إنها تتابع", 1, Some(2), Some(1), "b"),
    ("أكد معالي الوزير عمق الصداقة مع موسكو، وتابعت واشنطن اللقاء", 0, Some(0), Some(2), "c"),
    ("لن تنسى جماهيرنا عدوان موسكو وابتزاز الولايات المتحدة", 1, Some(1), Some(1), "c"),
];

fn model(settings: Settings) -> Model {
    let analyzer = Analyzer::new(Codebook::from_toml(BOOK).unwrap(), settings);
    let read: Vec<Analyzed> =
        ARTICLES.iter().map(|a| analyzer.analyze(Source::plain(a.0))).collect();
    let book = analyzer.codebook();
    let class = |axis: &str, class: Option<usize>| {
        let axis = book.axis(axis).unwrap();
        class.map(|class| book.class(axis, &book.axis_at(axis).classes[class].name).unwrap())
    };
    let example = |(i, a): (usize, &Article)| {
        let labels = vec![class("voice", Some(a.1)), class("russia", a.2), class("us", a.3)];
        Example { article: &read[i], text: a.0, labels, group: a.4, domain: "" }
    };
    let examples: Vec<_> = ARTICLES.iter().enumerate().map(example).collect();
    train(&analyzer, &examples, &[], None).unwrap().model
}

/// Classifies texts in both ways, the quick one with one memory for all.
#[track_caller]
fn check<'a>(model: &Model, texts: impl IntoIterator<Item = &'a str>) {
    let compiled = model.compiled();
    let mut classifier = compiled.classifier();
    for text in texts {
        for format in [Format::Plain, Format::detect(text)] {
            let source = Source { format, ..Source::plain(text) };
            let plain = model.classify(&model.analyzer().analyze(source));
            assert_eq!(classifier.classify(source), plain, "{text:?}");
        }
    }
}

const ODD: &[&str] = &[
    "",
    " ",
    "\n\n",
    "\r\n\r",
    "روسيا\r\nموسكو\rواشنطن\r\n\r\nروسيا",
    "روسيا\u{a0}موسكو\u{2028}واشنطن\u{85}الوزير",
    "روسيا \u{64b}موسكو",
    "\u{301}روسيا",
    "ﷺ ﷲ ﻻ روسيا ﻻﻻ",
    "وزير.موسكو،واشنطن؛روسيا؟الوزير!جماهير…تنهب",
    "3.5 3,5 3 ,5 ٣٫٥ 2024 1999م و50 COVID19 U.S. د. أحمد",
    "الولايات\nالمتحدة الولايات\n\nالمتحدة الولايات. المتحدة الولايات  المتحدة",
    "روسيا ـ موسكو ــ واشنطن -- الوزير",
    "https://example.org/a/b?c=روسيا&d=%D8%B1 user@example.org",
    "\u{200f}روسيا\u{200e} \u{202b}موسكو\u{202c} \u{feff}واشنطن",
    "موسكو - (واس): قال الوزير إن موسكو شريك\n\nواشنطن",
    "<html><body><p>روسيا تنهب</p><p>قال الوزير</p></body></html>",
    "Home\nMenu\nمشاركة\nروسيا تنهب البلاد وتحتل الثروات في كل مكان من هذا العالم\nاقرأ أيضا: موسكو",
];

#[test]
fn every_way_to_make_features() {
    let long = "ا".repeat(300);
    let spaced = format!("روسيا {}موسكو", " ".repeat(3000));
    let texts = || {
        let odd = ODD.iter().copied().chain([long.as_str(), spaced.as_str()]);
        ARTICLES.iter().map(|a| a.0).chain(odd)
    };
    for fields in [Fields::Whole, Fields::Near, Fields::NearFar, Fields::NearWhole] {
        for switches in 0..32_u8 {
            let on = |bit: u8| switches >> bit & 1 == 1;
            let (voices, pairs, beside, binary) = (on(0), on(1), on(2), on(3));
            let feature = FeatureSettings { fields, voices, pairs, beside, binary };
            let passages = if on(4) { 2 } else { 0 };
            let others =
                AxisSettings { feature, passages, complement: on(0), ..AxisSettings::default() };
            check(&model(Settings { others, window: 3, ..Settings::default() }), texts());
        }
    }
}

#[test]
fn the_shipped_model_on_whole_articles() {
    let project = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let bytes = std::fs::read(project("models/default/model.rasid")).unwrap();
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(project("seeds/articles")).unwrap() {
        texts.push(std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert_eq!(texts.len(), 12);
    // The real articles where they lie beside the project.
    if let Ok(lines) = std::fs::read_to_string(project("../shared/gold/articles.jsonl")) {
        let text = |line: &str| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            record["text"].as_str().unwrap().to_owned()
        };
        texts.extend(lines.lines().map(text));
    }
    check(&Model::from_bytes(&bytes).unwrap(), texts.iter().map(String::as_str));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_mixture(pieces in prop::collection::vec((0..ODD.len() + ARTICLES.len(), 0..4_usize), 0..6)) {
        let parts = ["", " ", "\n", "\n\n"];
        let piece = |(i, part): &(usize, usize)| {
            let text = ODD.get(*i).copied().unwrap_or_else(|| ARTICLES[i - ODD.len()].0);
            format!("{text}{}", parts[*part])
        };
        let text: String = pieces.iter().map(piece).collect();
        check(&model(Settings::default()), [text.as_str()]);
    }
}
