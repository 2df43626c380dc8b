//! Facts that a page states.

use super::{TEXT, day, facts, said};

pub(crate) fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head>{head}</head><body>{body}<article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    )
}

const META: &str = r#"<meta charset="utf-8"><title>معرض الكتاب يفتح أبوابه | منبر السهوب</title>
    <meta property="og:title" content="معرض الكتاب &quot;يفتح&quot; أبوابه - منبر السهوب">
    <meta property="og:site_name" content="منبر السهوب">
    <meta property="og:url" content="https://example.org/og">
    <link rel="canonical" href="https://example.org/a?b=1&amp;c=2">
    <meta property="article:published_time" content="2022-08-20T10:00:00+00:00">
    <meta property="article:author" content="https://example.org/people/7">
    <meta name="author" content="  سلمى
       الحداد ">"#;

#[test]
fn meta_tags() {
    let source = page(META, "");
    let facts = facts(&source);
    assert_eq!(said(&facts.title), Some("معرض الكتاب \"يفتح\" أبوابه"));
    assert_eq!(said(&facts.outlet), Some("منبر السهوب"));
    assert_eq!(said(&facts.address), Some("https://example.org/a?b=1&c=2"));
    assert_eq!(said(&facts.byline), Some("سلمى الحداد"));
    assert_eq!(day(&facts.date), Some((2022, 8, 20)));
    // Spelled otherwise in the source: no span. Spelled alike: the span shows it.
    assert_eq!((facts.title.unwrap().span, facts.address.unwrap().span), (None, None));
    assert_eq!(&source[facts.outlet.unwrap().span.unwrap()], "منبر السهوب");
    assert_eq!(&source[facts.date.unwrap().written.span.unwrap()], "2022-08-20");
}

pub(crate) fn ld(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{json}</script>")
}

#[test]
fn json_ld_wins_over_meta_tags() {
    let article = r#"{"@type":"NewsArticle","headline":"عنوان &quot;آخر&quot;","datePublished":"2021-02-03",
        "author":[{"@type":"Person","name":"هدى النجار"},{"name":"سامر الحداد"}],"publisher":{"name":"دار الأفق"},
        "mainEntityOfPage":{"@id":"https://example.org/ld"}}"#;
    let shapes = [
        ld(article),
        ld(&format!("[{{\"@type\":\"Organization\",\"name\":\"x\"}},{article}]")),
        ld(&format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{article}]}}")),
        ld(&article.replace("\"NewsArticle\"", "[\"Thing\",\"schema:Article\"]")),
        ld(&article.replace("عنوان ", "عنوان\n")),
        format!("{}{}", ld("{\"@type\":\"NewsArticle\",broken"), ld(article)),
    ];
    for shape in &shapes {
        for source in [page(&format!("{META}{shape}"), ""), page(META, shape)] {
            let facts = facts(&source);
            assert_eq!(said(&facts.title), Some("عنوان \"آخر\""), "{shape}");
            assert_eq!(said(&facts.byline), Some("هدى النجار، سامر الحداد"));
            assert_eq!(said(&facts.outlet), Some("دار الأفق"));
            assert_eq!(day(&facts.date), Some((2021, 2, 3)));
            assert_eq!(said(&facts.address), Some("https://example.org/a?b=1&c=2"));
        }
    }
    let only = facts(&page(&shapes[0], ""));
    assert_eq!(said(&only.address), Some("https://example.org/ld"));
    // Of other things than articles nothing is taken.
    let other = facts(&page(&ld(&article.replace("NewsArticle", "Product")), ""));
    assert_eq!((other.title, other.byline, other.date), (None, None, None));
    // Names by reference.
    let graph = r#"{"@graph":[{"@type":"Article","headline":"عنوان","author":{"@id":"urn:p"},"publisher":{"@id":"urn:o"}},
        {"@id":"urn:p","@type":"Person","name":"هدى النجار"},{"@id":"urn:o","@type":"Organization","name":"دار الأفق"}]}"#;
    let named = facts(&page(&ld(graph), ""));
    assert_eq!((said(&named.byline), said(&named.outlet)), (Some("هدى النجار"), Some("دار الأفق")));
}

