//! Reads all articles of the files that are named and says how many bytes of text there were: for
//! profiles of the readers alone.
//!
//! ```text
//! cargo build --release -p rasid-corpus --example read_all
//! valgrind --tool=callgrind target/release/examples/read_all news.jsonl
//! ```

use std::io::Write;
use std::path::Path;

use rasid_corpus::{ReadOptions, articles, inputs};

fn main() -> std::io::Result<()> {
    let found = std::env::args().skip(1).flat_map(|path| inputs(Path::new(&path)));
    let (mut bytes, mut read, mut faults) = (0, 0, 0);
    for article in articles(found, &ReadOptions::default()) {
        match article {
            Ok(article) => (bytes, read) = (bytes + article.text.len(), read + 1),
            Err(_) => faults += 1,
        }
    }
    writeln!(std::io::stdout(), "{read} articles, {faults} faults, {bytes} bytes of text")
}
