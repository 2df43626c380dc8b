//! Bad input: file, line, value and a way out; other records are answered; the exit code tells.

use crate::run::Place;

const OK: &str = "أعلنت روسيا موعد المحادثات";

#[track_caller]
fn check(place: &Place, words: &str, code: i32, said: &[&str]) {
    let run = place.rasid(words);
    assert_eq!(run.code, code, "rasid {words}\n{}", run.err);
    for piece in said {
        let all = format!("{}\n{}", run.err, run.out);
        assert!(all.contains(piece), "rasid {words} does not say {piece:?}:\n{all}");
    }
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn inputs() {
    let p = Place::new().file("ok.txt", OK).file("empty.txt", "").file("folder/readme.md", "x");
    check(&p, "classify nosuch.txt", 3, &["cannot open nosuch.txt", "hint: check the path"]);
    check(&p, "classify empty.txt", 3, &["empty.txt: the file is empty", "1 skipped"]);
    check(
        &p,
        "classify empty.txt ok.txt --format jsonl",
        0,
        &["\"error\":\"the file is empty\"", "\"id\":\"ok.txt\"", "2 records: 1 answered"],
    );
    check(
        &p,
        "classify nosuch.txt ok.txt --strict",
        1,
        &["skipped: cannot open nosuch.txt", "2 records", "error: 1 records were skipped"],
    );
    check(&p, "classify folder", 3, &["no articles in folder", ".jsonl"]);
    check(&p, "classify", 2, &["required", "<PATH>"]);
}

#[test]
fn bytes() {
    let p = Place::new()
        .file("ok.txt", OK)
        .file("short.txt", b"\xc7\xe1\n".as_slice())
        .file("later.txt", b"one\ntwo \xff\n".as_slice())
        .file("nul.txt", "a\0b")
        .file(
            "nul.jsonl",
            "{\"id\":\"a\",\"text\":\"x\\u0000y\"}\n{\"id\":\"b\",\"text\":\"خبر\"}\n",
        )
        .file("bytes.csv", b"id,text\n1,a\n2,\xc7\n3,c\n".as_slice())
        .file("bare.txt", b"\x2e\x06 \0\x28\x06 \0\x31\x06".as_slice())
        .file("bare.csv", b"i\0d\0,\0t\0e\0x\0t\0\n\0".as_slice())
        .file("noise.txt", (1..=255).collect::<Vec<u8>>())
        .file(
            "greek.txt",
            b"\xc7 \xf3\xf5\xed\xdc\xed\xf4\xe7\xf3\xe7 \xe8\xe1 \xe3\xdf\xed\xe5\xe9".as_slice(),
        );
    check(
        &p,
        "classify short.txt ok.txt",
        0,
        &["short.txt:1: byte 0 (0xC7) is not UTF-8", "iconv", "1 answered", "1 skipped"],
    );
    check(&p, "classify later.txt ok.txt", 0, &["later.txt:2: byte 8 (0xFF)"]);
    check(&p, "classify nul.txt ok.txt", 0, &["nul.txt: NUL at byte 1", "1 skipped"]);
    check(&p, "classify nul.jsonl", 0, &["nul.jsonl:1: NUL at byte 1 of the text", "2 records"]);
    check(&p, "classify bytes.csv", 0, &["bytes.csv:3: byte 0 (0xC7)", "3 records", "1 skipped"]);
    check(&p, "classify bare.txt", 3, &["bare.txt: NUL at byte 3", "UTF-16 without a byte-order"]);
    check(
        &p,
        "classify bare.csv",
        3,
        &["bare.csv:1: cannot read the table: NUL at byte 1", "UTF-16"],
    );
    check(&p, "classify noise.txt", 3, &["noise.txt: byte 0 (0x01) is a control", "binary"]);
    check(&p, "classify greek.txt", 3, &["greek.txt:1: byte 0 (0xC7) is not UTF-8", "iconv"]);
}

#[test]
fn tables_and_lines() {
    let lines = "{\"id\":\"1\",\"text\":\"خبر\"}\n{\"id\":\"2\",\"text\":\"خبر\"}\n{\"id\":\"3\",\"text\":\n\
        {\"id\":\"4\",\"text\":\"خبر\"}\n{\"id\":\"5\",\"text\":\"خبر\"}\n";
    let p = Place::new()
        .file("columns.csv", "id,body\n1,x\n")
        .file("bad.jsonl", lines)
        .file("quote.csv", "id,text\n1,a\n2,\"open\n3,c\n4,d\n")
        .file("short.csv", "id,text\n1\n2,b\n")
        .file("crlf.csv", "id,text,russia\r\n1,a,\r\n2,\"x\r\ny\",\r\n\r\n1,b,\r\n")
        .file(
            "notext.jsonl",
            "{\"id\":\"1\"}\n{\"id\":\"2\",\"text\":[1]}\n[1]\n{\"id\":\"3\",\"text\":\"c\"}\n",
        );
    check(
        &p,
        "classify columns.csv",
        3,
        &["columns.csv:1: no `text` column; the columns are id, body"],
    );
    check(
        &p,
        "classify bad.jsonl --format jsonl",
        0,
        &["bad.jsonl:3: malformed JSON at column", "5 records", "1 skipped", "\"line\":3"],
    );
    check(
        &p,
        "classify quote.csv",
        0,
        &["quote.csv:3: a quote that opens here is never closed", "double each quote"],
    );
    check(
        &p,
        "classify short.csv",
        0,
        &["short.csv:2: 1 fields where the header has 2", "2 records"],
    );
    // As spreadsheets write it. To notice an id that stands twice, all would have to be remembered:
    // labels are held to it, what is classified is not.
    check(&p, "train crlf.csv -o m", 3, &["crlf.csv:6: id `1` stands twice, first in crlf.csv:2"]);
    check(&p, "classify crlf.csv", 0, &["3 records: ", " 0 skipped"]);
    check(
        &p,
        "classify notext.jsonl",
        0,
        &[
            "notext.jsonl:1: the record has no text",
            "notext.jsonl:2: `text` is no string",
            "notext.jsonl:3: malformed",
            "4 records",
        ],
    );
}

#[test]
fn labels() {
    let p = Place::new()
        .file("class.csv", "id,text,russia\n1,خبر,favour\n2,خبر,neutral\n3,خبر,agianst\n")
        .file("path.csv", "id,path,russia\n1,nosuch.txt,favor\n")
        .file("twice.csv", "id,text,russia\n1,a,favor\n1,b,against\n")
        .file("none.csv", "id,text\n1,a\n")
        .file("empty.csv", "id,text,russia\n")
        .file("one.csv", "id,text,outlet_type\n1,خبر,official\n2,بيان,official\n")
        .file("some.csv", "id,text,outlet_type\n1,خبر أول,official\n2,بيان ثان,think_tank\n")
        .file("labels.txt", "x");
    check(
        &p,
        "train class.csv -o m",
        3,
        &[
            "class.csv:2: record 1: class `favour` is not in the codebook for `russia`",
            "did you mean `favor`?",
            "class.csv:4: record 3",
            "did you mean `against`?",
        ],
    );
    check(
        &p,
        "train path.csv -o m",
        3,
        &["path.csv:2: no article at its `path`", "nosuch.txt", "relative to the folder"],
    );
    check(
        &p,
        "train twice.csv -o m",
        3,
        &["twice.csv:3: id `1` stands twice, first in twice.csv:2"],
    );
    check(
        &p,
        "train none.csv -o m",
        3,
        &["none.csv:1: no column is named like an axis", "outlet_type, russia, us, gulf"],
    );
    check(&p, "train empty.csv -o m", 3, &["the file holds no record"]);
    check(&p, "train nosuch.csv -o m", 3, &["cannot open nosuch.csv", "rasid init"]);
    check(&p, "train labels.txt -o m", 3, &["labels are read from .csv and .jsonl"]);
    check(&p, "train one.csv -o m", 3, &["nothing to tell apart", "at least two classes"]);
    assert!(!p.path("m").exists(), "nothing is left of a run that failed");
    check(
        &p,
        "train some.csv -o m",
        0,
        &["no article is labelled `state_media`", "too few articles or groups"],
    );
    check(
        &p,
        "evaluate some.csv --folds 5",
        3,
        &["2 groups cannot be dealt into 5 folds", "fewer --folds"],
    );
    check(
        &p,
        "evaluate some.csv --group nosuch",
        2,
        &["no column `nosuch`", "columns are id, outlet_type"],
    );
}

#[test]
fn models() {
    let p = Place::new()
        .file("ok.txt", OK)
        .file("foreign", "something else entirely")
        .file("some.csv", "id,text,outlet_type\n1,خبر أول,official\n2,بيان ثان,think_tank\n");
    assert_eq!(p.rasid("train some.csv -o m").code, 0);
    let good = std::fs::read(p.path("m")).unwrap();
    let mut damaged = good.clone();
    damaged[good.len() / 2] ^= 1;
    let p = p.file("cut", &good[..good.len() / 2]).file("damaged", damaged);
    for words in ["inspect", "classify ok.txt --model"] {
        check(
            &p,
            &format!("{words} foreign"),
            4,
            &["cannot use foreign", "does not start with its magic bytes"],
        );
        check(&p, &format!("{words} cut"), 4, &["cannot use cut", "bytes where"]);
        check(
            &p,
            &format!("{words} damaged"),
            4,
            &["the model is damaged: its SHA-256", "copy it again"],
        );
        check(&p, &format!("{words} nosuch"), 4, &["cannot read nosuch"]);
    }
}

#[test]
fn outputs() {
    let p = Place::new().file("ok.txt", OK).file("full/x.txt", OK).file("old.jsonl", "old");
    check(
        &p,
        "classify ok.txt -o nosuch/v.csv",
        5,
        &["cannot write nosuch/v.csv", "there is no folder nosuch"],
    );
    check(&p, "classify ok.txt -o full", 5, &["cannot write full", "it is a folder"]);
    check(&p, "classify ok.txt --sort-into full", 5, &["the folder is not empty"]);
    check(&p, "classify nosuch.txt -o old.jsonl", 3, &["cannot open"]);
    assert_eq!(p.read("old.jsonl"), "old", "a run that fails leaves the old file");
}

#[test]
fn usage() {
    let p = Place::new().file("ok.txt", OK).file("some.csv", "id,text,russia\n1,a,favor\n");
    check(
        &p,
        "classify ok.txt --threshold 2",
        2,
        &["a share or a probability is a number from 0 to 1"],
    );
    check(&p, "classify ok.txt --novelty 2", 2, &["a share or a probability is a number from 0"]);
    check(&p, "classify ok.txt --coverage 1", 2, &["above 0, at most 0.999, such as 0.9"]);
    check(&p, "classify ok.txt --coverage 0.9 --threshold 0.5", 2, &["cannot be used with"]);
    check(
        &p,
        "evaluate some.csv --forward --folds 2",
        3,
        &["0 articles have a date", "2024-05-31"],
    );
    check(&p, "train some.csv -o m --alpha 0", 2, &["alpha is 0; it must be above 0"]);
    check(&p, "train some.csv -o m --alpha NaN", 2, &["alpha is NaN; it must be above 0"]);
    check(
        &p,
        "train some.csv -o m --alpha 1e9",
        2,
        &["alpha is 1000000000; it must be above 0, at most 1000000"],
    );
    check(
        &p,
        "train some.csv -o m --seed-strength=-1",
        2,
        &["seed_strength is -1; it must be at least 0"],
    );
    check(&p, "evaluate some.csv --model m --alpha 1", 2, &["cannot be used with"]);
    check(&p, "train some.csv -o m --terms nosuch", 3, &["cannot read nosuch"]);
}

#[test]
fn what_must_not_happen() {
    let p = Place::new()
        .file("in/a.txt", OK)
        .file("again/a.txt", OK)
        .file("labels.csv", "id,text,russia\n1,خبر,favor\n")
        .file("twice.csv", "id,text,text\n1,a,b\n")
        .file("semicolons.csv", "id;text\n1;a\n")
        .file("array.json", "[{\"id\":1,\"text\":\"خبر\"}]")
        .file("empty.jsonl", "")
        .file(
            "out.jsonl",
            "{\"id\":\"1\",\"path\":\"../x\"}\n{\"id\":\"2\",\"path\":\"/etc/passwd\"}\n",
        );
    // An output never replaces an input.
    check(&p, "classify in -o in/a.txt", 2, &["the output would replace the input in/a.txt"]);
    check(&p, "train labels.csv -o labels.csv", 2, &["would replace the input labels.csv"]);
    check(&p, "evaluate labels.csv -o labels.csv", 2, &["would replace the input"]);
    check(&p, "train labels.csv --outlets semicolons.csv -o semicolons.csv", 2, &["would replace"]);
    check(&p, "train labels.csv --unlabelled in -o in/a.txt", 2, &["would replace the input"]);
    // No article weighs double.
    check(&p, "train labels.csv --with ./labels.csv -o m", 2, &["is named twice"]);
    assert!(p.read("labels.csv").starts_with("id,text"));
    // A record leads to no file outside of its folder.
    check(
        &p,
        "classify out.jsonl",
        3,
        &["`path` ../x leads out of the folder", "`path` /etc/passwd leads"],
    );
    // Nothing is guessed where it would be guessed wrong.
    check(&p, "classify twice.csv", 3, &["column `text` stands twice"]);
    check(&p, "classify semicolons.csv", 3, &["separate the columns by commas"]);
    check(&p, "classify array.json", 3, &["a JSON array, not JSON Lines"]);
    check(&p, "classify empty.jsonl", 3, &["there is no record to classify"]);
    // Two folders may hold files of one name.
    check(&p, "classify in again --format csv", 0, &["2 records: 2 answered"]);
}

#[cfg(unix)]
#[test]
fn one_unreadable_entry_does_not_hide_its_folder() {
    let p = Place::new().file("in/a.txt", OK).file("b.txt", OK);
    std::os::unix::fs::symlink("../b.txt", p.path("in/link.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", p.path("in/dangling.txt")).unwrap();
    check(
        &p,
        "classify in",
        0,
        &["cannot open in/dangling.txt", "3 records: 2 answered", "1 skipped"],
    );
}

#[test]
fn a_text_in_another_script_is_not_absent() {
    for text in ["Putin met Trump.", "Россия и США обсудили отношения", "שלום לכם"]
    {
        let run = Place::new().rasid_with("classify - --format jsonl -q", text);
        assert_eq!(run.out.matches("foreign language").count(), 4, "{text}: {}", run.out);
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    for format in ["jsonl", "csv", "table"] {
        closed_pipe(format);
    }
}

fn closed_pipe(format: &str) {
    let p = Place::new().file("many.jsonl", format!("{{\"text\":\"{OK}\"}}\n").repeat(5_000));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rasid"))
        .args(["classify", "--format", format, "-q"])
        .arg(p.path("many.jsonl"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_else() {
    use std::io::Write;
    let p = Place::new().file("old.jsonl", "old");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rasid"))
        .current_dir(p.path(""))
        .args(["classify", "-", "--format", "jsonl", "-o", "old.jsonl"])
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for more input when it is interrupted.
    let mut input = child.stdin.take().unwrap();
    input.write_all(format!("{{\"text\":\"{OK}\"}}\n").as_bytes()).unwrap();
    let part = |p: &Place| std::fs::read_dir(p.path("")).unwrap().count() > 1;
    while !part(&p) {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    // The shell's own kill: the command is not on every machine.
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    drop(input);
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted"), "{output:?}");
    assert_eq!(p.read("old.jsonl"), "old");
    assert_eq!(std::fs::read_dir(p.path("")).unwrap().count(), 1, "no part of a file is left");
}
