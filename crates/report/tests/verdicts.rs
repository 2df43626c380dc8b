//! Verdicts in every form say the same: what is written is read back by the crates of the formats.

use rasid_codebook::Codebook;
use rasid_decide::{Method, Reason, Verdict};
use rasid_pipeline::{ArticleVerdict, AxisVerdict, Evidence, Field, Place, Voice};
use rasid_report::{Answer, CsvForm, JsonForm, Skipped};
use serde_json::{Value, json};

const BOOK: &str = r#"
    format = 1
    [[axis]]
    name = "tone"
    classes = [{ name = "warm" }, { name = "cold" }, { name = "flat" }]
    [[axis]]
    name = "kind"
    classes = [{ name = "news" }, { name = "view" }]
"#;
const TEXT: &str = "شراكة وصداقة";

fn bare(verdict: Verdict) -> AxisVerdict {
    AxisVerdict {
        verdict,
        probabilities: vec![],
        set: None,
        runner_up: None,
        log_odds: 0.0,
        evidence: vec![],
    }
}

fn article() -> ArticleVerdict {
    let word = |source: std::ops::Range<usize>, weight, voice| Evidence {
        source,
        count: 2,
        weight,
        field: Field { place: Place::Near, voice },
    };
    let tone = AxisVerdict {
        probabilities: vec![0.25, 0.700_000_4, 0.049_999_6],
        set: Some(vec![0, 1]),
        evidence: vec![
            word(0..10, 2.5, Some(Voice::Source)),
            word(11..23, 0.5, None),
            word(0..10, -1.0, None),
        ],
        ..bare(Verdict {
            class: None,
            best: Some(1),
            probability: Some(0.700_000_4),
            ..Verdict::abstained(Reason::SeveralClasses)
        })
    };
    ArticleVerdict {
        axes: vec![tone, bare(Verdict::by_registry(0))],
        unseen: Some(1.0 / 3.0),
        language: Some("ar"),
        outlet: None,
        source: Some("=تاس, \"وكالة\"".into()),
        date: Some((2024, 2, 29)),
        title: Some("سطر\nثان\u{202e}".into()),
        notes: vec!["note"],
    }
}

fn answer(verdict: &ArticleVerdict, evidence: usize) -> Answer<'_> {
    Answer { id: "a-1", text: TEXT, verdict, notes_on_bytes: &["bytes"], evidence }
}

const SKIPPED: Skipped<'_> =
    Skipped { id: None, error: "no \"text\", none", file: "-x.jsonl", line: Some(7) };

fn nothing() -> ArticleVerdict {
    let none = || bare(Verdict::abstained(Reason::NoEvidence));
    ArticleVerdict {
        axes: vec![none(), none()],
        unseen: None,
        language: None,
        outlet: None,
        source: None,
        date: None,
        title: None,
        notes: vec![],
    }
}

