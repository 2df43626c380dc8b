//! What an article says of who publishes it.

use memchr::memmem;

use super::{Dateline, folded};
use crate::body::{Body, PartKind};
use crate::normalize::Normalized;

/// A line that names the owner of the rights is no longer, in bytes.
const MAX_RIGHTS: usize = 300;
/// The outlet's name can stand alone in one of so many last lines of the body.
const LAST_LINES: usize = 6;
/// Such a line is no longer, in bytes.
const MAX_NAME: usize = 160;
/// Words of a signature that are looked at.
const MAX_WORDS: usize = 10;
/// What a signature begins with, in folded spelling.
const SIGNED: [&str; 3] = ["كتبه", "كتبته", "كتبها"];
/// Kinds of media that stand before a name, in folded spelling.
const MEDIA: [&str; 7] = ["اذاعه", "جريده", "صحيفه", "قناه", "مجله", "منصه", "موقع"];
/// Marks of a line about rights.
const MARKS: [&str; 3] = ["©", "محفوظ", "ights reserved"];
/// Words of such a line that name nobody, in folded spelling, sorted.
const RIGHTS_WORDS: &[&str] = &[
    "all",
    "by",
    "c",
    "copyright",
    "copyrights",
    "reserved",
    "rights",
    "الحقوق",
    "الطبع",
    "الفكريه",
    "النشر",
    "بعض",
    "جميع",
    "حقوق",
    "كافه",
    "كل",
    "لدي",
    "محفوظ",
    "محفوظه",
];

/// Names and an address by which an article, or the page around it, says who publishes it. An agency
/// that is credited is not among them unless it stands in the dateline.
///
/// ```
/// use rasid_text::{Body, Format, Imprint, Normalized, Rules};
///
/// let source = "دوشنبه – (منبر السهوب): بدأ المؤتمر.\n\nجميع الحقوق محفوظة لموقع منبر السهوب © 2024";
/// let body = Body::extract(source, Format::Plain);
/// let imprint = Imprint::of(&body, &Normalized::new(&body, &Rules::default()));
/// assert_eq!(imprint.names[..3], ["لموقع منبر السهوب", "موقع منبر السهوب", "منبر السهوب"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Where a page says that it stands.
    pub address: Option<String>,
    /// What may be the outlet's name, the surest first: what a page calls itself, the owner of the
    /// rights (with and without a leading ل), the one that a signature says it was written for (how
    /// far its name goes is not known: the longest comes first), the name in the dateline, a line
    /// alone at the end.
    pub names: Vec<String>,
}

impl Imprint {
    /// Looks for them. `text` is the normalised `body`.
    pub fn of(body: &Body<'_>, text: &Normalized) -> Self {
        let agency = Dateline::of(text).and_then(|line| line.agency);
        Self::with_agency(body, agency.map(|range| &text.text()[range]))
    }

    /// The same, told the agency in the dateline, in normalised spelling.
    pub fn with_agency(body: &Body<'_>, agency: Option<&str>) -> Self {
        let page = body.page_facts();
        let mut names = Vec::new();
        names.extend(page.and_then(|p| p.outlet.as_ref()).map(|fact| fact.text.clone()));
        if let Some(owner) = owner_of_rights(body.source()) {
            let bare = match (owner.strip_prefix("لل"), owner.strip_prefix('ل')) {
                (Some(rest), _) => Some(format!("ال{rest}")),
                (None, Some(rest)) => Some(rest.to_owned()),
                (None, None) => None,
            };
            let of_medium = bare.as_ref().and_then(|bare| bare.split_once(' '));
            let name = of_medium.filter(|(medium, _)| MEDIA.contains(medium));
            let name = name.map(|(_, name)| name.to_owned());
            names.push(owner);
            names.extend(bare);
            names.extend(name);
        }
        let signatures = body.parts().iter().filter(|part| part.kind == PartKind::Signature);
        signatures.for_each(|part| names.extend(written_for(&body.source()[part.span.clone()])));
        names.extend(agency.map(str::to_owned));
        let lines = body.text().lines().rev().filter(|line| !line.trim().is_empty());
        let alone = lines.take(LAST_LINES).map(str::trim);
        names.extend(alone.filter(|l| l.len() <= MAX_NAME && l.contains(' ')).map(str::to_owned));
        Self { address: page.and_then(|p| p.address.as_ref()).map(|fact| fact.text.clone()), names }
    }
}

