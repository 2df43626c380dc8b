//! The registry of outlets: well-formed, and what it decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::run::{Place, Row, project, table};

fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|item| !item.is_empty())
}

/// Letters and digits, without the spellings that readers take for one.
fn key(name: &str) -> String {
    let fold = |c: char| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        c => c,
    };
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(fold).collect()
}

#[test]
fn well_formed() {
    let outlets = table("labels/outlets.csv");
    assert!(outlets.len() >= 500, "{} outlets", outlets.len());
    let (mut names, mut domains) = (BTreeMap::new(), BTreeMap::new());
    for outlet in &outlets {
        let name = outlet["name"].as_str();
        let arabic = (outlet["ambiguous"] == "no").then_some(outlet["name_ar"].as_str());
        let own: BTreeSet<String> = list(&outlet["aliases"])
            .chain(arabic)
            .chain([name])
            .map(key)
            .filter(|k| !k.is_empty())
            .collect();
        for key in own {
            let other = names.insert(key.clone(), name);
            assert!(other.is_none(), "{key} stands with {name} and {}", other.unwrap_or_default());
        }
        for domain in list(&outlet["domains"]) {
            let other = domains.insert(domain, name);
            assert!(other.is_none(), "{domain} stands twice");
            assert!(!SHARED_HOSTS.contains(&domain), "{domain} is everybody's");
        }
        assert!(!outlet["owner"].trim().is_empty(), "{name} has no owner");
        if let Ok(year) = outlet["since"].parse::<u16>() {
            assert!((1700..=2026).contains(&year), "{name} is of {year}");
        }
    }
    for class in [
        "state_media",
        "official",
        "think_tank",
        "commercial_press",
        "party_movement",
        "independent",
    ] {
        let n = outlets.iter().filter(|o| o["outlet_type"] == class).count();
        assert!(n >= 50, "{n} outlets are {class}");
    }
}

/// Hosts that anybody may publish on.
const SHARED_HOSTS: &[&str] = &[
    "facebook.com",
    "t.me",
    "telegram.me",
    "youtube.com",
    "x.com",
    "twitter.com",
    "instagram.com",
    "wordpress.com",
    "blogspot.com",
    "medium.com",
    "substack.com",
    "github.io",
    "tiktok.com",
];

/// Two outlets that share a name, and words that are none: they decide nothing.
#[test]
fn shared_names_are_marked() {
    let outlets = table("labels/outlets.csv");
    for name in ["البيان", "الوطن", "الأخبار"] {
        let bearers: Vec<&Row> = outlets.iter().filter(|o| o["name_ar"] == name).collect();
        assert!(!bearers.is_empty(), "{name}");
        assert!(bearers.iter().all(|o| o["ambiguous"] == "yes"), "{name} is ambiguous");
        assert!(
            outlets.iter().all(|o| list(&o["aliases"]).all(|a| key(a) != key(name))),
            "{name} is an alias"
        );
    }
}

/// The outlets of the labelled set are invented: none has the name of a real one.
#[test]
fn no_invented_outlet_is_known() {
    let known: BTreeSet<String> = table("labels/outlets.csv")
        .iter()
        .flat_map(|o| {
            let names = list(&o["aliases"]).chain([o["name"].as_str(), o["name_ar"].as_str()]);
            names.map(key).collect::<Vec<_>>()
        })
        .collect();
    for article in table("labels/articles.csv") {
        assert!(
            !known.contains(&key(&article["outlet"])),
            "{}: {}",
            article["id"],
            article["outlet"]
        );
    }
}