#[test]
fn json_lines() {
    let book = Codebook::from_toml(BOOK).unwrap();
    let (full, empty) = (article(), nothing());
    let form = JsonForm::new(&book, true);
    let mut rows = form.rows();
    rows.answer(&answer(&full, 2));
    rows.answer(&answer(&empty, 2));
    rows.skipped(&SKIPPED);
    let rows = rows.finish();
    let text = String::from_utf8(rows.bytes).unwrap();
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    assert_eq!(ends, rows.ends);
    assert!(
        text.contains(r#""probability":0.7,"method":"abstained","margin":0.45,"reason""#),
        "{text}"
    );
    assert!(text.contains("\\u202e"), "{text}");
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let spoken = json!([
        {"word": "شراكة", "start": 0, "end": 10, "count": 2, "weight": 2.5, "field": Place::Near,
         "voice": Voice::Source},
        {"word": &TEXT[11..23], "start": 11, "end": 23, "count": 2, "weight": 0.5,
         "field": Place::Near},
    ]);
    assert_eq!(
        lines[0],
        json!({
            "id": "a-1",
            "tone": {"class": null, "best": "cold", "probability": 0.7, "method": Method::Abstained,
                     "margin": 0.45, "reason": "several classes", "set": ["warm", "cold"],
                     "evidence": spoken},
            "kind": {"class": "news", "best": "news", "probability": 1.0, "method": Method::Registry,
                     "margin": null, "evidence": []},
            "unseen": 0.333_333, "language": "ar", "outlet": null, "source": "=تاس, \"وكالة\"",
            "date": "2024-02-29", "title": "سطر\nثان\u{202e}", "notes": ["bytes", "note"],
        })
    );
    let none = json!({"class": null, "best": null, "probability": null, "method": "abstained",
                      "margin": null, "reason": "no evidence", "evidence": []});
    assert_eq!(
        lines[1],
        json!({
            "id": "a-1", "tone": &none, "kind": &none, "unseen": null, "language": null,
            "outlet": null, "source": null, "date": null, "title": null, "notes": ["bytes"],
        })
    );
    assert_eq!(
        lines[2],
        json!({
            "id": null, "error": "no \"text\", none", "file": "-x.jsonl", "line": 7,
        })
    );
    let keys = |line: &str| line.match_indices("\":").count();
    assert_eq!(keys(text.lines().next().unwrap()), 37, "no key stands twice");
}

/// Cells of the records by their columns.
fn table(form: &CsvForm) -> (Vec<u8>, Vec<Vec<(String, String)>>) {
    let (full, empty) = (article(), nothing());
    let mut bytes = form.head().unwrap();
    let head = bytes.len();
    let mut rows = form.rows();
    rows.answer(&answer(&full, 2)).unwrap();
    rows.answer(&answer(&empty, 2)).unwrap();
    rows.skipped(&SKIPPED).unwrap();
    let rows = rows.finish().unwrap();
    bytes.extend_from_slice(&rows.bytes);
    assert_eq!(rows.ends.len(), 3);
    assert_eq!(rows.ends.last(), Some(&rows.bytes.len()));
    assert!(rows.ends.iter().all(|&end| bytes[head + end - 1] == b'\n'));
    let mut reader =
        csv::Reader::from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes));
    let header = reader.headers().unwrap().clone();
    let cells = |row: csv::StringRecord| {
        header.iter().zip(&row).map(|(h, c)| (h.to_owned(), c.to_owned())).collect()
    };
    let rows = reader.records().map(|row| cells(row.unwrap())).collect();
    (bytes, rows)
}

#[test]
fn tables() {
    let book = Codebook::from_toml(BOOK).unwrap();
    let form = CsvForm::new(&book, true, true);
    let (bytes, rows) = table(&form);
    let filled = |row: &[(String, String)]| -> Vec<String> {
        row.iter().filter(|(_, c)| !c.is_empty()).map(|(n, c)| format!("{n}={c}")).collect()
    };
    let words = format!("tone_evidence=شراكة، {}", &TEXT[11..23]);
    assert_eq!(
        filled(&rows[0]),
        [
            "id=a-1",
            "tone_best=cold",
            "tone_probability=0.7",
            "tone_method=abstained",
            "tone_margin=0.45",
            "tone_set=warm|cold",
            &words,
            "kind=news",
            "kind_best=news",
            "kind_probability=1",
            "kind_method=registry",
            "unseen=0.333333",
            "language=ar",
            "source='=تاس, \"وكالة\"",
            "date=2024-02-29",
            "title=سطر ثان",
            "notes=bytes; note",
        ]
    );
    assert_eq!(
        filled(&rows[1]),
        ["id=a-1", "tone_method=abstained", "kind_method=abstained", "notes=bytes",]
    );
    assert_eq!(filled(&rows[2]), ["error=no \"text\", none", "file='-x.jsonl", "line=7"]);
    let (sheet, same) = table(&form.clone().for_spreadsheets());
    assert_eq!(same, rows);
    assert!(sheet.starts_with(b"\xEF\xBB\xBFid,"));
    assert_eq!(
        String::from_utf8(sheet[3..].to_vec()).unwrap().replace("\r\n", "\n").as_bytes(),
        bytes
    );
    // Without the columns that nobody asked for.
    let (_, rows) = table(&CsvForm::new(&book, false, false));
    assert!(rows[0].iter().all(|(n, _)| !n.ends_with("_set") && !n.ends_with("_evidence")));
}

