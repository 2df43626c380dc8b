//! The body stays whole; what the page puts around it goes.

use proptest::prelude::*;
use rasid_text::{Body, Format, PartKind, RepeatedLines};

fn body(source: &str) -> String {
    Body::extract(source, Format::detect(source)).text().to_owned()
}

const PAGE: &str = include_str!("../../../seeds/articles/04_opposition_site.txt");
const HTML: &str = include_str!("../../../seeds/articles/10_business_page.html");
const LEAFLET: &str = include_str!("../../../seeds/articles/05_movement_leaflet.txt");

#[test]
fn a_text_without_a_page_stays_as_it_is() {
    // A heading that is also a word of menus stays where there is no page.
    for text in
        ["", "سطر", "سطر قصير\n\nثم فقرة.\n", "البحث\n\nبدأ البحث عن المفقودين.\n• اسم\n", LEAFLET]
    {
        assert_eq!(body(text), text);
    }
}

#[test]
fn a_scraped_page_loses_its_furniture_only() {
    let found = body(PAGE);
    let long: Vec<&str> = PAGE.lines().filter(|l| l.chars().count() > 250).collect();
    assert!(long.len() >= 6, "the op-ed has six paragraphs");
    for paragraph in long {
        assert!(found.contains(paragraph), "lost: {paragraph}");
    }
    for line in
        PAGE.lines().map(str::trim).filter(|l| l.starts_with('•') || l.contains("Read more"))
    {
        assert!(!found.contains(line), "kept: {line}");
    }
    assert!(!found.contains("جميع الحقوق"), "{found}");
}

#[test]
fn a_html_page_gives_its_article() {
    assert_eq!(Format::detect(HTML), Format::Html);
    let found = body(HTML);
    let inside = HTML.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
    let paragraphs: Vec<&str> =
        inside.split("<p").skip(1).filter_map(|p| p.split_once('>')).map(|p| p.1).collect();
    let mut checked = 0;
    for paragraph in paragraphs {
        let mut plain = paragraph.split('<').next().unwrap().trim().to_owned();
        for (entity, c) in [
            ("&nbsp;", "\u{A0}"),
            ("&quot;", "\""),
            ("&laquo;", "«"),
            ("&raquo;", "»"),
            ("&amp;", "&"),
        ] {
            plain = plain.replace(entity, c);
        }
        if plain.chars().count() > 80 {
            assert!(found.contains(&plain), "lost: {plain}");
            checked += 1;
        }
    }
    assert_eq!(checked, 6, "paragraphs of the article");
    assert!(!found.contains("&nbsp;") && !found.contains("&quot;"), "entities are resolved");
    for word in ["<p", "function", "{\"@context\""] {
        assert!(!found.contains(word), "markup: {word}");
    }
}

#[test]
fn sloppy_pages_keep_their_text() {
    let text =
        "أعلنت روسيا أمس موعد المحادثات التي تستضيفها العاصمة، وقالت إن الوفد يصل غدا. ".repeat(8);
    for page in [
        format!("<html><head><title>عنوان</title><body><p>{text}</p></body></html>"),
        format!("<html><body><div><svg><path></div><p>{text}"),
        format!("<html><body>{}<p>{text}", "<p>فقرة".repeat(600)),
    ] {
        assert!(body(&page).contains(text.trim()), "{}", &page[..60]);
    }
}

#[test]
fn short_lines_and_years_are_no_page() {
    let years = "قالت الوزارة:\n2021\n2022\n2023\n2024\nثم ردت واشنطن.\n";
    assert_eq!(body(years), years);
    let short = "الرئيسية\nمن نحن\nاتصل بنا\nRead more\nوصل الوفد إلى موسكو\nثم عاد\n";
    assert_eq!(body(short), "وصل الوفد إلى موسكو\nثم عاد\n");
}

