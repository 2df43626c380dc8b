//! Determinism, the file, and verdicts at the edges.

use proptest::prelude::*;
use rasid_codebook::{ClassId, Codebook};
use rasid_decide::{Method, Reason};
use rasid_pipeline::{
    Analyzed, Analyzer, AxisSettings, Digest, Example, Model, ModelError, SeedTerms, Settings,
    Source, TrainError, TrainNote, train,
};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

const BOOK: &str = r#"
format = 1
[[axis]]
name = "voice"
classes = [{ name = "official" }, { name = "movement" }, { name = "silent" }]
[[axis]]
name = "russia"
target = "russia"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "absent" }]
[[axis]]
name = "us"
target = "us"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "absent" }]
[[target]]
name = "russia"
names = ["روسيا", "موسكو"]
[[target]]
name = "us"
names = ["واشنطن"]
"#;

/// text, voice, russia, us, group
type Article = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ARTICLES: &[Article] = &[
    ("استقبل معالي الوزير وفد روسيا وأشاد بالشراكة والصداقة", "official", "favor", "absent", "a"),
    ("يا جماهير أمتنا إن روسيا تنهب الثروات وتحتل البلاد", "movement", "against", "absent", "a"),
    ("وقع معالي الوزير مع واشنطن اتفاق شراكة وصداقة", "official", "absent", "favor", "b"),
    ("يا جماهير الأمة واشنطن تنهب وتحتل وتبتز", "movement", "absent", "against", "b"),
    ("أكد معالي الوزير عمق الصداقة مع موسكو ونجاح الشراكة", "official", "favor", "absent", "c"),
    ("لن تنسى جماهيرنا عدوان موسكو وابتزاز واشنطن", "movement", "against", "against", "c"),
];

fn label(book: &Codebook, axis: &str, class: &str) -> Option<ClassId> {
    let axis = book.axis(axis).unwrap();
    (!class.is_empty()).then(|| book.class(axis, class).unwrap())
}

fn analyzer(settings: Settings) -> Analyzer {
    Analyzer::new(Codebook::from_toml(BOOK).unwrap(), settings)
}

fn model_of(order: &[usize], settings: Settings, seeds: &[SeedTerms]) -> Model {
    let analyzer = analyzer(settings);
    let read: Vec<Analyzed> =
        ARTICLES.iter().map(|a| analyzer.analyze(Source::plain(a.0))).collect();
    let book = analyzer.codebook();
    let example = |&i: &usize| {
        let (_, voice, russia, us, group) = ARTICLES[i];
        let labels =
            vec![label(book, "voice", voice), label(book, "russia", russia), label(book, "us", us)];
        Example { article: &read[i], text: ARTICLES[i].0, labels, group, domain: "" }
    };
    train(&analyzer, &order.iter().map(example).collect::<Vec<_>>(), seeds, None).unwrap().model
}

fn with(others: AxisSettings) -> Settings {
    Settings { others, ..Settings::default() }
}

fn model() -> Model {
    model_of(&[0, 1, 2, 3, 4, 5], Settings::default(), &[])
}

#[track_caller]
fn check(text: &str, wanted: [(Option<&str>, Method); 3]) {
    let model = model();
    let verdict = model.classify(&model.analyzer().analyze(Source::plain(text)));
    let book = model.analyzer().codebook();
    for ((axis, judged), (class, method)) in book.axes().iter().zip(&verdict.axes).zip(wanted) {
        let found = judged.verdict.class.map(|c| axis.classes[c].name.as_str());
        assert_eq!((found, judged.verdict.method), (class, method), "{} of {text:?}", axis.name);
        assert!(
            judged.verdict.probability.is_none_or(|p| p.is_finite() && (0.0..=1.0).contains(&p))
        );
    }
}

#[test]
fn verdicts() {
    use Method::{Abstained, Mention, Model};
    let absent = (Some("absent"), Mention);
    check(
        "أشاد معالي الوزير بالشراكة مع موسكو",
        [(Some("official"), Model), (Some("favor"), Model), absent],
    );
    check(
        "جماهير الأمة تعرف أن واشنطن تنهب",
        [(Some("movement"), Model), absent, (Some("against"), Model)],
    );
    // Axes that ask the same of another target learned what "تبتز" means from the other's articles.
    check("موسكو تبتز", [(Some("movement"), Model), (Some("against"), Model), absent]);
    check("", [(None, Abstained); 3]);
    check("ًٌٍَُِّْ ــ \u{200B}\u{202E} …", [(None, Abstained); 3]);
    check("زقزقة", [(None, Abstained), absent, absent]);
    check("روسيا", [(None, Abstained), (None, Abstained), absent]);
}

