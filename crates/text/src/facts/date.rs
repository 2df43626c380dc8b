//! Dates, Gregorian and Hijri, in digits or with a month's name.

use crate::letters::is_alphabetic;
use std::ops::Range;

use icu_calendar::Date;
use icu_calendar::cal::{Gregorian, Hijri};

use super::Fact;
use super::months::{Month, Needs, month};
use crate::body::Body;
use crate::normalize::Normalized;
use crate::settings::Rules;

/// A numeric date with such a year and no sign of the era is Hijri.
const HIJRI_YEARS: Range<u32> = 1350..1501;
/// Years of four digits that a Gregorian date may have.
const GREGORIAN_YEARS: Range<u32> = 1000..3000;
const HIJRI_ERA: &[&str] = &["ه", "هجري", "هجريه", "للهجره"];
const GREGORIAN_ERA: &[&str] = &["م", "ميلادي", "ميلاديه", "للميلاد"];
/// Words that may stand between a month and its year.
const YEAR_WORDS: &[&str] = &["عام", "لعام", "العام", "سنه", "لسنه"];

/// The calendar that a date is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// Months from January (يناير، كانون الثاني، جانفي) to December.
    Gregorian,
    /// Months from Muharram (محرم) to Dhu al-Hijjah.
    Hijri,
}

/// A date as an article writes it.
///
/// At least two of year, month and day are known: a year alone or a month alone is no date. Numbers
/// are those of [`DateFact::calendar`]: year four digits as a rule, month 1 to 12, day 1 to 31.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFact {
    /// The date as written, without the day of the week.
    pub written: Fact,
    /// The calendar of the three numbers.
    pub calendar: Calendar,
    /// The year, where it is written.
    pub year: Option<i32>,
    /// The month, 1 to 12, where it is written.
    pub month: Option<u8>,
    /// The day of the month, where it is written.
    pub day: Option<u8>,
    /// Year, month and day in the Gregorian calendar, where the date is whole. A Hijri date is
    /// converted by the calendar of Umm al-Qura for the years 1300 to 1600 and by rule outside of
    /// them; what was seen in the sky of another country can differ by a day. None for a day 30
    /// that the calendar does not have.
    pub gregorian: Option<(i32, u8, u8)>,
}

/// All dates of a text, in order, without overlap. Spans are in `text`.
///
/// Read are `2022/08/20`, `20/08/2022`, `20-8-2022`, `20.08.2022`, ISO 8601, `5 مارس/آذار 2022`,
/// `9 تشرين الأول`, `يوليو 4, 2025`, `يونيو 2023`, `25 شوال 1436 هـ`, with the names of months used in
/// the Gulf and Egypt, the Levant and the Maghreb, Hijri ones, English and Russian; in digits of three
/// scripts, with or without marks. Impossible dates (31 نيسان) are no dates.
///
/// In digits alone the day comes first (`05/03/2022` is the fifth of March), or the year where it
/// stands first; the month comes first only where the other way is impossible (`08/20/2022`). A year
/// from 1350 to 1500 without م is then Hijri. Years of two digits are not read.
///
/// ```
/// use rasid_text::{Calendar, dates};
///
/// let found = dates("الرياض ٢٥ شوال ١٤٣٦ هـ الموافق ١٠ أغسطس ٢٠١٥ م");
/// assert_eq!(found[0].calendar, Calendar::Hijri);
/// assert_eq!(found[0].gregorian, found[1].gregorian);
/// assert_eq!(found[1].gregorian, Some((2015, 8, 10)));
/// ```
pub fn dates(text: &str) -> Vec<DateFact> {
    if !text.contains(is_digit) {
        return Vec::new();
    }
    let normalized = Normalized::new(&Body::whole(text), &Rules::default());
    let found = scan(normalized.text());
    found
        .into_iter()
        .filter_map(|date| {
            let (start, end) = normalized.source_range(date.range.start, date.range.end);
            Some(date.into_fact(Fact::cut(text, start..end)?))
        })
        .collect()
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹')
}

