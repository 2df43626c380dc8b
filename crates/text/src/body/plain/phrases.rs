//! Tables of phrases. All are folded as `fold` does, and sorted, so that they are searched by halving.
//! They keep several phrases to a line, which rustfmt would not.
//!
//! They hold words of news pages in general, none of one outlet. What opens credits and bylines, names
//! of agencies and words of dates are in the tables of facts.

use super::fold::is_word;

/// Whether a sorted table holds `phrase`.
pub(super) fn holds(table: &[&str], phrase: &str) -> bool {
    table.binary_search(&phrase).is_ok()
}

/// The longest entry that `line` begins with and that ends there with a word; gives what follows it.
pub(super) fn strip_cue<'l>(table: &[&str], line: &'l str) -> Option<&'l str> {
    let ends = |rest: &str| !rest.starts_with(is_word);
    table
        .iter()
        .filter_map(|cue| line.strip_prefix(cue).filter(|r| ends(r)))
        .min_by_key(|r| r.len())
}

/// Lines, and pieces of lines, that menus, share bars, counters and page foots are made of.
#[rustfmt::skip]
pub(super) const FURNITURE: &[&str] = &[
    "about us", "add new playlist", "advertisement", "comment", "comments", "contact us",
    "cookie policy", "copy link", "email", "facebook", "forgotten password", "hello again", "home",
    "instagram", "leave a comment", "leave a reply", "linkedin", "log in", "login",
    "lost your password", "menu", "min read", "mins read", "most read", "next", "next post",
    "no result", "pinterest", "previous", "previous post", "print", "privacy policy", "read more",
    "recover your password", "register", "related articles", "related news", "related posts",
    "retrieve your password", "rss", "search", "share", "shares", "sharetweet", "sign in",
    "sign up", "skip to content", "subscribe", "telegram", "terms of use", "trending", "tweet",
    "twitter", "view", "view all result", "views", "welcome back", "whatsapp", "you may also like",
    "youtube", "ابحث", "ابحث في الموقع", "اترك تعليقا", "اترك تعليقا الغاء الرد", "اترك ردا",
    "اتصل بنا", "احدث الاخبار", "اخبار ذات صله", "اخترنا لك", "اخر الاخبار", "ارسل",
    "ارسل الي صديق", "اشترك", "اشترك الان", "اضف تعليقا", "اضف تعليقك", "اطبع", "اعلان", "اعلانات",
    "اعلن معنا", "اقرا المزيد", "اكتب تعليقا", "اكتب تعليقك", "اكس", "الاكثر تداولا",
    "الاكثر تعليقا", "الاكثر قراءه", "الاكثر مشاركه", "الاكثر مشاهده", "الانتقال الي المحتوي",
    "البحث", "البريد الالكتروني", "التالي", "التعليقات", "الخبر التالي", "الخبر السابق", "الرئيسيه",
    "السابق", "الشروط والاحكام", "الصفحه الاولي", "الصفحه الرئيسيه", "القائمه", "المزيد",
    "المشاهدات", "المقال التالي", "المقال السابق", "النشره البريديه", "انستغرام", "انسخ الرابط",
    "انشاء حساب", "بحث", "بريد الكتروني", "تابعنا", "تابعنا علي", "تابعونا", "تابعونا علي",
    "تخطي الي المحتوي", "تسجيل الدخول", "تسجيل دخول", "تعليق", "تعليقات", "تلغرام", "تليغرام",
    "تم نسخ الرابط", "تواصل معنا", "تويتر", "تيليغرام", "حجم الخط", "حساب جديد", "حفظ",
    "دقائق قراءه", "دقائق للقراءه", "دقيقه قراءه", "دقيقه للقراءه", "راسلنا", "سياسه الخصوصيه",
    "سياسه النشر", "شارك", "شارك الخبر", "شارك المقال", "شارك هذا الخبر", "شارك هذا المقال",
    "شاركها", "شروط الاستخدام", "طباعه", "عدد المشاهدات", "غرد", "فيس بوك", "فيسبوك", "قد يعجبك",
    "قد يعجبك ايضا", "قد يهمك", "قد يهمك ايضا", "قراءات", "قراءه", "قراءه دقائق", "قراءه دقيقه",
    "قصص ذات صله", "لا توجد تعليقات", "لينكد ان", "ماسنجر", "مشاركات", "مشاركه", "مشاركه الخبر",
    "مشاركه المقال", "مشاهدات", "مشاهده", "مقالات اخري للكاتب", "مقالات ذات صله", "مقالات مشابهه",
    "من نحن", "مواد ذات صله", "مواضيع ذات صله", "مواضيع مشابهه", "موضوعات ذات صله", "نسخ الرابط",
    "واتس اب", "واتساب", "يوتيوب",
];

