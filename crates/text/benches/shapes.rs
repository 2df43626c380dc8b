//! `cargo bench -p rasid-text --bench shapes`: time of all stages on hostile texts of one and of two
//! megabytes. Linear time shows as a ratio near 2; the least of several runs is taken, for machines
//! are noisy. It prints, and judges nothing.

#![expect(clippy::print_stdout, reason = "a table for who runs it")]

use std::hint::black_box;
use std::time::Instant;

use rasid_text::{
    Body, Facts, Format, MentionFinder, Names, Reader, SpeechFinder, TargetTerms, TextSettings,
    decode, language,
};

const BYTES: usize = 1_000_000;
const RUNS: usize = 7;

/// Name, what is repeated, and how it is read.
const SHAPES: &[(&str, &str, Format)] = &[
    ("one word", "ك", Format::Plain),
    ("marks only", "\u{064E}", Format::Plain),
    ("a mark after each letter", "كَ", Format::Plain),
    ("elongation", "ـ", Format::Plain),
    ("a ligature of four words", "ﷺ", Format::Plain),
    ("line ends", "\n", Format::Plain),
    ("spaces", " ", Format::Plain),
    ("quotation marks", "«", Format::Plain),
    ("quotes of one word", "«لا» ", Format::Plain),
    ("verbs of saying", "قال ", Format::Plain),
    ("reported speech", "قال إن ", Format::Plain),
    ("brackets", "(", Format::Plain),
    ("dashes", " - ", Format::Plain),
    ("digits and points", "1.", Format::Plain),
    ("dates", "5 مارس ", Format::Plain),
    ("furniture", "Read more\n", Format::Plain),
    ("bullets", "• اسم\n", Format::Plain),
    ("a target's name", "روسيا ", Format::Plain),
    ("pieces of a name", "قر ", Format::Plain),
    ("abbreviations", "د. ", Format::Plain),
    ("nested lists", "<ul><li>", Format::Html),
    ("open formatting", "<b><i>", Format::Html),
    ("paragraphs", "<p>خبر", Format::Html),
    ("entities", "&quot;&#1585;", Format::Html),
    ("attributes", "<p a=1 b=2>", Format::Html),
    ("meta tags", "<meta name=author content=خبر>", Format::Html),
    ("scripts", "<script type=\"application/ld+json\">[[</script>", Format::Html),
];

fn main() {
    let settings = TextSettings::default();
    let terms = TargetTerms { names: vec!["روسيا".into()], ..TargetTerms::default() };
    let finder = MentionFinder::new(&[terms], &settings);
    let names = Names::new(["قرغيزستان"], &settings.rules);
    let speech = SpeechFinder::new(&settings);
    let walk = |bytes: &[u8], format| {
        let decoded = decode(bytes).expect("UTF-8");
        let body = Body::extract(decoded.text(), format);
        let reading = Reader::new(&settings, &finder, &names).read(&body, None);
        black_box(Facts::of(&body, &reading.text));
        black_box(speech.find(&reading.text, &reading.tokens));
        black_box(language(body.text()));
    };
    let least = |bytes: &[u8], format| {
        let time = |_| {
            let start = Instant::now();
            walk(bytes, format);
            start.elapsed()
        };
        (0..RUNS).map(time).min().expect("some runs").as_secs_f64()
    };
    println!("{:28} {:>10} {:>10} {:>6}", "shape", "1 MB, ms", "2 MB, ms", "ratio");
    for (name, unit, format) in SHAPES {
        let of = |bytes: usize| unit.repeat(bytes / unit.len()).into_bytes();
        let (one, two) = (least(&of(BYTES), *format), least(&of(2 * BYTES), *format));
        println!("{name:28} {:10.1} {:10.1} {:6.2}", one * 1e3, two * 1e3, two / one);
    }
}
