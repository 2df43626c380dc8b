//! Facts out of the lines of a text.

use rasid_text::Facts;

use super::{TEXT, day, facts, said};

#[track_caller]
fn byline(head: &str, foot: &str, wanted: Option<&str>) {
    let source = format!("{head}\n\n{TEXT}\n{TEXT}\n{TEXT}\n{foot}");
    assert_eq!(said(&facts(&source).byline), wanted, "{head} … {foot}");
}

#[test]
fn bylines() {
    for line in [
        "بقلم: سلمى الحداد",
        "بقلم سلمى الحداد",
        "بقلم/ سلمى الحداد",
        "بقلـم: سلمى الحداد",
        "تحليل بقلم سلمى الحداد",
        "كتبت: سلمى الحداد",
        "كتبتْ - سلمى الحداد",
        "إعداد: سلمى الحداد",
        "الكاتب: سلمى الحداد",
        "سلمى الحداد",
        "بقلم: سلمى الحداد | منبر السهوب",
        "بقلم: سلمى الحداد - كاتبة من تونس",
        "بقلم سلمى الحداد كاتبة وباحثة",
    ] {
        byline(&format!("عنوان المقال الأول\n\n{line}"), "", Some("سلمى الحداد"));
    }
    byline("عنوان المقال", "كتبه لمجلة السهوب سامر الحداد عضو هيئة التحرير", Some("سامر الحداد"));
    for (signature, wanted) in [
        ("كتبه لإذاعة المكتب الثقافي في السهوب سامر محمد الحداد", "سامر محمد الحداد"),
        ("كتبه لإذاعة السهوب د. سامر الحداد", "د. سامر الحداد"),
        ("كتبته للضفة عبد الرحمن الحداد", "عبد الرحمن الحداد"),
        // Where the name begins is not clear.
        ("كتبه لإذاعة السهوب نزهان الحداد", "لإذاعة السهوب نزهان الحداد"),
        ("كتبه لمركز الملك فيصل نزهان الحداد", "لمركز الملك فيصل نزهان الحداد"),
        ("كتبته لميس الحداد", "لميس الحداد"),
        ("كتبه لطفي محمود الحداد", "لطفي محمود الحداد"),
        ("كتبته ليلى سامر الحداد", "ليلى سامر الحداد"),
    ] {
        byline("عنوان المقال", signature, Some(wanted));
    }
    byline("عنوان المقال", "كتبته للمكتب الثقافي في السهوب: سلمى الحداد", Some("سلمى الحداد"));
    byline("عنوان المقال", "كتبته: أم سامر", Some("أم سامر"));
    // No known first name, but the page files the article under it.
    for trail in ["Home » آراء » نزهان الحداد", "in نزهان الحداد, آراء", "Home نزهان الحداد"]
    {
        byline(&format!("{trail}\n\nعنوان المقال\n\nنزهان الحداد"), "", Some("نزهان الحداد"));
    }
    byline("Home » آراء\n\nعنوان المقال\n\nنزهان الحداد", "", None);
    byline("عنوان المقال", "ترجمة: سامر الحداد", Some("سامر الحداد"));
    byline("عنوان المقال\nبقلم: سلمى الحداد", "ترجمة: سامر الحداد", Some("سلمى الحداد"));
    byline("عنوان المقال\nBy Salma Haddad", "", Some("Salma Haddad"));
    byline("عنوان المقال\nد. سامر الحداد", "", Some("د. سامر الحداد"));
    byline("عنوان المقال\nعبد الله سامر الحداد", "", Some("عبد الله سامر الحداد"));
}

#[test]
fn no_bylines() {
    for head in [
        "",
        "عنوان المقال",
        "عنوان المقال\nتراجع الإيرادات النفطية",
        "عنوان المقال\nالسعودية ترفض العرض",
        "عنوان المقال\nكتب في تغريدة أنه عائد",
        "عنوان المقال\nكتب الوزير على صفحته",
        "عنوان المقال\nBy the way",
        "عنوان المقال\nمحمد يفوز بالجائزة الأولى في المعرض",
        "عنوان المقال\nسلمى الحداد: لن نعود",
        "عنوان المقال\nبقلم جاف؟",
    ] {
        byline(head, "", None);
    }
    byline("عنوان المقال", "سلمى الحداد", None);
}

#[track_caller]
fn source(foot: &str, wanted: Option<&str>) {
    let text = format!("{TEXT}\n{TEXT}\n{foot}");
    assert_eq!(said(&facts(&text).source), wanted, "{foot}");
}

#[test]
fn credits() {
    source("المصدر: منبر السهوب", Some("منبر السهوب"));
    source("المصدر : وكالات", Some("وكالات"));
    source("المصدر/ «منبر السهوب».", Some("منبر السهوب"));
    source("الـمصدر | رويترز", Some("رويترز"));
    source("Source: Reuters", Some("Reuters"));
    source("* نقلا عن \"منبر\" التونسية", Some("\"منبر\" التونسية"));
    source("نقلاً عن منبر السهوب\n** الآراء تعبر عن أصحابها", Some("منبر السهوب"));
    source("* بالاتفاق مع «منبر السهوب»", Some("منبر السهوب"));
    source("(تاس)", Some("تاس"));
    source("وكالات", Some("وكالات"));
    source("رويترز + أ ف ب", Some("رويترز + أ ف ب"));
    source("وانتهى المعرض أمس. (أ ف ب)", Some("أ ف ب"));
    source("وانتهى المعرض أمس - رويترز.", Some("رويترز"));
    source("وانتهى المعرض أمس. (واس)", Some("واس"));
    source("وانتهى المعرض أمس (وكالة معا)", Some("وكالة معا"));
    source("منبر السهوب - رويترز", Some("رويترز"));
    assert_eq!(said(&facts(&format!("الرياض - واس\n{TEXT}")).source), Some("واس"));
}

