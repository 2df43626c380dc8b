//! An article's words are the same words however they are spelled.

use rasid_codebook::Codebook;
use rasid_pipeline::{Analyzer, Format, Settings, Source};

fn hashes(text: &str, format: Format) -> Vec<u64> {
    let book = Codebook::from_toml(
        "format = 1\n[[axis]]\nname = \"tone\"\nclasses = [{ name = \"warm\" }, { name = \"cold\" }]",
    );
    let analyzer = Analyzer::new(book.unwrap(), Settings::default());
    let source = Source { format, ..Source::plain(text) };
    let (plain, mut worker) = (analyzer.word_hashes(source), analyzer.worker().with_words());
    worker.analyze(Source::plain("غيره"));
    worker.analyze(source);
    assert_eq!(worker.words(), plain, "classification reads the same words");
    plain
}

#[track_caller]
fn check(one: &str, other: &str, same: bool) {
    let (one, other) = (hashes(one, Format::Plain), hashes(other, Format::Plain));
    assert_eq!(one == other, same, "{one:x?} {other:x?}");
}

#[test]
fn spelling_is_folded_and_wording_is_not() {
    let bare = "وصل الوفد إلى المدينة، ثم غادرها عام 2021.";
    assert_eq!(hashes(bare, Format::Plain).len(), 8, "stop words and numbers are words");
    check(bare, "وَصَلَ الوَفْدُ إِلى المَدِينَةِ، ثُمَّ غادَرَها عامَ ٢٠٢١.", true);
    check(bare, "وصـــل الوفد الى المدينه ثم غادرها عام ۲۰۲۱", true);
    check(bare, "وصل «الوفد»\nإلى المدينة!\n\nثم — غادرها\u{200F} عام 2021", true);
    check(bare, "ﻭﺻﻞ ﺍﻟﻮﻓﺪ إلى المدينة، ثم غادرها عام 2021.", true);
    check(bare, "وصل وفد إلى المدينة، ثم غادرها عام 2021.", false);
    check(bare, "وصل الوفد إلى المدينة، ثم غادرها عام 2022.", false);
    check(bare, "الوفد وصل إلى المدينة، ثم غادرها عام 2021.", false);
    check("", " ، … \n", true);
    assert!(hashes("؟!", Format::Plain).is_empty());
}

#[cfg(feature = "html")]
#[test]
fn a_page_and_its_text_have_the_same_words() {
    let text =
        "وصل الوفد إلى المدينة ثم غادرها. وقال رئيسه إن اللقاء كان مثمرا وإن لقاء آخر سيعقد قريبا.";
    let page = format!("<html><body><article><p>{text}</p></article></body></html>");
    assert_eq!(hashes(&page, Format::Html), hashes(text, Format::Plain));
}
