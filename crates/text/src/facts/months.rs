//! Names of months, in folded spelling.

use super::date::Calendar;

/// What a month's name needs beside it to be read as a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// A day or a year.
    Any,
    /// A year: the word also means something else (صفر is zero, may is a verb).
    Year,
}

pub(super) struct Month {
    pub(super) calendar: Calendar,
    pub(super) number: u8,
    pub(super) needs: Needs,
}

/// The month that `first` names, alone or with the word after it; and the number of words it took.
pub(super) fn month(first: &str, second: Option<&str>) -> Option<(Month, usize)> {
    FIRST_WORDS.binary_search(&first).ok()?;
    let found = |calendar, number, needs, words| Some((Month { calendar, number, needs }, words));
    if let Some(second) = second {
        let pair = |table: &[(&str, &str, u8)]| {
            table.iter().find(|(a, b, _)| *a == first && *b == second).map(|row| row.2)
        };
        if let Some(number) = pair(LEVANTINE_PAIRS) {
            return found(Calendar::Gregorian, number, Needs::Any, 2);
        }
        if let Some(number) = pair(HIJRI_PAIRS) {
            return found(Calendar::Hijri, number, Needs::Any, 2);
        }
    }
    let position = |table: &[&[&str]]| {
        table.iter().position(|names| names.contains(&first)).map(|i| i as u8 + 1)
    };
    if let Some(number) = position(GREGORIAN) {
        return found(Calendar::Gregorian, number, Needs::Any, 1);
    }
    if let Some(number) = position(GREGORIAN_WITH_YEAR) {
        return found(Calendar::Gregorian, number, Needs::Year, 1);
    }
    let row = HIJRI.iter().find(|row| row.0 == first)?;
    found(Calendar::Hijri, row.1, if row.2 { Needs::Year } else { Needs::Any }, 1)
}

/// First words of all names of months, sorted by code point: one look tells that a word is none.
#[rustfmt::skip]
const FIRST_WORDS: &[&str] = &[
    "apr", "april", "aug", "august", "dec", "december", "feb", "february", "jan", "january", "jul",
    "july", "jun", "june", "mar", "march", "may", "nov", "november", "oct", "october", "sep",
    "sept", "september", "август", "августа", "апрель", "апреля", "декабрь", "декабря", "июль",
    "июля", "июнь", "июня", "май", "март", "марта", "мая", "ноябрь", "ноября", "октябрь", "октября",
    "сентябрь", "сентября", "февраль", "февраля", "январь", "января", "اب", "ابريل", "اذار",
    "اغسطس", "افريل", "اكتوبر", "المحرم", "اوت", "ايار", "ايلول", "تشرين", "تموز", "جانفي", "جماد",
    "جمادي", "جوان", "جويليه", "حزيران", "دجنبر", "ديسمبر", "ذو", "ذي", "ربيع", "رجب", "رمضان",
    "سبتمبر", "شباط", "شتنبر", "شعبان", "شوال", "صفر", "غشت", "فبراير", "فيفري", "كانون", "مارس",
    "ماي", "مايو", "محرم", "نوفمبر", "نونبر", "نيسان", "يناير", "يوليه", "يوليو", "يوليوز", "يونيه",
    "يونيو",
];

/// January to December: Gulf and Egypt, Maghreb, Levant (those of one word), Russian.
const GREGORIAN: &[&[&str]] = &[
    &["يناير", "جانفي", "январь", "января"],
    &["فبراير", "فيفري", "شباط", "февраль", "февраля"],
    &["مارس", "اذار", "март", "марта"],
    &["ابريل", "افريل", "نيسان", "апрель", "апреля"],
    &["مايو", "ايار", "мая"],
    &["يونيو", "يونيه", "حزيران", "июнь", "июня"],
    &["يوليو", "يوليه", "يوليوز", "جويليه", "تموز", "июль", "июля"],
    &["اغسطس", "غشت", "август", "августа"],
    &["سبتمبر", "شتنبر", "ايلول", "сентябрь", "сентября"],
    &["اكتوبر", "октябрь", "октября"],
    &["نوفمبر", "نونبر", "ноябрь", "ноября"],
    &["ديسمبر", "دجنبر", "декабрь", "декабря"],
];

