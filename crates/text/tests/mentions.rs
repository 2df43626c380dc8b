//! What is a reference and what is none, with the shipped alias tables' kind of rules.

use rasid_text::{Body, MentionFinder, Normalized, TargetTerms, TextSettings, Tokens, dateline};

fn us() -> TargetTerms {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    TargetTerms {
        names: list(&["أمريكا", "أميركا", "الولايات المتحدة", "واشنطن"]),
        nouns: list(&["أمريكان"]),
        adjectives: list(&["أمريكي", "أميركي"]),
        weak: list(&["الكونغرس"]),
        except: list(&["دولار أمريكي", "الولايات المتحدة المكسيكية", "واشنطن بوست"]),
        offices: vec![],
    }
}

#[track_caller]
fn check(text: &str, mentions: &[&str]) {
    let settings = TextSettings::default();
    let body = Body::whole(text);
    let normalized = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&normalized, &settings);
    let found = MentionFinder::new(&[us()], &settings).find(&normalized, &tokens, None);
    let words = found.list().iter().map(|m| {
        let (first, last) = (&tokens.list()[m.tokens.start], &tokens.list()[m.tokens.end - 1]);
        &text[first.source().start..last.source().end]
    });
    assert_eq!(words.collect::<Vec<_>>(), mentions, "{text}");
}

#[test]
fn names_with_clitics_and_variants() {
    check("وصل إلى أمريكا", &["أمريكا"]);
    check("وامريكا ولأميركا فبأمْرِيكا", &["وامريكا", "ولأميركا", "فبأمْرِيكا"]);
    check("قالت الولايات المتحدة", &["الولايات المتحدة"]);
    check("للولايات المتحدة وبالولايات المتحدة", &["للولايات المتحدة", "وبالولايات المتحدة"]);
    check("القوات الأميركية والأمريكيين", &["الأميركية", "والأمريكيين"]);
    check("جنود أمريكيون مع الأمريكان", &["أمريكيون", "الأمريكان"]);
    check("مع الولايات\nالمتحدة في", &["الولايات\nالمتحدة"]);
    check("مع الولايات\r\nالمتحدة", &["الولايات\r\nالمتحدة"]);
    check("مع الولايات\n\nالمتحدة", &[]);
    check("الولايات", &[]);
    check("المتحدة", &[]);
}

#[test]
fn what_is_no_mention() {
    check("بقيمة مليار دولار أمريكي", &[]);
    check("الدولار الأمريكي وبالدولار الأمريكي", &[]);
    check("مليون دولار. أمريكي الجنسية", &["أمريكي"]);
    check("صحيفة واشنطن بوست", &[]);
    check("الولايات المتحدة المكسيكية", &[]);
    check("باعت أمريكا بمليون دولار أمريكي", &["أمريكا"]);
}

#[test]
fn weak_names_need_company() {
    check("صوّت الكونغرس أمس", &[]);
    check("صوّت الكونغرس في واشنطن", &["الكونغرس", "واشنطن"]);
}

#[test]
fn a_dateline_is_no_reference() {
    check("واشنطن – (وكالة الأفق): بدأ المؤتمر", &[]);
    check("واشنطن (الأفق) - بدأ المؤتمر", &[]);
    check("عنوان الخبر\n\nواشنطن - الأفق\nبدأ المؤتمر", &[]);
    check("واشنطن – بدأ المؤتمر - اليوم", &[]);
    check("واشنطن تعلن بدء المؤتمر", &["واشنطن"]);
    check("الرئيس الأميركي فلان (72 عاما): لا", &["الأميركي"]);
    check("الرئيس الأميركي (أمس)، قال", &["الأميركي"]);
    check("واشنطن - طهران\n\nبدأ المؤتمر", &["واشنطن"]);
    check("بدأ المؤتمر في واشنطن (أمس): لا جديد، وقد وصل الوفد إلى مقر الاجتماع صباحا", &["واشنطن"]);
}

#[test]
fn datelines() {
    let settings = TextSettings::default();
    let line = |text: &str| {
        let body = Body::whole(text);
        let text = Normalized::new(&body, &settings.rules);
        dateline(&text).map(|r| text.text()[r].to_owned())
    };
    assert_eq!(line("بيشكيك – (منبر السهوب): ستقيم").as_deref(), Some("بيشكيك – (منبر السهوب):"));
    assert_eq!(line("ستقيم بيشكيك والدوحة تعاونا"), None);
    assert_eq!(line(""), None);
}
