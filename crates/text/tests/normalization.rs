//! Disguises that change nothing of the meaning give the same tokens.

use proptest::prelude::*;
use rasid_text::{Body, Normalized, Rules, TextSettings, Tokens};

fn tokens(text: &str) -> Vec<String> {
    let settings = TextSettings::default();
    let body = Body::whole(text);
    let normalized = Normalized::new(&body, &settings.rules);
    let tokens = Tokens::new(&normalized, &settings);
    tokens.list().iter().map(|t| normalized.slice(t).to_owned()).collect()
}

#[track_caller]
fn check(plain: &str, disguised: &str) {
    assert_eq!(tokens(plain), tokens(disguised), "{plain} / {disguised}");
}

#[test]
fn disguises() {
    check("كتب الولد", "كَتَبَ الوَلَدُ");
    check("الرحمن", "ٱلرَّحْمَٰنِ");
    check("محمد", "محـــمد");
    check("روسيا", "رو\u{200B}س\u{200D}يا");
    check("روسيا", "\u{202B}روسيا\u{202C}");
    check("روسيا", "\u{FEFF}روسيا\u{200F}");
    check("سلام", "ﺳﻼﻡ");
    check("الله", "ﷲ");
    check("احمد اسلام الان", "أحمد إسلام الآن");
    check("علي", "على");
    check("ايران", "ایران");
    check("كرملين", "کرملین");
    check("عام 2024", "عام ٢٠٢٤");
    check("عام 2024", "عام ۲۰۲۴");
    check("قال نعم", "قال،نعم");
    check("قال نعم", "قال\u{00A0}نعم");
    check("moscow", "Moscow");
}

#[test]
fn elongation_alone_is_a_dash() {
    let fold =
        |text: &str| Normalized::new(&Body::whole(text), &Rules::default()).text().to_owned();
    assert_eq!(fold("الرياض ـ واس: محـــمد ــ"), "الرياض - واس: محمد -");
    assert_eq!(fold("ـ محمدـ"), "- محمد");
}

#[test]
fn what_must_stay_apart() {
    assert_ne!(tokens("إلى"), tokens("إلا"));
    // A ligature of several words becomes several tokens, each with a span of its own.
    assert_eq!(tokens("ﷺ").len(), 4);
}

#[test]
fn every_rule_is_a_switch() {
    let all_off = Rules::none();
    let text = "كَـ\u{200B}ﻻأىةک٣A";
    assert_eq!(Normalized::new(&Body::whole(text), &all_off).text(), text);
    let one = |rules: Rules| Normalized::new(&Body::whole(text), &rules).text().to_owned();
    assert_eq!(one(Rules { marks: true, ..all_off.clone() }), "كـ\u{200B}ﻻأىةک٣A");
    assert_eq!(one(Rules { tatweel: true, ..all_off.clone() }), "كَ\u{200B}ﻻأىةک٣A");
    assert_eq!(one(Rules { hidden: true, ..all_off.clone() }), "كَـﻻأىةک٣A");
    assert_eq!(one(Rules { presentation_forms: true, ..all_off.clone() }), "كَـ\u{200B}لاأىةک٣A");
    assert_eq!(one(Rules { alef: true, ..all_off.clone() }), "كَـ\u{200B}ﻻاىةک٣A");
    assert_eq!(one(Rules { ya: true, ..all_off.clone() }), "كَـ\u{200B}ﻻأيةک٣A");
    assert_eq!(one(Rules { ta_marbuta: true, ..all_off.clone() }), "كَـ\u{200B}ﻻأىهک٣A");
    assert_eq!(one(Rules { kaf: true, ..all_off.clone() }), "كَـ\u{200B}ﻻأىةك٣A");
    assert_eq!(one(Rules { digits: true, ..all_off.clone() }), "كَـ\u{200B}ﻻأىةک3A");
    assert_eq!(one(Rules { case: true, ..all_off }), "كَـ\u{200B}ﻻأىةک٣a");
}

proptest! {
    #[test]
    fn idempotent(text in "[ا-يًٌَُِّْٰـأإآٱىةیک٠-٩a-zA-Z .،؟\u{200B}\u{202E}ﷺﻻ]{0,60}") {
        let rules = Rules::default();
        let once = Normalized::new(&Body::whole(&text), &rules).text().to_owned();
        let twice = Normalized::new(&Body::whole(&once), &rules).text().to_owned();
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn idempotent_on_anything(text in "\\PC{0,40}") {
        let rules = Rules::default();
        let once = Normalized::new(&Body::whole(&text), &rules).text().to_owned();
        let twice = Normalized::new(&Body::whole(&once), &rules).text().to_owned();
        prop_assert_eq!(once, twice);
    }
}
