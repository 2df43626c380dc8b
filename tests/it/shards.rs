//! `rasid train --stream`, `--counts-only` and `rasid merge`: parts make the whole.

use crate::run::Place;

/// So many labelled articles as JSON Lines, some in groups, one file for each part.
fn parts(articles: usize, parts: usize) -> Place {
    let mut files = vec![String::new(); parts];
    let letters: Vec<char> = "بتثجحخدذرز".chars().collect();
    for i in 0..articles {
        // A word of its own: articles that are alike would be near copies.
        let own: String = ['ظ', 'غ', letters[i / 10], letters[i % 10], 'ض', 'ق'].iter().collect();
        let (class, text) = match i % 2 {
            0 => ("official", format!("استقبل معالي الوزير الوفد {own} وأشاد بالشراكة")),
            _ => ("party_movement", format!("يا جماهير الأمة لن ننسى العدوان {own}")),
        };
        let (of, group) = (i * 5 % 11 % parts, i / 3);
        files[of] += &format!(
            "{{\"id\":\"a{i}\",\"text\":\"{text}\",\"outlet_type\":\"{class}\",\"group\":\"g{group}\"}}\n"
        );
    }
    let place = Place::new().file("all.jsonl", files.concat());
    files.iter().enumerate().fold(place, |p, (i, f)| p.file(&format!("part{i}.jsonl"), f))
}

#[test]
fn counted_parts_make_the_model_of_the_whole() {
    let p = parts(60, 4);
    let bytes = |name: &str| std::fs::read(p.path(name)).unwrap();
    let how = "--bigrams --max-features 40 --min-documents 1";
    for jobs in [1, 3] {
        let whole = format!("train all.jsonl --stream {how} -o whole{jobs}.rasid -j {jobs}");
        p.tells(&whole, 0, &["60 articles in 20 groups, 40 terms"]);
    }
    assert!(bytes("whole1.rasid") == bytes("whole3.rasid"), "threads change nothing");
    for i in 0..4 {
        let count = format!("train part{i}.jsonl --counts-only {how} -o {i}.counts");
        p.tells(&count, 0, &["counts of"]);
    }
    p.tells(
        "merge 2.counts 0.counts 3.counts 1.counts -o m.rasid",
        0,
        &["60 articles in 20 groups"],
    );
    assert!(bytes("m.rasid") == bytes("whole1.rasid"));
    // Shards of shards.
    p.tells("merge 3.counts 1.counts --counts-only -o a.counts", 0, &["counts of"]);
    p.tells("merge 0.counts 2.counts --counts-only -o b.counts", 0, &["counts of"]);
    p.tells("merge b.counts a.counts -o n.rasid", 0, &[]);
    assert!(bytes("n.rasid") == bytes("whole1.rasid"));
    let p = p.file("new.txt", "استقبل معالي الوزير وفدا وأشاد بالشراكة");
    p.tells(
        "classify new.txt --model m.rasid --format jsonl --novelty 1",
        0,
        &["\"class\":\"official\""],
    );
    p.tells("evaluate all.jsonl --model m.rasid", 3, &["was trained on all.jsonl"]);
}

/// In small sets without near copies and outlets the two ways of training differ in the digest alone.
#[test]
fn a_stream_learns_what_a_set_in_memory_does() {
    let p = parts(60, 1);
    p.tells("train all.jsonl --fixed -o memory.rasid", 0, &[]);
    p.tells("train all.jsonl --stream -o stream.rasid", 0, &[]);
    let inspect = |model: &str| {
        let facts = p.rasid(&format!("inspect {model} --format json --words 9")).out;
        let mut facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        let axes = facts["axes"].take();
        (facts["articles"].clone(), facts["unfamiliar"].clone(), axes)
    };
    assert_eq!(inspect("memory.rasid").2, inspect("stream.rasid").2);
    assert_eq!(inspect("memory.rasid").1, inspect("stream.rasid").1);
}

#[test]
fn what_cannot_be_joined_is_told() {
    let p = parts(24, 2);
    p.tells("train part0.jsonl --counts-only -o 0.counts", 0, &[]);
    p.tells("train part1.jsonl --counts-only --alpha 0.5 -o 1.counts", 0, &[]);
    p.tells(
        "merge 0.counts 1.counts -o m.rasid",
        3,
        &["cannot use 1.counts", "another choice of settings"],
    );
    p.tells("merge 0.counts 0.counts -o m.rasid", 2, &["0.counts is named twice"]);
    p.tells("merge 0.counts -o 0.counts", 2, &["would replace the input"]);
    p.tells("merge part0.jsonl -o m.rasid", 3, &["no shard of rasid"]);
    p.tells("merge none.counts -o m.rasid", 3, &["none.counts"]);
    let bytes = std::fs::read(p.path("0.counts")).unwrap();
    let p = p.file("cut.counts", &bytes[..bytes.len() / 2]);
    p.tells("merge cut.counts -o m.rasid", 3, &["bytes where"]);
    assert!(!p.path("m.rasid").exists(), "a model appears whole or not at all");
    let bad = p.read("all.jsonl") + "{\"id\":\"x\",\"text\":\"خبر\",\"outlet_type\":\"king\"}\n";
    let p = p.file("bad.jsonl", bad);
    p.tells("train bad.jsonl --stream -o m.rasid", 3, &["cannot use bad.jsonl", "king"]);
    p.tells("train all.jsonl --stream --unlabelled all.jsonl -o m.rasid", 2, &["--unlabelled"]);
    p.tells("train none.jsonl --stream -o m.rasid", 3, &["none.jsonl"]);
}
