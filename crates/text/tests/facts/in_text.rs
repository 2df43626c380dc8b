//! Dates of a text.

use rasid_text::{Calendar, dates};

/// As written; year, month, day.
type Wanted<'a> = (&'a str, Option<i32>, Option<u8>, Option<u8>);

#[track_caller]
fn check(text: &str, wanted: &[Wanted<'_>]) {
    let found = dates(text);
    for date in &found {
        super::shown(text, &date.written);
    }
    let found: Vec<_> =
        found.iter().map(|d| (d.written.text.as_str(), d.year, d.month, d.day)).collect();
    assert_eq!(found, wanted, "{text}");
}

/// One date that is the whole text.
#[track_caller]
fn whole(text: &str, gregorian: (i32, u8, u8)) {
    let found = dates(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!((found[0].written.text.as_str(), found[0].gregorian), (text, Some(gregorian)));
}

#[test]
fn in_digits() {
    for text in [
        "2022/08/20",
        "20/08/2022",
        "20-8-2022",
        "2022-08-20",
        "20.08.2022",
        "20.8.2022",
        "٢٠٢٢/٠٨/٢٠",
        "۲۰/۸/۲۰۲۲",
        "20 / 8 / 2022",
        "20/8/2022م",
        "20/8/2022 م",
        "08/20/2022",
    ] {
        whole(text, (2022, 8, 20));
    }
    check("في 05/03/2022 ظهرا", &[("05/03/2022", Some(2022), Some(3), Some(5))]);
    check("2022-08-20T23:10:00+03:00", &[("2022-08-20", Some(2022), Some(8), Some(20))]);
    check("Mon, 19 Mar 2018 03:07:43 +0400", &[("19 Mar 2018", Some(2018), Some(3), Some(19))]);
}

#[test]
fn with_names_of_months() {
    for text in [
        "5 مارس/آذار 2022",
        "5 مارس/ آذار 2022",
        "5 آذار 2022",
        "5 مارس (آذار) 2022",
        "5 من مارس عام 2022",
        "5 مارس/آذار من عام 2022",
        "٥ مارس ٢٠٢٢ م",
        "05 مـارس 2022",
        "5 مَارِس 2022",
        "مارس 5, 2022",
        "آذار 5، 2022",
        "5 March 2022",
        "March 5, 2022",
        "5 марта 2022",
        "5 марта 2022",
    ] {
        whole(text, (2022, 3, 5));
    }
    for (text, month) in [
        ("3 كانون الثاني 2020", 1),
        ("3 كانون ثاني 2020", 1),
        ("3 جانفي 2020", 1),
        ("3 شباط 2020", 2),
        ("3 فيفري 2020", 2),
        ("3 إبريل 2020", 4),
        ("3 أفريل 2020", 4),
        ("3 نيسان 2020", 4),
        ("3 أيار 2020", 5),
        ("3 ماي 2020", 5),
        ("3 حزيران 2020", 6),
        ("3 يونيه 2020", 6),
        ("3 جوان 2020", 6),
        ("3 يوليوز 2020", 7),
        ("3 جويلية 2020", 7),
        ("3 تموز 2020", 7),
        ("3 آب 2020", 8),
        ("3 غشت 2020", 8),
        ("3 أوت 2020", 8),
        ("3 أيلول 2020", 9),
        ("3 شتنبر 2020", 9),
        ("3 تشرين الأول 2020", 10),
        ("3 اكتوبر 2020", 10),
        ("3 تشرين الثاني 2020", 11),
        ("3 نونبر 2020", 11),
        ("3 كانون الأول 2020", 12),
        ("3 دجنبر 2020", 12),
    ] {
        whole(text, (2020, month, 3));
    }
}

#[test]
fn parts_of_dates() {
    check(
        "في تشرين الثاني/نوفمبر 2024 عُقد",
        &[("تشرين الثاني/نوفمبر 2024", Some(2024), Some(11), None)],
    );
    check("يوم 9 تشرين الأول/أكتوبر، نقلاً", &[("9 تشرين الأول/أكتوبر", None, Some(10), Some(9))]);
    check("بين 10-20 أغسطس/ آب الجاري", &[("20 أغسطس/ آب", None, Some(8), Some(20))]);
    check("الجمعة, يوليو 4, 2025", &[("يوليو 4, 2025", Some(2025), Some(7), Some(4))]);
    check(
        "من 3 مايو إلى 7 يونيو 2021",
        &[("3 مايو", None, Some(5), Some(3)), ("7 يونيو 2021", Some(2021), Some(6), Some(7))],
    );
}

#[test]
fn hijri() {
    let found = dates("25 شوال 1436هـ الموافق 10 أغسطس 2015م");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].calendar, found[0].year), (Calendar::Hijri, Some(1436)));
    assert_eq!((found[0].month, found[0].day), (Some(10), Some(25)));
    assert_eq!(found[0].gregorian, Some((2015, 8, 10)));
    assert_eq!(found[1].calendar, Calendar::Gregorian);
    // The first days of years, by the printed calendar of Umm al-Qura.
    for (text, gregorian) in [
        ("1 محرم 1443 هـ", (2021, 8, 9)),
        ("١ محرّم ١٤٤٤", (2022, 7, 30)),
        ("1/1/1445", (2023, 7, 19)),
        ("1 رمضان 1444 هـ", (2023, 3, 23)),
        ("1 ربيع الآخر 1445 هـ", (2023, 10, 16)),
        ("1 ربيع الثاني 1445 هـ", (2023, 10, 16)),
        ("1 جمادى الآخرة 1445 هـ", (2023, 12, 14)),
        ("1 جُمادى الثانية 1445 هـ", (2023, 12, 14)),
        ("1 ذو القعدة 1445 هـ", (2024, 5, 9)),
        ("1 ذي الحجة 1445 هـ", (2024, 6, 7)),
    ] {
        whole(text, gregorian);
    }
    // A day that the calendar does not have, but the sky may have had.
    let found = dates("30 ذو القعدة 1445 هـ");
    assert_eq!((found[0].day, found[0].gregorian), (Some(30), None));
    assert_eq!(dates("1445/3/2 م")[0].calendar, Calendar::Gregorian);
}

#[test]
fn no_dates() {
    for text in [
        "",
        "31 نيسان 2022",
        "45/13/2022",
        "29 شباط 2021",
        "0 مارس 2022",
        "2022/00/10",
        "31 شوال 1440",
        "13/13/2022",
        "10.1.1.2022",
        "1/2/3/2022",
        "5/3/22",
        "عام 2022",
        "مايو",
        "مارس ضغوطا على 5 دول",
        "فاز بنتيجة 3 - صفر",
        "5 may follow",
        "بنسبة 3.5 مارس",
        "19:23",
        "30000000000 مارس",
        "2022-2023",
        "0005/03/02",
        "0000-01-01",
        "31/12/0099",
        "0999/01/01 م",
        "3000/01/01",
        "0000/01/01 هـ",
    ] {
        check(text, &[]);
    }
    check("29 شباط 2024", &[("29 شباط 2024", Some(2024), Some(2), Some(29))]);
    check("29 شباط", &[("29 شباط", None, Some(2), Some(29))]);
}
