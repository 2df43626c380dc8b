//! One worker for each thread, kept through the whole run: its memory of words stays warm.

use std::sync::{Mutex, PoisonError};

use rasid_corpus::Article;
use rasid_pipeline::{Analyzed, Analyzer, Source, Worker};

/// Workers for all threads of the pool.
pub(crate) struct Workers<'a> {
    each: Vec<Mutex<Worker<'a>>>,
}

impl<'a> Workers<'a> {
    pub(crate) fn new(analyzer: &'a Analyzer) -> Self {
        let each = (0..rayon::current_num_threads()).map(|_| Mutex::new(analyzer.worker()));
        Self { each: each.collect() }
    }

    /// Reads an article with the worker of the thread at hand, which no other thread asks for.
    pub(crate) fn analyze(&self, source: Source<'_>) -> Analyzed {
        let thread = rayon::current_thread_index().unwrap_or_default();
        let mut worker = self.each[thread].lock().unwrap_or_else(PoisonError::into_inner);
        worker.analyze(source)
    }
}

/// An article as the text layer takes it.
pub(crate) fn source(article: &Article) -> Source<'_> {
    Source {
        date: article.date.as_deref(),
        url: article.url.as_deref(),
        outlet: article.outlet.as_deref(),
        ..Source::detected(&article.text, article.html)
    }
}
