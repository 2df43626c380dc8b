//! Whose words: quotes and reported clauses, with their verbs and speakers.

use proptest::prelude::*;
use rasid_text::{Body, Normalized, Rules, Speech, SpeechFinder, SpeechKind, TextSettings, Tokens};

fn with<T>(source: &str, look: impl FnOnce(&[Speech], &Tokens) -> T) -> T {
    let settings = TextSettings::default();
    let body = Body::whole(source);
    let text = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&text, &settings);
    look(SpeechFinder::new(&settings).find(&text, &tokens).list(), &tokens)
}

#[track_caller]
fn check(kind: SpeechKind, source: &str, expected: &[&str]) {
    let found: Vec<String> = with(source, |list, _| {
        list.iter()
            .filter(|s| s.kind == kind)
            .map(|s| source[s.source.clone()].to_owned())
            .collect()
    });
    assert_eq!(found, expected, "{source}");
}

#[track_caller]
fn direct(source: &str, expected: &[&str]) {
    check(SpeechKind::Direct, source, expected);
}

#[track_caller]
fn reported(source: &str, expected: &[&str]) {
    check(SpeechKind::Reported, source, expected);
}

/// The first stretch, as `verb|speaker`.
#[track_caller]
fn said(source: &str, expected: &str) {
    let found = with(source, |list, tokens| {
        let first = list.first().expect("speech");
        let show = |range: Option<std::ops::Range<usize>>| range.map_or("", |r| &source[r]);
        format!("{}|{}", show(first.verb_source(tokens)), show(first.speaker_source(tokens)))
    });
    assert_eq!(found, expected, "{source}");
}

#[test]
fn each_kind_of_mark() {
    for (open, close) in [
        ("«", "»"),
        ("“", "”"),
        ("”", "“"),
        ("„", "“"),
        ("„", "”"),
        ("\"", "\""),
        ("“", "\""),
        ("\"", "″"),
        ("''", "''"),
        ("‘‘", "’’"),
        ("‹", "›"),
        ("‘", "’"),
        ("» ", " «"),
        ("« ", " »"),
        ("\" ", " \""),
    ] {
        let source = format!("وقال مدير المتحف: {open}سنفتح الأبواب غدا{close} أمام الزوار.");
        direct(&source, &["سنفتح الأبواب غدا"]);
    }
}

#[test]
fn marks_in_odd_places() {
    direct("قال المدرب :\" نحن جاهزون للمباراة \".", &["نحن جاهزون للمباراة"]);
    direct("قال: \"نعم.\" وأضاف: \"لا.\"", &["نعم.", "لا."]);
    direct("وعد بـ\"حل قريب\" و\"رد عادل\".", &["حل قريب", "رد عادل"]);
    // Inches and abbreviations.
    direct("باع المتجر شاشات 32\" و 40\" هذا العام", &[]);
    direct("وزن الذهب 5غ\"م والفضة 7غ\"م", &[]);
    direct("وقال التاجر: \"بعنا شاشة قياس 40\".", &["بعنا شاشة قياس 40"]);
    // A number of marks that is odd.
    direct("وقال الحارس: \"رأيت اللصوص يهربون\" ثم عاد\" إلى بيته.", &["رأيت اللصوص يهربون"]);
    direct(
        "عاد الوفد\" إلى بلده. وقال رئيسه: \"كانت الرحلة شاقة جدا\".",
        &["كانت الرحلة شاقة جدا"],
    );
    direct("وقال: \"\"إن العمل مستمر في الورشة\".", &["إن العمل مستمر في الورشة"]);
}

#[test]
fn nested_quotes() {
    direct(
        "وقالت الممرضة: «صاح المريض: “لا أريد هذا الدواء أبدا” ثم نام».",
        &["صاح المريض: “لا أريد هذا الدواء أبدا” ثم نام", "لا أريد هذا الدواء أبدا"],
    );
    direct("وقالت: \"زرت متحف \"الطين\" أمس مع أسرتي\".", &["زرت متحف \"الطين\" أمس مع أسرتي"]);
    direct("وقال: «زرنا معرض «ألوان» مرتين».", &["زرنا معرض «ألوان» مرتين"]);
}

