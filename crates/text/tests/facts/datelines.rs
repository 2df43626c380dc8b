//! Datelines and their parts.

use rasid_text::{Body, Dateline, Normalized, Rules};

#[track_caller]
fn check(text: &str, whole: &str, place: Option<&str>, agency: Option<&str>) {
    let body = Body::whole(text);
    let text = Normalized::new(&body, &Rules::default());
    let line = Dateline::of(&text).unwrap_or_else(|| panic!("none in {}", text.text()));
    let part = |r: &Option<std::ops::Range<usize>>| r.clone().map(|r| text.text()[r].to_owned());
    assert_eq!(&text.text()[line.range.clone()], whole);
    assert_eq!(part(&line.place).as_deref(), place, "place of {whole}");
    assert_eq!(part(&line.agency).as_deref(), agency, "agency of {whole}");
}

#[track_caller]
fn none(text: &str) {
    let body = Body::whole(text);
    let text = Normalized::new(&body, &Rules::default());
    let found = Dateline::of(&text).map(|l| text.text()[l.range].to_owned());
    assert_eq!(found, None, "{}", text.text());
}

#[test]
fn with_brackets() {
    check(
        "بيشكيك – (منبر السهوب): ستقيم",
        "بيشكيك – (منبر السهوب):",
        Some("بيشكيك"),
        Some("منبر السهوب"),
    );
    check("القدس (الأفق)— رحبت", "القدس (الافق)—", Some("القدس"), Some("الافق"));
    check(
        "مسقط، سلطنة البحر البعيد (CNN)-- اعتبر",
        "مسقط، سلطنه البحر البعيد (cnn)--",
        Some("مسقط"),
        Some("cnn"),
    );
    check("القاهرة، (أ ش أ) أعلن", "القاهره، (ا ش ا)", Some("القاهره"), Some("ا ش ا"));
    check("عمان 5 آذار (بترا)- قال", "عمان 5 اذار (بترا)-", Some("عمان"), Some("بترا"));
    check("الكويت - 5 - 3 (كونا) -- بحث", "الكويت - 5 - 3 (كونا) --", Some("الكويت"), Some("كونا"));
    check("الدوحة في 05 مارس /قنا/ بحث", "الدوحه في 05 مارس /قنا/", Some("الدوحه"), Some("قنا"));
    check("الرباط/5 مارس 2022/ومع/ بحث", "الرباط/5 مارس 2022/ومع/", Some("الرباط"), Some("ومع"));
    check("لندن: «الشرق»\nبحث الوزير", "لندن: «الشرق»", Some("لندن"), Some("الشرق"));
    check("* طوكيو - «رويترز»: دافع", "طوكيو - «رويترز»:", Some("طوكيو"), Some("رويترز"));
}

#[test]
fn with_dashes() {
    check("الرياض - واس\nبحث الوزير", "الرياض - واس", Some("الرياض"), Some("واس"));
    check("دبي - وام: بحث الوزير", "دبي - وام:", Some("دبي"), Some("وام"));
    check("منبر- تونس: بحث الوزير", "منبر- تونس:", Some("تونس"), Some("منبر"));
    check(
        "منبر السهوب – بيروت\nبحث الوزير",
        "منبر السهوب – بيروت",
        Some("بيروت"),
        Some("منبر السهوب"),
    );
    check("وكالات - بيروت - بحث الوزير", "وكالات - بيروت -", Some("بيروت"), Some("وكالات"));
    check(
        "\u{200F}\u{202B}سلمى الحداد - منبر - تونس: بحث",
        "سلمي الحداد - منبر - تونس:",
        Some("تونس"),
        Some("منبر"),
    );
    check("السهوب.نت - سلمى الحداد\nبحث", "السهوب.نت - سلمي الحداد", None, Some("السهوب.نت"));
    check(
        "عمان 26 شوال 1436 هـ الموافق 11 أغسطس 2015 م واس\nبحث",
        "عمان 26 شوال 1436 ه الموافق 11 اغسطس 2015 م واس",
        Some("عمان"),
        Some("واس"),
    );
}

#[test]
fn none_at_all() {
    for text in [
        "",
        "بحث الوزير أمس (الاثنين) في بيروت مع نظيره - القادم من تونس",
        "أ - تجديد العضوية",
        "للمزيد - تونس: أبرز التحولات",
        "وقالت الجماعة - بحسب بيان لها - إن الأمر انتهى",
        "ستقيم المدينة معرضا: كتب وندوات",
        "قال الوزير: «لا تعليق»",
        "قال «رويترز» إن الأمر انتهى",
        "رأى المدير (رويترز) أن الأمر انتهى",
        "الوزير، فلان الفلاني الحداد من تونس (أمس): لا",
    ] {
        none(text);
    }
}
