//! Who wrote an article.

use crate::letters::{is_alphabetic, is_alphanumeric};
use std::ops::Range;

use super::lines::View;
use super::names::is_given_name;
use super::{Fact, folded};
use crate::stop::is_stop_word;

/// A line that names an author has no more words and characters.
const WORDS: usize = 18;
const CHARS: usize = 140;
/// Words that open a line, in folded spelling; and whether a sign must follow them.
type Openers = &'static [(&'static str, bool)];
/// Who opens a byline, in folded spelling; and whether a sign must follow the word.
const AUTHORS: Openers = &[
    ("بقلم", false),
    ("كتبه", false),
    ("كتبته", false),
    ("كتبها", false),
    ("كتب", true),
    ("كتبت", true),
    ("كتابه", true),
    ("اعداد", true),
    ("اعداد وتقديم", true),
    ("اعد التقرير", true),
    ("اعدت التقرير", true),
    ("اعده", true),
    ("اعده للنشر", true),
    ("اعدته", true),
    ("الكاتب", true),
    ("الكاتبه", true),
    ("الكاتب والباحث", true),
    ("المؤلف", true),
    ("تقرير", true),
    ("حوار", true),
    ("حاوره", true),
    ("حاورته", true),
    ("حاورها", true),
    ("اجري الحوار", true),
    ("by", false),
    ("written by", false),
    ("author", true),
    ("автор", true),
];
/// Who opens the line of a translator or an editor, named where no author is.
const HANDS: Openers = &[
    ("تحرير", true),
    ("ترجمه", true),
    ("ترجمه وتحرير", true),
    ("ترجمها", true),
    ("translated by", false),
    ("перевод", true),
];
/// What an author is besides: a name ends before it.
const ROLES: &[&str] = &[
    "عضو",
    "رئيس",
    "رئيسه",
    "مدير",
    "مديره",
    "باحث",
    "باحثه",
    "كاتب",
    "كاتبه",
    "استاذ",
    "استاذه",
    "محلل",
    "خبير",
    "خبيره",
    "مراسل",
    "مراسله",
    "صحفي",
    "صحافي",
    "صحفيه",
    "صحافيه",
    "الناطق",
    "المتحدث",
    "مستشار",
];
/// Titles before a name.
const TITLES: &[&str] =
    &["د", "ا", "م", "دكتور", "الدكتور", "الدكتوره", "الاستاذ", "الشيخ", "المهندس"];

/// Words before a name that an outlet is called after.
const NAMED_AFTER: &[&str] = &[
    "الملك",
    "الامير",
    "الشيخ",
    "السلطان",
    "الرئيس",
    "الامام",
    "مركز",
    "لمركز",
    "مؤسسه",
    "لمؤسسه",
    "جامعه",
    "لجامعه",
];

/// The author of a text: a line with a sign of it near the top or at the end, else a name alone on
/// its line between headline and text, else a translator.
pub(super) fn byline(view: &View<'_>) -> Option<Fact> {
    let by = |table: &[(&str, bool)]| {
        view.head().rev().chain(view.tail().rev()).find_map(|i| {
            let line = &view.lines[i];
            let name = name_after(view.text(line), table)?;
            view.fact(line.range.start + name.start..line.range.start + name.end)
        })
    };
    by(AUTHORS).or_else(|| name_line(view)).or_else(|| by(HANDS))
}

/// All that opens a line with a name.
pub(crate) const BYLINES: [Openers; 2] = [AUTHORS, HANDS];

/// Whether a line says above a text who wrote it: the words, a sign, and a name or nothing. `folded` is
/// its folded spelling. A signature (كتبه …) is told by its place, a line in Latin letters by a sign.
pub(crate) fn is_byline(line: &str, folded: &str) -> bool {
    // Most lines have no sign: this is asked of many.
    if !folded.contains(is_sign) && !folded.starts_with("بقلم") {
        return false;
    }
    let rows = BYLINES.iter().copied().flatten();
    let rests = rows.filter_map(|row| Some((row.0, folded.strip_prefix(row.0)?)));
    let opened = rests.filter(|(_, rest)| !rest.starts_with(is_letter)).min_by_key(|r| r.1.len());
    let Some((opener, rest)) = opened else { return false };
    let name = rest.trim_start();
    if !name.starts_with(is_sign) && opener != "بقلم" {
        return false;
    }
    name.trim_start_matches(|c| is_sign(c) || c == ' ').is_empty() || marked(line).is_some()
}

