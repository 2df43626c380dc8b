//! The reader with a memory gives what the plain path gives.

use proptest::prelude::*;
use rasid_text::{
    Body, Format, MentionFinder, Names, Normalized, Reader, Reading, SpeechFinder, TargetTerms,
    TextSettings, TokenKind, Tokens,
};

fn terms() -> TargetTerms {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    TargetTerms {
        names: list(&["روسيا", "الولايات المتحدة", "موسكو", "الرياض"]),
        nouns: list(&["روس"]),
        adjectives: list(&["روسي"]),
        weak: list(&["المتحدة"]),
        except: list(&["روسيا البيضاء", "دولار روسي"]),
        offices: vec![],
    }
}

/// Reads bodies with a reader, one after the other, and by the plain path.
#[track_caller]
fn check<'a>(bodies: impl IntoIterator<Item = Body<'a>>) {
    let settings = TextSettings::default();
    let finder = MentionFinder::new(&[terms(), TargetTerms::default()], &settings);
    let names = Names::new(["قرغيزستان", "أوكرانيا"], &settings.rules);
    let finder_of_speech = SpeechFinder::new(&settings);
    let mut reader = Reader::new(&settings, &finder, &names);
    let mut skimmer = Reader::new(&settings, &finder, &names);
    for body in bodies {
        let reading = reader.read(&body, None);
        check_skimmed(&mut skimmer, &body, &reading);
        let text = Normalized::new(&body, &settings.rules);
        let tokens = Tokens::new(&text, &settings);
        let healed = names.heal(&text, &tokens);
        let tokens = healed.as_ref().map_or(tokens, |text| Tokens::new(text, &settings));
        let text = healed.unwrap_or(text);
        assert_eq!(reading.text, text, "{:?}", body.text());
        assert_eq!(reading.tokens, tokens, "{:?}", body.text());
        let mentions = finder.find(&text, &tokens, None);
        assert_eq!(reading.mentions.list(), mentions.list(), "{:?}", body.text());
        let speeches = reader.speeches(&finder_of_speech, &reading);
        let found = finder_of_speech.find(&text, &tokens);
        assert_eq!(speeches.list(), found.list(), "{:?}", body.text());
    }
}

/// What is skimmed is what is read.
#[track_caller]
fn check_skimmed(skimmer: &mut Reader<'_>, body: &Body<'_>, reading: &Reading) {
    let skim = skimmer.skim(body, None);
    let seen: Vec<_> = skim.tokens.iter().map(|t| (t.kind, t.sentence)).collect();
    let list = reading.tokens.list();
    let read: Vec<_> = list.iter().map(|t| (t.kind(), t.sentence())).collect();
    assert_eq!(seen, read, "{:?}", body.text());
    assert_eq!(skim.mentions.list(), reading.mentions.list(), "{:?}", body.text());
    assert_eq!(skim.agency.as_deref(), reading.agency(), "{:?}", body.text());
    let entries: Vec<u32> = skim.tokens.iter().map(|t| t.entry).collect();
    let spelled: Vec<&str> = skimmer.spelled().collect();
    let words: Vec<&str> = list.iter().map(|token| reading.text.slice(token)).collect();
    assert_eq!(spelled, words, "{:?}", body.text());
    for (token, entry) in list.iter().zip(entries) {
        let named = matches!(token.kind(), TokenKind::Word | TokenKind::Stop);
        let stem = named.then(|| reading.tokens.stem(&reading.text, token));
        let known = (entry as usize) < skimmer.remembered();
        assert_eq!(known.then(|| skimmer.stem(entry)).flatten(), stem, "{:?}", body.text());
    }
}

const PIECES: &[&str] = &[
    "روسيا",
    "وروسيا",
    "الروسية",
    "للروس",
    "البيضاء",
    "دولار",
    "روسي",
    "الولايات",
    "والولايات",
    "المتحدة",
    "موسكو",
    "من",
    "2024",
    "٣٫٧",
    "3,7",
    "3.",
    "قر",
    "غيزستان",
    "وأو",
    "كرا",
    "نيا",
    "أوكرانيا",
    "والكتاب",
    "وقال",
    "«إن",
    "مؤكدا",
    "أنه",
    "x",
    "Un.org",
    "د.",
    "\n",
    "\r\n",
    "\r",
    ". ",
    "، ",
    " – (",
    "): ",
    " - ",
    "ِ",
    " ",
    "  ",
    "\u{200F}",
    "ـ",
    "\u{0654}",
    "é",
    "e\u{0301}",
    "ﷺ",
    "ﻻ",
    "６",
    "！",
    "…",
    "؟",
    "\u{00A0}",
    "\u{338}",
    "a",
    "50",
    "٣،٥",
    "م",
    "Я",
    "\u{301}",
    "\u{200D}",
    ".e\u{301}",
    "<",
    "😀",
    "語",
    "\u{FEFF}",
    "ـــ",
    " ـ ",
    "َ",
    "«",
    "»،",
    "\"",
    "\"ـ\"",
    "د..",
    "!.",
    "(",
    "-",
    "“",
    "”؛",
    "انتقاماتستان",
    "\nالرياض (واس) - ",
    "\r\nموسكو - وكالات: ",
    "\u{200F}(الأناضول):",
    "بيروت/",
    "َََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََََ",
    "والمستعمراتستانيينات",
];

proptest! {
    #[test]
    fn as_the_plain_path(articles in prop::collection::vec(
        prop::collection::vec(prop::sample::select(PIECES), 0..30), 1..5,
    )) {
        let spaced: Vec<String> = articles.iter().map(|pieces| pieces.join(" ")).collect();
        check(spaced.iter().map(|s| Body::whole(s)));
        let joined: Vec<String> = articles.iter().map(|pieces| pieces.concat()).collect();
        check(joined.iter().map(|s| Body::whole(s)));
    }

    #[test]
    fn under_a_dateline(
        before in prop::collection::vec(prop::sample::select(PIECES), 0..4),
        line in prop::sample::select(vec!["الرياض (واس) -", "موسكو - وكالات:", "(الأناضول):", "الرياض/ واس:"]),
        after in prop::collection::vec(prop::sample::select(PIECES), 0..60),
    ) {
        let text = [before.concat(), line.to_owned(), after.join(" ")].join("\n");
        let other = [before.join(" "), line.to_owned() + " روسيا", after.concat()].join(" ");
        check([Body::whole(&text), Body::whole(&other)]);
    }

    #[test]
    fn on_any_text(texts in prop::collection::vec("\\PC{0,60}", 1..3)) {
        check(texts.iter().map(|s| Body::whole(s)));
    }

    #[test]
    fn on_pages(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=menu>", "<br>", "<b>", "</b>", "&nbsp;", "&#1585;", "&amp", "روسيا ", "وروسيا",
        "وأكدت المملكة العربية الموقف الذي أعلنته أمس في بيان لها عن الأزمة القائمة ", "المصدر: تاس\n",
        "• الرئيسية\n", "Read more\n", "شارك\n", "\r\n", "3", ".", "7", "\u{200F}",
    ]), 0..40)) {
        let page = parts.concat();
        check([Body::extract(&page, Format::Html), Body::extract(&page, Format::Plain)]);
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