/// Short lines that begin so are furniture.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "back to sign in", "by", "home", "in", "login to", "please enter", "reading time", "share on",
    "sign in to", "type your e-mail", "« السابق", "ابحث عن", "ابحث في", "ارسل علي", "التالي »",
    "الحقول المطلوبه", "المقال التالي", "المقال السابق", "شارك عبر", "شارك علي", "شاركه علي",
    "لن يتم نشر عنوان بريدك", "لن ينشر بريدك", "مده القراءه", "مشاركه عبر", "مشاركه علي",
    "وقت القراءه",
];

/// What the path to a page begins with.
#[rustfmt::skip]
pub(super) const HOMES: &[&str] = &[
    "home", "главная", "الاولي", "الرئيسيه", "الصفحه الاولي", "الصفحه الرئيسيه", "انت هنا",
];

/// Heads of a comments section.
#[rustfmt::skip]
pub(super) const COMMENTS: &[&str] = &[
    "comments", "leave a comment", "leave a reply", "комментарии", "اترك تعليقا",
    "اترك تعليقا الغاء الرد", "اترك ردا", "اضف تعليقا", "اضف تعليقك", "اكتب تعليقا", "اكتب تعليقك",
    "التعليقات", "تعليقات", "تعليقات القراء",
];

/// What sends the reader to another story, with a colon or a dash after it, or alone on its line.
#[rustfmt::skip]
pub(super) const TEASER_CUES: &[&str] = &[
    "also read", "read also", "read more", "related", "related story", "see also",
    "you may also like", "по теме", "смотрите также", "читайте также", "اخبار ذات صله",
    "اقرئي ايضا", "اقرا اكثر", "اقرا المزيد", "اقرا ايضا", "اقرا كذلك", "اقراوا ايضا", "انظر ايضا",
    "تابع ايضا", "ذات صله", "شاهد ايضا", "شاهدوا ايضا", "طالع ايضا", "قد يعجبك", "قد يعجبك ايضا",
    "قد يهمك", "قد يهمك ايضا", "قصص ذات صله", "قصه ذات صله", "للمزيد", "مقالات ذات صله",
    "مواضيع ذات صله", "موضوعات ذات صله", "يهمك ايضا",
];

/// Cues that are ordinary words too: a title must follow, and no full stop may end the line.
#[rustfmt::skip]
pub(super) const WEAK_CUES: &[&str] = &[
    "read", "watch", "اقرا", "المزيد", "شاهد", "طالع",
];

/// What a line that names the maker of a picture begins with; a colon follows.
#[rustfmt::skip]
pub(super) const IMAGE_CREDITS: &[&str] = &[
    "image", "image credit", "photo", "photo by", "photo credit", "фото", "الصور", "الصوره",
    "تصوير", "تصوير فوتوغرافي", "حقوق الصوره", "صوره", "عدسه", "كاميرا", "مصدر الصور",
    "مصدر الصوره",
];

/// What a line of keywords begins with; a colon follows.
#[rustfmt::skip]
pub(super) const TAG_CUES: &[&str] = &[
    "keywords", "tags", "теги", "العلامات", "الكلمات الدلاليه", "الكلمات المفتاحيه", "الوسوم",
    "اوسمه", "كلمات البحث", "كلمات دلاليه", "كلمات مفتاحيه", "وسوم",
];

/// What tells that a text is a translation: alone, or with a name after a colon.
#[rustfmt::skip]
pub(super) const TRANSLATIONS: &[&str] = &[
    "translated by", "перевод", "ترجمته", "ترجمه", "ترجمه وتحرير", "ترجمها", "مترجم", "مترجمه",
    "نقله الي العربيه", "نقلها الي العربيه",
];

