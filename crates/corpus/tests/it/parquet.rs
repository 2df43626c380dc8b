//! Parquet: types of columns, row groups, and damaged files.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array,
    LargeStringArray, RecordBatch, StringArray, StringViewArray, TimestampMillisecondArray,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use rasid_corpus::{Columns, ReadOptions, batches, inputs};

use crate::read::{Place, assert_read, columns, gzip, stream};

/// A file of these columns with so many rows a group.
fn file(columns: &[(&str, ArrayRef)], group: usize) -> Vec<u8> {
    let rows = RecordBatch::try_from_iter_with_nullable(
        columns.iter().map(|(name, column)| (*name, Arc::clone(column), true)),
    )
    .unwrap();
    let groups = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), rows.schema(), Some(groups)).unwrap();
    writer.write(&rows).unwrap();
    writer.into_inner().unwrap()
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

#[track_caller]
fn check(columns: &[(&str, ArrayRef)], expected: &[&str]) {
    let place = Place::new().file("a.parquet", file(columns, 2));
    assert_read(&place.read("a.parquet"), expected);
}

#[test]
fn types() {
    let read = ["1: x", "2: y", "3: z"];
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3]));
    let other: ArrayRef = Arc::new(Float64Array::from(vec![0.5, 1.5, 2.5]));
    check(&[("id", Arc::clone(&ids)), ("text", texts(&["x", "y", "z"])), ("n", other)], &read);
    let large: ArrayRef = Arc::new(LargeStringArray::from(vec!["x", "y", "z"]));
    check(&[("id", Arc::clone(&ids)), ("text", large)], &read);
    let view: ArrayRef = Arc::new(StringViewArray::from(vec!["x", "y", "z"]));
    check(&[("id", Arc::clone(&ids)), ("text", view)], &read);
    let keyed: DictionaryArray<Int32Type> = vec![Some("s"), None, Some("s")].into_iter().collect();
    check(
        &[("title", Arc::new(keyed)), ("text", texts(&["x", "y", "z"]))],
        &["a.parquet#1: s\n\nx", "a.parquet#2: y", "a.parquet#3: s\n\nz"],
    );
    let days: ArrayRef = Arc::new(Date32Array::from(vec![0, 19_787]));
    check(&[("id", days), ("text", texts(&["x", "y"]))], &["1970-01-01: x", "2024-03-05: y"]);
    let moments = vec![1_709_680_200_000, 1_709_596_800_000];
    let moments: ArrayRef = Arc::new(TimestampMillisecondArray::from(moments));
    check(
        &[("title", Arc::clone(&moments)), ("text", texts(&["x", "y"]))],
        &["a.parquet#1: 2024-03-05\n\nx", "a.parquet#2: 2024-03-05\n\ny"],
    );
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    check(&[("id", flags), ("text", texts(&["x", "y"]))], &["true: x", "false: y"]);
    let halves: ArrayRef = Arc::new(Float64Array::from(vec![0.5, f64::NAN]));
    check(&[("id", halves), ("text", texts(&["x", "y"]))], &["0.5: x", "a.parquet#2: y"]);
    check(
        &[("id", moments), ("text", texts(&["x", "y"]))],
        &["a.parquet! column `id` is of type Timestamp"],
    );
    let gaps: ArrayRef = Arc::new(StringArray::from(vec![Some("x"), None, Some("z")]));
    check(&[("id", ids), ("text", gaps)], &["1: x", "the record has no text", "3: z"]);
}

#[test]
fn faults() {
    let numbers: ArrayRef = Arc::new(Float64Array::from(vec![0.5]));
    check(
        &[("text", numbers)],
        &["a.parquet! column `text` is of type Float64, which is not read"],
    );
    check(
        &[("id", texts(&["1"])), ("body", texts(&["x"]))],
        &["a.parquet! no `text` column; the columns are id, body"],
    );
    let place = Place::new().file("a.parquet", file(&[("body", texts(&["x"]))], 2));
    let mapped = columns(Columns { text: Some("body".into()), ..Columns::default() });
    assert_read(&place.read_with("a.parquet", &mapped), &["a.parquet#1: x"]);
    let mapped = columns(Columns { date: Some("day".into()), ..Columns::default() });
    let said = place.read_with("a.parquet", &mapped);
    assert_read(&said, &["a.parquet! no column `day`; the columns are body"]);
    let whole = file(&[("text", texts(&["x", "y"]))], 1);
    let cut = Place::new().file("a.parquet", &whole[..whole.len() / 2]);
    assert_read(&cut.read("a.parquet"), &["a.parquet! cannot read the Parquet file"]);
}

#[test]
fn streams_and_packed() {
    let bytes = file(&[("text", texts(&["x", "y"]))], 1);
    assert_read(&stream("-", &bytes), &["-#1: x", "-#2: y"]);
    let place = Place::new()
        .file("a.parquet.gz", gzip(&bytes))
        .file("a.tar", crate::read::tar_of(&[("b.parquet", &bytes), ("c.txt", b"z")]))
        .file("a.csv", &bytes);
    assert_read(&place.read("a.parquet.gz"), &["#1: x", "#2: y"]);
    assert_read(&place.read("a.tar"), &["b.parquet#1: x", "b.parquet#2: y", "c.txt: z"]);
    assert_read(&place.read("a.csv"), &["#1: x", "#2: y"]);
}

#[test]
fn batches_are_bounded() {
    let long: Vec<String> = (0..2000).map(|n| format!("{n} {}", "خبر ".repeat(1000))).collect();
    let long = texts(&long.iter().map(String::as_str).collect::<Vec<_>>());
    let place = Place::new().file("a.parquet", file(&[("text", long)], 700));
    let read: Vec<_> = batches(inputs(&place.path("a.parquet")), &ReadOptions::default()).collect();
    assert!(read.iter().all(|b| b.bytes() <= 1 << 20));
    let counts: Vec<usize> = read.into_iter().map(|b| b.articles().flatten().count()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 2000);
    assert!(counts.len() > 1 && counts.iter().all(|&n| n <= 512), "{counts:?}");
}

/// A changed byte may change what is read; it ends neither the run nor the test.
#[test]
fn changed_bytes_do_no_harm() {
    let bytes = file(&[("id", texts(&["1", "2", "3"])), ("text", texts(&["x", "y", "z"]))], 2);
    for at in 4..bytes.len() {
        for change in [0xFF, 0x01, 0x80] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            assert!(stream("-", &damaged).len() <= 4, "byte {at}");
        }
    }
}
