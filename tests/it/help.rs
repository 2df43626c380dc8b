//! Help: three examples a verb, completions and a manual page.

use crate::run::Place;

const VERBS: &[&str] = &[
    "classify",
    "explain",
    "map",
    "train",
    "merge",
    "evaluate",
    "compare",
    "agree",
    "audit",
    "text",
    "inspect",
    "export",
    "init",
    "completions",
    "man",
];

#[test]
fn every_verb_shows_three_examples() {
    for verb in VERBS {
        let run = Place::new().rasid(&format!("{verb} --help"));
        assert_eq!(run.code, 0);
        let examples =
            run.out.split("Examples:").nth(1).unwrap_or_else(|| panic!("{verb} has no examples"));
        let lines = examples.lines().skip(1).take_while(|l| l.contains("rasid")).count();
        assert!(lines >= 3, "{verb}: {lines} examples");
    }
}

#[test]
fn help_of_classify() {
    insta::assert_snapshot!(Place::new().rasid("classify --help").out);
}

#[test]
fn completions_and_manual() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Place::new().rasid(&format!("completions {shell}"));
        assert!(run.code == 0 && run.out.contains("classify"), "{shell}");
    }
    let page = Place::new().rasid("man").out;
    assert!(page.contains(".TH rasid"), "{page}");
    let p = Place::new();
    assert_eq!(p.rasid("man --dir man").code, 0);
    assert!(p.path("man/rasid-classify.1").is_file());
}
