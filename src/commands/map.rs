//! `rasid map`: what many verdicts say, counted as they stream by.

use std::path::PathBuf;

use rasid_codebook::{AxisId, Codebook};
use rasid_corpus::{RecordError, VerdictLine, VerdictRecord, inputs, verdicts};
use rasid_eval::{CrossTab, Judged};
use rasid_report::{Copies, Intake, Listed, MapReport, Style, write_map_csv};

use crate::cli::{CopiesChoice, MapArgs, ReportFormat};
use crate::diagnostics::{Failure, Kind, place_and_message};
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::{codebook_of, refuse_one_place, refuse_overwriting, refuse_twice};

/// More faulty lines than this are counted, not told.
const MAX_TOLD: u64 = 20;

pub(crate) fn run(args: &MapArgs, printer: &Printer) -> Result<(), Failure> {
    let read = || args.verdicts.iter().chain(&args.codebook).cloned();
    refuse_twice(args.verdicts.iter().map(PathBuf::as_path))?;
    refuse_overwriting(args.output.as_deref(), read())?;
    refuse_overwriting(args.html.as_deref(), read())?;
    refuse_one_place(args.html.as_deref(), args.output.as_deref())?;
    let book = codebook_of(args.codebook.as_deref())?;
    let rows = rows_axis(&book, args.rows.as_deref())?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut page = args.html.as_deref().map(|html| Output::open(Some(html))).transpose()?;
    // Lists are for the page alone.
    let limit = if page.is_some() { args.list } else { 0 };
    let copies = match args.copies {
        CopiesChoice::Count => Copies::Count,
        CopiesChoice::Once => Copies::Once,
        CopiesChoice::Both => Copies::Both,
    };
    let mut counting = Counting {
        book: &book,
        copies,
        tab: CrossTab::new(&book, rows, limit),
        intake: Intake::default(),
        printer,
    };
    if counting.tab.columns().is_empty() {
        let what = "the codebook has no axis about a target to map";
        return Err(Failure::new(Kind::Input, what)
            .hint("give an [[axis]] a `target`, or --rows another axis"));
    }
    counting.all(args)?;
    let Counting { tab, intake, .. } = counting;
    let report = MapReport { book: &book, tab: &tab, intake, copies, listed: args.list };
    if let Some(page) = &mut page {
        report.write_html(page).map_err(|e| page.failed(&e))?;
    }
    let written = match args.format {
        ReportFormat::Table => report.write(&mut out, Style::Terminal(terminal_width())),
        ReportFormat::Markdown => report.write(&mut out, Style::Markdown),
        ReportFormat::Csv => write_map_csv(&mut out, &report),
        ReportFormat::Json => report.write_json(&mut out),
    };
    written.map_err(|e| out.failed(&e))?;
    page.map_or(Ok(()), Output::finish)?;
    out.finish()
}

/// The axis that was named, else the first without a target.
fn rows_axis(book: &Codebook, named: Option<&str>) -> Result<AxisId, Failure> {
    if let Some(name) = named {
        return book.axis(name).map_err(|e| {
            Failure::new(Kind::Usage, e.to_string()).hint(e.way_out().unwrap_or_default())
        });
    }
    let mut axes = book.axis_ids();
    axes.find(|axis| book.axis_at(*axis).target.is_none()).ok_or_else(|| {
        let what = "every axis of the codebook is about a target";
        Failure::new(Kind::Usage, what).hint("choose the axis of the rows: --rows AXIS")
    })
}

struct Counting<'a> {
    book: &'a Codebook,
    copies: Copies,
    tab: CrossTab<Listed>,
    intake: Intake,
    printer: &'a Printer,
}

impl Counting<'_> {
    fn all(&mut self, args: &MapArgs) -> Result<(), Failure> {
        let bar = self.printer.progress("counting", None);
        for input in args.verdicts.iter().flat_map(|path| inputs(path)) {
            let book = self.book;
            match input {
                Err(e) => self.fault(&e),
                Ok(input) => {
                    for line in verdicts(input, book) {
                        self.line(line);
                        bar.inc(1);
                    }
                }
            }
        }
        bar.finish_and_clear();
        let Intake { answered, abstained, faulty, copies, .. } = self.intake;
        if faulty > MAX_TOLD {
            self.printer.warning(&format!("{} more lines are no verdicts", faulty - MAX_TOLD));
        }
        match (answered + abstained, faulty) {
            (0, _) if copies > 0 => {
                let what = format!("all {copies} verdicts that could be read are on near copies");
                Err(Failure::new(Kind::Input, what).hint(
                    "add the verdicts on the first articles, or count copies: --copies count",
                ))
            }
            (0, 0) => Err(Failure::new(Kind::Input, "there is no verdict to map")
                .hint("make some: rasid classify … --format jsonl -o verdicts.jsonl")),
            (0, _) => Err(Failure::new(Kind::Input, "no verdict could be read")),
            _ => Ok(()),
        }
    }

    fn line(&mut self, line: Result<VerdictLine, RecordError>) {
        match line {
            Ok(VerdictLine::Verdict(verdict)) => self.verdict(&verdict),
            Ok(VerdictLine::Skipped) => self.intake.skipped += 1,
            Err(e) => self.fault(&e),
        }
    }

    fn fault(&mut self, e: &RecordError) {
        self.intake.faulty += 1;
        if self.intake.faulty <= MAX_TOLD {
            self.printer.skipped(&place_and_message(e), e.way_out());
        }
    }

    fn verdict(&mut self, v: &VerdictRecord) {
        let copy = v.copy_of.is_some();
        self.intake.copies += u64::from(copy);
        if copy && self.copies == Copies::Once {
            return;
        }
        let any = v.axes.iter().any(|a| a.class.is_some());
        *(if any { &mut self.intake.answered } else { &mut self.intake.abstained }) += 1;
        let axes: Vec<_> = v.axes.iter().map(|a| (a.class, a.best)).collect();
        let (outlet, title) = (v.outlet.as_deref(), v.title.as_deref());
        let listed = |axis: AxisId| {
            let judged = &v.axes[axis.index()];
            Listed::new(&v.id, judged.probability, v.date, title, outlet, &judged.evidence)
                .copy_of(v.copy_of.as_deref())
        };
        self.tab.add(&Judged { axes: &axes, outlet, date: v.date, copy }, listed);
    }
}