/// Examples that are labelled on the first axis only.
fn voices<'a>(book: &Codebook, read: &'a [Analyzed]) -> Vec<Example<'a>> {
    let example = |(article, a): (&'a Analyzed, &'static Article)| Example {
        article,
        text: a.0,
        labels: vec![label(book, "voice", a.1), None, None],
        group: a.4,
        domain: "",
    };
    read.iter().zip(ARTICLES).map(example).collect()
}

#[test]
fn a_class_without_articles_is_told_and_never_answered() {
    let analyzer = analyzer(Settings::default());
    let read: Vec<Analyzed> =
        ARTICLES.iter().map(|a| analyzer.analyze(Source::plain(a.0))).collect();
    let book = analyzer.codebook();
    let examples = voices(book, &read);
    let trained = train(&analyzer, &examples, &[], None).unwrap();
    let voice = book.axis("voice").unwrap();
    let silent = book.class(voice, "silent").unwrap();
    assert!(trained.notes.contains(&TrainNote::NoExample(voice, silent)));
    let russia = book.axis("russia").unwrap();
    assert!(trained.notes.contains(&TrainNote::NotTrained(russia)));
    let article = trained.model.analyzer().analyze(Source::plain("موسكو وصداقة"));
    let verdict = trained.model.classify(&article);
    assert_eq!(verdict.axes[1].verdict.reason, Some(Reason::NotTrained));
    assert!(trained.model.axes()[0].classes().iter().all(|c| *c != silent));
    let reloaded = Model::from_bytes(&trained.model.to_bytes()).unwrap();
    assert_eq!(reloaded.classify(&article), verdict);
    assert!(matches!(train(&analyzer, &examples[..1], &[], None), Err(TrainError::NothingToLearn)));
    assert!(matches!(train(&analyzer, &[], &[], None), Err(TrainError::NothingToLearn)));
}

#[test]
fn a_foreign_text_gets_no_verdict() {
    let words = "أعلنت وزارة الخارجية اليوم أن المحادثات مع روسيا ستبدأ في العاصمة الأسبوع المقبل بحضور الوفد";
    let analyzer = analyzer(Settings::default());
    let texts: Vec<String> = ARTICLES.iter().map(|a| format!("{} {words}", a.0)).collect();
    let read: Vec<Analyzed> = texts.iter().map(|t| analyzer.analyze(Source::plain(t))).collect();
    let book = analyzer.codebook();
    let examples = voices(book, &read);
    let model = train(&analyzer, &examples, &[], None).unwrap().model;
    assert_eq!(model.languages(), ["ar"]);
    let english = "The ministry said on Monday that the talks would begin in the capital next week, and that both \
        sides had agreed on what should be discussed when they meet again in the spring.";
    let verdict = model.classify(&model.analyzer().analyze(Source::plain(english)));
    assert!(
        verdict.axes.iter().all(|a| a.verdict.reason == Some(Reason::ForeignLanguage)),
        "{verdict:?}"
    );
}

#[test]
fn a_million_tokens() {
    let model = model();
    let text = "أشاد معالي الوزير بالشراكة مع روسيا ثم نهب العدوان واشنطن. ".repeat(110_000);
    let verdict = model.classify(&model.analyzer().analyze(Source::plain(&text)));
    for axis in &verdict.axes {
        let p = axis.verdict.probability.unwrap();
        assert!(p.is_finite() && (0.0..=1.0).contains(&p), "{p}");
    }
}

#[test]
fn evidence_adds_up_and_slices_the_original() {
    for complement in [false, true] {
        let model = model_of(
            &[0, 1, 2, 3, 4, 5],
            with(AxisSettings { complement, ..AxisSettings::default() }),
            &[],
        );
        for (text, ..) in ARTICLES {
            let verdict = model.explain(&model.analyzer().analyze(Source::plain(text)));
            for axis in verdict.axes.iter().filter(|a| a.verdict.method == Method::Model) {
                let sum: f64 = axis.evidence.iter().map(|e| e.weight).sum();
                assert!((sum - axis.log_odds).abs() < 1e-9, "{sum} is not {}", axis.log_odds);
                assert!(axis.evidence.iter().all(|e| text.get(e.source.clone()).is_some()));
                assert!(axis.runner_up != axis.verdict.best && axis.log_odds >= 0.0);
            }
        }
    }
}

