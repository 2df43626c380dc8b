//! What each word can do in a sentence that presents speech.

use xxhash_rust::xxh3::xxh3_64;

use super::verbs;
use crate::body::Body;
use crate::normalize::Normalized;
use crate::settings::TextSettings;

/// A set of things that a word can be; spelling without vowels leaves several open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Roles(u32);

impl Roles {
    pub(super) const NONE: Self = Self(0);
    /// A finite verb of saying.
    pub(super) const SAY: Self = Self(1);
    /// A finite verb that is one of saying where أن, a colon or a quote follows.
    pub(super) const SAY_THAT: Self = Self(1 << 1);
    /// A finite verb of an act done with words (وصف، اتهم، طالب).
    pub(super) const ACT: Self = Self(1 << 2);
    /// قائلا، مؤكدا.
    pub(super) const PARTICIPLE: Self = Self(1 << 3);
    /// متهما، داعيا.
    pub(super) const PARTICIPLE_ACT: Self = Self(1 << 4);
    /// مؤكد without an ending: a participle only before أن.
    pub(super) const PARTICIPLE_BARE: Self = Self(1 << 5);
    /// إن، أن، بأن.
    pub(super) const THAT: Self = Self(1 << 6);
    /// إنه، بأنها: the subject is in the word.
    pub(super) const THAT_IT: Self = Self(1 << 7);
    /// بحسب، وفقا، نقلا.
    pub(super) const SOURCE: Self = Self(1 << 8);
    /// قوله، تعبيره، تصريح، بيان.
    pub(super) const SAID: Self = Self(1 << 9);
    /// A noun that a name in quotes follows (صحيفة، عملية).
    pub(super) const NAMING: Self = Self(1 << 10);
    /// Words after which quotes hold a title whatever its length (بعنوان، اسم).
    pub(super) const TITLE: Self = Self(1 << 11);
    /// Words that end a speaker's name: prepositions, adverbs, relatives.
    pub(super) const ADJUNCT: Self = Self(1 << 12);
    /// Words before أن that make it no complement of saying (بعد أن، يمكن أن).
    pub(super) const BEFORE_THAT: Self = Self(1 << 13);
    /// What follows وفقا لـ and is no speaker (القانون، الخطة).
    pub(super) const NO_SOURCE: Self = Self(1 << 14);
    /// Conjunctions that end a reported clause after a comma.
    pub(super) const TURN: Self = Self(1 << 15);
    /// Particles between which and the verb no subject stands (وقد قال، كما قال، الذي قال).
    pub(super) const PARTICLE: Self = Self(1 << 16);
    /// على حد: the next word says of what.
    pub(super) const AS_PUT: Self = Self(1 << 17);
    /// عن.
    pub(super) const FROM: Self = Self(1 << 18);
    /// Prepositions that tie a fragment to its verb.
    pub(super) const TIE: Self = Self(1 << 19);
    /// A negation before the verb (لم يقل).
    pub(super) const NOT: Self = Self(1 << 20);
    /// The same where the word begins a sentence: in the middle it mostly is no verb (بين، رد).
    pub(super) const SAY_FIRST: Self = Self(1 << 21);
    /// جاء, which presents speech with في (جاء في البيان).
    pub(super) const COME: Self = Self(1 << 22);
    /// Words that are a name when they stand in quotes alone or with one more.
    pub(super) const NAME: Self = Self(1 << 23);
    /// A noun of an act done with words (تحذير، اتهام): its object may be quoted.
    pub(super) const MASDAR: Self = Self(1 << 24);
    /// Media, which are told (قال لصحيفة): names of some, as they stand after ل, and their nouns.
    pub(super) const MEDIUM: Self = Self(1 << 25);
    /// A verb that may take an object between its subject and what is said.
    pub(super) const OBJECT: Self = Self(1 << 26);
    /// A verb that makes no sense without one (وصف، اتهم).
    pub(super) const NEEDS_OBJECT: Self = Self(1 << 27);
    /// An office or a body: the words after it belong to its name (وزير، محكمة).
    pub(super) const OFFICE: Self = Self(1 << 28);
    /// A noun that stands in no one's name (الخبر، قرار).
    pub(super) const COMMON: Self = Self(1 << 29);
    /// What a headline is about, not who says it (قضية، أزمة).
    pub(super) const TOPIC: Self = Self(1 << 30);
    /// Any finite verb of the table.
    pub(super) const FINITE: Self =
        Self(Self::SAY.0 | Self::SAY_THAT.0 | Self::SAY_FIRST.0 | Self::COME.0 | Self::ACT.0);
    /// Any verb or participle that governs speech.
    pub(super) const GOVERNOR: Self =
        Self(Self::FINITE.0 | Self::PARTICIPLE.0 | Self::PARTICIPLE_ACT.0);
    /// إن with or without a pronoun.
    pub(super) const ANY_THAT: Self = Self(Self::THAT.0 | Self::THAT_IT.0);

    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn only(self, of: Self) -> Self {
        Self(self.0 & of.0)
    }
}

