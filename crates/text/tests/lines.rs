//! Line by line: what goes, what stays, and what it is called.

use PartKind::*;
use rasid_text::{Body, Facts, Format, Normalized, Note, PartKind, Rules};

/// A paragraph that no rule has a name for.
const NEWS: &str = "وقال الناطق باسم البلدية إن أعمال الترميم في السوق القديمة ستنتهي قبل حلول الشتاء، \
                    وإن المحال تفتح أبوابها تباعا.";

/// The line stands below a paragraph and above another; it goes, or stays, under this name.
#[track_caller]
fn amid(line: &str, kind: impl Into<Option<PartKind>>, in_body: bool) {
    let source = format!("{NEWS}\n{NEWS}\n{line}\n{NEWS}\n{NEWS}\n");
    check(&source, line, kind.into(), in_body);
}

/// The line is the last.
#[track_caller]
fn last(line: &str, kind: impl Into<Option<PartKind>>, in_body: bool) {
    let source = format!("{NEWS}\n{NEWS}\n{line}\n");
    check(&source, line, kind.into(), in_body);
}

#[track_caller]
fn check(source: &str, line: &str, kind: Option<PartKind>, in_body: bool) {
    let body = Body::extract(source, Format::Plain);
    let found: Vec<_> = body.parts().iter().map(|p| (p.kind, &source[p.span.clone()])).collect();
    match kind {
        Some(kind) => assert_eq!(found, [(kind, line)]),
        None => assert_eq!(found, []),
    }
    assert!(body.parts().iter().all(|p| p.in_body == in_body), "{:?}", body.parts());
    let wanted = if in_body { source.to_owned() } else { source.replace(&format!("{line}\n"), "") };
    assert_eq!(body.text(), wanted);
    assert_eq!(body.notes(), []);
}

#[test]
fn teasers_go() {
    for line in [
        "اقرأ أيضا: جسر المدينة يعود إلى الخدمة",
        "إقرأ أيضًا : لماذا تأخر الجسر؟",
        "اقرأ أيضاً| حكاية سوق عمره قرون",
        "اقرأ أيضا لماذا تأخر الجسر؟",
        "◄ اقرأ أيضا.. حكاية سوق",
        "شاهد أيضا: السوق من الجو",
        "طالع أيضا - حكاية سوق عمره قرون",
        "للمزيد: حكاية سوق عمره قرون",
        "للمزيد - حكاية سوق عمره قرون",
        "قد يهمك/ حكاية سوق عمره قرون",
        "قد يعجبك أيضا.. حكاية سوق",
        "شاهد.. السوق القديمة من الجو",
        "اقرأ: حكاية سوق عمره قرون",
        "ذات صلة: حكاية سوق عمره قرون",
        "Read also: the old market opens",
        "Читайте также: рынок открылся",
        "Read more",
        "اقرأ المزيد",
        "...المزيد",
    ] {
        amid(line, Teaser, false);
        last(line, Teaser, false);
    }
}

#[test]
fn words_that_only_look_like_teasers_stay() {
    for line in [
        "اقرأ أيضا ما كتبه في الديوان، فهو خير ما ترك لنا من شعره.",
        "قد يهمك أن تعرف أن السوق بنيت قبل خمسة قرون.",
        "شاهد: كنت عند الباب ولم أر أحدا يدخل.",
        "شاهد العالم كله السوق تحترق، ولم يتحرك أحد.",
        "للمزيد من المعلومات زوروا دار البلدية كل صباح.",
        "المزيد من الأسواق",
        "طالع التاجر دفاتره ثم أغلقها.",
        "مزيد من الصبر: هذا ما طلبه الناطق.",
    ] {
        last(line, None, true);
    }
    // As a first line each may be the headline.
    for headline in ["شاهد.. السوق القديمة من الجو", "صورة: السوق كما كانت قبل قرن"]
    {
        let source = format!("{headline}\n\n{NEWS}\n");
        check(&source, headline, Some(Headline), true);
    }
}

