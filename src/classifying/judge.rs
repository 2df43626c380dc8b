//! What a worker thread does with a batch: parse, judge, write into memory.

use std::path::Path;

use rasid_corpus::{Article, RecordError};
use rasid_pipeline::{ArticleVerdict, Boilerplate, Model, Source, Worker, host};
use rasid_report::{Answer, Skipped};

use super::form::{Form, FormRows, Made};
use super::resuming::Parcel;
use super::tally::Tally;
use crate::diagnostics::{Failure, place_and_message};
use crate::printer::NoticesOfArticle;
use crate::workers::source;

/// What all workers share.
pub(super) struct Judge<'a> {
    pub(super) model: &'a Model,
    pub(super) form: &'a Form<'a>,
    /// Words of evidence that are written.
    pub(super) evidence: usize,
    pub(super) repeated: Option<&'a Boilerplate>,
    /// Whether articles are wanted back, to be sorted into folders.
    pub(super) sorted: bool,
}

/// A batch that was judged.
pub(super) struct Judged {
    pub(super) made: Made,
    pub(super) tally: Tally,
    /// What the user is told, in order.
    pub(super) told: Vec<Told>,
    /// Articles and the folders that they go into.
    pub(super) sorted: Vec<(Article, Vec<String>)>,
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
        let mut worker = self.model.analyzer().worker();
        move |parcel| self.judge(&mut worker, parcel?)
    }

    fn judge(&self, worker: &mut Worker<'_>, parcel: Parcel) -> Result<Judged, Failure> {
        let Parcel { batch, input } = parcel;
        let stretch = Stretch { bytes: batch.bytes(), position: batch.position(), input };
        let mut rows = self.form.rows();
        let (mut tally, mut told, mut sorted) = (Tally::default(), Vec::new(), Vec::new());
        for read in batch.articles() {
            tally.records += 1;
            match read {
                Ok(article) => {
                    let verdict = self.verdict(worker, &article);
                    let any = verdict.axes.iter().any(|a| a.verdict.class.is_some());
                    *(if any { &mut tally.answered } else { &mut tally.abstained }) += 1;
                    self.write(&mut rows, &article, &verdict)?;
                    told.extend(NoticesOfArticle::of(&article).map(Told::Notices));
                    if self.sorted {
                        sorted.push((article, folders(self.model, &verdict)));
                    }
                }
                Err(e) => {
                    tally.skipped += 1;
                    skip(&mut rows, &e)?;
                    let way_out = e.way_out().map(str::to_owned);
                    told.push(Told::Skipped(place_and_message(&e), way_out));
                }
            }
        }
        Ok(Judged { made: rows.finish()?, tally, told, sorted, stretch })
    }

    fn verdict(&self, worker: &mut Worker<'_>, article: &Article) -> ArticleVerdict {
        let outlet = self.repeated.map(|_| outlet(article));
        let repeated = self.repeated.zip(outlet.as_deref());
        let analyzed = worker.analyze(Source { repeated, ..source(article) });
        if self.evidence > 0 {
            self.model.explain(&analyzed)
        } else {
            self.model.classify(&analyzed)
        }
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
