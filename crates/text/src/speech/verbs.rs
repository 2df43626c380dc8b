//! Verbs that present someone's words, and the forms they take.
//!
//! The list and the paradigms are general Arabic grammar (sound, hollow and defective verbs of
//! Modern Standard Arabic), not a corpus. Left out: the energetic, first and second person of the
//! perfect other than the shared forms, dual pronouns of the second person, dialect.

use super::lexicon::Roles;

/// A verb by its stems: perfect (قال), perfect before a consonant (قل), imperfect without prefix
/// (قول), active participle (قائل; empty where it does not introduce speech).
struct Verb(&'static str, &'static str, &'static str, &'static str, Roles);

const S: Roles = Roles::SAY;
const W: Roles = Roles::SAY_THAT;
const F: Roles = Roles::SAY_FIRST;
const A: Roles = Roles::ACT;
/// With an object before what is said, or without one: `نفى الخبر`, `نفى أن`.
const WO: Roles = W.and(Roles::OBJECT);
const AO: Roles = A.and(Roles::OBJECT);
/// Never without: `وصف القرار بأنه`.
const AN: Roles = AO.and(Roles::NEEDS_OBJECT);

#[rustfmt::skip]
const VERBS: &[Verb] = &[
    // Saying as such: what follows is speech.
    Verb("قال", "قل", "قول", "قائل", S),
    Verb("صرح", "صرح", "صرح", "مصرح", S),
    Verb("أكد", "أكد", "ؤكد", "مؤكد", S),
    Verb("أشار", "أشر", "شير", "مشير", S),
    Verb("أضاف", "أضف", "ضيف", "مضيف", S),
    Verb("أعلن", "أعلن", "علن", "معلن", S),
    Verb("أوضح", "أوضح", "وضح", "موضح", S),
    Verb("شدد", "شدد", "شدد", "مشدد", S),
    Verb("اعتبر", "اعتبر", "عتبر", "معتبر", S),
    Verb("لفت", "لفت", "لفت", "لافت", S),
    Verb("نوه", "نوه", "نوه", "منوه", S),
    Verb("زعم", "زعم", "زعم", "زاعم", S),
    Verb("ادعى", "ادعي", "دعي", "مدعي", S),
    Verb("تساءل", "تساءل", "تساءل", "متسائل", S),
    Verb("غرد", "غرد", "غرد", "مغرد", S),
    Verb("استطرد", "استطرد", "ستطرد", "مستطرد", S),
    Verb("استدرك", "استدرك", "ستدرك", "مستدرك", S),
    Verb("أردف", "أردف", "ردف", "مردف", S),
    Verb("أفاد", "أفد", "فيد", "مفيد", S),
    Verb("أخبر", "أخبر", "خبر", "مخبر", S),
    Verb("أبلغ", "أبلغ", "", "", S),
    Verb("أجاب", "أجب", "جيب", "مجيب", S),
    Verb("هتف", "هتف", "هتف", "هاتف", S),
    Verb("صاح", "صح", "صيح", "صائح", S),
    Verb("صرخ", "صرخ", "صرخ", "صارخ", S),
    Verb("همس", "همس", "همس", "هامس", S),
    Verb("نبه", "نبه", "نبه", "منبه", S),
    Verb("حذر", "حذر", "حذر", "محذر", S),
    Verb("جزم", "جزم", "جزم", "جازم", S),
    Verb("ألمح", "ألمح", "لمح", "ملمح", S),
    Verb("لمح", "لمح", "لمح", "ملمح", S),
    Verb("أقر", "أقرر", "قر", "", W),
    Verb("اعترف", "اعترف", "عترف", "معترف", S),
    Verb("خاطب", "خاطب", "خاطب", "مخاطب", S),
    Verb("علق", "علق", "علق", "معلق", F),
    Verb("كرر", "كرر", "كرر", "", W),
    Verb("جدد", "جدد", "جدد", "", W),
    // Speech only with أن, a colon or a quote after it: each has another common sense.
    Verb("ذكر", "ذكر", "ذكر", "ذاكر", W),
    Verb("كشف", "كشف", "كشف", "كاشف", W),
    Verb("رأى", "رأي", "رى", "", W),
    Verb("كتب", "كتب", "كتب", "", W),
    Verb("تابع", "تابع", "تابع", "متابع", W),
    Verb("واصل", "واصل", "واصل", "مواصل", W),
    Verb("ختم", "ختم", "ختم", "", W),
    Verb("اختتم", "اختتم", "ختتم", "مختتم", W),
    Verb("رد", "ردد", "رد", "", F),
    Verb("ردد", "ردد", "ردد", "مردد", W),
    Verb("عقب", "عقب", "عقب", "معقب", F),
    Verb("زاد", "زد", "زيد", "", F),
    Verb("أورد", "أورد", "ورد", "", W),
    Verb("روى", "روي", "روي", "", W),
    Verb("حكى", "حكي", "حكي", "", W),
    Verb("سأل", "سأل", "سأل", "", W),
    Verb("نقل", "نقل", "نقل", "", F),
    Verb("بين", "بين", "بين", "مبين", F),
    Verb("خلص", "خلص", "خلص", "", W),
    Verb("مضى", "مضي", "مضي", "", W),
    Verb("توقع", "توقع", "توقع", "", W),
    Verb("رجح", "رجح", "رجح", "مرجح", W),
    Verb("قدر", "قدر", "قدر", "", F),
    Verb("استبعد", "استبعد", "ستبعد", "مستبعد", W),
    Verb("أصر", "أصرر", "صر", "", W),
    Verb("شرح", "شرح", "شرح", "شارح", W),
    Verb("فسر", "فسر", "فسر", "مفسر", W),
    Verb("برر", "برر", "برر", "مبرر", WO),
    Verb("جادل", "جادل", "جادل", "مجادل", W),
    Verb("أنكر", "أنكر", "نكر", "منكر", WO),
    Verb("نفى", "نفي", "نفي", "ناف", WO),
    Verb("تطرق", "تطرق", "تطرق", "", W),
    Verb("تحدث", "تحدث", "تحدث", "", W),
    Verb("أظهر", "أظهر", "ظهر", "", W),
    Verb("عد", "عدد", "عد", "", F),
    Verb("تمنى", "تمني", "تمنى", "متمني", W),
    Verb("أمل", "أمل", "أمل", "آمل", F),
    Verb("اشتكى", "اشتكي", "شتكي", "مشتكي", W),
    Verb("شكا", "شكو", "شكو", "", W),
    Verb("احتج", "احتجج", "حتج", "محتج", W),
    Verb("اقترح", "اقترح", "قترح", "", W),
    Verb("أعاد", "أعد", "عيد", "", W),
    // Acts done with words: their object may be quoted in part.
    Verb("دعا", "دعو", "دعو", "داعي", AO),
    Verb("طالب", "طالب", "طالب", "مطالب", AO),
    Verb("ندد", "ندد", "ندد", "مندد", A),
    Verb("استنكر", "استنكر", "ستنكر", "مستنكر", AO),
    Verb("وصف", "وصف", "صف", "واصف", AN),
    Verb("سمى", "سمي", "سمي", "", AN),
    Verb("أسمى", "أسمي", "سمي", "", AN),
    Verb("اتهم", "اتهم", "تهم", "متهم", AN),
    Verb("أدان", "أدن", "دين", "", AO),
    Verb("شجب", "شجب", "شجب", "شاجب", AO),
    Verb("رحب", "رحب", "رحب", "مرحب", A),
    Verb("أشاد", "أشد", "شيد", "مشيد", A),
    Verb("أثنى", "أثني", "ثني", "مثني", A),
    Verb("انتقد", "انتقد", "نتقد", "منتقد", AO),
    Verb("هدد", "هدد", "هدد", "مهدد", AO),
    Verb("توعد", "توعد", "توعد", "متوعد", AO),
    Verb("تعهد", "تعهد", "تعهد", "متعهد", A),
    Verb("وعد", "وعد", "عد", "واعد", AO),
    Verb("ناشد", "ناشد", "ناشد", "مناشد", AN),
    Verb("حث", "حثث", "حث", "", AN),
    Verb("أعرب", "أعرب", "عرب", "معرب", A),
    Verb("عبر", "عبر", "عبر", "معبر", A),
    Verb("أبدى", "أبدي", "بدي", "مبدي", A),
    Verb("نصح", "نصح", "نصح", "ناصح", AN),
    Verb("أوصى", "أوصي", "وصي", "", A),
    Verb("لوح", "لوح", "لوح", "ملوح", A),
    Verb("سخر", "سخر", "سخر", "ساخر", A),
    Verb("رفض", "رفض", "رفض", "رافض", AO),
    Verb("هاجم", "هاجم", "هاجم", "مهاجم", AO),
    Verb("عزا", "عزو", "عزو", "", A),
    Verb("أرجع", "أرجع", "رجع", "", A),
    Verb("ثمن", "ثمن", "ثمن", "مثمن", AO),
];

