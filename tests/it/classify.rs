//! `rasid classify`.

use std::collections::BTreeSet;

use crate::run::{Place, project};

fn seeds() -> String {
    project("seeds/articles").display().to_string()
}

#[test]
fn the_readme_command_answers_every_sample() {
    let run = Place::new().rasid(&format!("classify {}", seeds()));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("12 records: 12 answered, 0 abstained on every axis, 0 skipped"),
        "{}",
        run.err
    );
    for column in ["article", "outlet_type", "russia", "us", "gulf", "confidence", "evidence"] {
        assert!(run.out.lines().nth(1).unwrap().contains(column), "{column}");
    }
    for entry in std::fs::read_dir(project("seeds/articles")).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(run.out.contains(name.to_str().unwrap()), "{name:?}");
    }
    // Sorted by outlet type in codebook order.
    let order = [
        "state_media",
        "official",
        "think_tank",
        "commercial_press",
        "party_movement",
        "independent",
    ];
    let classes = run.out.lines().filter_map(|l| l.split_whitespace().nth(1));
    let places: Vec<usize> = classes.filter_map(|c| order.iter().position(|o| *o == c)).collect();
    assert!(places.len() >= 8 && places.is_sorted(), "{places:?}");
}

#[test]
fn json_lines_are_the_record_of_the_design() {
    let run = Place::new().rasid(&format!("classify {} --format jsonl --evidence 2", seeds()));
    let mut ids = Vec::new();
    for line in run.out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = record["id"].as_str().unwrap().to_owned();
        let text = std::fs::read_to_string(project("seeds/articles").join(&id)).unwrap();
        assert_eq!(record["language"], "ar");
        for axis in ["outlet_type", "russia", "us", "gulf"] {
            let verdict = &record[axis];
            let method = verdict["method"].as_str().unwrap();
            assert_eq!(verdict["class"].is_null(), method == "abstained");
            assert_eq!(verdict["reason"].is_null(), method != "abstained");
            let evidence = verdict["evidence"].as_array().unwrap();
            assert!(evidence.len() <= 2);
            for word in evidence {
                let span = word["start"].as_u64().unwrap() as usize
                    ..word["end"].as_u64().unwrap() as usize;
                assert_eq!(
                    &text[span],
                    word["word"].as_str().unwrap(),
                    "words are spelled as in the article"
                );
            }
        }
        ids.push(id);
    }
    assert_eq!(ids.len(), 12);
    assert!(ids.is_sorted(), "records come in the order of the input");
    let three = serde_json::from_str::<serde_json::Value>(run.out.lines().nth(2).unwrap()).unwrap();
    assert!(three["source"].is_string(), "the credited source stands beside the verdicts: {three}");
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let labels = project("labels/articles.csv").display().to_string();
    for format in ["table", "csv", "jsonl"] {
        let one =
            Place::new().rasid(&format!("classify {labels} --format {format} -j 1 --evidence 3"));
        let four =
            Place::new().rasid(&format!("classify {labels} --format {format} -j 4 --evidence 3"));
        assert!(one.out == four.out && !one.out.is_empty(), "{format}");
    }
}

#[test]
fn records_are_conserved() {
    let p = Place::new().file(
        "mix.jsonl",
        "{\"id\":1,\"text\":\"خبر عن روسيا\"}\nnonsense\n{\"id\":2,\"text\":\"\"}\n\n{\"id\":3,\"title\":\"عنوان\"}\n\
        {\"text\":\"بلا رقم\"}\n{\"id\":1,\"text\":\"مكرر\"}\n",
    );
    for format in ["jsonl", "csv"] {
        let run = p.rasid(&format!("classify mix.jsonl --format {format} -q"));
        let lines = run.out.lines().count() - usize::from(format == "csv");
        assert_eq!(lines, 6, "{}", run.out);
    }
    let run = p.rasid("classify mix.jsonl -o v.jsonl --format jsonl");
    assert!(
        run.err.contains("6 records: 4 answered, 0 abstained on every axis, 2 skipped"),
        "{}",
        run.err
    );
    assert!(run.out.is_empty());
    assert_eq!(p.read("v.jsonl").lines().count(), 6);
}