#[test]
fn the_credited_source_is_a_fact_and_no_body() {
    let text = "أعلنت الوزارة موعد الاجتماع.\nالمصدر: تاس\n";
    let body = Body::extract(text, Format::Plain);
    assert_eq!(body.credited_source(), Some("تاس"));
    assert_eq!(body.text(), "أعلنت الوزارة موعد الاجتماع.\n");
    let none = Body::extract("قال المصدر: لا تعليق لدينا على هذه الأنباء", Format::Plain);
    assert_eq!(none.credited_source(), None);
}

/// The real page that the rule was made for, where it lies beside the project.
#[test]
fn the_real_seed_page() {
    let Some(page) = real("003_ca913d4148ad0d4d.txt") else { return };
    let body = Body::extract(&page, Format::Plain);
    let paragraphs: Vec<&str> = page.lines().filter(|l| l.chars().count() > 200).take(9).collect();
    let found: Vec<&str> = body.text().lines().filter(|l| !l.trim().is_empty()).collect();
    assert_eq!(found, paragraphs, "every word of the article, and no other");
    let kinds: Vec<_> = body.parts().iter().map(|p| (p.kind, p.in_body)).collect();
    let names = [PartKind::Headline, PartKind::Byline, PartKind::SourceCredit];
    assert_eq!(kinds, names.map(|kind| (kind, false)));
}

/// Articles without a page lose nothing but the credits of one.
#[test]
fn the_real_seed_articles() {
    for (name, left_out) in [
        ("000_0d4fd8206c4e0fcc.txt", 0),
        ("001_35611eb13f076e57.txt", 0),
        ("002_c42c7fd37ca812c3.txt", 2),
        ("004_d7cff7a3069428f0.txt", 0),
    ] {
        let Some(source) = real(name) else { return };
        let body = Body::extract(&source, Format::Plain);
        let mut rest = source.as_str();
        for part in body.parts().iter().rev().filter(|p| !p.in_body) {
            assert!(matches!(part.kind, PartKind::SourceCredit | PartKind::ImageCredit));
            rest = &rest[..part.span.start];
        }
        assert_eq!(body.text(), rest, "{name}");
        assert_eq!(body.parts().iter().filter(|p| !p.in_body).count(), left_out, "{name}");
    }
}

fn real(name: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds/");
    std::fs::read_to_string(format!("{folder}{name}")).ok()
}

#[test]
fn a_page_keeps_short_lines_of_its_article_and_leaves_comments() {
    let long = "وقالت البلدية إن السوق القديمة ستفتح أبوابها من جديد قبل حلول الشتاء. ".repeat(4);
    let page = format!(
        "الرئيسية\nمن نحن\nاتصل بنا\nعودة السوق القديمة إلى المدينة\nالخبر:\n{long}\nخمسة أبواب\n{long}\n\
         وهكذا عادت السوق.\nكتبته للضفة سعاد النجار\n\nالمصدر: تاس\nشارك على فيسبوك\n\
         التعليقات 2\nسعيد\n{}\n",
        &long[..long.len() / 2]
    );
    let body = Body::extract(&page, Format::Plain);
    let wanted = format!(
        "الخبر:\n{long}\nخمسة أبواب\n{long}\nوهكذا عادت السوق.\nكتبته للضفة سعاد النجار\n\n"
    );
    assert_eq!(body.text(), wanted);
    assert_eq!(body.credited_source(), Some("تاس"));
    assert_eq!(body.parts()[0].kind, PartKind::Headline);
}

#[test]
fn the_parts_of_a_html_page_are_slices_of_it() {
    let text = "أعلنت البلدية أمس موعد افتتاح السوق &amp; دعت الناس إليه، وقالت إن الباعة عادوا. "
        .repeat(8);
    let page = format!(
        "<html><body><article><p>{text}</p><p>اقرأ أيضا: حكاية السوق &amp; أهله</p><p>{text}</p>\
         <p>المصدر: &laquo;الضفة&raquo;</p></article></body></html>"
    );
    let body = Body::extract(&page, Format::Html);
    assert!(!body.text().contains("حكاية السوق") && body.text().contains("السوق & دعت"));
    let found: Vec<_> = body.parts().iter().map(|p| (p.kind, &page[p.span.clone()])).collect();
    let teaser = (PartKind::Teaser, "اقرأ أيضا: حكاية السوق &amp; أهله");
    let credit = (PartKind::SourceCredit, "المصدر: &laquo;الضفة&raquo;");
    assert_eq!(found, [teaser, credit]);
    assert_eq!(body.credited_source(), Some("الضفة"));
}

