//! `rasid agree`: figures, the list of differences, what is undefined, and what is refused.

use crate::run::{Place, project};

/// Five articles; russia has three coders, us two who never differ, gulf one.
const CODES: &str = "\
id,text,group,russia,russia_coder_1,russia_coder_2,russia_coder_10,us_coder_1,us_coder_2,gulf_coder_1
1,خبر أول,a,favor,favor,favor,,neutral,neutral,favor
2,خبر ثان,a,neutral,favor,neutral,neutral,neutral,neutral,
3,خبر ثالث,b,against,against,against,against,neutral,,
=4|x,خبر رابع,c,,neutral,against,,neutral,neutral,
5,خبر خامس,d,absent,absent,absent,absent,neutral,neutral,
";

#[track_caller]
fn check(place: &Place, words: &str, code: i32, said: &[&str]) {
    place.tells(&format!("agree {words}"), code, said);
}

#[test]
fn figures_and_differences() {
    let p = Place::new().file("l.csv", CODES);
    check(
        &p,
        "l.csv",
        0,
        &[
            "5 articles; intervals by resampling `group`.",
            "russia: 5 articles with at least two codes, in 4 groups; codes differ on 2",
            "Krippendorff's alpha, all coders 0.619",
            "coder_1 and coder_2: agreement 0.600",
            "coder_1 and coder_2: Cohen's kappa 0.474",
            "coder_1 and coder_10: agreement 0.667",
            "coder_1 and adjudicated: agreement 0.750 – 4",
            "coder_1 ↓ coder_2 → favor against neutral absent",
            "favor 1 0 1 0",
            "gulf: this set has no codes of two coders on this axis",
            "Where coders differ: 2",
            "article axis coder_1 coder_2 coder_10 adjudicated",
            "2 russia favor neutral neutral neutral",
            "=4|x russia neutral against – –",
        ],
    );
    check(
        &p,
        "l.csv --differences 1 --format markdown",
        0,
        &["### russia: 5 articles", "| 2 | russia | favor |", "and 1 more"],
    );
    check(&p, "l.csv --format markdown", 0, &["| `=4`&#124;`x` | russia | neutral |"]);
    check(
        &p,
        "l.csv --differences 0 --format csv",
        0,
        &[
            "axis,figure,article,first,second,first_class,second_class,value,low,high,n",
            "russia,alpha,,,,,,0.619",
            "russia,agreement,,coder_1,coder_2,,,0.6,",
            "russia,count,,coder_1,coder_2,favor,neutral,1,,,5",
            "russia,agreement,,coder_1,adjudicated,,,0.75,,,4",
            "russia,code,2,adjudicated,,neutral,,,,,",
            "russia,code,'=4|x,coder_2,,against,,,,,",
        ],
    );
    check(&p, "l.csv --group id", 0, &["russia: 5 articles with at least two codes; codes differ"]);
}

#[test]
fn json_holds_all_and_a_file_is_written() {
    let p = Place::new().file("l.csv", CODES.replace("=4|x", "a\u{202E}b"));
    let run = p.rasid("agree l.csv --format json --differences 0 -o report.json");
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    let json = p.read("report.json");
    assert!(json.contains("\"a\\u202eb\""), "what a terminal obeys is spelled out: {json}");
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["differences"].as_array().unwrap().len(), 2);
    assert_eq!(report["differences"][1]["id"], "a\u{202E}b");
    assert_eq!(report["differences"][1]["adjudicated"], serde_json::Value::Null);
    let russia = &report["axes"][0];
    let interval = &russia["alpha"]["interval"];
    let value = russia["alpha"]["value"].as_f64().unwrap();
    assert!(interval["low"].as_f64().unwrap() <= value);
    assert!(value <= interval["high"].as_f64().unwrap());
    assert_eq!(report["axes"][1]["alpha"]["value"], serde_json::Value::Null);
}

