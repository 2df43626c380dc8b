//! The reader with a memory gives what the plain path gives.

use proptest::prelude::*;
use rasid_text::{
    Body, MentionFinder, Names, Normalized, Reader, TargetTerms, TextSettings, Tokens,
};

fn terms() -> TargetTerms {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    TargetTerms {
        names: list(&["روسيا", "الولايات المتحدة", "موسكو"]),
        nouns: list(&["روس"]),
        adjectives: list(&["روسي"]),
        weak: list(&["المتحدة"]),
        except: list(&["روسيا البيضاء", "دولار روسي"]),
        offices: vec![],
    }
}

proptest! {
    #[test]
    fn as_the_plain_path(articles in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
        "روسيا", "وروسيا", "الروسية", "للروس", "البيضاء", "دولار", "روسي", "الولايات", "والولايات", "المتحدة", "موسكو",
        "من", "2024", "قر", "غيزستان", "وأو", "كرا", "نيا", "أوكرانيا", "والكتاب", "x", "\n", ". ", "، ", " – (", "): ", " - ", "ِ",
    ]), 0..30), 1..5)) {
        let settings = TextSettings::default();
        let finder = MentionFinder::new(&[terms(), TargetTerms::default()], &settings);
        let names = Names::new(["قرغيزستان", "أوكرانيا"], &settings.rules);
        let mut reader = Reader::new(&settings, &finder, &names);
        for pieces in articles {
            let source = pieces.join(" ");
            let body = Body::whole(&source);
            let reading = reader.read(&body, None);
            let text = Normalized::new(&body, &settings.rules);
            let tokens = Tokens::new(&text, &settings);
            let healed = names.heal(&text, &tokens);
            let tokens = healed.as_ref().map_or(tokens, |text| Tokens::new(text, &settings));
            let text = healed.unwrap_or(text);
            prop_assert_eq!(reading.text.text(), text.text());
            prop_assert_eq!(reading.tokens.list(), tokens.list());
            prop_assert_eq!(reading.tokens.sentences(), tokens.sentences());
            let mentions = finder.find(&text, &tokens, None);
            prop_assert_eq!(reading.mentions.list(), mentions.list());
        }
    }
}

#[test]
fn more_words_than_it_remembers() {
    let settings = TextSettings::default();
    let finder = MentionFinder::new(&[terms()], &settings);
    let names = Names::default();
    let mut reader = Reader::new(&settings, &finder, &names);
    for article in 0..3 {
        let words: Vec<String> = (0..50_000).map(|i| format!("w{article}x{i}")).collect();
        let source = words.join(" ") + " روسيا";
        let reading = reader.read(&Body::whole(&source), None);
        assert_eq!((reading.tokens.list().len(), reading.mentions.list().len()), (50_001, 1));
    }
}
