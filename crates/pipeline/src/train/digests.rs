//! Digests of what a model was made from.

use rasid_codebook::Codebook;

use super::{Example, set::Stems};
use crate::digest::{Digest, DigestSum};

/// Digest of a labelled set, whatever the order of its rows: equals [`crate::Model::training_digest`] of a
/// model that was trained on it.
pub fn digest_of(book: &Codebook, examples: &[Example<'_>]) -> Digest {
    let mut each: Vec<Digest> = examples.iter().map(|e| digest_of_row(book, e)).collect();
    each.sort_unstable();
    Digest::of_parts(each.iter().map(|d| d.bytes().as_slice()))
}

/// The same for a model whose training set was counted as a stream.
pub(crate) fn summed_digest_of(book: &Codebook, examples: &[Example<'_>]) -> Digest {
    let mut sum = DigestSum::default();
    examples.iter().for_each(|e| sum.add(&digest_of_text(book, e)));
    sum.digest(examples.len() as u64)
}

/// Digest of an article with its labels, group and domain.
pub(crate) fn digest_of_row(book: &Codebook, e: &Example<'_>) -> Digest {
    let (labels, group) = (labels(book, e), e.group.as_bytes());
    Digest::of_parts([e.text.as_bytes(), labels.as_bytes(), group, e.domain.as_bytes()])
}

/// The same whatever its group: who reads a stream cannot see which groups hang together.
pub(crate) fn digest_of_text(book: &Codebook, e: &Example<'_>) -> Digest {
    let labels = labels(book, e);
    Digest::of_parts([e.text.as_bytes(), labels.as_bytes(), e.domain.as_bytes()])
}

fn labels(book: &Codebook, e: &Example<'_>) -> String {
    let axes = book.axis_ids().zip(&e.labels);
    let names = axes.map(|(a, l)| l.map_or("", |c| book.class_name(a, c)));
    names.collect::<Vec<_>>().join("\t")
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
