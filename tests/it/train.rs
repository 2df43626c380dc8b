//! `rasid train`, `inspect`, `init`: one bytes for one set.

use crate::run::{Place, project};

fn shuffled(csv: &str) -> String {
    // The set's texts hold no line end within quotes that a record could be cut at: read it right.
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.reverse();
    rows.rotate_left(17);
    rows.iter().for_each(|r| writer.write_record(r).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn shuffled_rows_and_any_threads_make_the_shipped_model() {
    let labels = std::fs::read_to_string(project("labels/articles.csv")).unwrap();
    let p = Place::new()
        .file("labels.csv", shuffled(&labels))
        .file("codebook.toml", std::fs::read(project("labels/codebook.toml")).unwrap())
        .file("outlets.csv", std::fs::read(project("labels/outlets.csv")).unwrap());
    let terms = project("seeds/terms").display().to_string();
    let shipped = std::fs::read(project("models/default/model.rasid")).unwrap();
    for jobs in [1, 3] {
        let run = p.rasid(&format!("train labels.csv --terms {terms} -o m.rasid -j {jobs} -q"));
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(std::fs::read(p.path("m.rasid")).unwrap() == shipped, "run `cargo xtask model`");
    }
}

#[test]
fn csv_and_json_lines_make_one_model() {
    let p = Place::new()
        .file("a.csv", "id,text,outlet_type,group\n1,خبر أول,official,x\n2,\"بيان, ثان\",think_tank,y\n")
        .file(
            "b.jsonl",
            "{\"id\":2,\"text\":\"بيان, ثان\",\"outlet_type\":\"think_tank\",\"group\":\"y\",\"russia\":null}\n\
            {\"id\":\"1\",\"text\":\"خبر أول\",\"outlet_type\":\"official\",\"group\":\"x\",\"tags\":[1]}\n",
        )
        .file("texts/1.txt", "خبر أول")
        .file("texts/2.txt", "بيان, ثان")
        .file("c.csv", "path,outlet_type,group\ntexts/1.txt,official,x\ntexts/2.txt,think_tank,y\n");
    let model = |labels: &str| {
        let run = p.rasid(&format!("train {labels} -o m -q"));
        assert_eq!(run.code, 0, "{}", run.err);
        std::fs::read(p.path("m")).unwrap()
    };
    assert!(model("a.csv") == model("b.jsonl"));
    assert!(model("a.csv") == model("c.csv"));
}

#[test]
fn any_codebook_will_do() {
    let p = Place::new();
    assert_eq!(p.rasid("init study").code, 0);
    let again = p.rasid("init study");
    assert_eq!(again.code, 5, "{}", again.err);
    let rows = "a,,وصل الوفد إلى أنقرة وأشاد بالتعاون,,,,e1,report,favor\n\
        b,,إن سياسة أنقرة عدوان ونهب,,,,e1,opinion,against\n\
        c,,أشاد الوزير بالتعاون مع تركيا,,,,e2,report,favor\n\
        d,,تركيا ماضية في نهب جيرانها,,,,e2,opinion,against\n";
    let labels = p.read("study/labels.csv") + rows;
    let p = p.file("study/labels.csv", labels).file("new.txt", "أشاد الوزير التركي بالتعاون");
    let run = p.rasid("train study/labels.csv -o study/model.rasid");
    assert_eq!(run.code, 0, "{}", run.err);
    let run = p.rasid("classify new.txt --model study/model.rasid --format jsonl --threshold 0 -q");
    let record: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(record["turkey"]["class"], "favor", "{record}");
    assert_eq!(record["genre"]["class"], "report");
    assert!(record["russia"].is_null(), "nothing in the code knows Russia");
    let run = p.rasid("evaluate study/labels.csv --folds 2 --format csv");
    assert!(run.out.contains("turkey,count,favor"), "{}{}", run.out, run.err);
}

#[test]
fn inspect_tells_what_is_in_a_model() {
    let p = Place::new();
    let run = p.rasid("inspect --format json --words 5");
    let facts: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let (articles, groups) = (&facts["articles"], &facts["groups"]);
    assert!(articles.as_u64() >= Some(600) && groups.as_u64() >= Some(100), "{articles} {groups}");
    assert!(facts["outlets"].as_u64() >= Some(500));
    let chosen = |t: &&serde_json::Value| t["chosen"] == true;
    let trials = facts["trials"].as_array().unwrap();
    assert_eq!(trials.iter().filter(chosen).count(), 2, "one for outlet type, one for the stances");
    assert_eq!(facts["axes"].as_array().unwrap().len(), 4);
    for axis in facts["axes"].as_array().unwrap() {
        for class in axis["classes"].as_array().unwrap() {
            assert_eq!(class["words"].as_array().unwrap().len(), 5);
            assert_ne!(class["class"], "absent", "absent is never learned");
        }
    }
    let table = p.rasid("inspect").out;
    for piece in [
        "SHA-256",
        &format!("{articles} articles in {groups} groups"),
        "temperature",
        "Settings tried",
    ] {
        assert!(table.contains(piece), "{piece}: {table}");
    }
}

/// Twelve groups, each with an official and a movement's text, and a third kind of word in unlabelled ones.
fn small_set() -> Place {
    let mut labels = "id,text,outlet_type,group\n".to_owned();
    for i in 0..12 {
        labels += &format!("a{i},استقبل معالي الوزير الوفد رقم ع{i},official,g{i}\n");
        labels += &format!("b{i},يا جماهير الأمة لن ننسى العدوان س{i},party_movement,g{i}\n");
    }
    let unlabelled = "{\"id\":\"u1\",\"text\":\"استقبل الوزير ضيوفه واستقبل الوفد\"}\n\
        {\"id\":\"u2\",\"text\":\"جماهير غفيرة في الساحة\"}\n{\"id\":\"u3\"\n";
    Place::new().file("labels.csv", labels).file("new.jsonl", unlabelled)
}

#[test]
fn unlabelled_text_is_counted_and_told() {
    let p = small_set();
    let train = "train labels.csv -o m.rasid --unlabelled new.jsonl";
    let run = p.rasid(&format!("{train} --fixed"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("1 unlabelled records were skipped"), "{}", run.err);
    let facts = p.rasid("inspect m.rasid --format json").out;
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(facts["axes"][0]["unlabelled"], 2, "{facts}");
    let fixed = std::fs::read(p.path("m.rasid")).unwrap();
    assert_eq!(p.rasid("train labels.csv -o m.rasid --fixed").code, 0);
    assert!(fixed != std::fs::read(p.path("m.rasid")).unwrap(), "it has a part in the model");
    // Where all is told apart already it cannot help: it is tried, left, and said so.
    let run = p.rasid(train);
    assert!(run.err.contains("does not help and is not used on outlet_type"), "{}", run.err);
    let facts = p.rasid("inspect m.rasid --format json").out;
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    assert!(facts["axes"][0]["unlabelled"].is_null(), "{facts}");
    let tried = facts["trials"].as_array().unwrap();
    assert!(tried.iter().any(|t| t["settings"]["unlabelled"] == true), "{facts}");
    let run = p.rasid("train labels.csv -o m.rasid --unlabelled none.jsonl");
    assert_eq!(run.code, 3, "{}", run.err);
    // What is skipped is told with its place, once, however often the file is read.
    let run = p.rasid("evaluate labels.csv --folds 12 --unlabelled new.jsonl");
    assert_eq!(run.err.matches("skipped: new.jsonl:3").count(), 1, "{}", run.err);
    // A stream can be read once only.
    let text = std::fs::read(p.path("new.jsonl")).unwrap();
    let run = p.rasid_with("train labels.csv -o m.rasid --fixed --unlabelled -", text);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn what_is_typed_is_not_chosen() {
    let p = small_set();
    assert_eq!(p.rasid("train labels.csv -o m.rasid --alpha 3 --raw-counts -q").code, 0);
    let facts = p.rasid("inspect m.rasid --format json").out;
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let trials = facts["trials"].as_array().unwrap();
    assert!(trials.len() > 2, "others are tried");
    for trial in trials {
        assert_eq!(trial["settings"]["alpha"], 3.0);
        assert_eq!(trial["settings"]["feature"]["binary"], false);
    }
    // Few groups are no ground to choose by.
    let few = p.read("labels.csv").lines().take(9).map(|l| format!("{l}\n")).collect::<String>();
    let run = p.file("few.csv", few).rasid("train few.csv -o m.rasid");
    assert!(run.err.contains("too few to choose"), "{}", run.err);
}

#[test]
fn more_labels_are_another_domain() {
    let p = small_set();
    let labels = p.read("labels.csv").replace("a0,", "c0,").replace("b0,", "d0,");
    let more: String = labels.lines().take(3).map(|l| format!("{l}\n")).collect();
    let p = p.file("more.csv", more);
    let run = p.rasid("train labels.csv --with more.csv -o m.rasid --fixed --balance");
    assert_eq!(run.code, 0, "{}", run.err);
    let facts = p.rasid("inspect m.rasid --format json").out;
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(facts["articles"], 26);
    assert_eq!(facts["domains"], serde_json::json!(["labels", "more.csv"]));
    // The group of the added articles is held out with its like.
    let run = p.rasid("evaluate labels.csv --with more.csv --folds 3 --fixed");
    assert!(run.out.contains("24 articles, cross-validated"), "{}{}", run.out, run.err);
    assert!(run.out.contains("also trained on 2 articles of other files"), "{}", run.out);
}

#[test]
fn files_of_one_name_are_two_domains() {
    let p = small_set();
    let labels = p.read("labels.csv");
    let p = p.file("x/more.csv", labels.replace("\na", "\nc").replace("\nb", "\nd"));
    let p = p.file("y/more.csv", labels.replace("\na", "\ne").replace("\nb", "\nf"));
    let train = "train labels.csv --with x/more.csv --with y/more.csv -o m.rasid --fixed";
    assert_eq!(p.rasid(train).code, 0);
    let facts = p.rasid("inspect m.rasid --format json").out;
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(facts["domains"], serde_json::json!(["labels", "x/more.csv", "y/more.csv"]));
}

#[test]
fn a_text_under_another_id_and_group_is_held_out_too() {
    // No two texts share a word: what is not learned by heart gets no answer.
    let rows = |prefix: &str| {
        let row = |(i, letter): (usize, char)| {
            let class = ["official", "independent"][i % 2];
            format!("{prefix}{i},{},{class},{prefix}{i}\n", letter.to_string().repeat(4))
        };
        let rows: String = "بتثجحخدذرزسش".chars().enumerate().map(row).collect();
        format!("id,text,outlet_type,group\n{rows}")
    };
    let p = Place::new().file("labels.csv", rows("a")).file("copy.csv", rows("b"));
    let run = p.rasid("evaluate labels.csv --with copy.csv --folds 3 --fixed --format json");
    assert_eq!(run.code, 0, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["axes"][0]["macro_f1"]["value"], 0.0, "{report}");
    // Within one file too; and training counts the two as one group.
    let both = rows("a") + &rows("b").replace("id,text,outlet_type,group\n", "");
    let p = p.file("both.csv", both);
    let run = p.rasid("evaluate both.csv --folds 3 --fixed --format json");
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["axes"][0]["macro_f1"]["value"], 0.0, "{report}");
    let run = p.rasid("train labels.csv --with copy.csv -o m.rasid --fixed");
    assert!(run.err.contains("24 articles in 12 groups"), "{}", run.err);
}

/// Three articles of a class cannot carry a promise of 90 %: that is said, and no class is given.
#[test]
fn a_coverage_that_cannot_be_promised_is_said() {
    let rows: String = (0..6)
        .map(|i| {
            let (class, word) = [("official", "بيان الوزارة"), ("think_tank", "ورقة بحثية")][i % 2];
            format!("{i},{word} رقم {i} عن الاقتصاد,{class},g{i}\n")
        })
        .collect();
    let p = Place::new().file("l.csv", format!("id,text,outlet_type,group\n{rows}"));
    let p = p.file("new.txt", "بيان الوزارة عن الاقتصاد");
    assert_eq!(p.rasid("train l.csv -o m.rasid -q").code, 0);
    let run = p.rasid("classify new.txt --model m.rasid --format jsonl --coverage 0.9");
    let told = "every set holds `official`: 3 unseen articles are of it, 9 are needed";
    assert!(run.err.contains(told), "{}", run.err);
    let verdict: serde_json::Value = serde_json::from_str(run.out.trim()).unwrap();
    let outlet_type = &verdict["outlet_type"];
    assert_eq!(outlet_type["class"], serde_json::Value::Null, "{verdict}");
    assert_eq!(outlet_type["reason"], "several classes");
    assert_eq!(outlet_type["set"], serde_json::json!(["official", "think_tank"]));
    let csv = p.rasid("classify new.txt --model m.rasid --format csv --coverage 0.9 -q").out;
    assert!(csv.contains("outlet_type_set") && csv.contains("official|think_tank"), "{csv}");
    let run = p.rasid("classify new.txt --model m.rasid --format jsonl --coverage 0.5 -q");
    assert!(run.out.contains(r#""set":["official"]"#), "{}", run.out);
}

#[test]
fn an_article_of_new_words_gets_no_class() {
    let p = Place::new().file(
        "new.txt",
        "وصفة الكعك: دقيق وسكر وزبدة وبيض وفانيليا، يخفق الخليط ثم يخبز ثلاثين دقيقة.",
    );
    let said = |novelty: &str| {
        let run = p.rasid(&format!("classify new.txt --format jsonl --novelty {novelty}"));
        let verdict: serde_json::Value = serde_json::from_str(run.out.trim()).unwrap();
        (verdict["unseen"].as_f64().unwrap(), verdict["outlet_type"]["reason"].clone())
    };
    let (unseen, _) = said("1");
    assert!(unseen > 0.2 && unseen < 1.0, "{unseen}");
    assert_eq!(said("0.2").1, "unfamiliar words");
    assert_ne!(said("1").1, "unfamiliar words");
}
