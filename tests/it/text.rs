//! `rasid text`: what each stage made of a file.

use serde_json::{Value, json};

use crate::run::Place;

const ARTICLE: &str = "موسكو – (منبر السهوب): أكّد وزير الطاقة أمس أن روسيا ستزيد صادراتها.\n\
    وقال المتحدث باسم الوزارة: «لن نغلق الأبواب أمام أحد»، في إشارة إلى قر غيزستان وعام 2024.\n\
    المصدر: تاس\n";

fn place() -> Place {
    Place::new().file("a.txt", ARTICLE)
}

fn rows(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// The slice of a file that a row names.
fn slice<'f>(file: &'f [u8], row: &Value) -> &'f [u8] {
    let at = |name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
    &file[at("start")..at("end")]
}

#[test]
fn body_and_normalized_are_plain_text() {
    for format in ["text", "jsonl"] {
        let body = place().rasid(&format!("text a.txt --stage body --format {format}"));
        assert_eq!((body.code, body.out.as_str()), (0, ARTICLE.split("المصدر").next().unwrap()));
        let text = place().rasid(&format!("text a.txt --stage normalized --format {format}")).out;
        assert!(text.starts_with("موسكو – (منبر السهوب): اكد وزير الطاقه"), "{text}");
        assert!(text.contains("قرغيزستان"), "broken names are healed: {text}");
    }
}

#[test]
fn tokens_slice_the_file() {
    let run = place().rasid("text a.txt --stage tokens --format jsonl");
    let rows = rows(&run.out);
    let find = |token: &str| rows.iter().find(|r| r["token"] == token).unwrap();
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    let own = ["end", "start", "stem", "token"];
    let known = ["kind", "language", "mentions", "named", "near", "outlet", "position", "quoted"];
    let mut wanted = [&own[..], &known[..], &["script", "sentence"]].concat();
    wanted.sort_unstable();
    assert_eq!(keys, wanted);
    let of = |token: &str| std::str::from_utf8(slice(ARTICLE.as_bytes(), find(token))).unwrap();
    assert_eq!(of("اكد"), "أكّد");
    assert_eq!(of("قرغيزستان"), "قر غيزستان");
    assert_eq!((of("2024"), find("2024")["stem"].as_str().unwrap()), ("2024", "#year"));
    assert_eq!(find("الطاقه")["stem"], "طاق");
}

#[test]
fn tokens_carry_what_scoring_takes() {
    let rows = rows(&place().rasid("text a.txt --stage tokens --format jsonl").out);
    let find = |token: &str| rows.iter().find(|r| r["token"] == token).unwrap();
    for (position, row) in rows.iter().enumerate() {
        assert_eq!((&row["position"], &row["language"]), (&position.into(), &"ar".into()));
        // All of the sentence stands near the only mention.
        let near = if row["sentence"] == find("روسيا")["sentence"] {
            json!(["russia"])
        } else {
            json!([])
        };
        assert_eq!(row["near"], near, "{row}");
    }
    let kinds = [("اكد", "word"), ("ان", "stop"), ("2024", "year")];
    kinds.iter().for_each(|(token, kind)| assert_eq!(find(token)["kind"], *kind));
    let named = find("روسيا");
    assert_eq!(named["named"], json!(["russia"]));
    assert_eq!(named["mentions"], json!([{"target": "russia", "tokens": 1}]));
    assert_eq!((&find("اكد")["named"], &find("اكد")["mentions"]), (&json!([]), &json!([])));
    assert_eq!(
        (&find("نغلق")["quoted"], &find("المتحدث")["quoted"]),
        (&true.into(), &false.into())
    );
}

#[test]
fn mentions_name_their_target() {
    let run = place().rasid("text a.txt --stage mentions --format jsonl");
    let rows = rows(&run.out);
    // The place of the dateline is none.
    assert_eq!(rows.len(), 1, "{}", run.out);
    assert_eq!((&rows[0]["token"], &rows[0]["target"]), (&"روسيا".into(), &"russia".into()));
    assert_eq!(slice(ARTICLE.as_bytes(), &rows[0]), "روسيا".as_bytes());
}

