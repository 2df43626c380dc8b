//! `classify --resume`: whatever the moment of death, the output is that of a run nobody disturbed.

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::Place;

/// Deaths in the big test.
const DEATHS: u32 = 50;

/// Shorter runs see too few journals, in milliseconds.
const LEAST: u64 = 500;

/// A folder with a small model, which loads in no time, and `count` records, of which one in a hundred
/// cannot be read.
fn place(count: usize) -> Place {
    let p = Place::new()
        .file("some.csv", "id,text,outlet_type\n1,خبر أول,official\n2,بيان ثان,think_tank\n")
        .file("news.jsonl", lines(count));
    assert_eq!(p.rasid("train some.csv -o m").code, 0);
    p
}

fn lines(count: usize) -> String {
    let line = |i: usize| match i % 100 {
        99 => format!("{{\"id\":{i},\n"),
        _ => format!("{{\"id\":{i},\"text\":\"أعلنت روسيا موعد البيان رقم {i}\"}}\n"),
    };
    (0..count).map(line).collect()
}

fn start(p: &Place, words: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rasid"))
        .current_dir(p.path(""))
        .args(words.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn files(p: &Place) -> Vec<String> {
    let entries = std::fs::read_dir(p.path("")).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("out"));
    names.sort();
    names
}

/// Batches that the newest line of a journal vouches for.
fn vouched(p: &Place, output: &str) -> Option<u64> {
    let journal = std::fs::read_to_string(p.path(&format!("{output}.resume"))).ok()?;
    let batches = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        line["run"]["batches"].as_u64()
    };
    journal.lines().filter_map(batches).max()
}

/// Numbers that are the same in each run of the tests.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

#[test]
fn killed_fifty_times_it_writes_the_same_bytes() {
    let (mut p, mut count) = (place(20_000), 20_000);
    let mut dice = Dice(5);
    let (mut deaths, mut went_on) = (0, 0);
    let mut forms = ["jsonl", "csv"].iter().cycle();
    while deaths < DEATHS {
        let form = forms.next().unwrap();
        let undisturbed = |p: &Place| {
            let begin = Instant::now();
            assert_eq!(p.rasid(&format!("classify news.jsonl -m m -q -o whole.{form}")).code, 0);
            begin.elapsed().as_millis() as u64
        };
        let mut usual = undisturbed(&p);
        while usual < LEAST {
            count *= 2;
            p = p.file("news.jsonl", lines(count));
            usual = undisturbed(&p);
        }
        let whole = p.read(&format!("whole.{form}"));
        let out = format!("out.{form}");
        for round in 0..DEATHS / 2 {
            let jobs = [1, 2, 4, 8][dice.below(4) as usize];
            let mut child =
                start(&p, &format!("classify news.jsonl -m m -q -j {jobs} -o {out} --resume"));
            std::thread::sleep(Duration::from_millis(dice.below(usual * 2 / 3 + 2)));
            child.kill().unwrap();
            let killed = child.wait().unwrap().code().is_none();
            deaths += u32::from(killed);
            went_on += u32::from(vouched(&p, &out).is_some_and(|batches| batches > 0));
            if files(&p) == [out.as_str()] {
                assert!(p.read(&out) == whole, "{form}, round {round}");
                std::fs::remove_file(p.path(&out)).unwrap();
            }
        }
        let end = p.rasid(&format!("classify news.jsonl -m m -o {out} --resume"));
        assert_eq!(end.code, 0, "{}", end.err);
        let (all, bad) = (format!("{count} records: "), format!(" + {} skipped", count / 100));
        assert!(end.err.contains(&all) && end.err.contains(&bad), "{}", end.err);
        assert!(p.read(&out) == whole, "{form}");
        assert_eq!(files(&p), [out.as_str()]);
        std::fs::remove_file(p.path(&out)).unwrap();
    }
    assert!(went_on > 0, "no run was killed behind its first journal");
}

#[test]
fn a_run_that_was_not_killed_leaves_its_output_alone() {
    let p = place(1_000);
    let plain = p.rasid("classify news.jsonl -m m -q --format csv").out;
    for _ in 0..2 {
        let run = p.rasid("classify news.jsonl -m m -o out.csv --resume");
        assert!(run.code == 0 && run.err.contains("1000 records"), "{}", run.err);
        assert_eq!(files(&p), ["out.csv"]);
        assert!(p.read("out.csv") == plain);
    }
}

