//! The map of articles that mean harm, in every form.

use rasid_codebook::{Codebook, Day};
use rasid_eval::{CrossTab, Judged};
use rasid_report::{Copies, Intake, Listed, MapReport, write_map_csv};

use crate::forms::{Forms, check};
use crate::{HOSTILE, check_pages};

const BOOK: &str = r#"
format = 1
title = TITLE
[[axis]]
name = "kind"
classes = [{ name = "press" }, { name = "office" }]
[[axis]]
name = "north"
target = "north"
absent = "none"
classes = [{ name = "pro" }, { name = "contra" }, { name = "none" }]
[[target]]
name = "north"
names = ["شمال"]
"#;

/// The forms for reading, and the page.
fn map(text: &str) -> (Forms, String) {
    let with = |start: &str| format!("{text}{start}");
    // A JSON string is one of TOML too, but for what JSON leaves as it is.
    let title: String = with("title").chars().filter(|c| !c.is_control()).collect();
    let title = serde_json::to_string(&title).unwrap();
    let book = Codebook::from_toml(&BOOK.replace("TITLE", &title)).unwrap();
    let ids: Vec<_> = book.axis_ids().collect();
    let mut tab = CrossTab::new(&book, ids[0], 5);
    for (i, (kind, stance)) in [("press", "pro"), ("office", "contra")].into_iter().enumerate() {
        let class = |axis: usize, name| (book.class(ids[axis], name).ok(), None);
        let day = Day::try_from("2024-05-31".to_owned()).unwrap();
        let outlet = with(&i.to_string());
        let axes = [class(0, kind), class(1, stance)];
        let (outlet, date, copy) = (Some(outlet.as_str()), Some(day), i == 1);
        tab.add(&Judged { axes: &axes, outlet, date, copy }, |_| {
            let words = [with("word"), with("other")];
            let listed =
                Listed::new(&with("id"), Some(0.9), date, Some(&with("t")), outlet, &words);
            listed.copy_of(copy.then(|| with("first")).as_deref())
        });
    }
    let intake = Intake { answered: 2, copies: 1, ..Intake::default() };
    let copies = Copies::Both;
    let report = MapReport { book: &book, tab: &tab, intake, copies, listed: 5 };
    let mut page = Vec::new();
    report.write_html(&mut page).unwrap();
    let forms = Forms::new(
        |out, style| report.write(out, style),
        |out| write_map_csv(out, &report),
        |out| report.write_json(out),
    );
    (forms, String::from_utf8(page).unwrap())
}

#[test]
fn hostile_articles_change_no_form() {
    let harmless = map("x");
    for text in HOSTILE {
        let hostile = map(text);
        check(&harmless.0, &hostile.0, text);
        check_pages(&harmless.1, &hostile.1, text);
    }
}
