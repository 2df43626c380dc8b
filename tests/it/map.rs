//! `rasid map`: figures, the page, what is skipped and what is refused.

use crate::page::skeleton;
use crate::run::{Place, Said};

const BOOK: &str = r#"
format = 1
title = "North and south"
[[axis]]
name = "kind"
classes = [{ name = "press" }, { name = "office" }]
[[axis]]
name = "north"
target = "north"
absent = "none"
classes = [{ name = "pro" }, { name = "contra" }, { name = "flat", plain = true }, { name = "none" }]
[[axis]]
name = "south"
target = "south"
absent = "none"
classes = [{ name = "a" }, { name = "b" }, { name = "c" }, { name = "none" }]
[[target]]
name = "north"
names = ["شمال"]
[[target]]
name = "south"
names = ["جنوب"]
"#;

/// A verdict; a class with a question mark is the best one of an abstention.
fn line(id: &str, [kind, north, south]: [&str; 3], more: &str) -> String {
    let verdict = |class: &str| {
        let best = class.trim_end_matches('?');
        let best = if best.is_empty() { "null".to_owned() } else { format!("\"{best}\"") };
        let class = if class.ends_with('?') { "null".to_owned() } else { best.clone() };
        format!("{{\"class\":{class},\"best\":{best},\"probability\":0.75,\"method\":\"model\"}}")
    };
    format!(
        "{{\"id\":\"{id}\",\"kind\":{},\"north\":{},\"south\":{}{more}}}\n",
        verdict(kind),
        verdict(north),
        verdict(south)
    )
}

/// Twelve articles of the press, one of an office, one of no kind, and a record that was skipped.
fn verdicts() -> String {
    let mut all = String::new();
    for i in 0..12 {
        let north = ["pro", "pro", "contra", "flat", "flat?", "none"][i % 6];
        let more = format!(",\"date\":\"2024-{:02}-15\",\"outlet\":\"نشرة\"", i + 1);
        all += &line(&format!("p{i:02}"), ["press", north, "b"], &more);
    }
    all += &line("o", ["office", "contra", "none"], ",\"date\":null");
    all += &line("x", ["?", "?", "?"], "");
    all + "{\"id\":\"y\",\"error\":\"no text\",\"file\":\"a.jsonl\",\"line\":3}\n"
}

fn place() -> Place {
    Place::new().file("book.toml", BOOK).file("v.jsonl", verdicts())
}

#[track_caller]
fn check(place: &Place, words: &str, code: i32, said: &[&str]) -> Said {
    let run = place.rasid(&format!("map {words}"));
    assert_eq!(run.code, code, "rasid map {words}\n{}", run.err);
    let all = format!("{}{}", run.out, run.err);
    for piece in said {
        assert!(all.contains(piece), "rasid map {words} does not say {piece:?}:\n{all}");
    }
    assert!(!all.contains("NaN") && !all.contains("panicked"), "{all}");
    run
}

#[test]
fn the_table() {
    let run = check(&place(), "v.jsonl --codebook book.toml", 0, &[]);
    insta::assert_snapshot!(run.out);
}

#[test]
fn figures_in_every_form() {
    let p = place();
    check(
        &p,
        "v.jsonl --codebook book.toml --format csv",
        0,
        &[
            "table,row,axis,figure,class,value,low,high,n\n",
            "\nmap,,,articles,,14.0,,,14\n",
            "\nmap,press,north,count,pro,4.0,,,8\n",
            "\nmap,press,north,abstained,,2.0,,,8\n",
            // Two abstentions after a mention, two articles without one.
            "\nmap,press,north,mention,,0.8333333333333334,",
            "\nmap,press,north,net,,0.25,,,8\n",
            "\nmap,press,south,net,,,,,12\n",
            "\nmap,no kind given,north,net,,,,,0\n",
            "\noutlet,نشرة,,articles,,12.0,,,12\n",
            "\ntime,2024-01,north,count,pro,1.0,,,1\n",
        ],
    );
    let json = check(&p, "v.jsonl --codebook book.toml --format json", 0, &[]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json["answered"].as_u64(), json["abstained"].as_u64()), (Some(13), Some(1)));
    assert_eq!((json["skipped"].as_u64(), json["undated"].as_u64()), (Some(1), Some(2)));
    assert_eq!((&json["time"], &json["first_day"]), (&"months".into(), &"2024-01-15".into()));
    assert_eq!(json["rows"][1]["cells"][0]["leading"], "pro");
    check(
        &p,
        "v.jsonl --codebook book.toml --format markdown",
        0,
        &["## kind × north, south\n", "| press"],
    );
    check(&p, "v.jsonl --codebook book.toml --rows north", 0, &["north × south"]);
}

