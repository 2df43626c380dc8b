//! `rasid explain`: what carried the verdicts about one article.

use serde_json::Value;

use crate::page::skeleton;
use crate::run::{Place, Said, project};

const BOOK: &str = r#"
format = 1
[[axis]]
name = "tone"
classes = [{ name = "warm" }, { name = "cold" }]
[[axis]]
name = "river"
target = "river"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "plain", plain = true }, { name = "absent" }]
[[target]]
name = "river"
names = ["الزان"]
"#;

const LABELS: &str = "id,text,tone,river,group\n\
    1,مياه الزان صافية تسر العين وتروي البساتين,warm,favor,a\n\
    2,نحب ضفاف الزان الصافية وبساتينها الجميلة,warm,favor,b\n\
    3,فيضان الزان دمر البيوت وأغرق البساتين,cold,against,c\n\
    4,الزان ملوث وفيضانه دمر القرى,cold,against,d\n\
    5,قاس المهندسون منسوب الزان صباح أمس,cold,plain,e\n\
    6,منسوب الزان متران صباح اليوم في المحطة,warm,plain,f\n";

const ARTICLE: &str = "منسوب الزان متران أمس. وقالت مديرة المحطة: «مياه الزان صافية جميلة».\n\n\
    لكن فيضان الزان دمر الجسر! واجتمع الأهالي.\n";

fn place() -> Place {
    let place = Place::new().file("codebook.toml", BOOK).file("labels.csv", LABELS);
    let place = place.file("a.txt", ARTICLE);
    assert_eq!(place.rasid("train labels.csv --fixed -o m.rasid").code, 0);
    place
}