/// Forms that no paradigm gives: jussives, passives and irregular plurals.
#[rustfmt::skip]
const IRREGULAR: &[(&str, Roles)] = &[
    ("قيل", S), ("يقال", S), ("يقل", S), ("تقل", S), 
    ("مدعيا", Roles::PARTICIPLE), ("نافيا", Roles::PARTICIPLE), ("داعيا", Roles::PARTICIPLE_ACT),
    ("متحدثا", Roles::PARTICIPLE), ("سئل", W), ("سئلت", W), ("طلب", A), ("طلبت", A), ("يطلب", A), ("مطالبا", Roles::PARTICIPLE_ACT),
    ("جاء", Roles::COME), ("جاءت", Roles::COME), ("ورد", Roles::COME), ("وردت", Roles::COME),
    ("متمنيا", Roles::PARTICIPLE), ("يرى", W), ("ترى", W), ("يرون", W), ("رأوا", W), ("رأت", W),
];

/// Forms that the paradigms give and that nearly always are another word (تبيّن أن, it turned out).
pub(super) const NO_VERB: &[&str] =
    &["تبين", "وسائل", "معلق", "تعود", "قدرات", "قدرة", "ردا", "عقبا", "وعدا", "سموه", "دعوة"];

/// Perfect endings on the plain stem and on the stem before a consonant.
const PERFECT: &[&str] = &["", "ت", "ا", "تا", "وا"];
const PERFECT_CONSONANT: &[&str] = &["ن", "ت", "نا"];
const IMPERFECT: &[&str] = &["ي", "ت"];
/// With س of the future and ل of purpose (ليعلن).
const FUTURE: &[&str] = &["سي", "ست", "لي", "لت"];
const IMPERFECT_ENDINGS: &[&str] = &["", "ون", "ان", "ن", "وا", "ا"];
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هما"];
/// Circumstantial accusatives: قائلاً, قائلة, قائلين, قائلتين, and the bare form that writers use.
const PARTICIPLE_ENDINGS: &[&str] = &["ا", "ة", "ين", "ان", "تين", "ات"];

