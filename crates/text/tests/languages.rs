//! Which language a text is in: texts of many languages, disguises of Arabic, mixtures.

use proptest::prelude::*;
use rasid_text::{language, script};

#[track_caller]
fn check(expected: &str, text: &str) {
    assert_eq!(language(text), Some(expected), "{text}");
}

#[track_caller]
fn check_all(expected: &str, texts: &[&str]) {
    for text in texts {
        check(expected, text);
    }
}

/// An article of about 60 words as the tests disguise and mix it.
const ARTICLE: &str = "أعلنت وزارة النقل صباح الأحد أن القطار الجديد الذي يربط الميناء بالمطار سيبدأ رحلاته \
    في الأول من الشهر المقبل، وقال متحدث باسمها إن التذاكر ستباع في المحطات وعلى الهاتف. وأضاف أن الحكومة تحملت \
    نصف الكلفة، بينما جاء الباقي من قرض طويل الأجل، وأن خمسين شاباً من أبناء المدينة تدربوا على قيادة القطارات \
    في الخارج. ورحب السكان بالخبر، لكن بعضهم سأل عن سعر التذكرة وعن مواعيد الرحلات في الليل.";

const ENGLISH: &str = "The mayor opened the new bridge on Tuesday and thanked the engineers who had worked through \
    two winters to finish it. Drivers said that the crossing would save them half an hour every morning, while shop \
    owners on the old road feared that they would lose their customers.";

#[test]
fn persian() {
    check_all(
        "fa",
        &[
            "رئیس شورای شهر روز دوشنبه گفت که ساخت پل تازه بر رودخانه تا پایان سال به پایان می‌رسد و مردم محله‌های \
             جنوبی دیگر ناچار نیستند هر روز یک ساعت در راه بمانند.",
            "به گزارش خبرنگار ما، کشاورزان دشت از کم‌آبی نگرانند. آنها می‌گویند چاه‌ها خشک شده و اگر باران نبارد، گندم \
             امسال برداشت نخواهد شد. وزارت نیرو هنوز پاسخی نداده است.",
            "تیم ملی والیبال شب گذشته در بازی سختی توانست حریف خود را شکست دهد",
            "وزارت امور خارجه در بیانیه‌ای حمله به سفارت را محکوم کرد و خواستار تحقیقات مستقل شد",
            // The keyboard of an Arab.
            "رئيس جمهور در نشست امروز گفت كه دولت براي كاهش قيمتها برنامه تازه اي دارد و اين برنامه از ماه آينده \
             اجرا مي شود. او افزود كه مردم بايد صبر كنند و به شايعه ها گوش ندهند.",
            "اين قرارداد را دو كشور سال گذشته امضا كرده بودند و هنوز اجرا نشده است",
            // Dari.
            "وزارت معارف افغانستان می‌گوید که در سال روان بیش از دو صد مکتب در ولایت‌های دوردست ساخته شده است",
        ],
    );
}

#[test]
fn urdu() {
    check_all(
        "ur",
        &[
            "شہر کے میئر نے پیر کے روز بتایا کہ نئے پل کی تعمیر اگلے مہینے شروع ہو جائے گی اور اس پر دو سال لگیں گے۔ \
             انھوں نے کہا کہ دریا کے دونوں طرف رہنے والے لوگوں کا مطالبہ پورا ہو رہا ہے۔",
            "کسانوں کا کہنا ہے کہ اس سال بارش نہ ہونے سے گندم کی فصل خراب ہوئی ہے اور حکومت نے ابھی تک کوئی مدد نہیں کی۔",
            "وزیر خارجہ آج رات تین روزہ دورے پر روانہ ہوں گے",
            "عدالت نے مقدمے کی سماعت اگلے ہفتے تک ملتوی کر دی ہے",
        ],
    );
}

#[test]
fn sorani() {
    check_all(
        "ckb",
        &[
            "پارێزگاری شارەکە ڕۆژی دووشەممە ڕایگەیاند کە پردە نوێیەکە لە مانگی داهاتوودا دەکرێتەوە و خەڵکی گەڕەکەکانی \
             باشوور ئیتر پێویستیان بە ڕێگای کۆن نابێت.",
            "جووتیاران دەڵێن ئەمساڵ باران کەم بووە و بەرهەمی گەنم لە ساڵی پار کەمترە، بەڵام حکوومەت هێشتا هیچ \
             یارمەتییەکی نەداوە.",
            "وەزیری دەرەوە لەگەڵ باڵیۆزەکان کۆبووەوە و باسی ئاسایشی ناوچەکەیان کرد",
        ],
    );
}