#[test]
fn titles_below_a_cue_go_with_it() {
    let source = format!(
        "{NEWS}\nاقرأ أيضاً:\nسوق عمره خمسة قرون\nلماذا تأخر ترميم الجسر الغربي في المدينة؟\n\
         باعة السوق يروون ما جرى ليلة الحريق\nما بعد الحريق\n{NEWS}\n"
    );
    let body = Body::extract(&source, Format::Plain);
    assert_eq!(body.text(), format!("{NEWS}\nما بعد الحريق\n{NEWS}\n"));
    assert_eq!(body.parts().iter().filter(|p| p.kind == Teaser).count(), 4);
}

#[test]
fn credits_go_and_are_facts() {
    #[track_caller]
    fn credited(line: &str, name: &str) {
        last(line, SourceCredit, false);
        let source = format!("{NEWS}\n{line}\n");
        assert_eq!(Body::extract(&source, Format::Plain).credited_source(), Some(name));
    }
    credited("المصدر: صحيفة الضفة", "صحيفة الضفة");
    credited("المصدر : «الضفة»", "الضفة");
    credited("(المصدر: تاس", "تاس");
    credited("Source: Reuters", "Reuters");
    credited("*نقلاً عن \"الضفة\"", "الضفة");
    credited("* نقلا عن \"الضفة\" اللبنانية", "\"الضفة\" اللبنانية");
    credited("بالاتفاق مع «الضفة»", "الضفة");
    credited("(رويترز)", "رويترز");
    credited("رويترز + واس", "رويترز + واس");
    credited("(واس)", "واس");
    credited("/وام/", "وام");
    credited("وكالة معا", "وكالة معا");
    credited("أ. ب", "أ. ب");
    // Beside another name the credit is the agency's own.
    credited("الضفة/ أ ف ب", "أ ف ب");
    credited("صحيفة الضفة - رويترز", "رويترز");
    credited("الرياض - واس", "واس");
    amid("(أ ف ب)", SourceCredit, false);
    for line in
        ["الصورة: بلدية المدينة", "تصوير: سعاد النجار", "(عدسة/ سعاد النجار)", "Photo: S. Najjar"]
    {
        amid(line, ImageCredit, false);
    }
    // Names amid a text may be its own words.
    for line in
        ["رويترز وأخواتها", "نقلا عن شهود كانوا في السوق، بدأ الحريق ليلا.", "المصدر الأول للرزق"]
    {
        last(line, None, true);
    }
}

/// What the facts of an article say of a line, the body says too: the tables are the same.
#[test]
fn body_and_facts_agree() {
    #[track_caller]
    fn facts(source: &str) -> Facts {
        let body = Body::extract(source, Format::Plain);
        Facts::of(&body, &Normalized::new(&body, &Rules::default()))
    }
    for (line, name) in [
        ("يونهاب", "يونهاب"),
        ("بي بي سي", "بي بي سي"),
        ("الصحافة الفرنسية", "الصحافة الفرنسية"),
        ("وكالة وات", "وكالة وات"),
        ("(سونا)", "سونا"),
        ("المصادر: تاس", "تاس"),
        ("مصدر الخبر: منبر السهوب", "منبر السهوب"),
        ("المصدر - منبر السهوب", "منبر السهوب"),
        ("Sources: TASS", "TASS"),
    ] {
        last(line, SourceCredit, false);
        let found = facts(&format!("{NEWS}\n{NEWS}\n{line}\n")).source;
        assert_eq!(found.map(|f| f.text).as_deref(), Some(name), "{line}");
    }
    for line in ["وات", "سونا", "المصدر - كما عرفناه - لا يكذب أبدا."]
    {
        last(line, None, true);
        assert_eq!(facts(&format!("{NEWS}\n{NEWS}\n{line}\n")).source, None, "{line}");
    }
    #[track_caller]
    fn first(line: &str, kind: PartKind) -> Facts {
        let source = format!("{line}\n\n{NEWS}\n{NEWS}\n");
        check(&source, line, Some(kind), true);
        facts(&source)
    }
    for line in [
        "12 غشت 2023",
        "14 يونيه 2022",
        "5 марта 2022",
        "2024-03-05T10:00:00+00:00",
        "الاثنين 5 من مارس 2022",
    ] {
        assert!(first(line, Date).date.is_some(), "{line}");
    }
    for line in [
        "الكاتب: سلمى الحداد",
        "حاوره: سامر الحداد",
        "إعداد وتقديم: سلمى الحداد",
        "بقلم/ سلمى الحداد",
        "تحرير: سلمى الحداد",
        "كتابة: سلمى الحداد",
    ] {
        assert!(first(line, Byline).byline.is_some(), "{line}");
    }
    // No date and no byline: a headline for both.
    for line in ["لقاء 5 مارس 2022", "كتب عن المدينة القديمة"] {
        let found = first(line, Headline);
        assert!(found.date.is_none() && found.byline.is_none(), "{found:?}");
    }
}

