//! What a worker thread does with a batch: parse, judge, write into memory.

use std::path::Path;

use rasid_corpus::{Article, RecordError};
use rasid_eval::CopySketch;
use rasid_pipeline::{ArticleVerdict, Boilerplate, Classifier, Compiled, Model, Source, host};
use rasid_report::{Answer, Skipped};

use super::copies::Sketched;
use super::form::{Form, FormRows, Made};
use super::resuming::Parcel;
use super::tally::Tally;
use crate::diagnostics::{Failure, place_and_message};
use crate::printer::NoticesOfArticle;
use crate::workers::source;

/// What all workers share.
pub(super) struct Judge<'a> {
    pub(super) model: &'a Model,
    /// The model made ready for many articles; none where they are few.
    pub(super) compiled: Option<&'a Compiled<'a>>,
    pub(super) form: &'a Form<'a>,
    /// Words of evidence that are written.
    pub(super) evidence: usize,
    pub(super) repeated: Option<&'a Boilerplate>,
    /// Whether articles are wanted back, to be sorted into folders.
    pub(super) sorted: bool,
    /// Whether near copies are looked for.
    pub(super) copies: bool,
}

/// A batch that was judged.
pub(super) struct Judged {
    /// None where an earlier process wrote it.
    pub(super) made: Option<Made>,
    pub(super) tally: Tally,
    /// What the user is told, in order.
    pub(super) told: Vec<Told>,
    /// Articles and the folders that they go into.
    pub(super) sorted: Vec<(Article, Vec<String>)>,
    /// What near copies are found by, one a record, where they are looked for.
    pub(super) sketched: Vec<Sketched>,
    pub(super) stretch: Stretch,
}

/// The part of the input that a batch is.
pub(super) struct Stretch {
    pub(super) bytes: u64,
    /// Bytes of the inputs' files up to its end.
    pub(super) position: u64,
    /// Digest of the input up to its end.
    pub(super) input: u128,
}

/// Something to be said about a record.
pub(super) enum Told {
    /// Its bytes were not plain UTF-8.
    Notices(NoticesOfArticle),
    /// It was skipped: where and why, and a way out.
    Skipped(String, Option<String>),
}

impl<'a> Judge<'a> {
    /// A worker for one thread.
    pub(super) fn worker(
        &'a self,
    ) -> impl FnMut(Result<Parcel, Failure>) -> Result<Judged, Failure> + 'a {
        let worker = self.compiled.map_or_else(|| self.model.classifier(), Compiled::classifier);
        let mut worker = if self.copies { worker.with_words() } else { worker };
        move |parcel| {
            let parcel = parcel?;
            if parcel.written {
                self.look_again(&mut worker, parcel)
            } else {
                self.judge(&mut worker, parcel)
            }
        }
    }

    fn judge(&self, worker: &mut Classifier<'_>, parcel: Parcel) -> Result<Judged, Failure> {
        let Parcel { batch, input, .. } = parcel;
        let stretch = Stretch { bytes: batch.bytes(), position: batch.position(), input };
        let mut rows = self.form.rows();
        let (mut tally, mut told, mut sorted) = (Tally::default(), Vec::new(), Vec::new());
        let mut sketched = Vec::new();
        for read in batch.articles() {
            tally.records += 1;
            match read {
                Ok(article) => {
                    let verdict = self.verdict(worker, &article);
                    let any = verdict.axes.iter().any(|a| a.verdict.class.is_some());
                    *(if any { &mut tally.answered } else { &mut tally.abstained }) += 1;
                    self.write(&mut rows, &article, &verdict)?;
                    if self.copies {
                        sketched.push(Some((article.id.clone(), CopySketch::of(worker.words()))));
                    }
                    told.extend(NoticesOfArticle::of(&article).map(Told::Notices));
                    if self.sorted {
                        sorted.push((article, folders(self.model, &verdict)));
                    }
                }
                Err(e) => {
                    tally.skipped += 1;
                    sketched.extend(self.copies.then_some(None));
                    skip(&mut rows, &e)?;
                    let way_out = e.way_out().map(str::to_owned);
                    told.push(Told::Skipped(place_and_message(&e), way_out));
                }
            }
        }
        Ok(Judged { made: Some(rows.finish()?), tally, told, sorted, sketched, stretch })
    }

    /// Reads a batch that an earlier process judged and wrote, for the copies that come behind it.
    fn look_again(&self, worker: &mut Classifier<'_>, parcel: Parcel) -> Result<Judged, Failure> {
        let Parcel { batch, input, .. } = parcel;
        let stretch = Stretch { bytes: batch.bytes(), position: batch.position(), input };
        let sketch = |read: Result<Article, RecordError>| {
            let article = read.ok()?;
            self.verdict(worker, &article);
            Some((article.id, CopySketch::of(worker.words())))
        };
        let sketched = batch.articles().map(sketch).collect();
        let (tally, told, sorted) = (Tally::default(), Vec::new(), Vec::new());
        Ok(Judged { made: None, tally, told, sorted, sketched, stretch })
    }

    fn verdict(&self, worker: &mut Classifier<'_>, article: &Article) -> ArticleVerdict {
        let outlet = self.repeated.map(|_| outlet(article));
        let repeated = self.repeated.zip(outlet.as_deref());
        let source = Source { repeated, ..source(article) };
        if self.evidence > 0 { worker.explain(source) } else { worker.classify(source) }
    }

    fn write(
        &self,
        rows: &mut FormRows<'_>,
        article: &Article,
        verdict: &ArticleVerdict,
    ) -> Result<(), Failure> {
        let notes: Vec<&str> = article.notices.iter().map(|n| n.message.as_str()).collect();
        rows.answer(&Answer {
            id: &article.id,
            text: &article.text,
            verdict,
            notes_on_bytes: &notes,
            evidence: self.evidence,
        })
    }
}

fn skip(rows: &mut FormRows<'_>, e: &RecordError) -> Result<(), Failure> {
    rows.skipped(&Skipped {
        id: e.record(),
        error: &e.to_string(),
        file: &e.file().display().to_string(),
        line: e.line(),
    })
}

/// Who publishes an article, as far as lines repeat: its outlet, the host of its address, or else the
/// folder of its file.
pub(crate) fn outlet(article: &Article) -> String {
    let host = || article.url.as_deref().and_then(host);
    let folder = || article.file.parent().unwrap_or(Path::new("")).display().to_string();
    article.outlet.clone().or_else(host).unwrap_or_else(folder)
}

/// `state_media/russia=favor/us=absent/…`: an axis about a target names itself.
fn folders(model: &Model, verdict: &ArticleVerdict) -> Vec<String> {
    let axes = model.analyzer().codebook().axes().iter().zip(&verdict.axes);
    axes.map(|(axis, judged)| {
        let class = judged.verdict.class.map_or("abstained", |c| axis.classes[c].name.as_str());
        if axis.target.is_some() { format!("{}={class}", axis.name) } else { class.to_owned() }
    })
    .collect()
}