/// What is known of a word as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Word {
    pub(super) roles: Roles,
    /// و or ف was cut off before these roles were found.
    pub(super) conjoined: bool,
    /// ل was cut off.
    pub(super) to: bool,
    /// ب was cut off before a known noun.
    pub(super) with: bool,
}

#[rustfmt::skip]
const WORDS: &[(Roles, &str)] = &[
    (Roles::THAT, "إن أن بأن ان"),
    (Roles::THAT_IT, "إنه إنها إنهم إنهما إنهن إنني إني إننا إنك إنكم أنه أنها أنهم أنهما أنهن أنني \
        أننا بأنه بأنها بأنهم بأنهما بأننا بأنني أنك بأنك"),
    (Roles::SOURCE, "بحسب حسب وفق وفقا طبقا نقلا حسبما وفقما استنادا"),
    (Roles::FROM, "عن"),
    (Roles::AS_PUT, "حد"),
    (Roles::SAID, "قول قوله قولها قولهم قولهما قولنا تعبير تعبيره تعبيرها تعبيرهم وصفه وصفها وصفهم \
        تصريح تصريحات تصريحه تصريحاته تصريحاتها بيان بيانه بيانها تغريدة تغريدته تغريداته تغريدتها \
        تدوينة تدوينته منشور منشوره رسالة رسالته خطاب خطابه كلمته كلمتها مقابلة حديثه حديثها \
        زعمه زعمها ادعائه تعليقا عبارة عبارات جملة سؤال نصه نصها نصا حرفيا مفاده مفادها \
        مقولة مقولته هتاف هتافات شعارات يافطة لافتة لافتات"),
    (Roles::NAMING, "صحيفة جريدة مجلة قناة شبكة وكالة إذاعة محطة موقع صفحة منصة تلفزيون راديو برنامج \
        فيلم مسلسل رواية كتاب كتابه كتابها مسرحية أغنية ديوان لوحة مسرح مقهى فندق مطعم ملعب \
        تنظيم حركة جماعة منظمة حزب ميليشيا مليشيا ميليشيات مليشيات كتيبة كتائب لواء فيلق جبهة جيش سرايا \
        عصابة خلية تحالف ائتلاف اتحاد رابطة مجموعة هيئة مؤسسة جمعية مركز معهد جامعة مدرسة فريق نادي \
        شركة مصرف بنك سفينة ناقلة باخرة غواصة مدمرة فرقاطة حاملة طائرة طائرات مقاتلة مقاتلات مسيرة صاروخ \
        صواريخ منظومة قمر دبابة سلاح طراز عملية حملة معركة مناورات مناورة تمرين تدريب مشروع مبادرة خطة \
        برنامج صفقة قضية ملف قانون مؤتمر منتدى ندوة معرض مهرجان مسابقة جائزة كأس بطولة ورشة قمة \
        مدينة بلدة قرية منطقة حي ميدان شارع سجن قاعدة مطار معبر ميناء محافظة ولاية إقليم جزيرة \
        عاصفة إعصار فيروس لقاح دواء تطبيق نظام جهاز هاتف لعبة وسم هاشتاغ هاشتاق حساب \
        خط أنابيب طريق محور حقل مفاعل محطة معمل مصنع مخيم مستشفى مسجد كنيسة غاز مادة مركب نوع \
        وكالات صحف قنوات مواقع تنظيمي حركتي منظمات شركات مشروعي عناصر مقاتلي مقاتلو مسلحي مسلحو \
        أنصار إستراتيجية استراتيجية رؤية وثيقة ميثاق معاهدة اتفاقية اتفاق اجتماع ثورة جمعة يوم عيد \
        ليبرالية فرقة وحدة قوة قوات لجنة مجلس مبدأ سوق سلسلة فئة مسمى مختبر مرصد فصيل فصائل أوبرا \
        استوديو دار مجمع برج جسر متحف قصر حديقة سد دوري منتخب نشيد قصيدة مرض متلازمة ظاهرة بروتوكول تقنية خدمة \
        علامة ماركة"),
    (Roles::TITLE, "بعنوان عنوان عنوانه عنوانها بعنوانه معنونة معنون اسم باسم اسمه اسمها لقب بلقب لقبه مسمى \
        بمسمى تسمية سميت سمي يسمى تسمى المسماة المسمى يدعى تدعى المدعو المدعوة يعرف تعرف عرف عرفت المعروف \
        المعروفة المعروفين يطلق شعار بشعار شعاره شعارها وسم بوسم هاشتاغ مصطلح لمصطلح بمصطلح"),
    (Roles::ADJUNCT, "في خلال عقب بعد قبل لدى على أمام عبر أمس اليوم غدا يوم مساء صباح أثناء عند إلى من مع \
        منذ حول بشأن ضمن حين إثر بينما حيث كما الذي التي الذين اللذين اللتين ما مما وهو وهي أو ثم إذ إذا لو لكن \
        الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت أيضا هنا هناك عن ضد ردا تعليقا قائلا بأن \
        كل لم لن لا ليس قد لقد كان كانت هذا هذه ذلك تلك له لها لهم لنا هو هي هم فيه فيها عليه به بها إليه \
        قوله قولها قولهم قولهما قولنا تأكيده تأكيدها تأكيدهم لأن عنه عنها عنهم بنص بقصد بشدة بمثابة بدلا بشكل بصورة بعدم بدون بحضور بمشاركة بموجب بسبب \
        بهدف بغية بفضل بواسطة بنية بحزم بقوة فور تجاه مجددا خصوصا خاصة مرارا \
        الشهر الأسبوع الماضي الماضية المقبل سنة وقت لكنها لكنه لكن يعني سابقا لاحقا مؤخرا بدوره بدورها ساخرا متحدثا ضاحكا بوضوح صراحة مباشرة كذلك حينها آنذاك وقتها"),
    (Roles::BEFORE_THAT, "أهمية ضرورة بضرورة لضرورة إمكانية احتمال بشرط بعد قبل يمكن يجب دون منذ إلا كما حيث ينبغي أجل لا بد تمكن يريد تريد أراد يستطيع تستطيع \
        بدل مقابل قرر قررت شرط شريطة لولا غير بيد عسى يتعين نريد أريد يفترض المفترض المتوقع يتوقع المقرر مقرر \
        المرجح المنتظر الممكن الضروري يلزم كاد يكاد يحاول تحاول حتى رغم برغم مع قبيل يبدو كأن فور يود"),
    (Roles::NO_SOURCE, "قانون القانون قرار القرار قرارات مادة المادة اتفاق الاتفاق اتفاقية الاتفاقية خطة الخطة جدول \
        الجدول نظام النظام معايير المعايير شروط الشروط قواعد القواعد مبادئ المبادئ دستور الدستور برنامج البرنامج \
        أحكام إجراءات رؤية الأصول الطلب الحاجة الضرورة آلية آليات أسس لوائح الأنظمة أنظمة ظروف الظروف ذلك لذلك \
        لهذا هذا هذه منهج نهج مقتضيات أصول نتائج عدد حجم نوع طبيعة متطلبات احتياجات مذكرة"),
    (Roles::MEDIUM, "صحيفة جريدة مجلة قناة شبكة وكالة إذاعة محطة موقع تلفزيون راديو صحف قنوات وكالات مواقع وسائل \
        بي سي إن رويترز فرانس تاس سبوتنيك بلومبرغ إنترفاكس أسوشيتد شينخوا"),
    (Roles::OFFICE, "رئيس رئيسة رؤساء وزير وزيرة وزراء وزارة نائب نائبة مدير مديرة أمين أمينة سفير سفيرة سفارة قائد \
        قادة مسؤول مسؤولة مسؤولو مستشار مستشارة متحدث متحدثة ناطق ناطقة عضو أعضاء زعيم زعماء مبعوث ممثل ممثلة \
        حاكم محافظ عمدة ملك ملكة أمير شيخ قاضي قاضية مندوب مندوبة وكيل مساعد مساعدة مفتي نقيب عميد خبير خبيرة \
        خبراء مفوض مفوضة محامي محامية محلل باحث باحثة مدرب لاعب قيادي سكرتير مكتب إدارة حكومة سلطات شرطة محكمة \
        نيابة دول دولة برلمان بعثة نقابة إمارة مملكة جمهورية رئاسة قيادة مصادر مصدر عالمة"),
    (Roles::COMMON, "خبر عمل أعمال أخبار أنباء تقارير شائعات اتهامات ادعاءات غرب مزاعم تحقيق تحقيقات عقوبات هجوم هجمات حملة \
        حرب قرار قرارات اتفاق اتفاقية معاهدة خطة خطوة خطوات سياسة سياسات قانون مشروع مقترح تصريحات كلام مواطنين \
        صحفيين صحافيين طلاب أهالي سكان عالم ضربات ضربة إجراء إجراءات موقف مواقف وضع أوضاع خطاب رسوم فكرة"),
    (Roles::TOPIC, "قضية قضايا أزمة أزمات اختفاء حرب مقتل اغتيال محاكمة انتخابات استفتاء ملف"),
    (Roles::TURN, "بينما فيما لكن لكنه لكنها حين وهو وهي ليعلن لتعلن مقابل المقابل"),
    (Roles::PARTICLE, "وقد قد كما مثلما فقد لقد كان كانت حيث الذي التي الذين ما مما إذ فيما وفيما ثم لم لن لا سوف هكذا \
        وكان وكانت وكما عندما بعدما حين بينما إذا أن أو كذلك أيضا وهو وهي هو هي وهنا وما هل"),
    (Roles::MASDAR, "إعلان إعلانه إعلانها تأكيد تأكيده تأكيدها تحذير تحذيرا تحذيرات تحذيره تعهد تعهده تعهدات دعوة دعوته \
        دعوات اتهام اتهامات اتهامه اتهامها قول اعتراف اعترافه إصرار إصراره وصف تلويح تهديد تهديدات تهديده مطالبة \
        مطالبته مطالبات إشارة إشارته دعوى بدعوى بداعي تعليق تعليقه انتقاد انتقادات زعم مزاعم ادعاء ادعاءات تنديد \
        إدانة وعد وعود وعده تصريحات بذريعة بحجة تمنياته"),
    (Roles::NAME, "داعش النصرة القاعدة طالبان حماس تويتر فيسبوك الفيسبوك فيس سناب يوتيوب إنستغرام انستغرام تلغرام \
        واتساب إكس أوبك أوبيك الناتو ناتو رويترز بلومبرغ سبوتنيك تاس شينخوا الجزيرة العربية \
        البوليساريو فتح الإخوان الحشد"),
    (Roles::NOT, "لم لن لا ما ليس"),
    (Roles::TIE, "ب بـ إلى من عن على ك كـ ل أنه أنها بأنه بأنها بأنهم بأنهما بأن أن إنه إنها أنهم بكونه بكونها مثل \
        بوصفه باعتباره"),
];

