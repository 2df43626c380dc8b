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
        .file("codebook.toml", std::fs::read(project("labels/codebook.toml")).unwrap());
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
    assert_eq!((&facts["articles"], &facts["groups"]), (&72.into(), &12.into()));
    assert_eq!(facts["axes"].as_array().unwrap().len(), 4);
    for axis in facts["axes"].as_array().unwrap() {
        for class in axis["classes"].as_array().unwrap() {
            assert_eq!(class["words"].as_array().unwrap().len(), 5);
            assert_ne!(class["class"], "absent", "absent is never learned");
        }
    }
    let table = p.rasid("inspect").out;
    for piece in ["SHA-256", "72 articles in 12 groups", "outlet_type:", "temperature"] {
        assert!(table.contains(piece), "{piece}: {table}");
    }
}