/// `fields` of a record, and the method and class of its outlet type.
#[track_caller]
fn check(fields: &str, flags: &str, method: &str, class: Option<&str>) {
    let record = format!("{{\"id\":\"a\",\"text\":\"استقبل الوزير وفدا من التجار.\"{fields}}}\n");
    let run = Place::new()
        .file("a.jsonl", record)
        .rasid(&format!("classify a.jsonl --format jsonl -q {flags}"));
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let verdict = &answer["outlet_type"];
    if method == "registry" {
        assert_eq!(
            (&verdict["method"], verdict["class"].as_str()),
            (&method.into(), class),
            "{fields}"
        );
        assert_eq!(verdict["probability"], 1.0);
        assert!(answer["outlet"].is_string(), "{answer}");
    } else {
        assert_ne!(verdict["method"], "registry", "{fields}");
        assert!(answer["outlet"].is_null(), "{answer}");
    }
}

#[test]
fn an_address_or_a_named_outlet_decides() {
    check(",\"url\":\"https://arabic.rt.com/news/1\"", "", "registry", Some("state_media"));
    check(
        ",\"url\":\"https://studies.aljazeera.net/ar/article/1\"",
        "",
        "registry",
        Some("think_tank"),
    );
    check(",\"url\":\"https://www.aljazeera.net/news/1\"", "", "registry", Some("state_media"));
    check(",\"outlet\":\"عنب بلدي\"", "", "registry", Some("independent"));
    check(",\"outlet\":\"CNN Arabic\"", "", "registry", Some("commercial_press"));
    check(",\"outlet\":\"البيان\"", "", "model", None);
    check(",\"outlet\":\"الوطن\"", "", "model", None);
    check(",\"outlet\":\"الأخبار\"", "", "model", None);
    check(",\"url\":\"https://t.me/rtarabic/1\"", "", "model", None);
    check(",\"url\":\"https://aljazeera.net.example/\"", "", "model", None);
    check(",\"url\":\"https://arabic.rt.com/news/1\"", "--no-registry", "model", None);
    check("", "", "model", None);
}

#[test]
fn what_an_article_says_of_itself_decides() {
    let texts = [
        ("بيشكيك – (رياليست عربي): بدأ المؤتمر أمس.", Some("think_tank")),
        ("بدأ المؤتمر أمس.\nجميع الحقوق محفوظة لموقع عنب بلدي © 2024", Some("independent")),
        ("القاهرة - (رويترز): بدأ المؤتمر أمس.", None),
        ("بدأ المؤتمر أمس، وفق عنب بلدي، في القاعة.", None),
    ];
    for (text, class) in texts {
        let run = Place::new().file("a.txt", text).rasid("classify a.txt --format jsonl -q");
        let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let known = answer["outlet_type"]["method"] == "registry";
        assert_eq!(
            known.then(|| answer["outlet_type"]["class"].as_str().unwrap()),
            class,
            "{text}"
        );
    }
}

#[test]
fn a_registry_of_ones_own() {
    let header = "name,name_ar,ambiguous,aliases,domains,outlet_type,country,owner,since,agency\n";
    let row = "Steppe,السهوب,no,,steppe.example,independent,KZ,activists,2020,no\n";
    let record = "{\"id\":\"a\",\"url\":\"https://steppe.example/1\",\"text\":\"خبر من السهوب\"}\n";
    let p = Place::new().file("o.csv", format!("{header}{row}")).file("a.jsonl", record);
    let run = p.rasid("classify a.jsonl --outlets o.csv --format jsonl -q");
    assert!(run.out.contains("\"outlet\":\"Steppe\""), "{}{}", run.out, run.err);
    let faulty = "Steppe,السهوب,maybe,,HTTP://Steppe.example/x,independant,Kazakhstan,a,20,no\n";
    for (bad, wanted) in [
        (faulty.to_owned(), "independant"),
        (faulty.replace("independant", "independent"), "write yes or no"),
        (row.replace("steppe.example", "http://steppe.example"), "is no domain"),
        (row.replace("KZ", "Kazakhstan"), "ISO 3166-1"),
        (row.replace("2020", "twenty"), "year of four digits"),
        (format!("{row}{row}"), "Steppe"),
        (row.replace("activists", "\"activists"), "a quote that opens here is never closed"),
        (row.replace("activists", "\"a,2020,no\nB,,no,,,official,KZ,b\""), "close its quote"),
        (row.replace("activists", "a,b"), "11 fields where the header has 10"),
        (String::new(), "no outlet"),
    ] {
        let p = Place::new().file("o.csv", format!("{header}{bad}")).file("a.jsonl", record);
        let run = p.rasid("classify a.jsonl --outlets o.csv");
        assert_eq!(run.code, 3, "{bad}: {}", run.err);
        assert!(run.err.contains(wanted) && run.err.contains("o.csv"), "{bad}: {}", run.err);
    }
}

