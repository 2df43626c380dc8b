//! `rasid text`: what each stage of the text layer made of an article.

use std::io::{self, Write};
use std::ops::Range;

use rasid_corpus::{Article, articles, inputs};
use rasid_pipeline::Analyzer;
use rasid_report::{
    Stage, Walked, inert, write_facts_json, write_overview, write_stage, write_stage_jsonl,
};

use crate::cli::{StageChoice, TextArgs, TextFormat};
use crate::diagnostics::{Failure, Kind, place_and_message};
use crate::printer::{ByteNotices, Output, Printer, is_terminal, takes_colors};
use crate::settings::{load_model, refuse_overwriting};
use crate::workers::source;

pub(crate) fn run(args: TextArgs, printer: &Printer) -> Result<(), Failure> {
    let model = load_model(args.model.as_deref())?.model;
    let mut found = inputs(&args.path);
    if let [Err(_)] = found.as_slice()
        && let Some(Err(only)) = found.pop()
    {
        return Err(only.into());
    }
    let files = found.iter().filter_map(|f| f.as_ref().ok()).map(|f| f.path().to_owned());
    refuse_overwriting(args.output.as_deref(), files.chain(args.model.clone()))?;
    // Of one file that is the article all offsets speak; of several, each line names its own.
    let several = found.len() > 1;
    let mut out = Output::open(args.output.as_deref())?;
    let mut notices = ByteNotices::new(printer);
    let mut shown = 0;
    for read in articles(found, &args.columns.options()) {
        let article = match read {
            Ok(article) => article,
            Err(e) => {
                printer.skipped(&place_and_message(&e), e.way_out());
                continue;
            }
        };
        notices.tell(&article);
        let page = show(&args, model.analyzer(), &article, several).map_err(|e| out.failed(&e))?;
        out.write_all(&page).map_err(|e| out.failed(&e))?;
        shown += 1;
    }
    notices.finish();
    if shown == 0 {
        return Err(Failure::new(Kind::Input, "no record could be read"));
    }
    out.finish()
}

/// One article's page, with colours where they belong.
fn show(
    args: &TextArgs,
    analyzer: &Analyzer,
    article: &Article,
    several: bool,
) -> io::Result<Vec<u8>> {
    let text = article.text.as_str();
    let walk = analyzer.walk(source(article));
    let place = |span: Range<usize>| match &article.bytes {
        Some(map) => map.source_range(span),
        None => span,
    };
    let walked = Walked {
        walk: &walk,
        source: text,
        book: analyzer.codebook(),
        id: (several || article.line.is_some()).then_some(article.id.as_str()),
        place: &place,
    };
    let encoding: Vec<String> = article.notices.iter().map(|n| n.message.clone()).collect();
    let mut page = Vec::new();
    match (args.stage, args.format) {
        (Some(StageChoice::Body), _) => plain(&mut page, args, walk.body.text())?,
        (Some(StageChoice::Normalized), _) => plain(&mut page, args, walk.text.text())?,
        (Some(stage), TextFormat::Jsonl) => write_stage_jsonl(&mut page, &walked, list(stage))?,
        (None, TextFormat::Jsonl) => write_facts_json(&mut page, &walked, &encoding)?,
        (stage, TextFormat::Text) => {
            match stage {
                Some(stage) => write_stage(&mut page, &walked, list(stage))?,
                None => write_overview(&mut page, &walked, &encoding)?,
            }
            if !takes_colors(args.output.as_deref()) {
                page = anstream::adapter::strip_bytes(&page).into_vec();
            }
        }
    }
    Ok(page)
}

/// Text as it is, but a terminal is given nothing that it would obey.
fn plain(page: &mut Vec<u8>, args: &TextArgs, text: &str) -> io::Result<()> {
    if !is_terminal(args.output.as_deref()) {
        page.write_all(text.as_bytes())?;
    } else {
        for line in text.lines() {
            writeln!(page, "{}", inert(line))?;
        }
    }
    if text.ends_with('\n') { Ok(()) } else { page.write_all(b"\n") }
}

fn list(stage: StageChoice) -> Stage {
    match stage {
        StageChoice::Mentions => Stage::Mentions,
        StageChoice::Speech => Stage::Speech,
        StageChoice::Tokens | StageChoice::Body | StageChoice::Normalized => Stage::Tokens,
    }
}
