//! Names of news agencies and of places that datelines carry, in folded spelling.

use super::folded;

/// Whether a text names one or more news agencies and nothing else: `رويترز`, `أ ف ب`,
/// `وكالة الأناضول`, `وكالات + رويترز`.
pub(super) fn is_agency(text: &str) -> bool {
    let key = folded(text);
    let mut parts = key
        .split(['+', '/', '-', '–', '—', '،', ',', '|', '&'])
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|part| !part.is_empty())
        .peekable();
    parts.peek().is_some() && parts.all(is_one)
}

fn is_one(name: &str) -> bool {
    let mut name = name.trim();
    for prefix in ["و ", "وكاله الانباء ", "وكاله انباء ", "وكاله "] {
        name = name.strip_prefix(prefix).unwrap_or(name);
    }
    // An abbreviation is written with spaces, points or neither: ا ف ب, ا.ف.ب, اف ب.
    let tight: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    AGENCIES.split_whitespace().any(|agency| agency == tight)
        || name.strip_prefix('و').is_some_and(|rest| {
            // رويترز ووكالات
            rest == "وكالات" || rest == "الوكالات"
        })
}

/// Whether a folded name is one of a city that news is reported from. It tells which part of a dateline
/// is the place, and is evidence where signs alone are weak; an unknown place can stand in a dateline too.
/// Cities whose name is also a common word of the press (الخبر، صور) are left out.
pub(super) fn is_place(name: &str) -> bool {
    PLACES.split(',').any(|place| place.trim() == name)
}

/// Each without spaces and signs.
const AGENCIES: &str = "
    24kg aa afp agencies anadolu ansa ap aps bbc bloomberg bna cnn dpa efe epa interfax irna
    itartass kuna kyodo petra qna reuters rianovosti sana spa sputnik tass upi
    wafa wam xinhua yonhap анадолу афп интерфакс кабар казинформ рейтер рейтерс риановости
    синьхуа спутник тасс ховар اب ابا ارنا اسوشيتدبرس اسوشيتيدبرس اسوشييتدبرس اشا افب افي اكي
    الاسوشيتدبرس الاناضول الانباءالالمانيه الانباءالاماراتيه الانباءالسعوديه الانباءالفرنسيه
    الانباءالقطريه الانباءالكويتيه الصحافهالفرنسيه الصينالجديده العمانيه الوكالات انترفاكس انسا
    اوزا اونا ايبيايه ايتارتاس ايرنا بترا بلومبرج بلومبرغ بلومبيرغ بنا بيبيسي تاس تسنيم دبا
    رويترز ريانوفوستي سانا سبا سبانت سبوتنيك سونا سيانان سيانانبالعربيه شينخوا صفا فرانسبرس قنا
    قيرغيزكابار كازينفورم كونا كيودو لاماب متابعات معا نوفوستي نينا وات واج واس واع وال وام وفا
    وكالات وكالاتالانباء وكالاتانباء ومع يوبياي يونهاب";

/// Parted by commas.
const PLACES: &str = "
    almaty, ankara, astana, baghdad, beirut, berlin, bishkek, brussels, cairo, damascus, doha,
    dubai, dushanbe, geneva, istanbul, london, moscow, paris, riyadh, tashkent, tehran,
    washington, алматы, астана, бишкек, душанбе, москва, ош, ташкент, ابها, ابو ظبي, ابوجا,
    ابوظبي, اتلانتا, اثينا, ادلب, اديس ابابا, اربد, اربيل, استانا, اسطنبول, اسلام اباد, اسمره,
    اسوان, اكادير, الاحساء, الاسكندريه, البصره, الجزائر, الحديده, الخرطوم, الخليل,
    الدار البيضاء, الدمام, الدوحه, الرباط, الرياض, الزرقاء, السليمانيه, السويس, الشارقه,
    الطائف, الظهران, العقبه, الفاتيكان, الفجيره, القامشلي, القاهره, القدس,
    القدس المحتله, الكويت, اللاذقيه, الماتي, المدينه المنوره, المكسيك, المكلا,
    المنامه, الموصل, النجف, ام درمان, انقره, اوتاوا, اوزبكستان, اوسلو, اوش, باريس, باكو,
    باماكو, بانكوك, برازيليا, براغ, برشلونه, برلين, بروكسل, بريتوريا, بريده, بشكيك, بغداد,
    بكين, بلغراد, بنغازي, بوخارست, بودابست, بورتسودان, بوسطن, بون, بوينس ايرس, بيروت, بيشكيك,
    بيونغ يانغ, تبليسي, تبوك, تركمانستان, تعز, تل ابيب, تورنتو, تونس, جازان, جاكرتا, جده, جنيف,
    جنين, جوبا, جوهانسبرغ, جيبوتي, حائل, حلب, حماه, حمص, خوجند, دافوس, داكار, دبي, درعا, دكا,
    دلهي, دمشق, دوشانبي, دوشنبه, دوشنبيه, راس الخيمه, رام الله, روما, زيورخ, سان بطرسبورغ,
    سان فرانسيسكو, ستوكهولم, سراييفو, سمرقند, سنغافوره, سوتشي, سيدني, سيول, شرم الشيخ, شنغهاي,
    شيكاغو, صفاقس, صلاله, صنعاء, صوفيا, صيدا, طاجيكستان, طرابلس, طشقند, طشكند, طنجه,
    طهران, طوكيو, عجمان, عدن, عشق اباد, عمان, عواصم, غروزني, غزه, فاس, فيينا, قازان, قسنطينه,
    قيرغيزستان, كابول, كاراكاس, كازاخستان, كانبيرا, كراتشي, كربلاء, كركوك, كمبالا, كوالالمبور,
    كوبنهاغن, كيب تاون, كييف, لاغوس, لاهاي, لشبونه, لندن, لوس انجلوس, مارب, مانيلا, مدريد,
    مراكش, مسقط, مقديشو, مكسيكو, مكه, مكه المكرمه, موسكو, مونتريال, مينسك, نابلس, نجران,
    نواكشوط, نور سلطان, نيامي, نيروبي, نيقوسيا, نيودلهي, نيويورك, هافانا, هلسنكي, هونغ كونغ,
    هيوستن, وارسو, واشنطن, وهران, يريفان, ينبع";

#[cfg(test)]
mod tests {
    use super::{AGENCIES, PLACES, folded, is_agency};

    #[test]
    fn names_are_folded() {
        for name in AGENCIES.split_whitespace().chain(PLACES.split(',').map(str::trim)) {
            assert!(!name.is_empty() && folded(name) == name, "{name}");
        }
    }

    #[test]
    fn agencies() {
        for name in
            ["رويترز", "أ ف ب", "(أ.ف.ب)", "وكالة الأناضول", "رويترز + وكالات", "«د ب أ»", "AFP"]
        {
            assert!(is_agency(name), "{name}");
        }
        for name in ["", "-", "منبر السهوب", "قالت رويترز", "رويترز و"] {
            assert!(!is_agency(name), "{name}");
        }
    }
}