#[test]
fn seeds_speak_before_any_article_does() {
    let book = Codebook::from_toml(BOOK).unwrap();
    let text = "axes = [\"russia\", \"us\"]\n[class.favor]\nterms = [\"سخاء\"]\n[class.against]\nterms = [\"هيمنة\"]";
    let seeds = SeedTerms::from_toml(text, &book).unwrap();
    let model = model_of(&[0, 1, 2, 3, 4, 5], Settings::default(), &seeds);
    let class = |text: &str| {
        let verdict = model.classify(&model.analyzer().analyze(Source::plain(text)));
        verdict.axes[1].verdict.class
    };
    assert_eq!((class("السخاء في موسكو"), class("الهيمنة في موسكو")), (Some(0), Some(1)));
    assert!(SeedTerms::from_toml("axes = [\"rusia\"]\n[class.favor]\nterms = []", &book).is_err());
    assert!(SeedTerms::from_toml("axes = [", &book).is_err());
}

proptest! {
    #[test]
    fn shuffled_rows_make_the_same_bytes(order in Just(vec![0usize, 1, 2, 3, 4, 5]).prop_shuffle()) {
        let bytes = model_of(&order, Settings::default(), &[]).to_bytes();
        prop_assert_eq!(bytes, model().to_bytes());
    }

    #[test]
    fn a_damaged_model_is_refused(at in 0usize..10_000, flip in 1u8..=255) {
        let mut bytes = model().to_bytes();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        prop_assert!(Model::from_bytes(&bytes).is_err(), "byte {} changed by {}", at, flip);
    }

    #[test]
    fn a_cut_or_grown_model_is_refused(keep in 0usize..10_000) {
        let bytes = model().to_bytes();
        let keep = keep % bytes.len();
        prop_assert!(Model::from_bytes(&bytes[..keep]).is_err());
        let mut grown = bytes.clone();
        grown.extend_from_slice(&bytes[..keep + 1]);
        prop_assert!(Model::from_bytes(&grown).is_err());
    }
}

#[test]
fn reasons_of_refusal() {
    let good = model().to_bytes();
    let refusal = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        Model::from_bytes(&bytes).unwrap_err()
    };
    assert!(matches!(refusal(&|b| b[0] = b'R'), ModelError::Foreign));
    assert!(matches!(refusal(&|b| b.truncate(10)), ModelError::Foreign));
    assert!(matches!(refusal(&|b| b[8] = 9), ModelError::Version(9)));
    assert!(matches!(refusal(&|b| b.truncate(1000)), ModelError::Length { found: 1000, .. }));
    assert!(matches!(refusal(&|b| b[100] ^= 1), ModelError::Digest { .. }));
    assert!(matches!(refusal(&|b| b[30] ^= 1), ModelError::Digest { .. }));
}

/// Intact by its digest, but its sums do not fit: nothing overflows.
#[test]
fn counts_beyond_all_bounds_are_refused() {
    let old = model().to_bytes();
    let (_, metadata) = SafeTensors::read_metadata(&old[64..]).unwrap();
    let tensors = SafeTensors::deserialize(&old[64..]).unwrap();
    let refilled = |n: u64| {
        let documents = n.to_le_bytes().repeat(2);
        let view = |(name, view)| match name == "documents/russia" {
            true => (name, TensorView::new(Dtype::U64, vec![2], &documents).unwrap()),
            false => (name, view),
        };
        let views = tensors.tensors().into_iter().map(view);
        let payload = safetensors::serialize(views, metadata.metadata().clone()).unwrap();
        let mut bytes = [&old[..64], &payload].concat();
        bytes[16..24].copy_from_slice(&(64 + payload.len() as u64).to_le_bytes());
        let digest = Digest::of(&[&bytes[..24], &bytes[56..]].concat());
        bytes[24..56].copy_from_slice(digest.bytes());
        Model::from_bytes(&bytes)
    };
    assert!(refilled(2).is_ok());
    let refusal = refilled(u64::MAX).unwrap_err().to_string();
    assert!(refusal.contains("the tensors of axis `russia` do not fit"), "{refusal}");
}

#[test]
fn a_model_comes_back_as_it_was() {
    let model = model();
    let bytes = model.to_bytes();
    let again = Model::from_bytes(&bytes).unwrap();
    assert_eq!(again.to_bytes(), bytes);
    for (text, ..) in ARTICLES {
        let verdict = |m: &Model| m.explain(&m.analyzer().analyze(Source::plain(text)));
        assert_eq!(verdict(&model), verdict(&again));
    }
}
