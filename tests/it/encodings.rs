//! Bytes that are not UTF-8: read where that can be told, and never in silence.

use encoding_rs::Encoding;

use crate::run::Place;

const NEWS: &str = "أعلنت روسيا أن المحادثات ستبدأ الأسبوع المقبل، وأن الطرفين اتفقا على جدولها";

fn encoded(text: &str, name: &str) -> Vec<u8> {
    if name.starts_with("UTF-16") {
        let units = text.encode_utf16();
        let mark = "\u{FEFF}".encode_utf16();
        let bytes = |u: u16| if name == "UTF-16LE" { u.to_le_bytes() } else { u.to_be_bytes() };
        return mark.chain(units).flat_map(bytes).collect();
    }
    Encoding::for_label(name.as_bytes()).unwrap().encode(text).0.into_owned()
}

fn twice(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// Classifies a file that holds `NEWS` as the article `a`, and compares with the same in UTF-8: only
/// the notes differ, and the file is named once on standard error.
#[track_caller]
fn check(name: &str, bytes: &[u8], utf8: &str, warning: &str) {
    let (_, message) = warning.split_once(": ").unwrap();
    let plain = Place::new().file(name, utf8).rasid(&format!("classify {name} --format jsonl"));
    let place = Place::new().file(name, bytes);
    let run = place.rasid(&format!("classify {name} --format jsonl"));
    assert_eq!(run.code, 0, "{}", run.err);
    let verdicts = |out: &str| -> Vec<serde_json::Value> {
        let mut all: Vec<serde_json::Value> =
            out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        all.iter_mut().for_each(|v| v["notes"] = serde_json::Value::Null);
        all
    };
    assert_eq!(verdicts(&run.out), verdicts(&plain.out));
    let warnings: Vec<&str> = run.err.lines().filter(|l| l.starts_with("warning:")).collect();
    assert_eq!(warnings, [format!("warning: {warning}")], "{}", run.err);
    // The verdict says what standard error says, without the place.
    assert!(run.out.contains(message), "{}", run.out);
    let quiet = place.rasid(&format!("classify {name} --format jsonl -q"));
    assert_eq!((quiet.out, quiet.err.as_str()), (run.out, ""));
}

#[test]
fn whole_files() {
    for name in ["windows-1256", "ISO-8859-6"] {
        let warning = format!("a.txt: read as {name}, by the look of its bytes: it is not UTF-8");
        check("a.txt", &encoded(NEWS, name), NEWS, &warning);
    }
    let page = format!("<html><head><meta charset=windows-1256></head><body><p>{NEWS}</p></body>");
    let warning = "a.html: read as windows-1256, which the page declares";
    check("a.html", &encoded(&page, "windows-1256"), &page, warning);
    let warning = "a.txt: read as UTF-16LE, by its byte-order mark";
    check("a.txt", &encoded(NEWS, "UTF-16LE"), NEWS, warning);
    let mixed = [NEWS.as_bytes(), b"\n", &encoded(NEWS, "windows-1256")].concat();
    let warning = "a.txt: line 2: read as windows-1256, by the look of the bytes, amid UTF-8";
    check("a.txt", &mixed, &format!("{NEWS}\n{NEWS}"), warning);
    let warning = "a.txt: encoded twice, UTF-8 once read as windows-1252: put right";
    check("a.txt", twice(NEWS).as_bytes(), NEWS, warning);
}

#[test]
fn tables_and_lines() {
    let csv = format!("id,title,text\na,خبر,{NEWS}\nb,,\"{NEWS}\n{NEWS}\"\n");
    let json =
        format!("{{\"id\":\"a\",\"text\":\"{NEWS}\"}}\n{{\"id\":\"b\",\"text\":\"{NEWS}\"}}\n");
    for (file, text) in [("a.csv", &csv), ("a.jsonl", &json)] {
        for name in ["windows-1256", "ISO-8859-6"] {
            let warning =
                format!("{file}: read as {name}, by the look of its bytes: it is not UTF-8");
            check(file, &encoded(text, name), text, &warning);
        }
        for name in ["UTF-16LE", "UTF-16BE"] {
            let warning = format!("{file}: read as {name}, by its byte-order mark");
            check(file, &encoded(text, name), text, &warning);
        }
    }
    // One record among others in UTF-8.
    let good = format!("1,{NEWS}\n");
    let bad = [b"2,", encoded(NEWS, "windows-1256").as_slice(), b"\n"].concat();
    let head = b"id,text\n";
    let text = format!("id,text\n{good}2,{NEWS}\n");
    let warning = "a.csv:3: read as windows-1256, by the look of its bytes: it is not UTF-8";
    check("a.csv", &[head, good.as_bytes(), &bad].concat(), &text, warning);
    // Many short columns beside the text.
    let columns = (0..40).map(|i| format!(",c{i}")).collect::<String>();
    let row = |id: u8| format!("{id},خبر عن قطر{}\n", ",x".repeat(40));
    let text = format!("id,text{columns}\n{}{}{}", row(1), row(2), row(3));
    let (first, rest) = text.split_at(text.find("\n2,").unwrap() + 1);
    let (second, third) = rest.split_at(rest.find("\n3,").unwrap() + 1);
    let bytes = [first.as_bytes(), &encoded(second, "windows-1256"), third.as_bytes()].concat();
    check("a.csv", &bytes, &text, warning);
    // The same with the bad one first: the rest says what the file is.
    let text = format!("id,text\n2,{NEWS}\n{good}");
    let warning = "a.csv:2: read as windows-1256, by the look of its bytes: it is not UTF-8";
    check("a.csv", &[head, bad.as_slice(), good.as_bytes()].concat(), &text, warning);
    let (first, second) = json.split_once('\n').unwrap();
    let lines = [first.as_bytes(), b"\n", &encoded(second, "windows-1256")].concat();
    let warning = "a.jsonl:2: read as windows-1256, by the look of its bytes: it is not UTF-8";
    check("a.jsonl", &lines, &json, warning);
    let lines = format!("{first}\n{{\"id\":\"b\",\"text\":\"{}\"}}\n", twice(NEWS));
    let warning = "a.jsonl:2: encoded twice, UTF-8 once read as windows-1252: put right";
    check("a.jsonl", lines.as_bytes(), &json, warning);
    let broken = first.replacen("أن ", "أن \u{FFFD}", 1);
    let lines = broken.replace('\u{FFFD}', "\n").into_bytes();
    let lines: Vec<u8> = lines.into_iter().map(|b| if b == b'\n' { 0xC7 } else { b }).collect();
    let warning = "a.jsonl:1: damaged: bytes that are no character became U+FFFD";
    check("a.jsonl", &lines, &broken, warning);
}

#[test]
fn standard_input() {
    let json = format!("{{\"id\":\"a\",\"text\":\"{NEWS}\"}}\n");
    let page = format!("<html><body><p>{NEWS}</p></body></html>");
    for text in [json.as_str(), &format!("id,text\na,{NEWS}\n"), NEWS, &page] {
        let plain = Place::new().rasid_with("classify - --format csv -q", text);
        for name in ["windows-1256", "UTF-16LE", "UTF-16BE"] {
            let run = Place::new().rasid_with("classify - --format csv", encoded(text, name));
            assert!(run.err.starts_with(&format!("warning: -: read as {name}")), "{}", run.err);
            let without_notes = |out: &str| -> Vec<Vec<String>> {
                let mut table = csv::Reader::from_reader(out.as_bytes());
                let notes = table.headers().unwrap().iter().position(|h| h == "notes").unwrap();
                let rows = table.records().map(|r| {
                    let row = r.unwrap();
                    (0..row.len()).filter(|&i| i != notes).map(|i| row[i].to_owned()).collect()
                });
                rows.collect()
            };
            assert_eq!(without_notes(&run.out), without_notes(&plain.out), "{name} {text}");
        }
    }
}

#[test]
fn a_flood_of_notices_is_counted() {
    let mut place = Place::new();
    for i in 0..25 {
        place = place.file(&format!("in/{i}.txt"), encoded(NEWS, "windows-1256"));
    }
    let run = place.rasid("classify in --format jsonl");
    assert_eq!(run.err.matches("warning: ").count(), 21, "{}", run.err);
    assert!(run.err.contains("warning: 5 more notices"), "{}", run.err);
    assert_eq!(run.out.matches("read as windows-1256").count(), 25);
}

#[test]
fn labels() {
    let other = "نفت السلطات صحة الأنباء التي تداولتها الصحف، ودعت الجميع إلى التحقق من مصادرها";
    let table = format!("id,text,outlet_type\n1,{NEWS},official\n2,{other},think_tank\n");
    let plain = Place::new().file("l.csv", &table);
    let place = Place::new().file("l.csv", encoded(&table, "windows-1256"));
    let model = crate::run::project("models/default/model.rasid");
    for words in ["train l.csv -o m", &format!("evaluate l.csv --model {}", model.display())] {
        assert_eq!(plain.rasid(words).code, 0);
        let run = place.rasid(words);
        assert_eq!(run.code, 0, "{}", run.err);
        let warning = "warning: l.csv: read as windows-1256, by the look of its bytes";
        assert_eq!(run.err.matches(warning).count(), 1, "{}", run.err);
    }
    let model = |p: &Place| std::fs::read(p.path("m")).unwrap();
    assert!(model(&plain) == model(&place), "the bytes of labels are not in the model");
    // The file that a record's `path` names.
    let place = Place::new()
        .file("t/1.txt", encoded(NEWS, "windows-1256"))
        .file("l.csv", "id,path,outlet_type\n1,t/1.txt,official\n2,t/2.txt,think_tank\n")
        .file("t/2.txt", other);
    let run = place.rasid("train l.csv -o m");
    assert!(run.err.contains("warning: l.csv:2: t/1.txt: read as windows-1256"), "{}", run.err);
    assert!(model(&plain) == model(&place));
}

#[test]
fn sorted_pages_say_what_they_are() {
    let page = format!("<html><head><meta charset=windows-1256></head><body><p>{NEWS}</p></body>");
    let place = Place::new().file("in/a.html", encoded(&page, "windows-1256"));
    assert_eq!(place.rasid("classify in --sort-into out -q").code, 0);
    let mut open = vec![place.path("out")];
    let mut found = None;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
        } else {
            found = Some(std::fs::read_to_string(path).unwrap());
        }
    }
    assert_eq!(found, Some(format!("\u{FEFF}{page}")), "a mark outweighs what the page declares");
}