#[test]
fn quotes_of_several_paragraphs() {
    // Each paragraph opened again: one stretch a paragraph.
    direct(
        "وقال العمدة: «نبني الجسر هذا العام.\n«ثم نزرع الأشجار على الضفتين.\n«وبعدها نفتح الحديقة».",
        &["نبني الجسر هذا العام.", "ثم نزرع الأشجار على الضفتين.", "وبعدها نفتح الحديقة"],
    );
    direct(
        "وقال العمدة: «نبني الجسر هذا العام.\nثم نزرع الأشجار على الضفتين».\nوعاد إلى مكتبه.",
        &["نبني الجسر هذا العام.\nثم نزرع الأشجار على الضفتين"],
    );
    direct(
        "وقال العمدة: \"نبني الجسر هذا العام ونرفع\nالأعمدة ثم نزرع الأشجار\".\nوعاد.",
        &["نبني الجسر هذا العام ونرفع\nالأعمدة ثم نزرع الأشجار"],
    );
    // Never closed: to the end of the line.
    direct("وقال العمدة: «نبني الجسر هذا العام.\nوعاد إلى مكتبه.", &["نبني الجسر هذا العام."]);
    let long = format!("وقال: «{}", "نبني الجسر. ".repeat(1000));
    with(&long, |list, _| {
        let first = list.iter().find(|s| s.kind == SpeechKind::Direct).expect("speech");
        assert!(first.source.len() <= 2_000, "{}", first.source.len());
    });
}

#[test]
fn ways_to_present_a_quote() {
    let words = &["المطر قادم لا محالة"];
    for before in [
        "قال الفلاح: ",
        "وقالت الفلاحة ",
        "يقول الفلاحون: ",
        "صرح الفلاح لصحيفة محلية: ",
        "وأضاف ",
        "ثم أضاف قائلا ",
        "وتابع الفلاح ",
        "وكتب الفلاح على صفحته: ",
        "وغرد الفلاح: ",
        "ورد الفلاح على السؤال بقوله ",
        "وختم الفلاح: ",
        "وأكد أن ",
        "وأكد الفلاح في اتصال هاتفي أن ",
        "وأشار إلى أن ",
        "وشدد على أن ",
        "ونقلت الوكالة عن الفلاح قوله: ",
        "وجاء في بيان النقابة: ",
        "وجاء في رسالة الفلاح أن ",
        "وفي تغريدة له: ",
        "الفلاح: ",
        "وبحسب الفلاح فإن ",
        "وعاد الفلاح إلى بيته مؤكدا ",
        "سئل الفلاح فأجاب: ",
        "واتهم الجار بالقول إن ",
        "وتساءل: ",
        "وادعت الجارة أن ",
        "وقيل لنا إن ",
    ] {
        direct(&format!("{before}«المطر قادم لا محالة»."), words);
    }
    for after in [
        "، قال الفلاح",
        " قالت الفلاحة",
        "، يقول الفلاح الشاب",
        "، كما قال الفلاح",
        "، بحسب الفلاح",
        "، وفقا للفلاح",
        " على حد قوله",
        "، على حد تعبير الفلاح",
        "، حسب وصفه",
    ] {
        direct(&format!("«المطر قادم لا محالة»{after}."), words);
    }
}

#[test]
fn fragments_with_a_speaker() {
    direct("وصف الناقد الخطوة بأنها “خطيرة”.", &["خطيرة"]);
    direct("ونددت النقابة بـ«القرار الجائر».", &["القرار الجائر"]);
    direct("ودعا المعلم إلى «حوار هادئ» مع الطلاب.", &["حوار هادئ"]);
    direct("وقال الطبيب إن العلاج «غير كاف على الإطلاق».", &["غير كاف على الإطلاق"]);
    direct("وحذر الخبير من «كارثة بيئية».", &["كارثة بيئية"]);
    direct("وانتقد ما سماه «غياب التخطيط».", &["غياب التخطيط"]);
    direct("وندد بـ«القرار» و«أصحابه».", &["القرار", "أصحابه"]);
    direct("وأصدر المركز تحذيرا من «رياح شديدة جدا».", &["رياح شديدة جدا"]);
}

#[test]
fn sentences_beside_an_attributed_one() {
    direct(
        "وقال المدرب: «سنفوز». «لن نخاف من أحد في هذا الملعب أبدا.»",
        &["سنفوز", "لن نخاف من أحد في هذا الملعب أبدا."],
    );
    direct(
        "تحدث المدرب بعد اللقاء وقال كلاما طويلا.\n«لن نخاف من أحد في هذا الملعب أبدا.»",
        &["لن نخاف من أحد في هذا الملعب أبدا."],
    );
}

