//! A run that dies anywhere leaves the same file.

use super::*;

const RUN: u128 = 7;

fn settings() -> RunSettings {
    RunSettings { version: "1".into(), model: 1, options: 2 }
}

fn open(target: &Path) -> (ResumableFile, RunProgress) {
    match ResumableFile::open(target, &settings()).unwrap() {
        Resumed::Open(file, progress) => (*file, progress),
        Resumed::Done(_) => panic!("it goes on"),
    }
}

fn done(batches: u64) -> RunProgress {
    RunProgress { batches, input: RUN, answered: batches, abstained: 1, skipped: 2 }
}

/// Writes batches from where a run stands, up to `last`.
fn write(file: &mut ResumableFile, from: u64, last: u64) {
    (from..last).for_each(|i| writeln!(file, "batch {i}").unwrap());
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<_> =
        entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn whole() -> String {
    (0..9).map(|i| format!("batch {i}\n")).collect()
}

/// Runs up to `vouched`, writes `beyond` more batches, dies there; and goes on.
#[track_caller]
fn check(vouched: u64, beyond: u64) {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    let (mut file, start) = open(&target);
    assert_eq!(start, RunProgress::default());
    write(&mut file, 0, vouched);
    file.checkpoint(&done(vouched)).unwrap();
    write(&mut file, vouched, vouched + beyond);
    drop(file);
    assert_eq!(names(dir.path()), ["out.part", "out.resume"]);
    let (mut file, progress) = open(&target);
    assert_eq!(progress, done(vouched));
    write(&mut file, vouched, 9);
    file.finish(&done(9)).unwrap();
    assert_eq!(names(dir.path()), ["out"]);
    assert_eq!(std::fs::read_to_string(target).unwrap(), whole());
}

#[test]
fn a_run_goes_on_where_its_journal_ends() {
    for vouched in 0..=9 {
        for beyond in [0, 1, 9] {
            check(vouched, beyond);
        }
    }
}

#[test]
fn death_between_the_last_steps() {
    for steps in 0..=1 {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("out");
        std::fs::write(&target, "old").unwrap();
        let (mut file, _) = open(&target);
        write(&mut file, 0, 9);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
        file.vouch(&done(9), true).unwrap();
        if steps == 1 {
            place(&file.part, &file.target).unwrap();
        }
        drop(file);
        let resumed = ResumableFile::open(&target, &settings()).unwrap();
        assert!(matches!(resumed, Resumed::Done(progress) if progress == done(9)));
        assert_eq!(names(dir.path()), ["out"]);
        assert_eq!(std::fs::read_to_string(target).unwrap(), whole());
    }
}

#[test]
fn death_before_the_first_byte() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    let [part, journal] = resume_files(&target);
    // A journal without a line, then one whose part is not there yet.
    for empty in [Vec::new(), vec![0; 100]] {
        std::fs::write(&journal, empty).unwrap();
        drop(open(&target));
        std::fs::remove_file(&part).unwrap();
        let (file, progress) = open(&target);
        assert_eq!(progress, RunProgress::default());
        file.discard().unwrap();
        assert!(names(dir.path()).is_empty());
    }
}

#[test]
fn a_torn_line_leaves_the_one_before() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    let [_, journal] = resume_files(&target);
    let (mut file, _) = open(&target);
    for i in 1..=4 {
        write(&mut file, i - 1, i);
        file.checkpoint(&done(i)).unwrap();
    }
    drop(file);
    let intact = std::fs::read(&journal).unwrap();
    let half = intact.len() / 2;
    // The newest entry, number 4, stands first.
    for at in [0, 9, 100, 300] {
        let mut torn = intact.clone();
        torn[at] ^= 1;
        std::fs::write(&journal, torn).unwrap();
        assert_eq!(open(&target).1, done(3), "{at}");
    }
    // That cut the part, so that the newest entry vouches for more than there is.
    std::fs::write(&journal, &intact).unwrap();
    let refused = ResumableFile::open(&target, &settings()).err().unwrap().to_string();
    assert!(refused.contains("another length"), "{refused}");
    std::fs::write(&journal, &intact[half..]).unwrap();
    assert_eq!(open(&target).1, done(3));
}

#[test]
fn what_is_not_this_run_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    let [part, journal] = resume_files(&target);
    let (mut file, _) = open(&target);
    write(&mut file, 0, 3);
    file.checkpoint(&done(3)).unwrap();
    let refused =
        |settings: &RunSettings| ResumableFile::open(&target, settings).err().unwrap().to_string();
    assert_eq!(refused(&settings()), "another run is writing it");
    drop(file);
    let other = RunSettings { version: "2".into(), ..settings() };
    assert_eq!(refused(&other), "the run that was interrupted had version 1 of rasid");
    let other = RunSettings { model: 9, ..settings() };
    assert_eq!(refused(&other), "the run that was interrupted had another model");
    let other = RunSettings { options: 9, ..settings() };
    assert!(refused(&other).contains("other options"));
    let good = std::fs::read(&part).unwrap();
    for (bytes, why) in [
        (b"batch 0\nbatch 9\nbatch 2\n".as_slice(), "not those that the run wrote"),
        (b"batch 0\n", "another length"),
    ] {
        std::fs::write(&part, bytes).unwrap();
        assert!(refused(&settings()).contains(why), "{why}");
    }
    std::fs::remove_file(&part).unwrap();
    assert!(refused(&settings()).contains("it is gone"));
    std::fs::write(&part, good).unwrap();
    std::fs::write(&journal, "a file of somebody else\n").unwrap();
    assert!(refused(&settings()).contains("no journal of a run"));
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "a file of somebody else\n");
    std::fs::remove_file(&journal).unwrap();
    assert!(refused(&settings()).contains("no journal beside it"));
    assert_eq!(names(dir.path()), ["out.part"], "what is not known is left alone");
}
