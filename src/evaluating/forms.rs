//! The forms of a confusion report that were asked for, and the file of each.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use rasid_report::{EvaluationReport, Style, write_evaluation_csv};

use crate::cli::{EvaluateArgs, ReportFormat};
use crate::diagnostics::{Failure, Kind};
use crate::printer::{Output, terminal_width};
use crate::settings::{place_of, refuse_overwriting};

#[derive(Debug, Clone, Copy)]
enum Form {
    Format(ReportFormat),
    Html,
}

/// Every form with its output, open before the work begins.
pub(crate) struct Forms<'a>(Vec<(Form, Output<'a>)>);

impl<'a> Forms<'a> {
    /// No form replaces an input, another form or the file of answers. Only the first may go to
    /// standard output.
    pub(crate) fn open(args: &'a EvaluateArgs) -> Result<Self, Failure> {
        let more = [
            ("--html", Form::Html, &args.html),
            ("--md", Form::Format(ReportFormat::Markdown), &args.md),
            ("--json", Form::Format(ReportFormat::Json), &args.json),
        ];
        let mut forms = vec![(Form::Format(args.format), args.output.as_deref())];
        forms.extend(
            more.iter().filter_map(|(_, form, place)| Some((*form, Some(place.as_deref()?)))),
        );
        let flags = more.iter().map(|(flag, _, place)| (*flag, place.as_deref()));
        for (flag, place) in flags.chain([("--answers", args.answers.as_deref())]) {
            if place == Some(Path::new("-")) {
                let failure = Failure::new(Kind::Usage, format!("{flag} needs the name of a file"));
                return Err(failure.hint("the report itself goes to standard output"));
            }
        }
        let mut taken = BTreeSet::new();
        let places = forms.iter().filter_map(|(_, place)| *place).chain(args.answers.as_deref());
        for place in places.filter(|p| *p != Path::new("-")) {
            let read = args.making.files(&args.labels).into_iter().chain(args.model.clone());
            refuse_overwriting(Some(place), read)?;
            if !taken.insert(place_of(place)) {
                let what = format!("two outputs would go to {}", place.display());
                return Err(Failure::new(Kind::Usage, what).hint("give each its own file"));
            }
        }
        let open = |(form, place)| Ok((form, Output::open(place)?));
        Ok(Self(forms.into_iter().map(open).collect::<Result<_, Failure>>()?))
    }

    /// Writes the report in every form. None is put in place before all are written.
    pub(crate) fn write(mut self, report: &EvaluationReport) -> Result<(), Failure> {
        for (form, out) in &mut self.0 {
            write(report, *form, out).map_err(|e| out.failed(&e))?;
        }
        self.0.into_iter().try_for_each(|(_, out)| out.finish())
    }
}

fn write(report: &EvaluationReport, form: Form, out: &mut Output<'_>) -> io::Result<()> {
    match form {
        Form::Html => report.write_html(out),
        Form::Format(ReportFormat::Table) => report.write(out, Style::Terminal(terminal_width())),
        Form::Format(ReportFormat::Markdown) => report.write(out, Style::Markdown),
        Form::Format(ReportFormat::Csv) => write_evaluation_csv(out, report),
        Form::Format(ReportFormat::Json) => report.write_json(out),
    }
}
