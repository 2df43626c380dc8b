//! What stands around the figures: methods, contents, limits, settings and digests.

use maud::{Markup, html};
use serde_json::Value;

use crate::evaluation::EvaluationReport;
use crate::inert::inert;
use crate::page::{foreign, table};
use crate::table::articles;

/// A class with fewer articles than this is named among the limits.
const FEW: u64 = 30;

/// What was measured and how, in two paragraphs.
pub(super) fn methods(report: &EvaluationReport) -> Markup {
    let groups = report.axes.iter().map(|a| a.groups).max().unwrap_or_default();
    let measured = report.axes.iter().any(|a| a.calibration.is_some());
    html! {
        p {
            b { (articles(report.articles as u64)) } " in " (groups) " groups, "
            (inert(&quoted(&report.method))) "."
        }
        p {
            "An article of one group is no independent witness beside another of it, so the 95 % intervals "
            "come from drawing whole groups again and again, with replacement. "
            (answers(&report.settings))
            " “No abstention” means that every article with evidence is answered by its most probable class. "
            @if measured {
                "Probabilities were calibrated by cross-validation within what a model learned from. "
            }
            "What is undefined is called so, and n stands beside every figure."
        }
    }
}

/// When a verdict is an answer, by the settings of the run.
fn answers(settings: &Value) -> Markup {
    let abstention = &settings["abstention"];
    let of = |name: &str| abstention[name].as_f64();
    html! {
        "A verdict is an " b { "answer" } " where "
        @match (of("coverage"), of("threshold")) {
            (Some(coverage), _) => {
                "one class stands alone in the set that promises to hold the true one in " (percent(coverage))
                " of articles"
            }
            (None, Some(threshold)) => {
                "its class has a probability of " (format!("{threshold:.2}")) " or more"
            }
            (None, None) => { "its probability is high enough" }
        }
        ", or where a rule decides without it (no mention of the target; an outlet of the model’s registry, "
        "where it has one). Otherwise it is an " b { "abstention" }
        @if let Some(novelty) = of("novelty").filter(|n| *n < 1.0) {
            ", as it is where more than " (percent(novelty)) " of the words are unknown to the model"
        }
        "."
    }
}

/// `90 %`, with a decimal where it has one.
fn percent(share: f64) -> String {
    format!("{} %", (share * 1000.0).round() / 10.0)
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
                li { "Groups keep apart only what is known to belong together. An event or a copy that nothing "
                    "names may stand on both sides." }
                li { "An interval tells how far a figure moves when other groups of the same kind are drawn. "
                    "It knows nothing of other kinds, and with fewer than twenty groups it is too narrow for rare "
                    "classes. Where intervals of two figures overlap, the data may "
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