#[test]
fn uyghur() {
    check_all(
        "ug",
        &[
            "شەھەر باشلىقى دۈشەنبە كۈنى يېڭى كۆۋرۈكنىڭ كېلەر ئايدا پۈتىدىغانلىقىنى ئېيتتى ۋە ئىشچىلارغا رەھمەت ئېيتتى.",
            "دېھقانلار بۇ يىل يامغۇرنىڭ ئاز بولغانلىقىنى، شۇڭا بۇغداي ھوسۇلىنىڭ تۆۋەنلىگەنلىكىنى دېدى. ھۆكۈمەت تېخى \
             ياردەم بەرمىدى.",
            "مەكتەپتە ئوقۇۋاتقان بالىلار ئۈچۈن يېڭى كىتابلار تارقىتىلدى",
        ],
    );
}

#[test]
fn pashto() {
    check_all(
        "ps",
        &[
            "د ښار والي د دوشنبې په ورځ وویل چې نوی پل به په راتلونکې میاشت کې پرانیستل شي او خلک به نور په لاره کې \
             ډېر وخت نه تېروي.",
            "بزګران وايي چې سږکال باران لږ شوی او د غنمو حاصل د تېر کال په پرتله کم دی، خو حکومت لا تر اوسه مرسته نه \
             ده کړې.",
            "د بهرنیو چارو وزیر نن د ګاونډیو هېوادونو له سفیرانو سره وکتل",
        ],
    );
}

#[test]
fn more_of_the_arabic_script() {
    check(
        "sd",
        "شهر جي ميئر سومر ڏينهن ٻڌايو ته نئين پل جو ڪم ايندڙ مهيني شروع ٿيندو ۽ ان تي ٻه سال لڳندا",
    );
    check(
        "pa",
        "شہر دے میئر نے دسیا اے کہ نویں پل دا کم اگلے مہینے شروع ہووے گا تے ایس اُتے دو سال لگن گے",
    );
    check(
        "az",
        "شهرین باشچیسی بیلدیردی کی یئنی کؤرپو گلن آی آچیلاجاق و بو ایش اوچون چوخ پول لازیم اولوب",
    );
    check(
        "ms",
        "داتوق بندر مڠاتاكن بهاوا جمبتن بارو ايت اكن دبوک ڤد بولن هادڤن دان اورڠ رامي تيدق ڤرلو لاݢي منوڠݢو",
    );
    // Kashmiri, of which no words are known here: surely not Arabic all the same.
    let kashmiri = "شَہرٕچ نٔو کٔدٕل ییہِ یِتھ ریتَس مَنٛز کھۄلنہٕ تہٕ لُکَن گۄو سیٹھاہ خۄش";
    assert_ne!(language(kashmiri), Some("ar"));
}

#[test]
fn chat_alphabet() {
    check_all(
        "ar-Latn",
        &[
            "ra2ees el baladeya 2al embare7 en el kobry el gdeed hayeftah el shahr elly gay, w en el nas mesh hatestana \
             sa3a kol youm 3ashan te3addi el nahr.",
            "el fallahin bey2olo en el matar kan 2olayel el sana di, w el hokouma lessa mab3atetsh ay mosa3da le 7ad.",
            "l wazir 7aka mbere7 ma3 l sa7afe w 2al enno l mashrou3 ra7 yballesh ba3d l 3id, bas ma 7ada sadda2o.",
            // Few digits or none.
            "wallah el hokouma mesh arfa te3mel eh, kol youm yetla3 wazir yeoul en el as3ar hatenzel w mafeesh haga \
             betenzel, w el nas ta3bet khalas men el kalam da.",
            "wach rakom khawti, lyoum rah nahdro 3la lbled w kifach nas rahi 3aycha, walou makan, kolchi ghali w la \
             khedma la walou, bezzaf chabab rahi baghi trouh.",
            "elwazir 2al en elmodares hateft7 bokra 3ady",
        ],
    );
}

