//! `classify --copies`: each near copy names the first of its family, in every form, for any number of
//! threads, and after an interruption.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::run::Place;

const STORY: &str = "قال في بيان صدر اليوم عن مكتبه إن الاجتماع الذي عقد في المدينة بحث سبل العمل المشترك واتفق على \
    خطة من ثلاث مراحل تبدأ بعد شهر وتنتهي في آخر العام على أن يراجعها الطرفان كل أسبوع";

/// Words that no text of another number has.
fn own(i: usize) -> Vec<String> {
    STORY.split_whitespace().map(|word| format!("{word}{}", i + 1000)).collect()
}

/// An id and, beside it, the id of the first of its family.
type Marked = (Option<String>, Option<String>);

/// Articles with what is expected of them.
fn articles() -> Vec<(String, &'static str, Option<&'static str>)> {
    let vocalized = STORY.replace('ل', "ل\u{64E}");
    let shortened: Vec<&str> = STORY.split_whitespace().skip(6).collect();
    let within = format!("{} {STORY} {}", own(1).join(" "), own(2).join(" "));
    let mended = STORY.replace("الطرفان", "الفريقان").replace("شهر", "أسبوعين");
    vec![
        (STORY.to_owned(), "=first\u{1b}[31m\u{202e}", None),
        (own(3).join(" "), "other", None),
        (vocalized, "vocalized", Some("=first\u{1b}[31m\u{202e}")),
        (shortened.join("\n"), "shortened", Some("=first\u{1b}[31m\u{202e}")),
        (within, "within", Some("=first\u{1b}[31m\u{202e}")),
        (mended, "mended", Some("=first\u{1b}[31m\u{202e}")),
        (own(3).join(" "), "other", Some("other")),
        // Too short to be compared by parts: only the same words are a copy.
        ("أعلنت روسيا موعدا".to_owned(), "short, \"a\"", None),
        ("أعلنت روسيا موعدا جديدا".to_owned(), "short b", None),
        ("أعلنت روسيا موعدا.".to_owned(), "short c", Some("short, \"a\"")),
        ("؟!".to_owned(), "mark", None),
        ("؟!".to_owned(), "marks", None),
    ]
}

fn place() -> Place {
    let mut lines = String::new();
    for (text, id, _) in articles() {
        lines += &serde_json::json!({ "id": id, "text": text }).to_string();
        lines += "\nnonsense\n";
    }
    Place::new().file("news.jsonl", lines)
}

/// What stands in JSON Lines about the records that could be read.
fn marked(lines: &str) -> Vec<Marked> {
    let line = |line: &str| -> Option<Marked> {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| record[key].as_str().map(str::to_owned);
        if record.get("error").is_some() {
            assert!(record.get("copy_of").is_none(), "{line}");
            return None;
        }
        assert!(record.get("copy_of").is_some(), "{line}");
        Some((text("id"), text("copy_of")))
    };
    lines.lines().filter_map(line).collect()
}

#[test]
fn each_copy_names_the_first_of_its_family() {
    let p = place();
    let run = p.rasid("classify news.jsonl --format jsonl --copies");
    let expected: Vec<Marked> = articles()
        .iter()
        .map(|(_, id, first)| (Some((*id).to_owned()), first.map(str::to_owned)))
        .collect();
    assert_eq!(marked(&run.out), expected, "{}", run.err);
    assert!(run.err.contains("6 near copies of earlier articles, 6 articles without copies\n"));
    assert!(!run.err.contains("looked for among"), "nothing was forgotten: {}", run.err);
    let plain = p.rasid("classify news.jsonl --format jsonl");
    assert!(!plain.out.contains("copy_of") && !plain.err.contains("near copies"));
    // Nothing else changes.
    let without = |line: &str| line.split(",\"copy_of\"").next().unwrap().to_owned() + "}";
    let unmarked = run.out.lines().map(|line| match line.contains("\"copy_of\"") {
        true => without(line),
        false => line.to_owned(),
    });
    assert_eq!(unmarked.collect::<Vec<_>>(), plain.out.lines().collect::<Vec<_>>());
}

