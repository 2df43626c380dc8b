//! `rasid explain`: what carried the verdicts about one article.

use std::ops::Range;

use rasid_codebook::Codebook;
use rasid_corpus::{Article, articles, inputs};
use rasid_report::{
    Explained, Look, write_explanation, write_explanation_json, write_explanation_page,
};

use crate::cli::{ExplainArgs, ExplainFormat};
use crate::diagnostics::{Failure, Kind, place_and_message};
use crate::printer::{ByteNotices, Output, Printer, takes_colors, terminal_width};
use crate::settings::{load_model, refuse_one_place, refuse_overwriting};
use crate::workers::source;

pub(crate) fn run(args: &ExplainArgs, printer: &Printer) -> Result<(), Failure> {
    let mut model = load_model(args.model.as_deref())?.model;
    if args.no_registry {
        model = model.with_registry(None);
    }
    let axes = axes(&args.axis, model.analyzer().codebook())?;
    let article = article(args, printer)?;
    let mut notices = ByteNotices::new(printer);
    notices.tell(&article);
    notices.finish();
    let explanation = model.explanation(source(&article));
    let place = |span: Range<usize>| match &article.bytes {
        Some(map) => map.source_range(span),
        None => span,
    };
    let encoding: Vec<String> = article.notices.iter().map(|n| n.message.clone()).collect();
    let explained = Explained {
        id: &article.id,
        explanation: &explanation,
        book: model.analyzer().codebook(),
        axes: &axes,
        place: &place,
        encoding: &encoding,
    };
    let mut out = Output::open(args.output.as_deref())?;
    let look = Look {
        whole: args.whole,
        colors: takes_colors(args.output.as_deref()),
        width: terminal_width(),
    };
    let written = match args.format {
        ExplainFormat::Text => write_explanation(&mut out, &explained, look),
        ExplainFormat::Json => write_explanation_json(&mut out, &explained),
    };
    written.map_err(|e| out.failed(&e))?;
    if let Some(path) = &args.html {
        let mut page = Output::open(Some(path))?;
        write_explanation_page(&mut page, &explained).map_err(|e| page.failed(&e))?;
        page.finish()?;
    }
    out.finish()
}

/// Positions of the axes that were typed; of all, where none was.
fn axes(typed: &[String], book: &Codebook) -> Result<Vec<usize>, Failure> {
    if typed.is_empty() {
        return Ok((0..book.axes().len()).collect());
    }
    let position = |name: &String| {
        let axis = book.axis(name).map_err(|e| {
            Failure::new(Kind::Usage, e.to_string()).hint(e.way_out().unwrap_or_default())
        });
        axis.map(rasid_codebook::AxisId::index)
    };
    typed.iter().map(position).collect()
}

/// The one article that is meant.
fn article(args: &ExplainArgs, printer: &Printer) -> Result<Article, Failure> {
    let mut found = inputs(&args.path);
    if let [Err(_)] = found.as_slice()
        && let Some(Err(only)) = found.pop()
    {
        return Err(only.into());
    }
    for output in [&args.output, &args.html] {
        let files = found.iter().filter_map(|f| f.as_ref().ok()).map(|f| f.path().to_owned());
        refuse_overwriting(output.as_deref(), files.chain(args.model.clone()))?;
    }
    refuse_one_place(args.html.as_deref(), args.output.as_deref())?;
    let place = args.path.display();
    let mut one: Option<Article> = None;
    for read in articles(found, &args.columns.options()) {
        match (read, &args.id) {
            (Ok(article), Some(id)) if article.id == *id => return Ok(article),
            (Ok(_), Some(_)) => {}
            (Ok(article), None) => {
                if let Some(first) = &one {
                    let hint = format!("name one with --id, for example --id {}", first.id);
                    let what = format!("{place} holds more than one article");
                    return Err(Failure::new(Kind::Usage, what).hint(hint));
                }
                one = Some(article);
            }
            (Err(e), Some(id)) if e.record() != Some(id) => {
                printer.skipped(&place_and_message(&e), e.way_out());
            }
            (Err(e), _) => return Err(e.into()),
        }
    }
    one.ok_or_else(|| match &args.id {
        Some(id) => Failure::new(Kind::Input, format!("no article `{id}` in {place}"))
            .hint("ids are in the column `id`; `rasid classify` lists them"),
        None => Failure::new(Kind::Input, format!("there is no article in {place}")),
    })
}
