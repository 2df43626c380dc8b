//! The explanation of an article that means harm, in every form.

use rasid_codebook::Codebook;
use rasid_pipeline::{Analyzed, Analyzer, Example, Model, Settings, Source, train};
use rasid_report::{
    Explained, Look, inert, write_explanation, write_explanation_json, write_explanation_page,
};

use crate::HOSTILE;

const BOOK: &str = r#"
format = 1
[[axis]]
name = "tone"
classes = [{ name = "warm" }, { name = "cold" }]
"#;
const ARTICLES: [(&str, usize, &str); 4] = [
    ("مياه النهر صافية تسر العين وتروي البساتين", 0, "a"),
    ("نحب ضفاف النهر الصافية وبساتينها الجميلة", 0, "b"),
    ("فيضان النهر دمر البيوت وأغرق البساتين", 1, "c"),
    ("النهر ملوث وفيضانه دمر القرى", 1, "d"),
];

fn model() -> Model {
    let analyzer = Analyzer::new(Codebook::from_toml(BOOK).unwrap(), Settings::default());
    let read: Vec<Analyzed> =
        ARTICLES.iter().map(|a| analyzer.analyze(Source::plain(a.0))).collect();
    let classes: Vec<_> =
        analyzer.codebook().class_ids(analyzer.codebook().axis("tone").unwrap()).collect();
    let example = |(article, &(text, class, group)): (_, &(&'static str, usize, &'static str))| {
        Example { article, text, labels: vec![Some(classes[class])], group, domain: "" }
    };
    let examples: Vec<Example<'_>> = read.iter().zip(&ARTICLES).map(example).collect();
    train(&analyzer, &examples, &[], None).unwrap().model
}

/// No tag but ours, nothing active, in an article whose every line ends with the hostile text.
#[track_caller]
fn check(model: &Model, hostile: &str) {
    let article = format!(
        "مياه النهر صافية {hostile}.\n\nوقالت المديرة: «فيضان النهر دمر البساتين {hostile}».\n"
    );
    // Enough Arabic for the language to be known.
    let article = format!("{article}{}", "نحب ضفاف النهر الصافية وبساتينها الجميلة. ".repeat(9));
    let explanation = model.explanation(Source::plain(&article));
    let id = format!("{hostile}a");
    let notes = [format!("{hostile}note")];
    let explained = Explained {
        id: &id,
        explanation: &explanation,
        book: model.analyzer().codebook(),
        axes: &[0],
        place: &|span| span,
        encoding: &notes,
    };
    let (mut text, mut json, mut page) = (Vec::new(), Vec::new(), Vec::new());
    let look = Look { whole: true, colors: false, width: None };
    write_explanation(&mut text, &explained, look).unwrap();
    write_explanation_json(&mut json, &explained).unwrap();
    write_explanation_page(&mut page, &explained).unwrap();
    for form in [text, json].map(|form| String::from_utf8(form).unwrap()) {
        for line in form.lines() {
            let line = line.replace(['\u{2028}', '\u{2029}'], "");
            assert!(line.chars().all(|c| inert(&c.to_string()) == c.to_string()), "{line:?}");
        }
    }
    let parsed = crate::parse(&String::from_utf8(page).unwrap());
    let ours =
        ["class", "dir", "title", "scope", "charset", "content", "http-equiv", "name", "lang"];
    for (tag, attribute, value) in &parsed.attributes {
        assert!(ours.contains(&attribute.as_str()), "{tag} {attribute}");
        assert_eq!(inert(value), *value, "{hostile:?}");
    }
    for tag in &parsed.tags {
        let name = tag.trim_start_matches(['<', '/']).split(' ').next().unwrap();
        assert!(!["script", "img", "svg", "comment"].contains(&name), "{tag}");
    }
    assert_eq!(parsed.tags.iter().filter(|tag| *tag == "</main").count(), 1, "{hostile:?}");
    let marks = parsed.tags.iter().filter(|tag| tag.starts_with("<mark class title"));
    assert!(marks.count() > 3, "{:?}", explanation.verdict);
    for text in &parsed.texts {
        let text = text.replace('\n', " ");
        assert_eq!(inert(&text), text, "{hostile:?}");
    }
}

#[test]
fn hostile_articles_change_no_form() {
    let model = model();
    HOSTILE.iter().for_each(|text| check(&model, text));
}
