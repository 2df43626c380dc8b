//! An article's text with places marked.

use std::ops::Range;

use maud::{Markup, html};

use crate::inert::inert;

/// A place that is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the text.
    pub(crate) span: Range<usize>,
    /// Classes of the style sheet.
    pub(crate) class: &'static str,
    /// What is said of it: for a pointer that rests there, and for who hears the page.
    pub(crate) label: String,
}

/// The text, a paragraph a line, each in its own direction. Marks come in order of importance: where
/// two overlap the first stands. A mark that ends within a character or beyond the text is left out.
pub(crate) fn marked(text: &str, marks: &[Mark]) -> Markup {
    let mut chosen: Vec<&Mark> = Vec::new();
    for mark in marks {
        let Range { start, end } = mark.span;
        let stands = start < end && text.get(start..end).is_some();
        let free = |other: &&Mark| end <= other.span.start || other.span.end <= start;
        if stands && chosen.iter().all(free) {
            chosen.push(mark);
        }
    }
    chosen.sort_by_key(|mark| mark.span.start);
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        end += line.len();
        end - line.len()..end - usize::from(line.ends_with('\n'))
    });
    html! {
        @for line in lines.filter(|line| !text[line.clone()].trim().is_empty()) {
            p dir="auto" { (line_of(text, line, &chosen)) }
        }
    }
}

/// One line. A mark that runs over its end is cut there, and goes on in the next.
fn line_of(text: &str, line: Range<usize>, marks: &[&Mark]) -> Markup {
    let within = |m: &&&Mark| m.span.end > line.start && m.span.start < line.end;
    let (mut at, end) = (line.start, line.end);
    let pieces = marks.iter().filter(within).map(|mark| {
        let (from, to) = (mark.span.start.max(at), mark.span.end.min(end));
        (std::mem::replace(&mut at, to)..from, from..to, mark)
    });
    html! {
        @for (before, span, mark) in pieces.collect::<Vec<_>>() {
            (inert(&text[before]))
            mark class=(mark.class) title=(inert(&mark.label)) { (inert(&text[span])) }
        }
        (inert(&text[at..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, marked};

    #[track_caller]
    fn check(text: &str, spans: &[(usize, usize)], html: &str) {
        let mark = |&(start, end): &(usize, usize)| Mark {
            span: start..end,
            class: "for",
            label: "x".to_owned(),
        };
        let marks: Vec<Mark> = spans.iter().map(mark).collect();
        assert_eq!(marked(text, &marks).into_string(), html);
    }

    #[test]
    fn marks_stand_where_their_words_are() {
        check("", &[(0, 0), (0, 3)], "");
        check("ab <c>", &[], r#"<p dir="auto">ab &lt;c&gt;</p>"#);
        check("ab cd", &[(3, 5)], r#"<p dir="auto">ab <mark class="for" title="x">cd</mark></p>"#);
        // The first of two that overlap; none within a character.
        let ab = r#"<p dir="auto"><mark class="for" title="x">ab</mark> cd</p>"#;
        check("ab cd", &[(0, 2), (1, 5)], ab);
        check("خبر", &[(1, 3)], r#"<p dir="auto">خبر</p>"#);
        // Over a line's end, and after an empty line.
        check(
            "ab\n\ncd",
            &[(1, 5)],
            "<p dir=\"auto\">a<mark class=\"for\" title=\"x\">b</mark></p>\
             <p dir=\"auto\"><mark class=\"for\" title=\"x\">c</mark>d</p>",
        );
        check(
            "a\u{202e}\u{1b}b",
            &[(0, 1)],
            r#"<p dir="auto"><mark class="for" title="x">a</mark>b</p>"#,
        );
    }
}
