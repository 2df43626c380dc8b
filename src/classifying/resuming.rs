//! What `--resume` compares, and what it says where a run cannot go on.

use std::path::Path;

use rasid_corpus::{Batch, ResumeError, RunProgress, resume_files};
use xxhash_rust::xxh3::Xxh3;

use crate::diagnostics::{Failure, Kind};

/// A batch, and the digest of the input up to its end where that is wanted.
pub(super) struct Parcel {
    pub(super) batch: Batch,
    pub(super) input: u128,
    /// Whether an earlier process judged and wrote it.
    pub(super) written: bool,
}

/// Hands out all batches.
pub(super) fn hand_out(
    batches: impl Iterator<Item = Batch>,
    give: &mut dyn FnMut(Result<Parcel, Failure>, u64) -> bool,
) {
    for batch in batches {
        let bytes = batch.bytes();
        if !give(Ok(Parcel { batch, input: 0, written: false }), bytes) {
            return;
        }
    }
}

/// Hands out the batches behind those that a run has written already, which must be the same ones; those
/// too where they are wanted `again`.
pub(super) fn hand_out_behind(
    mut batches: impl Iterator<Item = Batch>,
    (from, place, again): (RunProgress, &Path, bool),
    give: &mut dyn FnMut(Result<Parcel, Failure>, u64) -> bool,
) {
    let mut digest = Xxh3::new();
    let mut next = || {
        let batch = batches.next()?;
        batch.digest_into(&mut digest);
        Some((batch.bytes(), Parcel { batch, input: digest.digest128(), written: false }))
    };
    let mut input = RunProgress::default().input;
    for _ in 0..from.batches {
        // An input that ends before its time has another digest.
        let Some((bytes, parcel)) = next() else {
            input = 0;
            break;
        };
        input = parcel.input;
        if again && !give(Ok(Parcel { written: true, ..parcel }), bytes) {
            return;
        }
    }
    if input != from.input {
        let failure = Failure::new(Kind::Input, format!("cannot go on with {}", place.display()))
            .cause("the input is not the one that the interrupted run read")
            .hint(way_out(place));
        give(Err(failure), 0);
        return;
    }
    while let Some((bytes, parcel)) = next() {
        if !give(Ok(parcel), bytes) {
            return;
        }
    }
}

/// A run that cannot go on.
pub(super) fn refused(place: &Path, e: &ResumeError) -> Failure {
    let what = format!("cannot go on with {}", place.display());
    match e {
        ResumeError::Io(e) => Failure::output(Some(place), e),
        ResumeError::Locked => Failure::new(Kind::Output, what)
            .cause(e.to_string())
            .hint("wait until it ends, or give -o another name"),
        ResumeError::Other(_) => {
            Failure::new(Kind::Usage, what).cause(e.to_string()).hint(way_out(place))
        }
        _ => Failure::new(Kind::Output, what).cause(e.to_string()).hint(way_out(place)),
    }
}

fn way_out(place: &Path) -> String {
    let [part, journal] = resume_files(place);
    format!(
        "give the command of the interrupted run; or delete {} and {} to start anew",
        part.display(),
        journal.display()
    )
}

/// The digest of what changes an output.
pub(crate) fn digest_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut digest = Xxh3::new();
    for part in parts {
        digest.update(&(part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.digest128()
}
