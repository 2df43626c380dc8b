//! The body stays whole; what the page puts around it goes.

use rasid_text::{Body, Format};

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
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds/003_ca913d4148ad0d4d.txt");
    let Ok(page) = std::fs::read_to_string(path) else { return };
    let found = body(&page);
    let paragraphs: Vec<&str> = page.lines().filter(|l| l.chars().count() > 200).take(9).collect();
    assert_eq!(paragraphs.iter().filter(|p| found.contains(**p)).count(), 9);
    let kept: usize = found.split_whitespace().count();
    let wanted: usize = paragraphs.iter().map(|p| p.split_whitespace().count()).sum();
    assert!(kept - wanted <= 12, "{} words too many", kept - wanted);
}
