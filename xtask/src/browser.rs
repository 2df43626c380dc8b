//! Pages in a real browser: nothing in the console, no request.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::{rasid, root, say};

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// What must be caught: otherwise the check sees nothing.
const CAUGHT: [(&str, &str); 4] = [
    ("a script that speaks", "<script>console.log('x')</script>"),
    ("a request", "<img src='http://127.0.0.1:9/x.png'>"),
    (
        "a request that a policy forbids",
        "<meta http-equiv='Content-Security-Policy' \
      content=\"default-src 'none'\"><img src='http://127.0.0.1:9/x.png'>",
    ),
    (
        "a page that goes elsewhere",
        "<meta http-equiv='refresh' content='0;url=http://127.0.0.1:9/'>",
    ),
];

/// Opens the pages that rasid makes of labels that mean harm.
pub(crate) fn check() -> Result<(), String> {
    let Some(browser) = find() else {
        say("── browser: skipped, no chromium");
        return Ok(());
    };
    say("── browser");
    let work = root().join("target").join("browser");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    for (what, markup) in CAUGHT {
        let page = put(&work, "caught.html", &format!("<!DOCTYPE html><main>{markup}</main>"))?;
        if open(&browser, &page, &work)?.is_empty() {
            return Err(format!("browser: {what} was not noticed"));
        }
    }
    for page in pages(&work)? {
        let faults = open(&browser, &page, &work)?;
        if !faults.is_empty() {
            return Err(format!("browser: {}:\n{}", page.display(), faults.join("\n")));
        }
        say(&format!("   {} is quiet", page.display()));
    }
    Ok(())
}

/// A page of each command that makes one.
fn pages(work: &Path) -> Result<Vec<PathBuf>, String> {
    put(work, "codebook.toml", include_str!("browser/codebook.toml"))?;
    let hostile = include_str!("browser/hostile.csv");
    put(work, "hostile.csv", hostile)?;
    // As one article: the markup of all of them. A line of column names first would make it a table.
    put(work, "hostile.txt", &format!("An article\n\n{hostile}"))?;
    let articles = root().join("seeds").join("articles");
    let article = articles.join("08_newspaper_oped.txt");
    let (articles, article) = (articles.display().to_string(), article.display().to_string());
    let to = ["--output", "report.txt", "--html"];
    // Verdicts on both kinds of articles; the hostile ones by a model of their own codebook.
    let prepared: [&[&str]; 3] = [
        &["classify", &articles, "--format", "jsonl", "--evidence", "5", "-o", "seeds.jsonl"],
        &["train", "hostile.csv", "--fixed", "-o", "hostile.rasid"],
        &[
            "classify",
            "hostile.csv",
            "--model",
            "hostile.rasid",
            "--format",
            "jsonl",
            "--evidence",
            "5",
            "-o",
            "hostile.jsonl",
        ],
    ];
    let made: [(&str, &[&str]); 5] = [
        ("report.html", &["evaluate", "hostile.csv", "--folds", "2", "--fixed"]),
        ("map.html", &["map", "seeds.jsonl"]),
        ("hostile-map.html", &["map", "hostile.jsonl", "--codebook", "codebook.toml"]),
        ("explain.html", &["explain", &article]),
        ("hostile-explain.html", &["explain", "hostile.txt", "--model", "hostile.rasid"]),
    ];
    let rasid = rasid()?;
    let run = |args: &[&str]| {
        let mut command = Command::new(&rasid);
        command.current_dir(work).arg("--quiet").args(args);
        let status = command.stdin(Stdio::null()).status().map_err(|e| format!("{args:?}: {e}"))?;
        if status.success() { Ok(()) } else { Err(format!("browser: failed: rasid {args:?}")) }
    };
    prepared.into_iter().try_for_each(run)?;
    let page = |(name, args): (&str, &[&str])| {
        run(&[args, &to[..], &[name]].concat())?;
        Ok(work.join(name))
    };
    made.into_iter().map(page).collect()
}

/// Opens one page and tells what went wrong: lines of its console, requests other than for itself.
fn open(browser: &Path, page: &Path, work: &Path) -> Result<Vec<String>, String> {
    let (profile, log) = (work.join("profile"), work.join("requests.json"));
    let _ = std::fs::remove_dir_all(&profile);
    let _ = std::fs::remove_file(&log);
    let mut command = Command::new(browser);
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ]);
    command.args(["--disable-background-networking", "--disable-component-update"]);
    command.args(["--disable-sync", "--disable-extensions", "--timeout=20000"]);
    // The browser's own requests reach nobody.
    command.arg("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
    command.args(["--enable-logging=stderr", "--v=0", "--dump-dom"]);
    command.arg(format!("--user-data-dir={}", profile.display()));
    command.arg(format!("--log-net-log={}", log.display()));
    command.arg(format!("file://{}", page.display()));
    let out = command.stdin(Stdio::null()).output().map_err(|e| format!("browser: {e}"))?;
    let (shown, said) = (text(&out.stdout), text(&out.stderr));
    let mut faults: Vec<String> =
        said.lines().filter(|l| l.contains(":CONSOLE:")).map(str::to_owned).collect();
    let requests = std::fs::read(&log).map_err(|e| format!("{}: {e}", log.display()))?;
    faults.extend(requested(&requests)?);
    if !shown.contains("</main>") && faults.is_empty() {
        return Err(format!("browser: {} was not shown\n{said}", page.display()));
    }
    Ok(faults)
}

/// Requests that a page began. Those that the browser makes for itself have no origin.
fn requested(log: &[u8]) -> Result<Vec<String>, String> {
    let log: serde_json::Value =
        serde_json::from_slice(log).map_err(|e| format!("browser: log of requests: {e}"))?;
    let events = log["events"].as_array().ok_or("browser: no events in the log of requests")?;
    let of_page = |event: &&serde_json::Value| {
        let from = &event["params"];
        from["initiator"].as_str().is_some_and(|origin| origin != "not an origin")
            || from["network_anonymization_key"].as_str().is_some_and(|k| k.starts_with("file:"))
    };
    let url = |event: &serde_json::Value| event["params"].to_string();
    Ok(events.iter().filter(of_page).map(url).collect())
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = NAMES.iter().flat_map(|name| folders.iter().map(move |f| f.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn put(work: &Path, name: &str, content: &str) -> Result<PathBuf, String> {
    let place = work.join(name);
    std::fs::write(&place, content).map_err(|e| format!("{}: {e}", place.display()))?;
    Ok(place)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
