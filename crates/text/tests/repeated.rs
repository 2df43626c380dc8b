//! Lines that repeat across an outlet's articles: found in any order, dropped at head and tail only.

use proptest::prelude::*;
use rasid_text::{Body, Boilerplate, Format, Note, RepeatedLines};

const OUTLET: &str = "صحيفة الضفة";
const TOP: &str = "الضفة، صوت المدينة";
const FOOT: &str = "تجدون الضفة كل صباح عند باعة السوق";

fn article(n: usize) -> String {
    format!("{TOP}\nافتتح الحي رقم {n} مدرسته الجديدة أمس.\nوحضر {n} من أهله.\n{FOOT}\n")
}

fn seen(articles: &[String]) -> RepeatedLines {
    let mut seen = RepeatedLines::default();
    for text in articles {
        seen.add(OUTLET, Body::extract(text, Format::Plain).text());
    }
    seen
}

fn articles(count: usize) -> Vec<String> {
    (0..count).map(article).collect()
}

#[track_caller]
fn check(boilerplate: &Boilerplate, source: &str, wanted: &str) {
    let body = Body::extract_without(source, Format::Plain, boilerplate, OUTLET);
    assert_eq!(body.text(), wanted);
    assert_eq!(body.notes().contains(&Note::RepeatedLines), source != wanted);
}

#[test]
fn repeated_lines_leave_at_head_and_tail_only() {
    let found = seen(&articles(6)).finish();
    assert!(found.contains(OUTLET, &format!("  {TOP}\t")) && !found.contains("غيرها", TOP));
    check(&found, &article(9), "افتتح الحي رقم 9 مدرسته الجديدة أمس.\nوحضر 9 من أهله.\n");
    let amid = format!("عنوان\n\nقال الناس كثيرا.\n{FOOT}\nثم عادوا.\n");
    check(&found, &amid, &amid);
    // Below a headline; nothing but boilerplate; nothing of it.
    check(&found, &format!("عودة المدارس\n\n{TOP}\nبدأ العام.\n"), "عودة المدارس\n\nبدأ العام.\n");
    for source in [format!("{TOP}\n{FOOT}\n"), String::new(), "بدأ العام.\n".to_owned()] {
        check(&found, &source, &source);
    }
}

#[test]
fn a_short_run_and_versions_of_one_story_drop_nothing() {
    for run in [articles(0), articles(4), vec![article(1); 30]] {
        assert!(seen(&run).finish().is_empty(), "{} articles", run.len());
    }
    // One story that grew, and nothing else: its lines are not the outlet's.
    let grown: Vec<String> = (0..8)
        .map(|n| {
            format!("{TOP}\nشب حريق في السوق ليلا.\nوهرع الناس إليه.\nوأخمد فجرا.\nتحديث {n}.\n")
        })
        .collect();
    assert!(seen(&grown).finish().is_empty());
    let mut nowhere = RepeatedLines::default();
    for text in articles(9) {
        nowhere.add(" ", &text);
    }
    assert!(nowhere.finish().is_empty(), "articles without an outlet have nothing in common");
}

#[test]
fn what_repeats_by_right_stays() {
    for line in [
        "الضفة – متابعات",
        "المدينة 12 آذار 2024 الضفة",
        "وأضاف:",
        "الخبر:",
        "بسم الله الرحمن الرحيم",
        "بقلم: سعاد النجار",
    ] {
        let run: Vec<String> = articles(9).iter().map(|a| a.replace(TOP, line)).collect();
        assert!(!seen(&run).finish().contains(OUTLET, line), "{line}");
    }
    // A sentence of background that a third of the articles share, of a dozen.
    let told = "وكان الحي قد خسر مدرسته القديمة في فيضان النهر قبل عامين.";
    let share = |every: usize| -> Vec<String> {
        let one = |n: usize| {
            if n.is_multiple_of(every) { article(n).replace(FOOT, told) } else { article(n) }
        };
        (0..12).map(one).collect()
    };
    assert!(!seen(&share(3)).finish().contains(OUTLET, told), "four of twelve");
    assert!(seen(&share(2)).finish().contains(OUTLET, told), "six of twelve");
}

#[test]
fn html_and_parts_keep_their_spans() {
    let found = seen(&articles(6)).finish();
    let text = "افتتح الحي مدرسته الجديدة أمس &amp; حضر الناس إليها من كل شارع قريب. ".repeat(9);
    let page = format!("<html><body><article><p>{text}</p><p>{FOOT}</p></article></body></html>");
    let body = Body::extract_without(&page, Format::Html, &found, OUTLET);
    assert!(body.text().contains("أمس & حضر") && !body.text().contains(FOOT), "{}", body.text());
    let source = format!("عودة المدارس\n\nبدأ العام الدراسي.\nالمصدر: تاس\n{FOOT}\n");
    let body = Body::extract_without(&source, Format::Plain, &found, OUTLET);
    assert_eq!(body.text(), "عودة المدارس\n\nبدأ العام الدراسي.\n");
    assert_eq!(body.credited_source(), Some("تاس"));
    assert_eq!(body.parts().len(), 2);
}

#[test]
fn a_sample_bounds_the_memory() {
    let found = seen(&articles(2_000));
    assert!(format!("{found:?}").matches(", ").count() < 256 * 64);
    assert!(found.finish().contains(OUTLET, FOOT));
    let mut backwards = articles(2_000);
    backwards.reverse();
    let (a, b) = backwards.split_at(700);
    let mut merged = seen(a);
    merged.merge(seen(b));
    assert_eq!(merged, found, "the sample does not depend on the order");
}

proptest! {
    /// Order, parts and repetition of the run change nothing.
    #[test]
    fn a_commutative_monoid(order in Just(articles(12)).prop_shuffle(), cut in 0..12_usize) {
        let (a, b) = order.split_at(cut);
        let (mut left, mut right) = (seen(a), seen(b));
        left.merge(seen(b));
        right.merge(seen(a));
        prop_assert_eq!(&left, &right);
        prop_assert_eq!(&left, &seen(&articles(12)));
        left.merge(RepeatedLines::default());
        left.merge(right);
        prop_assert_eq!(left.finish(), seen(&articles(12)).finish());
    }
}
