//! Near copies: none across events in what is shipped, none on both sides of a fold.

use rasid_corpus::{ReadOptions, read_labels};
use rasid_eval::{CopyPair, near_copies};
use rasid_pipeline::{Analyzer, Settings, Source};

use crate::run::{Place, project};

/// Near copies in a shipped file of labels, by id.
fn copies_in(labels: &str) -> Vec<(String, String)> {
    let book = std::fs::read_to_string(project("labels/codebook.toml")).unwrap();
    let book = rasid_codebook::Codebook::from_toml(&book).unwrap();
    let labelled = read_labels(&project(labels), &book, &ReadOptions::default()).unwrap();
    let analyzer = Analyzer::new(book, Settings::default());
    let words = labelled.iter().map(|l| analyzer.word_hashes(Source::plain(&l.article.text)));
    let id = |i: usize| labelled[i].article.id.clone();
    let ids = |pair: &CopyPair| (id(pair.first), id(pair.second));
    near_copies(&words.collect::<Vec<_>>()).iter().map(ids).collect()
}

/// Also within an event every telling is written anew.
#[test]
fn no_shipped_article_is_a_near_copy_of_another() {
    for labels in ["labels/articles.csv", "seeds/labels.csv"] {
        assert_eq!(copies_in(labels), [], "{labels}");
    }
}

const STORY: &str = "قال في بيان صدر اليوم عن مكتبه إن الاجتماع الذي عقد في المدينة بحث سبل العمل المشترك واتفق على خطة من ثلاث مراحل تبدأ بعد شهر";

/// Words that no text of another number has.
fn own(text: &str, i: usize) -> Vec<String> {
    let letter = "بتثجحخدذرزسش".chars().nth(i).unwrap();
    text.split(' ').map(|word| format!("{word}{letter}")).collect()
}

/// A file of labels in which only the wording of a story tells its class, with one event each.
fn labels(prefix: &str, telling: impl Fn(usize) -> String) -> String {
    let row = |i: usize| {
        let class = ["official", "independent"][i % 2];
        format!("{prefix}{i},\"{}\",{class},{prefix}{i}\n", telling(i))
    };
    format!("id,text,outlet_type,group\n{}", (0..12).map(row).collect::<String>())
}

#[test]
fn a_near_copy_under_another_event_is_held_out() {
    let whole = labels("a", |i| own(STORY, i).join(" "));
    // Vocalized, a fifth shorter and with other words before it.
    let telling = |i: usize| {
        let (words, front) = (own(STORY, i), own("نقلا عن مراسلنا هناك", i));
        format!("{}.\n{}", front.join(" "), words[..words.len() * 4 / 5].join("\u{64E} "))
    };
    let mended = labels("b", telling);
    let rest = |rows: &str| rows.split_once('\n').unwrap().1.to_owned();
    let p = Place::new()
        .file("labels.csv", &whole)
        .file("copy.csv", &mended)
        .file("both.csv", whole.clone() + &rest(&mended));
    for words in [
        "labels.csv --with copy.csv",
        "labels.csv --with copy.csv --group id",
        "both.csv",
        "both.csv --group id",
    ] {
        let run = p.rasid(&format!("evaluate {words} --folds 3 --fixed --format json"));
        assert_eq!(run.code, 0, "{}", run.err);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        // No two stories share a word: what is not learned by heart gets no right answer.
        assert_eq!(report["axes"][0]["macro_f1"]["value"], 0.0, "{words}: {report}");
        assert_eq!(report["axes"][0]["groups"], 12, "{words}");
    }
    let run = p.rasid("train labels.csv --with copy.csv -o m.rasid --fixed");
    assert!(run.err.contains("24 articles in 12 groups"), "{}", run.err);
}
