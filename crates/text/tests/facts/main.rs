//! Facts beside the body: what is found, what is left alone, and where it stands.

mod datelines;
mod hostile;
mod in_lines;
mod in_text;
mod pages;

use rasid_text::{Body, DateFact, Fact, Facts, Format, Normalized, Rules, title};

fn facts(source: &str) -> Facts {
    let body = Body::extract(source, Format::detect(source));
    let text = Normalized::new(&body, &Rules::default());
    let facts = Facts::of(&body, &text);
    in_source(source, &facts);
    assert_eq!(title(&body), facts.title, "a look at the head alone finds the same");
    // Spans hold for any rules.
    let off = Rules::none();
    in_source(source, &Facts::of(&body, &Normalized::new(&body, &off)));
    facts
}

/// What a span shows is the value but for blanks, and nothing blank stands at its ends.
#[track_caller]
fn shown(source: &str, fact: &Fact) {
    let Some(span) = fact.span.clone() else { return };
    let slice = source.get(span).unwrap_or_else(|| panic!("no slice: {fact:?}"));
    let solid = |text: &str| text.chars().filter(|c| !blank(*c)).collect::<String>();
    assert!(!slice.starts_with(blank) && !slice.ends_with(blank), "{slice:?}: {fact:?}");
    // A value may run over tags, which are no part of it.
    if slice.contains('<') {
        return;
    }
    // An entity in a page is spelled otherwise than what it stands for, and a long value is cut.
    if !slice.contains('&') {
        let (slice, text) = (solid(slice), solid(&fact.text));
        let cut = fact.text.chars().count() >= 500;
        assert!(slice == text || cut && slice.starts_with(&text), "{slice:?}: {fact:?}");
    }
}

fn blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Every span slices the source and shows the value.
#[track_caller]
fn in_source(source: &str, facts: &Facts) {
    let written = facts.date.as_ref().map(|d| &d.written);
    let all = [
        &facts.title,
        &facts.byline,
        &facts.outlet,
        &facts.address,
        &facts.dateline,
        &facts.source,
        &written.cloned(),
    ];
    for fact in all.into_iter().flatten() {
        assert!(!fact.text.is_empty() && fact.text.trim() == fact.text, "{fact:?}");
        assert!(!fact.text.chars().any(char::is_control), "{fact:?}");
        shown(source, fact);
    }
}

fn said(fact: &Option<Fact>) -> Option<&str> {
    fact.as_ref().map(|f| f.text.as_str())
}

fn day(date: &Option<DateFact>) -> Option<(i32, u8, u8)> {
    date.as_ref().and_then(|d| d.gregorian)
}

const TEXT: &str = "افتتح وزير الثقافة أمس معرض الكتاب في دورته العاشرة بحضور عدد كبير من الناشرين والكتاب \
    الذين قدموا من مدن بعيدة للمشاركة في ندواته وأمسياته التي تستمر عشرة أيام.";