/// A date found in normalised text.
struct Found {
    range: Range<usize>,
    calendar: Calendar,
    year: Option<u32>,
    month: u8,
    day: Option<u8>,
    gregorian: Option<(i32, u8, u8)>,
}

impl Found {
    fn into_fact(self, written: Fact) -> DateFact {
        DateFact {
            written,
            calendar: self.calendar,
            year: self.year.map(|y| y as i32),
            month: Some(self.month),
            day: self.day,
            gregorian: self.gregorian,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number of up to nine digits.
    Number(u32),
    Word,
    Sign(char),
}

struct Piece {
    kind: Kind,
    start: usize,
    end: usize,
}

impl Piece {
    fn digits(&self) -> usize {
        self.end - self.start
    }
}

/// Numbers, words and signs of a normalised text, without its spaces.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let last = pieces.last_mut().filter(|p| p.end == start);
        match (c.to_digit(10), last) {
            (Some(d), Some(Piece { kind: Kind::Number(n), end: to, .. })) => {
                *n = n.saturating_mul(10).saturating_add(d);
                *to = end;
            }
            (Some(d), _) => pieces.push(Piece { kind: Kind::Number(d), start, end }),
            (None, Some(Piece { kind: Kind::Word, end: to, .. })) if is_alphabetic(c) => *to = end,
            (None, _) if is_alphabetic(c) => pieces.push(Piece { kind: Kind::Word, start, end }),
            (None, _) if c == ' ' => {}
            (None, _) => pieces.push(Piece { kind: Kind::Sign(c), start, end }),
        }
    }
    pieces
}

