//! How verdicts are written: forms, order, what a spreadsheet and a disk make of them.

use crate::run::{Place, project};

#[test]
fn any_number_of_threads_writes_the_same_bytes_in_every_form() {
    let p = Place::new();
    let labels = project("labels/articles.csv").display().to_string();
    for form in ["table", "csv", "jsonl", "parquet"] {
        let written = [1, 2, 4, 8].map(|jobs| {
            let words = format!("classify {labels} --format {form} -j {jobs} --evidence 3 -q -o v");
            assert_eq!(p.rasid(&words).code, 0);
            std::fs::read(p.path("v")).unwrap()
        });
        assert!(!written[0].is_empty() && written.iter().all(|w| *w == written[0]), "{form}");
    }
}

#[test]
fn the_ending_of_an_output_says_its_form() {
    let p = Place::new().file("a.txt", "أعلنت روسيا موعد المحادثات");
    for (name, start) in [
        ("v.csv", "id,outlet_type,"),
        ("v.CSV", "id,outlet_type,"),
        ("v.jsonl", "{\"id\":"),
        ("v.ndjson", "{\"id\":"),
        ("v.txt", "─"),
        ("v", "─"),
        ("v.csv --format jsonl", "{\"id\":"),
    ] {
        assert_eq!(p.rasid(&format!("classify a.txt -q -o {name}")).code, 0);
        let written = p.read(name.split(' ').next().unwrap());
        assert!(written.starts_with(start), "{name}: {written}");
    }
    assert_eq!(p.rasid("classify a.txt -q -o v.parquet").code, 0);
    let written = std::fs::read(p.path("v.parquet")).unwrap();
    assert!(written.starts_with(b"PAR1") && written.ends_with(b"PAR1"));
}

#[test]
fn a_spreadsheet_opens_what_is_written_for_it() {
    let hostile = ["=1+1", "+7", "-2", "@SUM(A1)", "\\t=1", "\\r=1", "＝1", " =1"];
    let line =
        |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"أعلنت روسيا, \\\"أمس\\\" موعدا\"}}\n");
    let p = Place::new().file("h.jsonl", hostile.map(line).concat() + "{\n");
    p.tells("classify h.jsonl --spreadsheet --format jsonl", 2, &["--spreadsheet writes CSV"]);
    let out = p.rasid("classify h.jsonl --spreadsheet -q --evidence 2").out;
    let table = out.strip_prefix('\u{FEFF}').expect("a byte-order mark");
    assert_eq!(table.matches('\n').count(), table.matches("\r\n").count());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), hostile.len() + 1);
    for (row, id) in rows.iter().zip(hostile) {
        assert!(row[0].starts_with('\'') && !row[0].contains(['\t', '\r']), "{id}: {:?}", &row[0]);
        for (name, cell) in header.iter().zip(row) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
            let is_number = ["_probability", "_margin", "unseen"].iter().any(|n| name.ends_with(n));
            assert!(!is_number || cell.is_empty() || cell.parse::<f64>().is_ok(), "{name}: {cell}");
        }
    }
    // Without the mark and the line ends it is the usual table.
    let plain = p.rasid("classify h.jsonl --format csv -q --evidence 2").out;
    assert_eq!(table.replace("\r\n", "\n"), plain);
}

#[test]
fn every_record_is_counted_once() {
    let lines: String = (0..3_000)
        .map(|i| match i % 3 {
            0 => format!("{{\"id\":{i},\"text\":\"أعلنت روسيا موعدا\"}}\n"),
            1 => format!("{{\"id\":{i},\"text\":\"Putin met Trump.\"}}\n"),
            _ => "{\n".to_owned(),
        })
        .collect();
    let p = Place::new().file("mix.jsonl", lines);
    let run = p.rasid("classify mix.jsonl --no-registry --threshold 0 -o v.jsonl -j 3");
    let said = "3000 records: 1000 answered + 1000 abstained + 1000 skipped, ";
    assert!(run.err.contains(said) && run.err.contains(" MB/s"), "{}", run.err);
    let ids: Vec<Option<u64>> = p
        .read("v.jsonl")
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            record["id"].as_str().and_then(|id| id.parse().ok())
        })
        .collect();
    let expected: Vec<_> = (0..3_000).map(|i| (i % 3 < 2).then_some(i)).collect();
    assert_eq!(ids, expected);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let p = Place::new()
        .file("many.jsonl", "{\"text\":\"أعلنت روسيا موعد المحادثات\"}\n".repeat(2_000));
    for form in ["jsonl", "csv", "table", "parquet"] {
        let run = p.rasid(&format!("classify many.jsonl --format {form} -o /dev/full"));
        assert_eq!(run.code, 5, "{form}: {}", run.err);
        for piece in ["cannot write /dev/full", "No space left", "make room"] {
            assert!(run.err.contains(piece), "{form}: {}", run.err);
        }
    }
}
