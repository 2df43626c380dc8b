//! The Arabic chat alphabet (Arabizi): Arabic in Latin letters and digits.

use super::survey::Sample;

/// Whether the words are Arabic in Latin letters.
///
/// Words with a digit for a letter (3 for ع, 7 for ح, 2 for ء …) and function words of Arabic must
/// be a fifth of all words, three of them beyond doubt, and more than the function words of other
/// languages: most writers mix some English or French into it.
pub(super) fn is_used_in(sample: &Sample<'_>) -> bool {
    let text: String = sample.chars().filter(|c| !matches!(c, '\'' | '’' | '`')).collect();
    let (mut words, mut sure, mut score, mut against) = (0u32, 0u32, 0u32, 0u32);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.contains(|c: char| c.is_alphabetic()) {
            continue;
        }
        words += 1;
        let lower = word.to_ascii_lowercase();
        let is_in = |list: &[&str]| list.binary_search(&lower.as_str()).is_ok();
        if has_digit_as_letter(word) || is_in(ARABIC) {
            sure += 1;
            score += 2;
        } else if is_in(ARABIC_OR_NOT) || has_article(&lower) {
            score += 1;
        } else if is_in(NOT_ARABIC) {
            against += 2;
        }
    }
    sure >= 3 && score > against && score * 5 >= words * 2
}

/// Whether a digit stands for an Arabic letter, as in `3ala`, `sa7afa`, `7okouma`, and not for a
/// number, as in `3D`, `B2B`, `F16`, `2nd`, `5km`, `mp3`, `covid19`.
fn has_digit_as_letter(word: &str) -> bool {
    let bytes = word.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(b' ');
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let stands = bytes.iter().enumerate().any(|(i, digit)| {
        let before = i.checked_sub(1).map_or(b' ', at);
        let after = at(i + 1);
        matches!(digit, b'2' | b'3' | b'5'..=b'9')
            && match (before, after) {
                (b' ', a) => a.is_ascii_lowercase(),
                (b, b' ') => b.is_ascii_lowercase() && word.contains(['a', 'e', 'i', 'o', 'u']),
                (b, a) => b.is_ascii_alphabetic() && a.is_ascii_lowercase(),
            }
    });
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = rest.len() < word.len() && UNITS.contains(&rest.to_ascii_lowercase().as_str());
    stands && !unit && letters >= 2
}

/// Whether a word begins with `el` and a consonant as it follows the Arabic article.
fn has_article(word: &str) -> bool {
    word.strip_prefix("el")
        .is_some_and(|rest| rest.len() >= 4 && rest.starts_with(|c| "bdfghjkmnqrstwyz".contains(c)))
}

/// Units, endings of ordinals and times of the day, as they stand behind a number.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "am", "bn", "cm", "days", "eme", "er", "ers", "fold", "gb", "ghz", "go", "hrs", "kg", "km", "km2",
    "kms", "kw", "mb", "mhz", "min", "mins", "mm", "mn", "mo", "mph", "nd", "nde", "ne", "pm", "pts",
    "px", "rd", "sec", "st", "tb", "th", "tn", "way",
];