/// For whom an author wrote: كتبه لإذاعة كذا فلان. All beginnings of what follows ل, the longest first.
fn written_for(signature: &str) -> Vec<String> {
    let folded = folded(signature);
    let mut words = folded.split_whitespace();
    if !words.next().is_some_and(|verb| SIGNED.contains(&verb)) {
        return Vec::new();
    }
    let words: Vec<&str> = words.take(MAX_WORDS).collect();
    let Some(first) = words.first().and_then(|word| word.strip_prefix('ل')) else {
        return Vec::new();
    };
    let from = usize::from(MEDIA.contains(&first));
    let beginning = |end: usize| match from {
        0 => [&[first], &words[1..end]].concat().join(" "),
        _ => words[1..end].join(" "),
    };
    (from + 1..=words.len()).rev().map(beginning).collect()
}

/// The owner in the last line of a source that speaks of rights, in folded spelling.
fn owner_of_rights(source: &str) -> Option<String> {
    // Hardly any text has one: looking forward is many times faster.
    let has = |mark: &&str| memmem::find(source.as_bytes(), mark.as_bytes()).is_some();
    let marks = MARKS.iter().copied().filter(has);
    let at = marks.filter_map(|mark| source.rfind(mark)).max()?;
    let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = source[at..].find('\n').map_or(source.len(), |i| at + i);
    let line = source.get(start..end).filter(|line| line.len() <= MAX_RIGHTS)?;
    let line = folded(line).to_lowercase();
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let names = words.filter(|w| {
        RIGHTS_WORDS.binary_search(w).is_err() && !w.chars().all(|c| c.is_ascii_digit())
    });
    let owner = names.collect::<Vec<_>>().join(" ");
    (!owner.is_empty()).then_some(owner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Rules};

    #[track_caller]
    fn check(source: &str, names: &[&str]) {
        let body = Body::extract(source, Format::detect(source));
        let imprint = Imprint::of(&body, &Normalized::new(&body, &Rules::default()));
        assert_eq!(imprint.names, names, "{source}");
    }

    #[test]
    fn words_of_rights_are_folded_and_sorted() {
        assert!(RIGHTS_WORDS.is_sorted());
        assert!(RIGHTS_WORDS.iter().all(|w| folded(w) == *w));
    }

    #[test]
    fn names() {
        check("خبر بلا اسم.", &["خبر بلا اسم."]);
        check("كتاب.\nجميع الحقوق محفوظة للوادي © ٢٠٢٠", &["للوادي", "الوادي"]);
        check("كتاب.\n© 2020 Steppe Post. All rights reserved.", &["steppe post"]);
        check("دبي – (أفق): كتاب", &["افق", "دبي – (أفق): كتاب"]);
        check(
            "كتاب طويل عن النهر.\n\nكتبه لإذاعة منبر السهوب كريم",
            &[
                "منبر السهوب كريم",
                "منبر السهوب",
                "منبر",
                "كتبه لإذاعة منبر السهوب كريم",
                "كتاب طويل عن النهر.",
            ],
        );
        check("كتاب.\nمجموعة الرؤية \"أفق\"", &["مجموعة الرؤية \"أفق\""]);
    }

    #[test]
    fn a_page_says_its_own() {
        let source = "<html><head><meta property='og:site_name' content='منبر السهوب'>\
            <link rel='canonical' href='https://sahb.example/1'></head><body><p>خبر</p></body></html>";
        let body = Body::extract(source, Format::Html);
        let imprint = Imprint::of(&body, &Normalized::new(&body, &Rules::default()));
        assert_eq!(imprint.names, ["منبر السهوب"]);
        assert_eq!(imprint.address.as_deref(), Some("https://sahb.example/1"));
    }
}