#[cfg(feature = "parquet")]
mod columns {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Date32Type, Float64Type, Int64Type};
    use arrow_array::{Array, RecordBatch};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use rasid_report::{CopyMark, ParquetForm, VerdictParquet};

    use super::{BOOK, Codebook, SKIPPED, TEXT, answer, article, nothing};

    /// A file of `count` times three records, in batches of three.
    fn file(form: &ParquetForm, count: usize) -> Vec<u8> {
        let mut file = VerdictParquet::new(form).unwrap();
        let (full, empty) = (article(), nothing());
        let mut bytes = Vec::new();
        for _ in 0..count {
            let mut rows = form.rows();
            rows.answer(&answer(&full, 2));
            rows.answer(&answer(&empty, 2));
            rows.skipped(&SKIPPED);
            bytes.extend(file.write(&rows.finish().unwrap()).unwrap());
        }
        bytes.extend(file.finish().unwrap());
        bytes
    }

    fn read(bytes: Vec<u8>) -> Vec<RecordBatch> {
        let path = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut &path, &bytes).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(path).unwrap().build().unwrap();
        reader.map(Result::unwrap).collect()
    }

    #[test]
    fn every_value_is_read_back() {
        let book = Codebook::from_toml(BOOK).unwrap();
        let form = ParquetForm::new(&book, true, true);
        let batches = read(file(&form, 1));
        let [rows] = batches.as_slice() else { panic!("one batch") };
        let column = |name: &str| rows.column_by_name(name).unwrap();
        let text = |name: &str| -> Vec<Option<String>> {
            column(name).as_string::<i32>().iter().map(|t| t.map(str::to_owned)).collect()
        };
        let one = |t: &str| vec![Some(t.to_owned()), None, None];
        assert_eq!(text("id"), [Some("a-1".to_owned()), Some("a-1".to_owned()), None]);
        assert_eq!(text("tone"), vec![None; 3]);
        assert_eq!(text("tone_best"), one("cold"));
        assert_eq!(text("kind"), one("news"));
        assert_eq!(text("tone_reason")[0].as_deref(), Some("several classes"));
        assert_eq!(text("kind_method")[1].as_deref(), Some("abstained"));
        assert_eq!(text("source"), one("=تاس, \"وكالة\""));
        assert_eq!(text("title"), one("سطر\nثان\u{202e}"));
        assert_eq!(text("error")[2].as_deref(), Some(SKIPPED.error));
        let number = |name: &str| {
            let numbers = column(name).as_primitive::<Float64Type>();
            numbers.is_valid(0).then(|| numbers.value(0))
        };
        assert_eq!(number("tone_probability"), Some(0.7));
        assert_eq!(number("tone_margin"), Some(0.45));
        assert_eq!(number("kind_margin"), None);
        assert_eq!(number("unseen"), Some(0.333_333));
        assert_eq!(column("date").as_primitive::<Date32Type>().value(0), 19_782);
        assert_eq!(column("line").as_primitive::<Int64Type>().value(2), 7);
        let list = |name: &str, row: usize| -> Vec<String> {
            let list = column(name).as_list::<i32>().value(row);
            list.as_string::<i32>().iter().flatten().map(str::to_owned).collect()
        };
        assert_eq!(list("tone_set", 0), ["warm", "cold"]);
        assert!(column("kind_set").is_null(0));
        assert_eq!(list("tone_evidence", 0), ["شراكة", &TEXT[11..23]]);
        assert_eq!(list("notes", 0), ["bytes", "note"]);
        assert!(column("notes").is_null(2));
        let few = read(file(&ParquetForm::new(&book, false, false), 1));
        assert!(
            few[0].column_by_name("tone_set").or(few[0].column_by_name("tone_evidence")).is_none()
        );
    }

    #[test]
    fn copies_are_marked_in_the_last_column() {
        let book = Codebook::from_toml(BOOK).unwrap();
        let form = ParquetForm::new(&book, false, false).for_copies();
        let (verdict, mut rows) = (nothing(), form.rows());
        rows.answer(&answer(&verdict, 0));
        rows.answer(&answer(&verdict, 0));
        rows.skipped(&SKIPPED);
        let marks = [CopyMark::Original, CopyMark::Of("=1\u{202e}".into()), CopyMark::Skipped];
        let rows = rows.finish().unwrap().with_copies(&marks).unwrap();
        let mut file = VerdictParquet::new(&form).unwrap();
        let bytes = [file.write(&rows).unwrap(), file.finish().unwrap()].concat();
        let batches = read(bytes);
        let last = batches[0].columns().last().unwrap().as_string::<i32>();
        assert_eq!(last.iter().collect::<Vec<_>>(), [None, Some("=1\u{202e}"), None]);
        assert_eq!(batches[0].schema().fields().last().unwrap().name(), "copy_of");
    }

    #[test]
    fn equal_verdicts_give_equal_bytes() {
        let book = Codebook::from_toml(BOOK).unwrap();
        let form = ParquetForm::new(&book, true, true);
        // More than a row group.
        let bytes = file(&form, 12_000);
        assert!(bytes == file(&form, 12_000));
        assert_eq!(read(bytes.clone()).iter().map(RecordBatch::num_rows).sum::<usize>(), 36_000);
        let tail = String::from_utf8_lossy(&bytes[bytes.len() - 4096..]).into_owned();
        assert!(tail.contains("rasid") && !tail.contains("parquet-rs"), "{tail:?}");
    }
}
