//! Unlabelled articles for training.

use std::cell::RefCell;
use std::path::PathBuf;

use rasid_corpus::{ReadOptions, articles, inputs};
use rasid_pipeline::{Analyzed, Analyzer, AxisSettings, SeedTerms, Unlabelled, Vocabulary};
use rayon::prelude::*;

use crate::cli::Making;
use crate::diagnostics::{Failure, Kind, place_and_message};
use crate::printer::Printer;
use crate::workers::{Workers, source};

/// Articles that are read at once, and their bytes.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 16 << 20;

/// Files of unlabelled articles, whose words are counted in one pass for each way of counting.
pub(crate) struct UnlabelledText<'a> {
    paths: &'a [PathBuf],
    options: ReadOptions,
    vocabulary: Vocabulary,
    counted: RefCell<Vec<(Vec<AxisSettings>, Unlabelled)>>,
}

impl<'a> UnlabelledText<'a> {
    /// Ready to count the terms of labelled articles and seeds; none where no file is named.
    pub(crate) fn new(
        making: &'a Making,
        analyzer: &Analyzer,
        labelled: &[Analyzed],
        seeds: &[SeedTerms],
    ) -> Option<Self> {
        let (paths, options) = (&making.unlabelled, making.columns.options());
        let terms = || Unlabelled::terms(analyzer, labelled, seeds);
        let new = || Self { paths, options, vocabulary: terms(), counted: RefCell::default() };
        (!paths.is_empty()).then(new)
    }

    /// The counts by an analyzer's settings.
    pub(crate) fn count(
        &self,
        analyzer: &Analyzer,
        printer: &Printer,
    ) -> Result<Unlabelled, Failure> {
        let axes = analyzer.codebook().axes().iter();
        let by: Vec<AxisSettings> = axes.map(|a| analyzer.settings().of(&a.name)).collect();
        if let Some((_, counts)) = self.counted.borrow().iter().find(|(known, _)| *known == by) {
            return Ok(counts.clone());
        }
        let counts = self.pass(analyzer, printer)?;
        self.counted.borrow_mut().push((by, counts.clone()));
        Ok(counts)
    }

    fn pass(&self, analyzer: &Analyzer, printer: &Printer) -> Result<Unlabelled, Failure> {
        let again = !self.counted.borrow().is_empty();
        let once = |path: &&PathBuf| {
            std::fs::metadata(path).map_or(**path == *"-", |m| !m.is_file() && !m.is_dir())
        };
        if let Some(path) = self.paths.iter().find(once).filter(|_| again) {
            let what =
                format!("unlabelled text is read more than once, and {} cannot be", path.display());
            return Err(Failure::new(Kind::Usage, what).hint("save it to a file"));
        }
        let bar = printer.progress("reading unlabelled text", None);
        let workers = Workers::new(analyzer);
        let mut counts = Unlabelled::new(analyzer, self.vocabulary.clone());
        let found = self.paths.iter().flat_map(|path| inputs(path));
        let mut records = articles(found, &self.options);
        let mut skipped = 0u64;
        loop {
            let (mut batch, mut bytes) = (Vec::new(), 0);
            for read in records.by_ref() {
                match read {
                    Ok(article) => {
                        bytes += article.text.len();
                        batch.push(article);
                    }
                    Err(e) => {
                        skipped += 1;
                        // Once is enough.
                        if !again {
                            printer.skipped(&place_and_message(&e), e.way_out());
                        }
                    }
                }
                if batch.len() == BATCH || bytes >= BATCH_BYTES {
                    break;
                }
            }
            if batch.is_empty() {
                break;
            }
            let read: Vec<Analyzed> =
                batch.par_iter().map(|article| workers.analyze(source(article))).collect();
            read.iter().for_each(|article| counts.add(analyzer, article));
            bar.inc(read.len() as u64);
        }
        bar.finish_and_clear();
        if counts.articles() == 0 {
            let what = "--unlabelled names no article that could be read";
            return Err(Failure::new(Kind::Input, what).hint("give files or folders of articles"));
        }
        if skipped > 0 && !again {
            printer.note(&format!("{skipped} unlabelled records were skipped"));
        }
        Ok(counts)
    }
}