#[test]
fn what_is_no_speech() {
    for source in [
        "نشرت صحيفة «النهر الأزرق» تحقيقا طويلا.",
        "بثت قناة \"الواحة\" الفيلم.",
        "انطلقت عملية «الريح العالية» فجرا.",
        "عقد في المدينة مؤتمر بعنوان «مستقبل المياه في القرى الجبلية البعيدة والسهول».",
        "رابطة \"أصدقاء البحر\" تعقد اجتماعها.",
        "انضمت الدولة إلى \"رابطة الدول المستقلة\" قبل أعوام.",
        "عرض فيلم “ليل طويل” في القاعة.",
        "غرقت السفينة “سارة” قرب الميناء.",
        "يعيش الناس «أزمة» منذ أعوام.",
        "هذه «حرية» من نوع آخر.",
        "ما يسمى بـ«الحل السحري» لم ينفع.",
        "الجهاز المعروف باسم \"العين\" معطل.",
        "وقال لـ«النهر الأزرق» كلاما طويلا.",
        "قالت \"النهر الأزرق\" إن المطر قادم.",
        "وبحسب «النهر الأزرق»، المطر قادم.",
        "ونقلت «النهر الأزرق» عن مصدر أن المطر قادم.",
        "وقال المدير إن دول «رابطة الموانئ الجنوبية» تجتمع غدا.",
        "قال تقرير ل«نون وباء» و«حاء وخاء» عن التجارة.",
        "لم يعد أحد يتحدث عن «عيش هادئ» هنا.",
        "اشترى جهاز \"XPhone\" جديدا.",
        "«»",
        "وقال: «».",
        "قال: \" \" .",
    ] {
        direct(source, &[]);
    }
}

#[test]
fn a_name_stays_a_name() {
    direct("أسست جماعة «نور الصباح» مدرسة. وأكد المدير أن «نور الصباح» تعمل بجد.", &[]);
}

#[test]
fn reported_clauses() {
    reported("قال الوزير إن المدارس ستفتح.", &["المدارس ستفتح"]);
    reported("وأكّدت الوزيرةُ أنّ المدارسَ ستفتح.", &["المدارسَ ستفتح"]);
    reported("وأشار إلى أن الطريق مغلق.", &["الطريق مغلق"]);
    reported("وشدد على أنه لن يسافر.", &["أنه لن يسافر"]);
    reported("وصرح بأن الطريق مغلق.", &["الطريق مغلق"]);
    reported("وذكر التقرير ان الطريق مغلق.", &["الطريق مغلق"]);
    reported(
        "قال الوزير إن المدارس ستفتح، مضيفا أن الكتب جاهزة.",
        &["المدارس ستفتح", "الكتب جاهزة"],
    );
    reported("قال الوزير إن المدارس ستفتح، فيما ينتظر الأهالي القرار.", &["المدارس ستفتح"]);
    reported("وقال الوزير، متحدثا أمام الطلاب، إن المدارس ستفتح. ثم غادر.", &["المدارس ستفتح"]);
    reported("وبحسب الوزارة، المدارس ستفتح قريبا.", &["المدارس ستفتح قريبا"]);
    reported("ووفقا للوزارة فإن المدارس ستفتح.", &["المدارس ستفتح"]);
    reported("المدارس ستفتح غدا، بحسب الوزارة.", &["المدارس ستفتح غدا"]);
    // A stop within a quote does not end the clause around it.
    reported("قال إن الحل «بسيط. جربوه.» وإن الوقت قصير.", &["الحل «بسيط. جربوه.» وإن الوقت قصير"]);
}

#[test]
fn what_is_not_reported() {
    for source in [
        "عاد الوفد بعد أن انتهى الاجتماع.",
        "يذكر أن المدينة قديمة.",
        "لم يقل الوزير إن المدارس ستفتح.",
        "ستفتح المدارس وفقا للقانون، كل عام.",
        "جرى اللقاء بين الفريقين في الملعب.",
        "رد الفريق بهدف.",
        "كتب الطالب قصة.",
    ] {
        reported(source, &[]);
    }
}

#[test]
fn verbs_and_speakers() {
    said("وقالت وزيرة البيئة سلمى حداد: «لن نغلق الباب أبدا».", "وقالت|وزيرة البيئة سلمى حداد");
    said("وقال وزير البيئة، كريم حداد، إن الباب مفتوح.", "وقال|وزير البيئة، كريم حداد");
    said("المتحدث باسم الوزارة قال إن الباب مفتوح.", "قال|المتحدث باسم الوزارة");
    said("«لن نغلق الباب أبدا»، قال كريم حداد.", "قال|كريم حداد");
    said("وبحسب نقابة المعلمين، الباب مفتوح.", "وبحسب|نقابة المعلمين");
    said("وعاد كريم حداد، وقال الرجل ضاحكا: «لن نغلق الباب».", "وقال|الرجل");
    said("ورد المدير على السؤال قائلا «لن نغلق الباب».", "قائلا|المدير");
    // Not stated in the sentence.
    said("عاد المدير. وأضاف: «لن نغلق الباب».", "وأضاف|");
    said("وأضاف أن الباب مفتوح.", "وأضاف|");
    said("المدير: «لن نغلق الباب».", "|المدير");
}