/// Names of agencies that are words too, and agencies that a sentence names.
#[test]
fn an_authors_last_words_are_no_credit() {
    for line in [
        "لنعمل جميعا، معا",
        "نحن - معا",
        "معا",
        "معا، بنا",
        "تحدث عن أسرته - أبا",
        "وجاء من بعد - وال",
        "هم - بنا",
        "بيروت، معا",
        "الضفة، رويترز",
        "كما قالت عنه - رويترز",
    ] {
        last(line, None, true);
        let source = format!("{NEWS}\n{line}\n");
        assert_eq!(Body::extract(&source, Format::Plain).credited_source(), None, "{line}");
    }
    amid("(معا)", None, true);
}

#[test]
fn notices_tags_and_closings_go() {
    for (line, kind) in [
        ("الرئيسية > أخبار > محليات", Notice),
        ("أنت هنا: الرئيسية » أخبار", Notice),
        ("Home » News » City", Notice),
        ("يمكنكم تسلم إشعارات بأهم الأخبار بعد تحميل تطبيق الضفة على هاتفكم.", Notice),
        ("اشترك في نشرتنا البريدية ليصلك جديد السوق", Notice),
        ("تابعونا على تويتر وفيسبوك", Notice),
        ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك.", Notice),
        ("رابط الخبر بصحيفة الضفة: السوق تفتح أبوابها", Notice),
        ("جميع الحقوق محفوظة لصحيفة الضفة © 2024", Notice),
        ("لقراءة الحوار كاملا اضغط هنا...", Notice),
        ("الكلمات المفتاحية: سوق، ترميم، بلدية", Tags),
        ("وسوم: سوق ترميم", Tags),
        ("آخر تحديث: 12 آذار 2024", Date),
        ("نشر في: 2024/03/12", Date),
        ("ما ينشر هنا لا يعبر بالضرورة عن رأي الصحيفة.", Disclaimer),
    ] {
        amid(line, kind, false);
        last(line, kind, false);
    }
    for (line, kind) in [
        ("(انتهى)", EndMark),
        ("// يتبع //", EndMark),
        ("s.najjar@example.org", Contact),
        ("لمراسلة الكاتب: s.najjar@example.org", Contact),
    ] {
        last(line, kind, false);
    }
    let wire = format!("{NEWS}\n// انتهى //\n14:05 ت م\n");
    assert_eq!(Body::extract(&wire, Format::Plain).text(), format!("{NEWS}\n"));
    // The same words amid a text stay, and so does talk about these things.
    for line in [
        "تستخدم المواقع ملفات تعريف الارتباط لمعرفة زوارها.",
        "حمل التاجر تطبيق البلدية على هاتفه.",
        "هذه التصريحات لا تعبر بالضرورة عن رأي الحكومة.",
        "الرئيسية في البيت هي الغرفة الكبرى.",
    ] {
        last(line, None, true);
    }
}