/// The press once more as copies, one of which was judged otherwise than its first.
fn with_copies() -> String {
    let copy = |i: usize| {
        let more = format!(",\"copy_of\":\"p{:02}\"", i);
        line(&format!("c{i}"), ["press", ["pro", "contra"][usize::from(i == 0)], "b"], &more)
    };
    let original = line("z", ["office", "flat", "b"], ",\"copy_of\":null");
    verdicts() + &original + &(0..3).map(copy).collect::<String>()
}

#[test]
fn copies_count_and_are_told_apart() {
    let p = Place::new().file("book.toml", BOOK).file("v.jsonl", with_copies());
    let check = |words: &str, said: &[&str]| {
        check(&p, &format!("v.jsonl --codebook book.toml {words}"), 0, said)
    };
    let both = check(
        "--html m.html",
        &[
            "18 articles: 17 answered",
            "3 of them are near copies of earlier ones; 15 articles without copies\n",
        ],
    );
    insta::assert_snapshot!(both.out);
    assert_eq!(check("--copies both", &[]).out, both.out, "the default");
    let page = p.read("m.html");
    for piece in ["of them near copies", ">without copies<", "near copy of <bdi"] {
        assert!(page.contains(piece), "the page does not say {piece:?}");
    }
    check(
        "--format csv",
        &[
            "\nmap,,,articles,,18.0,,,18\n",
            "\nmap,,north,count,pro,6.0,,,13\n",
            "\nwithout_copies,,,articles,,15.0,,,15\n",
            "\nwithout_copies,,north,count,pro,4.0,,,10\n",
        ],
    );
    let json = |words: &str| -> serde_json::Value {
        serde_json::from_str(&check(&format!("--format json {words}"), &[]).out).unwrap()
    };
    let both = json("");
    assert_eq!((both["copies"].as_u64(), both["answered"].as_u64()), (Some(3), Some(17)));
    assert_eq!(both["rows"][0]["articles"], 18);
    assert_eq!(both["without_copies"]["articles"], 15);
    let once = json("--copies once --html once.html");
    assert_eq!((once["copies"].as_u64(), once["answered"].as_u64()), (Some(3), Some(14)));
    // What stands beside the total is the total without the copies.
    assert_eq!(once["rows"][0], both["without_copies"]);
    assert!(once["without_copies"].is_null());
    assert!(p.read("once.html").contains("near copies, left out"));
    check("--copies once", &["3 near copies of earlier articles are left out\n"]);
    let count = check("--copies count --html count.html", &["3 of them are near copies"]).out;
    assert!(!count.contains("\n without copies"), "{count}");
    let count = json("--copies count");
    assert_eq!(count["rows"], both["rows"]);
    assert!(
        count["without_copies"].is_null() && !p.read("count.html").contains(">without copies<")
    );
}

#[test]
fn copies_alone_and_no_copies() {
    let copies = with_copies().lines().rev().take(3).collect::<Vec<_>>().join("\n");
    let p = place().file("copies.jsonl", copies);
    let no_copy = ["no article is marked as a near copy"];
    check(&p, "v.jsonl --codebook book.toml --copies once", 0, &no_copy);
    let [plain, both] = ["", "--copies both"]
        .map(|words| check(&p, &format!("v.jsonl --codebook book.toml {words}"), 0, &[]).out);
    assert!(plain == both && !plain.contains("copies"), "{plain}");
    let said = ["all 3 verdicts that could be read are on near copies", "--copies count"];
    check(&p, "copies.jsonl --codebook book.toml --copies once", 3, &said);
    let without = ["3 articles: 3 answered", "0 articles without copies"];
    check(&p, "copies.jsonl --codebook book.toml", 0, &without);
}

#[test]
fn a_table_of_verdicts_is_the_same_map() {
    let p = Place::new().file("a.txt", "أعلنت روسيا أمس موعد المحادثات");
    for format in ["csv", "jsonl"] {
        assert_eq!(
            p.rasid(&format!("classify a.txt --format {format} --evidence 3 -o v.{format}")).code,
            0
        );
        assert_eq!(
            p.rasid(&format!("map v.{format} --html {format}.html -o {format}.txt")).code,
            0
        );
    }
    assert_eq!(p.read("csv.html"), p.read("jsonl.html"));
    assert_eq!(p.read("csv.txt"), p.read("jsonl.txt"));
}

#[test]
fn any_order_gives_the_same_page() {
    let mut lines: Vec<String> = verdicts().lines().map(|l| format!("{l}\n")).collect();
    lines.reverse();
    let p = place().file("r.jsonl", lines.concat());
    for name in ["v", "r"] {
        check(
            &p,
            &format!("{name}.jsonl --codebook book.toml --list 2 --html {name}.html"),
            0,
            &[],
        );
    }
    assert_eq!(p.read("v.html"), p.read("r.html"));
    assert!(p.read("v.html").contains("and 2 more, less probable or later by id"));
}

