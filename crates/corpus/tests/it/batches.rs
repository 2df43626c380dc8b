//! Batches: equal for equal inputs, bounded, and whole.

use std::io::Read;

use rasid_corpus::{Batch, Input, Kind, ReadOptions, batches, inputs};
use xxhash_rust::xxh3::Xxh3;

use crate::read::{Place, gzip, lines, shown};

/// Hands out as many bytes as it is told, in turn.
struct Drops(std::io::Cursor<Vec<u8>>, Vec<usize>, usize);

impl Read for Drops {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.2 += 1;
        let size = self.1[self.2 % self.1.len()].min(buffer.len());
        self.0.read(&mut buffer[..size])
    }
}

fn digests(batches: &[Batch]) -> Vec<u64> {
    let digest = |batch: &Batch| {
        let mut hash = Xxh3::new();
        batch.digest_into(&mut hash);
        hash.digest()
    };
    batches.iter().map(digest).collect()
}

fn cut(kind: Kind, bytes: &[u8], sizes: &[usize]) -> Vec<Batch> {
    let reader = Drops(std::io::Cursor::new(bytes.to_vec()), sizes.to_vec(), 0);
    batches([Ok(Input::from_reader("a", kind, reader))], &ReadOptions::default()).collect()
}

fn is_send<T: Send>(_: &T) {}

#[track_caller]
fn check(kind: Kind, bytes: &[u8], records: usize) {
    let whole = cut(kind, bytes, &[usize::MAX]);
    is_send(&whole);
    assert!(whole.len() > 2, "{}", whole.len());
    for sizes in [&[1 << 12][..], &[7, 100_000, 1, 3]] {
        assert_eq!(digests(&whole), digests(&cut(kind, bytes, sizes)));
    }
    let mut ids = Vec::new();
    for batch in whole {
        assert!(batch.bytes() <= 1 << 20, "{}", batch.bytes());
        let before = ids.len();
        ids.extend(batch.articles().map(|a| a.unwrap().id));
        assert!(ids.len() - before <= 512);
    }
    let expected: Vec<String> = (1..=records).map(|n| format!("a#{n}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn equal_inputs_give_equal_batches() {
    let text = |n: usize| "خبر عن قطر ".repeat(n % 40);
    let records = 3000;
    let json: String =
        (0..records).map(|n| format!("{{\"text\":\"{n} {}\"}}\n\n", text(n))).collect();
    check(Kind::JsonLines, json.as_bytes(), records);
    check(Kind::JsonLines, &gzip(&json), records);
    let rows: String = (0..records).map(|n| format!("{n} {}\n", text(n))).collect();
    check(Kind::Csv, format!("text\n{rows}").as_bytes(), records);
}

#[test]
fn digests_tell_contents_apart() {
    let of = |kind, text: &str| digests(&cut(kind, text.as_bytes(), &[100]));
    let (a, b) = ("{\"text\":\"x\"}\n", "{\"text\":\"y\"}\n");
    assert_ne!(of(Kind::JsonLines, a), of(Kind::JsonLines, b));
    assert_ne!(of(Kind::Csv, "text,id\nab,c\n"), of(Kind::Csv, "text,id\na,bc\n"));
    assert_ne!(of(Kind::Text, "x"), of(Kind::Text, "y"));
}

#[test]
fn small_files_share_a_batch() {
    let mut place = Place::new();
    for n in 0..600 {
        place = place.file(&format!("d/{n:03}.txt"), format!("text {n}"));
    }
    let all = inputs(&place.path("d"));
    let size: u64 = (0..600).map(|n| format!("text {n}").len() as u64).sum();
    let read: Vec<Batch> = batches(all, &ReadOptions::default()).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read.iter().map(Batch::bytes).sum::<u64>(), size);
    assert_eq!(read.last().unwrap().position(), size);
    let ids: Vec<String> = read.into_iter().flat_map(Batch::articles).map(|a| shown(&a)).collect();
    assert_eq!((ids.len(), ids[599].as_str()), (600, "599.txt: text 599"));
}

#[test]
fn positions_count_compressed_bytes() {
    let packed = gzip(lines(&["1", "2"]));
    let place = Place::new().file("a.jsonl.gz", &packed).file("b.jsonl", lines(&["3"]));
    let found = ["a.jsonl.gz", "b.jsonl"].into_iter().flat_map(|name| inputs(&place.path(name)));
    let found: Vec<_> = found.collect();
    let last = batches(found, &ReadOptions::default()).last().unwrap();
    assert_eq!(last.position(), (packed.len() + lines(&["3"]).len()) as u64);
}
