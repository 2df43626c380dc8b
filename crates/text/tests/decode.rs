//! From bytes to text: each encoding, mixed and damaged files, double encoding, and what is refused.

use encoding_rs::Encoding;
use proptest::prelude::*;
use rasid_text::{DecodeErrorKind, decode, stream_encoding};

const NEWS: &str =
    "أعلنت الوزارة اليوم أن المحادثات ستبدأ الأسبوع المقبل، وأن الطرفين اتفقا؛ فهل يحضران؟";
const RUSSIAN: &str =
    "Министр заявил, что переговоры начнутся на следующей неделе. Ёлка стоит у подъезда.";
const FRENCH: &str =
    "Le ministre a déclaré que les négociations débuteraient bientôt — déjà à l’été.";
const DANISH: &str = "Ørsted sagde: »Ø« er en ø, ÆØÅ er bogstaver. Ærø, Rømø og Øresund.";

fn encoded(text: &str, name: &str) -> Vec<u8> {
    let (bytes, _, lost) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
    assert!(!lost, "{name} cannot hold {text}");
    bytes.into_owned()
}

/// UTF-8 read in another encoding.
fn twice(text: &str, name: &str) -> String {
    let read_as = |bytes: &[u8]| match name {
        "latin-1" => bytes.iter().map(|&b| char::from(b)).collect(),
        _ => {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    };
    read_as(text.as_bytes())
}

#[track_caller]
fn check(bytes: &[u8], text: &str, encoding: &str, notices: &[&str]) {
    let decoded = decode(bytes).unwrap_or_else(|e| panic!("{e}"));
    let messages: Vec<String> = decoded.notices().iter().map(|n| n.message()).collect();
    assert_eq!((decoded.text(), decoded.encoding()), (text, encoding), "{messages:?}");
    assert_eq!(messages, notices);
    check_map(bytes);
}

/// Every character stands for bytes inside of the source, in order, without overlap.
#[track_caller]
fn check_map(bytes: &[u8]) {
    let Ok(decoded) = decode(bytes) else { return };
    let (text, map) = (decoded.text(), decoded.map());
    let mut reached = None;
    for (at, c) in text.char_indices() {
        let source = map.source_range(at..at + c.len_utf8());
        assert!(source.start < source.end && source.end <= bytes.len(), "{c} {source:?}");
        assert!(reached.is_none_or(|r| r == source.start), "{c} {source:?} after {reached:?}");
        reached = Some(source.end);
    }
    assert!(reached.is_none_or(|r| r == bytes.len()));
    assert_eq!(map.is_identity(), decoded.changed_text().is_none());
}

#[test]
fn whole_texts() {
    let guessed = |name: &str| format!("read as {name}, by the look of its bytes: it is not UTF-8");
    check(NEWS.as_bytes(), NEWS, "UTF-8", &[]);
    check(b"", "", "UTF-8", &[]);
    let marked = format!("\u{FEFF}{NEWS}");
    check(marked.as_bytes(), &marked, "UTF-8", &[]);
    for (text, name) in [
        (NEWS, "windows-1256"),
        (NEWS, "ISO-8859-6"),
        (RUSSIAN, "windows-1251"),
        (FRENCH, "windows-1252"),
        ("The minister said “no” – that’s all we know today.", "windows-1252"),
    ] {
        check(&encoded(text, name), text, name, &[&guessed(name)]);
        // A long head of ASCII says nothing about the rest.
        let late = format!("{}\n{text}\n", "plain words in a row\n".repeat(500));
        check(&encoded(&late, name), &late, name, &[&guessed(name)]);
    }
    for (name, bytes) in [
        ("UTF-16LE", marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()),
        ("UTF-16BE", marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ] {
        check(&bytes, NEWS, name, &[&format!("read as {name}, by its byte-order mark")]);
        assert_eq!(stream_encoding(&bytes), Some(name));
    }
}

#[test]
fn declared_pages() {
    let page = |head: &str, text: &str| format!("<html><head>{head}</head><p>{text}</p></html>");
    let declared = |name: &str| format!("read as {name}, which the page declares");
    // Two letters are enough where the page says how to read them.
    for (head, name) in [
        ("<meta charset=windows-1256>", "windows-1256"),
        ("<meta charset=\"cp1256\">", "windows-1256"),
        ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET=ISO-8859-6'>", "ISO-8859-6"),
    ] {
        let text = page(head, "لا، نعم لا");
        check(&encoded(&text, name), &text, name, &[&declared(name)]);
    }
    let text = page("<meta charset=koi8-r>", RUSSIAN);
    check(&encoded(&text, "koi8-r"), &text, "KOI8-R", &[&declared("KOI8-R")]);
    // A page that lies is read by the look of its bytes.
    for lie in ["utf-8", "iso-8859-1", "nosuch", "gbk"] {
        let text = page(&format!("<meta charset={lie}>"), NEWS);
        let notice = "read as windows-1256, by the look of its bytes: it is not UTF-8";
        check(&encoded(&text, "windows-1256"), &text, "windows-1256", &[notice]);
    }
    // UTF-8 needs no telling.
    let text = page("<meta charset=windows-1256>", NEWS);
    check(text.as_bytes(), &text, "UTF-8", &[]);
}

#[test]
fn mixed_and_damaged() {
    let line = encoded(NEWS, "windows-1256");
    let mixed = [NEWS.as_bytes(), b"\nplain\n", &line, b"\n", NEWS.as_bytes()].concat();
    let text = format!("{NEWS}\nplain\n{NEWS}\n{NEWS}");
    let notice = "line 3: read as windows-1256, by the look of the bytes, amid UTF-8";
    check(&mixed, &text, "UTF-8", &[notice]);
    let many = [NEWS.as_bytes(), b"\n", &[line.as_slice(), b"\n"].concat().repeat(14)].concat();
    let notice = "lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 4 more: read as windows-1256, by the look of \
        the bytes, amid UTF-8";
    check(&many, &format!("{NEWS}\n{}", format!("{NEWS}\n").repeat(14)), "UTF-8", &[notice]);

    // A broken byte is damage, whatever letter it is in windows-1256.
    let damage =
        |lines: &str| format!("{lines} damaged: bytes that are no character became U+FFFD");
    let broken = ["خبر عاجل ".as_bytes(), b"\xC7", " من قطر".as_bytes()].concat();
    check(&broken, "خبر عاجل \u{FFFD} من قطر", "UTF-8", &[&damage("line 1:")]);
    let cut = &NEWS.as_bytes()[..NEWS.floor_char_boundary(80) + 1];
    let whole = format!("{}\u{FFFD}", &NEWS[..NEWS.floor_char_boundary(80)]);
    check(cut, &whole, "UTF-8", &[&damage("line 1:")]);
    check(
        b"\xFF\xFE'\x06\x28\x06\x00\xD8\x2A\x06x\0x\0x\0x\0x\0x\0x\0",
        "اب\u{FFFD}تxxxxxxx",
        "UTF-16LE",
        &["read as UTF-16LE, by its byte-order mark", &damage("line 1:")],
    );
}

#[test]
fn encoded_twice() {
    let notice = |name: &str| format!("encoded twice, UTF-8 once read as {name}: put right");
    for (name, said) in [
        ("windows-1252", "windows-1252"),
        ("latin-1", "windows-1252"),
        ("windows-1256", "windows-1256"),
    ] {
        for text in
            [NEWS, RUSSIAN, "خبر", "أعلنت\nو\n–\nهو \"Reuters\"", "\u{FEFF}خبر «عاجل» – اليوم"]
        {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
            check(twice(text, name).as_bytes(), text, "UTF-8", &[&notice(said)]);
        }
        // One line among others that are as they should be.
        let mixed = format!("{NEWS}\n{}\n{RUSSIAN}\n{}", twice(NEWS, name), twice("لا", name));
        let text = format!("{NEWS}\n{NEWS}\n{RUSSIAN}\n{}", twice("لا", name));
        check(mixed.as_bytes(), &text, "UTF-8", &[&format!("line 2: {}", notice(said))]);
    }
}

#[test]
fn real_texts_stay_as_they_are() {
    for text in [
        NEWS,
        RUSSIAN,
        FRENCH,
        DANISH,
        "Ø",
        "Ø»",
        "»Ø« »Ù«",
        "D’OÙ… OÙ® ÚÛ",
        "IRMÃ» ÃO SÃO PAULO",
        "ط، ظ، ع؛ غ؟ «ط» ط…",
        "قطع، حفظ، طبع؛ وزّع… «غلط»",
        "Ð er et bogstav, ligesom ð og Þ",
        "ترمیز «Ø£Ø¹Ù„Ù†Øª» يظهر حين يقرأ النص بترميز آخر غير ترميزه الأصلي",
    ] {
        check(text.as_bytes(), text, "UTF-8", &[]);
    }
}

#[track_caller]
fn refuse(bytes: &[u8], kind: DecodeErrorKind, offset: usize, line: u64, said: [&str; 2]) {
    let e = decode(bytes).unwrap_err();
    assert_eq!((e.kind(), e.offset(), e.line()), (kind, offset, line), "{e}");
    assert!(e.to_string().contains(said[0]), "{e}");
    assert!(e.hint().contains(said[1]), "{}", e.hint());
}

#[test]
fn refused() {
    use DecodeErrorKind::{Binary, MixedLine, Nul, UnknownEncoding, Utf16WithoutMark};
    refuse(b"a\0b", Nul, 1, 1, ["NUL at byte 1: this is no text", "binary files are refused"]);
    refuse("خبر\0".as_bytes(), Nul, 6, 1, ["NUL at byte 6", "binary"]);
    let bare: Vec<u8> = NEWS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let at = bare.iter().position(|&b| b == 0).unwrap();
    refuse(&bare, Utf16WithoutMark, at, 1, ["NUL at byte", "UTF-16 without a byte-order mark?"]);
    let bare: Vec<u8> = "id,text\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    refuse(&bare, Utf16WithoutMark, 0, 1, ["NUL at byte 0", "byte-order mark"]);
    refuse(b"\xFF\xFEx\0\0\0", Nul, 4, 1, ["NUL at byte 4", ""]);
    let noise: Vec<u8> = (1..=255).collect();
    refuse(&noise, Binary, 0, 1, ["byte 0 (0x01) is a control: this is no text", "binary"]);
    // Too little to go by, and encodings that are not read.
    let iconv = "iconv -f ITS-ENCODING";
    refuse(b"one\ntwo \xff\n", UnknownEncoding, 8, 2, ["byte 8 (0xFF) is not UTF-8", iconv]);
    refuse(b"\xC7", UnknownEncoding, 0, 1, ["byte 0 (0xC7) is not UTF-8", iconv]);
    refuse(&encoded(RUSSIAN, "koi8-r"), UnknownEncoding, 0, 1, ["byte 0", iconv]);
    let hebrew = "השר אמר ביום שני כי השיחות יתחילו בשבוע הבא";
    refuse(&encoded(hebrew, "windows-1255"), UnknownEncoding, 0, 1, ["byte 0", iconv]);
    let half = [&NEWS.as_bytes()[..39], &encoded(NEWS, "windows-1256")[..40]].concat();
    refuse(&half, MixedLine, 39, 1, ["is not UTF-8 in a line that is UTF-8 elsewhere", iconv]);
    let odd = [NEWS.as_bytes(), b"\nb\n\xC7\xC8\n"].concat();
    let at = NEWS.len() + 3;
    refuse(&odd, UnknownEncoding, at, 3, ["(0xC7) is not UTF-8", iconv]);
}

#[test]
fn hostile_texts_take_linear_time() {
    for piece in ["\n", "\u{FF}", "Ø£", "Ø", "ط£", "طط،", "a", "خ\n", "Ø£\n"] {
        let text = piece.repeat((1 << 20) / piece.len());
        assert!(decode(text.as_bytes()).is_ok());
    }
    for piece in
        [b"\xC7".as_slice(), b"\xC7\n", b"\xC9\xA1", b"a\xC7", b"\xF0\x90", b"\xC7\n\xD8\xA7\n"]
    {
        let bytes = piece.repeat((1 << 20) / piece.len());
        let _ = decode(&bytes);
        let _ = stream_encoding(&bytes);
    }
}

/// Eight words are enough: pieces of the labelled set, in the encodings that can hold them.
#[test]
fn snippets_of_eight_words() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../labels/articles.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let texts: Vec<String> = table.records().map(|r| r.unwrap()[2].to_owned()).collect();
    for name in ["windows-1256", "ISO-8859-6"] {
        let (mut right, mut refused, mut wrong) = (0, 0, 0);
        for text in &texts {
            assert!(decode(text.as_bytes()).unwrap().notices().is_empty());
            let words: Vec<&str> = text.split_whitespace().collect();
            for words in words.chunks_exact(8) {
                let snippet = words.join(" ");
                let (bytes, _, lost) =
                    Encoding::for_label(name.as_bytes()).unwrap().encode(&snippet);
                match decode(&bytes) {
                    _ if lost => {}
                    Ok(decoded) if decoded.text() == snippet => right += 1,
                    Ok(_) => wrong += 1,
                    Err(_) => refused += 1,
                }
            }
        }
        assert!(
            right > 1_000 && wrong == 0 && refused * 1_000 <= right,
            "{name}: {right} {wrong} {refused}"
        );
    }
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        "[ء-ي ،\n]{0,20}".prop_map(String::into_bytes),
        "[ء-ي ،\n]{0,20}".prop_map(|t| Encoding::for_label(b"windows-1256")
            .unwrap()
            .encode(&t)
            .0
            .into_owned()),
        "[ء-ي ،\n]{0,20}".prop_map(|t| twice(&t, "windows-1252").into_bytes()),
        "[ء-ي ،\n]{0,20}".prop_map(|t| twice(&t, "windows-1256").into_bytes()),
        "[\u{FEFF}a-z\n\u{1F30D}]{0,9}"
            .prop_map(|t| t.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "[a-z ØÙ£»\r\n]{0,20}".prop_map(String::into_bytes),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn anything_decodes_or_is_refused(bytes in any_bytes(), mark in 0usize..3) {
        let mark: &[u8] = [b"".as_slice(), b"\xFF\xFE", b"\xFE\xFF"][mark];
        let bytes = [mark, &bytes].concat();
        match decode(&bytes) {
            Ok(decoded) => {
                let plain = std::str::from_utf8(&bytes) == Ok(decoded.text());
                prop_assert_eq!(plain, decoded.notices().is_empty());
            }
            Err(e) => prop_assert!(e.offset() < bytes.len() && e.line() > 0),
        }
        check_map(&bytes);
        let _ = stream_encoding(&bytes);
    }

    #[test]
    fn slices_of_a_legacy_file_read_the_same(
        text in "( ([ا-غف-ي]{1,8}،?|[a-z0-9]{1,8})){0,20}",
        from in 0usize..60,
        len in 0usize..60,
    ) {
        // Words at random are made of unusual letters: writing must be the most of it.
        let text = format!("{NEWS}{text} {NEWS} {NEWS}");
        let bytes = encoded(&text, "windows-1256");
        let decoded = decode(&bytes).unwrap();
        prop_assert_eq!(decoded.text(), text.as_str());
        let starts: Vec<usize> = text.char_indices().map(|c| c.0).chain([text.len()]).collect();
        let (a, b) = (from.min(starts.len() - 1), (from + len).min(starts.len() - 1));
        let range = starts[a]..starts[b];
        let slice = &bytes[decoded.map().source_range(range.clone())];
        let again = Encoding::for_label(b"windows-1256").unwrap().decode_without_bom_handling(slice).0;
        prop_assert_eq!(&again, &text[range]);
    }
}