#[test]
fn tables_say_the_same() {
    let p = place();
    for words in ["", "--spreadsheet", "--evidence 2 --coverage 0.9"] {
        let run = p.rasid(&format!("classify news.jsonl --format csv --copies -q {words}"));
        let text = run.out.trim_start_matches('\u{FEFF}');
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let header = table.headers().unwrap().clone();
        assert_eq!(header.iter().next_back(), Some("copy_of"));
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 24);
        for ((_, id, first), row) in articles().iter().zip(rows.iter().step_by(2)) {
            // As the id is written, so that they meet.
            let inert = |id: &str| if id.starts_with('=') { "'=first[31m" } else { id }.to_owned();
            assert_eq!(row[0], inert(id));
            assert_eq!(row[header.len() - 1], first.map_or(String::new(), inert));
        }
        assert!(rows.iter().skip(1).step_by(2).all(|row| row[header.len() - 1].is_empty()));
        assert_eq!(run.out.contains("\r\n"), words == "--spreadsheet");
    }
    let table = p.rasid("classify news.jsonl --copies -q").out;
    assert_eq!(table.matches("near copy of").count(), 6, "{table}");
    assert!(!table.contains(['\u{1b}', '\u{202e}']), "{table:?}");
    // The map of either form is the same.
    for form in ["csv", "jsonl"] {
        let made = p.rasid(&format!("classify news.jsonl --copies -q --evidence 2 -o v.{form}"));
        assert_eq!(made.code, 0, "{}", made.err);
        let map = p.rasid(&format!("map v.{form} --html {form}.html -o {form}.txt"));
        assert_eq!(map.code, 0, "{}", map.err);
    }
    assert_eq!(p.read("csv.txt"), p.read("jsonl.txt"));
    assert!(
        p.read("csv.txt").contains("6 of them are near copies of earlier ones; 6 articles without")
    );
}

/// Many batches, in which stories come again after hundreds of others.
fn many() -> Place {
    let line = |i: usize| {
        let story = if i % 7 == 3 { i / 2 } else { i };
        serde_json::json!({ "id": i, "text": own(story).join(" ") }).to_string() + "\n"
    };
    Place::new()
        .file("some.csv", "id,text,outlet_type\n1,خبر أول,official\n2,بيان ثان,think_tank\n")
        .file("news.jsonl", (0..8000).map(line).collect::<String>())
}

#[test]
fn any_number_of_threads_marks_the_same_copies() {
    let p = many();
    assert_eq!(p.rasid("train some.csv -o m").code, 0);
    for form in ["csv", "jsonl", "parquet"] {
        for jobs in [1, 2, 4] {
            let words = format!("classify news.jsonl -m m --copies -q -j {jobs} -o {jobs}.{form}");
            assert_eq!(p.rasid(&words).code, 0);
        }
        let bytes = |jobs: usize| std::fs::read(p.path(&format!("{jobs}.{form}"))).unwrap();
        assert!(bytes(1) == bytes(2) && bytes(1) == bytes(4), "{form}");
    }
    let copies = marked(&p.read("1.jsonl")).into_iter().filter(|m| m.1.is_some());
    assert!(copies.count() > 900);
}

#[test]
fn an_interrupted_run_marks_the_same_copies() {
    let p = many();
    assert_eq!(p.rasid("train some.csv -o m").code, 0);
    let words = "classify news.jsonl -m m --copies -j 1 --resume -o";
    let told = |err: &str| err.lines().find(|l| l.contains("near copies")).map(str::to_owned);
    let whole = p.rasid(&format!("{words} whole.jsonl"));
    let (mut wait, mut went_on) = (1, false);
    while !went_on && wait < 20_000 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rasid"))
            .current_dir(p.path(""))
            .args(words.split(' ').chain(["out.jsonl"]))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let run = p.rasid(&format!("{words} out.jsonl"));
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(p.read("out.jsonl") == p.read("whole.jsonl"), "after {wait} ms");
        if run.err.contains("going on behind") {
            went_on = true;
            assert_eq!(told(&run.err), told(&whole.err));
        }
        wait = wait * 5 / 4 + 10;
    }
    assert!(went_on, "no run was killed behind its first journal");
    // Marks are part of what is gone on with.
    let said = told(&whole.err).unwrap();
    assert!(said.contains("articles without copies"), "{said}");
}
