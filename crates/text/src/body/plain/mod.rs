//! Body of plain text, by rules over lines.
//!
//! Each line is told to be what it can be by itself ([`classify`]); then its neighbors are asked.
//! What goes: in a scraped page, all around the article and the furniture within it; anywhere,
//! teasers, credits, keywords, contact lines, disclaimers and the page's notices, where the words
//! leave no doubt. What stays: all that can be the article's own words, headline, subheads, section
//! heads, basmala, bylines and signature among them.

mod classify;
mod credit;
mod date;
mod fold;
mod line;
mod notice;
mod phrases;
mod run;
mod structure;
mod teaser;

pub(super) use self::fold::ends_sentence;
use self::line::{Class, Line, lines};
use super::{Body, Note, Part, PartKind, Pieces};

/// What closes a text: so many lines at most, so short.
const CLOSING_LINES: usize = 7;
const CLOSING_CHARS: usize = 60;

pub(super) fn extract(source: &str) -> Body<'_> {
    let mut lines = lines(source);
    let page = run::is_page(&lines);
    let article = if page { run::article(source, &lines) } else { None };
    let run = article.clone().unwrap_or(0..lines.len());
    let inner = &mut lines[run.clone()];
    if !page {
        keep_first(inner);
    }
    close(source, inner);
    teaser::mark_lists(source, inner);
    let openings = teaser::mark_openings(source, inner);
    structure::mark(source, inner);
    let mut goes = leaving(inner, page);
    if !page && !any_text(inner, &goes) {
        goes.fill(false);
    }
    let mut parts: Vec<Part> = match article {
        Some(run) => structure::above(source, &lines, &run),
        None => Vec::new(),
    }
    .into_iter()
    .map(|(i, kind)| Part { kind, span: lines[i].inner.clone(), in_body: false })
    .collect();
    parts.extend(named(&lines[run.clone()], &goes));
    parts.sort_by_key(|part| part.span.start);
    // What credits a source only at the end of a text does so where it goes.
    let credits = |(i, line): (usize, &Line)| {
        let sure = !matches!(line.class, Class::GoesLast(_)) || goes.get(i) != Some(&false);
        line.credit.clone().filter(|_| sure)
    };
    let credit = lines[run.start..].iter().enumerate().find_map(credits);
    let mut notes = vec![];
    if page {
        notes.push(Note::PageAround);
    }
    if openings {
        notes.push(Note::OtherStories);
    }
    assemble(source, &lines[run], &goes, page).with(parts, credit, notes)
}

/// Whether a line, without white space around it, repeats across articles by right: a basmala, a
/// section head, a byline, a date, a dateline, what a colon ends (وأضاف:).
pub(super) fn repeats_by_right(line: &str) -> bool {
    let chars = line.chars().count();
    let (class, _) = classify::classify(line, chars);
    let dashed = [" - ", " – ", " — ", " ـ "].iter().any(|dash| line.contains(dash));
    let dateline = dashed && line.split_whitespace().count() <= 7 || date::has_date(line);
    matches!(class, Class::Blank | Class::Stays(_))
        || dateline && chars <= 80
        || line.ends_with([':', '：'])
}

/// The body of the lines that stay; the source itself where all do.
fn assemble<'a>(source: &'a str, lines: &[Line], goes: &[bool], page: bool) -> Body<'a> {
    if !page && !goes.contains(&true) {
        return Body::whole(source);
    }
    let mut pieces = Pieces::new(source);
    let mut end = 0;
    for (line, _) in lines.iter().zip(goes).filter(|(_, goes)| !**goes) {
        pieces.keep(line.range.clone());
        end = line.range.end;
    }
    pieces.finish(end)
}

/// The lines with a name, those that leave and those that stay.
fn named(lines: &[Line], goes: &[bool]) -> Vec<Part> {
    let part = |(line, goes): (&Line, &bool)| {
        let kind = match line.class {
            Class::Goes(kind) | Class::GoesLast(kind) if *goes => kind,
            Class::Goes(kind) | Class::Stays(kind) => kind,
            Class::TeaserHead | Class::Button if *goes => PartKind::Teaser,
            _ => return None,
        };
        Some(Part { kind, span: line.inner.clone(), in_body: !goes })
    };
    lines.iter().zip(goes).filter_map(part).collect()
}

/// A text's first line may be its own headline, and headlines say «watch» and «picture» too.
fn keep_first(lines: &mut [Line]) {
    use PartKind::{ImageCredit, Tags, Teaser};
    if let Some(first) = lines.iter_mut().find(|l| !l.is_blank())
        && matches!(
            first.class,
            Class::TeaserHead | Class::Button | Class::Goes(Teaser | ImageCredit | Tags)
        )
    {
        first.class = Class::Text;
    }
}

/// Names what follows an agency's end mark or an author's contact line: times, initials, numbers.
fn close(source: &str, lines: &mut [Line]) {
    let heads = |line: &Line| match line.class {
        Class::GoesLast(kind @ (PartKind::EndMark | PartKind::Contact)) => Some(kind),
        _ => None,
    };
    let mut last = lines.len();
    for _ in 0..CLOSING_LINES {
        let Some(at) = lines[..last].iter().rposition(|l| !l.is_blank()) else { return };
        if let Some(kind) = heads(&lines[at]) {
            for line in lines[at..].iter_mut().filter(|l| !l.is_blank()) {
                line.class = Class::GoesLast(kind);
            }
        }
        let text = &source[lines[at].inner.clone()];
        if lines[at].chars > CLOSING_CHARS || text.ends_with(['.', '؟', '!']) {
            return;
        }
        last = at;
    }
}

/// Which lines leave the text.
fn leaving(lines: &[Line], page: bool) -> Vec<bool> {
    let mut goes: Vec<bool> = lines
        .iter()
        .map(|line| match line.class {
            Class::Goes(_) | Class::TeaserHead | Class::Button => true,
            Class::Furniture | Class::Comments | Class::Counter => page,
            Class::Stays(PartKind::Date) => page,
            _ => false,
        })
        .collect();
    if page {
        leave_menus(lines, &mut goes);
    }
    let mut below = false;
    for (line, goes) in lines.iter().zip(&mut goes).rev() {
        match line.class {
            Class::Blank => {}
            Class::GoesLast(_) => (*goes, below) = (true, true),
            Class::Ruler => *goes = below,
            _ if *goes => below = true,
            _ => break,
        }
    }
    goes
}

/// Bullets leave with the furniture they stand beside.
fn leave_menus(lines: &[Line], goes: &mut [bool]) {
    let content: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].is_blank()).collect();
    let mut beside = |order: &mut dyn Iterator<Item = usize>| {
        let mut menu = false;
        for i in order {
            let bullet = lines[i].class == Class::Bullet;
            menu = lines[i].class == Class::Furniture || menu && bullet;
            goes[i] |= menu && bullet;
        }
    };
    beside(&mut content.iter().copied());
    beside(&mut content.iter().rev().copied());
}

fn any_text(lines: &[Line], goes: &[bool]) -> bool {
    lines
        .iter()
        .zip(goes)
        .any(|(line, goes)| !goes && !line.is_blank() && line.class != Class::Ruler)
}
