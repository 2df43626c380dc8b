//! Digests of what a model was made from.

use rasid_codebook::Codebook;

use super::{Example, set::Stems};
use crate::digest::Digest;

/// Digest of a labelled set, whatever the order of its rows: equals [`crate::Model::training_digest`] of a
/// model that was trained on it.
pub fn digest_of(book: &Codebook, examples: &[Example<'_>]) -> Digest {
    let mut each: Vec<Digest> = examples
        .iter()
        .map(|e| {
            let names = book
                .axis_ids()
                .zip(&e.labels)
                .map(|(a, l)| l.map_or("", |c| book.class_name(a, c)));
            let labels = names.collect::<Vec<_>>().join("\t");
            let (text, group) = (e.text.as_bytes(), e.group.as_bytes());
            Digest::of_parts([text, labels.as_bytes(), group, e.domain.as_bytes()])
        })
        .collect();
    each.sort_unstable();
    Digest::of_parts(each.iter().map(|d| d.bytes().as_slice()))
}

pub(crate) fn digest_of_seeds(stems: &[Stems]) -> Digest {
    let mut lines: Vec<String> = stems
        .iter()
        .flat_map(|s| {
            s.stems.iter().map(move |t| format!("{}\t{}\t{t}", s.axis.index(), s.class.index()))
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    Digest::of_parts(lines.iter().map(String::as_bytes))
}