/// Starts a run on standard input and ends it by `kill` once its journal vouches for a batch.
fn interrupted(p: &Place, words: &str, input: &str, kill: impl FnOnce(&mut Child)) {
    let mut child = start(p, words);
    let mut stdin = child.stdin.take().unwrap();
    // Slowly, so that time passes between the batches; the last ones go nowhere.
    let pieces: Vec<Vec<u8>> = input.as_bytes().chunks(40_000).map(<[u8]>::to_vec).collect();
    let feeder = std::thread::spawn(move || {
        for piece in pieces {
            if stdin.write_all(&piece).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        stdin
    });
    // On a slow disk the next entry may come with the end of the input only.
    while vouched(p, "out.jsonl").is_none_or(|batches| batches == 0) {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = p.rasid(words);
    assert!(second.code == 5 && second.err.contains("another run is writing it"), "{}", second.err);
    kill(&mut child);
    child.wait().unwrap();
    drop(feeder.join());
    assert_eq!(files(p), ["out.jsonl.part", "out.jsonl.resume"]);
}

#[test]
fn what_is_not_the_same_run_is_refused() {
    let p =
        place(1_000).file("other.csv", "id,text,outlet_type\n1,آخر,official\n2,ثان,think_tank\n");
    assert_eq!(p.rasid("train other.csv -o m2").code, 0);
    let all = lines(20_000);
    let words = "classify - -m m -o out.jsonl --resume";
    interrupted(&p, words, &all, |child| child.kill().unwrap());
    let way_out = "delete out.jsonl.part and out.jsonl.resume";
    for (other, code, why) in [
        ("classify - -m m2 -o out.jsonl --resume", 2, "had another model"),
        ("classify - -m m -o out.jsonl --resume --evidence 1", 2, "had other options"),
        ("classify - -m m -o out.jsonl --resume --threshold 0.9", 2, "had other options"),
        ("classify - -m m -o out.jsonl --resume --no-registry", 2, "had other options"),
        ("classify news.jsonl -m m -o out.jsonl --resume", 2, "other names of inputs"),
    ] {
        let run = p.rasid_with(other, all.as_str());
        assert_eq!(run.code, code, "{other}: {}", run.err);
        assert!(run.err.contains(why) && run.err.contains(way_out), "{other}: {}", run.err);
    }
    for changed in [all.replacen("رقم 7\"", "رقم ٧\"", 1), lines(10), String::new()] {
        let run = p.rasid_with(words, changed);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(
            run.err.contains("the input is not the one") && run.err.contains(way_out),
            "{}",
            run.err
        );
    }
    let part = std::fs::read(p.path("out.jsonl.part")).unwrap();
    let mut damaged = part.clone();
    damaged[100] ^= 1;
    std::fs::write(p.path("out.jsonl.part"), damaged).unwrap();
    let run = p.rasid_with(words, all.as_str());
    assert!(run.code == 5 && run.err.contains("not those that the run wrote"), "{}", run.err);
    // Nothing of this spoiled the run: with the same bytes it goes on.
    std::fs::write(p.path("out.jsonl.part"), part).unwrap();
    let run = p.rasid_with(words, all.as_str());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("going on behind") && run.err.contains("20000 records"),
        "{}",
        run.err
    );
    let plain = p.rasid_with("classify - -m m -q --format jsonl", all.as_str()).out;
    assert!(p.read("out.jsonl") == plain);
    assert_eq!(files(&p), ["out.jsonl"]);
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_was_written() {
    let p = place(10);
    let (words, all) = ("classify - -m m -o out.jsonl --resume -j 2", lines(20_000));
    interrupted(&p, words, &all, |child| {
        let kill = format!("kill -INT {}", child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
    });
    assert_eq!(p.rasid_with(words, all.as_str()).code, 0);
    let plain = p.rasid_with("classify - -m m -q --format jsonl", all.as_str()).out;
    assert!(p.read("out.jsonl") == plain);
}

#[test]
fn where_a_run_cannot_be_gone_on_with() {
    let p = place(10);
    for (words, why) in [
        ("classify news.jsonl --resume", "--output <FILE>"),
        ("classify news.jsonl --resume --format jsonl -o -", "give -o a file"),
        ("classify news.jsonl --resume -o out.parquet", "CSV and JSON Lines only"),
        ("classify news.jsonl --resume -o out.txt", "CSV and JSON Lines only"),
        ("classify news.jsonl --resume -o out.csv --sort-into d", "cannot be used with"),
    ] {
        p.tells(words, 2, &[why]);
    }
    let p = p.file("out.csv.part", "of somebody else");
    let run = p.rasid("classify news.jsonl -o out.csv --resume");
    assert!(run.code == 5 && run.err.contains("no journal beside it"), "{}", run.err);
    assert_eq!(p.read("out.csv.part"), "of somebody else");
    // Nothing was answered: nothing is left.
    let p = p.file("bad.jsonl", "{\n");
    let run = p.rasid("classify bad.jsonl -o out.jsonl --resume");
    assert_eq!(run.code, 3, "{}", run.err);
    assert_eq!(files(&p), ["out.csv.part"]);
}
