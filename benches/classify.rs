//! `cargo bench`: from text to verdict, single thread, over the labelled set; throughput in bytes of text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rasid_pipeline::{Model, Source};

fn classify(c: &mut Criterion) {
    let model = Model::from_bytes(include_bytes!("../models/default/model.rasid"))
        .expect("the shipped model");
    let mut reader =
        csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv"))
            .expect("labels");
    let texts: Vec<String> = reader.records().map(|r| r.expect("a row")[2].to_owned()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut group = c.benchmark_group("labelled set");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("analyze", |b| {
        let mut worker = model.analyzer().worker();
        b.iter(|| {
            for text in &texts {
                black_box(worker.analyze(Source::plain(text)));
            }
        });
    });
    group.bench_function("analyze and classify", |b| {
        let mut worker = model.analyzer().worker();
        b.iter(|| {
            for text in &texts {
                black_box(model.classify(&worker.analyze(Source::plain(text))));
            }
        });
    });
    group.finish();
    c.bench_function("load the model", |b| {
        b.iter(|| {
            black_box(
                Model::from_bytes(include_bytes!("../models/default/model.rasid"))
                    .expect("the shipped model"),
            )
        });
    });
}

criterion_group!(benches, classify);
criterion_main!(benches);
