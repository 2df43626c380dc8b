//! Input that is made to hurt: it ends soon, and no span leaves the source.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rasid_text::dates;

use super::pages::{ld, page};
use super::{TEXT, facts};

/// Large and deep pages end soon and give short values.
#[test]
fn hostile_pages() {
    let mega = "س".repeat(1_000_000);
    let nest =
        |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let wide = format!("[{}]", vec!["{\"@type\":\"Thing\",\"@id\":\"#a\"}"; 30_000].join(","));
    for (head, body) in [
        (format!("<meta property=og:title content='{mega}'>"), String::new()),
        (format!("<meta name=date content='{}'>", "2022/".repeat(300_000)), String::new()),
        (format!("<title>{mega}"), String::new()),
        (String::new(), format!("<h1>{mega}")),
        (String::new(), "<h1>".repeat(200_000)),
        (String::new(), "<a rel=author>".repeat(100_000)),
        (ld(&nest("[", "]")), String::new()),
        (ld(&nest("{\"@graph\":", "}")), String::new()),
        (ld(&wide), String::new()),
        (ld(&format!("{{\"@type\":\"Article\",\"headline\":\"{mega}\"}}")), String::new()),
        (
            ld("{\"@type\":\"Article\",\"headline\":7,\"author\":[null,1,{}],\"url\":[]}")
                .repeat(5_000),
            String::new(),
        ),
        ("<script type=application/ld+json>".repeat(50_000), String::new()),
        ("<meta name=author content=''>".repeat(100_000), String::new()),
    ] {
        let start = Instant::now();
        let facts = facts(&page(&head, &body));
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
        for fact in [facts.title, facts.byline, facts.outlet].into_iter().flatten() {
            assert!(fact.text.chars().count() <= 500);
        }
    }
}

#[test]
fn hostile_texts() {
    for piece in [
        "1/",
        "5 مارس ",
        "مارس/",
        "(",
        "- ",
        "بقلم: ",
        "المصدر: ",
        "\n",
        "\r",
        "ﷺ",
        "ـ",
        "\u{200F}",
        "«",
        "كتب\n",
        "تاس\n",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let start = Instant::now();
        let _ = facts(&text);
        let _ = dates(&text);
        assert!(start.elapsed() < Duration::from_secs(20), "{piece:?}: {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text(source in "\\PC{0,120}") {
        facts(&source);
        for date in dates(&source) {
            super::shown(&source, &date.written);
        }
    }

    #[test]
    fn assembled_texts(parts in prop::collection::vec(prop::sample::select(vec![
        "بقلم: ", "كتبه ", "سلمى الحداد", "\n", "\n\n", "\r\n", "الرياض", " - ", "– ", "(رويترز)", ":", "(", ")", "/", "«", "»",
        "5 مارس/آذار 2022", "25 شوال 1436 هـ", "٢٠٢٢/٠٨/٢٠", "31 نيسان", "2022", "مارس ", "المصدر: ", "تاس", "وكالات", "نقلا عن ",
        "\u{200F}", "\u{202B}", "ـ", "َ", "ﷺ", "* ", TEXT, "• الرئيسية\n", "Read more\n", "By ", "ﻻ", "💡", ".",
    ]), 0..40)) {
        let text = parts.concat();
        facts(&text);
        for date in dates(&text) {
            super::shown(&text, &date.written);
        }
    }

    #[test]
    fn assembled_pages(parts in prop::collection::vec(prop::sample::select(vec![
        "<html>", "<head>", "</head>", "<body>", "<title>", "</title>", "<meta name=author content=\"", "\">", "<meta property=og:title content='",
        "'>", "<link rel=canonical href=", "https://example.org/", ">", "<script type=application/ld+json>", "</script>",
        "{\"@type\":\"Article\",\"headline\":\"", "\",\"datePublished\":\"2022-08-20\"}", "<h1>", "</h1>", "<time datetime=2022-08-20>", "</time>",
        "<a rel=author>", "</a>", "&quot;", "&amp", "&#1585;", "\u{0}", "\r\n", "<!--", "-->", TEXT, "<p>", "المصدر: تاس", " | ", " - ", "سلمى الحداد",
        "الرياض (واس) - ", "2022/08/20",
    ]), 0..40)) {
        facts(&format!("<!doctype html>{}", parts.concat()));
    }
}