#[test]
fn the_order_of_rows_changes_no_figure() {
    let mut rows: Vec<&str> = CODES.lines().collect();
    rows[1..].reverse();
    let p = Place::new().file("l.csv", CODES).file("back/l.csv", rows.join("\n") + "\n");
    let figures = |file: &str| {
        let out = p.rasid(&format!("agree {file} --format csv")).out;
        out.lines().filter(|l| !l.contains(",code,")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(figures("l.csv"), figures("back/l.csv"));
}

#[test]
fn undefined_is_said() {
    let p = Place::new()
        .file("l.csv", CODES)
        .file(
            "one.jsonl",
            "{\"id\":\"1\",\"text\":\"خبر\",\"us_coder_1\":\"favor\",\"us_coder_2\":\"against\"}\n",
        )
        .file("none.csv", "id,text,us_coder_1,us_coder_2\n1,خبر,favor,\n2,بيان,,\n");
    check(
        &p,
        "l.csv",
        0,
        &[
            "us: 4 articles with at least two codes, in 3 groups; codes differ on 0",
            "Krippendorff's alpha, all coders undefined undefined 4",
            "coder_1 and coder_2: agreement 1.000",
            "coder_1 and coder_2: Cohen's kappa undefined undefined 4",
        ],
    );
    check(
        &p,
        "one.jsonl",
        0,
        &[
            "Krippendorff's alpha, all coders undefined undefined 1",
            "coder_1 and coder_2: agreement 0.000 – 1",
            "coder_1 and coder_2: Cohen's kappa undefined undefined 1",
            "1 us favor against –",
        ],
    );
    check(
        &p,
        "none.csv",
        0,
        &["coder_1 and coder_2: agreement undefined undefined 0", "Coders differ on no article."],
    );
    check(&p, "one.jsonl --format csv", 0, &["us,kappa,,coder_1,coder_2,,,undefined,,,1"]);
}

#[test]
fn faults() {
    let p = Place::new()
        .file("l.csv", CODES)
        .file(
            "bad.csv",
            "id,text,russia,russia_coder_1,russia_coder_2\n1,خبر,pro,favor,con\n2,بيان,,favour,favor\n",
        )
        .file("one.csv", "id,text,us,us_coder_1\n1,خبر,favor,favor\n")
        .file("empty.csv", "id,text,us_coder_1,us_coder_2\n")
        .file(
            "more.csv",
            "id,text,us_coder_1,us_coder_2,us_coder_anna,usa_coder_1\n1,خبر,favor,favor,x,y\n",
        )
        .file("tone.csv", "id,text,tone_coder_1,tone_coder_2\n1,خبر,warm,cold\n2,بيان,warm,warm\n")
        .file(
            "tone.toml",
            "format = 1\n[[axis]]\nname = \"tone\"\nclasses = [{ name = \"warm\" }, { name = \"cold\" }]\n",
        );
    // All at once, labels and codes alike.
    check(
        &p,
        "bad.csv",
        3,
        &[
            "error: cannot use bad.csv",
            "bad.csv:2: record 1, column `russia_coder_2`: class `con` is not in the codebook for `russia`",
            "bad.csv:2: record 1: class `pro` is not in the codebook",
            "bad.csv:3: record 2, column `russia_coder_1`: class `favour` is not",
            "hint: did you mean `favor`? allowed classes are favor, against, neutral, absent",
        ],
    );
    check(&p, "nosuch.csv", 3, &["cannot open nosuch.csv", "hint: check the path"]);
    check(&p, "one.csv", 3, &["no axis has the codes of two coders", "AXIS_coder_1, AXIS_coder_2"]);
    check(&p, "empty.csv", 3, &["the file holds no record"]);
    check(&p, "tone.csv", 3, &["no axis has the codes of two coders", "axes are outlet_type"]);
    check(
        &p,
        "tone.csv --codebook tone.toml",
        0,
        &["tone: 2 articles", "coder_2: agreement 0.500"],
    );
    check(
        &p,
        "more.csv",
        0,
        &["column `us_coder_anna` is left out", "column `usa_coder_1` is left out"],
    );
    check(&p, "l.csv --group topic", 2, &["no column `topic` to group by", "hint: columns are"]);
    check(&p, "l.csv -o l.csv", 2, &["the output would replace the input l.csv"]);
    check(&p, "l.csv -o no/such/report.csv", 5, &["cannot write", "there is no folder no/such"]);
    check(&p, "", 2, &["<LABELS>"]);
}

/// The coders of the shipped set agree as far as a scholar asks (Krippendorff: 0.8 and above).
#[test]
fn the_shipped_set() {
    let labels = project("labels/articles.csv").display().to_string();
    let run = Place::new().rasid(&format!("agree {labels} --format csv"));
    assert_eq!(run.code, 0, "{}", run.err);
    let alphas: Vec<&str> = run.out.lines().filter(|l| l.contains(",alpha,")).collect();
    assert_eq!(alphas.len(), 4);
    for line in alphas {
        let alpha: f64 = line.split(',').nth(7).unwrap().parse().unwrap();
        assert!(alpha >= 0.8, "{line}");
    }
}