/// Verbs that open a news story, without a word that ties it to what stands before.
#[rustfmt::skip]
pub(super) const LEADS: &[&str] = &[
    "ابدت", "ابدي", "اتهم", "اتهمت", "اثار", "اثارت", "احتفل", "احتفلت", "ادان", "ادانت", "ارتفع",
    "ارتفعت", "استدعت", "استدعي", "استقبل", "استقبلت", "اشاد", "اشادت", "اشار", "اشارت", "اصدر",
    "اصدرت", "اصيب", "اصيبت", "اطلق", "اطلقت", "اعتبر", "اعتبرت", "اعتقل", "اعتقلت", "اعرب",
    "اعربت", "اعلن", "اعلنت", "افاد", "افادت", "افتتح", "افتتحت", "اقر", "اقرت", "اكد", "اكدت",
    "التقت", "التقي", "القت", "القي", "انتقد", "انتقدت", "انخفض", "انخفضت", "اوضح", "اوضحت", "اوقف",
    "اوقفت", "ايد", "ايدت", "بحث", "بحثت", "بدا", "بدات", "تراجع", "تراجعت", "تسبب", "تسببت",
    "تعرض", "تعرضت", "تلقت", "تلقي", "تمكن", "تمكنت", "توفي", "توفيت", "توقع", "توقعت", "حذر",
    "حذرت", "حصل", "حصلت", "خسر", "خسرت", "دعا", "دعت", "ذكر", "ذكرت", "رحب", "رحبت", "رد", "ردت",
    "رفض", "رفضت", "زعم", "زعمت", "سجل", "سجلت", "سمح", "سمحت", "شارك", "شاركت", "شدد", "شددت",
    "شرع", "شرعت", "شن", "شنت", "شهد", "شهدت", "صرح", "صرحت", "طالب", "طالبت", "طرح", "طرحت", "طلب",
    "طلبت", "ظهر", "ظهرت", "عبر", "عبرت", "عثر", "عثرت", "علق", "علقت", "فاز", "فازت", "فرض",
    "فرضت", "قال", "قالت", "قتل", "قتلت", "قرر", "قررت", "كتب", "كتبت", "كشف", "كشفت", "لقي",
    "لقيت", "منع", "منعت", "ناقش", "ناقشت", "ندد", "نددت", "نشر", "نشرت", "نفت", "نفي", "هدد",
    "هددت", "وافق", "وافقت", "وجه", "وجهت", "وصف", "وصفت", "وصل", "وصلت", "وقع", "وقعت",
];

/// Words, besides those that begin with wa or fa, that tie a paragraph to the one before.
#[rustfmt::skip]
pub(super) const CONNECTIVES: &[&str] = &[
    "اذ", "اذا", "الا", "الجدير", "الي", "اما", "ان", "بدوره", "بدورها", "بل", "بينما", "تاتي",
    "تجدر", "تلك", "ثم", "جاء", "جاءت", "جدير", "حيث", "ذلك", "عن", "غير", "في", "كما", "لا", "لذا",
    "لذلك", "لكن", "لم", "لن", "من", "هذا", "هذه", "هو", "هي", "ياتي", "يذكر", "يشار",
];

/// What asks the reader to do something.
#[rustfmt::skip]
pub(super) const ASKS: &[&str] = &[
    "download", "follow", "join", "subscribe", "احصل", "احصلوا", "اشترك", "اشتركوا", "اشتركي",
    "انضم", "انضموا", "تابع", "تابعنا", "تابعوا", "تابعونا", "حمل", "حملوا", "سجل", "سجلوا", "نزل",
];

/// What only the page's owner says of its channels.
#[rustfmt::skip]
pub(super) const OURS: &[&str] = &[
    "our app", "our channel", "our newsletter", "us on", "النشره البريديه", "تطبيقنا", "حساباتنا",
    "حسابنا", "صفحاتنا", "صفحتنا", "قناتنا", "قنواتنا", "مجموعتنا", "نشرتنا",
];