#[test]
fn headers_and_encodings_of_a_registry() {
    let header = "name,name_ar,ambiguous,aliases,domains,outlet_type,country,owner,since,agency";
    let row = "Steppe,السهوب,no,,steppe.example,independent,KZ,activists,2020,no";
    let record = "{\"id\":\"a\",\"url\":\"https://steppe.example/1\",\"text\":\"خبر من السهوب\"}\n";
    let table = |header: &str| format!("{header}\r\n{row}\r\n");
    let utf16: Vec<u8> =
        format!("\u{FEFF}{}", table(header)).encode_utf16().flat_map(u16::to_le_bytes).collect();
    // None where it is read.
    for (bytes, fault) in [
        (table(&format!("\u{FEFF}{header}")).into_bytes(), None),
        (utf16, None),
        (Vec::new(), Some("the file is empty")),
        (
            table(&header.replace("since", "owner")).into_bytes(),
            Some("column `owner` stands twice"),
        ),
        (table(&header.replace("outlet_type", "russia")).into_bytes(), Some("are outlet_type")),
        (b"name\xFF,".to_vec(), Some("save the registry as CSV in UTF-8")),
    ] {
        let p = Place::new().file("o.csv", bytes).file("a.jsonl", record);
        let run = p.rasid("classify a.jsonl --outlets o.csv --format jsonl -q");
        match fault {
            None => assert!(run.out.contains("\"outlet\":\"Steppe\""), "{}{}", run.out, run.err),
            Some(fault) => {
                assert_eq!(run.code, 3, "{fault}: {}", run.err);
                assert!(run.err.contains(fault), "{fault}: {}", run.err);
            }
        }
    }
}

/// A codebook of one's own beside a registry of another, and a column of facts that is named like an axis.
#[test]
fn training_can_leave_a_registry_out() {
    let book = "format = 1\n[[axis]]\nname = \"owner\"\nclasses = [{ name = \"state\" }, { name = \"private\" }]";
    let labels = "id,text,owner\n1,افتتح الوزير المصنع,state\n2,ربحت الشركة كثيرا,private\n";
    let p = Place::new()
        .file("codebook.toml", book)
        .file("labels.csv", labels)
        .file("outlets.csv", std::fs::read(project("labels/outlets.csv")).unwrap());
    let run = p.rasid("train labels.csv -o m.rasid");
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("leave the registry out"), "{}", run.err);
    let run = p.rasid("train labels.csv -o m.rasid --no-registry");
    assert_eq!(run.code, 0, "{}", run.err);
}

/// 50 addresses drawn at random from real articles, where they lie beside the project.
#[test]
fn right_on_real_addresses() {
    let Ok(mut labels) = csv::Reader::from_path(project("../shared/gold/labels.csv")) else {
        return;
    };
    let header = labels.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let (url, class) = (at("url"), at("outlet_type"));
    let mut all: Vec<(String, String)> = labels
        .records()
        .map(|r| r.unwrap())
        .filter(|r| !r[class].is_empty())
        .map(|r| (r[url].to_owned(), r[class].to_owned()))
        .collect();
    // A fixed draw, by the constants of Knuth's MMIX.
    let mut state = 20_261_122_u64;
    for _ in 0..50 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (url, class) = all.swap_remove((state >> 33) as usize % all.len());
        check(&format!(",\"url\":{}", serde_json::json!(url)), "", "registry", Some(&class));
    }
}
