//! Groups of labelled articles: what must never be on both sides of a fold.

use std::collections::BTreeSet;

use rasid_corpus::Labelled;
use rasid_eval::{CopyPair, connected, near_copies};
use rasid_pipeline::Analyzer;
use rayon::prelude::*;

use crate::diagnostics::{Failure, Kind};
use crate::workers::source;

/// Near copies among articles, found on their own text whatever its markup and spelling.
pub(crate) fn copies(analyzer: &Analyzer, labelled: &[Labelled]) -> Vec<CopyPair> {
    let words = labelled.par_iter().map(|l| analyzer.word_hashes(source(&l.article)));
    near_copies(&words.collect::<Vec<_>>())
}

/// A group for each article: articles that share an event or an outlet, or are near copies, are in one, so
/// that none of these is on both sides of a fold. It is named by its first event, else its outlet, else
/// its first article.
pub(crate) fn default_groups(labelled: &[Labelled], copies: &[CopyPair]) -> Vec<String> {
    let keys = labelled.iter().map(|l| [l.article.group.as_deref(), l.article.outlet.as_deref()]);
    connected(&keys.collect::<Vec<_>>(), &ids(labelled), copies)
}

/// A group for each article by the column that was typed, else by default, and what they were grouped
/// by. Near copies are in one group either way; an article without a value and without copies is a
/// group of its own.
pub(crate) fn groups(
    labelled: &[Labelled],
    copies: &[CopyPair],
    column: Option<&str>,
) -> Result<(Vec<String>, String), Failure> {
    let Some(column) = column else {
        let any = |has: fn(&Labelled) -> bool| labelled.iter().any(has);
        let by = match (any(|l| l.article.group.is_some()), any(|l| l.article.outlet.is_some())) {
            (true, true) => "`group` or `outlet`",
            (true, false) => "`group`",
            (false, true) => "`outlet`",
            (false, false) => "`id` (no `group` or `outlet` column)",
        };
        let alone =
            labelled.iter().filter(|l| l.article.group.is_none() && l.article.outlet.is_none());
        let by = match alone.count() {
            n if n > 0 && n < labelled.len() => {
                format!("{by} ({n} articles without are groups of their own)")
            }
            _ => by.to_owned(),
        };
        return Ok((default_groups(labelled, copies), by));
    };
    if !labelled.iter().any(|l| l.columns.contains_key(column)) {
        let known: BTreeSet<&str> =
            labelled.iter().flat_map(|l| l.columns.keys().map(String::as_str)).collect();
        let failure = Failure::new(Kind::Usage, format!("no column `{column}` to group by"));
        return Err(failure
            .hint(format!("columns are {}", known.into_iter().collect::<Vec<_>>().join(", "))));
    }
    let keys = labelled.iter().map(|l| {
        let value = l.columns.get(column).map(|v| v.trim());
        [value.filter(|v| !v.is_empty())]
    });
    let keys: Vec<[Option<&str>; 1]> = keys.collect();
    Ok((connected(&keys, &ids(labelled), copies), format!("`{column}`")))
}

fn ids(labelled: &[Labelled]) -> Vec<&str> {
    labelled.iter().map(|l| l.article.id.as_str()).collect()
}
