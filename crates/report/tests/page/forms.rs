//! Text of others in the forms for a terminal, in Markdown, in CSV and in JSON.

use std::io::{self, Write};

use pulldown_cmark::{Event, Options, Parser};
use rasid_eval::{
    AxisComparison, ClassComparison, Compared, Figure, Finding, FindingKind, McNemar, Place,
    Severity,
};
use rasid_report::{
    AuditReport, ComparisonReport, Style, inert, write_audit_csv, write_comparison_csv,
    write_evaluation_csv,
};

use crate::HOSTILE;
use crate::sample::report;

/// The forms of a report.
pub(crate) struct Forms {
    terminal: String,
    markdown: String,
    csv: String,
    json: String,
}

impl Forms {
    pub(crate) fn new(
        read: impl Fn(&mut dyn Write, Style) -> io::Result<()>,
        csv: impl Fn(&mut dyn Write) -> io::Result<()>,
        json: impl Fn(&mut dyn Write) -> io::Result<()>,
    ) -> Self {
        let text = |write: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
            let mut out = Vec::new();
            write(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        Self {
            terminal: text(&|out| read(out, Style::Terminal(None))),
            markdown: text(&|out| read(out, Style::Markdown)),
            csv: text(&csv),
            json: text(&json),
        }
    }
}

/// What a reader of Markdown would build, without the text; the code of foreign names is text.
fn tree(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let built = events.filter_map(|event| match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak => None,
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(tag) => Some(format!("/{tag:?}")),
        other => Some(format!("{other:?}")),
    });
    built.collect()
}

/// No form obeys the hostile text, and none is built otherwise than with a harmless one.
#[track_caller]
pub(crate) fn check(harmless: &Forms, hostile: &Forms, text: &str) {
    for form in [&hostile.terminal, &hostile.markdown, &hostile.csv, &hostile.json] {
        for line in form.lines() {
            // JSON keeps separators of lines, which no terminal obeys.
            let line = line.replace(
                ['\u{2028}', '\u{2029}'],
                if form == &hostile.json { "" } else { "\u{2028}" },
            );
            assert!(
                line.chars().all(|c| inert(&c.to_string()) == c.to_string()),
                "{text:?}: {line:?}"
            );
        }
    }
    assert_eq!(hostile.terminal.lines().count(), harmless.terminal.lines().count(), "{text:?}");
    assert_eq!(tree(&hostile.markdown), tree(&harmless.markdown), "{text:?}");
    let rows = |csv: &str| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let rows = (rows(&harmless.csv), rows(&hostile.csv));
    assert_eq!(rows.0.len(), rows.1.len(), "{text:?}");
    for cell in rows.1.iter().flatten().filter(|cell| cell.parse::<f64>().is_err()) {
        assert!(cell.len() < 2 || !cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell:?}");
    }
    serde_json::from_str::<serde_json::Value>(&hostile.json).unwrap();
}

fn evaluation(text: &str) -> Forms {
    let report = report(text);
    Forms::new(
        |out, style| report.write(out, style),
        |out| write_evaluation_csv(out, &report),
        |out| report.write_json(out),
    )
}

fn comparison(text: &str) -> Forms {
    let figure = Figure { value: Some(0.5), interval: None, n: 9 };
    let both = Compared { first: figure, second: figure, difference: figure };
    // First, so that a formula would begin the cell.
    let class = ClassComparison { class: format!("{text}a"), f1: both };
    let report = ComparisonReport {
        folds: Some(5),
        first: format!("{text}a.csv"),
        second: format!("{text}b.csv"),
        articles: 9,
        only_first: 0,
        only_second: 1,
        axes: vec![AxisComparison {
            axis: format!("{text}axis"),
            n: 9,
            groups: 3,
            accuracy: both,
            macro_f1_forced: both,
            by_class: vec![class],
            mcnemar: McNemar {
                only_first_right: 2,
                only_second_right: 1,
                p: Some(1.0),
                exact: true,
            },
        }],
    };
    Forms::new(
        |out, style| report.write(out, style),
        |out| write_comparison_csv(out, &report),
        |out| report.write_json(out),
    )
}

fn audit(text: &str) -> Forms {
    let with = |start: &str| format!("{text}{start}");
    let place = |name: &str| Place { id: with(name), file: with("f.csv"), line: Some(3) };
    let finding = |quotes: Vec<String>| Finding {
        severity: Severity::Warning,
        kind: FindingKind::Copies,
        axis: Some(with("axis")),
        articles: ["a", "b", "c"].map(place).to_vec(),
        quotes,
        what: with("labelled `a` and `b`"),
        numbers: std::collections::BTreeMap::new(),
        way_out: FindingKind::Copies.way_out(),
    };
    let report = AuditReport {
        labels: with("labels.csv"),
        against: Some(with("others.csv")),
        method: with("by 5 folds"),
        articles: 9,
        groups: 3,
        findings: vec![finding(vec![]), finding(vec![with("word"), with("line")])],
        axes: vec![],
        ranked_labels: vec![],
        comparisons: vec![],
        unchecked: vec![with("dates")],
    };
    Forms::new(
        |out, style| report.write(out, style, 5),
        |out| write_audit_csv(out, &report),
        |out| report.write_json(out),
    )
}

#[test]
fn hostile_text_changes_no_form() {
    for text in HOSTILE {
        for forms in [evaluation, comparison, audit] {
            check(&forms("x"), &forms(text), text);
        }
    }
}
