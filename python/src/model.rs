//! A trained model.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyType};
use rasid::Kind;
use rasid_corpus::{BorrowedArticle, Columns as Names, MemoryRows, ReadOptions, RecordError};
use rasid_pipeline::{Classifier, Digest, Source};
use rasid_report::{
    Answer, Explained, JsonForm, ParquetBatch, ParquetForm, Skipped, write_explanation_json,
};

use crate::errors::{no_model, raised, released, unread};
use crate::frames::{Columns, batches};
use crate::ready::{Ready, cores};

/// So many rows are judged at a time by one thread.
const ROWS: usize = 128;
/// No more threads are started, whatever is asked for.
const MOST_THREADS: usize = 1024;
/// Signals are asked for so often: asking takes the interpreter's lock.
const BETWEEN_SIGNALS: Duration = Duration::from_millis(100);

/// A trained model. Immutable: threads may share it.
#[pyclass(frozen, module = "rasid._rasid")]
pub(crate) struct Model {
    model: Ready,
    bytes: Arc<[u8]>,
}

/// How verdicts are given.
enum Form {
    /// One column of JSON.
    Json(JsonForm),
    Columns(ParquetForm),
}

/// What is to be judged, and how it is read.
struct Given {
    batches: Vec<RecordBatch>,
    schema: SchemaRef,
    options: ReadOptions,
    /// A column of records in JSON.
    objects: Option<String>,
    numbered: bool,
}

/// Consecutive rows of a batch.
struct Piece<'a> {
    rows: &'a MemoryRows,
    from: usize,
    to: usize,
}

#[pymethods]
impl Model {
    /// Opens a model file.
    #[classmethod]
    fn load(_: &Bound<'_, PyType>, py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let name = path.display().to_string();
        let bytes = released(py, || std::fs::read(&path))?.map_err(|e| {
            let hint = Some("check the path, or train one with rasid.train");
            raised(py, Kind::Model, &format!("cannot read {name}"), &[e.to_string()], (hint, None))
        })?;
        Self::opened(py, bytes.into(), &name)
    }

    /// The built-in model.
    #[classmethod]
    fn default(_: &Bound<'_, PyType>, py: Python<'_>) -> PyResult<Self> {
        Self::opened(py, rasid::built_in_model().into(), "the built-in model")
    }

    /// Opens the bytes of a model file.
    #[classmethod]
    fn from_bytes(_: &Bound<'_, PyType>, py: Python<'_>, bytes: &[u8]) -> PyResult<Self> {
        Self::opened(py, bytes.into(), "these bytes")
    }