/// Where the name of an author or translator stands in a line that says it is one.
pub(crate) fn marked(line: &str) -> Option<Range<usize>> {
    name_after(line, AUTHORS).or_else(|| name_after(line, HANDS))
}

fn name_after(line: &str, table: &[(&str, bool)]) -> Option<Range<usize>> {
    if line.chars().take(CHARS + 1).count() > CHARS || line.split_whitespace().count() > WORDS {
        return None;
    }
    let from = line.len() - line.trim_start_matches(|c: char| !is_alphanumeric(c)).len();
    let rest = &line[from..];
    let (opener, end) = opener(rest, table)?;
    let after = &rest[end..];
    let name = after.trim_start_matches(|c: char| c.is_whitespace() || is_sign(c));
    let signed = after[..after.len() - name.len()].contains(is_sign);
    if opener.1 && !signed {
        return None;
    }
    // كتبته لمجلة كذا: فلانة. The outlet comes first, the name after the colon.
    let name = match name.split_once(": ") {
        Some((_, behind)) if opener.0.starts_with("كتب") && !signed => behind.trim_start(),
        _ => name,
    };
    let len = name_len(name, opener.0);
    // كتبه لإذاعة كذا فلان بن فلان. A person's name within what follows ل ends it.
    let outlet = opener.0.starts_with("كتب") && !signed && name.starts_with('ل');
    let skipped = if outlet { outlet_len(&name[..len]) } else { 0 };
    let (name, len) = (&name[skipped..], len - skipped);
    let start = line.trim_end().len() - name.trim_end().len();
    let name = &name[..len];
    let words = name.split_whitespace().count();
    let latin = !matches!(opener.0, "by" | "written by" | "translated by")
        || (words <= 6 && name.split_whitespace().all(|w| !w.starts_with(char::is_lowercase)));
    let said = name.chars().filter(|c| is_alphabetic(*c)).count() >= 2;
    let sentence = name.contains(['؟', '?', '!', '«', '"', '“', ':']);
    // A sentence goes on after the verb: كتب في تغريدة. ام (or) is also a mother's name: أم سامر.
    let first = folded(name.split_whitespace().next().unwrap_or_default());
    (said && latin && !sentence && (first == "ام" || !is_stop_word(&first)))
        .then_some(start..start + len)
}

/// Length of the outlet before a person's name, where two to five words from a given name or a title on
/// are all that is left; 0 where that is not clear.
fn outlet_len(text: &str) -> usize {
    let mut end = 0;
    let words: Vec<(usize, String)> = text
        .split_inclusive(' ')
        .map(|word| {
            end += word.len();
            (end - word.len(), folded(word.trim_end()))
        })
        .filter(|(_, key)| !key.is_empty())
        .collect();
    let at = (1..words.len()).find(|&i| {
        let given = is_given_name(&words[i].1) || words[i].1 == "عبد";
        // A name after a noun that takes one is the outlet's: مركز الملك فيصل.
        given && !NAMED_AFTER.contains(&words[i - 1].1.as_str())
    });
    // One word before it can be a name that begins with this letter: لطفي محمود.
    let Some(at) = at.filter(|&at| at > 1 || words[0].1.starts_with("لل")) else { return 0 };
    let titled = TITLES.contains(&words[at - 1].1.trim_end_matches(['.', '/']));
    let from = if titled && at > 1 { at - 1 } else { at };
    if (2..=5).contains(&(words.len() - at)) { words[from].0 } else { 0 }
}

