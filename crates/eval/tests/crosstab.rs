//! Counts by rows, outlets and days: the same for any order, and nothing is lost.

use rasid_codebook::{Codebook, Day};
use rasid_eval::{CrossTab, Judged, Step, timeline};

const BOOK: &str = r#"
format = 1
[[axis]]
name = "kind"
classes = [{ name = "press" }, { name = "office" }]
[[axis]]
name = "north"
target = "north"
absent = "none"
classes = [{ name = "pro" }, { name = "contra" }, { name = "flat", plain = true }, { name = "none" }]
[[target]]
name = "north"
names = ["شمال"]
"#;

/// Each word is an article: kind, stance (a capital letter only as the most probable one), day.
fn table(articles: &[(&str, &str, Option<&str>)], limit: usize) -> CrossTab<usize> {
    let book = Codebook::from_toml(BOOK).unwrap();
    let ids = ["kind", "north"].map(|name| book.axis(name).unwrap());
    let mut tab = CrossTab::new(&book, ids[0], limit);
    for (i, (kind, stance, day)) in articles.iter().enumerate() {
        let given = |axis: usize, name: &str| book.class(ids[axis], name).ok();
        let lower = stance.to_lowercase();
        let axes = [(given(0, kind), None), (given(1, stance), given(1, &lower))];
        let date = day.map(|d| Day::try_from(d.to_owned()).unwrap());
        // Every third one is a copy.
        let copy = i % 3 == 2;
        tab.add(&Judged { axes: &axes, outlet: Some(kind), date, copy }, |_| i % 7);
    }
    tab
}

#[test]
fn every_article_is_counted_once() {
    let articles = [
        ("office", "pro", Some("2024-01-31")),
        ("press", "pro", None),
        ("press", "contra", Some("2024-03-01")),
        ("press", "FLAT", Some("2024-03-31")),
        ("press", "?", None),
        ("?", "none", None),
    ];
    let tab = table(&articles, 1);
    let rows = tab.rows();
    let sizes: Vec<_> = rows.iter().map(|r| (r.class.map(|c| c.index()), r.articles)).collect();
    assert_eq!(sizes, [(Some(0), 4), (Some(1), 1), (None, 1)], "largest first, of no class last");
    let press = &rows[0].cells[0].counts;
    assert_eq!((press.n(), press.abstained(), press.absent()), (2, 2, 0));
    assert_eq!(press.net(), Some(0.0));
    assert_eq!(press.leading(), Some(press.scale().leans[0]), "a tie goes to the first");
    // Two leans and one unsure mention the target; of the silent one it is not known.
    let mention = press.mention().unwrap();
    assert_eq!((mention.value, mention.n), (1.0, 3));
    let none = &rows[2].cells[0].counts;
    assert_eq!((none.n(), none.net(), none.leading()), (0, None, None));
    assert_eq!(none.mention().unwrap().value, 0.0);
    let (all, total) = tab.total();
    assert_eq!((all, total[0].n() + total[0].abstained() + total[0].absent()), (6, 6));
    assert_eq!(tab.undated(), 3);
    let (originals, counts) = tab.originals();
    assert_eq!((tab.copies(), originals), (2, 4));
    assert_eq!((counts[0].n(), counts[0].abstained(), counts[0].absent()), (2, 2, 0));
    let outlets: Vec<_> = tab.outlets().iter().map(|o| (o.0, o.1)).collect();
    assert_eq!(outlets, [("press", 4), ("?", 1), ("office", 1)]);
}

#[test]
fn the_first_articles_are_kept_in_any_order() {
    let mut articles = [("press", "pro", None); 30];
    articles[3] = ("press", "contra", None);
    let tab = table(&articles, 3);
    let cell = &tab.rows()[0].cells[0];
    let leans = &cell.counts.scale().leans;
    assert_eq!(cell.first(leans[0]), [&0, &0, &0]);
    assert_eq!(cell.first(leans[1]), [&3]);
    assert!(table(&articles, 0).rows()[0].cells[0].first(leans[0]).is_empty());
}

#[track_caller]
fn check(days: &[&str], step: Step, spans: &[(&str, u64)]) {
    let articles: Vec<_> = days.iter().map(|d| ("press", "pro", Some(*d))).collect();
    let tab = table(&articles, 0);
    let days: Vec<_> = tab.days().collect();
    let (found, names) = timeline(days.into_iter()).unwrap();
    assert_eq!(found, step);
    let first: Vec<_> =
        names.iter().take(spans.len()).map(|s| (s.name.as_str(), s.articles)).collect();
    assert_eq!(first, spans);
    assert!(names.len() <= 60 && names.last().unwrap().articles > 0);
}

#[test]
fn spans_of_time() {
    check(&["2024-02-29"], Step::Week, &[("2024-02-26", 1)]);
    check(
        &["2024-03-04", "2024-03-10", "2024-03-11"],
        Step::Week,
        &[("2024-03-04", 2), ("2024-03-11", 1)],
    );
    check(&["2023-12-31", "2024-01-01"], Step::Week, &[("2023-12-25", 1), ("2024-01-01", 1)]);
    check(
        &["2023-11-30", "2023-11-01", "2024-01-31", "2024-08-01"],
        Step::Month,
        &[("2023-11", 2), ("2023-12", 0), ("2024-01", 1)],
    );
    check(&["1990-01-01", "2024-01-01"], Step::Years(1), &[("1990", 1), ("1991", 0)]);
    check(&["1925-01-01", "2024-01-01"], Step::Years(10), &[("1920s", 1)]);
    check(&["1000-01-01", "2999-12-31"], Step::Years(100), &[("1000s", 1), ("1100s", 0)]);
    assert_eq!(timeline(std::iter::empty()), None);
}