/// Calls `take` with each form, in plain spelling, and what it can be.
pub(super) fn for_each_form(mut take: impl FnMut(String, Roles)) {
    for &Verb(perfect, consonant, imperfect, participle, roles) in VERBS {
        finite(perfect, consonant, imperfect, |form| take(form, roles));
        if !participle.is_empty() {
            let role = if roles.any(A) { Roles::PARTICIPLE_ACT } else { Roles::PARTICIPLE };
            // مطالبات is the plural of a noun.
            for ending in PARTICIPLE_ENDINGS.iter().filter(|e| !roles.any(A) || **e != "ات") {
                take(format!("{participle}{ending}"), role);
            }
            take(participle.to_owned(), Roles::PARTICIPLE_BARE);
        }
    }
    for &(form, roles) in IRREGULAR {
        take(form.to_owned(), roles);
    }
}

fn finite(perfect: &str, consonant: &str, imperfect: &str, mut take: impl FnMut(String)) {
    let defective = perfect.ends_with(['ى', 'ا']);
    // ادعى loses its last letter before an ending: ادعت, ادعوا.
    let stem = perfect.strip_suffix(['ى', 'ا']).unwrap_or(perfect);
    let short: &str = if defective { stem } else { perfect };
    take(perfect.to_owned());
    for ending in PERFECT.iter().filter(|e| !e.is_empty()) {
        take(format!("{short}{ending}"));
    }
    for ending in PERFECT_CONSONANT {
        take(format!("{consonant}{ending}"));
    }
    // أضافه and إضافة are one word in spelling without hamza, and mostly the noun.
    let noun = perfect.starts_with('أ') && consonant.chars().count() < perfect.chars().count();
    for pronoun in PRONOUNS {
        // The ya of a defective verb turns to alef before a pronoun: ادعاه.
        if !noun || *pronoun != "ه" {
            take(format!("{short}{}{pronoun}", if defective { "ا" } else { "" }));
        }
        take(format!("{short}ت{pronoun}"));
        take(format!("{short}و{pronoun}"));
    }
    if imperfect.is_empty() {
        return;
    }
    let weak = imperfect.strip_suffix(['ي', 'و', 'ى']).filter(|w| w.chars().count() > 1);
    for prefix in IMPERFECT.iter().chain(FUTURE) {
        for ending in IMPERFECT_ENDINGS {
            take(format!("{prefix}{imperfect}{ending}"));
            if let Some(weak) = weak.filter(|_| defective) {
                take(format!("{prefix}{weak}{ending}"));
            }
        }
        if defective {
            take(format!("{prefix}{stem}ى"));
        }
        for pronoun in PRONOUNS {
            take(format!("{prefix}{imperfect}{pronoun}"));
        }
    }
}
