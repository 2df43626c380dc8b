//! Every span of every stage slices the original.

use proptest::prelude::*;
use rasid_text::{
    Body, Format, MentionFinder, Normalized, TargetTerms, TextSettings, Tokens, dateline,
};

fn check(source: &str, format: Format) {
    let settings = TextSettings::default();
    let body = Body::extract(source, format);
    if let Some(credit) = body.credited_source() {
        assert!(source.contains(credit));
    }
    let text = Normalized::new(&body, &settings.rules);
    if let Some(line) = dateline(&text) {
        assert!(text.text().get(line).is_some());
    }
    let tokens = Tokens::new(&text, &settings);
    let mut before = 0..0;
    for token in tokens.list() {
        let span = token.source();
        let slice = source.get(span.clone());
        assert!(slice.is_some_and(|s| !s.is_empty()), "{span:?} of {source:?}");
        // Words out of one ligature (ﷺ) each show the whole of it; otherwise spans do not overlap.
        assert!(span.start >= before.start && span.end >= before.end, "{span:?} after {before:?}");
        before = span.clone();
        // What the span shows is what the token says: the same letters, spelled as the author did.
        if format == Format::Plain {
            let again = Body::whole(slice.unwrap());
            let again = Normalized::new(&again, &settings.rules);
            assert!(
                again.text().contains(text.slice(token)),
                "{slice:?} is not {:?}",
                text.slice(token)
            );
        }
        assert!((token.sentence() as usize) < tokens.sentences());
        // A tag may stand within a word of a page; none begins or ends it.
        let tag = slice.is_some_and(|s| s.starts_with('<') || s.ends_with('>'));
        assert!(format == Format::Plain || !tag, "{slice:?} of {source:?}");
    }
    let terms = TargetTerms {
        names: vec!["روسيا".into(), "الولايات المتحدة".into()],
        adjectives: vec!["روسي".into()],
        except: vec!["روسيا البيضاء".into()],
        ..TargetTerms::default()
    };
    for mention in MentionFinder::new(&[terms], &settings).find(&text, &tokens, None).list() {
        assert!(
            mention.tokens.start < mention.tokens.end && mention.tokens.end <= tokens.list().len()
        );
    }
}

proptest! {
    #[test]
    fn plain(source in "\\PC{0,80}") {
        check(&source, Format::Plain);
    }

    #[test]
    fn arabic(source in "[ا-يًٌَُِّْٰـ أإآٱىةیک٠-٩.،؟!\n\u{200B}\u{202E}ﷺﻻ•:()–-]{0,120}") {
        check(&source, Format::Plain);
    }

    #[test]
    fn pages(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<div class=menu>", "</div>", "<br>", "<script>", "</script>", "<!-- ", " -->", "<b", ">",
        "&nbsp;", "&quot;", "&#1585;", "&amp", "&lt;", "&notanentity;", "روسيا ", "وأكدت المملكة ", "المصدر: تاس\n",
        "• الرئيسية\n", "Read more\n", "«", "\r\n", "\u{0}", "ﷺ",
    ]), 0..60)) {
        check(&parts.concat(), Format::Html);
        check(&parts.concat(), Format::Plain);
    }
}

#[test]
fn marks_belong_to_their_word() {
    let source = "قالَ الرّئيسُ";
    let settings = TextSettings::default();
    let body = Body::whole(source);
    let text = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&text, &settings);
    let words: Vec<&str> = tokens.list().iter().map(|t| &source[t.source()]).collect();
    assert_eq!(words, ["قالَ", "الرّئيسُ"]);
}

#[test]
fn words_of_a_page_end_before_its_tags() {
    let page = "<html><body><p>زار الوفد <b>روسيا</b> أمس، وهي <i>المنطقة</i></p><p>الأهم، قال&nbsp;الوزي&#1585;</p><p>ثم غادر</p></body></html>";
    let settings = TextSettings::default();
    let body = Body::extract(page, Format::Html);
    let text = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&text, &settings);
    let words: Vec<&str> = tokens.list().iter().map(|t| &page[t.source()]).collect();
    let wanted = [
        "زار",
        "الوفد",
        "روسيا",
        "أمس",
        "وهي",
        "المنطقة",
        "الأهم",
        "قال",
        "الوزي&#1585;",
        "ثم",
        "غادر",
    ];
    assert_eq!(words, wanted);
}

#[test]
fn deep_pages_end() {
    let deep = format!("{}خبر{}", "<ul><li>".repeat(20_000), "</li></ul>".repeat(20_000));
    check(&deep, Format::Html);
    // Ends of what was never open do not hide the depth; nor do many attributes or signs.
    for nest in ["<div></x>", "<b><div></b>", "<div><table></div>", "<div><body>", "<svg><p></svg>"]
    {
        check(&nest.repeat(20_000), Format::Html);
    }
    let fonts: String = (0..20_000).map(|i| format!("<p><font a={i}></p>")).collect();
    check(&fonts, Format::Html);
    check(&format!("<p>{}", "&".repeat(1_000_000)), Format::Html);
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    check(&format!("<p{attributes}>خبر"), Format::Html);
}