/// A megabyte of one line or another is read in about a second even by a build for tests; what is
/// quadratic takes minutes.
#[test]
fn hostile_texts_take_linear_time() {
    let lines = [
        "•\n",
        "\n",
        "Read more\n",
        "اقرأ أيضا: س ص\n",
        "اقرأ أيضا\n",
        "المصدر: س\n",
        "انتهى\n",
        "12\n",
        "م ن ه\n",
        "قال الوزير إن السوق ستفتح أبوابها قبل حلول الشتاء، وإن الباعة عادوا إليها.\n",
        "التعليقات\n",
        "|",
        "»",
        "(",
        "ش ",
        "- - ",
    ];
    for line in lines {
        let source = line.repeat((1 << 20) / line.len());
        let start = std::time::Instant::now();
        let mut seen = RepeatedLines::default();
        for n in 0..9 {
            seen.add("س", &format!("{n}\n{line}"));
        }
        let body = Body::extract_without(&source, Format::Plain, &seen.finish(), "س");
        assert!(body.text().len() <= source.len());
        let took = start.elapsed().as_secs();
        assert!(took < 20, "{line:?}: {took} s");
    }
}

proptest! {
    /// Lines in any order: the parts are lines of the source, in order; what is left is some of it.
    #[test]
    fn parts_are_lines(picks in prop::collection::vec(0..LINES.len(), 0..40), html in any::<bool>()) {
        let lines: Vec<&str> = picks.iter().map(|&i| LINES[i]).collect();
        let source = lines.join(if html { "<p>" } else { "\r\n" });
        let format = if html { Format::Html } else { Format::Plain };
        let body = Body::extract(&source, format);
        let mut end = 0;
        for part in body.parts() {
            prop_assert!(part.span.start >= end, "{:?}", body.parts());
            let line = &source[part.span.clone()];
            prop_assert!(html || lines.iter().any(|l| l.trim() == line), "{line:?}");
            if !html {
                let stays = body.text().lines().any(|l| l.trim() == line);
                prop_assert!(stays || !part.in_body, "{line:?} in {:?}", body.text());
            }
            end = part.span.end;
        }
        if let Some(name) = body.credited_source() {
            prop_assert!(source.contains(name));
        }
    }
}

const LINES: &[&str] = &[
    "",
    " ",
    "•",
    "• أخبار",
    "Read more",
    "الرئيسية",
    "الرئيسية > أخبار",
    "42",
    "12 آذار 2024",
    "***",
    "عودة السوق القديمة",
    "الخبر:",
    "بقلم: سعاد",
    "كتبه سعيد",
    "المصدر: تاس",
    "المصدر:",
    "(رويترز)",
    "* نقلا عن «س»",
    "الصورة: البلدية",
    "اقرأ أيضا",
    "اقرأ أيضا: سوق المدينة",
    "وسوم: سوق",
    "التعليقات 3",
    "(انتهى)",
    "a@b.c",
    "© الضفة",
    "أعلنت البلدية أمس موعد افتتاح السوق، ودعت الناس إليه، وقالت إن الباعة عادوا جميعا.",
    "وأضافت أن أعمال الترميم في السوق انتهت قبل موعدها، وأن أبوابها الخمسة ستفتح معا.",
    "\u{FEFF}\u{200F}المصدر:\u{200F} تاس\u{A0}",
    "بِسْمِ اللهِ الرَّحْمٰنِ الرَّحِيم",
];
