//! `cargo bench -p rasid-text --bench throughput`: the text layer alone, single thread, throughput in
//! bytes of text. Reads ../shared/gold/articles.jsonl where it lies beside the project, else the
//! labelled set, repeated to 200 MB.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rasid_codebook::Codebook;
use rasid_text::{
    Body, MentionFinder, Names, Office, Reader, Stemmer, TargetTerms, TextSettings, decode,
};

const BYTES: usize = 200_000_000;

/// Texts, as many of them as make 200 MB.
fn corpus() -> (&'static str, Vec<Vec<u8>>) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (name, texts): (_, Vec<Vec<u8>>) =
        match std::fs::read_to_string(home.join("../shared/gold/articles.jsonl")) {
            Ok(lines) => ("gold", lines.lines().map(json_text).collect()),
            Err(_) => {
                let mut labels = csv::Reader::from_path(home.join("labels/articles.csv"))
                    .expect("the labelled set");
                ("labels", labels.records().map(|r| r.expect("a row")[2].into()).collect())
            }
        };
    let all: usize = texts.iter().map(Vec::len).sum();
    (name, texts.iter().cycle().take(texts.len() * BYTES.div_ceil(all)).cloned().collect())
}

fn json_text(line: &str) -> Vec<u8> {
    let record: serde_json::Value = serde_json::from_str(line).expect("a record");
    let field = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    (field("title") + "\n\n" + &field("text")).into_bytes()
}

fn targets(book: &Codebook) -> Vec<TargetTerms> {
    let terms = book.targets().iter().map(|t| TargetTerms {
        names: t.names.clone(),
        nouns: t.nouns.clone(),
        adjectives: t.adjectives.clone(),
        weak: t.weak.clone(),
        except: t.except.clone(),
        offices: t.offices.iter().map(office).collect(),
    });
    terms.collect()
}

fn office(office: &rasid_codebook::Office) -> Office {
    let day = |d: rasid_codebook::Day| (i32::from(d.year), d.month, d.day);
    Office { name: office.name.clone(), from: office.from.map(day), until: office.until.map(day) }
}

fn throughput(c: &mut Criterion) {
    let (name, texts) = corpus();
    let book = Codebook::from_toml(include_str!("../../../labels/codebook.toml"));
    let book = book.expect("the shipped codebook");
    let bytes: usize = texts.iter().map(Vec::len).sum();
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    let plain = TextSettings { stemmer: Stemmer::None, ..TextSettings::default() };
    let ways = [
        ("decode, normalize, tokenize, hash", plain, vec![], &[][..]),
        (
            "the same with stems, mentions and healing",
            TextSettings::default(),
            targets(&book),
            book.names(),
        ),
    ];
    for (way, settings, targets, names) in ways {
        let names = Names::new(names, &settings.rules);
        let finder = MentionFinder::new(&targets, &settings);
        group.bench_function(BenchmarkId::new(way, name), |b| {
            let mut reader = Reader::new(&settings, &finder, &names);
            b.iter(|| {
                for text in &texts {
                    let decoded = decode(text).expect("UTF-8");
                    let body = Body::whole(decoded.text());
                    black_box(reader.read(&body, None).tokens.list().len());
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, throughput);
criterion_main!(benches);