/// What asks to follow the page elsewhere.
#[rustfmt::skip]
pub(super) const FOLLOWS: &[&str] = &[
    "تابعنا عبر", "تابعنا علي", "تابعونا عبر", "تابعونا علي",
];

/// What tells the reader what the page's application can do.
#[rustfmt::skip]
pub(super) const TELLS: &[&str] = &[
    "بامكانك", "بامكانكم", "يمكنك", "يمكنكم",
];

/// What a line that ends in «press here» begins with.
#[rustfmt::skip]
pub(super) const PRESSES: &[&str] = &[
    "لتحميل", "لقراءه", "للاشتراك", "للاطلاع", "للمزيد", "لمتابعه", "لمشاهده",
];

/// What the page's own address is called.
#[rustfmt::skip]
pub(super) const PERMALINKS: &[&str] = &[
    "short link", "الرابط المختصر", "رابط الخبر", "رابط الماده", "رابط المقال", "رابط مختصر",
];

/// What a page's date begins with.
#[rustfmt::skip]
pub(super) const STAMPS: &[&str] = &[
    "last updated", "published", "updated", "اخر تحديث", "تاريخ النشر", "تم التحديث", "تم النشر",
    "نشر", "نشر بتاريخ", "نشر في", "نشرت في",
];

/// What a notice of cookies begins with.
#[rustfmt::skip]
pub(super) const COOKIES: &[&str] = &[
    "by continuing", "this site uses", "this website uses", "we use", "باستخدامك", "باستخدامكم",
    "باستمرارك", "باستمراركم", "نستخدم", "هذا الموقع يستخدم", "يستخدم هذا الموقع",
];

/// What a notice of rights begins with.
#[rustfmt::skip]
pub(super) const RIGHTS: &[&str] = &[
    "all rights reserved", "copyright", "بعض الحقوق", "جميع الحقوق", "حقوق الطبع", "حقوق النشر",
    "كافه الحقوق",
];

/// What leads to the author's address.
#[rustfmt::skip]
pub(super) const CONTACTS: &[&str] = &[
    "للتواصل ارسل", "للتواصل مع الكاتب", "لمراسله الكاتب",
];

/// What a disclaimer speaks of.
#[rustfmt::skip]
pub(super) const DISCLAIMED: &[&str] = &[
    "الاراء", "المقال", "المقالات", "المواد المنشوره", "جميع المقالات", "كل المقالات",
    "ما ورد في هذا المقال", "ما ينشر", "مقالات الراي", "هذا المقال",
];