#[test]
fn speech_names_verb_and_speaker() {
    let run = place().rasid("text a.txt --stage speech --format jsonl");
    let rows = rows(&run.out);
    let [reported, direct] = rows.as_slice() else { panic!("{}", run.out) };
    assert_eq!((&reported["kind"], &reported["verb"]), (&"reported".into(), &"أكّد".into()));
    assert_eq!((&direct["kind"], &direct["verb"]), (&"direct".into(), &"وقال".into()));
    assert_eq!(direct["speaker"], "المتحدث باسم الوزارة");
    assert_eq!(slice(ARTICLE.as_bytes(), direct), "لن نغلق الأبواب أمام أحد".as_bytes());
}

#[test]
fn the_overview_says_what_is_known() {
    let run = place().rasid("text a.txt");
    for words in
        ["ar (Arab)", "dateline", "منبر السهوب", "تاس", "russia 1, us 0", "1 direct, 1 reported"]
    {
        assert!(run.out.contains(words), "{words} in {}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "no colours where there is no terminal");
    let facts = place().rasid("text a.txt --format jsonl").out;
    let facts: Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(
        (&facts["source"]["text"], &facts["mentions"]["russia"]),
        (&"تاس".into(), &1.into())
    );
    assert_eq!(slice(ARTICLE.as_bytes(), &facts["source"]), "تاس".as_bytes());
}

#[test]
fn offsets_of_another_encoding_are_bytes_of_the_file() {
    let bytes: Vec<u8> =
        std::iter::once(0xFEFF).chain(ARTICLE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let run =
        Place::new().file("a.txt", &bytes).rasid("text a.txt --stage mentions --format jsonl");
    assert!(run.err.contains("a.txt") && run.err.contains("UTF-16"), "{}", run.err);
    let wanted: Vec<u8> = "روسيا".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(slice(&bytes, &rows(&run.out)[0]), wanted);
}

#[test]
fn records_name_their_id() {
    let lines = "{\"id\":\"x\",\"text\":\"زار الوفد روسيا\"}\n{broken\n{\"id\":\"y\",\"text\":\"في روسيا\"}\n";
    let run =
        Place::new().file("a.jsonl", lines).rasid("text a.jsonl --stage mentions --format jsonl");
    let ids: Vec<Value> = rows(&run.out).into_iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids, ["x", "y"]);
    assert!(run.err.contains("a.jsonl:2"), "{}", run.err);
}

#[test]
fn names_of_office_count_in_their_time() {
    let article = |date: &str| {
        let line =
            format!("{{\"id\":\"x\",\"date\":\"{date}\",\"text\":\"وصل كيري إلى القاهرة أمس\"}}\n");
        let place = Place::new().file("a.jsonl", line);
        let book = "format = 1\n[[axis]]\nname = \"us\"\ntarget = \"us\"\nabsent = \"absent\"\n\
            classes = [{name=\"favor\"},{name=\"against\"},{name=\"absent\"}]\n[[target]]\nname = \"us\"\n\
            names = [\"واشنطن\"]\noffices = [{ name = \"كيري\", from = \"2013-02-01\", until = \"2017-01-20\" }]\n";
        let labels = "id,text,us\n1,أشادت واشنطن,favor\n2,نددت واشنطن,against\n3,أشادت واشنطن بهم,favor\n4,نددت واشنطن به,against\n";
        let place = place.file("codebook.toml", book).file("labels.csv", labels);
        assert_eq!(place.rasid("train labels.csv -o m.rasid").code, 0);
        place
            .rasid("text a.jsonl --model m.rasid --stage mentions --format jsonl")
            .out
            .lines()
            .count()
    };
    assert_eq!(article("2015-06-01"), 1);
    assert_eq!(article("Mon, 19 Mar 2018 03:07:43 +0400"), 0);
    assert_eq!(article(""), 1, "without a date it counts");
}

#[test]
fn what_cannot_be_read_is_said() {
    let run = place().rasid("text missing.txt");
    assert_eq!(run.code, 3, "{}", run.err);
    let run = place().rasid("text a.txt --stage words");
    assert_eq!(run.code, 2);
    let run = place().file("b.txt", b"PK\x03\x04\0\0").rasid("text b.txt");
    assert_eq!(run.code, 3, "{}", run.err);
    for what in ["a.txt -o a.txt", ". -o a.txt"] {
        let run = place().rasid(&format!("text {what}"));
        assert_eq!(run.code, 2, "{}", run.err);
    }
}
