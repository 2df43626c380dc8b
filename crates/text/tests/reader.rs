//! The reader with a memory gives what the plain path gives.

use proptest::prelude::*;
use rasid_text::{Body, MentionFinder, Normalized, Reader, TargetTerms, TextSettings, Tokens};

fn terms() -> TargetTerms {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    TargetTerms {
        names: list(&["روسيا", "الولايات المتحدة", "موسكو"]),
        nouns: list(&["روس"]),
        adjectives: list(&["روسي"]),
        weak: list(&["المتحدة"]),
        except: list(&["روسيا البيضاء", "دولار روسي"]),
    }
}

proptest! {
    #[test]
    fn as_the_plain_path(articles in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
        "روسيا", "وروسيا", "الروسية", "للروس", "البيضاء", "دولار", "روسي", "الولايات", "والولايات", "المتحدة", "موسكو",
        "من", "2024", "والكتاب", "x", "\n", ". ", "، ", " – (", "): ", " - ", "ِ",
    ]), 0..30), 1..5)) {
        let settings = TextSettings::default();
        let finder = MentionFinder::new(&[terms(), TargetTerms::default()], &settings);
        let mut reader = Reader::new(&settings, &finder);
        for pieces in articles {
            let source = pieces.join(" ");
            let body = Body::whole(&source);
            let reading = reader.read(&body);
            let text = Normalized::new(&body, &settings.rules);
            let tokens = Tokens::new(&text, &settings);
            prop_assert_eq!(reading.text.text(), text.text());
            prop_assert_eq!(reading.tokens.list(), tokens.list());
            prop_assert_eq!(reading.tokens.sentences(), tokens.sentences());
            let mentions = finder.find(&text, &tokens);
            prop_assert_eq!(reading.mentions.list(), mentions.list());
        }
    }
}

#[test]
fn more_words_than_it_remembers() {
    let settings = TextSettings::default();
    let finder = MentionFinder::new(&[terms()], &settings);
    let mut reader = Reader::new(&settings, &finder);
    for article in 0..3 {
        let words: Vec<String> = (0..50_000).map(|i| format!("w{article}x{i}")).collect();
        let source = words.join(" ") + " روسيا";
        let reading = reader.read(&Body::whole(&source));
        assert_eq!((reading.tokens.list().len(), reading.mentions.list().len()), (50_001, 1));
    }
}
