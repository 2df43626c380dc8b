//! What must hold for any bytes: every stage ends, and every span slices the original.

use std::ops::Range;
use std::sync::LazyLock;

use rasid_text::{
    Body, Facts, Format, MentionFinder, Names, Normalized, Reader, SpeechFinder, TargetTerms,
    TextSettings, Tokens, decode, language, script,
};

/// What is made once, for thousands of inputs a second.
struct Tables {
    settings: TextSettings,
    finder: MentionFinder,
    names: Names,
    speech: SpeechFinder,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let settings = TextSettings::default();
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    let terms = TargetTerms {
        names: list(&["روسيا", "الولايات المتحدة"]),
        adjectives: list(&["روسي"]),
        weak: list(&["القرم"]),
        except: list(&["روسيا البيضاء"]),
        ..TargetTerms::default()
    };
    let finder = MentionFinder::new(&[terms], &settings);
    let names = Names::new(["قرغيزستان", "أوكرانيا"], &settings.rules);
    let speech = SpeechFinder::new(&settings);
    Tables { settings, finder, names, speech }
});

/// Walks bytes through all stages as this format, and checks every span.
pub fn check(bytes: &[u8], format: Format) {
    let Ok(decoded) = decode(bytes) else { return };
    let source = decoded.text();
    let file = |span: Range<usize>| {
        assert!(source.get(span.clone()).is_some(), "{span:?} does not slice the text");
        let place = decoded.map().source_range(span.clone());
        assert!(bytes.get(place.clone()).is_some(), "{place:?} does not slice the file");
    };
    language(source);
    script(source);
    let Tables { settings, finder, names, speech } = &*TABLES;
    let body = Body::extract(source, format);
    body.parts().iter().for_each(|part| file(part.span.clone()));
    let reading = Reader::new(settings, finder, names).read(&body, None);

    let text = Normalized::new(&body, &settings.rules);
    let again = Normalized::new(&Body::whole(text.text()), &settings.rules);
    assert_eq!(again.text(), text.text(), "normalising twice changes something");
    let tokens = Tokens::new(&text, settings);
    let (text, tokens) = match names.heal(&text, &tokens) {
        Some(healed) => {
            let tokens = Tokens::new(&healed, settings);
            (healed, tokens)
        }
        None => (text, tokens),
    };
    assert_eq!(reading.text, text, "the reader normalises in another way");
    assert_eq!(reading.tokens, tokens, "the reader splits in another way");
    for token in tokens.list() {
        assert!(!token.source().is_empty());
        file(token.source());
        assert!(!tokens.stem(&text, token).is_empty());
    }
    let mentions = finder.find(&text, &tokens, None);
    assert_eq!(reading.mentions.list(), mentions.list(), "the reader finds other mentions");
    for mention in mentions.list() {
        assert!(mention.tokens.start < mention.tokens.end);
        assert!(mention.tokens.end <= tokens.list().len());
    }
    let speeches = speech.find(&text, &tokens);
    for speech in speeches.list() {
        file(speech.source.clone());
        assert!(speech.tokens.end <= tokens.list().len());
        speech.verb_source(&tokens).into_iter().for_each(file);
        speech.speaker_source(&tokens).into_iter().for_each(file);
    }
    let facts = Facts::of(&body, &text);
    let Facts { title, byline, outlet, address, dateline, source: credit, date } = facts;
    let dated = date.map(|d| d.written);
    for fact in [title, byline, outlet, address, dateline, credit, dated].into_iter().flatten() {
        fact.span.into_iter().for_each(file);
    }
}