    /// The bytes of the model file.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.bytes)
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let open = slf.get_type().getattr("from_bytes")?;
        Ok((open, (slf.get().to_bytes(slf.py()),)))
    }

    /// SHA-256 of the model file, in hexadecimal digits.
    #[getter]
    fn digest(&self) -> String {
        Digest::of(&self.bytes).to_string()
    }

    /// The axes in order, each with its classes: dict of str to list of str.
    #[getter]
    fn axes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let axes = PyDict::new(py);
        for axis in self.model.analyzer().codebook().axes() {
            let classes: Vec<&str> = axis.classes.iter().map(|c| c.name.as_str()).collect();
            axes.set_item(&axis.name, classes)?;
        }
        Ok(axes)
    }

    /// Number of articles that it was trained on.
    #[getter]
    fn articles(&self) -> u64 {
        self.model.articles()
    }

    /// Judges rows: one row of verdicts for each, in order. `names` maps `text`, `id`, `title`, `url`, `outlet` and
    /// `date` to columns; `how` says whether verdicts are one column of JSON, and how many words of evidence are told.
    /// `read` names a column of records in JSON, where rows are not records themselves, and says whether rows have
    /// numbers: where they have none, a record without an id has an empty one, and no error tells a line.
    #[pyo3(signature = (data, names, how, threads, read=(None, true)))]
    fn judge(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        names: [Option<String>; 6],
        how: (bool, usize),
        threads: Option<NonZeroUsize>,
        read: (Option<String>, bool),
    ) -> PyResult<Columns> {
        let (json, evidence) = how;
        let (objects, numbered) = read;
        let given = Given { objects, numbered, ..Given::taken(data, names)? };
        let rows = released(py, || given.rows())?.map_err(|e| unread(py, &e))?;
        let form = self.form(json, evidence);
        let made = released(py, || {
            self.in_pieces(&rows, threads, |piece, classifier| {
                form.made(piece, classifier, evidence)
            })
        })??;
        let batches: Result<_, String> = made.into_iter().collect();
        let batches = batches.map_err(|e| raised(py, Kind::Output, &e, &[], (None, None)))?;
        Ok(Columns { batches, schema: form.schema() })
    }

    /// For each row the position of its best class on an axis, where there is one, and the probabilities of all
    /// classes in the order of [`Model::axes`]: empty where no model was asked or nothing spoke.
    fn probabilities(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        names: [Option<String>; 6],
        axis: &str,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Vec<(Option<usize>, Vec<f64>)>> {
        let book = self.model.analyzer().codebook();
        let axis = book
            .axis(axis)
            .map_err(|e| raised(py, Kind::Usage, &e.to_string(), &[], (e.way_out(), None)))?;
        let given = Given::taken(data, names)?;
        let rows = released(py, || given.rows())?.map_err(|e| unread(py, &e))?;
        let found = released(py, || {
            self.in_pieces(&rows, threads, |piece, classifier| {
                let row = |read: Result<BorrowedArticle<'_>, RecordError>| {
                    let Ok(article) = read else { return (None, Vec::new()) };
                    let judged =
                        classifier.classify(source(&article)).axes.swap_remove(axis.index());
                    (judged.verdict.best, judged.probabilities)
                };
                piece.articles().map(row).collect::<Vec<_>>()
            })
        })??;
        Ok(found.into_iter().flatten().collect())
    }

    /// What carried the verdicts about the one row of some columns, as JSON.
    fn explain_row(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        names: [Option<String>; 6],
    ) -> PyResult<String> {
        let given = Given::taken(data, names)?;
        let explained = released(py, || -> Result<Vec<u8>, RecordError> {
            let rows = given.rows()?;
            let Some(rows) = rows.first() else { return Ok(Vec::new()) };
            let article = rows.article(0)?;
            let explanation = self.model.explanation(source(&article));
            let book = self.model.analyzer().codebook();
            let axes: Vec<usize> = (0..book.axes().len()).collect();
            let encoding: Vec<String> = article.notices.iter().map(|n| n.message.clone()).collect();
            let explained = Explained {
                id: &article.id,
                explanation: &explanation,
                book,
                axes: &axes,
                place: &|range| range,
                encoding: &encoding,
            };
            let mut out = Vec::new();
            // Writing to memory does not fail.
            let _ = write_explanation_json(&mut out, &explained);
            Ok(out)
        })?;
        let bytes = explained.map_err(|e| unread(py, &e))?;
        String::from_utf8(bytes)
            .map_err(|e| raised(py, Kind::Output, &e.to_string(), &[], (None, None)))
    }
}

impl Model {
    fn opened(py: Python<'_>, bytes: Arc<[u8]>, name: &str) -> PyResult<Self> {
        let opened = released(py, || rasid_pipeline::Model::from_bytes(&bytes))?;
        let model = opened.map_err(|e| no_model(py, name, &e))?;
        Ok(Self { model: Ready::new(model), bytes })
    }

    fn form(&self, json: bool, evidence: usize) -> Form {
        let book = self.model.analyzer().codebook();
        let sets = self.model.analyzer().settings().abstention.coverage.is_some();
        match json {
            true => Form::Json(JsonForm::new(book, evidence > 0)),
            false => Form::Columns(ParquetForm::new(book, evidence > 0, sets)),
        }
    }

    /// Does something with the rows piece by piece, on several threads where there are many; gives what came of
    /// each, in order. The calling thread hears signals meanwhile.
    fn in_pieces<T: Send>(
        &self,
        rows: &[MemoryRows],
        threads: Option<NonZeroUsize>,
        work: impl Fn(&Piece<'_>, &mut Classifier<'_>) -> T + Sync,
    ) -> PyResult<Vec<T>> {
        self.model.announce(rows.iter().map(MemoryRows::len).sum());
        let mut pieces = Vec::new();
        for rows in rows {
            let starts = (0..rows.len()).step_by(ROWS);
            let piece = |from| Piece { rows, from, to: rows.len().min(from + ROWS) };
            pieces.extend(starts.map(piece));
        }
        let threads = threads.map_or_else(cores, NonZeroUsize::get).clamp(1, MOST_THREADS);
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        // Does pieces until there are none, or `heard` says why not.
        let run = |heard: &mut dyn FnMut() -> PyResult<()>| {
            let mut outcome = Ok(());
            self.model.with_classifier(|classifier| {
                while outcome.is_ok() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(piece) = pieces.get(number) else { return };
                    let made = work(piece, classifier);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((number, made));
                    outcome = heard();
                }
            });
            outcome
        };
        let mut last = Instant::now();
        let mut signals = || {
            if last.elapsed() < BETWEEN_SIGNALS {
                return Ok(());
            }
            last = Instant::now();
            Python::attach(|py| py.check_signals()).inspect_err(|_| {
                // Nobody takes another piece.
                next.store(pieces.len(), Ordering::Relaxed);
            })
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(pieces.len()) {
                scope.spawn(|| run(&mut || Ok(())));
            }
            run(&mut signals)
        })?;
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(number, _)| *number);
        Ok(done.into_iter().map(|(_, made)| made).collect())
    }
}