#[test]
fn digits_that_are_no_letters() {
    check_all(
        "en",
        &[
            "The G7 summit discussed 3D printing, B2B trade and the F16 sale, while the 5G network in the 2nd district \
             was switched on at 7am and the A380 landed 9km away from the town of El Alamein.",
            "Al Ahly beat Al Hilal on Friday, and El Hadary, who kept goal for 20 years, said that Ana and Hala were \
             in the stand with their mother when the second goal went in.",
        ],
    );
    check(
        "fr",
        "Le ministre a dit mardi que le G7 parlerait du 5G et du CO2, et que l'avion F16 vendu à Al Asad ne serait pas \
         livré avant le 2e trimestre, ce qui a surpris les élus de la région.",
    );
    check(
        "es",
        "El presidente dijo ayer que el gobierno no va a subir el precio del pan, y el ministro explicó que la ayuda al \
         campo llegará en marzo, cuando se firme el acuerdo con los bancos.",
    );
}

#[test]
fn other_scripts() {
    check("en", ENGLISH);
    check(
        "fr",
        "Le maire a inauguré mardi le nouveau pont et remercié les ouvriers. Les commerçants de la vieille route \
         craignent pourtant de perdre leurs clients.",
    );
    check(
        "de",
        "Der Bürgermeister hat am Dienstag die neue Brücke eröffnet und den Arbeitern gedankt. Die Händler an der alten \
         Straße fürchten aber um ihre Kunden.",
    );
    check(
        "tr",
        "Belediye başkanı yeni köprüyü salı günü açtı ve işçilere teşekkür etti. Eski yoldaki esnaf ise müşterilerini \
         kaybetmekten korkuyor.",
    );
    check(
        "ru",
        "Мэр города открыл во вторник новый мост и поблагодарил рабочих, которые строили его два года.",
    );
    check(
        "uk",
        "Міський голова відкрив у вівторок новий міст і подякував робітникам, які будували його два роки.",
    );
    check("he", "ראש העיר פתח ביום שלישי את הגשר החדש והודה לפועלים שבנו אותו");
    check("zh", "市长星期二为新桥揭幕，并感谢了工人们两年来的辛勤劳动。");
    check("el", "Ο δήμαρχος εγκαινίασε την Τρίτη τη νέα γέφυρα");
    check(
        "it",
        "Il sindaco ha inaugurato martedì il nuovo ponte e ha ringraziato gli operai che lo hanno costruito.",
    );
    check(
        "kk",
        "Қала әкімі сейсенбіде жаңа көпірді ашып, оны екі жыл бойы салған жұмысшыларға алғыс айтты.",
    );
    check(
        "tg",
        "Раиси шаҳр рӯзи сешанбе пули навро кушод ва ба коргарон барои ду соли меҳнат миннатдорӣ кард.",
    );
    check(
        "ku",
        "Şaredarê bajêr roja sêşemê pira nû vekir û spasiya karkeran kir ku du sal li ser wê xebitîn. Esnafên li ser \
         rêya kevn ji ber ku dê mişteriyên xwe winda bikin bi fikar in.",
    );
}

#[test]
fn arabic_in_disguise() {
    let swap = |pairs: &[(char, char)]| -> String {
        let other = |c| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
        ARTICLE.chars().map(other).collect()
    };
    let after_letters = |mark: &str| -> String {
        let with = |c: char| if c.is_alphabetic() { format!("{c}{mark}") } else { c.to_string() };
        ARTICLE.chars().map(with).collect()
    };
    check("ar", ARTICLE);
    check("ar", &swap(&[('ي', 'ی'), ('ك', 'ک')]));
    check("ar", &swap(&[('ي', 'ی'), ('ى', 'ی'), ('ك', 'ک'), ('ه', 'ہ')]));
    check("ar", &swap(&[('ه', 'ھ')]));
    check("ar", &swap(&[('ي', 'ى'), ('ة', 'ه'), ('أ', 'ا'), ('إ', 'ا')]));
    check("ar", &swap(&[('ا', 'ٱ')]));
    check("ar", &after_letters("\u{064E}\u{0651}"));
    check("ar", &after_letters("ـ"));
    check("ar", &after_letters("\u{200B}"));
    check("ar", &after_letters("\u{200C}"));
    check("ar", &after_letters("\u{200F}"));
    check("ar", "ﺃﻋﻠﻨﺖ ﻭﺯﺍﺭﺓ ﺍﻟﻨﻘﻞ ﺃﻥ ﺍﻟﻘﻄﺎﺭ ﺍﻟﺠﺪﻳﺪ ﺳﻴﺒﺪﺃ ﺭﺣﻼﺗﻪ ﻓﻲ ﺍﻷﻭﻝ ﻣﻦ ﺍﻟﺸﻬﺮ، ﻭﺍﻟﺴﻼﻡ");
}

