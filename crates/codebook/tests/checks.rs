//! Every way in which a codebook can be wrong, and the two round trips.

use rasid_codebook::{Codebook, ErrorKind};

const GOOD: &str = r#"
format = 1
title = "t"

[[axis]]
name = "russia"
target = "russia"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "neutral" }, { name = "absent" }]

[[target]]
name = "russia"
names = ["روسيا"]
"#;

#[track_caller]
fn check(from: &str, to: &str, kind: &ErrorKind, said: &str) {
    assert!(GOOD.contains(from), "{from:?} is not in the good book");
    let error = Codebook::from_toml(&GOOD.replacen(from, to, 1)).unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    let all = format!("{error} / {}", error.way_out().unwrap_or_default());
    assert!(all.contains(said), "{all:?} does not say {said:?}");
}

#[test]
fn refusals() {
    use ErrorKind::*;
    check("format = 1", "format = 2", &Format, "reads format 1");
    check("format = 1", "format = ", &Syntax, "line 2");
    check("title = \"t\"", "titel = \"t\"", &Syntax, "titel");
    check("name = \"favor\"", "name = \"against\"", &Duplicate, "`against` stands twice");
    check("name = \"favor\"", "name = \"../x\"", &BadName, "\"../x\"");
    check("name = \"favor\"", "name = \"\"", &BadName, "1 to 64");
    check("name = \"favor\"", "name = \"abstained\"", &BadName, "no class is given");
    let second = "[[axis]]\nname = \"russia_best\"\nclasses = [{ name = \"a\" }, { name = \"b\" }]\n[[target]]";
    check("[[target]]", second, &BadName, "another axis's `_best` column");
    check("name = \"russia\"\ntarget", "name = \"text\"\ntarget", &BadName, "another meaning");
    check("target = \"russia\"", "target = \"rusia\"", &Dangling, "did you mean `russia`");
    check("target = \"russia\"", "", &Dangling, "no target");
    check("absent = \"absent\"", "absent = \"none\"", &Dangling, "`none` is not among");
    check("{ name = \"favor\" }, { name = \"against\" }, ", "", &TooFew, "at least two");
}

#[test]
fn facts_of_classes() {
    use ErrorKind::BadName;
    let classes = "{ name = \"favor\" }, { name = \"against\" }, { name = \"neutral\" }";
    let stated = |percents: [&str; 3]| {
        let [a, b, c] = percents;
        format!(
            "{{ name = \"favor\"{a} }}, {{ name = \"against\"{b} }}, {{ name = \"neutral\"{c} }}"
        )
    };
    let wrong = |percents, said| check(classes, &stated(percents), &BadName, said);
    wrong([", plain = true", ", plain = true", ""], "two plain classes");
    wrong([", percent = 10", ", percent = 90", ""], "or none of them");
    wrong([", percent = 0", ", percent = 10", ", percent = 90"], "`percent = 0`");
    wrong([", percent = 10", ", percent = 100", ", percent = 90"], "`percent = 100`");
    wrong([", percent = 99", ", percent = 99", ", percent = 68"], "add up to 266");
    let rounded = stated([", percent = 33", ", percent = 33", ", percent = 33, plain = true"]);
    Codebook::from_toml(&GOOD.replacen(classes, &rounded, 1)).unwrap();
}

#[test]
fn unknown_names_get_the_nearest_known_one() {
    let book = Codebook::from_toml(GOOD).unwrap();
    let axis = book.axis("russia").unwrap();
    let error = book.class(axis, "favour").unwrap_err();
    assert_eq!(error.to_string(), "class `favour` is not in the codebook for `russia`");
    let hint = error.way_out().unwrap();
    assert_eq!(hint, "did you mean `favor`? allowed classes are favor, against, neutral, absent");
    assert!(book.axis("usa").is_err());
}

#[test]
fn round_trips() {
    let book = Codebook::from_toml(GOOD).unwrap();
    assert_eq!(Codebook::from_toml(&book.to_toml()).unwrap(), book);
    let axis = book.axis("russia").unwrap();
    let absent = book.absent_class(axis).unwrap();
    assert_eq!((book.class_name(axis, absent), absent.index()), ("absent", 3));
    assert_eq!(book.target_of(axis), Some(0));
}