impl Given {
    /// Takes columns, and what they are called.
    fn taken(data: &Bound<'_, PyAny>, names: [Option<String>; 6]) -> PyResult<Self> {
        let (batches, schema) = batches(data, names[0].as_deref().unwrap_or("text"))?;
        let [text, id, title, url, outlet, date] = names;
        let columns = Names { text, id, title, url, outlet, date, ..Names::default() };
        let options = ReadOptions { columns };
        Ok(Self { batches, schema, options, objects: None, numbered: true })
    }

    /// The rows of all batches, numbered through.
    fn rows(&self) -> Result<Vec<MemoryRows>, RecordError> {
        let columns = &self.options.columns;
        // One that was named and is missing is told with its name.
        let named = self.objects.is_some() || columns.text.is_some() || columns.title.is_some();
        let there = |name| self.schema.column_with_name(name).is_some();
        if !named && !there("text") && !there("title") {
            let names = self.schema.fields().iter().map(|field| field.name().as_str());
            let hint = format!("there are: {}", names.collect::<Vec<_>>().join(", "));
            let what = "there is no column for the text";
            return Err(RecordError::new(Path::new("rows"), None, what).hint(hint));
        }
        let mut next = 0;
        let of_batch = |batch| {
            let first = self.numbered.then_some(next);
            let rows = match &self.objects {
                None => MemoryRows::new(batch, &self.options, first)?,
                Some(column) => MemoryRows::of_objects(batch, column, &self.options, first)?,
            };
            next += rows.len() as u64;
            Ok(rows)
        };
        self.batches.iter().map(of_batch).collect()
    }
}

impl Piece<'_> {
    fn articles(&self) -> impl Iterator<Item = Result<BorrowedArticle<'_>, RecordError>> {
        (self.from..self.to).map(|row| self.rows.article(row))
    }
}

impl Form {
    fn schema(&self) -> SchemaRef {
        match self {
            Self::Json(_) => {
                Arc::new(Schema::new(vec![Field::new("verdict", DataType::Utf8, false)]))
            }
            Self::Columns(form) => form.schema(),
        }
    }

    /// The verdicts about a piece.
    fn made(
        &self,
        piece: &Piece<'_>,
        classifier: &mut Classifier<'_>,
        evidence: usize,
    ) -> Result<RecordBatch, String> {
        match self {
            Self::Json(form) => {
                let mut rows = form.rows();
                judge_each(piece, classifier, evidence, |judged| match judged {
                    Ok(answer) => rows.answer(answer),
                    Err(fault) => rows.skipped(fault),
                });
                let rows = rows.finish();
                let mut from = 0;
                let lines = rows.ends.iter().map(|&end| {
                    // Without the line feed.
                    let line = std::str::from_utf8(&rows.bytes[from..end - 1]);
                    from = end;
                    line
                });
                let lines: Vec<&str> =
                    lines.collect::<Result<_, _>>().map_err(|e| e.to_string())?;
                let lines: ArrayRef = Arc::new(StringArray::from_iter_values(lines));
                RecordBatch::try_new(self.schema(), vec![lines]).map_err(|e| e.to_string())
            }
            Self::Columns(form) => {
                let mut rows = form.rows();
                judge_each(piece, classifier, evidence, |judged| match judged {
                    Ok(answer) => rows.answer(answer),
                    Err(fault) => rows.skipped(fault),
                });
                rows.finish().map(ParquetBatch::into_columns).map_err(|e| e.to_string())
            }
        }
    }
}

/// Judges the rows of a piece and gives each with its verdicts, or with what is wrong with it.
fn judge_each(
    piece: &Piece<'_>,
    classifier: &mut Classifier<'_>,
    evidence: usize,
    mut take: impl FnMut(Result<&Answer<'_>, &Skipped<'_>>),
) {
    for read in piece.articles() {
        let article = match read {
            Ok(article) => article,
            Err(e) => {
                let (error, file) = (e.to_string(), e.file().display().to_string());
                take(Err(&Skipped { id: e.record(), error: &error, file: &file, line: e.line() }));
                continue;
            }
        };
        let source = source(&article);
        let verdict =
            if evidence > 0 { classifier.explain(source) } else { classifier.classify(source) };
        let notes: Vec<&str> = article.notices.iter().map(|n| n.message.as_str()).collect();
        take(Ok(&Answer {
            id: &article.id,
            text: &article.text,
            verdict: &verdict,
            notes_on_bytes: &notes,
            evidence,
        }));
    }
}

/// An article as the text layer takes it.
fn source<'a>(article: &'a BorrowedArticle<'_>) -> Source<'a> {
    Source {
        date: article.date.as_deref(),
        url: article.url.as_deref(),
        outlet: article.outlet.as_deref(),
        ..Source::detected(&article.text, article.html)
    }
}