/// All words with a role, in normalised spelling, by hash: each word of a text is looked up four
/// times, and a search by order costs more than the rest of the stage.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    /// Twice as many places as words or more, a power of two; a word stands at its hash or in one of
    /// the places after it.
    places: Vec<Option<(Box<str>, Roles)>>,
}

impl Lexicon {
    /// Spells the tables by the same rules as the texts.
    pub(super) fn new(settings: &TextSettings) -> Self {
        let mut forms = String::new();
        let mut roles = Vec::new();
        let mut add = |form: &str, role: Roles| {
            forms.push_str(form);
            forms.push('\n');
            roles.push(role);
        };
        verbs::for_each_form(|form, role| {
            if !verbs::NO_VERB.contains(&form.as_str()) {
                add(&form, role);
            }
        });
        for &(role, list) in WORDS {
            list.split_whitespace().for_each(|form| add(form, role));
        }
        let body = Body::whole(&forms);
        let folded = Normalized::new(&body, &settings.rules);
        let mut out = Self { places: vec![None; (roles.len() * 2).next_power_of_two()] };
        for (form, role) in folded.text().lines().zip(roles) {
            let place = out.place(form);
            match &mut out.places[place] {
                Some((_, known)) => *known = known.and(role),
                empty => *empty = Some((form.into(), role)),
            }
        }
        out
    }

