//! What goes wrong, as exceptions: one class for each kind, as the command line has an exit code for each.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::PyType;
use rasid::{Failure, Kind, Spot};
use rasid_corpus::RecordError;
use rasid_pipeline::ModelError as PipelineError;

create_exception!(rasid, RasidError, PyException, "All errors of rasid.");
create_exception!(rasid, UsageError, RasidError, "Arguments that do not go together.");
create_exception!(rasid, InputError, RasidError, "Data that cannot be used.");
create_exception!(rasid, ModelError, RasidError, "A model that cannot be used.");
create_exception!(rasid, OutputError, RasidError, "A place that cannot be written.");

/// Runs what needs nothing of Python without the interpreter's lock. A panic, which is a mistake of ours, becomes
/// an error.
pub(crate) fn released<T: Send>(py: Python<'_>, run: impl FnOnce() -> T + Send) -> PyResult<T> {
    let done = py.detach(|| catch_unwind(AssertUnwindSafe(run)));
    done.map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default();
        let message = format!("rasid made a mistake: {said}");
        let hint = Some("please report it with the input that led to it");
        raised(py, Kind::Found, &message, &[], (hint, None))
    })
}

/// A failure of a command.
pub(crate) fn failed(py: Python<'_>, failure: &Failure) -> PyErr {
    let about = (failure.way_out(), failure.spot());
    raised(py, failure.kind(), failure.message(), failure.causes(), about)
}

/// A record or its columns that cannot be read.
pub(crate) fn unread(py: Python<'_>, e: &RecordError) -> PyErr {
    let spot = Spot { file: e.file().to_owned(), line: e.line() };
    raised(py, Kind::Input, &e.to_string(), &[], (e.way_out(), Some(&spot)))
}

/// Bytes that are no model.
pub(crate) fn no_model(py: Python<'_>, name: &str, e: &PipelineError) -> PyErr {
    let hint = "train it anew with rasid.train, or copy it again";
    let message = format!("cannot use {name}");
    raised(py, Kind::Model, &message, &[e.to_string()], (Some(hint), None))
}

/// An error of a kind with its attributes: `causes` (list), `hint`, `file`, `row` (from 0), each None where there is
/// none.
pub(crate) fn raised(
    py: Python<'_>,
    kind: Kind,
    message: &str,
    causes: &[String],
    (hint, spot): (Option<&str>, Option<&Spot>),
) -> PyErr {
    let class: Bound<'_, PyType> = match kind {
        Kind::Usage => py.get_type::<UsageError>(),
        Kind::Input => py.get_type::<InputError>(),
        Kind::Model => py.get_type::<ModelError>(),
        Kind::Output => py.get_type::<OutputError>(),
        Kind::Found | Kind::Interrupted => py.get_type::<RasidError>(),
    };
    let mut text = message.to_owned();
    causes.iter().for_each(|cause| text.push_str(&format!("\n  caused by: {cause}")));
    hint.into_iter().for_each(|hint| text.push_str(&format!("\nhint: {hint}")));
    let made = class.call1((text,)).and_then(|error| {
        error.setattr("causes", causes.to_vec())?;
        error.setattr("hint", hint)?;
        error.setattr("file", spot.map(|spot| spot.file.display().to_string()))?;
        error.setattr("row", spot.and_then(|spot| spot.line).map(|line| line - 1))?;
        Ok(error)
    });
    made.map_or_else(|e| e, PyErr::from_value)
}
