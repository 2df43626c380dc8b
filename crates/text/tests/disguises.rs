//! Disguises that change nothing of the meaning give the same tokens, stems and mentions.

use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::prelude::*;
use rasid_text::{Body, MentionFinder, Names, Reader, TargetTerms, TextSettings};

/// What is read out of a text: normalised words with their stems, and the mentions.
fn read(text: &str) -> (Vec<(String, String)>, usize) {
    let settings = TextSettings::default();
    let terms = TargetTerms {
        names: vec!["أمريكا".into(), "أوكرانيا".into()],
        adjectives: vec!["إيطالي".into()],
        ..TargetTerms::default()
    };
    let finder = MentionFinder::new(&[terms], &settings);
    let names = Names::default();
    let reading = Reader::new(&settings, &finder, &names).read(&Body::whole(text), None);
    let word = |t| {
        let stem = reading.tokens.stem(&reading.text, t).to_owned();
        (reading.text.slice(t).to_owned(), stem)
    };
    (reading.tokens.list().iter().map(word).collect(), reading.mentions.list().len())
}

/// One way to write a character that says the same: the variants of each, none where it has none.
type Disguise = fn(char) -> Vec<String>;

fn after(c: char, signs: &[char]) -> Vec<String> {
    let arabic = |c: char| ('\u{0621}'..='\u{064A}').contains(&c);
    let with = |s: &char| format!("{c}{s}");
    if arabic(c) { signs.iter().map(with).collect() } else { vec![] }
}

fn one_of(c: char, families: &[&str]) -> Vec<String> {
    let family = families.iter().find(|f| f.contains(c));
    family.map(|f| f.chars().map(String::from).collect()).unwrap_or_default()
}

/// Positional forms of a letter: what the compatibility normalisation makes this letter of.
fn forms(c: char) -> Vec<String> {
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let is_form = |form: &char| nfkc.normalize(&form.to_string()) == c.to_string();
    ('\u{FE80}'..='\u{FEF4}').filter(is_form).map(String::from).collect()
}

fn full_width(c: char) -> Vec<String> {
    let wide = |c: char| char::from_u32(c as u32 - 0x21 + 0xFF01).map(String::from);
    if c.is_ascii_alphanumeric() { wide(c).into_iter().collect() } else { vec![] }
}

fn hamza_apart(c: char) -> Vec<String> {
    let apart = match c {
        'أ' => "ا\u{0654}",
        'إ' => "ا\u{0655}",
        'آ' => "ا\u{0653}",
        'ؤ' => "و\u{0654}",
        'ئ' => "ي\u{0654}",
        'é' => "e\u{0301}",
        _ => return vec![],
    };
    vec![apart.to_owned()]
}

const DISGUISES: &[(&str, Disguise)] = &[
    ("short vowels", |c| after(c, &['\u{064E}', '\u{064F}', '\u{0650}', '\u{0652}'])),
    ("doubling and nunation", |c| after(c, &['\u{0651}', '\u{064B}', '\u{064C}', '\u{064D}'])),
    ("superscript alef", |c| after(c, &['\u{0670}'])),
    ("Quranic signs", |c| after(c, &['\u{06D6}', '\u{06E1}', '\u{0610}', '\u{08F0}'])),
    ("elongation", |c| after(c, &['ـ'])),
    ("zero-width characters", |c| after(c, &['\u{200B}', '\u{200C}', '\u{200D}'])),
    ("direction marks", |c| after(c, &['\u{200E}', '\u{200F}', '\u{061C}'])),
    ("embeddings and isolates", |c| after(c, &['\u{202A}', '\u{202B}', '\u{202C}', '\u{2067}'])),
    ("byte-order marks, soft hyphens, joiners", |c| {
        after(c, &['\u{FEFF}', '\u{00AD}', '\u{2060}'])
    }),
    ("variation selectors", |c| after(c, &['\u{FE00}', '\u{FE0F}', '\u{034F}'])),
    ("presentation forms", forms),
    ("alef", |c| one_of(c, &["اأإآٱ"])),
    ("ya", |c| one_of(c, &["يىی"])),
    ("kaf", |c| one_of(c, &["كکڪ"])),
    ("ha and ta marbuta", |c| one_of(c, &["هةہھە"])),
    ("hamza and accents written apart", hamza_apart),
    ("digits", |c| {
        one_of(c, &["0٠۰", "1١۱", "2٢۲", "3٣۳", "4٤۴", "5٥۵", "6٦۶", "7٧۷", "8٨۸", "9٩۹"])
    }),
    ("quotation marks and brackets", |c| one_of(c, &["«“\"„‹(", "»”\u{2033}›)"])),
    ("commas and dashes", |c| one_of(c, &["،,", "–-—"])),
    ("ends of sentences", |c| one_of(c, &["؟?!", "؛…"])),
    ("spaces", |c| one_of(c, &[" \u{00A0}\u{2009}\u{202F}\u{3000}\t"])),
    ("capitals", |c| vec![c.to_uppercase().collect()]),
    ("full-width letters", full_width),
];