/// The same, for names that are also other words, and for all English ones.
const GREGORIAN_WITH_YEAR: &[&[&str]] = &[
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may", "ماي", "май"],
    &["june", "jun", "جوان"],
    &["july", "jul"],
    &["august", "aug", "اوت", "اب"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

const LEVANTINE_PAIRS: &[(&str, &str, u8)] = &[
    ("كانون", "الثاني", 1),
    ("كانون", "ثاني", 1),
    ("كانون", "ثان", 1),
    ("تشرين", "الاول", 10),
    ("تشرين", "اول", 10),
    ("تشرين", "الثاني", 11),
    ("تشرين", "ثاني", 11),
    ("تشرين", "ثان", 11),
    ("كانون", "الاول", 12),
    ("كانون", "اول", 12),
];

const HIJRI_PAIRS: &[(&str, &str, u8)] = &[
    ("محرم", "الحرام", 1),
    ("المحرم", "الحرام", 1),
    ("ربيع", "الاول", 3),
    ("ربيع", "اول", 3),
    ("ربيع", "الثاني", 4),
    ("ربيع", "ثاني", 4),
    ("ربيع", "ثان", 4),
    ("ربيع", "الاخر", 4),
    ("ربيع", "اخر", 4),
    ("جمادي", "الاولي", 5),
    ("جمادي", "الاول", 5),
    ("جماد", "الاول", 5),
    ("جمادي", "الثانيه", 6),
    ("جمادي", "الثاني", 6),
    ("جمادي", "الاخره", 6),
    ("جمادي", "الاخر", 6),
    ("جماد", "الثاني", 6),
    ("جماد", "الاخر", 6),
    ("رمضان", "المبارك", 9),
    ("ذو", "القعده", 11),
    ("ذي", "القعده", 11),
    ("ذو", "الحجه", 12),
    ("ذي", "الحجه", 12),
];

/// Name, number, and whether it needs a year: these are also words or given names.
const HIJRI: &[(&str, u8, bool)] = &[
    ("محرم", 1, true),
    ("المحرم", 1, true),
    ("صفر", 2, true),
    ("رجب", 7, true),
    ("شعبان", 8, true),
    ("رمضان", 9, false),
    ("شوال", 10, false),
];

/// How many words at the start of some words are the name of a month or a day of the week.
pub(crate) fn calendar_words(first: &str, second: Option<&str>) -> Option<usize> {
    let day = || WEEKDAYS.binary_search(&first).is_ok().then_some(1);
    month(first, second).map(|(_, words)| words).or_else(day)
}

/// Days of the week, in folded spelling: what may stand beside a date. Sorted by code point.
pub(super) const WEEKDAYS: &[&str] = &[
    "fri",
    "friday",
    "mon",
    "monday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "thu",
    "thursday",
    "tue",
    "tuesday",
    "wed",
    "wednesday",
    "воскресенье",
    "вторник",
    "понедельник",
    "пятница",
    "среда",
    "суббота",
    "четверг",
    "الاثنين",
    "الاحد",
    "الاربعاء",
    "الثلاثاء",
    "الجمعه",
    "الخميس",
    "السبت",
];

/// Words of dates beside the names: with a number they make a date. Sorted by code point.
pub(crate) const DATE_WORDS: &[&str] = &[
    "am",
    "gmt",
    "pm",
    "utc",
    "года",
    "الساعه",
    "الموافق",
    "بتوقيت",
    "ت",
    "توقيت",
    "ص",
    "صباحا",
    "ظهرا",
    "عام",
    "غرينتش",
    "م",
    "مساء",
    "ه",
    "يوم",
];

/// Words that may stand within a date and make none. Sorted by code point.
pub(crate) const DATE_LINKS: &[&str] =
    &["at", "nd", "of", "on", "rd", "st", "t", "th", "z", "اليوم", "شهر", "في", "لعام", "من"];

/// Words that tell what a date is the date of. Sorted by code point.
pub(crate) const STAMP_WORDS: &[&str] = &[
    "date",
    "last",
    "posted",
    "published",
    "updated",
    "дата",
    "опубликовано",
    "اخر",
    "التحديث",
    "النشر",
    "بتاريخ",
    "تاريخ",
    "تحديث",
    "تم",
    "حدث",
    "نشر",
    "نشرت",
];

#[cfg(test)]
mod tests {
    use super::super::folded;
    use super::*;

    #[test]
    fn every_month_is_known_by_its_first_word() {
        let names = [GREGORIAN, GREGORIAN_WITH_YEAR].concat().concat();
        let pairs = LEVANTINE_PAIRS.iter().chain(HIJRI_PAIRS).map(|row| row.0);
        for word in names.into_iter().chain(pairs).chain(HIJRI.iter().map(|row| row.0)) {
            assert!(FIRST_WORDS.binary_search(&word).is_ok(), "{word}");
        }
    }

    #[test]
    fn words_are_folded_and_sorted() {
        for table in [FIRST_WORDS, WEEKDAYS, DATE_WORDS, DATE_LINKS, STAMP_WORDS] {
            assert!(table.is_sorted_by(|a, b| a < b));
            assert!(table.iter().all(|word| folded(word) == *word), "{table:?}");
        }
    }
}