/// Arabic words that no large European language has, sorted.
#[rustfmt::skip]
const ARABIC: &[&str] = &[
    "aalet", "aalo", "abgha", "abgi", "ach", "achno", "achnou", "ahlan", "aiwa", "aked", "akeed",
    "akeedan", "akheer", "akher", "akhir", "aktar", "akthar", "akther", "aktr", "alaikum",
    "alashan", "alaykom", "alech", "alf", "alhamdulilah", "alhamdulillah", "allathi", "allati",
    "allaze", "allazi", "almafrod", "alyoum", "annahu", "arba", "ashan", "aslan", "asln", "awel",
    "awez", "awi", "awwal", "awwel", "awy", "ayez", "ayoua", "aywa", "aywah", "ayz", "baad",
    "baaden", "baddak", "baddi", "baddo", "badein", "badna", "balad", "banat", "barcha", "bardo",
    "bardou", "bardu", "barsha", "bayn", "bddi", "bdoun", "bdun", "beddi", "beeh", "beeha",
    "begad", "betaa", "betaet", "betaetna", "bezaf", "bezzaf", "bgad", "bidak", "biddi", "biddo",
    "bidna", "bidoun", "bih", "biha", "bihom", "bikoon", "bikoun", "bitaa", "biykoun", "bladi",
    "bladna", "bokra", "bokrah", "boukra", "bs", "bss", "btaa", "btkon", "bukra", "bykon",
    "bykoon", "bykoun", "bzaf", "bzzaf", "chahr", "chhar", "chkoun", "chkoune", "chneya", "chnia",
    "chnou", "chnowa", "chou", "chouia", "chwaya", "chwi", "chwiya", "daba", "daiman", "dawla",
    "dawlat", "dayer", "dayman", "daymen", "dayra", "deh", "delwakt", "delwaty", "deyya", "dial",
    "dih", "dima", "dirham", "diyal", "djazair", "dlwakt", "dork", "drk", "drok", "dyal", "dyali",
    "dyalna", "dyalo", "dzair", "ehna", "eih", "eldawla", "eldjazair", "eldoula", "elgay",
    "elhamdulillah", "elhokoma", "elhokouma", "eliy", "eljay", "eljaye", "eljazair", "elkalam",
    "elkhedma", "ellah", "elli", "elly", "elmadares", "elmadina", "elmafrod", "elmaghreb",
    "elmdina", "elmostashfa", "elnafs", "elnaharda", "elnahrda", "elnas", "elsana", "elshahr",
    "elsouq", "elwazir", "ely", "elyaum", "elyom", "elyoum", "emta", "ennaha", "ennaharda",
    "ennas", "enno", "ennou", "enshallah", "enta", "enti", "ento", "entou", "entu", "enty",
    "eshi", "essana", "essouq", "eyh", "ezay", "ezayy", "ezzay", "fal", "feeh", "feeha", "feehom",
    "feen", "fehom", "fein", "felous", "feya", "feyn", "fih", "fiha", "fihom", "fina", "fiya",
    "fiyya", "flous", "folos", "fouq", "gabl", "galet", "galo", "galou", "ganb", "gaya", "gdeed",
    "gdida", "gedan", "geddan", "gedid", "gedida", "geneh", "genih", "ghadya", "ghair", "ghalia",
    "ghayr", "gheir", "ghir", "ghodwa", "gneh", "habibi", "habibti", "hadak", "hadchi", "hadha",
    "hadhi", "hadi", "hadik", "hadou", "hadra", "hadshi", "haga", "hagat", "haida", "haidi",
    "haja", "hajat", "halaa", "hamdellah", "hamdoulah", "hamdoullah", "hamdulillah", "hatha",
    "hathi", "hatta", "hayda", "hayde", "haydi", "hayk", "haykon", "haykoun", "hayy", "hayye",
    "hdar", "hedha", "hedhi", "heik", "heke", "helw", "helwa", "hena", "henna", "henne", "henni",
    "heya", "heyk", "heyya", "hiye", "hiyya", "hna", "hokoma", "hokouma", "hokuma", "homma",
    "houkouma", "houma", "houwa", "howa", "howe", "howwa", "humma", "huwa", "hwaya", "hya",
    "ihna", "illi", "illy", "ily", "imta", "inchalah", "inchallah", "innaha", "innaharda",
    "innou", "inshalla", "inshallah", "inta", "inti", "intu", "ishi", "izzay", "jadeed", "jadid",
    "jadida", "jayy", "jazayer", "jdid", "jdida", "jeya", "jidan", "jiddan", "kabir", "kabira",
    "kabl", "kalam", "kamalan", "kanat", "kanet", "kanit", "kanou", "kanu", "katheer", "kayen",
    "kayn", "kayna", "kaza", "kbar", "kbeer", "kbeera", "kbir", "kbira", "kda", "kebir", "kebira",
    "keda", "kedah", "keef", "keefak", "kenna", "keteer", "keter", "khalas", "khalass", "khamsa",
    "khatar", "khater", "khedma", "khlas", "khouya", "khoya", "kida", "kidda", "kif", "kifach",
    "kifak", "kifash", "kifech", "kifeh", "kifik", "kima", "kolchi", "kolech", "kollo", "kolshi",
    "konna", "koulchi", "koullou", "kteer", "kteir", "ktheer", "kthir", "ktir", "kulchi", "kull",
    "kulo", "kulshi", "kulu", "kunna", "kunt", "kwayes", "kwayesa", "kwayyes", "laish", "lamma",
    "laww", "lazam", "lazem", "lazim", "lblad", "lbled", "leanno", "lebnen", "leera", "leih",
    "leish", "lel", "lesa", "lessa", "lezem", "lflous", "lhamdoullah", "lhokouma", "lianno",
    "liano", "libnan", "lira", "lissa", "lly", "lmadina", "lmafroud", "lmaghrib", "lmdina",
    "lokan", "loukan", "loukane", "lsa", "lw", "lyom", "lyoum", "mabqach", "mabrouk", "machallah",
    "machi", "madaris", "madrasa", "mafeech", "mafeesh", "mafi", "mafich", "mafish", "mafrod",
    "makach", "makanch", "makansh", "makaych", "makaynch", "maknch", "malyon", "malyoun",
    "mantega", "mantiqa", "marhaba", "masari", "masary", "maser", "mashallah", "mazal", "mazboot",
    "mazbout", "mazel", "mbareh", "mech", "meen", "menin", "menno", "menshan", "mesh", "meyya",
    "mezel", "miliar", "milyon", "milyoun", "minno", "minshan", "misr", "mit", "miyya", "ml",
    "mlih", "mneeh", "mnein", "mnih", "mnin", "mochkla", "momken", "momkin", "momkn", "moshkela",
    "moshkelet", "mostashfa", "mouch", "mouche", "mouchkla", "moushkle", "msh", "mshan", "mtaa",
    "mumken", "mumkin", "mushkila", "mushkilit", "mustashfa", "nahar", "naharda", "nchalah",
    "nchallah", "nhabo", "nhar", "nhara", "nheb", "nness", "ntaa", "ntom", "ntoma", "ntouma",
    "ow", "qabl", "qal", "qalat", "qalet", "qalo", "qalou", "rabbi", "rabbina", "rabna", "raees",
    "rahi", "rahom", "rahou", "rahoum", "raki", "rayes", "rayis", "rejal", "riyal", "rouh",
    "sabah", "salamou", "sanawat", "seir", "seneh", "sewa", "sghar", "shahr", "shinu", "shno",
    "shnou", "shnu", "shoghl", "shoof", "shouf", "shughl", "shwai", "shway", "shwaya", "shwayet",
    "shwayya", "shwayyeh", "slm", "sneen", "snin", "soria", "souq", "subhanallah", "suria",
    "tabaan", "taht", "takoun", "tamanya", "tany", "tawa", "tawwa", "tayeb", "tayyeb", "tenye",
    "tkoun", "tkun", "tlata", "tounes", "tyb", "wach", "wahad", "wahed", "wala", "walah", "walla",
    "wallah", "wallahi", "walou", "wana", "waqtach", "wayed", "wayen", "wayid", "wayn", "wazeer",
    "wazir", "wech", "wein", "wel", "welad", "wellah", "wenta", "wesh", "wezara", "wezaret",
    "wezir", "wfe", "wfi", "winou", "wizara", "wizaret", "wkan", "wkanet", "wkano", "wla", "wlad",
    "wled", "wlh", "wma", "wmesh", "wmin", "wmn", "yaani", "yakhi", "yakoun", "yalla", "yallah",
    "yasser", "yawm", "yehdina", "yekon", "yekoun", "yekun", "yemken", "yemkin", "yikoun",
    "yimkin", "ykoon", "ykoun", "ykun", "yomein", "yoom", "youm", "youmein", "youmiyan", "zayi",
    "zayy", "zey",
];