fn scan(text: &str) -> Vec<Found> {
    let pieces = pieces(text);
    let scanner = Scanner { text, pieces: &pieces };
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let date = scanner
            .numeric(at)
            .or_else(|| scanner.day_first(at))
            .or_else(|| scanner.month_first(at));
        match date {
            Some((date, next)) => {
                found.extend(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// Reads a date at a piece; each try looks at a bounded number of pieces, so a scan is linear.
struct Scanner<'t> {
    text: &'t str,
    pieces: &'t [Piece],
}

/// A date and the index of the piece after it; no date where what is written is impossible.
type Read = Option<(Option<Found>, usize)>;

impl<'t> Scanner<'t> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.pieces.get(at).map(|p| p.kind)
    }

    /// A number of `digits` digits.
    fn number(&self, at: usize, digits: Range<usize>) -> Option<u32> {
        let piece = self.pieces.get(at)?;
        let Kind::Number(n) = piece.kind else { return None };
        digits.contains(&piece.digits()).then_some(n)
    }

    fn word(&self, at: usize) -> Option<&'t str> {
        let piece = self.pieces.get(at).filter(|p| p.kind == Kind::Word)?;
        Some(&self.text[piece.start..piece.end])
    }

    fn sign(&self, at: usize, signs: &[char]) -> Option<char> {
        match self.kind(at)? {
            Kind::Sign(c) if signs.contains(&c) => Some(c),
            _ => None,
        }
    }

    /// Whether piece `at` and the next one touch.
    fn joined(&self, at: usize) -> bool {
        matches!(self.pieces.get(at..at + 2), Some([a, b]) if a.end == b.start)
    }

    /// `2022/08/20`, `20-8-2022`.
    fn numeric(&self, at: usize) -> Read {
        let first = self.number(at, 1..5)?;
        let sign = self.sign(at + 1, &['/', '-', '.', '\u{066B}', '\u{2010}', '\u{2011}'])?;
        let second = self.number(at + 2, 1..3)?;
        self.sign(at + 3, &[sign])?;
        let third = self.number(at + 4, 1..5)?;
        let spaced = !(0..4).all(|i| self.joined(at + i));
        // Part of a longer chain of numbers: an address, a version, a score.
        let chained = |sign_at: usize, number_at: usize| {
            self.sign(sign_at, &['/', '-', '.', ':']).is_some()
                && matches!(self.kind(number_at), Some(Kind::Number(_)))
                && self.joined(sign_at.min(number_at))
        };
        let before = at >= 2 && chained(at - 1, at - 2) && self.joined(at - 1);
        let after = chained(at + 5, at + 6) && self.joined(at + 4);
        if (spaced && sign != '/') || before || after {
            return None;
        }
        let digits = |i: usize| self.pieces[i].digits();
        let (year, orders) = match (digits(at), digits(at + 4)) {
            (4, 1..=2) => (first, [(second, third), (0, 0)]),
            (1..=2, 4) => (third, [(second, first), (first, second)]),
            _ => return None,
        };
        let (era, next) = self.era(at + 5);
        let calendar = era.unwrap_or(if HIJRI_YEARS.contains(&year) {
            Calendar::Hijri
        } else {
            Calendar::Gregorian
        });
        let possible = match calendar {
            Calendar::Gregorian => GREGORIAN_YEARS.contains(&year),
            Calendar::Hijri => year >= 1,
        };
        let small = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        let date = orders.iter().filter(|_| possible).find_map(|&(month, day)| {
            self.checked(at..next, calendar, Some(year), small(month), Some(small(day)))
        });
        Some((date, next))
    }

    /// `5 مارس/آذار 2022`, `9 تشرين الأول`, `25 شوال 1436 هـ`.
    fn day_first(&self, at: usize) -> Read {
        let day = u8::try_from(self.number(at, 1..3)?).ok()?;
        // 3.5 مارس, 2022/5 مارس: the number is the end of another one.
        if at >= 2 && self.sign(at - 1, &['.', ',', '٫', ':']).is_some() && self.joined(at - 1) {
            return None;
        }
        let mut next = at + 1;
        while self.sign(next, &['-', '/', '.', '_']).is_some()
            || matches!(self.word(next), Some("من" | "شهر" | "of" | "st" | "nd" | "rd" | "th"))
        {
            next += 1;
            if next > at + 3 {
                return None;
            }
        }
        let (month, after) = self.month(next)?;
        let (year, era, end) = self.year(after, month.calendar);
        if year.is_none() && month.needs == Needs::Year {
            return None;
        }
        let calendar = if era == Some(Calendar::Hijri) { Calendar::Hijri } else { month.calendar };
        if calendar != month.calendar {
            return None;
        }
        Some((self.checked(at..end, calendar, year, month.number, Some(day)), end))
    }

    /// `يوليو 4, 2025`, `يونيو 2023`.
    fn month_first(&self, at: usize) -> Read {
        // Most words are far from a number: these need no look into the tables. Two names of a month, with
        // signs and the word for year between, take nine pieces at most.
        let near = &self.pieces[at + 1..self.pieces.len().min(at + 12)];
        if self.pieces[at].kind != Kind::Word
            || !near.iter().any(|p| matches!(p.kind, Kind::Number(_)))
        {
            return None;
        }
        let (month, next) = self.month(at)?;
        if let Some(day) = self.number(next, 1..3)
            && let Some(comma) = self.pieces.get(next + 1)
        {
            let skip = usize::from(matches!(comma.kind, Kind::Sign(',' | '،')));
            if let (Some(year), _, end) = self.year(next + 1 + skip, month.calendar) {
                let day = u8::try_from(day).ok();
                let date = self.checked(at..end, month.calendar, Some(year), month.number, day);
                return Some((date, end));
            }
        }
        let comma = usize::from(self.sign(next, &[',', '،']).is_some());
        let (year, _, end) = self.year(next + comma, month.calendar);
        Some((self.checked(at..end, month.calendar, Some(year?), month.number, None), end))
    }

    /// A month's name, or two names of one month (مارس/آذار، أغسطس (آب)), and the piece after it.
    fn month(&self, at: usize) -> Option<(Month, usize)> {
        let one = |at: usize| {
            let (month, words) = month(self.word(at)?, self.word(at + 1))?;
            Some((month, at + words))
        };
        let (first, next) = one(at)?;
        let open = self.sign(next, &['/', '(', '-', '|', '\\']);
        if open.is_some()
            && let Some((second, after)) = one(next + 1)
            && second.number == first.number
            && second.calendar == first.calendar
        {
            let closed = open == Some('(') && self.sign(after, &[')']).is_some();
            // Two names make it a month, whatever else one of them can mean.
            return Some((Month { needs: Needs::Any, ..first }, after + usize::from(closed)));
        }
        Some((first, next))
    }

    /// A year with its era, and the piece after both; without a year, the piece it began at.
    fn year(&self, at: usize, calendar: Calendar) -> (Option<u32>, Option<Calendar>, usize) {
        let mut start = at;
        let from = usize::from(self.word(start) == Some("من"));
        if self.word(start + from).is_some_and(|w| YEAR_WORDS.contains(&w)) {
            start += from + 1;
        } else if self.sign(start, &[',', '،', '-', '/']).is_some() {
            start += 1;
        }
        // A number that goes on (2022,5 or 10:30) is no year.
        let goes_on = self.sign(start + 1, &['.', ',', ':', '٫']).is_some()
            && self.joined(start)
            && self.joined(start + 1)
            && matches!(self.kind(start + 2), Some(Kind::Number(_)));
        let Some(number) = self.number(start, 1..5).filter(|_| !goes_on) else {
            return (None, None, at);
        };
        let (era, next) = self.era(start + 1);
        let four = self.pieces[start].digits() == 4;
        let fits = match calendar {
            Calendar::Gregorian => {
                four && GREGORIAN_YEARS.contains(&number) && era != Some(Calendar::Hijri)
            }
            Calendar::Hijri if era == Some(Calendar::Hijri) => number >= 1,
            Calendar::Hijri => four && (1000..1700).contains(&number) && era.is_none(),
        };
        if fits { (Some(number), era, next) } else { (None, None, at) }
    }

    /// The sign of an era (هـ، م) at a piece, and the piece after it.
    fn era(&self, at: usize) -> (Option<Calendar>, usize) {
        match self.word(at) {
            Some(w) if HIJRI_ERA.contains(&w) => (Some(Calendar::Hijri), at + 1),
            Some(w) if GREGORIAN_ERA.contains(&w) => (Some(Calendar::Gregorian), at + 1),
            _ => (None, at),
        }
    }

    /// The date, where the calendar has it.
    fn checked(
        &self,
        pieces: Range<usize>,
        calendar: Calendar,
        year: Option<u32>,
        month: u8,
        day: Option<u8>,
    ) -> Option<Found> {
        let whole = year.map(|y| y as i32).zip(day);
        let gregorian = match calendar {
            Calendar::Gregorian => {
                // A date without a year may be of a leap year.
                let year = year.unwrap_or(2000) as i32;
                Date::try_new_gregorian(year, month, day.unwrap_or(1)).ok()?;
                whole.map(|(year, day)| (year, month, day))
            }
            Calendar::Hijri => {
                let possible = (1..=12).contains(&month) && (1..=30).contains(&day.unwrap_or(1));
                possible.then_some(())?;
                whole.and_then(|(year, day)| converted(year, month, day))
            }
        };
        let range = self.pieces[pieces.start].start..self.pieces[pieces.end - 1].end;
        Some(Found { range, calendar, year, month, day, gregorian })
    }
}

/// A Hijri date in the Gregorian calendar; none where the calendar does not have the day.
fn converted(year: i32, month: u8, day: u8) -> Option<(i32, u8, u8)> {
    let calendar = Hijri::new_umm_al_qura();
    let date = Date::try_new_hijri_with_calendar(year, month, day, calendar).ok()?;
    let date = date.to_calendar(Gregorian);
    Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
}