#[test]
fn direct_speech_lies_within_reported() {
    with("قال الطبيب إن العلاج «غير كاف أبدا».", |list, _| {
        let kinds: Vec<SpeechKind> = list.iter().map(|s| s.kind).collect();
        assert_eq!(kinds, [SpeechKind::Reported, SpeechKind::Direct]);
        assert!(list[0].tokens.contains(&list[1].tokens.start));
    });
}

#[test]
fn other_settings_find_the_same() {
    let source = "وأكّدَ المديرُ أنّ البابَ مفتوح، وقال: «لن نغلقه أبدا».";
    let off = Rules { alef: false, ya: false, ta_marbuta: false, ..Rules::default() };
    for rules in [Rules::default(), off] {
        let settings = TextSettings { rules, ..TextSettings::default() };
        let body = Body::whole(source);
        let text = Normalized::new(&body, &settings.rules);
        let tokens = Tokens::new(&text, &settings);
        let found = SpeechFinder::new(&settings).find(&text, &tokens);
        let spans: Vec<&str> = found.list().iter().map(|s| &source[s.source.clone()]).collect();
        assert_eq!(spans, ["البابَ مفتوح", "لن نغلقه أبدا"]);
        let quoted = found.quoted(&tokens).iter().filter(|q| **q).count();
        assert_eq!(quoted, 5);
    }
}

/// What holds of any input.
fn invariants(source: &str) {
    with(source, |list, tokens| {
        let n = tokens.list().len();
        let mut last = 0;
        let mut reported_end = 0;
        for speech in list {
            let slice = source.get(speech.source.clone());
            assert!(slice.is_some_and(|s| !s.is_empty()), "{speech:?} of {source:?}");
            assert!(speech.tokens.start < speech.tokens.end && speech.tokens.end <= n);
            assert!(speech.tokens.start >= last);
            last = speech.tokens.start;
            let first = tokens.list()[speech.tokens.start].source();
            let end = tokens.list()[speech.tokens.end - 1].source();
            assert!(speech.source.start <= first.start && end.end <= speech.source.end);
            for range in [speech.verb_source(tokens), speech.speaker_source(tokens)] {
                assert!(range.is_none_or(|r| source.get(r).is_some_and(|s| !s.is_empty())));
            }
            for range in [&speech.verb, &speech.speaker].into_iter().flatten() {
                assert!(range.start < range.end && range.end <= n, "{speech:?}");
            }
            if speech.kind == SpeechKind::Reported {
                assert!(speech.tokens.start >= reported_end, "{speech:?} of {source:?}");
                reported_end = speech.tokens.end;
            }
        }
    });
}

proptest! {
    #[test]
    fn any_text(source in "\\PC{0,120}") {
        invariants(&source);
    }

    #[test]
    fn news_like(parts in prop::collection::vec(prop::sample::select(vec![
        "قال ", "وقال ", "الوزير ", "إن ", "أن ", "إلى أن ", "بأنه ", "قائلا ", "، ", ": ", ". ", "؟ ", "\n", "\n\n",
        "«", "»", "“", "”", "\"", "''", "'", "‹", "›", "″", "و", "ب", "بـ", "بحسب ", "وفقا ل", "على حد ", "قوله ",
        "صحيفة ", "وصف ", "مؤكدا ", "يذكر ", "جاء ", "في ", "البيان ", "مدينة ", "5", "غ", "م ", "كما ", "ﷺ", "\u{200F}",
        "فيما ", "(", ")", "سنفتح الباب غدا ", "ليعلن ", "ورد ", "عبر ", "عن ",
    ]), 0..60)) {
        invariants(&parts.concat());
    }
}

#[test]
fn hostile_texts_end() {
    for piece in [
        "\"",
        "« ",
        "«",
        "»",
        "« « «",
        "قال ",
        "قال «",
        "قال: «ا» ",
        "وقال إن ",
        "«ا» ",
        "«ا»و",
        "\"ا ",
        "ا\" ",
        "'",
        "إن ",
        "بحسب ",
        "وبحسب ا، ",
        "صحيفة «ا» ",
        "قال\n",
        "«ا\n",
        "«ا ب ج د ه و ز\n",
        ": ",
        "،",
        "قائلا ",
        "‘ا’",
        "ا\"«‹",
    ] {
        invariants(&piece.repeat(400_000 / piece.len()));
    }
}