/// Arabic words that other languages have too, sorted: they count half, and only beside others.
#[rustfmt::skip]
const ARABIC_OR_NOT: &[&str] = &[
    "aal", "abl", "akid", "al", "ala", "allah", "am", "an", "ana", "anno", "aw", "awal", "b",
    "bal", "bas", "bass", "be", "been", "bein", "bel", "bi", "bil", "blad", "bled", "da", "de",
    "di", "do", "dol", "dy", "eh", "el", "ela", "eli", "en", "ey", "fe", "fel", "fi", "fil", "fy",
    "gal", "ghadi", "gher", "had", "hada", "hal", "hala", "halla", "hay", "hek", "hiya", "hom",
    "il", "ila", "in", "inna", "inno", "jay", "kahn", "kal", "kama", "kaman", "kamen", "kan",
    "kana", "kano", "kant", "kede", "ken", "kent", "kol", "koll", "kon", "kont", "kul", "l", "la",
    "lao", "law", "le", "lech", "leh", "lesh", "li", "lil", "lli", "lo", "ma", "man", "masr",
    "mel", "men", "min", "mine", "mish", "mn", "naam", "nas", "ness", "nos", "nta", "nti", "ou",
    "rabi", "rah", "raha", "rais", "rak", "rana", "rani", "ray", "salam", "sana", "shab", "shi",
    "shou", "shu", "tani", "taw", "tene", "w", "wa", "wal", "wara", "wash", "wen", "wil", "win",
    "ya", "yala", "ye", "yom", "zai", "zay",
];