#[test]
fn structure_stays_and_is_named() {
    let source = format!(
        "بِسْمِ اللَّهِ الرَّحْمٰنِ الرَّحيم\n\nمن يفتح أبواب السوق؟\n\n(مترجم)\n\nالخبر:\n\n{NEWS}\n\nالتعليق:\n\n{NEWS}\n\n\
         وعود البلدية\n{NEWS}\n\nكتبه لمجلة الضفة سعيد النجار\n"
    );
    let body = Body::extract(&source, Format::Plain);
    assert_eq!(body.text(), source);
    let kinds: Vec<_> = body.parts().iter().map(|p| (p.kind, p.in_body)).collect();
    let names = [Basmala, Headline, TranslationNote, SectionHead, SectionHead, Subhead, Signature];
    assert_eq!(kinds, names.map(|kind| (kind, true)));
    let source = format!("عودة السوق\n\nبقلم: سعيد النجار\n12 آذار 2024\n{NEWS}\n");
    let body = Body::extract(&source, Format::Plain);
    let kinds: Vec<_> = body.parts().iter().map(|p| p.kind).collect();
    assert_eq!((body.text(), kinds), (source.as_str(), vec![Headline, Byline, Date]));
}

/// Openings of other stories, as a page's text may end in.
const OPENINGS: [&str; 5] = [
    "أعلنت هيئة الموانئ، الأحد، وصول أول سفينة قمح إلى الرصيف الشمالي بعد توقف دام شهرين كاملين.",
    "قال مدير المتحف الوطني إن ثلاث قطع نادرة عادت إلى خزائنه بعد رحلة طويلة بين مزادات بعيدة.",
    "نفت شركة القطارات ما تردد عن رفع أسعار التذاكر قبل موسم الأعياد المقبل في عموم البلاد.",
    "على ضفة النهر، مدرسة صغيرة تعلم أطفال الصيادين صناعة القوارب كما عرفها الأجداد قبل قرن.",
    "كشفت دراسة جامعية أن أشجار الزيتون المعمرة في الجنوب تحتمل الجفاف أكثر مما كان يظن.",
];

#[test]
fn openings_of_other_stories_below_a_text_go() {
    let article = format!("{}\n{NEWS}\n{NEWS}\n", &NEWS["و".len()..]);
    let source = format!("{article}{}\n", OPENINGS.join("\n"));
    let body = Body::extract(&source, Format::Plain);
    assert_eq!(body.text(), article);
    assert_eq!(body.notes(), [Note::OtherStories]);
    assert_eq!(body.parts().iter().filter(|p| p.kind == Teaser).count(), 5);
    // Too few; tied to the text; below a subhead; a text that writes so throughout.
    for rest in [
        OPENINGS[..3].join("\n"),
        OPENINGS.map(|o| format!("و{o}")).join("\n"),
        OPENINGS.map(|o| format!("الميناء\n{o}")).join("\n"),
        OPENINGS.repeat(2).join("\n"),
        format!("{}\n{NEWS}", OPENINGS.join("\n")),
    ] {
        let source = format!("{article}{rest}\n");
        assert_eq!(Body::extract(&source, Format::Plain).text(), source);
    }
}

#[test]
fn lists_are_no_page() {
    let teams = format!("{NEWS}\n• السماوة\n• الضفة\n• الميناء\n• النجوم\n• الأمل\n{NEWS}\n");
    let shops = format!(
        "{NEWS}\n1. تطبيق «فيسبوك» Facebook\n2. تطبيق «يوتيوب» YouTube\n3. تطبيق «تويتر» Twitter\n4. تطبيق «تلغرام» Telegram\n{NEWS}\n"
    );
    for source in [teams, shops] {
        assert_eq!(Body::extract(&source, Format::Plain).text(), source);
    }
}