#[test]
fn shown_elements_and_titles() {
    #[track_caller]
    fn check(head: &str, body: &str, title: Option<&str>, outlet: Option<&str>) {
        let facts = facts(&page(head, body));
        assert_eq!((said(&facts.title), said(&facts.outlet)), (title, outlet), "{head} {body}");
    }
    let headline = Some("معرض الكتاب يفتح أبوابه");
    let outlet = Some("منبر السهوب");
    check("<title>معرض الكتاب يفتح أبوابه | منبر السهوب</title>", "", headline, outlet);
    check(
        "<title>معرض الكتاب يفتح أبوابه - منبر السهوب</title>",
        "<h1>معرض الكتاب\nيفتح أبوابه</h1>",
        headline,
        outlet,
    );
    check(
        "<title>معرض الكتاب يفتح أبوابه - منبر السهوب</title><meta property=og:site_name content='منبر السهوب'>",
        "<h1><img alt=logo> منبر السهوب</h1>",
        headline,
        outlet,
    );
    check("<title>معرض الكتاب - دورة عاشرة</title>", "", Some("معرض الكتاب - دورة عاشرة"), None);
    check("<meta name=x>", "<h1>معرض الكتاب يفتح أبوابه</h1>", headline, None);
    check("", "<svg><title>أيقونة</title></svg><h1>معرض الكتاب يفتح أبوابه</h1>", headline, None);
    let date = |body: &str| day(&facts(&page("", body)).date);
    assert_eq!(date("<time datetime='2022-08-20'>أمس</time>"), Some((2022, 8, 20)));
    assert_eq!(
        date(
            "<time datetime='2020-01-01'>أمس</time><span itemprop=datePublished content='2022-08-20'></span>"
        ),
        Some((2022, 8, 20))
    );
    let byline = |body: &str| said(&facts(&page("", body)).byline).map(str::to_owned);
    assert_eq!(
        byline("<a rel=author href=/x>سلمى <b>الحداد</b></a>").as_deref(),
        Some("سلمى الحداد")
    );
    assert_eq!(
        byline("<span itemprop=author>بقلم: سلمى الحداد</span>").as_deref(),
        Some("سلمى الحداد")
    );
}

#[test]
fn a_date_stands_where_its_span_says() {
    for before in ["\u{200F}", "\u{200F} \u{FEFF}", " ", "في \u{200B}"] {
        let meta = format!("<meta name=date content=\"{before}2024-01-05T10:00\">");
        let source = page(&meta, "");
        let date = facts(&source).date.expect("a date");
        assert_eq!(&source[date.written.span.unwrap()], "2024-01-05", "{before:?}");
    }
}

#[test]
fn what_does_not_count() {
    let source = page(
        "<!-- <meta name=author content='تعليق'> --><noscript><meta name=author content='x'></noscript>",
        "<meta name=author content='دخيل'><meta property=og:url content='https://evil.example/'>\
         <link rel=canonical href='https://evil.example/'><template><h1>عنوان خفي طويل هنا</h1></template>",
    );
    let facts = facts(&source);
    assert_eq!((facts.byline, facts.address, facts.title), (None, None, None));
}

#[test]
fn addresses() {
    for (href, wanted) in [
        ("https://example.org/خبر", true),
        ("HTTP://EXAMPLE.ORG", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("/relative", false),
        ("//example.org/x", false),
        ("https://", false),
        ("https://exa mple.org", false),
        ("https://example.org/\u{202E}x", false),
        ("https://example.org/&#10;x", false),
        ("https://example.org/&lt;b&gt;", false),
        ("file:///etc/passwd", false),
    ] {
        let source = page(&format!("<link rel=\"canonical\" href=\"{href}\">"), "");
        assert_eq!(facts(&source).address.is_some(), wanted, "{href}");
    }
    let long = format!("https://example.org/{}", "x".repeat(5000));
    assert_eq!(facts(&page(&format!("<link rel=canonical href={long}>"), "")).address, None);
}

#[test]
fn values_are_inert() {
    let facts = facts(&page(
        "<meta name=author content='سلمى\u{7}\u{1b}[31m \u{202E}الحداد\u{200B} &#0; &#27;'>\
         <meta property=og:title content='&lt;script&gt;alert(1)&lt;/script&gt; عنوان'>",
        "",
    ));
    assert_eq!(said(&facts.byline), Some("سلمى [31m الحداد \u{FFFD}"));
    // Text is text: who prints it escapes it.
    assert_eq!(said(&facts.title), Some("<script>alert(1)</script> عنوان"));
}
