//! The kept corpus of the fuzz targets, walked through the same checks without a fuzzer.

use std::path::Path;

use rasid_text::Format;

#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate of its own there")]
mod fuzz;

#[test]
fn every_kept_input_holds() {
    for (target, format) in [("normalize", Format::Plain), ("html", Format::Html)] {
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut seen = 0;
        for folder in [home.join("fuzz/corpus").join(target), home.join("seeds/articles")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                fuzz::check(&std::fs::read(entry.unwrap().path()).unwrap(), format);
                seen += 1;
            }
        }
        assert!(seen > 12, "the corpus of {target} is there");
    }
}