    /// Where a word stands, or the free place where it would.
    fn place(&self, word: &str) -> usize {
        let last = self.places.len() - 1;
        let mut place = xxh3_64(word.as_bytes()) as usize & last;
        while self.places[place].as_ref().is_some_and(|(known, _)| **known != *word) {
            place = (place + 1) & last;
        }
        place
    }

    fn known(&self, word: &str) -> Roles {
        self.places[self.place(word)].as_ref().map_or(Roles::NONE, |(_, roles)| *roles)
    }

    /// What a word can be, with و and ف or ب and ل before it.
    pub(super) fn word(&self, spelling: &str) -> Word {
        let known = |s: &str| self.known(s);
        let mut out = Word { roles: known(spelling), ..Word::default() };
        if let Some(rest) = spelling.strip_prefix(['و', 'ف']) {
            let roles = known(rest);
            // ورد is "came" and "and answered".
            let taken = out.roles.any(Roles::GOVERNOR.and(Roles::SOURCE));
            if roles != Roles::NONE && (!taken || out.roles.any(Roles::COME)) {
                out.conjoined = true;
                out.roles = out.roles.and(roles);
            }
        }
        // بصحيفة, لتنظيم, للقناة, والشركة: nouns take ب and ل and the article.
        let bare = spelling.strip_prefix(['و', 'ف']).unwrap_or(spelling);
        let nouns = Roles::NAMING.and(Roles::SAID).and(Roles::NO_SOURCE).and(Roles::MASDAR);
        let nouns = nouns.and(Roles::MEDIUM);
        if let Some(rest) = bare.strip_prefix(['ب', 'ل', 'ك']) {
            let noun = known(rest).only(nouns);
            out.to = bare.starts_with('ل');
            out.with = bare.starts_with('ب') && noun != Roles::NONE;
            out.roles = out.roles.and(noun);
            let rest = rest.strip_prefix("ال").or(rest.strip_prefix('ل')).unwrap_or(rest);
            out.roles = out.roles.and(known(rest).only(Roles::NO_SOURCE.and(Roles::MEDIUM)));
        }
        if let Some(rest) = bare.strip_prefix("ال") {
            let nouns = Roles::NO_SOURCE.and(Roles::OFFICE).and(Roles::COMMON).and(Roles::TOPIC);
            out.roles = out.roles.and(known(rest).only(nouns));
        }
        out
    }
}
