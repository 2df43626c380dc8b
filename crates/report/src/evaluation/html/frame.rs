//! What stands around the figures: methods, contents, limits, settings and digests.

use maud::{Markup, html};

use crate::evaluation::EvaluationReport;
use crate::inert::inert;
use crate::page::{foreign, table};

/// A class with fewer articles than this is named among the limits.
const FEW: u64 = 30;

/// What was measured and how, in a paragraph.
pub(super) fn methods(report: &EvaluationReport) -> Markup {
    let groups = report.axes.iter().map(|a| a.groups).max().unwrap_or_default();
    html! {
        p {
            b { (report.articles) " articles" } " in " (groups) " groups, "
            (inert(&quoted(&report.method))) "."
        }
        p {
            "An article of one group is no independent witness beside another of it, so the 95 % intervals "
            "come from drawing whole groups again and again, with replacement. A verdict is an "
            b { "answer" } " where its probability is high enough and an " b { "abstention" }
            " otherwise; “no abstention” means that every article with evidence is answered by its most "
            "probable class. " b { "Macro-F1" } " is the plain mean of the classes’ F1, so that rare "
            "classes weigh as much as common ones. What is undefined is called so, and n stands beside "
            "every figure."
        }
    }
}

/// The text with quotation marks in place of Markdown's backticks.
fn quoted(text: &str) -> String {
    let mut pieces = text.split('`');
    let first = pieces.next().unwrap_or_default().to_owned();
    let marks = ["“", "”"].into_iter().cycle();
    pieces.zip(marks).fold(first, |whole, (piece, mark)| whole + mark + piece)
}

/// Links to the sections.
pub(super) fn contents(report: &EvaluationReport) -> Markup {
    html! {
        nav aria-label="Contents" {
            ol {
                li { a href="#summary" { "Summary" } }
                @for (i, axis) in report.axes.iter().enumerate() {
                    li { a href={ "#axis-" (i + 1) } { (foreign(&axis.axis)) } }
                }
                li { a href="#limits" { "Limits" } }
                li { a href="#settings" { "Settings and digests" } }
            }
        }
    }
}

/// What the figures cannot say.
pub(super) fn limits(report: &EvaluationReport) -> Markup {
    let few: Vec<(&str, &str, u64)> = report
        .axes
        .iter()
        .flat_map(|a| a.by_class.iter().map(|c| (a.axis.as_str(), c.class.as_str(), c.support)))
        .filter(|(_, _, n)| *n < FEW)
        .collect();
    html! {
        section id="limits" {
            h2 { "Limits: what these figures cannot say" }
            ul {
                li { "They hold for articles like those of this set. Other outlets, subjects and years may be "
                    "judged much worse, and nothing here tells how much." }
                li { "They take the labels for the truth. Where coders erred or would disagree, a right verdict "
                    "counts as a mistake, and a wrong one as right." }
                li { "Groups keep apart only what the set knows to belong together. Copies and events that it "
                    "does not name may stand on both sides." }
                li { "An interval tells how far a figure moves when other groups of the same kind are drawn. "
                    "It knows nothing of other kinds. Where intervals of two figures overlap, the data may "
                    "not tell which is greater." }
                li { "Many figures stand side by side. Some will look better or worse than they are, by chance "
                    "alone." }
                li { "Words and their weights are what the model counts. They are no reasons of the author, and "
                    "no proof of a stance." }
                @if !few.is_empty() {
                    li {
                        "Fewer than " (FEW) " articles, so that figures of the class mean little: "
                        @for (i, (axis, class, n)) in few.iter().enumerate() {
                            @if i > 0 { ", " }
                            (foreign(axis)) " / " (foreign(class)) " (" (n) ")"
                        }
                        "."
                    }
                }
                @for axis in &report.unlabelled {
                    li { (foreign(axis)) ": no article of this set is labelled on this axis." }
                }
            }
        }
    }
}

/// The settings and digests, for whoever repeats the run.
pub(super) fn settings(report: &EvaluationReport) -> Markup {
    let pretty = serde_json::to_string_pretty(&report.settings).unwrap_or_default();
    html! {
        section id="settings" {
            h2 { "Settings and digests" }
            @if let Some(digests) = &report.digests {
                @let model = digests.model.as_ref().map(|m| vec!["model".to_owned(), m.clone()]);
                @let rows = [
                    Some(vec!["rasid".to_owned(), digests.rasid.clone()]),
                    Some(vec!["labels".to_owned(), digests.labels.clone()]),
                    model,
                    Some(vec!["settings".to_owned(), digests.settings.clone()]),
                ];
                div.digests {
                    (table("", 2, &["of", "digest"], &rows.into_iter().flatten().collect::<Vec<_>>()))
                }
            }
            details {
                summary { "Settings as JSON" }
                pre dir="ltr" {
                    @for line in pretty.lines() { (inert(line)) "\n" }
                }
            }
        }
    }
}