#[test]
fn dialects() {
    check_all(
        "ar",
        &[
            "الناس هنا مش عارفة تعمل ايه، كل يوم الاسعار بتزيد والحكومة بتقول ان ده طبيعي",
            "شو بدنا نعمل هلق، الكهربا مقطوعة من مبارح وما حدا عم يرد عالتلفون",
            "واش هاد الشي معقول، كاين بزاف ديال الناس اللي ما عندهمش الما فالدار",
            "الحكومة قالت راح تنطي رواتب بس لهسه ماكو شي والناس تعبت هواي",
            "وش السالفة يا جماعة، الشركة تقول بكره وبكره وحنا ننتظر من الصبح",
        ],
    );
}

#[test]
fn names_from_abroad_in_arabic() {
    check_all(
        "ar",
        &[
            "زار الوزير منطقة گرمسار والتقى المهندس پرویز کیانی الذي شرح له عمل السد الجديد",
            "قال المخرج إن فيلم «چهارراه» الذي صوره في شارع پاستور سيعرض في المهرجان",
            "وقعت شركة Siemens مع هيئة الكهرباء عقداً لبناء محطة، وقالت Reuters إن قيمته لم تعلن بعد",
            "كتب الشاعر بيتاً بالفارسية يقول فيه «بنی آدم اعضای یک پیکرند» ثم شرحه للحاضرين في القاعة الكبيرة بالعربية",
        ],
    );
    let quoted = format!(
        "{ARTICLE} وكتب السفير: «The train is a gift to the whole city and to its children»."
    );
    check("ar", &quoted);
}

#[test]
fn the_language_of_most_words() {
    let long = ARTICLE.repeat(8);
    check("ar", &format!("{ENGLISH}\n{long}"));
    check(
        "ar",
        &format!("{}\n{long}", "Home | World | Sport | Business | Login | Search | ".repeat(8)),
    );
    check("ar", &format!("{long}\n{ENGLISH}"));
    check("en", &format!("{}\n{ARTICLE}\n{}", ENGLISH.repeat(4), ENGLISH.repeat(4)));
    check("en", &format!("{ENGLISH} The name of the bridge is جسر السلام."));
    check(
        "fa",
        &format!(
            "شاعر گفت: «{}» و سپس {}",
            "العلم نور والجهل ظلام",
            "این شعر را برای مردم شهر خواند و از همه خواست که آن را به یاد داشته باشند"
        ),
    );
}

#[test]
fn nothing_where_nothing_is_sure() {
    for text in [
        "",
        " ",
        "نعم",
        "2024",
        "…",
        "OK",
        "سلام",
        "پاریس",
        "Al Jazeera",
        "وووووووووو",
        "ـــــ",
        "\u{200B}",
    ] {
        assert_eq!(language(text), None, "{text:?}");
    }
}

#[test]
fn scripts() {
    for (expected, text) in [
        (Some("Arab"), ARTICLE),
        (Some("Latn"), ENGLISH),
        (Some("Cyrl"), "Мэр города"),
        (Some("Zzzz"), "市长"),
        (Some("Arab"), "ﺍﻟﺴﻼﻡ"),
        (None, "12 %"),
        (None, ""),
    ] {
        assert_eq!(script(text), expected, "{text}");
    }
}

/// The real articles, where they are at hand: none is foreign.
#[test]
fn real_articles_are_arabic() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold/articles.jsonl");
    let Ok(articles) = std::fs::read_to_string(path) else { return };
    let foreign = articles.lines().filter(|line| {
        let text = line.split_once("\"text\": \"").map_or(*line, |(_, text)| text);
        language(&text.replace("\\n", "\n").replace("\\\"", "\"")) != Some("ar")
    });
    assert_eq!(foreign.count(), 0);
}

proptest! {
    /// Any input gives an answer, and in time that does not grow with it.
    #[test]
    fn never_panics(text in "\\PC*", unit in "[ا-ی\u{200B}a-z0-9 پ'ﷺ]{1,6}", times in 0usize..3000) {
        language(&text);
        script(&text);
        language(&unit.repeat(times));
    }

    /// Arabic stays Arabic from whatever word on it is read.
    #[test]
    fn any_part_of_arabic(from in 0usize..30, count in 20usize..40) {
        let words: Vec<&str> = ARTICLE.split_whitespace().skip(from).take(count).collect();
        prop_assert_eq!(language(&words.join(" ")), Some("ar"));
    }
}