/// Function words of languages in Latin letters that chat Arabic hardly has, sorted.
#[rustfmt::skip]
const NOT_ARABIC: &[&str] = &[
    "aan", "about", "adalah", "af", "after", "akan", "all", "alla", "als", "also", "anche", "and",
    "ang", "ao", "are", "as", "at", "att", "au", "auch", "auf", "aux", "av", "avec", "ay", "az",
    "bei", "bij", "bir", "bu", "but", "by", "care", "ces", "cette", "cha", "che", "comme", "como",
    "con", "csak", "cu", "daha", "dal", "dalam", "dan", "dans", "dari", "das", "dat", "dedi",
    "dei", "del", "della", "delle", "dem", "den", "dengan", "der", "des", "desde", "det", "dhe",
    "did", "die", "din", "dla", "dos", "du", "een", "egy", "ei", "ein", "eine", "em", "entre",
    "est", "esta", "este", "et", "että", "foi", "for", "from", "fue", "för", "für", "gibi", "gli",
    "göre", "har", "has", "hat", "have", "he", "her", "het", "his", "hogy", "if", "ikke", "ile",
    "im", "ini", "inte", "is", "ist", "it", "its", "itu", "iyo", "için", "ja", "jak", "je",
    "jest", "juga", "ka", "kadar", "kako", "katika", "koji", "ku", "kwa", "las", "les", "leur",
    "los", "mai", "mais", "me", "med", "meg", "met", "mga", "mint", "more", "más", "na", "nach",
    "ne", "nel", "nem", "ng", "nga", "ni", "nicht", "nie", "niet", "një", "not", "nous", "não",
    "och", "od", "of", "og", "olan", "olarak", "olduğu", "oleh", "oli", "on", "one", "ont", "oo",
    "ook", "op", "or", "oraz", "os", "out", "pada", "par", "para", "pas", "pe", "pela", "pelo",
    "pentru", "per", "pero", "più", "plus", "po", "por", "pour", "przez", "på", "për", "que",
    "qui", "që", "sa", "said", "se", "según", "ses", "seu", "she", "si", "sich", "się", "so",
    "sobre", "som", "son", "sono", "sonra", "sont", "su", "sua", "sunt", "sur", "sus", "são",
    "también", "than", "that", "the", "their", "they", "this", "tidak", "til", "till", "to", "të",
    "uma", "una", "und", "une", "untuk", "up", "uu", "van", "ve", "volt", "von", "voor", "vous",
    "waa", "was", "we", "werd", "were", "which", "who", "will", "wird", "with", "would", "wurde",
    "yang", "you", "za", "zijn", "zu", "är", "çok", "è", "és", "été", "što", "że", "și",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_apart() {
        for list in [ARABIC, ARABIC_OR_NOT, NOT_ARABIC] {
            assert!(list.is_sorted_by(|a, b| a < b));
        }
        for word in ARABIC_OR_NOT.iter().chain(NOT_ARABIC) {
            assert!(!ARABIC.contains(word), "{word}");
        }
        assert!(NOT_ARABIC.iter().all(|word| !ARABIC_OR_NOT.contains(word)));
    }

    #[test]
    fn digits_as_letters() {
        for word in
            ["3ala", "sa7afa", "7okouma", "2al", "ma3", "embare7", "t3ala", "Mo7amed", "ra2ees"]
        {
            assert!(has_digit_as_letter(word), "{word}");
        }
        for word in [
            "3D", "B2B", "F16", "2nd", "5km", "7am", "covid19", "G7", "CO2", "H2O", "mp3", "A380",
            "2024", "9",
        ] {
            assert!(!has_digit_as_letter(word), "{word}");
        }
    }
}