#[test]
fn no_credits() {
    for foot in [
        "",
        "وقال المصدر إن المعرض مستمر",
        "قال المصدر: لا تعليق لدينا",
        "المصدر",
        "المصدر:",
        "وأضاف نقلا عن مدير المعرض أن الأبواب مفتوحة",
        "وانتهى المعرض (أمس)",
        "وانتهى المعرض - كما قالت رويترز",
        "سنبني المستقبل - معا.",
        "سنبني المستقبل (معا)",
        "ولا يليق هذا الكلام (بنا).",
        "لنعمل جميعا، معا",
        "نحن - معا",
    ] {
        source(foot, None);
    }
    // In the middle of a text it is no credit.
    source(&format!("وكالات\n{TEXT}\n{TEXT}\n{TEXT}"), None);
}

#[track_caller]
fn date(head: &str, wanted: Option<(i32, u8, u8)>) {
    assert_eq!(day(&facts(&format!("{head}\n{TEXT}\n{TEXT}")).date), wanted, "{head}");
}

#[test]
fn dates_of_publication() {
    for line in [
        "2022/08/20",
        "السبت, 20 آب 2022",
        "السبت 20 أغسطس/آب 2022 - 10:30 صباحاً",
        "نشر في: 20/8/2022",
        "تاريخ النشر: 20 أغسطس 2022 الساعة 10:30 بتوقيت غرينتش",
        "22 محرم 1444 هـ الموافق 20 أغسطس 2022 م",
        "22 محرم 1444 هـ",
        "منبر السهوب | 20 أغسطس 2022",
        "20 أغسطس 2022 – سلمى الحداد",
        "تونس في 20 أغسطس 2022 (وات) –",
    ] {
        date(&format!("عنوان المقال الأول\n\n{line}"), Some((2022, 8, 20)));
    }
    for line in [
        "",
        "أغسطس 2022",
        "20 أغسطس",
        "معرض تونس 20 أغسطس 2022",
        "يفتتح المعرض في 20 أغسطس 2022 ويستمر عشرة أيام",
        "31/4/2022",
    ] {
        date(&format!("عنوان المقال الأول\n\n{line}"), None);
    }
    // The day of publication, not of the last change.
    for lines in [
        "نشر في: 20/8/2022\nآخر تحديث: 21/8/2022",
        "آخر تحديث: 21/8/2022\nنشر في: 20/8/2022",
        "آخر تحديث: 21 أغسطس 2022 | نشر في: 20 أغسطس 2022",
        "نشر في 20 أغسطس 2022 - آخر تحديث 21 أغسطس 2022",
        "Published: 20 August 2022\nLast updated: 21 August 2022",
    ] {
        date(&format!("عنوان المقال الأول\n\n{lines}"), Some((2022, 8, 20)));
    }
    date("عنوان المقال الأول\n\nآخر تحديث: 20/8/2022", Some((2022, 8, 20)));
    // Running text gives none.
    assert_eq!(facts(&format!("{TEXT} وكان ذلك في 20 أغسطس 2022.")).date, None);
}

#[test]
fn titles() {
    let title =
        |head: &str| said(&facts(&format!("{head}\n{TEXT}\n{TEXT}")).title).map(str::to_owned);
    assert_eq!(title("معرض الكتاب يفتح أبوابه\n").as_deref(), Some("معرض الكتاب يفتح أبوابه"));
    assert_eq!(
        title("بسم الله الرحمن الرحيم\n\n\nمن يقرأ الكتاب؟\n").as_deref(),
        Some("من يقرأ الكتاب؟")
    );
    assert_eq!(title("معرض الكتاب يفتح أبوابه\r\n\r").as_deref(), Some("معرض الكتاب يفتح أبوابه"));
    assert!(title("في 5 مارس 2022 يفتح المعرض أبوابه\n").is_some(), "a date in it is no date line");
    for head in
        ["", "معرض الكتاب يفتح أبوابه", "معرض الكتاب يفتح أبوابه.\n", "2022/08/20\n", "معرض\n"]
    {
        assert_eq!(title(head), None, "{head}");
    }
}

/// The real page that has its author's name alone on a line, where it lies beside the project.
#[test]
fn the_real_seed_pages() {
    let read = |name: &str| {
        let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds/");
        std::fs::read_to_string(format!("{dir}{name}")).ok().map(|page| facts(&page))
    };
    if let Some(facts) = read("003_ca913d4148ad0d4d.txt") {
        assert_eq!(said(&facts.byline).map(|b| b.split(' ').count()), Some(3));
        assert_eq!(day(&facts.date), Some((2022, 8, 20)));
        assert!(facts.title.is_some() && facts.source.is_some());
    }
    if let Some(facts) = read("004_d7cff7a3069428f0.txt") {
        assert!(facts.byline.is_some() && facts.title.is_some(), "{facts:?}");
        assert_eq!(facts.date, None);
    }
    if let Some(facts) = read("001_35611eb13f076e57.txt") {
        assert_eq!(facts, Facts::default());
    }
}
