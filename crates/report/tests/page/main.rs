//! The confusion report as a page: what it holds, and that no text of others can change its build.

mod explained;
mod forms;
mod mapped;
mod sample;

use std::collections::BTreeSet;

use html5gum::{Token, Tokenizer};
use rasid_report::{EvaluationReport, inert};

use crate::sample::report;

/// What a browser would build, and all that it would show.
#[derive(Debug, Default)]
struct Parsed {
    /// Tags in order, with the names of their attributes.
    tags: Vec<String>,
    texts: Vec<String>,
    /// Tag, attribute and value.
    attributes: Vec<(String, String, String)>,
}

#[track_caller]
fn page(report: &EvaluationReport) -> String {
    let mut page = Vec::new();
    report.write_html(&mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[track_caller]
fn parse(page: &str) -> Parsed {
    let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut parsed = Parsed::default();
    for token in Tokenizer::new(page).map(Result::unwrap) {
        match token {
            Token::StartTag(tag) => {
                let name = string(&tag.name);
                let mut shape = format!("<{name}");
                for (key, value) in &tag.attributes {
                    shape.push_str(&format!(" {}", string(key)));
                    parsed.attributes.push((name.clone(), string(key), string(value)));
                }
                parsed.tags.push(shape);
            }
            Token::EndTag(tag) => parsed.tags.push(format!("</{}", string(&tag.name))),
            Token::String(text) => parsed.texts.push(string(&text)),
            Token::Comment(_) => parsed.tags.push("comment".to_owned()),
            Token::Doctype(_) => parsed.tags.push("doctype".to_owned()),
            Token::Error(e) => panic!("{e:?}"),
        }
    }
    parsed
}

/// A hostile text at the end of every text leaves the tree as it was, and shows nothing active.
#[track_caller]
fn check(hostile: &str) {
    check_pages(&page(&report(" x")), &page(&report(hostile)), hostile);
}

/// Two pages of one tree; what the second shows is not active.
#[track_caller]
fn check_pages(harmless: &str, page: &str, hostile: &str) {
    let (harmless, parsed) = (parse(harmless), parse(page));
    assert_eq!(parsed.tags, harmless.tags, "{hostile:?}");
    let values = parsed.attributes.iter().map(|a| &a.2);
    for text in parsed.texts.iter().chain(values) {
        let text = text.replace('\n', " ");
        assert_eq!(inert(&text), text, "{hostile:?}");
    }
}

/// Texts that mean harm to a page, a terminal, a spreadsheet or Markdown.
const HOSTILE: [&str; 13] = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</bdi></td></table></title></style></svg></details></section></main></body></html><p>",
    "<!-- --> ]]> <![CDATA[ <?xml ?> <!DOCTYPE html>",
    "\" onclick=\"x\" style='x' id=\"summary\" '",
    "&lt;b&gt; &amp; &#x202e; &#0; &nosuch;",
    "=HYPERLINK(\"x\",\"y\") +1 -1 @SUM(A1)",
    "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}1m\u{0}\u{8}",
    "\u{202e}abc\u{202c}\u{2066}\u{2067}\u{2069}\u{200f}\u{61c}\u{feff}\u{200b}",
    "`a` | b ``` [x](y) ** __",
    "\\`\\| | a\\",
    "\u{2028}# a\u{2029}b\tc | e |",
    "\u{e0041}\u{fff9}\u{1d173}",
    "خخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخخ",
];

#[test]
fn hostile_text_changes_nothing() {
    HOSTILE.into_iter().for_each(check);
    check(&"خ".repeat(5000));
}

#[test]
fn the_page_needs_nothing_and_runs_nothing() {
    let page = page(&report(" x"));
    for word in ["http:", "https:", "//", "<script", "src=", "url(", "@import", "javascript:"] {
        assert!(!page.contains(word), "{word}");
    }
    let parsed = parse(&page);
    let policy = parsed.attributes.iter().find(|a| a.2.contains("default-src")).unwrap();
    assert!(policy.2.starts_with("default-src 'none'; ") && !policy.2.contains("script-src"));
    assert!(parsed.tags.iter().any(|t| t.starts_with("<meta") && t.contains("http-equiv")));
    for (tag, attribute, _) in &parsed.attributes {
        assert!(!attribute.starts_with("on") && attribute != "style", "{tag} {attribute}");
    }
}

#[test]
fn ids_are_unique_and_links_meet_them() {
    let parsed = parse(&page(&report("")));
    let of = |name: &str| {
        let found = parsed.attributes.iter().filter(|a| a.1 == name);
        found.map(|a| a.2.clone()).collect::<Vec<_>>()
    };
    let ids: BTreeSet<String> = of("id").into_iter().collect();
    assert_eq!(ids.len(), of("id").len());
    for link in of("href") {
        assert!(ids.contains(link.strip_prefix('#').unwrap()), "{link}");
    }
    for label in of("aria-labelledby") {
        assert!(label.split(' ').all(|id| ids.contains(id)), "{label}");
    }
    assert_eq!(
        of("aria-labelledby").len(),
        parsed.tags.iter().filter(|t| t.starts_with("<svg")).count()
    );
}

#[test]
fn all_parts_are_told() {
    let page = page(&report(""));
    for piece in [
        "Do not publish single verdicts of <bdi dir=\"auto\">stance</bdi>",
        "0.610 (0.530\u{a0}to\u{a0}0.680)",
        "Confusion",
        "Classes",
        "Grouped folds beside random ones",
        "Reliability of probabilities",
        "Risk and coverage",
        "Learning curve",
        "Twice the articles would bring about 0.05.",
        "Baselines",
        "Sets of classes",
        "Parts of the set",
        "Words that speak most for each class",
        "<mark class=\"for\" title=\"speaks for مؤيد: +1.10\">وقع</mark>",
        "<mark class=\"against\" title=\"speaks against مؤيد: −0.40\">ورفض</mark>",
        "no article of this set is labelled on this axis",
        "undefined",
        "cd34",
    ] {
        assert!(page.contains(piece), "{piece}");
    }
    assert!(!page.contains("NaN"));
}

#[test]
fn a_report_without_further_parts_is_whole() {
    let mut bare = report("");
    (bare.random, bare.learning, bare.words) = (vec![], vec![], vec![]);
    (bare.mistakes, bare.digests) = (vec![], None);
    for axis in &mut bare.axes {
        (axis.calibration, axis.conformal) = (None, None);
        (axis.baselines, axis.slicings) = (vec![], vec![]);
        axis.gate.open = true;
    }
    let page = page(&bare);
    for heading in ["Learning", "Grouped folds", "Worst", "Words that", "Do not", "Reliability"] {
        assert!(!page.contains(heading), "{heading}");
    }
    assert!(page.ends_with("</html>\n"));
}