/// The words a byline opens with, and their length in `line`.
fn opener<'t>(line: &str, table: &'t [(&'t str, bool)]) -> Option<(&'t (&'t str, bool), usize)> {
    // Up to three words; "التحليل بقلم فلان" has one before.
    let mut best = None;
    let mut ends = line.char_indices().filter(|(_, c)| !is_letter(*c)).map(|(i, _)| i);
    let mut tried = String::new();
    for _ in 0..3 {
        let end = ends.by_ref().find(|&e| e > 0 && line[..e].ends_with(is_letter))?;
        folded(&line[..end]).clone_into(&mut tried);
        if let Some(row) = table.iter().find(|row| row.0 == tried || is_second(&tried, row)) {
            best = Some((row, end));
        } else if best.is_some() {
            break;
        }
    }
    best
}

fn is_second(tried: &str, row: &(&str, bool)) -> bool {
    row.0 == "بقلم" && tried.strip_suffix(" بقلم").is_some_and(|before| !before.contains(' '))
}

fn is_letter(c: char) -> bool {
    is_alphanumeric(c) || matches!(c, 'ـ' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}

fn is_sign(c: char) -> bool {
    matches!(c, ':' | '/' | '|' | '-' | '–' | '—' | '：')
}

/// Length of the name at the start of `rest`: up to a sign that parts it, a role, or the end.
fn name_len(rest: &str, opener: &str) -> usize {
    let parted = [" | ", " - ", " – ", " — ", " / "].iter().filter_map(|m| rest.find(m)).min();
    let rest = &rest[..parted.unwrap_or(rest.len())];
    let mut words = 0;
    let mut end = rest.len();
    if !opener.is_ascii() {
        let mut at = 0;
        for word in rest.split(' ') {
            if words >= 2 && ROLES.contains(&folded(word).as_str()) {
                end = at;
                break;
            }
            words += usize::from(!word.is_empty());
            at += word.len() + 1;
        }
    }
    rest[..end].trim_end_matches(|c: char| c.is_whitespace() || ".،,؛(*".contains(c)).len()
}

/// A line between headline and text that holds a person's name and nothing else.
fn name_line(view: &View<'_>) -> Option<Fact> {
    let head = view.head();
    (head.start + 1..head.end).rev().take(4).find_map(|i| {
        let line = &view.lines[i];
        let text = view.text(line);
        let named =
            line.chars <= 50 && (is_name(text) || (may_be_name(text) && is_trail(view, text)));
        named.then(|| view.fact(line.range.clone())).flatten()
    })
}

/// Whether a trail or list of rubrics above the text ends in or holds `name`, as pages have it that file an
/// article under its author: `Home » آراء » سلمى الحداد`, `in سلمى الحداد, آراء`.
fn is_trail(view: &View<'_>, name: &str) -> bool {
    view.head().any(|i| {
        let line = view.text(&view.lines[i]);
        let lower = line.to_lowercase();
        let trail = ["home ", "in ", "by "].iter().any(|o| lower.starts_with(o))
            || line.contains(['»', '›']);
        trail
            && line.len() > name.len()
            && line.split(['»', '›', ',', '،', '|']).any(|part| {
                let part = part.trim();
                part == name
                    || part
                        .split_once(' ')
                        .is_some_and(|(opener, rest)| opener.is_ascii() && rest == name)
            })
    })
}

/// Two to five words of letters, none of them a stop word.
fn may_be_name(line: &str) -> bool {
    let key = folded(line);
    let letters = key.chars().all(|c| is_alphabetic(c) || c == ' ');
    letters
        && (2..=5).contains(&key.split_whitespace().count())
        && !key.split_whitespace().any(|w| is_stop_word(w) && w != "بن")
}

/// Two to five words of letters that begin with a title or a given name, none of them a stop word or of
/// a verb's shape. Arabic writes no capitals: only a known first name tells a person from a phrase.
fn is_name(line: &str) -> bool {
    let key = folded(line);
    let titled = key.split_whitespace().next().is_some_and(|first| {
        TITLES.contains(&first.trim_end_matches(['.', '/']))
            && (first.ends_with(['.', '/']) || first.len() > 2)
    });
    let words: Vec<&str> = key.split_whitespace().skip(usize::from(titled)).collect();
    let letters = words.iter().all(|w| w.chars().all(is_alphabetic));
    let known = words.first().is_some_and(|w| is_given_name(w) || (*w == "عبد" && words.len() > 2));
    let phrase = words.iter().any(|w| is_stop_word(w) && *w != "بن")
        || words.iter().skip(1).any(|w| {
            (w.starts_with(['ي', 'ت', 'س']) && w.chars().count() == 4 || w.starts_with("لل"))
                && !is_given_name(w)
        });
    (2 - usize::from(titled)..=5).contains(&words.len()) && letters && (known || titled) && !phrase
}
