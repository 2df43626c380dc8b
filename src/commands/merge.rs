//! `rasid merge`: shards of a labelled set to one model.

use std::io::Write;
use std::path::{Path, PathBuf};

use rasid_pipeline::{Shard, ShardError, StoredShard};

use crate::cli::MergeArgs;
use crate::commands::train::{told, write};
use crate::diagnostics::{Failure, Kind};
use crate::mapped::Bytes;
use crate::printer::{Output, Printer};
use crate::settings::{refuse_overwriting, refuse_twice};

pub(crate) fn run(args: &MergeArgs, printer: &Printer) -> Result<(), Failure> {
    refuse_twice(args.shards.iter().map(PathBuf::as_path))?;
    refuse_overwriting(Some(&args.output), args.shards.iter().cloned())?;
    let mut out = Output::open(Some(&args.output))?;
    let files: Vec<Bytes> = args.shards.iter().map(|path| bytes(path)).collect::<Result<_, _>>()?;
    let open = |(path, bytes)| StoredShard::open(bytes).map_err(|e| cannot_use(path, &e));
    let paths = || args.shards.iter().map(PathBuf::as_path);
    let stored: Vec<StoredShard<'_>> =
        paths().zip(files.iter().map(|b| &**b)).map(open).collect::<Result<_, _>>()?;
    for (path, shard) in paths().zip(&stored) {
        shard.check_like(&stored[0]).map_err(|e| cannot_use(path, &e))?;
    }
    let bench = stored[0].workbench().map_err(|e| cannot_use(&args.shards[0], &e))?;
    let domains = stored.iter().flat_map(|shard| shard.domains().iter().map(String::as_str));
    let domains: Vec<&str> = domains.collect();
    let cannot = |e| cannot_use(&args.shards[0], &ShardError::Train(e));
    let mut all = Shard::new(&bench.analyzer, &domains).map_err(cannot)?;
    let bar = printer.progress("merging", Some(stored.len() as u64));
    for (path, shard) in paths().zip(&stored) {
        all.merge(&shard.shard(&bench).map_err(|e| cannot_use(path, &e))?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if args.counts_only {
        let bytes = all.to_bytes(&bench.analyzer, &bench.seeds);
        out.write_all(&bytes).map_err(|e| out.failed(&e))?;
        out.finish()?;
        told(&args.output, &all, &bytes, printer);
        return Ok(());
    }
    let trained = all.model(&bench.analyzer, &bench.seeds).map_err(cannot)?;
    write(trained, (&args.output, out), printer)
}

fn bytes(path: &Path) -> Result<Bytes, Failure> {
    Bytes::of(path).map_err(|e| Failure::input(path, &e))
}

fn cannot_use(path: &Path, e: &ShardError) -> Failure {
    let failure = Failure::new(Kind::Input, format!("cannot use {}", path.display()));
    let hint = match e {
        ShardError::Differs(_) => "count all shards by the same command line and files",
        ShardError::Train(_) => "label articles of at least two classes of an axis",
        _ => "count it anew with `rasid train --counts-only`, or copy it again",
    };
    failure.cause(e.to_string()).hint(hint)
}