#[track_caller]
fn good(run: Said) -> String {
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

fn json(place: &Place, words: &str) -> Value {
    serde_json::from_str(&good(place.rasid(&format!("explain {words} --format json")))).unwrap()
}

#[test]
fn the_terminal_and_the_object() {
    let place = place();
    let out = good(place.rasid("explain a.txt --model m.rasid"));
    assert!(!out.contains('\u{1b}'), "no colours where there is no terminal");
    insta::assert_snapshot!("explain_text", out);
    insta::assert_snapshot!(
        "explain_json",
        good(place.rasid("explain a.txt --model m.rasid --axis river --format json"))
    );
    let whole = good(place.rasid("explain a.txt --model m.rasid --axis river --whole"));
    assert!(whole.contains("واجتمع الأهالي.") && !whole.contains('…'), "{whole}");
}

/// Sums of all lists are the log-odds, and spans slice the file, as bytes.
#[track_caller]
fn check(object: &Value, file: &[u8]) {
    for (name, axis) in object["axes"].as_object().unwrap() {
        let log_odds = axis["log_odds"].as_f64().unwrap();
        for list in ["evidence", "words", "sentences", "voices"] {
            let weights = axis[list].as_array().unwrap().iter();
            let sum: f64 = weights.map(|w| w["weight"].as_f64().unwrap()).sum();
            assert!((sum - log_odds).abs() < 1e-9, "{name} {list}: {sum} {log_odds}");
        }
        for word in axis["words"].as_array().unwrap() {
            let at = |key: &str| usize::try_from(word[key].as_u64().unwrap()).unwrap();
            assert_eq!(&file[at("start")..at("end")], word["word"].as_str().unwrap().as_bytes());
        }
    }
}

#[test]
fn evidence_adds_up() {
    let own = place();
    check(&json(&own, "a.txt --model m.rasid"), ARTICLE.as_bytes());
    for entry in std::fs::read_dir(project("seeds/articles")).unwrap() {
        let path = entry.unwrap().path();
        check(&json(&own, &path.display().to_string()), &std::fs::read(&path).unwrap());
    }
}

#[test]
fn each_word_has_its_voice() {
    let object = json(&place(), "a.txt --model m.rasid --axis river");
    let river = &object["axes"]["river"];
    for word in river["evidence"].as_array().unwrap() {
        let quoted = word["sentence"] == 2 && word["word"] != "مديرة" && word["word"] != "المحطة";
        let quoted = quoted && word["word"] != "وقالت";
        assert_eq!(word["voice"] == "source", quoted, "{word}");
        assert_eq!(word["speaker"] == "مديرة المحطة", quoted, "{word}");
    }
    assert_eq!(river["voices"][1]["speaker"], "مديرة المحطة");
}

#[test]
fn rules_are_told_in_words() {
    let own = place().file("b.txt", "اجتمع الأهالي في الساحة الجميلة\n");
    let told = json(&own, "b.txt --model m.rasid");
    let river = &told["axes"]["river"];
    assert_eq!((&river["class"], &river["method"]), (&"absent".into(), &"mention".into()));
    assert!(river["in_words"].as_str().unwrap().contains("الزان"));
    assert!(river["evidence"].as_array().unwrap().is_empty() && river["chain"].is_null());

    let words = |text: &str, words: &str| {
        let place = Place::new().file("a.jsonl", text);
        good(place.rasid(&format!("explain a.jsonl --axis outlet_type {words}")))
    };
    let record = "{\"id\":\"x\",\"url\":\"https://www.spa.gov.sa/1\",\"text\":\"خبر عن السباق\"}";
    let told = words(record, "");
    assert!(told.contains("a fact of the registry") && told.contains("spa.gov.sa"), "{told}");
    assert!(!words(record, "--no-registry").contains("registry"));
    let told = words("{\"id\":\"x\",\"text\":\"Сегодня в городе прошёл большой праздник\"}", "");
    assert!(told.contains("script is not one"), "{told}");
    assert!(words("{\"id\":\"x\",\"text\":\"زقزقة\"}", "").contains("no word of the article says"));
}

#[test]
fn a_hostile_article_changes_no_tag() {
    let own = place();
    let page = |between: &str| {
        let text = ARTICLE.replace("دمر الجسر", &format!("{between} دمر الجسر"));
        let text = text.replace("مديرة المحطة", &format!("مديرة المحطة {between}"));
        let title = format!("خبر {between}");
        let record = serde_json::json!({"id": between, "title": title, "text": text});
        std::fs::write(own.path("h.jsonl"), record.to_string()).unwrap();
        let out = good(own.rasid("explain h.jsonl --model m.rasid --html h.html --whole"));
        let page = own.read("h.html");
        for active in ['\u{1b}', '\u{202e}', '\u{9b}'] {
            assert!(!out.contains(active) && !page.contains(active), "{out:?}");
        }
        skeleton(&page)
    };
    let plain = page("زقزقة");
    assert!(plain.lines().any(|tag| tag.contains("mark")), "{plain:?}");
    assert!(!plain.lines().any(|tag| tag.contains("script") || tag.contains("img")));
    for (hostile, harmless) in [
        ("<script>alert(1)</script>", "+script+alert(1)+/script+"),
        ("\"'><img src=x onerror=alert(1)>", "\"'++img src=x onerror=alert(1)+"),
        ("</title></style></main><!-- ]]>", "+/title++/style++/main++!-- ]]+"),
        ("&lt;b&gt; &#60;", "+lt;b+gt; +#60;"),
        ("\u{1b}[31m\u{202e}\u{9b}2J", "[31m2J"),
    ] {
        assert_eq!(page(hostile), page(harmless), "{hostile}");
    }
}

#[test]
fn one_article_is_meant() {
    let lines = "{\"id\":\"x\",\"text\":\"منسوب الزان\"}\n{broken\n{\"id\":\"y\",\"text\":\"مياه الزان صافية\"}\n";
    let own =
        place().file("a.jsonl", lines).file("empty.txt", " \n").file("one.csv", "id,text\n1,خبر\n");
    let check = |words: &str, code: i32, said: &str| {
        let run = own.rasid(&format!("explain {words} --model m.rasid"));
        assert_eq!(run.code, code, "{words}: {}", run.err);
        assert!(format!("{}{}", run.err, run.out).contains(said), "{words}: {}", run.err);
    };
    check("a.jsonl --id y", 0, "مياه");
    check("one.csv", 0, "tone");
    check("missing.txt", 3, "cannot open missing.txt");
    check("empty.txt", 3, "empty");
    check("a.jsonl --id z", 3, "no article `z`");
    check("a.jsonl", 3, "a.jsonl:2");
    check("labels.csv", 2, "--id 1");
    check("a.txt --axis rivers", 2, "river");
    for words in [
        "a.txt -o a.txt",
        "a.txt --html a.txt",
        "a.txt --html m.rasid",
        "a.txt --html x -o ./x",
        "a.txt --html -",
    ] {
        check(words, 2, "");
    }
    assert_eq!(own.read("a.txt"), ARTICLE);
    let run = own.rasid_with("explain - --model m.rasid --axis river", ARTICLE);
    assert!(good(run).contains("river: "));
}