const TEXT: &str = "قال أحمد: «إن إيطاليا وأمريكا والإيطاليين على خلاف»، في 46.6 من القضايا – كما ذكر المسؤول؟ \
    سئل آخرون عن شؤون أوكرانيا الكبيرة؛ وأكد مؤتمر الكتاب (عام 2023) ذلك لرويترز Reuters و café.";

#[test]
fn every_disguise_at_every_place() {
    let plain = read(TEXT);
    assert_eq!(plain.1, 4);
    for (name, disguise) in DISGUISES {
        let longest = TEXT.chars().map(|c| disguise(c).len()).max().unwrap_or_default();
        assert!(longest > 0, "{name} disguises nothing of the text");
        for variant in 0..longest {
            let choose = |c: char| {
                let variants = disguise(c);
                let chosen = variants.get(variant % variants.len().max(1)).cloned();
                chosen.unwrap_or_else(|| c.to_string())
            };
            let disguised: String = TEXT.chars().map(choose).collect();
            assert_eq!(read(&disguised), plain, "{name}: {disguised}");
        }
    }
}

#[test]
fn the_ligature_of_lam_and_alef() {
    for (plain, disguised) in
        [("سلام", "سﻼم"), ("الأمن", "اﻷمن"), ("الإعلام", "اﻹعلام"), ("الآن", "اﻵن"), ("الله", "ﷲ")]
    {
        assert_eq!(read(plain), read(disguised), "{plain}");
    }
}

proptest! {
    #[test]
    fn any_mixture(choices in prop::collection::vec((0..DISGUISES.len() * 2, 0usize..8), TEXT.chars().count())) {
        let disguise = |(c, &(kind, variant)): (char, &(usize, usize))| {
            let variants = DISGUISES.get(kind).map(|(_, disguise)| disguise(c)).unwrap_or_default();
            let chosen = variants.get(variant % variants.len().max(1)).cloned();
            chosen.unwrap_or_else(|| c.to_string())
        };
        let disguised: String = TEXT.chars().zip(&choices).map(disguise).collect();
        prop_assert_eq!(read(&disguised), read(TEXT), "{}", disguised);
    }
}

/// The vocalised words of real articles, where they lie beside the project.
#[test]
fn vocalised_words_of_real_articles_stay_whole() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let Ok(folder) = std::fs::read_dir(seeds) else { return };
    let mut words = 0;
    for file in folder {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let settings = TextSettings::default();
        let (finder, names) = (MentionFinder::new(&[], &settings), Names::default());
        let reading = Reader::new(&settings, &finder, &names).read(&Body::whole(&text), None);
        let mark = |c: char| matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}');
        let letter = |c: char| mark(c) || matches!(c, '\u{0621}'..='\u{064A}' | '\u{0671}');
        let spans: Vec<_> = reading.tokens.list().iter().map(rasid_text::Token::source).collect();
        for word in text.split(|c| !letter(c)).filter(|w| w.contains(mark)) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let span = start..start + word.len();
            assert!(spans.contains(&span), "{word:?} at {start} is no token");
            words += 1;
        }
    }
    assert_eq!(words, 101);
}