/// The first words of all cues: a line that begins with another word needs no closer look.
#[rustfmt::skip]
pub(super) const FIRST_WORDS: &[&str] = &[
    "about", "add", "advertisement", "all", "also", "author", "back", "by", "comment", "comments",
    "contact", "cookie", "copy", "copyright", "download", "email", "facebook", "follow",
    "forgotten", "hello", "home", "image", "in", "instagram", "join", "keywords", "last", "leave",
    "linkedin", "log", "login", "lost", "menu", "min", "mins", "most", "next", "no", "photo",
    "pinterest", "please", "previous", "print", "privacy", "published", "read", "reading",
    "recover", "register", "related", "retrieve", "rss", "search", "see", "share", "shares",
    "sharetweet", "short", "sign", "skip", "source", "sources", "subscribe", "tags", "telegram",
    "terms", "this", "translated", "trending", "tweet", "twitter", "type", "updated", "view",
    "views", "watch", "we", "welcome", "whatsapp", "written", "you", "youtube", "автор", "главная",
    "источник", "комментарии", "перевод", "по", "смотрите", "теги", "фото", "читайте", "ابحث",
    "اترك", "اتصل", "اجري", "احدث", "احصل", "احصلوا", "اخبار", "اخترنا", "اخر", "ارسل", "اشترك",
    "اشتركوا", "اشتركي", "اضف", "اطبع", "اعد", "اعداد", "اعدت", "اعدته", "اعده", "اعلان", "اعلانات",
    "اعلن", "اقرئي", "اقرا", "اقراوا", "اكتب", "اكس", "الاراء", "الاكثر", "الانتقال", "الاولي",
    "البحث", "البريد", "التالي", "التعليق", "التعليقات", "الحقول", "الخبر", "الرئيسيه", "الرابط",
    "السابق", "الشروط", "الصفحه", "الصور", "الصوره", "العلامات", "القائمه", "الكاتب", "الكاتبه",
    "الكلمات", "المؤلف", "المزيد", "المشاهدات", "المصادر", "المصدر", "المقال", "المقالات", "المواد",
    "النشره", "الوسوم", "انت", "انتهي", "انستغرام", "انسخ", "انشاء", "انضم", "انضموا", "انظر",
    "اوسمه", "باستخدامك", "باستخدامكم", "باستمرارك", "باستمراركم", "باسم", "بالاتفاق", "بامكانك",
    "بامكانكم", "بحث", "بريد", "بسم", "بعض", "بقلم", "تابع", "تابعنا", "تابعوا", "تابعونا", "تاريخ",
    "تحرير", "تخطي", "ترجمته", "ترجمه", "ترجمها", "تسجيل", "تصوير", "تعليق", "تعليقات", "تقرير",
    "تلغرام", "تليغرام", "تم", "تواصل", "تويتر", "تيليغرام", "جميع", "حاورته", "حاوره", "حاورها",
    "حجم", "حساب", "حفظ", "حقوق", "حمل", "حملوا", "حوار", "خاص", "خدمه", "دقائق", "دقيقه", "ذات",
    "رابط", "راسلنا", "سجل", "سجلوا", "سياسه", "شارك", "شاركه", "شاركها", "شاهد", "شاهدوا", "شروط",
    "صوره", "طالع", "طباعه", "عدد", "عدسه", "غرد", "فيس", "فيسبوك", "قد", "قراءات", "قراءه", "قصص",
    "قصه", "كافه", "كاميرا", "كتابه", "كتب", "كتبت", "كتبته", "كتبه", "كتبها", "كل", "كلمات", "لا",
    "لتحميل", "لقراءه", "للاشتراك", "للاطلاع", "للتواصل", "للمزيد", "لمتابعه", "لمراسله", "لمشاهده",
    "لن", "لينكد", "ما", "ماسنجر", "مترجم", "مترجمه", "مده", "مشاركات", "مشاركه", "مشاهدات",
    "مشاهده", "مصدر", "مقالات", "من", "مواد", "مواضيع", "موضوعات", "نزل", "نستخدم", "نسخ", "نشر",
    "نشرت", "نقلا", "نقله", "نقلها", "هذا", "واتس", "واتساب", "وسوم", "وقت", "وكاله", "يتبع",
    "يستخدم", "يمكنك", "يمكنكم", "يهمك", "يوتيوب",
];

#[cfg(test)]
mod tests {
    use super::super::fold::{first_word, fold};
    use super::*;
    use crate::facts::{BYLINES, CREDITS};

    const CUES: &[&[&str]] = &[
        FURNITURE,
        OPENERS,
        HOMES,
        COMMENTS,
        TEASER_CUES,
        WEAK_CUES,
        IMAGE_CREDITS,
        TAG_CUES,
        TRANSLATIONS,
        ASKS,
        FOLLOWS,
        TELLS,
        PRESSES,
        PERMALINKS,
        STAMPS,
        COOKIES,
        RIGHTS,
        CONTACTS,
        DISCLAIMED,
    ];

    #[test]
    fn tables_are_folded_and_sorted() {
        for table in CUES.iter().chain(&[LEADS, CONNECTIVES, OURS, FIRST_WORDS]) {
            assert!(table.is_sorted_by(|a, b| a < b), "{table:?}");
            for phrase in *table {
                assert_eq!(*phrase, fold(phrase));
            }
        }
    }

    #[test]
    fn every_cue_is_known_by_its_first_word() {
        let of_facts = CREDITS.iter().chain(BYLINES.iter().copied().flatten()).map(|row| row.0);
        for cue in CUES.iter().copied().flatten().copied().chain(of_facts) {
            assert!(holds(FIRST_WORDS, &first_word(cue)), "{cue}");
        }
    }
}