#[test]
fn foreign_text_never_becomes_markup() {
    const HOSTILE: &str = r#"</title></style></details><script>alert(1)</script><img src=x onerror=alert(1)>\"'><!--]]>&lt;\u202e\u0000\u001b[31m{{x}}javascript:"#;
    let page = |text: &str| {
        let evidence = format!("\"evidence\":[{{\"word\":\"{text}\"}},{{\"word\":\"كلمة\"}}]");
        let more = format!(
            ",\"title\":\"{text}\",\"outlet\":\"{text}\",\"source\":\"{text}\",\"date\":\"2024-01-02\""
        );
        let line = line(text, ["press", "pro", "b"], &more)
            .replace("\"method\"", &format!("{evidence},\"method\""));
        let book = BOOK.replace("North and south", &text.replace("\\u0000", ""));
        let p = Place::new().file("b.toml", book).file("v.jsonl", line);
        let run = check(&p, "v.jsonl --codebook b.toml --html m.html", 0, &[]);
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{:?}", run.out);
        p.read("m.html")
    };
    let (hostile, harmless) = (page(HOSTILE), page("خبر"));
    for (h, g) in skeleton(&hostile).lines().zip(skeleton(&harmless).lines()) {
        assert_eq!(h, g);
    }
    assert_eq!(skeleton(&hostile).len(), skeleton(&harmless).len());
    assert!(!hostile.contains(['\u{1b}', '\u{202e}', '\0']));
    assert!(
        hostile.contains("default-src &#39;none&#39;") || hostile.contains("default-src 'none'")
    );
    assert!(!skeleton(&hostile).contains("<script") && !hostile.contains("https:"));
}

#[test]
fn one_bad_line_is_told_and_the_others_go_on() {
    let bad = [
        "nonsense\n".to_owned(),
        line("k", ["presse", "pro", "b"], ""),
        line("n", ["press", "pro", "b"], ",\"west\":{\"class\":null,\"best\":null}"),
        line("d", ["press", "pro", "b"], ",\"date\":\"2024-02-30\""),
        line("q", ["press", "pro", "b"], "").replace("0.75", "1.5"),
        "{\"id\":\"m\"}\n".to_owned(),
        "{\"kind\":null}\n".to_owned(),
    ];
    let p = place().file("bad.jsonl", bad.concat()).file("both.jsonl", bad.concat() + &verdicts());
    let said = [
        "both.jsonl:1: malformed JSON",
        "both.jsonl:2: class `presse` is not in the codebook for `kind` (did you mean `press`?",
        "both.jsonl:3: axis `west` is not in the codebook (name the codebook that these verdicts were made with: --codebook FILE",
        "both.jsonl:4: `2024-02-30` is no day",
        "both.jsonl:5: the probability on axis `kind` is no number from 0 to 1",
        "both.jsonl:6: no verdict on axis `kind`",
        "both.jsonl:7: a verdict without an id",
        "14 articles: 13 answered, 1 abstained on every axis; 1 records skipped when they were judged, 7 lines of verdicts unread",
    ];
    check(&p, "both.jsonl --codebook book.toml", 0, &said);
    check(&p, "bad.jsonl --codebook book.toml", 3, &["no verdict could be read"]);
    check(&p, "v.jsonl", 3, &["v.jsonl:1: axis `kind` is not in the codebook"]);
    check(&p, "missing.jsonl v.jsonl --codebook book.toml", 0, &["cannot open missing.jsonl"]);
}

#[test]
fn what_cannot_be_mapped() {
    let bare =
        "format = 1\n[[axis]]\nname = \"kind\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]\n";
    let p = place()
        .file("empty.jsonl", "")
        .file("bare.toml", bare)
        .file("a.txt", "خبر")
        .file("t.csv", "id,text\n1,a\n");
    check(&p, "empty.jsonl --html m.html", 3, &["there is no verdict to map"]);
    assert!(!p.path("m.html").exists());
    check(&p, "v.jsonl --codebook bare.toml", 3, &["no axis about a target"]);
    check(&p, "v.jsonl --codebook book.toml --rows knd", 2, &["did you mean `kind`?"]);
    check(&p, "a.txt", 3, &["this is no file of verdicts"]);
    check(&p, "t.csv", 3, &["this table holds no verdicts"]);
    for words in ["--html v.jsonl", "-o v.jsonl", "--html book.toml"] {
        check(
            &p,
            &format!("v.jsonl --codebook book.toml {words}"),
            2,
            &["would replace the input"],
        );
    }
    for words in ["--html m.html -o m.html", "--html ./m.html -o m.html", "--html -"] {
        check(&p, &format!("v.jsonl --codebook book.toml {words}"), 2, &["would go to one place"]);
    }
    check(&p, "v.jsonl ./v.jsonl --codebook book.toml", 2, &["./v.jsonl is named twice"]);
    assert_eq!(p.read("v.jsonl"), verdicts());
}