#[test]
fn columns_have_the_names_that_were_typed() {
    let p = Place::new()
        .file("a.tsv", "uid\tbody\nn1\tخبر عن روسيا\n")
        .file("a.jsonl", "{\"uid\":\"n2\",\"body\":\"خبر\"}\n{\"uid\":\"n3\",\"text\":\"خبر\"}\n");
    let words = "--text-column body --id-column uid --format jsonl";
    let run = p.rasid(&format!("classify a.* {words}"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("\"id\":\"n1\"") && run.out.contains("\"id\":\"n2\""), "{}", run.out);
    let said = "a.jsonl:2: the record has no column `body` (its columns are `text`, `uid`)";
    assert!(run.err.contains(said), "{}", run.err);
    let run = p.rasid("explain a.tsv --text-column nosuch");
    assert!(run.err.contains("no column `nosuch`; the columns are uid, body"), "{}", run.err);
}

#[test]
fn standard_input_of_each_kind() {
    let p = Place::new();
    let lines = |input: &str| {
        let run = p.rasid_with("classify - --format jsonl -q", input);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.lines().count()
    };
    assert_eq!(lines("أعلنت روسيا، أمس، موعدا\nثم عدلت عنه"), 1);
    assert_eq!(lines("{\"text\":\"خبر\"}\n{\"text\":\"خبر\"}\n"), 2);
    assert_eq!(lines("id,text\n1,خبر\n2,خبر\n3,خبر\n"), 3);
    assert_eq!(lines("<!DOCTYPE html><html><body><p>خبر</p></body></html>"), 1);
}

#[test]
fn sorted_copies_stay_in_their_tree() {
    let p = Place::new().file(
        "a.jsonl",
        "{\"id\":\"../../escape\",\"text\":\"أعلنت روسيا\"}\n{\"id\":\"/etc/x\",\"text\":\"أعلنت روسيا\"}\n\
        {\"id\":\"..\\u0000\",\"text\":\"أعلنت روسيا\"}\n{\"id\":\".. /escape\",\"text\":\"أعلنت روسيا\"}\n",
    );
    assert_eq!(p.rasid("classify a.jsonl --sort-into sorted -q").code, 0);
    let mut files = BTreeSet::new();
    let mut open = vec![p.path("sorted")];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path);
            }
        }
    }
    assert_eq!(files.len(), 4, "{files:?}");
    assert!(files.iter().all(|f| f.to_string_lossy().contains("russia=")), "{files:?}");
    assert_eq!(std::fs::read_dir(p.path("")).unwrap().count(), 2, "nothing beside the tree");
}

#[test]
fn foreign_text_stays_inert() {
    let p = Place::new().file(
        "hostile.jsonl",
        "{\"id\":\"=1+1\\u001b[31m\\u202e\",\"text\":\"أعلنت روسيا\\u001b[2J عدوانا\\nالمصدر: =cmd|' /C calc'!A0\"}\n",
    );
    for format in ["table", "csv"] {
        let run = p.rasid(&format!("classify hostile.jsonl --format {format}"));
        let all = format!("{}{}", run.out, run.err);
        assert!(!all.contains(['\u{1b}', '\u{202e}']), "{all:?}");
    }
    let run = p.rasid("classify hostile.jsonl --format csv -q");
    assert!(run.out.lines().nth(1).unwrap().starts_with("'=1+1"), "{}", run.out);
    assert!(run.out.contains(",'=cmd|"), "{}", run.out);
}

#[test]
fn the_real_seeds_where_they_lie_beside_the_project() {
    let Ok(gold) = std::fs::read_to_string(project("../shared/seeds/gold.csv")) else { return };
    let folder = project("../shared/seeds");
    let run = Place::new().rasid(&format!("classify {} --format jsonl -q", folder.display()));
    let (mut right, mut absent) = (0, 0);
    for line in run.out.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(row) =
            gold.lines().find(|l| record["id"].as_str().is_some_and(|id| l.starts_with(id)))
        else {
            continue;
        };
        let cells: Vec<&str> = row.split(',').collect();
        for (axis, truth) in ["outlet_type", "russia", "us", "gulf"].iter().zip(&cells[3..7]) {
            let class = record[axis]["class"].as_str();
            right += u32::from(class == Some(truth));
            assert_eq!(class == Some("absent"), *truth == "absent", "{axis} of {}", record["id"]);
            absent += u32::from(*truth == "absent");
        }
    }
    assert!(right >= 16, "{right} of 20 verdicts are right");
    assert_eq!(absent, 6);
}
